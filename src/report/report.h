/* SPDX-License-Identifier: MIT */
/*
 * report.h: one report as its JSON gives it, bound to a form. Plain data; made by report_read, not
 * changed after it. Nothing is computed here: that is check/'s.
 */
#ifndef KANBEN_REPORT_REPORT_H
#define KANBEN_REPORT_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/dec.h"
#include "base/diag.h"
#include "form/form.h"
#include "json/object.h"

/* Of the People's Republic, as far as YYYY-MM-DD goes. */
enum { REPORT_FIRST_YEAR = 1949, REPORT_LAST_YEAR = 9999 };

/*
 * Characters in what becomes metadata or a bookmark: far beyond any that was ever written, well
 * within the 32767 bytes of a string (ISO 19005-2, 6.1.13).
 */
enum { REPORT_MAX_LINE = 2000 };

enum { REPORT_MAX_LEVEL = 4 /* of headings */, REPORT_MAX_REVISION = 999 };

struct date {
	int year, month, day; /* all 0: not given */
};

enum cell_state {
	CELL_ABSENT, /* its row or column was left out */
	CELL_NULL,
	CELL_SLASH, /* "/" */
	CELL_NUMBER,
	CELL_TEXT /* any other text; only in a report's own tables */
};

struct cell {
	enum cell_state state;
	bool computed;         /* a total that check/ filled in */
	enum form_align align; /* of this cell alone; only in a report's own tables */
	bool bad;              /* what stands there is no cell (TYPE): arithmetic leaves it alone */
	struct dec value;      /* CELL_NUMBER */
	const char *text;      /* as written; "" for blanks */
	const struct json *at; /* the value, or the nearest node above it when absent */
	const char *pointer;   /* where the value is or would be; NULL in a report's own table */
};

/* A table that a report brings with its heads; no check looks at it. */
struct report_table {
	const struct form_table *form; /* one part */
	const struct cell *cells;      /* [form->cell_n] */
	const char *caption;           /* or NULL */
	const struct json *caption_at;
	const struct json *at; /* its JSON object */
};

/* What one such table may hold. */
enum { REPORT_TABLE_MAX_COLUMNS = 200, REPORT_TABLE_MAX_ROWS = 100000 };

/* A string of a report. */
struct report_line {
	const char *text;
	size_t len;
	const struct json *at;
};

/* A list in prose; its items may have lists of their own, theirs may not. */
struct report_list {
	bool ordered; /* numbered, not bulleted */
	const struct report_item *items;
	size_t n;
};
struct report_item {
	struct report_line text;
	struct report_list list; /* n is 0: none */
};
enum { REPORT_LIST_LEVELS = 2 };

enum block_kind { BLOCK_PARAGRAPH, BLOCK_HEADING, BLOCK_LIST, BLOCK_TABLE };

struct block {
	enum block_kind kind;
	int level; /* BLOCK_HEADING: 1 一、 2 （一） 3 1. 4 （1） */
	const char *text;
	size_t len;
	const struct json *at; /* the JSON string, or the table's object */
	/* BLOCK_HEADING: the text that follows it in its line; NULL: none */
	const char *rest;
	size_t rest_len;
	const struct json *rest_at;
	struct report_list list;          /* BLOCK_LIST; text is NULL */
	const struct report_table *table; /* BLOCK_TABLE; text is NULL */
};

struct prose {
	struct block *blocks;
	size_t block_n;
};

/* Several of them in their order. */
struct report_lines {
	struct report_line *lines;
	size_t n;
};

struct section {
	const struct form_section *form;
	const struct json *at;      /* NULL: not in the report */
	struct prose prose;         /* FORM_PROSE */
	struct prose before, after; /* FORM_TABLE */
	struct cell *cells;         /* FORM_TABLE: [form->table->cell_n] */
	struct report_lines organs; /* FORM_SIGNATURE; FORM_IMPRINT: at most one */
	struct date date;           /* of both */
	struct report_lines items;  /* FORM_ATTACHMENTS; FORM_NOTE and FORM_IMPRINT: at most one */
};

/* What a corrected edition says of itself (更正版). */
struct revision {
	const struct json *at; /* NULL: the report is no corrected edition */
	int number;            /* 1 for the first correction; 0: not given */
	struct date date;
	const char *reason; /* or NULL */
	const struct json *reason_at;
};

struct report {
	const struct form *form;
	const struct source *source;
	const struct json *root;
	const char *title, *organ;
	const struct json *title_at, *organ_at;
	int year;
	struct date date;
	struct revision revision;
	struct section *sections; /* [form->section_n], in the form's order */
};

/* What a report is made of; borrowed. */
struct report_input {
	const struct source *source;
	const struct json *root;
	const struct form *form;
};

/*
 * The members of a report beside its sections; of two kinds of sections; of the blocks of prose
 * that are objects (NULL after the last). The schema is made of them, docs/ is checked against
 * them.
 */
extern const struct object report_object, signature_object, imprint_object;
const struct object *prose_block_object(size_t i);

/*
 * Binds a tree to a form. Adds KEY, TYPE, MISSING findings; with any error it gives RC_INPUT, yet
 * *ret is set whenever a report could be made at all, so that its arithmetic is checked as well.
 */
MUST_USE enum rc report_read(struct arena *a, const struct report_input *in, struct diag_list *dl,
                             const struct report **ret);

/*
 * A report that nobody wrote yet: every section is there, prose and cells are empty, and the cells'
 * pointers tell where report_write_json puts them. The caller fills it; its root is NULL.
 */
struct report *report_new(struct arena *a, const struct form *form);

/* YYYY-MM-DD, a real day of the years that a report may be of. */
bool date_parse(const char *s, struct date *ret);

/* The part's cell at a row and a column leaf. */
const struct cell *section_cell(const struct section *s, const struct form_part *p, size_t row,
                                size_t column);

/* The level that a heading's own numbering gives it, 1 … 4; 2 where it has none. */
int prose_heading_level(const char *s, size_t n);

/*
 * Appends the report as JSON text, members in the layout's order, a row a line: as an array in the
 * order of its columns, of up to three of them as an object that names them. What report_read read
 * is written as it was given; of a report that was made (root is NULL) every section is written, so
 * that a person finds where to fill in. Cells that are absent are left out, or null where others of
 * their row are not. Tables in prose must have been read: they are copied.
 */
void report_write_json(struct buf *b, const struct report *r);

#endif
