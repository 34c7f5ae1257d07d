/* SPDX-License-Identifier: MIT */
/*
 * flow.h: the content as one column of items from top to bottom, before there are pages; and the
 * pass that assigns each its page and its position there.
 */
#ifndef KANBEN_LAYOUT_FLOW_H
#define KANBEN_LAYOUT_FLOW_H

#include "layout/setting.h"
#include "layout/table.h"

enum flow_kind {
	FLOW_LINE,  /* a line of text in a slot of the page's line grid */
	FLOW_LOOSE, /* a line of text off the grid, with its own height: titles, captions */
	FLOW_BLANK, /* empty slots; dropped at the top of a page */
	FLOW_TABLE,
	FLOW_FOOT /* an imprint, at the foot of a portrait page */
};

struct imprint; /* setter.h */

struct flow_item {
	enum flow_kind kind;
	bool keep_next; /* on one page with the next item, or with its beginning */
	bool beside;    /* FLOW_LINE: in the slot of the previous item, which is kept with it */
	int slots;      /* FLOW_BLANK */
	const struct set_text *text;
	size_t line;
	lu x; /* where the line's measure begins, from the text area's left edge */
	int tag;
	lu above, below; /* FLOW_LOOSE, FLOW_TABLE: distances, none at the top of a page */
	const struct table *table;
	const struct imprint *imprint;
};

struct flow {
	struct flow_item *items; /* heap */
	size_t n, cap;
};

void flow_release(struct flow *f);

/* Adds an item and returns it to be filled in; valid until the next call. */
struct flow_item *flow_add(struct flow *f, enum flow_kind kind);

/* The position of an item or of a fragment of a table. y is from the text area's top. */
struct placed {
	const struct flow_item *item;
	size_t page;
	lu y;
	struct fragment fragment;
};

struct placing {
	struct placed *placed; /* heap */
	size_t n, cap;
	bool *landscape; /* heap: [page_n] */
	size_t page_n, page_cap;
};

void placing_release(struct placing *p);

/*
 * Assigns every item its position. A table that needs landscape gets pages of its own, together
 * with the items kept with it. Always ends: each step places at least a line or a row.
 */
void flow_paginate(struct setting *s, const struct flow *f, struct placing *ret);

/*
 * Adds the page number below the text area (GB/T 9704-2012, 7.5): right on odd pages, left on even
 * ones, one character in from the edge.
 */
void furniture_emit_number(struct setting *s, size_t page, bool landscape);

/* Adds the draft mark across the page, beneath its content. */
void furniture_emit_draft(struct setting *s, size_t page, const char *mark);

#endif
