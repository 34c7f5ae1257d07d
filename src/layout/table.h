/* SPDX-License-Identifier: MIT */
/*
 * table.h: a grid set as a table: column widths computed from the content, row heights, and the
 * fragments into which page breaks cut it. A fragment is a run of whole rows, preceded by its
 * part's header rows, repeated, if these are on an earlier page.
 */
#ifndef KANBEN_LAYOUT_TABLE_H
#define KANBEN_LAYOUT_TABLE_H

#include "layout/setting.h"

/* The widths of a figure before its decimal point and from it on; for a column, the largest. */
struct decimal_width {
	lu before, after;
};

/* How far the texts of a table are parted to make its columns narrow; it may be more, never less.
 */
enum table_parting {
	TABLE_WHOLE_WORDS,  /* heads and labels between words only */
	TABLE_PARTED_WORDS, /* anywhere, but no word in Latin letters except an address */
	TABLE_LETTERS,      /* between the letters of any word */
	TABLE_PARTING_N
};

/* The heights of rows, and the padding above and below the texts in them. */
struct table_rows {
	lu pad_y;
	lu *heights; /* [row_n] */
};

/* A label marked as continued; the one that was set before it. */
struct table_continued {
	const struct grid_cell *cell;
	struct set_text *text;
	struct table_continued *before;
};

/* The lines of a cell's text. */
struct table_lines {
	lu line; /* from baseline to baseline */
	unsigned n;
	bool sense; /* words stay whole in them: that takes no line more */
};

struct table {
	const struct grid *grid;
	struct arena *arena;
	/*
	 * [grid->cell_n]; NULL: the table has so many cells that their texts are set again when
	 * they are measured and when they are put on a page.
	 */
	struct set_text **texts;
	/* Then these are kept once they have been on a page: [512] of the first heads. */
	struct set_text **heads;
	struct table_lines *lines;          /* [grid->cell_n] of the texts, once they are broken */
	struct table_continued **continued; /* room for the last of them, set on demand */
	lu size;                            /* font size */
	enum table_parting parting;
	bool landscape; /* on landscape pages */
	/* Whether, parted so far, the table, or one of its columns, fits no page at any size. */
	bool too_wide, column_too_wide[TABLE_PARTING_N];
	lu *whole; /* [cell_n] the width of each text on one line */
	lu *least; /* [column_n] the least width of each column */
	struct {
		lu size, width;
	} tried; /* the largest size that it was tried at, and the sum of least[]; 0: none so far */
	lu *x;   /* [column_n + 1] from the table's left edge */
	struct table_rows usual;
	struct table_rows dense; /* as low as the style allows; the same if it allows no less */
	bool stands_whole;       /* it fills most of a page, and is not cut if it fits one */
	bool is_short; /* it takes less than half a page, and is not cut if that leaves little blank
	                */
	unsigned char *joined; /* [row_n]: like the grid's, without groups too tall for a page */
	struct decimal_width *decimals; /* [column_n] */
	int *tags;                      /* [cell_n] TH and TD */
	/* Above the table and, on further pages, above the repeated headers; each or NULL. */
	const struct set_text *caption, *unit;
	const struct set_text *again, *unit_again; /* "again", or the caption continued */
	int caption_tag, unit_tag;
	const struct set_text **notes; /* [note_n] below the table */
	size_t note_n;
	int note_tag;             /* of the first; the others follow */
	lu foot;                  /* what the last row needs below it for notes */
	bool goes_on;             /* a table that is parted by columns, after its first part */
	const struct table *next; /* the next part, or NULL */
};

/* How far a table has been placed. */
struct table_mark {
	size_t row, line; /* line > 0: within a row that is taller than a page */
};

/*
 * Rows [first, end) on one page, after the repeated header rows [head, head_end). Of a row that is
 * taller than a page, its last, a fragment has lines [line_first, line_end) of every cell.
 */
struct fragment {
	const struct table_rows *rows; /* before cut cells grow */
	size_t head, head_end, first, end;
	size_t cut_row, line_first, line_end;
	lu cut_height;          /* of the piece of cut_row; 0: no row is cut */
	lu again;               /* height of the lines above the repeated headers */
	lu *heights;            /* [head_end - head + end - first] */
	lu height;              /* in total */
	struct table_mark next; /* where the next fragment begins */
};

static inline bool fragment_is_empty(const struct fragment *f)
{
	return f->end == f->first;
}

/*
 * Shapes and measures a grid and makes its tags under `parent`. Tries every font size, largest
 * first, for a portrait page and then for a landscape page; then it parts the table by columns.
 * NULL, with a finding that names the widest cell, if that does not help either.
 */
struct table *table_new(struct setting *s, const struct content_table *from, int parent);

/*
 * Makes the tags of a table and of its remarks under `parent`: one Table with a TR per row, in a
 * Sect with its notes if it has any. A THead only if there is one part: with more, each has its
 * headers in its own TBody (ISO 32000-1, 14.8.4.3.4 allows one THead and many TBody).
 */
void table_make_tags(struct setting *s, struct table *t, const struct content_table *from,
                     int parent);

/*
 * Shapes the texts of a table's cells at its size and measures them. They are gone the next time,
 * whatever the table, unless they are kept before that.
 */
void table_shape_cells(struct setting *s, struct table *t);
void table_keep_texts(struct setting *s);

/* ---- table_texts.c ---- */

/* The texts of so many cells are kept while a table is set, some hundred KiB. */
enum { TABLE_TEXTS_MAX = 512 };

/* Shapes the text of a cell. */
struct set_text *table_shape_text(struct setting *s, const struct table *t, size_t cell);

/* Memory for a text that is only measured. Returns where texts have been set so far. */
struct arena *table_begin_passing(struct setting *s);

/* The distance from baseline to baseline in a cell. */
lu table_cell_line(const struct setting *s, const struct table *t, const struct grid_cell *c);

/* Breaks the text of a cell, once columns are known. */
struct table_lines table_break_text(struct setting *s, const struct table *t, size_t cell);

/* The shaped text of a cell; it may be gone after the next call. */
const struct set_text *table_shaped_text(struct setting *s, const struct table *t, size_t cell);

/* The same, broken to the cell's width; it stays as long as what is set now. */
struct set_text *table_broken_text(struct setting *s, const struct table *t, size_t cell);

/* The same; what a page that it is put on borrows of it stays, the rest is gone after the next. */
struct set_text *table_passing_text(struct setting *s, const struct table *t, size_t cell);

/* The same of a head that stands on a page again; it stays as long as the table. */
struct set_text *table_repeated_text(struct setting *s, const struct table *t, size_t cell);

/*
 * A row of which a fragment has a piece that is not the only one: its texts are kept from the page
 * with the first to that with the last. NULL: there is none, or all texts of the table are kept.
 */
struct parted_row *table_parted_row(struct setting *s, const struct table *t,
                                    const struct fragment *f);

/* The same as table_broken_text of a cell in such a row. */
struct set_text *table_parted_text(struct setting *s, struct parted_row *p, size_t cell);

/* ---- table.c ---- */

/* Breaks the cells' texts and measures the rows, once columns and remarks are known. */
void table_finish(struct setting *s, struct table *t);

/*
 * Parts a table that fits no page by columns, at the largest size that does it, on portrait pages:
 * each part has the label columns and the heads of its columns. All of them have the tags of the
 * one Table; what a part repeats is an artifact. NULL if not even one column fits beside the
 * labels.
 */
struct table *table_part(struct setting *s, struct table *t, const struct content_table *from);

/* An empty table for a grid. */
struct table *table_begin(struct setting *s, const struct grid *g);

/* Adds a finding that a table cannot be set, with the reason and the cell that causes it. */
void table_tell_misfit(struct setting *s, const struct grid_cell *c, const char *why);

/*
 * Padding and rule on both sides of a cell's text. Whatever the size, it is the same: programs that
 * read the page take figures for one text if less than a digit or two is between them.
 */
lu table_cell_edges(const struct setting *s);

/* The width for text in a cell, without padding and rules. */
lu table_cell_width(const struct setting *s, const struct table *t, const struct grid_cell *c);

/* A label with the continuation mark, broken to its cell's width. */
struct set_text *table_continued_text(struct setting *s, const struct table *t,
                                      const struct grid_cell *c);

/* The distance from the lines above a table to it, and from it to its notes. */
lu table_near_space(const struct setting *s);

/* The height that a text needs in a cell, with padding. */
static inline lu table_text_height(const struct table_rows *rows, const struct table_lines *text)
{
	return text->line * (lu)text->n + 2 * rows->pad_y;
}

/* The lines of a label with the continuation mark. */
struct table_lines table_continued_lines(struct setting *s, const struct table *t,
                                         const struct grid_cell *c);

/*
 * Measures the rows with padding and least height `steps` steps down from the style's usual ones;
 * at most TABLE_STEPS.
 */
enum { TABLE_STEPS = 8 };
struct table_rows table_measure_rows(struct setting *s, const struct table *t, lu steps);

/* Takes the next of `left` equal shares off *lack and returns it. */
static inline lu table_next_share(lu *lack, size_t left)
{
	lu share = *lack / (lu)left;

	*lack -= share;
	return share;
}

/* What a cell with a shaped text needs. */
struct table_need {
	lu least;                     /* the least width, with padding and rules */
	lu whole;                     /* the width of its text on one line */
	struct decimal_width decimal; /* of a figure that is aligned by its point */
};

/* Begins the measuring of the columns; then what each cell needs is measured and taken. */
void table_begin_columns(struct setting *s, struct table *t);
struct table_need table_measure_cell(const struct setting *s, const struct table *t,
                                     const struct grid_cell *c, const struct set_text *text);
void table_take_need(struct table *t, size_t cell, const struct table_need *need);

/*
 * What values of a large table need is kept by their text while all of them are measured at one
 * size: [TABLE_KNOWN], zeroed at first. lookup: NULL: it is not known.
 */
enum { TABLE_KNOWN = 256 };
struct table_known {
	uint64_t key;
	struct table_need need;
};
const struct table_need *table_known_lookup(const struct setting *s, struct table_known *known,
                                            const struct grid_cell *c);
void table_known_add(const struct setting *s, struct table_known *known, const struct grid_cell *c,
                     const struct set_text *text, const struct table_need *need);

/* Finds the least width of every column, once all cells are measured. */
void table_measure_columns(struct setting *s, struct table *t);

/*
 * Would the columns that have been measured, all of them or one, be wider than `width` even at the
 * smallest size? A little room is left for rounding.
 */
bool table_is_hopeless(const struct setting *s, const struct table *t, lu width, bool whole);

/*
 * Is it known from a larger size that the columns are wider than `width` at the table's size? A
 * little room is left for rounding.
 */
bool table_was_too_wide(const struct setting *s, const struct table *t, lu width);

/* Sets x for a table of the given width; false if the columns' minimum widths exceed it. */
bool table_fit_widths(struct setting *s, struct table *t, lu width);

/*
 * Widens columns, whose widths are given with padding and rules, so that the table gets as low as
 * *left more allows, and takes that off *left. Returns a measure of the height, for comparisons.
 */
int64_t table_save_lines(struct setting *s, const struct table *t, lu *widths, lu *left);

/* Where the lines of a cell may end. */
struct text_parting table_cell_parting(const struct setting *s, const struct table *t,
                                       const struct grid_cell *c);

/* The least height of a row at the table's font size. */
lu table_least_row(const struct setting *s, const struct table *t);

/* Measures a shaped figure; without a decimal point, all of it counts as before the point. */
struct decimal_width table_decimal_width(const struct shaped *text);

/* The cell with the largest minimum width per column, for a message. */
const struct grid_cell *table_widest_cell(struct setting *s, const struct table *t);

/* Copies the grid's groups into t->joined, except those that are too tall for a page. */
void table_find_groups(struct setting *s, struct table *t);

/*
 * The longest fragment from a mark on that fits in `room` and ends at a good break; or empty. If
 * the rest of the table fits with its rows a little lower, it is all of it. A row that is taller
 * than any page is cut between lines.
 */
struct fragment table_cut(struct setting *s, const struct table *t, const struct table_mark *at,
                          lu room);

/*
 * The same where there is no better page: accepts a poor break rather than none, and cuts any row
 * between lines. Empty only if not even the headers and one line fit.
 */
struct fragment table_force(struct setting *s, const struct table *t, const struct table_mark *at,
                            lu room);

/* Where a fragment goes: its top left corner. */
struct table_spot {
	size_t page;
	lu x, y;
};

/* Adds a fragment's texts and rules to a page. */
void table_emit(struct setting *s, const struct table *t, const struct fragment *f,
                const struct table_spot *spot);

#endif
