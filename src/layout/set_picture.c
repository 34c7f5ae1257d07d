/* SPDX-License-Identifier: MIT */
/* set_picture.c: pictures, with the line below them. */
#include "base/tr.h"
#include "base/unicode.h"
#include "layout/setter.h"

enum {
	DPI = 150, /* a picture whose width is not given; fewer look coarse in print */
	INCH = 72 * LU_PER_PT
};

static struct diag_place place_of(const struct setting *s, const struct json *at, const char *rule)
{
	return (struct diag_place){s->in->content->source, at->off, rule,
	                           json_pointer(s->arena, at)};
}

/* For a press: its inks are black only, and what is coarse shows. */
static void tell_print(struct setting *s, const struct content_picture *from, lu width)
{
	struct diag_place place = place_of(s, from->at, "PRESS");
	int dpi = (int)((int64_t)from->picture->width * INCH / width);

	if (!s->in->two_sided)
		return;
	if (from->picture->colour)
		diag_add(s->dl, DIAG_WARNING, &place,
		         _("“%s” has colours; this edition prints it in grey"), from->file);
	if (dpi < DPI)
		diag_add(s->dl, DIAG_WARNING, &place,
		         _("“%s” has %d pixels an inch on the page; a press needs at least %d"),
		         from->file, dpi, DPI);
}

/* The height of what is kept with the next item: titles and headings. */
static lu lead_height(const struct setter *p)
{
	const struct page_style *page = &p->s->style->page;
	lu height = 0;

	for (size_t i = p->flow->n; i > 0 && p->flow->items[i - 1].keep_next; i--) {
		const struct flow_item *item = &p->flow->items[i - 1];

		if (item->kind == FLOW_LOOSE)
			height += item->above + item->text->line + item->below;
		else
			height += page->text_height / page->lines;
	}
	return height;
}

/* The room for a picture on a page with what is kept with it: a heading, if not more. */
static lu room_for(const struct setter *p, const struct set_text *caption)
{
	const struct page_style *page = &p->s->style->page;
	lu slot = page->text_height / page->lines, lead = lead_height(p), less = 0;

	if (lead > 0)
		less += lead + slot + p->s->style->table.space;
	if (caption != NULL)
		less += table_near_space(p->s) + (lu)caption->line_n * caption->line;
	if (less > page->text_height / 2)
		less = page->text_height / 2;
	return page->text_height - (less > slot ? less : slot);
}

/* As wide as asked for, within the text area, and no higher than leaves room for the caption. */
static void find_size(struct setting *s, const struct content_picture *from, lu room,
                      struct flow_item *item)
{
	const struct picture *p = from->picture;
	lu most = s->style->page.text_width;

	item->width = from->width > 0 ? from->width : lu_scale(p->width, INCH, DPI);
	if (item->width > most)
		item->width = most;
	item->height = lu_scale(item->width, p->height, p->width);
	if (item->height > room) {
		item->height = room;
		item->width = lu_scale(room, p->width, p->height);
	}
	if (item->width < 1)
		item->width = 1;
	if (item->height < 1)
		item->height = 1;
}

static struct set_text *set_caption(struct setter *p, const struct content_text *caption)
{
	const struct text_style *style = &p->s->style->table.caption;
	struct text_measure m = {.width = p->s->style->page.text_width, .balance = true};
	struct set_text *t;

	if (caption->len == 0)
		return NULL;
	t = setting_shape(p->s, caption, &(struct text_looks){.style = style});
	setting_break(p->s, t, &m);
	return t;
}

/* Adds the lines below a figure, the last item so far, and keeps them with it. */
static void add_caption(struct setter *p, const struct set_text *caption, int figure)
{
	int tag;

	if (caption == NULL)
		return;
	setter_keep_last(p);
	tag = page_add_tag(p->s->pl, TAG_CAPTION, figure);
	for (size_t i = 0; i < caption->line_n; i++) {
		struct flow_item *item = flow_add(p->flow, FLOW_LOOSE);

		item->text = caption;
		item->line = i;
		item->tag = tag;
		item->keep_next = i + 1 < caption->line_n;
		item->above = i == 0 ? table_near_space(p->s) : 0;
	}
}

void picture_set(struct setter *p, const struct content_picture *from)
{
	int tag = page_add_tag(p->s->pl, TAG_FIGURE, p->document);
	struct set_text *caption = set_caption(p, &from->caption);
	lu room = room_for(p, caption);
	struct flow_item *item = flow_add(p->flow, FLOW_PICTURE);

	page_tag(p->s->pl, tag)->alt = unicode_one_line(p->s->arena, from->alt.text);
	item->picture = from;
	item->tag = tag;
	item->above = p->s->style->table.space;
	find_size(p->s, from, room, item);
	tell_print(p->s, from, item->width);
	add_caption(p, caption, tag);
}

void figure_set_chart(struct setter *p, const struct content_chart *from)
{
	int tag = page_add_tag(p->s->pl, TAG_FIGURE, p->document);
	struct set_text *caption = set_caption(p, &from->caption);
	struct flow_item *item = flow_add(p->flow, FLOW_PICTURE);
	lu height = chart_set(p, item, from) + (caption != NULL ? caption->line * 2 : 0);
	struct diag_place place = place_of(p->s, from->at, "FIT");

	page_tag(p->s->pl, tag)->alt = from->alt;
	item->tag = tag;
	item->above = p->s->style->table.space;
	add_caption(p, caption, tag);
	if (height + p->s->style->table.space <= p->s->style->page.text_height)
		return;
	diag_add(p->s->dl, DIAG_ERROR, &place, _("the chart is taller than a page"));
	setting_note(p->s, RC_LIMIT);
}

/* A figure's box is that of its drawing (ISO 32000-1, table 344). */
static void note_box(struct setting *s, const struct flow_item *item, const struct text_spot *spot)
{
	struct tag_area *area = arena_new(s->kept, struct tag_area);
	lu x = spot->x + (spot->width - item->width) / 2;

	*area = (struct tag_area){spot->page,
	                          {x, spot->top, x + item->width, spot->top + item->height}};
	page_tag(s->pl, item->tag)->area = area;
}

void picture_emit(struct setting *s, const struct flow_item *item, const struct text_spot *spot)
{
	struct page_item *it;

	note_box(s, item, spot);
	if (item->chart != NULL) {
		chart_emit(s, item, spot);
		return;
	}
	it = page_add_item(s->pl, spot->page, ITEM_PICTURE, item->tag);
	it->u.picture.x = page_tag(s->pl, item->tag)->area->box[0];
	it->u.picture.y = spot->top;
	it->u.picture.w = item->width;
	it->u.picture.h = item->height;
	it->u.picture.picture = item->picture->picture;
	it->u.picture.gray = s->in->two_sided || !item->picture->picture->colour;
}
