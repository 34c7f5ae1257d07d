/* SPDX-License-Identifier: MIT */
/*
 * grid.h: a form's header trees and a report's cells as one regular grid. Here the trees become
 * spans; layout/ sets the grid, a semantic writer can print it as it is.
 *
 * Invariants: every (row, column) belongs to exactly one cell; cells are sorted by row, then
 * column; a cell's headers come before it in that order.
 */
#ifndef KANBEN_GRID_GRID_H
#define KANBEN_GRID_GRID_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "report/report.h"

enum grid_role {
	GRID_TITLE,  /* heads a part over its whole width */
	GRID_CORNER, /* above the row labels */
	GRID_COLUMN_HEAD,
	GRID_ROW_HEAD,
	GRID_VALUE,
	GRID_EMPTY /* nothing: it only keeps the grid regular */
};

/* A column of the whole grid. */
struct grid_column {
	bool label;               /* labels of rows stand in it */
	int min_milli_mm, weight; /* as in struct form_looks */
};

struct grid_cell {
	enum grid_role role;
	enum form_align align;
	size_t row, column, row_span, column_span;
	const char *text;      /* UTF-8; heads may hold '|' break hints */
	const struct json *at; /* where the report has it; NULL: the layout's wording */
	const size_t
	        *headers; /* cells, titles first, then columns from the top, rows from the left */
	size_t header_n;
};

/* Parts that stand side by side. Rows [head, body) are its heads, [body, end) its data. */
struct grid_band {
	size_t head, body, end;
};

struct grid {
	size_t row_n, column_n;
	const struct grid_column *columns; /* [column_n] */
	/* [row_n]: how many groups that are to stay on one page hold this row and the one above it
	 */
	const unsigned char *joined;
	struct grid_cell *cells;
	size_t cell_n;
	size_t *at; /* [row * column_n + column]: the cell there */
	struct grid_band *bands;
	size_t band_n;
};

/*
 * The grid of a table and its cells [t->cell_n]. Text borrowed from form and report. Blanks and "/"
 * print as 0 if blanks_as_zero.
 */
const struct grid *grid_build(struct arena *a, const struct form_table *t, const struct cell *cells,
                              bool blanks_as_zero);

/* The cell that covers a place. */
const struct grid_cell *grid_cell_at(const struct grid *g, size_t row, size_t column);

/* A head whose text tells what stands below or beside it (PDF: TH; HTML: th). */
bool grid_cell_is_head(const struct grid_cell *c);

#endif
