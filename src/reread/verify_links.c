/* SPDX-License-Identifier: MIT */
/* verify_links.c: the annotations that lead from one tag to another. */
#include "reread/verify.h"

#include <stdlib.h>

#include "base/tr.h"
#include "reread/view.h"

static struct verify_place of_link(const struct verify *v, int tag)
{
	return (struct verify_place){v->tags[tag].first_page, tag};
}

static double number_at(struct verify *v, qpdf_oh array, const char *index)
{
	qpdf_oh number = view_at(v->q, array, index, NULL);

	return qpdf_oh_is_number(v->q, number) ? qpdf_oh_get_numeric_value(v->q, number) : -1;
}

static int object_at(struct verify *v, qpdf_oh from, const char *key)
{
	return qpdf_oh_get_object_id(v->q, view_at(v->q, from, key, NULL));
}

static void look_at_name(struct verify *v, int tag, const char *what, const char *want,
                         qpdf_oh name)
{
	const char *got = qpdf_oh_is_name(v->q, name) ? qpdf_oh_get_name(v->q, name) : "";

	verify_text(v, of_link(v, tag), what, want, got);
}

/* The area has every glyph of the tag in it, and is no larger than lines of them. */
static void look_at_area(struct verify *v, int tag, qpdf_oh annotation)
{
	qpdf_oh rect = view_at(v->q, annotation, "/Rect", NULL);
	const struct page *page = &v->pl->pages[v->tags[tag].first_page];
	double x0 = number_at(v, rect, "0"), y0 = number_at(v, rect, "1");
	double x1 = number_at(v, rect, "2"), y1 = number_at(v, rect, "3");
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
static void look_at_target(struct verify *v, int tag, qpdf_oh annotation)
{
	const struct tag *to = &v->pl->tags[v->pl->tags[tag].other];
	bool names = v->in->writer->pdf_version->structure_destinations;
	qpdf_oh action = view_at(v->q, annotation, "/A", NULL);
	qpdf_oh place = view_at(v->q, names ? action : annotation, names ? "/D" : "/Dest", NULL);
	qpdf_oh element = view_at(v->q, action, "/SD", NULL);

	verify_number(v, of_link(v, tag), N_("the page of a link"),
	              v->tags[v->pl->tags[tag].other].first_page + 1,
	              verify_map_get(&v->page_of, object_at(v, place, "0")) + 1);
	verify_number(v, of_link(v, tag), N_("the element that a link leads to"),
	              names ? to->parent : -1,
	              verify_map_get(&v->tag_of, object_at(v, element, "0")));
}

static void look_at_link(struct verify *v, int tag)
{
	qpdf_oh annotation = qpdf_get_object_by_id(v->q, v->tags[tag].annotation, /*generation*/ 0);
	qpdf_oh words = view_at(v->q, annotation, "/Contents", NULL);

	look_at_name(v, tag, N_("the kind of an annotation"), "/Link",
	             view_at(v->q, annotation, "/Subtype", NULL));
	verify_text(v, of_link(v, tag), N_("the alternative text"), v->pl->tags[tag].alt,
	            qpdf_oh_is_string(v->q, words) ? qpdf_oh_get_utf8_value(v->q, words) : "");
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
	qpdf_oh list = view_at(v->q, qpdf_get_page_n(v->q, (size_t)page), "/Annots", NULL);
	int n = qpdf_oh_is_array(v->q, list) ? qpdf_oh_get_array_n_items(v->q, list) : 0;
	int on = verify_map_get(&links->on, page);

	verify_number(v, (struct verify_place){page, -1}, N_("the number of links"),
	              on > 0 ? on : 0, n);
	for (int i = 0; i < n && !v->failed; i++) {
		int object = qpdf_oh_get_object_id(v->q, qpdf_oh_get_array_item(v->q, list, i));
		int tag = verify_map_get(&links->tag_of, object);

		verify_number(v, (struct verify_place){page, tag}, N_("the page of a link"),
		              page + 1, tag >= 0 ? v->tags[tag].first_page + 1 : 0);
	}
}

void verify_link_parent(struct verify *v, int key, int element)
{
	int tag = verify_map_get(&v->tag_of, element);
	qpdf_oh annotation;

	if (tag < 0 || v->tags[tag].annotation == 0) {
		verify_differ(v, (struct verify_place){-1, tag}, N_("the key in the parent tree"),
		              "…", "");
		return;
	}
	annotation = qpdf_get_object_by_id(v->q, v->tags[tag].annotation, /*generation*/ 0);
	verify_number(v, of_link(v, tag), N_("the key in the parent tree"), key,
	              qpdf_oh_get_int_value_as_int(
	                      v->q, view_at(v->q, annotation, "/StructParent", NULL)));
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
		qpdf_oh_release_all(v->q);
	}
	for (size_t i = 0; i < v->pl->page_n && !v->failed; i++) {
		look_at_page(v, &links, (int)i);
		qpdf_oh_release_all(v->q);
	}
	free(links.tag_of.values);
	free(links.on.values);
}
