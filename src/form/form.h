/* SPDX-License-Identifier: MIT */
/*
 * form.h: what a report of one kind must contain: sections, header trees, keys, checks. Read from
 * layouts/NAME.json; the other half of that file, how it looks, is style/'s. Nothing here changes
 * after form_read.
 *
 * Invariants: the leaves of a tree are numbered 0 … leaf_n-1 in order; node->leaf_first/leaf_n tell
 * which lie under it; spans are never stored, they follow from these and from depth.
 */
#ifndef KANBEN_FORM_FORM_H
#define KANBEN_FORM_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "json/object.h"

/* DEFAULT: what the style says; DECIMAL: figures with their points below each other. */
enum form_align {
	FORM_ALIGN_DEFAULT,
	FORM_ALIGN_START,
	FORM_ALIGN_CENTRE,
	FORM_ALIGN_END,
	FORM_ALIGN_DECIMAL
};

/* What a table says about a column's width and about where text stands in it; all 0: nothing. */
struct form_looks {
	enum form_align align;
	int min_milli_mm; /* it is at least so wide, in 1/1000 mm */
	int weight;       /* its share, against others that have one, of the width that is left */
};

/* Texts by which something is known besides the one that is printed. */
struct form_texts {
	const char *const *texts;
	size_t n;
};

/* A node of a column or row header tree. The root is not printed and has no text. */
struct form_node {
	const char *text;  /* as printed, '|' where a line may break by sense; NULL: no label */
	const char *key;   /* NULL: adds nothing to the path of its cells; the root's: the part's */
	const char *label; /* name for messages; defaults to the text without '|' */
	struct form_texts aliases; /* other wordings, met in documents that are read in */
	const struct json *at; /* the text in a report's own table, without '|' marks; else NULL */
	struct form_looks looks; /* a column leaf's: of its figures; a row's: .align of its label */
	bool total;              /* a leaf that is a sum of others: left out of sum() */
	bool keep; /* a row's: what is under it stays on one page where a page can hold it */
	bool foot; /* a row's, right below the root: beside a longer part it stands at the foot */
	int depth; /* root 0 */
	size_t leaf_first, leaf_n;
	struct form_node *parent, *first, *next;
};

struct form_tree {
	struct form_node *root;
	struct form_node **leaves; /* [leaf_n] */
	size_t leaf_n;
	int depth; /* printed levels below the root; 0 for a lone row without a label */
};

/*
 * A stretch of a table with heads of its own. Most tables have one. Parts of one band stand side by
 * side, bands one below the other.
 */
struct form_part {
	const char *title;            /* a head over the whole width, or NULL */
	const char *corner;           /* above the row labels, or NULL */
	const struct json *corner_at; /* as form_node.at */
	struct form_tree columns, rows;
	const struct form_looks *labels; /* of the columns of labels: [rows.depth], or NULL */
	size_t band;       /* 0 … band_n-1, never less than that of the part before */
	size_t cell_first; /* its first cell in section.cells; row by row */
};

#define FORM_NO_CELL SIZE_MAX

/*
 * Where the cells of a table stand in a report: a tree of member names, made of the keys of the
 * rows and then of the columns. A slot without children is a cell.
 */
struct form_slot {
	const char *key; /* NULL: the section's own object */
	bool column;     /* the key is a leaf column's */
	bool vector;     /* its children are leaf columns: an array in their order will do too */
	size_t cell;     /* index in section.cells, or FORM_NO_CELL: it has children */
	size_t child_n;
	struct form_slot *first, *next;
};

struct form_table {
	struct form_part *parts;
	size_t part_n, band_n;
	size_t cell_n;
	const char *caption;           /* a line above it (单位：万元), or NULL */
	bool landscape;                /* wants a page on its side, however narrow it is */
	const struct form_slot *slots; /* NULL: a report's own table */
};

/* The last four stand below the text (GB/T 9704-2012, 7.3.4, 7.3.5, 7.3.6, 7.4). */
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
	const char *heading;       /* NULL: none is printed (the preamble) */
	struct form_texts aliases; /* other wordings of the heading */
	int level;                 /* of the heading, 1 … 4 */
	enum form_body body;
	bool required;
	struct form_table *table; /* FORM_TABLE */
	/* The wording of a body, with {text} {n} {date} where the report's own comes. */
	const char *label, *number;   /* FORM_ATTACHMENTS: "附件：", "{n}." */
	const char *note;             /* FORM_NOTE: "（{text}）" */
	const char *copies, *printed; /* FORM_IMPRINT: "抄送：{text}。", "{date}印发" */
};

/* What a check walks over: its table, or (wording.h) prose, or single figures. */
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
 * One operand: a leaf, or the sum of the leaves under a node that are not totals themselves. The
 * node is in the part's row tree (each column) or in its column tree (each row).
 */
struct form_term {
	enum form_term_kind kind;
	const struct form_part *part;
	const struct form_node *node;
	int sign;      /* +1, -1 */
	bool previous; /* of last year's report */
};

enum form_relation { FORM_EQUAL, FORM_AT_LEAST /* left >= right */, FORM_AT_MOST };

/* The parts of all its terms have as many columns (each column) or rows (each row). */
struct form_formula {
	const char *text;
	enum form_relation relation;
	const struct form_part *part; /* of its first name */
	struct form_term *left, *right;
	size_t left_n, right_n;
	bool previous; /* a term is last year's */
};

/* A row that a check looks at. */
struct form_row {
	const struct form_part *part;
	size_t row;          /* leaf of the part's row tree */
	bool slash_is_usual; /* FORM_BLANK_ROWS: "/" is not reported */
};

struct form_prose_check;
struct form_change;

struct form_check {
	const char *rule;
	enum diag_severity severity;
	const struct form_section *section; /* whose table; NULL: FORM_PROSE_CHECK, FORM_CHANGE */
	enum form_each each;
	bool previous;                 /* it needs last year's report */
	struct form_formula *formulas; /* FORM_EACH_COLUMN, FORM_EACH_ROW */
	size_t formula_n;
	int max_places;        /* FORM_EACH_CELL: decimals allowed; no cell may be negative */
	struct form_row *rows; /* FORM_EACH_CELL, FORM_BLANK_ROWS */
	size_t row_n;
	const struct form_prose_check *wording; /* FORM_PROSE_CHECK */
	const struct form_change *change;       /* FORM_CHANGE */
};

/*
 * How a document that is read in is recognised, beside headings and labels. Patterns: {organ} any
 * text, {year} {y} {m} {d} {n} a number; all else stands for itself.
 */
struct form_recognise {
	struct form_texts titles;    /* "{organ}{year}年…报告", the likeliest first */
	struct form_texts years;     /* how a text names the year it is about: "{year}年" */
	struct form_texts dates;     /* "{y}年{m}月{d}日" */
	struct form_texts numbers;   /* page numbers: "— {n} —" */
	struct form_texts continued; /* what says that a table goes on: "（续）" */
	struct form_texts nothing;   /* what people type into a cell for nothing: "无" */
};

/* What one layout may hold; a table past these would be no table anyone reads. */
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
	const char *origin;              /* the rule it follows, or NULL */
	const char *language;            /* BCP 47, "zh-CN" */
	const char *subject, *keywords;  /* document metadata, or NULL */
	const char *draft_mark;          /* "草稿" */
	const char *title_format; /* of a merged report, "{organ}{year}年…报告"; or NULL */
	/* What an archive edition calls the files it carries, or NULL. */
	const char *attached_report, *attached_findings;
	struct form_recognise recognise;
	struct form_section *sections;
	size_t section_n;
	struct form_check *checks;
	size_t check_n;
};

/* The members of a layout file; docs/layouts.md is checked against them and those below them. */
extern const struct object form_object;

/*
 * Makes a form out of a layout file's tree. Faults in the layout are findings with rule LAYOUT at
 * their place in the layout file. Text is borrowed from the tree's arena.
 */
MUST_USE enum rc form_read(struct arena *a, const struct source *src, const struct json *root,
                           struct diag_list *dl, const struct form **ret);

const struct form_section *form_lookup_section(const struct form *f, const char *key);

/*
 * Gives the nodes of a tree that is linked together their ranges of leaves, and the tree its leaves
 * and depth. form_read has done so; for who makes a tree of a report's own table.
 */
void form_tree_number(struct arena *a, struct form_tree *tree);

/* Text as printed: without the '|' marks, in the arena. */
const char *form_plain_text(struct arena *a, const char *text);

#endif
