/* SPDX-License-Identifier: MIT */
/* verify_links.c: the annotations that lead from one tag to another. */
#include "reread/verify.h"

#include <stdlib.h>

#include "base/tr.h"

static struct verify_place of_link(const struct verify *v, int tag)
{
	return (struct verify_place){v->tags[tag].first_page, tag};
}

static double real_at(struct verify *v, struct file_object array, const char *index)
{
	double n;

	return object_real(objects_at(v->objects, array, index, NULL), &n) ? n : -1;
}

static struct file_object annotation_of(struct verify *v, int tag)
{
	return objects_get(v->objects, v->tags[tag].annotation);
}

/* The area has every glyph of the tag in it, and is no larger than lines of them. */
static void look_at_area(struct verify *v, int tag, struct file_object annotation)
{
	struct file_object rect = objects_at(v->objects, annotation, "/Rect", NULL);
	const struct page *page = &v->pl->pages[v->tags[tag].first_page];
	double x0 = real_at(v, rect, "0"), y0 = real_at(v, rect, "1");
	double x1 = real_at(v, rect, "2"), y1 = real_at(v, rect, "3");
	bool within = x0 < x1 && y0 < y1;

	for (size_t i = 0; i < page->item_n; i++) {
		const struct page_item *it = &page->items[i];
		double size = (double)it->u.run.size / LU_PER_PT;
		double y = (double)(page->height - it->u.run.y) / LU_PER_PT;

		if (it->kind != ITEM_RUN || it->tag != tag)
			continue;
		within = within && y > y0 && y < y1 && y1 - y0 < 1.5 * size;
		for (size_t k = 0; k < it->u.run.glyph_n; k++) {
			double x = (double)(it->u.run.x + it->u.run.glyphs[k].x) / LU_PER_PT;

			within = within && x > x0 - 0.01 && x < x1;
		}
	}
	if (!within)
		verify_differ(v, of_link(v, tag), N_("the area of a link"), "…", _("elsewhere"));
}

/* Its other tag's page and, where elements can be named, what has that tag in it. */
static void look_at_target(struct verify *v, int tag, struct file_object annotation)
{
	const struct tag *to = &v->pl->tags[v->pl->tags[tag].other];
	bool names = v->in->writer->pdf_version->structure_destinations;
	struct file_object action = objects_at(v->objects, annotation, "/A", NULL);
	struct file_object place =
	        objects_at(v->objects, names ? action : annotation, names ? "/D" : "/Dest", NULL);
	struct file_object element = objects_at(v->objects, action, "/SD", NULL);

	verify_number(v, of_link(v, tag), N_("the page of a link"),
	              v->tags[v->pl->tags[tag].other].first_page + 1,
	              verify_map_get(&v->page_of, object_number(object_first(place))) + 1);
	verify_number(v, of_link(v, tag), N_("the element that a link leads to"),
	              names ? to->parent : -1,
	              verify_map_get(&v->tag_of, object_number(object_first(element))));
}

static void look_at_link(struct verify *v, int tag)
{
	struct file_object annotation = annotation_of(v, tag);
	struct buf kind = {0}, words = {0};

	objects_put_text(v->objects, objects_at(v->objects, annotation, "/Subtype", NULL), &kind);
	verify_text(v, of_link(v, tag), N_("the kind of an annotation"), "Link", kind.p);
	buf_release(&kind);
	objects_put_text(v->objects, objects_at(v->objects, annotation, "/Contents", NULL), &words);
	verify_text(v, of_link(v, tag), N_("the alternative text"), v->pl->tags[tag].alt, words.p);
	buf_release(&words);
	look_at_area(v, tag, annotation);
	look_at_target(v, tag, annotation);
}

/* What the links of a document have. */
struct links {
	struct verify_map tag_of; /* by the annotation's object */
	struct verify_map on;     /* by page: how many it has */
};

/* A page has the annotations of its links, and no others. */
static void look_at_page(struct verify *v, const struct links *links, int page)
{
	struct file_object list = objects_at(v->objects, v->pages[page], "/Annots", NULL);
	int on = verify_map_get(&links->on, page);

	verify_number(v, (struct verify_place){page, -1}, N_("the number of links"),
	              on > 0 ? on : 0, (long)object_count(list));
	for (struct file_object item = object_first(list); item.p != NULL && !v->failed;
	     item = object_next(list, item)) {
		int tag = verify_map_get(&links->tag_of, object_number(item));

		verify_number(v, (struct verify_place){page, tag}, N_("the page of a link"),
		              page + 1, tag >= 0 ? v->tags[tag].first_page + 1 : 0);
	}
}

void verify_link_parent(struct verify *v, int key, int element)
{
	int tag = verify_map_get(&v->tag_of, element);

	if (tag < 0) {
		verify_differ(v, (struct verify_place){-1, tag}, N_("the key in the parent tree"),
		              "…", "");
		return;
	}
	verify_number(
	        v, of_link(v, tag), N_("the key in the parent tree"), key,
	        verify_integer(objects_at(v->objects, annotation_of(v, tag), "/StructParent", NULL),
	                       -1));
}

void verify_links(struct verify *v)
{
	struct links links = {0};

	for (size_t i = 0; i < v->pl->tag_n && !v->failed; i++) {
		struct verify_tag *t = &v->tags[i];
		int on;

		if (v->pl->tags[i].kind != TAG_LINK)
			continue;
		if (t->annotation == 0 || t->first_page < 0) {
			verify_differ(v, of_link(v, (int)i), N_("the annotation of a link"), "…",
			              "");
			continue;
		}
		look_at_link(v, (int)i);
		on = verify_map_get(&links.on, t->first_page);
		verify_map_set(&links.on, t->first_page, on > 0 ? on + 1 : 1);
		verify_map_set(&links.tag_of, t->annotation, (int)i);
	}
	for (size_t i = 0; i < v->pl->page_n && !v->failed; i++)
		look_at_page(v, &links, (int)i);
	free(links.tag_of.values);
	free(links.on.values);
}
