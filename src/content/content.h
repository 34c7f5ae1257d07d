/* SPDX-License-Identifier: MIT */
/*
 * content.h: what a report says: its blocks in reading order, with all texts composed and all
 * heading levels settled. Made once from a checked report, its form and its style; layout/ sets it
 * in pages and html/ writes it as a web page. Nothing here has a position or a size.
 *
 * Invariants: the spans of a text cover it, in order; heading tag levels never skip one (ISO
 * 14289-1, 7.4.2).
 */
#ifndef KANBEN_CONTENT_CONTENT_H
#define KANBEN_CONTENT_CONTENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "grid/grid.h"
#include "report/report.h"
#include "style/style.h"

struct checked_report;

enum __attribute__((packed)) span_role {
	SPAN_OWN,     /* the report's words */
	SPAN_WORDING, /* the layout's words */
	SPAN_LEAD,    /* the report's words, as a heading at the start of a paragraph */
	SPAN_DATE,    /* one of the report's dates, in the layout's format */
	SPAN_MARK     /* of a footnote: its number */
};

/*
 * A stretch of a text that comes from one place. There may be hundreds of thousands; 32 bits hold
 * any length up to JSON_MAX_BYTES.
 */
struct content_span {
	enum span_role role;
	union {
		struct date date; /* SPAN_DATE */
		uint32_t number;  /* SPAN_MARK: of the footnote, through the document */
	};
	uint32_t len;
	uint32_t at_off;       /* byte offset of the span in that string's text; not of SPAN_DATE */
	const struct json *at; /* the string it was taken from; NULL: it is from the layout */
	const char *pointer;   /* of a cell's value; NULL: that of `at` */
};

/* UTF-8, NUL-terminated. A zeroed struct is an empty text. */
struct content_text {
	const char *text;
	size_t len;
	const struct content_span *spans;
	uint32_t span_n;
	bool hints; /* '|' marks good places for a line break; it is not printed */
};

struct content_texts {
	const struct content_text *list;
	size_t n;
};

/* Numbered through the document, in the order of their marks. */
struct content_footnote {
	size_t number;            /* 1 … */
	struct content_text text; /* SPAN_MARK first */
};

/* Those of a text that has a SPAN_MARK for each of them, in the order of the marks. */
struct content_notes {
	const struct content_footnote *list;
	size_t n;
};

struct content_heading {
	struct content_text text; /* CONTENT_RUN_IN: SPAN_LEAD first, then the paragraph */
	struct content_notes notes;
	int level;            /* selects its text style, 1 … STYLE_LEVELS */
	int tag_level;        /* H1 … H6 */
	const char *bookmark; /* the heading alone, without hints and marks */
};

struct content_noted {
	struct content_text text;
	struct content_notes notes;
};

/* The mark is the number or bullet before an item; empty: none. */
struct content_item {
	struct content_text mark, text;
	struct content_notes notes;
	const struct content_list *list; /* within it; or NULL */
};

struct content_list {
	bool ordered;
	const struct content_item *items; /* [n], n > 0 */
	size_t n;
};

/* What its grid is made of is the report's. */
struct content_table {
	const struct form_table *form;
	const struct cell *cells;    /* [form->cell_n] */
	bool blanks_as_zero;         /* as in grid_build */
	struct content_text caption; /* empty: none */
	struct content_text unit;    /* of its figures; empty: none */
	struct content_texts notes;  /* below it */
	bool landscape;              /* landscape even if it would fit a portrait page */
};

struct content_picture {
	const struct picture *picture;
	struct content_text alt, caption; /* no caption: empty */
	lu width;                         /* 0: as its pixels have it */
	const char *file;                 /* its name, for messages */
	const struct json *at;
};

/* A figure of a chart, as the report has it. */
struct content_figure {
	bool blank;
	long long milli;          /* its value in thousandths */
	struct content_text text; /* as it is printed; empty if blank */
};

struct content_chart {
	enum chart_kind kind;
	const struct content_text *labels;  /* [row_n] */
	const struct content_text *columns; /* [column_n]; of a single one the text may be empty */
	const struct content_figure *figures; /* [row_n * column_n], row by row */
	size_t row_n, column_n;
	struct content_text caption; /* empty: none */
	const char *alt;             /* states the figures, unless the report says it otherwise */
	const struct json *at;
};

/* 附件说明 (GB/T 9704-2012, 7.3.4): the label, then the titles. */
struct content_attachments {
	struct content_text label;
	struct content_list list;
};

/* 署名, 成文日期 (7.3.5); either may be missing, not both. */
struct content_signature {
	struct content_texts organs;
	struct content_text date;
};

/* 版记 (7.4). */
struct content_imprint {
	struct content_text label, copies; /* "抄送：" and who gets copies; both empty: no copies */
	struct content_text organ, printed;
	const struct json *at; /* its place in the report */
};

enum content_kind {
	CONTENT_TITLE,
	CONTENT_CORRECTION, /* the lines that mark a corrected edition */
	CONTENT_HEADING,
	CONTENT_PARAGRAPH,
	CONTENT_NOTED,  /* a paragraph with footnotes */
	CONTENT_RUN_IN, /* a heading and a paragraph in one line */
	CONTENT_LIST,
	CONTENT_TABLE,
	CONTENT_PICTURE,
	CONTENT_CHART,
	CONTENT_ATTACHMENTS,
	CONTENT_SIGNATURE,
	CONTENT_NOTE, /* 附注 (7.3.6) */
	CONTENT_IMPRINT
};

struct content_block {
	enum content_kind kind;
	union {
		struct content_text text;       /* CONTENT_TITLE, _PARAGRAPH, _NOTE */
		struct content_texts lines;     /* CONTENT_CORRECTION */
		struct content_heading heading; /* CONTENT_HEADING, CONTENT_RUN_IN */
		struct content_noted noted;
		struct content_list list;
		const struct content_table *table;
		const struct content_picture *picture;
		const struct content_chart *chart;
		struct content_attachments attachments;
		struct content_signature signature;
		const struct content_imprint *imprint;
	} u;
};

struct content_section {
	bool headed; /* its first block is a heading from the layout */
	const struct content_block *blocks;
	size_t block_n;
};

/* Document metadata. */
struct content_meta {
	const char *title, *author;
	const char *subject, *keywords; /* or NULL */
	const char *description;        /* a sentence for the web page's metadata, or NULL */
	const char *language;           /* BCP 47 */
	struct date date;               /* the document's */
	struct date revised;            /* of its last correction; the same if there is none */
};

struct content {
	const struct source *source; /* contains the spans' strings */
	struct content_meta meta;
	struct content_section front; /* the title and the lines below it */
	const struct content_section *sections;
	size_t section_n;
	size_t note_n;          /* footnotes of all of them */
	const char *draft_mark; /* the layout's word for a draft, or NULL */
	bool draft;             /* false; engine/ sets it once every error is known */
};

struct content_input {
	const struct checked_report *report;
	const struct style *style;
	struct date date;    /* the document's */
	bool blanks_as_zero; /* blank cells of the form's tables print as 0 */
};

/* Everything is allocated in the arena or borrowed from report, form and style. */
struct content *content_build(struct arena *a, const struct content_input *in);

/* How many values its tables have. */
size_t content_count_cells(const struct content *c);

/* A text whose only span is stored in `room`; text and room must live as long as it does. */
struct content_text content_text_of(const char *text, size_t len, const struct json *at,
                                    struct content_span *room);

/* The grid of a table, made in the arena: whoever sets the table needs it no longer than that. */
const struct grid *content_grid(struct arena *a, const struct content_table *t);

/* A cell's text; the layout's headers have hints. */
struct content_text content_of_cell(const struct grid_cell *c, struct content_span *room);

/* The same followed by the layout's continuation mark: "办理结果（续）". */
struct content_text content_continued(struct arena *a, const struct grid_cell *c, const char *mark,
                                      struct content_span room[2]);

/*
 * What stands above a table that goes on: the number of its caption, or all of it if it has none,
 * and the layout's continuation mark.
 */
struct content_text content_caption_continued(struct arena *a, const struct content_text *caption,
                                              const char *mark, struct content_span room[2]);

/*
 * Length of the SPAN_LEAD that begins a text, with the marks of footnotes in it and after it; 0:
 * there is none.
 */
size_t content_lead(const struct content_text *t);

#endif
