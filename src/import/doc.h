/* SPDX-License-Identifier: MIT */
/*
 * doc.h: private to import/. Any document as a list of paragraphs and tables, each of which knows
 * its place in the file. Made by the readers (read_*.c), not changed by the matching.
 */
#ifndef KANBEN_IMPORT_DOC_H
#define KANBEN_IMPORT_DOC_H

#include <stdbool.h>
#include <stddef.h>

#include "import/import.h"

/* What a document may hold; a table past these would be no table anyone reads. */
enum {
	DOC_MAX_DEPTH = 200,
	DOC_MAX_COLUMNS = 200,
	DOC_MAX_ROWS = 10000,
	DOC_MAX_GRID = 400000, /* places of one table */
	DOC_MAX_BLOCKS = 1000000
};

/* Where something stands: an offset in doc.source, and for tables and .docx a path. */
struct doc_place {
	size_t off;
	const char *pointer; /* "/table/2/row/3/cell/1", counted from 1; NULL: the offset tells */
};

struct doc_cell {
	size_t row, column, row_span, column_span;
	const char *text; /* trimmed; "" for a blank one */
	struct doc_place place;
};

/* How far the places of cells are known. */
enum doc_shape {
	DOC_SPANS,     /* spans and all */
	DOC_RECTANGLE, /* the columns; a cell that spans is followed by blank ones */
	DOC_RAGGED     /* only the order of the cells in a row */
};

struct doc_table {
	enum doc_shape shape;
	size_t row_n, column_n;
	struct doc_cell *cells; /* sorted by row, then column */
	size_t cell_n, cell_cap;
	size_t *at; /* [row * column_n + column]: index of the cell, or DOC_NO_CELL */
	struct doc_place place;
	size_t number; /* from 1 */
};

#define DOC_NO_CELL SIZE_MAX

enum doc_kind { DOC_TEXT, DOC_TABLE };

/*
 * What makes a paragraph an item of a list. Its label is what the document shows before the item
 * and no text of the file holds: "1.", "(a)". It begins the block's text, as if it had been typed,
 * so that whoever looks for headings need not know of lists.
 */
struct doc_item {
	size_t list;    /* which list of the document, from 1; 0: the paragraph is no item */
	int level;      /* 0: the outermost */
	size_t indent;  /* of the label, in twips; 0 where the level tells it */
	bool ordered;   /* counted; otherwise a bullet, which has no label */
	bool plain;     /* the label is the item's own number with marks around it, no words */
	long number;    /* what the label counts */
	size_t label_n; /* bytes of the block's text that are the label and the blank behind it */
};

struct doc_block {
	enum doc_kind kind;
	const char *text; /* DOC_TEXT: trimmed, never "" */
	bool heading;     /* set as one in the file */
	bool right;       /* at the right margin */
	bool page_top;    /* the first of a page */
	/* A line of a text with pages, in half Han characters: how far it stands in from the others
	 * of its page, and how much shorter it is than the widest. Both 0 elsewhere. */
	size_t indent, short_by;
	size_t blanks; /* lines of a text before it that have nothing in them */
	struct doc_item item;
	struct doc_table *table;
	struct doc_place place;
};

struct doc {
	struct arena *arena;
	struct diag_list *findings;
	const struct form *form;
	const struct source *source; /* of places */
	struct doc_block *blocks;
	size_t block_n, block_cap;
	size_t table_n, list_n;
	bool paged; /* a text with pages: its lines are broken, paragraphs too */
	bool full;  /* DOC_MAX_BLOCKS are reached, and a finding says so */
};

/* Adds a paragraph unless there is nothing to be seen in it; NULL then. */
struct doc_block *doc_add_text(struct doc *d, const char *text, size_t n, struct doc_place place);

/* A new table, not in the list yet. */
struct doc_table *doc_new_table(struct doc *d, struct doc_place place);

/* Adds a cell; spans are cut to the limits. The text is copied and trimmed. */
struct doc_cell *doc_add_cell(struct doc *d, struct doc_table *t, const struct doc_cell *cell,
                              size_t text_n);

/*
 * Lays the cells out on their grid (overlapping ones: the first stands) and adds the table to the
 * list. A finding if it is beyond the limits; it is left out then.
 */
void doc_add_table(struct doc *d, struct doc_table *t);

/* Lays the cells out anew, after their columns and spans were changed. */
void doc_lay_out_table(struct doc *d, struct doc_table *t);

/* The cell that covers a place, or NULL. */
struct doc_cell *doc_cell_at(const struct doc_table *t, size_t row, size_t column);

/* Findings at a place: one that found no place in the report (error), and one that only tells. */
void doc_unplaced(const struct doc *d, struct doc_place place, const char *fmt, ...)
        PRINTF_LIKE(3, 4);
void doc_warn(const struct doc *d, struct doc_place place, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* The beginning of a text for a message, in the arena. */
const char *doc_excerpt(const struct doc *d, const char *text);

/* The readers. RC_INPUT, RC_LIMIT with a finding where nothing can be read at all. */
MUST_USE enum rc text_read(struct doc *d);
MUST_USE enum rc html_read(struct doc *d);
MUST_USE enum rc docx_read(struct doc *d);

/* Nothing is to be seen of it: blank in any script, or a control character of the file. */
bool doc_is_blank(unsigned cp);

/* n bytes of UTF-8 without blanks at both ends, the length in *n. */
const char *doc_trim(const char *s, size_t *n);

/* ---- for the readers ---- */

/*
 * Makes d->source, now the file's bytes, a text in UTF-8 without a byte order mark, in the arena.
 * A mark counts first, then `charset` (NULL: none is named); without either what is not UTF-8 is
 * read as GB 18030, of which GB 2312 and GBK are parts. Bytes that are no text become U+FFFD, with
 * a finding. NUL and control characters become blanks.
 */
void decode_source(struct doc *d, const char *charset);

/*
 * Text that comes in pieces, from the runs of a .docx or the nodes of HTML, gathered into
 * paragraphs. Blanks collapse as in a browser; none is left between Han characters where only a
 * line of the file ended.
 */
struct gather {
	struct doc *doc;
	struct buf text;
	bool gap, line; /* blanks came since; a line ended among them */
	bool cell;      /* in a cell: paragraphs are joined instead of added */
	bool keep;      /* blanks are text, not the file's own lines */
	bool heading, right;
	const char *label; /* of the item that begins, until there is text behind it; or NULL */
	struct doc_item item;
	struct doc_place place;
};

/* Adds n bytes of UTF-8. */
void gather_text(struct gather *g, const char *s, size_t n);

/* A paragraph ends here, or a line within it. */
void gather_break(struct gather *g);

/*
 * An item of a list begins; label "": a bullet. In a cell the label is added at once, but only
 * before words (`words`: the item has some): it would change a figure.
 */
void gather_item(struct gather *g, const struct doc_item *item, const char *label, bool words);

/* The item ends; a finding if no text followed its label. */
void gather_item_end(struct gather *g);

/* A letter, or a character of a script that has no cases. */
bool doc_has_words(const char *text);

/* ---- labels of list items (list_label.c) ---- */

enum list_count {
	LIST_NO_MARK,
	LIST_BULLET,
	LIST_DECIMAL,
	LIST_DECIMAL_ZERO, /* 01 */
	LIST_DECIMAL_WIDE, /* full width */
	LIST_LETTER,       /* a … z, aa, bb, as Word counts */
	LIST_UPPER_LETTER,
	LIST_ALPHA, /* a … z, aa, ab, as CSS counts */
	LIST_UPPER_ALPHA,
	LIST_ROMAN,
	LIST_UPPER_ROMAN,
	LIST_HAN,       /* one, ten, twenty-one, a hundred and one with a zero */
	LIST_HAN_SHORT, /* without the zero, and a hundred without a one before it */
	LIST_HAN_LEGAL, /* the capitals of accounts */
	LIST_HAN_LEGAL_TRADITIONAL,
	LIST_STEMS,    /* the ten heavenly stems */
	LIST_BRANCHES, /* the twelve earthly branches */
	LIST_CIRCLED,
	LIST_PARENTHESISED,
	LIST_WITH_STOP,
	LIST_CIRCLED_HAN
};

/* By the name of ECMA-376-1, 17.18.59; false if it is none that we know. */
bool list_count_of_word(const char *name, enum list_count *ret);

/* By the name of CSS Counter Styles 3, 6 and 7, n bytes; false if it is none that we know. */
bool list_count_of_css(const char *name, size_t n, enum list_count *ret);

/* Appends a number; what a kind of counting does not reach is written in decimals. */
void list_put_number(struct buf *b, enum list_count count, long number);

#endif
