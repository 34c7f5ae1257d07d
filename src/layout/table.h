/* SPDX-License-Identifier: MIT */
/*
 * table.h: a grid set as a table: column widths from content, row heights, and the fragments into
 * which pages cut it. A fragment is a run of whole rows, with its part's heads before it when they
 * stand on an earlier page.
 */
#ifndef KANBEN_LAYOUT_TABLE_H
#define KANBEN_LAYOUT_TABLE_H

#include "layout/setting.h"

/* A figure's width before its decimal point, and from the point on; of a column: the widest ones.
 */
struct decimal_width {
	lu before, after;
};

struct table {
	const struct grid *grid;
	struct set_text **texts;     /* [grid->cell_n] */
	struct set_text **continued; /* [grid->cell_n]: labels that go on, set when they first do */
	lu size;                     /* of its text */
	bool landscape;              /* it needs a page on its side */
	lu *x;                       /* [column_n + 1] from the table's left edge */
	lu *heights;                 /* [row_n] */
	unsigned char *joined;       /* [row_n]: as the grid's, of groups that a page can hold */
	struct decimal_width *decimals; /* [column_n] */
	int *tags;                      /* [cell_n] TH and TD */
	const struct set_text *caption; /* a line above the table, or NULL */
	int caption_tag;
	const struct set_text *again; /* "续表", over the heads on every further page; or NULL */
};

/* How far a table has been placed. */
struct table_mark {
	size_t row, line; /* line > 0: amid a row that is higher than a page */
};

/*
 * Rows [first, end) on one page, after the repeated rows [head, head_end). Of a row that is higher
 * than a page a fragment has lines [line_first, line_end) of every cell.
 */
struct fragment {
	size_t head, head_end, first, end;
	size_t cut_row, line_first, line_end;
	lu cut_height;          /* of what there is of cut_row; 0: no row is cut */
	lu again;               /* height of the line over repeated heads */
	lu *heights;            /* [head_end - head + end - first] */
	lu height;              /* of everything */
	struct table_mark next; /* where the next fragment begins */
};

static inline bool fragment_is_empty(const struct fragment *f)
{
	return f->end == f->first;
}

/*
 * Shapes and measures a grid and makes its tags under `parent`. The font steps down until the table
 * fits the upright page's width, then a page on its side is tried likewise. NULL, with a finding
 * that names the cell that is in the way, if it fits neither.
 */
struct table *table_new(struct setting *s, const struct content_table *from, int parent);

/* Says that a table cannot be set, why, and which cell is in the way. */
void table_refuse(struct setting *s, const struct grid_cell *c, const char *why);

/* Between a cell's paddings. */
lu table_cell_width(const struct setting *s, const struct table *t, const struct grid_cell *c);

/* A label with the mark of continuation, broken to its cell. */
struct set_text *table_continued_text(struct setting *s, const struct table *t,
                                      const struct grid_cell *c);

/* What a text needs in a cell, padding in. */
lu table_text_height(const struct setting *s, const struct set_text *text);

/* The next of `left` equal shares of what is lacking, which gets less by it. */
static inline lu table_next_share(lu *lack, size_t left)
{
	lu share = *lack / (lu)left;

	*lack -= share;
	return share;
}

/* Sets x for the given measure; false if the least widths do not fit into it. */
bool table_fit_widths(struct setting *s, struct table *t, lu width);

/* Where a shaped figure's point is; a text without one is all before it. */
struct decimal_width table_decimal_width(const struct shaped *text);

/* The cell that asks for the greatest least width, for a message. */
const struct grid_cell *table_widest_cell(const struct setting *s, const struct table *t);

/* Copies the grid's groups into t->joined, but for those that are higher than any page. */
void table_find_groups(struct setting *s, struct table *t);

/* The longest good fragment from a mark on that is no higher than `room`; an empty one if none is.
 */
struct fragment table_cut(struct setting *s, const struct table *t, const struct table_mark *at,
                          lu room);

/*
 * The same for a page with nothing else on it: a break that is not good rather than none, a row cut
 * between its lines if it is higher than the page. Empty, with a finding, only if not even the
 * heads and one line fit.
 */
struct fragment table_force(struct setting *s, const struct table *t, const struct table_mark *at,
                            lu room);

/* Where a fragment stands: its top left corner. */
struct table_spot {
	size_t page;
	lu x, y;
};

/* Adds a fragment's texts and rules to a page. */
void table_emit(struct setting *s, const struct table *t, const struct fragment *f,
                const struct table_spot *spot);

#endif
