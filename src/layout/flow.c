/* SPDX-License-Identifier: MIT */
#include "layout/flow.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/tr.h"

void flow_release(struct flow *f)
{
	free(f->items);
	*f = (struct flow){0};
}

struct flow_item *flow_add(struct flow *f, enum flow_kind kind)
{
	struct flow_item *item;

	f->items = mem_grow(f->items, f->n, &f->cap, sizeof(*f->items));
	item = &f->items[f->n++];
	*item = (struct flow_item){.kind = kind};
	return item;
}

void placing_release(struct placing *p)
{
	free(p->placed);
	*p = (struct placing){0};
}

/* The pen of pagination: a page and how far down its text area things have been placed. */
struct cursor {
	struct setting *s;
	const struct page_style *page;
	struct placing *out;
	size_t page_index;
	lu y;
};

/* Top of slot k; slots are measured from the whole, so that rounding never adds up. */
static lu slot_top(const struct page_style *p, int k)
{
	return lu_scale(p->text_height, k, p->lines);
}

/* The first slot that begins at or below y. */
static int slot_below(const struct page_style *p, lu y)
{
	int k = (int)((int64_t)y * p->lines / p->text_height);

	while (slot_top(p, k) < y)
		k++;
	return k;
}

/* y after `item` if it began at y on an empty enough page; only its beginning for a table. */
static lu advance(const struct cursor *c, const struct flow_item *item, lu y)
{
	switch (item->kind) {
	case FLOW_LINE:
		return slot_top(c->page, slot_below(c->page, y) + 1);
	case FLOW_LOOSE:
		return y + item->text->line;
	case FLOW_BLANK:
		return y > 0 ? slot_top(c->page, slot_below(c->page, y) + item->slots) : 0;
	case FLOW_TABLE:
		return y + (y > 0 ? c->s->style->table.space : 0) + table_least_height(item->table);
	}
	return y;
}

/* Does an item, with all that must stand on its page, fit under y? */
static bool fits(const struct cursor *c, const struct flow *f, size_t i, lu y)
{
	for (;; i++) {
		y = advance(c, &f->items[i], y);
		if (y > c->page->text_height)
			return false;
		if (!f->items[i].keep_next || i + 1 == f->n)
			return true;
	}
}

static void new_page(struct cursor *c)
{
	c->page_index++;
	c->y = 0;
}

static struct placed *put(struct cursor *c, const struct flow_item *item, lu y)
{
	struct placing *out = c->out;

	out->placed = mem_grow(out->placed, out->n, &out->cap, sizeof(*out->placed));
	out->placed[out->n] = (struct placed){.item = item, .page = c->page_index, .y = y};
	return &out->placed[out->n++];
}

static void report_too_high(struct cursor *c, const struct table *t, size_t row)
{
	struct diag_place place = {.rule = "FIT"};

	diag_add(c->s->dl, DIAG_ERROR, &place,
	         _("row %zu of a table with %zu rows is higher than a page"), row + 1,
	         t->grid->row_n);
	setting_note(c->s, RC_LIMIT);
}

static void place_table(struct cursor *c, const struct flow_item *item)
{
	const struct table *t = item->table;
	lu space = c->s->style->table.space;

	for (size_t row = 0; row < t->grid->row_n;) {
		lu top = c->y > 0 ? c->y + space : 0;
		lu room = c->page->text_height - top;
		struct fragment f =
		        top > 0 ? table_cut(c->s, t, row, room) : table_force(c->s, t, row, room);

		if (f.end == row) {
			new_page(c);
			continue;
		}
		if (f.height > c->page->text_height)
			report_too_high(c, t, f.first);
		put(c, item, top)->fragment = f;
		row = f.end;
		c->y = top + f.height + space;
		if (row < t->grid->row_n)
			new_page(c);
	}
}

static void place_item(struct cursor *c, const struct flow_item *item)
{
	switch (item->kind) {
	case FLOW_LINE:
		put(c, item, slot_top(c->page, slot_below(c->page, c->y)));
		break;
	case FLOW_LOOSE:
		put(c, item, c->y);
		break;
	case FLOW_BLANK:
		break;
	case FLOW_TABLE:
		place_table(c, item);
		return;
	}
	c->y = advance(c, item, c->y);
}

void flow_paginate(struct setting *s, const struct flow *f, struct placing *ret)
{
	struct cursor c = {.s = s, .page = &s->style->page, .out = ret};

	for (size_t i = 0; i < f->n; i++) {
		bool kept = i > 0 && f->items[i - 1].keep_next;

		/* What an item before holds on its page has been asked for with it. */
		if (!kept && c.y > 0 && !fits(&c, f, i, c.y))
			new_page(&c);
		else if (c.y > 0 && f->items[i].kind != FLOW_TABLE &&
		         advance(&c, &f->items[i], c.y) > c.page->text_height)
			new_page(&c); /* a chain of keeps longer than a page */
		place_item(&c, &f->items[i]);
	}
	ret->page_n = c.page_index + 1;
}
