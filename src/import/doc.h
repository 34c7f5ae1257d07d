/* SPDX-License-Identifier: MIT */
/*
 * doc.h: private to import/. A document as a list of paragraphs and tables, each with its place in
 * the file. The readers (read_*.c) make it, and the matching does not change it.
 */
#ifndef KANBEN_IMPORT_DOC_H
#define KANBEN_IMPORT_DOC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "import/import.h"

/* Limits, far above those of any document made for readers. */
enum {
	DOC_MAX_DEPTH = 200,
	DOC_MAX_COLUMNS = 200,
	DOC_MAX_ROWS = 10000,
	DOC_MAX_GRID = 400000,   /* places of one table */
	DOC_MAX_PLACES = 500000, /* of all of them */
	DOC_MAX_BLOCKS = 50000,
	DOC_MAX_ELEMENTS = 200000 /* of a web page: each costs some hundred bytes */
};

/* A place: an offset in doc.source, and for tables and .docx files a path. */
struct doc_place {
	size_t off;
	const char *pointer; /* "/table/2/row/3/cell/1", counted from 1; NULL: use the offset */
};

struct doc_cell {
	size_t row, column, row_span, column_span;
	const char *text; /* trimmed; "" for a blank one; \n between lines without Han */
	struct doc_place place;
};

/* What is known about the columns of cells. */
enum doc_shape {
	DOC_SPANS,     /* columns and spans */
	DOC_RECTANGLE, /* columns; a spanning cell is followed by blank ones */
	DOC_RAGGED     /* only the order of the cells in a row */
};

struct doc_table {
	enum doc_shape shape;
	bool fixed; /* the file gives the column of each cell; one that is not there is blank */
	bool full;  /* it has more cells than a table has places; only so many are kept */
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
 * A list item. Its label ("1.", "(a)") is what the document shows before it and what is in no text
 * of the file. The block's text begins with the label as if it had been typed, so that code which
 * looks for headings need not know about lists.
 */
struct doc_item {
	size_t list;    /* its number in the document, from 1; 0: the paragraph is not an item */
	int level;      /* 0: the outermost */
	size_t indent;  /* of the label, in twips; 0 if unknown */
	bool ordered;   /* numbered; otherwise it has a bullet and no label */
	bool plain;     /* the label is the item's number and punctuation, without words */
	long number;    /* the number in the label */
	size_t label_n; /* bytes of the label in the block's text, with the blank after it */
};

struct doc_block {
	enum doc_kind kind;
	const char *text; /* DOC_TEXT: trimmed, never "" */
	bool heading;     /* marked as one in the file */
	bool caption;     /* of a table, marked as one in the file */
	bool right;       /* right-aligned */
	bool page_top;    /* the first of a page */
	/* A line of a text with pages, in half Han characters: its indent relative to the others
	 * of its page, and how much shorter it is than the widest; otherwise both are 0. */
	size_t indent, short_by;
	size_t blanks; /* blank lines before it, in plain text */
	bool counted;  /* these are blank cells, each of which had a line with its own mark */
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
	size_t place_n; /* of all tables */
	struct sheets_read {
		size_t cells, bytes;
		bool full;                   /* no more is read, which has been reported */
		const struct norm *headings; /* of the form's sections; NULL: not asked for yet */
		size_t heading_n;
	} sheets;      /* of a spreadsheet (doc_sheet.c) */
	size_t text_n; /* bytes of all texts */
	/* Of a table that was too large: room for the cells of the next one. */
	struct doc_cell *spare;
	size_t spare_cap;
	const char *charset;       /* that a web page has by what it came in, or NULL */
	const char *page_title;    /* what a web page calls itself, or NULL */
	struct wordings *wordings; /* that lines are cut at (one_line.c); NULL: not asked yet */
	bool web;                  /* it is a web page */
	bool paged; /* plain text with pages, whose paragraphs are broken into lines */
	bool full;  /* as much is read as is read of one file, which is reported */
};

/* Are elements nested deeper than is read? Reported once, as long as *told is kept. */
bool doc_is_too_deep(struct doc *d, int depth, struct doc_place place, bool *told);

/* The items of an array of the arena, with room for at least one more; *cap items fit. */
void *doc_grow(struct arena *a, void *items, size_t n, size_t *cap, size_t size);

/* Adds a paragraph; returns NULL and adds none if the text is blank, or the document is full. */
struct doc_block *doc_add_text(struct doc *d, const char *text, size_t n, struct doc_place place);

/* A new table; doc_add_table adds it to the list. */
struct doc_table *doc_new_table(struct doc *d, struct doc_place place);

/* Adds a cell; spans are cut to the limits. The text is copied and trimmed. */
struct doc_cell *doc_add_cell(struct doc *d, struct doc_table *t, const struct doc_cell *cell,
                              size_t text_n);

/* Adds the cell that was added last again, in another column; they share their text. */
void doc_repeat_cell(struct doc *d, struct doc_table *t, size_t column);

/*
 * Lays the cells out on their grid (of overlapping ones the first wins) and adds the table to the
 * list. A table beyond the limits is left out, with a finding.
 */
void doc_add_table(struct doc *d, struct doc_table *t);

/* Lays the cells out again after their columns or spans have changed. */
void doc_lay_out_table(struct doc *d, struct doc_table *t);

/* Add a finding: an error for content that has no place in the report, or a warning. */
void doc_tell_unplaced(const struct doc *d, struct doc_place place, const char *fmt, ...)
        PRINTF_LIKE(3, 4);
void doc_tell_warning(const struct doc *d, struct doc_place place, const char *fmt, ...)
        PRINTF_LIKE(3, 4);

/*
 * Adds to the findings so far, in words, where in an office program's file they are, and what
 * stands there if the message does not say so (place_words.c).
 */
void doc_tell_places(const struct doc *d);

/*
 * Reports a row of cells [first, end) that has no place in the report; nothing if all are blank.
 */
void doc_tell_row(const struct doc *d, const struct doc_table *t, size_t first, size_t end);

/* Whether a table, `inner` of whose rows hold tables, only lays out a page: about every other row.
 */
bool doc_is_page_layout(size_t rows, size_t inner);

/* Whether a line of n bytes holds several of the form's sections (one_line.c). */
bool doc_is_one_line(struct doc *d, const char *s, size_t n);

/* The beginning of a text for a message, in the arena. */
const char *doc_excerpt(const struct doc *d, const char *text);

/* Adds the text of another cell to those of a row, as far as doc_excerpt will show it. */
void doc_join_excerpt(struct buf *b, const char *text);

/* The readers. RC_INPUT or RC_LIMIT, with a finding, if the file cannot be read at all. */
MUST_USE enum rc text_read(struct doc *d);
MUST_USE enum rc html_read(struct doc *d);
MUST_USE enum rc docx_read(struct doc *d);
MUST_USE enum rc mhtml_read(struct doc *d);
MUST_USE enum rc xlsx_read(struct doc *d);
MUST_USE enum rc ofd_read(struct doc *d);
MUST_USE enum rc odf_read(struct doc *d); /* .odt, .ods */

/* It is invisible: blank in any script, or a control character. */
bool doc_is_blank(unsigned cp);

/* n bytes of UTF-8 without blanks at both ends, the length in *n. */
const char *doc_trim(const char *s, size_t *n);

/* ---- for the readers ---- */

/*
 * Makes d->source, now the file's bytes, a text in UTF-8 without a byte order mark, in the arena.
 * The encoding is that of the mark, else UTF-8 if the bytes are valid and have Han in them, else
 * `charset` (NULL: unknown), else UTF-8 if the bytes are valid, else GB 18030, which includes GB
 * 2312 and GBK. Invalid bytes become U+FFFD, with a finding; NUL and control characters become
 * blanks.
 */
void decode_source(struct doc *d, const char *charset);

/* ---- what a reader of the document sees (seen.c) ---- */

struct seen {
	bool gone;   /* it takes no place either */
	bool veiled; /* nothing of it can be seen, whatever is within */
	bool hidden, tiny,
	        clear;     /* invisible, of no size, transparent; text within may be otherwise */
	bool pale, filled; /* white; on a ground that is not */
	bool struck;
	int shift; /* 1: raised, -1: lowered */
};

/*
 * Whether text is not seen. White text counts only in cells, where it makes another figure: around
 * tables its ground may be one that the document does not name.
 */
bool seen_is_hidden(const struct seen *s, bool in_cell);

/* The digit or sign that is raised or lowered in Unicode, or 0: it has none. */
uint32_t seen_shifted(uint32_t cp, int shift);

/*
 * Gathers pieces of text, such as the runs of a .docx and the text nodes of HTML, into paragraphs.
 * Blanks collapse as in a browser; a line end of the source between Han characters leaves none.
 */
enum { GATHER_UNSEEN = 200 /* bytes of a text that is left out, for the finding */ };

struct gather {
	struct doc *doc;
	struct buf text;
	bool gap, line; /* pending blanks; a line end among them */
	bool broken;    /* in a cell: a paragraph or line has ended since the last character */
	bool cell;      /* in a cell: paragraphs are joined instead of added */
	bool keep;      /* line ends are blanks, not lines of the source */
	bool heading, caption, right;
	const char *label; /* of the item that has begun and has no text yet, or NULL */
	struct doc_item item;
	struct doc_place place;
	struct seen seen; /* of the text that follows */
	/* The beginning of what was left out, unseen_n bytes. */
	char unseen[2 * GATHER_UNSEEN + 1];
	size_t unseen_n;
	bool any_unseen;    /* something was, be it only blanks */
	bool unseen_struck; /* it is struck out; otherwise hidden */
	bool on_the_line;   /* raised or lowered text that Unicode has no characters for */
};

/* Reports what was left out of a paragraph or cell; gather_break does so for paragraphs. */
void gather_tell(struct gather *g);

/* Adds n bytes of UTF-8. */
void gather_text(struct gather *g, const char *s, size_t n);

/* Adds n blanks, as gather_text would one by one. */
void gather_blanks(struct gather *g, size_t n);

/* A paragraph ends here, or a line within it. */
void gather_break(struct gather *g);

/*
 * Begins a list item; a bullet has the label "". In a cell the label is added at once, but only if
 * the item has words: before a figure it would change it.
 */
void gather_item(struct gather *g, const struct doc_item *item, const char *label, bool words);

/* Ends the item, with a finding if its label was followed by no text. */
void gather_item_end(struct gather *g);

/* Whether a text has a Latin letter or a Han character. */
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

/* By its name in ECMA-376-1, 17.18.59; false if the name is unknown. */
bool list_count_of_word(const char *name, enum list_count *ret);

/* By its name in CSS Counter Styles 3, 6 and 7, n bytes; false if the name is unknown. */
bool list_count_of_css(const char *name, size_t n, enum list_count *ret);

/* Appends a number, in decimals if it is out of the counter's range. */
void list_put_number(struct buf *b, enum list_count count, long number);

#endif
