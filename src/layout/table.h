/* SPDX-License-Identifier: MIT */
/*
 * table.h: a grid set as a table: column widths from content, row heights, and the fragments into
 * which pages cut it. A fragment is a run of whole rows, with its part's heads before it when they
 * stand on an earlier page.
 */
#ifndef KANBEN_LAYOUT_TABLE_H
#define KANBEN_LAYOUT_TABLE_H

#include "grid/grid.h"
#include "layout/setting.h"

struct table {
	const struct grid *grid;
	struct set_text **texts; /* [grid->cell_n] */
	lu size;                 /* of its text */
	lu *widths;              /* [column_n] */
	lu *x;                   /* [column_n + 1] from the table's left edge */
	lu *heights;             /* [row_n] */
	int *tags;               /* [cell_n] TH and TD */
};

/* Rows [first, end) on one page, after the repeated rows [head, head_end). */
struct fragment {
	size_t head, head_end, first, end;
	lu *heights; /* [head_end - head + end - first] */
	lu height;   /* of all of them */
};

/*
 * Shapes and measures a grid for a width, stepping the font down until it fits, and makes its tags
 * under `parent`. NULL, with a finding, if it does not fit at the smallest size.
 */
struct table *table_new(struct setting *s, const struct grid *g, lu width, int parent);

/* Sets widths and x for the given measure; false if the least widths do not fit into it. */
bool table_fit_widths(struct setting *s, struct table *t, lu width);

/*
 * The longest good fragment from row `first` on that is no higher than `room`; one with end ==
 * first if not even the least one fits.
 */
struct fragment table_cut(struct setting *s, const struct table *t, size_t first, lu room);

/* The same where there is no more room to be had: at least one row, whatever its height. */
struct fragment table_force(struct setting *s, const struct table *t, size_t first, lu room);

/* Height of a first fragment that may stand alone at a page's foot: heads and two rows. */
lu table_least_height(const struct table *t);

/* Where a fragment stands: its top left corner. */
struct table_spot {
	size_t page;
	lu x, y;
};

/* Adds a fragment's texts and rules to a page. */
void table_emit(struct setting *s, const struct table *t, const struct fragment *f,
                const struct table_spot *spot);

#endif
