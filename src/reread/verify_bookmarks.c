/* SPDX-License-Identifier: MIT */
/* verify_bookmarks.c: the outline, which has the headings in order (ISO 32000-1, 12.3.3). */
#include "reread/verify.h"

#include "base/mem.h"
#include "base/tr.h"

enum { LEVELS_MAX = 6 };

static struct file_object at(struct verify *v, struct file_object mark, const char *key)
{
	return objects_at(v->objects, mark, key, NULL);
}

static bool has(struct verify *v, struct file_object mark, const char *way)
{
	return object_is_dictionary(at(v, mark, way));
}

/* The next bookmark in document order. */
static struct file_object next_bookmark(struct verify *v, struct file_object mark)
{
	if (has(v, mark, "/First"))
		return at(v, mark, "/First");
	for (int level = 0; level < LEVELS_MAX && !has(v, mark, "/Next"); level++)
		mark = at(v, mark, "/Parent");
	return at(v, mark, "/Next");
}

/* What a destination leads to: a page or an element, as an object number. */
static int target_of(struct file_object destination)
{
	return object_number(object_first(destination));
}

/* Compares where on their page two destinations are. */
static void look_at_spot(struct verify *v, int tag, struct file_object want, struct file_object got)
{
	static const char *const steps[] = {"1", "2", "3", "4"};
	const struct verify_place place = {-1, tag};
	struct buf a = {0}, b = {0};

	for (size_t i = 0; i < COUNT(steps); i++) {
		struct file_object x = at(v, want, steps[i]), y = at(v, got, steps[i]);

		buf_clear(&a);
		buf_clear(&b);
		buf_putf(&a, "%.*s", x.p != NULL ? (int)(x.end - x.p) : 0, x.p);
		buf_putf(&b, "%.*s", y.p != NULL ? (int)(y.end - y.p) : 0, y.p);
		verify_text(v, place, N_("the place of a bookmark"), a.p, b.p);
	}
	buf_release(&a);
	buf_release(&b);
}

/* The content of a heading may begin in a tag within it. */
static int page_of_heading(const struct verify *v, int tag)
{
	int page = v->tags[tag].first_page;

	for (int kid = v->tree.first_kid[tag]; page < 0 && kid >= 0; kid = v->tree.first_kid[kid])
		page = v->tags[kid].first_page;
	return page;
}

/* A bookmark leads to the page of its heading, and where elements can be named to the heading. */
static void look_at_target(struct verify *v, struct file_object mark, int tag)
{
	bool names = v->in->writer->pdf_version->structure_destinations;
	const struct verify_place place = {-1, tag};
	struct file_object action = at(v, mark, "/A");
	struct file_object page = at(v, names ? action : mark, names ? "/D" : "/Dest");
	struct file_object element = at(v, action, "/SD");

	verify_number(v, place, N_("the page of a bookmark"), page_of_heading(v, tag) + 1,
	              verify_map_get(&v->page_of, target_of(page)) + 1);
	verify_value(v, at(v, action, "/S"), N_("the action of a bookmark"), names ? "GoTo" : "");
	verify_number(v, place, N_("the heading of a bookmark"), names ? tag : -1,
	              verify_map_get(&v->tag_of, target_of(element)));
	if (names)
		look_at_spot(v, tag, page, element);
}

void verify_bookmarks(struct verify *v)
{
	struct file_object mark =
	        objects_at(v->objects, objects_root(v->objects), "/Outlines", "/First", NULL);

	for (size_t i = 0; i < v->pl->tag_n && !v->failed; i++) {
		const struct tag *tag = &v->pl->tags[i];

		if (tag->kind < TAG_H1 || tag->kind > TAG_H6 || tag->title == NULL)
			continue;
		verify_value(v, at(v, mark, "/Title"), N_("a bookmark"), tag->title);
		look_at_target(v, mark, (int)i);
		mark = next_bookmark(v, mark);
	}
	if (object_is_dictionary(mark))
		verify_value(v, at(v, mark, "/Title"), N_("a bookmark"), "");
}
