/* SPDX-License-Identifier: MIT */
/*
 * visit.h: visits every text and cell of a report in document order. All code that needs "all
 * texts" uses it, so a new kind of block has to be added in visit.c only.
 */
#ifndef KANBEN_REPORT_VISIT_H
#define KANBEN_REPORT_VISIT_H

#include "report/report.h"

enum report_text_kind {
	/* of the report */
	TEXT_TITLE,
	TEXT_ORGAN,
	TEXT_REASON, /* of its correction */
	/* of a block of prose */
	TEXT_PARAGRAPH,
	TEXT_HEADING,
	TEXT_REST,     /* what follows a heading on the same line */
	TEXT_BULLET,   /* an item of a bulleted list */
	TEXT_NUMBERED, /* an item of a numbered list */
	TEXT_FOOTNOTE,
	/* of a report's own table, which is a block too */
	TEXT_CAPTION,
	TEXT_UNIT, /* of any table */
	TEXT_CORNER,
	TEXT_HEAD,   /* of a column */
	TEXT_LABEL,  /* of a row */
	TEXT_CELL,   /* a value given as a string, except "/"; it is also visited as a cell */
	TEXT_REMARK, /* a note below any table */
	/* of a picture */
	TEXT_ALT,
	TEXT_PICTURE_CAPTION, /* of a chart, too */
	/* of a chart */
	TEXT_CHART_LABEL,
	/* below the text */
	TEXT_ATTACHMENT,
	TEXT_NOTE,
	TEXT_COPIES,
	TEXT_SIGNER /* organ of a signature or an imprint */
};

/* Where a text is in its section. */
enum report_where {
	IN_NONE,
	IN_PROSE,
	IN_BEFORE,
	IN_UNIT,
	IN_NOTES,
	IN_AFTER,
	IN_ITEMS,
	IN_ORGANS,
	IN_N
};

/* Borrowed from the report. */
struct report_text {
	enum report_text_kind kind;
	int level; /* TEXT_HEADING: as printed; TEXT_BULLET … TEXT_LABEL: depth, from 1; else 0 */
	const char *text; /* UTF-8, ends in a NUL */
	size_t len;
	const struct json *at;         /* its JSON string; NULL in a report that was not read */
	const struct section *section; /* NULL: title, organ, reason */
	enum report_where where;
	size_t index;              /* of its block or line in that place */
	const struct block *block; /* NULL: in no block of prose */
};

/* A cell of a layout's table or, if block is not NULL, of a report's own table. */
struct report_cell {
	const struct cell *cell;
	const struct section *section;
	enum report_where where; /* IN_NONE: a layout's table */
	size_t index;
	const struct block *block;
	const struct form_part *part;
	size_t row, column; /* leaves of the part's trees */
};

/* Either function may be NULL. */
struct report_visitor {
	void *user;
	void (*text)(void *user, const struct report_text *t);
	void (*cell)(void *user, const struct report_cell *c);
};

/*
 * Visits each text and each cell once: title, organ and reason; then, section by section, the prose
 * (or the prose before a table, its unit, its cells row by row, its notes, the prose after it),
 * items and organs. In a report's own table: caption, unit, corner, column heads, each row's labels
 * and cells, notes. Texts that are missing are skipped, absent cells are not.
 */
void report_visit(const struct report *r, const struct report_visitor *v);

/* The same for one section. */
void report_visit_section(const struct section *s, const struct report_visitor *v);

/* Its pictures, each file once, ascending by name, bytewise; in the arena. */
const struct report_picture **report_pictures(struct arena *a, const struct report *r,
                                              size_t *ret_n);

/* "paragraph" (also with footnotes), "heading", "list", "picture", "chart", "table": words of the
 * JSON output, not translated. */
const char *block_kind_name(enum block_kind kind);

/* Whether a text of this kind belongs to a table. */
bool text_kind_in_table(enum report_text_kind kind);

#endif
