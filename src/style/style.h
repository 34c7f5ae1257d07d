/* SPDX-License-Identifier: MIT */
/*
 * style.h: how a report looks: the page, the text styles, the table's measures. Read from the same
 * layout file as the form. All lengths in lu.
 */
#ifndef KANBEN_STYLE_STYLE_H
#define KANBEN_STYLE_STYLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/lu.h"
#include "json/object.h"

enum { STYLE_LEVELS = 4, STYLE_LIST_LEVELS = 2, STYLE_LIST_INDENT_MAX = 10, STYLE_SIZES_MAX = 4 };

/* What may not stand at a line's edge (CLREQ). */
enum style_prohibition {
	STYLE_PROHIBIT_NONE,
	STYLE_PROHIBIT_BASIC,
	STYLE_PROHIBIT_GB,
	STYLE_PROHIBIT_STRICT
};

enum style_align { ALIGN_START, ALIGN_CENTRE, ALIGN_END, ALIGN_JUSTIFY };

struct text_style {
	const char *role; /* a role of fonts.json: "仿宋" */
	lu size;          /* em */
	lu pitch;         /* from one Han character to the next: the grid's, or the size */
	lu line;          /* from baseline to baseline: the grid's unless given */
	int indent;       /* of the first line, in characters */
	enum style_align align;
	int gray;     /* 0 black … 255 white */
	bool in_cell; /* of a table */
};

struct page_style {
	lu width, height;                                /* trimmed page */
	lu text_left, text_top, text_width, text_height; /* 版心, on a right-hand (odd) page */
	int lines, characters;                           /* the grid: 22 × 28 */
	const char *number;                              /* "— {n} —" */
	lu number_gap;     /* from the 版心's foot to the top of the number's ink */
	int number_indent; /* from the outer edge, in characters of the number's style */
};

struct table_style {
	struct text_style head, label, value; /* column heads, row labels, figures */
	struct text_style caption;            /* the line above a table */
	lu sizes[STYLE_SIZES_MAX + 1];        /* font sizes to step down through; 0 ends */
	lu pad_x, pad_y;                      /* between a cell's text and its rules */
	lu rule_outer, rule_inner;
	lu min_row;            /* least height of a row */
	lu space;              /* least distance to the text above and below */
	const char *again;     /* over the heads on further pages: "续表"; "" for nothing */
	int head_gray;         /* behind heads: 0 black … 255 nothing */
	const char *continued; /* added to a label that goes on from the page before: "（续）" */
};

/* A list in the text, by level from 0. */
struct list_style {
	int indent;                             /* of its marks, in characters of the body */
	const char *bullets[STYLE_LIST_LEVELS]; /* before items that are not numbered: "•" */
	const char *numbers[STYLE_LIST_LEVELS]; /* with {n}: "{n}." */
};

/* The faces that a reader's own machine may have for a role, best first. */
struct web_families {
	const char *role;         /* of a text style */
	const char *const *names; /* [n], as CSS knows them: "FangSong", "serif" */
	size_t n;
};

/* Of the HTML edition only. */
struct web_style {
	const char *skip;     /* the link past the contents: "跳到正文"; "" for none */
	const char *contents; /* the name of the list of sections: "目录"; "" for none */
	struct web_families *families;
	size_t family_n;
};

struct style {
	struct page_style page;
	/* heading[1 … STYLE_LEVELS]; heading[0] is not used */
	struct text_style title, heading[STYLE_LEVELS + 1], body, signature, number, draft;
	struct text_style imprint;  /* 版记 */
	struct text_style revision; /* both lines that a corrected edition has below its title */
	struct table_style table;
	struct list_style list;
	lu imprint_rule, imprint_inner_rule; /* weights: of its first and last; between */
	bool run_in_headings;    /* （一） and a sentence at a paragraph's start are a heading */
	int title_space;         /* blank lines after the title */
	const char *date_format; /* "{y}年{m}月{d}日" */
	/*
	 * Of a corrected edition: a mark below the title, "（更正版）", and what was corrected,
	 * "（{date}第{n}次更正：{reason}）". Never NULL; the mark may be "".
	 */
	const char *revision_mark, *revision_note;
	struct web_style web;
	/* In titles and heads: words of two characters, and what a break is welcome after. */
	const char *head_words, *head_pauses;
	/* Where CLREQ leaves lines to the house (text.h, text_rules). */
	enum style_prohibition prohibition;
	int autospace, table_autospace; /* thousandths of an em; in text, in cells */
	bool tight_marks;
	bool hanging; /* in text; nothing hangs out of a cell */
};

/* The members of a layout file that are read here; docs/layouts.md is checked against them. */
extern const struct object style_object;

/* As form_read; rule LAYOUT. */
MUST_USE enum rc style_read(struct arena *a, const struct source *src, const struct json *root,
                            struct diag_list *dl, const struct style **ret);

#endif
