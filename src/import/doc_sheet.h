/* SPDX-License-Identifier: MIT */
/*
 * doc_sheet.h: private to import/. A sheet of a spreadsheet, in which text and tables stand one
 * below the other: it is cut into paragraphs and tables.
 */
#ifndef KANBEN_IMPORT_DOC_SHEET_H
#define KANBEN_IMPORT_DOC_SHEET_H

#include "import/doc.h"

enum { SHEET_MAX_CELLS = 100000, SHEET_MAX_ROWS = 1048576 };

/* A zeroed one with doc and number set is empty. Everything is in the arena. */
struct sheet {
	struct doc *doc;
	size_t number; /* from 1 */
	struct doc_cell *cells;
	size_t cell_n, cell_cap;
	bool merged; /* a cell spans others */
	bool full;
	struct sheet_rows {
		size_t first, end;
	} * hidden; /* rows that are not shown, from top to bottom */
	size_t hidden_n, hidden_cap;
};

/*
 * Adds a cell that has text, borrowed; cells come by row, then by column. Its place is filled in:
 * "/sheet/1/B3".
 */
void sheet_add(struct sheet *s, const struct doc_cell *cell);

/* Rows that are not shown, so that they are no gap between tables; they come from top to bottom. */
void sheet_hide_rows(struct sheet *s, size_t first, size_t n);

/* The place of a cell, by row and column from 0. */
struct doc_place sheet_place(const struct sheet *s, size_t row, size_t column);

/* Adds its paragraphs and tables to the document. */
void sheet_finish(struct sheet *s);

#endif
