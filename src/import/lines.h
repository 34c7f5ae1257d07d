/* SPDX-License-Identifier: MIT */
/*
 * lines.h: private to import/. Tables that are lines of text: rows (lines.c), of which each cell
 * may have a line (lines_listed.c), heads (lines_order.c).
 */
#ifndef KANBEN_IMPORT_LINES_H
#define KANBEN_IMPORT_LINES_H

#include "import/tables.h"

enum { PIECES_MAX = 128 /* words of a line */ };

/* A word of a line, between blanks. */
struct line_word {
	const char *text;
	size_t off; /* in the line's text */
	struct norm norm;
	struct value value;
	const struct doc_block *block; /* NULL: the line's own */
};

struct figure_line {
	const struct doc_block *block;
	struct line_word *words;
	size_t n, figure_n; /* the last figure_n of n words are figures */
	struct norm whole;  /* all of the line's text */
	bool figures;       /* the line has the figures of a row */
	/* It was joined from one line per cell; blank cells may come before and after the figures.
	 */
	bool listed;
	size_t lead, tail;
	size_t blanks; /* blank lines before it that may be cells */
};

/* Blank lines before and behind the figures of rows that have them all; SIZE_MAX: there are none.
 */
struct usual_blanks {
	size_t lead, tail;
	bool mixed; /* they differ before the figures */
};

struct lines {
	struct draft *dr;
	struct table_state *st;
	struct figure_line *lines;
	size_t n;
	struct column_order *orders; /* [part_n] */
	/* [part_n * FORM_MAX_DEPTH]: lead by part and depth of label; tail by part, at depth 0 */
	struct usual_blanks *usual;
	struct unit unit; /* that they name */
	const struct wording_index *wordings;
};

/* ---- lines_words.c ---- */

/* The wordings of a table's terms, to look up what is a piece of one. */
struct wording_index *wording_index_make(struct arena *a, const struct term_list *terms);
bool wording_index_has(const struct wording_index *index, const struct norm *piece);

/* Characters of texts. An empty one takes 136 KiB. */
struct character_set *character_set_make(struct arena *a);
void character_set_add(struct character_set *set, const struct norm *text);
bool character_set_has_all(const struct character_set *set, const struct norm *text);

/* ---- lines_listed.c ---- */

/* Whether a line is nothing but a figure. */
bool lines_is_one_figure(const struct figure_line *l);

/* Joins cells to rows; a single figure that remains is a row as well. */
void lines_join_listed(struct lines *ls);

/*
 * A text that has blank lines after every cell: those are no cells, and a blank cell has as many
 * and its own line. Other numbers of blank lines say nothing: PIECES_MAX fits no row.
 */
void lines_drop_regular_blanks(struct figure_line *lines, size_t n);

/* ---- lines.c, lines_order.c ---- */

/* Words of a line before its figures. */
size_t lines_label_words(const struct figure_line *l);

/*
 * Finds the order of a part's heads, which stand in lines [range[0], range[1]), once. ORDER_NONE:
 * they stand in another order than in the form, and it is not clear in which.
 */
void lines_read_order(struct lines *ls, size_t part, const size_t range[2]);

/* Takes note of the units that a line's heads and labels name: it does not say for which figures.
 */
void lines_note_units(struct lines *ls, const struct figure_line *l);

#endif
