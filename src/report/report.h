/* SPDX-License-Identifier: MIT */
/*
 * report.h: a report as its JSON states it, bound to a form. Plain data, made by report_read and
 * not changed afterwards. Nothing is computed here; check/ does that.
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
#include "json/json_index.h"
#include "json/object.h"
#include "picture/picture.h"

/* From the founding of the People's Republic to the last year that YYYY-MM-DD can express. */
enum { REPORT_FIRST_YEAR = 1949, REPORT_LAST_YEAR = 9999 };

/*
 * Characters of a text that becomes metadata or a bookmark: far more than any real one has, and
 * well within the 32767 bytes of a PDF string (ISO 19005-2, 6.1.13).
 */
enum { REPORT_MAX_LINE = 2000 };

enum { REPORT_MAX_LEVEL = 4 /* of headings */, REPORT_MAX_REVISION = 999 };

struct date {
	int year, month, day; /* all 0: not given */
};

enum __attribute__((packed)) cell_state {
	CELL_ABSENT, /* the report does not have it */
	CELL_NULL,
	CELL_SLASH, /* "/" */
	CELL_NUMBER,
	CELL_TEXT /* any other text; only in a report's own tables */
};

struct cell {
	struct dec value;      /* CELL_NUMBER */
	const char *text;      /* as written; "" for blanks */
	const struct json *at; /* the value; of an absent cell the nearest node above it */
	const char *pointer;   /* where the value is or would be; NULL in a report's own table */
	enum cell_state state;
	bool computed;         /* a total that check/ filled in */
	bool bad;              /* the value is not a cell (TYPE): no arithmetic with it */
	enum form_align align; /* of this cell alone; only in a report's own tables */
};

/* A string of a report. */
struct report_line {
	const char *text;
	size_t len;
	const struct json *at;
};

/* Several such strings, in order. */
struct report_lines {
	struct report_line *lines;
	size_t n;
};

/* What a report says of a table besides its cells. */
struct table_remarks {
	const char *unit; /* of its figures; or NULL */
	const struct json *unit_at;
	struct report_lines notes; /* below it */
};

/* The mark of a footnote: where it is in the text, which note it is, from 0. */
struct report_mark {
	size_t off, note;
};

/* Those in a text, ascending by place. */
struct report_marks {
	const struct report_mark *list;
	size_t n;
};

/* A table with heads of its own that a report contains. Its figures are not checked. */
struct report_table {
	const struct form_table *form; /* one part */
	const struct cell *cells;      /* [form->cell_n] */
	const char *caption;           /* or NULL */
	const struct json *caption_at;
	struct table_remarks remarks;
	const struct json *at; /* its JSON object */
};

/* Limits of such a table. */
enum { REPORT_TABLE_MAX_COLUMNS = 200, REPORT_TABLE_MAX_ROWS = 100000 };

/* A list in prose. Its items may have lists of their own, but no deeper ones. */
struct report_list {
	bool ordered; /* numbered, not bulleted */
	const struct report_item *items;
	size_t n;
};
struct report_item {
	struct report_line text;
	struct report_lines notes; /* footnotes */
	struct report_marks marks;
	struct report_list list; /* n is 0: none */
};
enum { REPORT_LIST_LEVELS = 2 };

/* A picture out of a file. */
struct report_picture {
	const char *file; /* as typed: the path below the report's folder */
	const struct json *file_at;
	struct report_line alt, caption; /* caption.text may be NULL */
	lu width;                        /* on the page; 0: not given */
	struct picture picture;
	const struct json *at; /* its JSON object */
};

/* A chart of figures that the report has elsewhere. */
enum chart_kind { CHART_BAR, CHART_LINE, CHART_PIE };
enum { REPORT_CHART_MAX_ROWS = 60, REPORT_CHART_MAX_COLUMNS = 4 };

struct chart_row {
	struct report_line text;
	struct report_line *of; /* [n] JSON pointers, one for each column */
	size_t n;
	const struct json *of_at;
};

struct report_chart {
	enum chart_kind kind;
	struct chart_row *rows; /* [row_n] */
	size_t row_n;
	struct report_lines columns;     /* n is 0: there is one without a name */
	struct report_line caption, alt; /* text may be NULL */
	const struct json *at;           /* its JSON object */
};

enum block_kind {
	BLOCK_PARAGRAPH,
	BLOCK_NOTED,
	BLOCK_HEADING,
	BLOCK_LIST,
	BLOCK_TABLE,
	BLOCK_PICTURE,
	BLOCK_CHART
};

/* What few paragraphs and headings have. */
struct block_more {
	/* BLOCK_HEADING: the text that follows it on the same line; text is NULL: none */
	struct report_line rest;
	/* BLOCK_NOTED, BLOCK_HEADING: the footnotes; their marks in the text and in the rest */
	struct report_lines notes;
	struct report_marks marks, rest_marks;
};

/* There may be a hundred thousand. */
struct block {
	enum block_kind kind;
	int level;        /* BLOCK_HEADING: 1 一、 2 （一） 3 1. 4 （1） */
	const char *text; /* BLOCK_PARAGRAPH, BLOCK_NOTED, BLOCK_HEADING: UTF-8, len bytes */
	size_t len;
	const struct json *at;           /* the JSON string, or the list's or table's value */
	union {                          /* text is NULL */
		struct report_list list; /* BLOCK_LIST */
		const struct report_table *table;     /* BLOCK_TABLE */
		const struct report_picture *picture; /* BLOCK_PICTURE */
		const struct report_chart *chart;     /* BLOCK_CHART */
	};
	const struct block_more *more; /* block_more; NULL: nothing */
};

/* Never NULL. */
static inline const struct block_more *block_more(const struct block *b)
{
	static const struct block_more nothing;

	return b->more != NULL ? b->more : &nothing;
}

struct prose {
	struct block *blocks;
	size_t block_n;
};

struct section {
	const struct form_section *form;
	const struct json *at;      /* NULL: not in the report */
	struct prose prose;         /* FORM_PROSE */
	struct prose before, after; /* FORM_TABLE */
	struct cell *cells;         /* FORM_TABLE: [form->table->cell_n] */
	struct table_remarks remarks;
	struct report_lines organs; /* FORM_SIGNATURE; FORM_IMPRINT: at most one */
	struct date date;           /* FORM_SIGNATURE, FORM_IMPRINT */
	const struct json *date_at;
	struct report_lines items; /* FORM_ATTACHMENTS; FORM_NOTE and FORM_IMPRINT: at most one */
};

/* What a corrected edition (更正版) says about the correction. */
struct revision {
	const struct json *at; /* NULL: the report is not a corrected edition */
	int number;            /* 1 for the first correction; 0: not given */
	struct date date;
	const struct json *date_at;
	const char *reason; /* or NULL */
	const struct json *reason_at;
};

struct report {
	const struct form *form;
	const struct source *source;
	const struct json *root;
	struct json_index *items; /* of it: many figures of charts lead into few tables */
	const char *title, *organ;
	const struct json *title_at, *organ_at;
	int year;
	struct date date;
	struct revision revision;
	struct section *sections; /* [form->section_n], in the form's order */
};

/*
 * Where the files are that a report names. `read` reads one, a plain path below the report's
 * folder, into the arena; of a file larger than PICTURE_MAX_BYTES only more than these. It returns
 * NULL or, translated, why it cannot.
 */
struct report_files {
	void *user;
	const char *(*read)(void *user, struct arena *a, const char *file, struct source *ret);
};

/* What report_read makes a report from; borrowed. */
struct report_input {
	const struct source *source;
	const struct json *root;
	const struct form *form;
	const struct report_files *files; /* NULL: there are none, and a picture is an error */
};

/*
 * Member tables: of a report apart from its sections; of two kinds of sections; of the i-th kind of
 * block that is an object (NULL after the last). The schema is made from them, and a test compares
 * them with docs/.
 */
extern const struct object report_object, signature_object, imprint_object;
/* "unit" and "notes" of a section that is a table; read into a struct table_remarks. */
extern const struct object remarks_object;
const struct object *prose_block_object(size_t i);

/*
 * The normal form of a string of a report that is needed before the report is read; in the arena,
 * or the string's own text. Adds no findings: report_read does.
 */
const char *report_normal_text(struct arena *a, const struct json *text);

/*
 * Binds a JSON tree to a form. Adds findings of the rules KEY, TYPE, MISSING and others. Returns
 * RC_INPUT if any is an error, but sets *ret all the same if a report could be made at all, so that
 * its figures can be checked too.
 */
MUST_USE enum rc report_read(struct arena *a, const struct report_input *in, struct diag_list *dl,
                             const struct report **ret);

/*
 * Makes an empty report: every section exists, prose and cells are empty, and the cells' pointers
 * are where report_write_json will put them. The caller fills it in. Its root is NULL.
 */
struct report *report_new(struct arena *a, const struct form *form);

/* Parses YYYY-MM-DD; false unless it is a real day of REPORT_FIRST_YEAR … REPORT_LAST_YEAR. */
bool date_parse(const char *s, struct date *ret);

/* The cell of a part at a row leaf and a column leaf. */
const struct cell *section_cell(const struct section *s, const struct form_part *p, size_t row,
                                size_t column);

/*
 * What a JSON pointer leads to: the cell of a table, a total that was computed included, or a value
 * elsewhere. CHART_NUMBER: *ret is its value, *ret_text how it is printed.
 */
enum chart_found { CHART_NOTHING, CHART_OTHER, CHART_BLANK, CHART_NUMBER };
enum chart_found chart_value(const struct report *r, const char *pointer, struct dec *ret,
                             const char **ret_text);

/* The level that follows from a heading's number, 1 … 4; 2 without a number. */
int prose_heading_level(const char *s, size_t n);

/*
 * Appends the report as JSON text, members in the layout's order, one row per line: an array in the
 * order of the columns, or an object with their keys if there are at most three. What report_read
 * read is written as it was given. If the report was made (root is NULL), every section is written,
 * so that people see what to fill in. Absent cells are left out, or null if others of their row are
 * there. Tables in prose are copied from the JSON that they were read from.
 */
void report_write_json(struct buf *b, const struct report *r);

#endif
