/* SPDX-License-Identifier: MIT */
/* verify_bookmarks.c: the outline, which has the headings in order (ISO 32000-1, 12.3.3). */
#include "reread/verify.h"

#include "base/mem.h"
#include "base/tr.h"

enum { LEVELS_MAX = 6 };

/* A bookmark and what it says; itself.p NULL: there is none. */
struct looked_bookmark {
	struct file_object itself;
	struct file_entries entries;
};

static struct file_object at(struct verify *v, const struct looked_bookmark *mark, const char *key)
{
	return objects_entry(v->objects, &mark->entries, key);
}

static void go_to(struct looked_bookmark *mark, struct file_object to)
{
	mark->itself = object_is_dictionary(to) ? to : (struct file_object){0};
	object_entries_of(mark->itself, &mark->entries);
}

/* On to the next bookmark in document order. */
static void go_on(struct verify *v, struct looked_bookmark *mark)
{
	struct file_object to = at(v, mark, "/First");

	if (!object_is_dictionary(to))
		to = at(v, mark, "/Next");
	for (int level = 0; level < LEVELS_MAX && !object_is_dictionary(to); level++) {
		go_to(mark, at(v, mark, "/Parent"));
		to = at(v, mark, "/Next");
	}
	go_to(mark, to);
}

/* What a destination leads to: a page or an element, as an object number. */
static int target_of(struct file_object destination)
{
	return object_number(object_first(destination));
}

/* The text of an item of a destination. */
static const char *item_text(struct verify *v, struct file_object item, struct buf *b)
{
	struct file_object x = objects_resolve(v->objects, item);

	buf_clear(b);
	buf_puts(b, "");
	if (x.p != NULL)
		buf_put(b, x.p, (size_t)(x.end - x.p));
	return b->p;
}

/* Compares where on their page two destinations are. */
static void look_at_spot(struct verify *v, int tag, struct file_object want, struct file_object got)
{
	struct file_object x = object_first(want), y = object_first(got);
	struct buf a = {0}, b = {0};

	/* The first is the page, or the element. */
	for (int i = 0; i < 4; i++) {
		x = x.p != NULL ? object_next(want, x) : x;
		y = y.p != NULL ? object_next(got, y) : y;
		verify_text(v, (struct verify_place){-1, tag}, N_("the place of a bookmark"),
		            item_text(v, x, &a), item_text(v, y, &b));
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
static void look_at_target(struct verify *v, const struct looked_bookmark *mark, int tag)
{
	bool names = v->in->writer->pdf_version->structure_destinations;
	const struct verify_place place = {-1, tag};
	struct file_entries action;
	struct file_object page, element;

	object_entries_of(at(v, mark, "/A"), &action);
	page = names ? objects_entry(v->objects, &action, "/D") : at(v, mark, "/Dest");
	element = objects_entry(v->objects, &action, "/SD");
	verify_number(v, place, N_("the page of a bookmark"), page_of_heading(v, tag) + 1,
	              verify_map_get(&v->page_of, target_of(page)) + 1);
	verify_value(v, objects_entry(v->objects, &action, "/S"), N_("the action of a bookmark"),
	             names ? "GoTo" : "");
	verify_number(v, place, N_("the heading of a bookmark"), names ? tag : -1,
	              verify_map_get(&v->tag_of, target_of(element)));
	if (names)
		look_at_spot(v, tag, page, element);
}

void verify_bookmarks(struct verify *v)
{
	struct looked_bookmark mark;

	go_to(&mark, objects_at(v->objects, objects_root(v->objects), "/Outlines", "/First", NULL));
	for (size_t i = 0; i < v->pl->tag_n && !v->failed; i++) {
		const struct tag *tag = &v->pl->tags[i];

		if (tag->kind < TAG_H1 || tag->kind > TAG_H6 || tag->title == NULL)
			continue;
		verify_value(v, at(v, &mark, "/Title"), N_("a bookmark"), tag->title);
		look_at_target(v, &mark, (int)i);
		go_on(v, &mark);
	}
	if (mark.itself.p != NULL)
		verify_value(v, at(v, &mark, "/Title"), N_("a bookmark"), "");
}
