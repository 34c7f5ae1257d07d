/* SPDX-License-Identifier: MIT */
/*
 * grid.h: a form's header trees and a report's cells as one regular grid. Cell spans are computed
 * here and nowhere else; layout/ sets the grid in pages, html/ writes it as it is.
 *
 * Invariants: every (row, column) belongs to exactly one cell; cells are sorted by row, then
 * column; a cell's headers come before it in that order.
 */
#ifndef KANBEN_GRID_GRID_H
#define KANBEN_GRID_GRID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "report/report.h"

enum __attribute__((packed)) grid_role {
	GRID_TITLE,  /* a header over the full width of a part */
	GRID_CORNER, /* above the row labels */
	GRID_COLUMN_HEAD,
	GRID_ROW_HEAD,
	GRID_VALUE,
	GRID_EMPTY /* a filler that keeps the grid regular */
};

/* A column of the whole grid. */
struct grid_column {
	bool label;               /* it holds row labels */
	int min_milli_mm, weight; /* as in struct form_looks */
};

struct grid_cell {
	enum grid_role role;
	enum form_align align;
	uint32_t row, column, row_span, column_span;
	const char *text;      /* UTF-8; headers may contain '|' break hints */
	const struct json *at; /* its place in the report; NULL: wording of the layout */
	const char *pointer;   /* GRID_VALUE: where the value is or would be; NULL: that of `at` */
	/*
	 * Indices of cells: the title and the column headers from the top, row headers from the
	 * left. Cells of a column, and of a row, share them.
	 */
	const size_t *above, *beside;
	uint32_t above_n, beside_n;
};

static inline size_t grid_header_count(const struct grid_cell *c)
{
	return (size_t)c->above_n + c->beside_n;
}

/* The i-th header of a cell. */
static inline size_t grid_header(const struct grid_cell *c, size_t i)
{
	return i < c->above_n ? c->above[i] : c->beside[i - c->above_n];
}

/* Parts side by side. Rows [head, body) hold their headers, [body, end) their data. */
struct grid_band {
	size_t head, body, end;
};

struct grid {
	size_t row_n, column_n;
	const struct grid_column *columns; /* [column_n] */
	/* [row_n]: how many keep-together groups contain both this row and the one above it */
	const unsigned char *joined;
	struct grid_cell *cells;
	size_t cell_n;
	uint32_t *at; /* [row * column_n + column]: the cell there */
	struct grid_band *bands;
	size_t band_n;
};

/*
 * Builds the grid of a table from its cells [t->cell_n]. Text is borrowed from form and report. If
 * blanks_as_zero, blanks and "/" print as 0.
 */
const struct grid *grid_build(struct arena *a, const struct form_table *t, const struct cell *cells,
                              bool blanks_as_zero);

/*
 * The grid's label columns, the first label_n, with columns [first, end) beside them; cells that
 * span others too are clipped. ret_from gets for each cell the index of the whole one. Headers are
 * those of the whole grid.
 */
struct grid_cut {
	size_t label_n, first, end;
};
const struct grid *grid_cut_columns(struct arena *a, const struct grid *g,
                                    const struct grid_cut *cut, uint32_t **ret_from);

/* The cell that covers (row, column). */
const struct grid_cell *grid_cell_at(const struct grid *g, size_t row, size_t column);

/* Is it a header cell, one that describes cells below or beside it (PDF: TH; HTML: th)? */
bool grid_cell_is_head(const struct grid_cell *c);

#endif
