/* SPDX-License-Identifier: MIT */
/*
 * doc_sheet.h: private to import/. A sheet of a spreadsheet, in which text and tables stand one
 * below the other: it is cut into paragraphs and tables.
 */
#ifndef KANBEN_IMPORT_DOC_SHEET_H
#define KANBEN_IMPORT_DOC_SHEET_H

#include "import/doc.h"
#include "import/ranges.h"

/* Cells with text of all sheets of a file; rows of one. */
enum { SHEET_MAX_CELLS = 100000, SHEET_MAX_ROWS = 1048576 };

/* A zeroed one with doc and number set is empty. Everything is in the arena. */
struct sheet {
	struct doc *doc;
	size_t number; /* from 1 */
	struct doc_cell *cells;
	size_t cell_n, cell_cap;
	bool unsorted; /* a row is above one that was added earlier */
	bool full;     /* as much has been read as is read of one file; the rest is left out */
	struct ranges hidden; /* rows that are not shown */
};

/*
 * Adds a cell that has text, borrowed; its place is filled in: "/sheet/1/B3". Cells come by row,
 * then by column; rows that do not are sorted later. Of a file SHEET_MAX_CELLS of them are added,
 * and so many bytes of text as its size allows; that there are more is told once.
 */
void sheet_add(struct sheet *s, const struct doc_cell *cell);

/*
 * Takes the bytes of a text, which was read for the sheet, from what is read of a file: a text that
 * is written once may be that of many cells.
 */
void sheet_spend(struct sheet *s, size_t bytes, struct doc_place place);

/* Rows that are not shown, so that they are no gap between tables. */
void sheet_hide_rows(struct sheet *s, size_t first, size_t n);

/* The place of a cell, by row and column from 0. */
struct doc_place sheet_place(const struct sheet *s, size_t row, size_t column);

/* Adds its paragraphs and tables to the document. */
void sheet_finish(struct sheet *s);

#endif
