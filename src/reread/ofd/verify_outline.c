/* SPDX-License-Identifier: MIT */
/* verify_outline.c: the bookmarks (GB/T 33190, 7.5), while Document.xml is gone through. */
#include "reread/ofd/ofd_verify.h"

#include <math.h>
#include <string.h>

#include "base/tr.h"

enum { LEVELS_MAX = TAG_H6 - TAG_H1 + 1 };

/* From an OutlineElem to where it leads. */
static const char *const way[] = {"Actions", "Action", "Goto", "Dest"};

struct ofd_bookmark {
	int kind, tag; /* of its heading */
	bool has_place;
};

struct bookmarks {
	struct ofd_verify *v;
	int tag;      /* the next heading is this one or a later one */
	int elements; /* that are open */
	bool in_outline;
	/* The last one of each level: of `level` of them, and the first `open` have not ended. */
	struct ofd_bookmark last[LEVELS_MAX];
	int level, open;
	size_t on_way;   /* elements of the way that are open in the last of these */
	size_t left_out; /* and others in it */
};

/* A run of the tag on the page whose line begins so far up. */
static bool has_run(const struct page_list *pl, size_t n, int tag, double top)
{
	const struct page *page = &pl->pages[n];

	for (size_t i = 0; i < page->item_n; i++) {
		const struct page_item *it = &page->items[i];
		double at = (double)(it->u.run.y - it->u.run.size) / LU_PER_PT * 25.4 / 72;

		if (it->kind == ITEM_RUN && it->tag >= 0 && page_tag_block(pl, it->tag) == tag &&
		    fabs(at - top) < 0.002)
			return true;
	}
	return false;
}

static bool next_heading(struct bookmarks *o)
{
	const struct page_list *pl = o->v->pl;

	for (; o->tag < (int)pl->tag_n; o->tag++) {
		const struct tag *t = &pl->tags[o->tag];

		if (t->kind >= TAG_H1 && t->kind <= TAG_H6 && t->title != NULL)
			return true;
	}
	return false;
}

/* A bookmark lies in the last one of a higher level before it. */
static void look_at_level(struct bookmarks *o, int kind)
{
	while (o->level > 0 && o->last[o->level - 1].kind >= kind)
		o->level--;
	ofd_verify_number(o->v, (struct ofd_place){-1, o->tag}, N_("the level of a bookmark"),
	                  o->level, o->open);
}

static void begin_bookmark(struct bookmarks *o, const struct xml_element *e)
{
	struct ofd_verify *v = o->v;
	const char *title = xml_value(e, "Title");
	const struct tag *t;

	if (!next_heading(o)) {
		ofd_verify_differ(v, (struct ofd_place){-1, -1}, N_("a bookmark"), "",
		                  title != NULL ? title : "");
		return;
	}
	t = &v->pl->tags[o->tag];
	look_at_level(o, (int)t->kind);
	ofd_verify_text(v, (struct ofd_place){-1, o->tag}, N_("a bookmark"), t->title, title);
	if (v->failed)
		return;
	o->last[o->open++] = (struct ofd_bookmark){(int)t->kind, o->tag++, false};
	o->level = o->open;
}

static void tell_place(struct bookmarks *o, const char *page)
{
	ofd_verify_differ(o->v, (struct ofd_place){-1, o->last[o->open - 1].tag},
	                  N_("the place of a bookmark"), "…", page != NULL ? page : "");
}

static void look_at_place(struct bookmarks *o, const struct xml_element *dest)
{
	struct ofd_bookmark *at = &o->last[o->open - 1];
	const struct page_list *pl = o->v->pl;
	const char *page = xml_value(dest, "PageID"), *top = xml_value(dest, "Top");
	unsigned number = ofd_verify_page_by(o->v, page);
	double n = 0;

	if (top != NULL)
		ofdview_numbers(top, &n, 1);
	if (number < 1 || number > pl->page_n || !has_run(pl, number - 1, at->tag, n))
		tell_place(o, page);
	at->has_place = true;
}

static void begin_in_outline(struct bookmarks *o, const struct xml_element *e)
{
	if (o->left_out == 0 && o->on_way == 0 && strcmp(e->name, "OutlineElem") == 0)
		begin_bookmark(o, e);
	else if (o->left_out > 0 || o->open == 0 || o->on_way == COUNT(way) ||
	         strcmp(e->name, way[o->on_way]) != 0)
		o->left_out++;
	else if (++o->on_way == COUNT(way))
		look_at_place(o, e);
}

static void begin_element(void *context, const struct xml_element *e)
{
	struct bookmarks *o = context;
	bool top = o->elements++ == 1;

	ofd_verify_id(o->v, e);
	if (o->v->failed)
		return;
	if (o->in_outline)
		begin_in_outline(o, e);
	else
		o->in_outline = top && strcmp(e->name, "Outlines") == 0;
}

static void end_element(void *context, const char *name)
{
	struct bookmarks *o = context;

	(void)name;
	if (o->elements-- == 2)
		o->in_outline = false;
	if (!o->in_outline || o->v->failed)
		return;
	if (o->left_out > 0) {
		o->left_out--;
	} else if (o->on_way > 0) {
		o->on_way--;
	} else {
		if (!o->last[o->open - 1].has_place)
			tell_place(o, NULL);
		o->open--;
	}
}

void ofd_verify_outline(struct ofd_verify *v)
{
	struct bookmarks o = {.v = v};
	const struct xml_handler handler = {begin_element, end_element, NULL, &o};

	if (ofdview_walk(&v->view, v->view.document_path, &handler) && !v->failed &&
	    next_heading(&o))
		ofd_verify_differ(v, (struct ofd_place){-1, o.tag}, N_("a bookmark"),
		                  v->pl->tags[o.tag].title, "");
}
