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
	FLOW_PICTURE,
	FLOW_FOOT /* an imprint, at the foot of a portrait page */
};

struct imprint;   /* setter.h */
struct chart_set; /* set_chart.c */

/* A footnote, at the foot of the page on which its mark stands. */
struct footnote {
	const struct set_text *text; /* with its mark, which hangs out to the left of `x` */
	lu x;
	int tag;
	int block; /* as in struct flow_item */
};

struct flow_item {
	enum flow_kind kind;
	bool keep_next; /* on one page with the next item, or with its beginning */
	bool beside;    /* FLOW_LINE: in the slot of the previous item, which is kept with it */
	bool heading;   /* FLOW_LINE: of a heading that has a paragraph of its own */
	int slots;      /* FLOW_BLANK */
	const struct set_text *text;
	size_t line;
	lu x; /* where the line's measure begins, from the text area's left edge */
	int tag;
	lu above, below; /* FLOW_LOOSE, FLOW_PICTURE, FLOW_TABLE: distances, none at the top of a
	                    page */
	const struct table *table;
	const struct content_picture *picture;
	const struct chart_set *chart; /* FLOW_PICTURE: a chart in its place */
	lu width, height;              /* FLOW_PICTURE */
	const struct imprint *imprint;
	const struct footnote *notes; /* [note_n]: those whose marks are in a FLOW_LINE */
	size_t note_n;
	int block; /* the first tag of the block that it is from */
};

/* What has not been placed yet, and one item more. */
struct flow {
	struct flow_item *items; /* heap */
	size_t n, cap;
	int block; /* of the items that are added */
};

void flow_release(struct flow *f);

/* Adds an item and returns it to be filled in; valid until the next call. */
struct flow_item *flow_add(struct flow *f, enum flow_kind kind);

/* The position of an item or of a fragment of a table. y is from the text area's top. */
struct placed {
	struct flow_item item;
	lu y;
	struct fragment fragment;
};

/* A line of a footnote on its page. */
struct placed_note {
	const struct footnote *note;
	size_t line;
};

struct page_plan {
	bool landscape;
	lu foot;   /* height of its footnotes, with the rule above them */
	lu raised; /* of the imprint below them */
};

/* The page that is being filled. */
struct placing {
	size_t page; /* from 0 */
	struct page_plan plan;
	struct placed *placed; /* heap */
	size_t n, cap;
	struct placed_note *notes; /* heap */
	size_t note_n, note_cap;
};

struct flow_cursor;

/*
 * Assigns every item its position, page by page; a page that is filled goes to the page list. A
 * table that needs landscape gets pages of its own, together with the items kept with it. Always
 * ends: each step places at least a line or a row. Both are borrowed.
 */
struct flow_cursor *flow_begin(struct setting *s, struct flow *f);

/*
 * Places as many items as cannot be affected by any that are added later, or all of them, and ends
 * the last page. What has been placed is taken out of the flow. Once a text could not be set,
 * nothing is placed any more, and what has been set is released.
 */
void flow_advance(struct flow_cursor *c, bool all);
void flow_end(struct flow_cursor *c);

/* ---- layout.c ---- */

/* Adds a filled page to the list. */
void layout_emit_page(struct setting *s, const struct placing *p);

/* ---- foot.c: footnotes while pages are filled ---- */

/* What is left of footnotes whose marks have been placed, in order. */
struct foot {
	struct placing *out;
	lu line; /* from baseline to baseline; the rule above takes one, too */
	const struct footnote **waiting; /* heap */
	size_t first, n, cap;            /* [first, n) are waiting */
	size_t done;                     /* lines of the first that have been placed */
};

/* The least height that an item's notes take on the page of their marks. */
lu foot_least(const struct foot *f, const struct flow_item *item);

/* The height of what may go on on the next page, for an item that has notes. */
lu foot_rest(const struct foot *f, const struct flow_item *item);

/* Room for the rule, if the page has no footnotes yet. */
lu foot_rule(const struct foot *f);

void foot_wait(struct foot *f, const struct flow_item *item);

/* Places as many lines as fit into `room` at the foot of the last page. */
void foot_place(struct foot *f, lu room);

/* Adds the footnotes of a page below a short rule. */
void foot_emit(struct setting *s, const struct placing *p);

/*
 * Adds the page number below the text area (GB/T 9704-2012, 7.5): right on odd pages, left on even
 * ones, one character in from the edge.
 */
void furniture_emit_number(struct setting *s, size_t page, bool landscape);

/* Adds the draft mark across the page, beneath its content. */
void furniture_emit_draft(struct setting *s, size_t page, const char *mark);

#endif
