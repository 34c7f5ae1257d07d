/* SPDX-License-Identifier: MIT */
/* set_list.c: lists, and what is set in columns beside a mark or a label. */
#include "layout/setter.h"

lu setter_label_width(const struct set_text *t)
{
	const struct text_line *line = &t->lines[0];
	size_t last;

	if (t->line_n == 0)
		return 0;
	last = line->last - 1;
	return line->x[last - line->first] + t->shaped.clusters[last].advance;
}

lu setter_width(const struct set_text *t)
{
	lu width = 0;

	for (size_t i = 0; i < t->line_n; i++)
		if (t->lines[i].width > width)
			width = t->lines[i].width;
	return width;
}

void setter_keep_last(struct setter *p)
{
	if (p->flow->n > 0)
		p->flow->items[p->flow->n - 1].keep_next = true;
}

void setter_add_blank(struct setter *p, int slots)
{
	struct flow_item *blank = flow_add(p->flow, FLOW_BLANK);

	blank->slots = slots;
	blank->keep_next = true;
}

struct set_text *setter_set_text(struct setter *p, const struct content_text *text,
                                 const struct text_style *style, const struct text_measure *m)
{
	struct set_text *t = setting_shape(p->s, text, &(struct text_looks){.style = style});

	setting_break(p->s, t, m);
	t->align = ALIGN_START;
	return t;
}

void setter_add_column(struct setter *p, const struct set_text *t, const struct text_column *at)
{
	if (at->beside)
		setter_keep_last(p);
	for (size_t i = 0; i < t->line_n; i++) {
		struct flow_item *item = flow_add(p->flow, FLOW_LINE);

		item->text = t;
		item->line = i;
		item->x = at->x;
		item->tag = at->tag;
		item->beside = at->beside && i == 0;
	}
}

/* A list while it is set. */
struct list_setter {
	const struct list_place *place;
	struct set_text **marks; /* NULL: its items have none */
	lu text_x;
	int tag;
};

static enum tag_numbering numbering_of(const struct content_list *list)
{
	if (list->items[0].mark.len == 0)
		return NUMBERING_NONE;
	return list->ordered ? NUMBERING_DECIMAL : NUMBERING_DISC;
}

/* The text begins behind the widest mark, in the body on the next place of the grid. */
static void set_marks(struct setter *p, const struct content_list *list, struct list_setter *l)
{
	struct text_measure m = {.width = p->s->style->page.text_width};
	lu widest = 0, pitch = l->place->style->pitch;

	l->marks = arena_array(p->s->arena, struct set_text *, list->n);
	for (size_t i = 0; i < list->n; i++) {
		l->marks[i] = setter_set_text(p, &list->items[i].mark, l->place->style, &m);
		if (setter_width(l->marks[i]) > widest)
			widest = setter_width(l->marks[i]);
	}
	if (l->place->on_grid)
		widest = (widest + pitch - 1) / pitch * pitch;
	l->text_x = l->place->x + widest;
}

/* Numbers are aligned at their ends. */
static void add_mark(struct setter *p, const struct list_setter *l, const struct content_list *list,
                     size_t i, int item)
{
	struct text_column at = {.beside = i == 0 && l->place->beside};

	at.x = l->place->x;
	if (list->ordered)
		at.x = l->text_x - setter_width(l->marks[i]);
	at.tag = page_add_tag(p->s->pl, TAG_LBL, item);
	setter_add_column(p, l->marks[i], &at);
}

/* Which lines of an item stay together: all, or as in a paragraph. */
static void keep_item(struct setter *p, size_t first, bool whole)
{
	size_t end = p->flow->n;

	for (size_t i = first; i + 1 < end; i++)
		if (whole || i == first || i + 2 == end)
			p->flow->items[i].keep_next = true;
}

static struct set_text *shape_item(struct setter *p, const struct list_setter *l,
                                   const struct content_item *from, const struct text_measure *m)
{
	bool noted = from->notes.n > 0;
	struct set_text *t = setting_shape(p->s, &from->text,
	                                   &(struct text_looks){.style = l->place->style,
	                                                        .spans = noted,
	                                                        .raise_marks = noted});

	setting_break(p->s, t, m);
	t->align = ALIGN_START;
	return t;
}

static void set_item(struct setter *p, const struct list_setter *l, const struct content_list *list,
                     size_t i)
{
	const struct content_item *from = &list->items[i];
	lu width = p->s->style->page.text_width - l->text_x;
	struct text_measure m = {.width = width > 0 ? width : 1,
	                         .justify = l->place->style->align == ALIGN_JUSTIFY};
	bool noted = from->notes.n > 0;
	struct set_text *text = shape_item(p, l, from, &m);
	int item = page_add_tag(p->s->pl, TAG_LI, l->tag);
	struct text_column at = {.x = l->text_x,
	                         .beside = l->marks != NULL || (i == 0 && l->place->beside)};
	size_t first;
	int body;

	if (l->marks != NULL)
		add_mark(p, l, list, i, item);
	first = p->flow->n;
	body = page_add_tag(p->s->pl, TAG_LBODY, item);
	at.tag = noted ? page_add_tag(p->s->pl, TAG_P, body) : body;
	if (noted)
		text->run_tags = noted_add_tags(p, &from->text, &from->notes,
		                                &(struct noted_tags){.text = at.tag});
	setter_add_column(p, text, &at);
	if (noted)
		noted_add_notes(p, text, &from->text, &from->notes,
		                &(struct noted_place){first, at.tag});
	keep_item(p, first, l->place->whole);
	if (from->list != NULL) {
		struct list_place inner = *l->place;

		inner.x = l->text_x;
		inner.parent = body;
		inner.beside = false;
		setter_keep_last(p);
		setter_set_list(p, from->list, &inner);
	}
}

/*
 * A list is set as one block, before it is placed: not if it fills more pages than there may be
 * with a line for each item.
 */
static bool is_overfull(struct setter *p, const struct content_list *list)
{
	const struct page_list *pl = p->s->pl;

	if (pl->most == 0 || list->n / (size_t)p->s->style->page.lines <= pl->most)
		return false;
	setting_overfull(p->s);
	return true;
}

void setter_set_list(struct setter *p, const struct content_list *list,
                     const struct list_place *place)
{
	struct list_setter l = {.place = place, .text_x = place->x};

	if (is_overfull(p, list))
		return;
	l.tag = page_add_tag(p->s->pl, TAG_L, place->parent);
	page_tag(p->s->pl, l.tag)->numbering = numbering_of(list);
	if (list->items[0].mark.len > 0)
		set_marks(p, list, &l);
	for (size_t i = 0; i < list->n; i++)
		set_item(p, &l, list, i);
}
