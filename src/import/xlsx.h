/* SPDX-License-Identifier: MIT */
/*
 * xlsx.h: private to import/. What cells of an .xlsx file refer to by number: styles and shared
 * texts. Each is read once, however many cells have it.
 */
#ifndef KANBEN_IMPORT_XLSX_H
#define KANBEN_IMPORT_XLSX_H

#include "import/doc_sheet.h"
#include "import/number_format.h"
#include "import/xml.h"

/* Whether an attribute says yes. */
bool xlsx_is_set(const xmlNode *node, const char *name);

/* The first node in a list, an element of `parent`; NULL: there is none, or no parent. */
const xmlNode *xlsx_first_of(const xmlNode *parent, const char *list);

/* ---- styles.xml (xlsx_styles.c) ---- */

/* How a cell is shown (ECMA-376-1, 18.8.10). */
struct xlsx_style {
	const struct number_format *format;
	struct seen seen;
};

struct xlsx_styles;

/* In the arena, by the root of styles.xml, which need not live longer; NULL: the file has none. */
const struct xlsx_styles *xlsx_styles_read(struct arena *a, const xmlNode *root);

/* The style of a cell. */
const struct xlsx_style *xlsx_style_of(const struct xlsx_styles *styles, const xmlNode *cell);

/* Adds what font properties say, of a run or of a cell (18.4.7, 18.8.22); NULL says nothing. */
void xlsx_read_font(const xmlNode *properties, struct seen *s);

/* ---- texts (xlsx_texts.c) ---- */

struct xlsx_texts;

/* In the arena, by the root of sharedStrings.xml, which must live as long; NULL: there is none. */
struct xlsx_texts *xlsx_texts_read(struct doc *d, const xmlNode *root);

/* Gathers a text with the characters that are written _xHHHH_ (22.9.2.19): line ends, mostly. */
void xlsx_gather_escaped(struct gather *g, const char *s);

/* Gathers a string item (18.4.8); returns how many bytes were read for that, more or less. */
size_t xlsx_gather_string(struct gather *g, const xmlNode *si);

/*
 * The shared text of that number ("0") as a cell shows it whose place and looks are those of `as`,
 * in the arena; what of it is not taken is told. NULL: there is none of that number.
 */
const char *xlsx_shared_text(const struct gather *as, struct sheet *sheet, struct xlsx_texts *texts,
                             const char *number);

/* ---- merged cells (xlsx_merges.c) ---- */

struct xlsx_merge {
	size_t row, column, row_end, column_end; /* of the first cell and the last */
};

/* Of a sheet, in the arena. A zeroed one is empty. */
struct xlsx_merges {
	struct xlsx_merge *items;
	size_t n, cap;
	size_t next; /* the first one that begins below all rows asked for */
	struct xlsx_overs {
		struct xlsx_over *items;
		size_t n, cap;
	} over, spare; /* which one reaches over which columns, from left to right */
};

void xlsx_merges_add(struct arena *a, struct xlsx_merges *m, const struct xlsx_merge *merge);

/* After the last one has been added. */
void xlsx_merges_sort(struct xlsx_merges *m);

/*
 * The one that a cell is in, or NULL; of those that overlap, the first. Rows are asked for from top
 * to bottom.
 */
const struct xlsx_merge *xlsx_merge_of(struct arena *a, struct xlsx_merges *m, size_t row,
                                       size_t column);

#endif
