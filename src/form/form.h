/* SPDX-License-Identifier: MIT */
/*
 * form.h: what a report of one kind must contain: sections, header trees, keys, checks. Read from
 * layouts/NAME.json; style/ reads the other half of that file, how the report looks. Nothing here
 * changes after form_read.
 *
 * Invariants: the leaves of a tree are numbered 0 … leaf_n-1 in order, and those under a node are
 * leaf_first … leaf_first+leaf_n-1. Spans are not stored: they follow from these and from depth.
 */
#ifndef KANBEN_FORM_FORM_H
#define KANBEN_FORM_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "json/object.h"

/* DEFAULT: what the style says; DECIMAL: figures aligned at the decimal point. */
enum form_align {
	FORM_ALIGN_DEFAULT,
	FORM_ALIGN_START,
	FORM_ALIGN_CENTRE,
	FORM_ALIGN_END,
	FORM_ALIGN_DECIMAL
};

/* A column's width and alignment, if a table specifies them; all 0: it does not. */
struct form_looks {
	enum form_align align;
	int min_milli_mm; /* minimum width in 1/1000 mm */
	int weight;       /* share of the remaining width, relative to other columns' weights */
};

/* A list of texts, such as other wordings of what is printed. */
struct form_texts {
	const char *const *texts;
	size_t n;
};

/* A node of a column or row header tree. The root is not printed and has no text. */
struct form_node {
	const char *text;  /* as printed, '|' where a line break makes sense; NULL: no label */
	const char *key;   /* NULL: adds nothing to the path of its cells; the root's: the part's */
	const char *label; /* name for messages; defaults to the text without '|' */
	struct form_texts aliases; /* other wordings, found in documents that are imported */
	const struct json *at; /* the text in a report's own table, without '|' marks; else NULL */
	struct form_looks looks; /* column leaf: of its figures; row: .align of its label */
	bool total;              /* a leaf that is a sum of others: left out of sum() */
	bool keep;               /* row: the rows under it stay on one page if they fit on one */
	bool foot;               /* top-level row: beside a longer part it goes to the bottom */
	unsigned char depth;     /* of the root: 0 */
	uint32_t leaf_first, leaf_n;
	struct form_node *parent, *first, *next;
};

struct form_tree {
	struct form_node *root;
	struct form_node **leaves; /* [leaf_n] */
	size_t leaf_n;
	int depth; /* printed levels below the root; 0 for a lone row without a label */
};

/*
 * A section of a table with heads of its own. Most tables have one. The parts of a band are printed
 * side by side, the bands one below the other.
 */
struct form_part {
	const char *title;            /* a head over the whole width, or NULL */
	const char *corner;           /* above the row labels, or NULL */
	const struct json *corner_at; /* as form_node.at */
	struct form_tree columns, rows;
	const struct form_looks *labels; /* of the label columns: [rows.depth], or NULL */
	size_t band;                     /* 0 … band_n-1, not less than the previous part's */
	size_t cell_first; /* its first cell in section.cells; the others follow row by row */
};

#define FORM_NO_CELL SIZE_MAX

/*
 * Where a report's JSON has the cells of a table: a tree of member names, formed from the keys of
 * the rows and then of the columns. A slot without children is a cell.
 */
struct form_slot {
	const char *key;            /* NULL: the section's own object */
	struct form_texts wordings; /* its label, what is printed for it, its aliases */
	bool column;                /* the key is a leaf column's */
	bool vector; /* its children are leaf columns: it may be an array in their order */
	size_t cell; /* index in section.cells; FORM_NO_CELL if it has children */
	size_t child_n;
	struct form_slot *first, *next;
};

struct form_table {
	struct form_part *parts;
	size_t part_n, band_n;
	size_t cell_n;
	const char *caption;           /* a line above it, or NULL */
	const char *unit;              /* of its figures, or NULL */
	bool landscape;                /* always on a landscape page, even if it is narrow */
	const struct form_slot *slots; /* NULL: a report's own table */
};

/* The last four are printed below the text (GB/T 9704-2012, 7.3.4, 7.3.5, 7.3.6, 7.4). */
enum form_body {
	FORM_PROSE,
	FORM_TABLE,
	FORM_ATTACHMENTS, /* 附件说明 */
	FORM_SIGNATURE,   /* 发文机关署名, 成文日期 */
	FORM_NOTE,        /* 附注 */
	FORM_IMPRINT      /* 版记 */
};

struct form_section {
	const char *key;
	const char *heading;       /* NULL: not printed (the preamble) */
	struct form_texts aliases; /* other wordings of the heading */
	int level;                 /* of the heading, 1 … 4 */
	enum form_body body;
	bool required;
	struct form_table *table; /* FORM_TABLE */
	/* The wording of a body, with {text} {n} {date} in place of the report's own words. */
	const char *label, *number;   /* FORM_ATTACHMENTS: "附件：", "{n}." */
	const char *note;             /* FORM_NOTE: "（{text}）" */
	const char *copies, *printed; /* FORM_IMPRINT: "抄送：{text}。", "{date}印发" */
};

/* What a check examines: its table, or (prose_check.h) prose or single figures. */
enum form_each {
	FORM_EACH_COLUMN,
	FORM_EACH_ROW,
	FORM_EACH_CELL,
	FORM_BLANK_ROWS,
	FORM_PROSE_CHECK,
	FORM_CHANGE
};

enum form_term_kind { FORM_TERM_LEAF, FORM_TERM_SUM };

/*
 * One operand: a leaf, or the sum of the leaves under a node except totals. The node is in the
 * part's row tree (each column) or in its column tree (each row).
 */
struct form_term {
	enum form_term_kind kind;
	const struct form_part *part;
	const struct form_node *node;
	int sign;      /* +1, -1 */
	bool previous; /* from last year's report */
};

enum form_relation { FORM_EQUAL, FORM_AT_LEAST /* left >= right */, FORM_AT_MOST };

/* All its terms' parts have the same number of columns (each column) or rows (each row). */
struct form_formula {
	const char *text;
	enum form_relation relation;
	const struct form_part *part; /* of its first name */
	struct form_term *left, *right;
	size_t left_n, right_n;
	bool previous; /* a term is from last year's report */
};

/* A row that a check examines. */
struct form_row {
	const struct form_part *part;
	size_t row;          /* leaf of the part's row tree */
	bool slash_is_usual; /* FORM_BLANK_ROWS: do not report "/" */
};

struct form_prose_check;
struct form_change;

struct form_check {
	const char *rule;
	enum diag_severity severity;
	const struct form_section *section; /* whose table; NULL: FORM_PROSE_CHECK, FORM_CHANGE */
	enum form_each each;
	bool previous;                 /* needs last year's report */
	struct form_formula *formulas; /* FORM_EACH_COLUMN, FORM_EACH_ROW */
	size_t formula_n;
	int max_places;        /* FORM_EACH_CELL: decimals allowed; no cell may be negative */
	struct form_row *rows; /* FORM_EACH_CELL, FORM_BLANK_ROWS */
	size_t row_n;
	const struct form_prose_check *prose; /* FORM_PROSE_CHECK */
	const struct form_change *change;     /* FORM_CHANGE */
};

/*
 * What import/ recognises in a document besides headings and labels, and what report/ recognises
 * as a key that was meant. In these patterns {organ} is
 * any text and {year} {y} {m} {d} {n} are numbers; the rest is literal.
 */
struct form_recognise {
	struct form_texts titles;    /* "{organ}{year}年…报告", the likeliest first */
	struct form_texts years;     /* how a text names the year of the report: "{year}年" */
	struct form_texts dates;     /* "{y}年{m}月{d}日" */
	struct form_texts numbers;   /* page numbers: "— {n} —" */
	struct form_texts continued; /* marks a table as continued: "（续）" */
	struct form_texts nothing;   /* what people type into a blank cell: "无" */
	struct form_texts money;     /* units of money, each ten times the one before: "元" */
	struct form_texts counters;  /* units behind counts: "件" */
	/* Lines of a web page around a report. "…" at an end: any text may be there. */
	struct form_texts furniture;
	struct form_texts captions; /* of tables: "表{n}{organ}" */
	struct form_texts units; /* what stands before the unit of a table's figures: "单位：" */
	struct form_texts notes; /* how a note below a table begins: "注：" */
	const char *other_layout;      /* the layout of another form of such reports, or NULL … */
	struct form_texts other_heads; /* … and column heads that only that form has */
	struct form_texts title, organ, year, date; /* words that people use as these keys */
};

/* Limits of one layout, far above any table that people could read. */
enum {
	FORM_MAX_DEPTH = 40,
	FORM_MAX_LEAVES = 4096,
	FORM_MAX_CELLS = 65536,
	FORM_MAX_FORMULAS = 128
};

struct form {
	const struct json *root;
	const char *name;                /* "annual-report-2021" */
	const char *title_zh, *title_en; /* what the layout is, for people */
	const char *origin;              /* the regulation it follows, or NULL */
	const char *language;            /* BCP 47, "zh-CN" */
	const char *subject, *keywords;  /* document metadata, or NULL */
	const char *description;  /* of the web page: "{organ}{year}年…"; NULL: the subject */
	const char *draft_mark;   /* "草稿" */
	const char *title_format; /* of a merged report, "{organ}{year}年…报告"; or NULL */
	/* Descriptions of the files attached to an archive edition, or NULL. */
	const char *attached_report, *attached_findings;
	struct form_recognise recognise;
	struct form_section *sections;
	size_t section_n;
	struct form_check *checks;
	size_t check_n;
};

struct pattern_store;
struct pattern_book;

/* The members of a layout file; a test compares them, and those below, with docs/layouts.md. */
extern const struct object form_object;

/* A layout file. */
struct form_input {
	const struct source *source;
	const struct json *root;
	struct pattern_store *patterns;  /* where they go; NULL: into the arena (pattern_home) */
	const struct pattern_book *book; /* of a layout known to be without faults; or NULL */
};

/*
 * Makes a form from the JSON tree of a layout file. Faults are findings of the rule LAYOUT, at
 * their place in that file; with any error it returns RC_INPUT. Texts are borrowed from the tree.
 */
MUST_USE enum rc form_read(struct arena *a, const struct form_input *in, struct diag_list *dl,
                           const struct form **ret);

const struct form_section *form_lookup_section(const struct form *f, const char *key);

/*
 * Sets the ranges of leaves of a tree's nodes, and the tree's leaves and depth, once the nodes are
 * linked. For the trees of a report's own tables; form_read does it for a form's.
 */
void form_tree_number(struct arena *a, struct form_tree *tree);

/* The text without its '|' marks, in the arena. */
const char *form_plain_text(struct arena *a, const char *text);

#endif
