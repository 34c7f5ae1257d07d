/* SPDX-License-Identifier: MIT */
/*
 * flow.h: the content as one column of things to place, from top to bottom, before there are pages;
 * and the pass that gives each its page and height on it.
 */
#ifndef KANBEN_LAYOUT_FLOW_H
#define KANBEN_LAYOUT_FLOW_H

#include "layout/setting.h"
#include "layout/table.h"

enum flow_kind {
	FLOW_LINE,  /* a line of text in a slot of the page's grid */
	FLOW_LOOSE, /* a line of text with a height of its own: the title's */
	FLOW_BLANK, /* empty slots; nothing at a page's top */
	FLOW_TABLE,
	FLOW_FOOT /* an imprint, at the foot of an upright page */
};

struct imprint; /* setter.h */

struct flow_item {
	enum flow_kind kind;
	bool keep_next; /* stands on one page with the next item, or its beginning */
	bool beside;    /* FLOW_LINE: in the slot of the item before, which is kept with it */
	int slots;      /* FLOW_BLANK */
	const struct set_text *text;
	size_t line;
	lu x; /* of the line's measure from the text area's left edge */
	int tag;
	const struct table *table;
	const struct imprint *imprint;
};

struct flow {
	struct flow_item *items; /* heap */
	size_t n, cap;
};

void flow_release(struct flow *f);

/* Adds an item and returns it to be filled; good until the next call. */
struct flow_item *flow_add(struct flow *f, enum flow_kind kind);

/* Where an item, or a fragment of a table, stands. y from the text area's top. */
struct placed {
	const struct flow_item *item;
	size_t page;
	lu y;
	struct fragment fragment;
};

struct placing {
	struct placed *placed; /* heap */
	size_t n, cap;
	bool *landscape; /* heap: [page_n] does the page lie on its side? */
	size_t page_n, page_cap;
};

void placing_release(struct placing *p);

/*
 * Gives every item its place. A table that needs a page on its side gets pages of its own, with
 * what must stand together with it. Always ends: each step places at least a line or a row.
 */
void flow_paginate(struct setting *s, const struct flow *f, struct placing *ret);

/*
 * What stands on every page outside the text. The page number, below the text area (GB/T 9704-2012,
 * 7.5): odd pages right, even pages left, one character in from the edge.
 */
void furniture_emit_number(struct setting *s, size_t page, bool landscape);

/* The mark of a draft across the page, under what is on it already. */
void furniture_emit_draft(struct setting *s, size_t page, const char *mark);

#endif
