/* SPDX-License-Identifier: MIT */
/*
 * style.h: how a report looks: page, text styles, table measures. Read from the same layout file as
 * the form. All lengths are in lu.
 */
#ifndef KANBEN_STYLE_STYLE_H
#define KANBEN_STYLE_STYLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/lu.h"
#include "base/words.h"
#include "json/object.h"

enum { STYLE_LEVELS = 4, STYLE_LIST_LEVELS = 2, STYLE_LIST_INDENT_MAX = 10, STYLE_SIZES_MAX = 4 };

/* Which characters must not begin or end a line (CLREQ). */
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
	lu pitch;         /* from one Han character to the next; default: the grid's */
	lu line;          /* from baseline to baseline; default: the grid's */
	int indent;       /* of the first line, in characters */
	enum style_align align;
	int gray;     /* 0 black … 255 white */
	bool in_cell; /* of a table */
};

struct page_style {
	lu width, height;                                /* of the trimmed page */
	lu text_left, text_top, text_width, text_height; /* 版心, on a right-hand (odd) page */
	int lines, characters;                           /* the grid: 22 × 28 */
	const char *number;                              /* "— {n} —" */
	lu number_gap;     /* from the bottom of the 版心 to the top of the number's ink */
	int number_indent; /* from the outer edge, in characters of the number's style */
};

struct table_style {
	struct text_style head, label, value; /* column heads, row labels, figures */
	struct text_style caption;            /* the line above a table */
	lu sizes[STYLE_SIZES_MAX + 1];        /* font sizes to try, descending; 0 ends the list */
	lu pad_x, pad_y;                      /* between a cell's text and its rules */
	lu rule_outer, rule_inner;            /* weights */
	lu min_row;                           /* minimum height of a row */
	/* The same for a table that misses its page by little; 0: as usual. */
	lu pad_y_least, min_row_least;
	lu space;              /* minimum distance to the text above and below */
	const char *again;     /* above the heads on further pages: "续表"; "": none */
	int head_gray;         /* background of heads: 0 black … 255 none */
	const char *continued; /* added to a label continued from the previous page: "（续）" */
	const char *unit;      /* above a table, with {text} */
	/* How a paragraph begins that is a note of the table above it; separated by spaces. */
	const char *note_openers;
	enum style_align group_labels;  /* of labels of several rows */
	enum style_align number_labels; /* of labels that are numbers */
};

/* Lists in the text, by level from 0. */
struct list_style {
	int indent;                             /* of the marks, in characters of the body style */
	const char *bullets[STYLE_LIST_LEVELS]; /* before unnumbered items: "•" */
	const char *numbers[STYLE_LIST_LEVELS]; /* with {n}: "{n}." */
};

/* Font families that a reader's device may have for a role, best first. */
struct web_families {
	const char *role;         /* of a text style */
	const char *const *names; /* [n], as in CSS: "FangSong", "serif" */
	size_t n;
};

/* For HTML only. */
struct web_style {
	const char *skip;     /* text of the link past the contents: "跳到正文"; "": no link */
	const char *contents; /* heading of the list of sections: "目录"; "": no list */
	const char *pdf;      /* text of the link to the PDF: "PDF版下载"; "": no link */
	const char *scroll;   /* above a table that scrolls: "左右滑动看全表"; "": nothing */
	struct web_families *families;
	size_t family_n;
};

struct style {
	struct page_style page;
	/* heading[1 … STYLE_LEVELS]; heading[0] is not used */
	struct text_style title, heading[STYLE_LEVELS + 1], body, signature, number, draft;
	struct text_style imprint;  /* 版记 */
	struct text_style footnote; /* at the foot of the page */
	struct text_style revision; /* of the lines that a corrected edition has below its title */
	struct table_style table;
	struct list_style list;
	lu imprint_rule, imprint_inner_rule; /* weights: first and last rule; the others */
	bool run_in_headings; /* set （一） and the sentence after it as a heading (numbering.h) */
	int title_space;      /* blank lines after the title */
	const char *date_format; /* "{y}年{m}月{d}日" */
	/*
	 * Below the title of a corrected edition: a mark, "（更正版）", and a note on what was
	 * corrected, "（{date}第{n}次更正：{reason}）". Never NULL; the mark may be "".
	 */
	const char *revision_mark, *revision_note;
	struct web_style web;
	/* In titles, headings and heads: words not to break; characters to break after, words to
	 * break before; words that no line should begin with, and none end with. */
	const struct word_list *words; /* of head_words */
	const char *head_words, *head_pauses, *head_openers, *head_particles, *head_conjunctions;
	/* Line breaking where CLREQ leaves a choice (text.h, text_rules). */
	enum style_prohibition prohibition;
	int autospace, table_autospace; /* in text; in cells; in thousandths of an em */
	bool tight_marks;
	bool hanging; /* in text only: nothing may hang out of a cell */
};

/* The members of a layout file that are read here; a test compares them with docs/layouts.md. */
extern const struct object style_object;

/* Like form_read: faults are findings of the rule LAYOUT, and RC_INPUT if there are any. */
MUST_USE enum rc style_read(struct arena *a, const struct source *src, const struct json *root,
                            struct diag_list *dl, const struct style **ret);

#endif
