/* SPDX-License-Identifier: MIT */
/*
 * style.h: how a report looks: the page, the text styles, the table's measures. Read from the same
 * layout file as the form. All lengths in lu.
 */
#ifndef KANBEN_STYLE_STYLE_H
#define KANBEN_STYLE_STYLE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/lu.h"
#include "json/json.h"

enum style_align { ALIGN_START, ALIGN_CENTRE, ALIGN_END, ALIGN_JUSTIFY };

struct text_style {
	const char *role; /* a role of fonts.json: "仿宋" */
	lu size;          /* em */
	lu pitch;         /* from one Han character to the next; size unless set to the grid's */
	lu line;          /* from baseline to baseline */
	int indent;       /* first line, in characters */
	enum style_align align;
};

struct page_style {
	lu width, height;                                /* trimmed page */
	lu text_left, text_top, text_width, text_height; /* 版心, on a right-hand (odd) page */
	int lines, chars;                                /* the grid: 22 × 28 */
	const char *number;                              /* "— {n} —" */
	lu number_gap;     /* from the 版心's foot to the top of the dash */
	int number_indent; /* from the outer edge, in characters */
	struct text_style number_style;
};

struct table_style {
	struct text_style head, label, value; /* column heads, row labels, figures */
	lu size_steps[4]; /* font sizes to step down through, first to last; 0 ends */
	lu pad_x, pad_y;  /* between a cell's text and its rule */
	lu rule_outer, rule_inner;
	lu min_row; /* least height of a row */
	lu space;   /* least distance to the text around the table */
};

struct style {
	struct page_style page;
	struct text_style title, heading[5], body, signature; /* heading[1 … 4] */
	struct table_style table;
	struct text_style draft; /* the mark over a forced page */
	int title_space;         /* blank lines after the title */
};

/* As form_read; rule LAYOUT. */
MUST_USE enum rc style_read(struct arena *a, const struct source *src, const struct json *root,
                            struct diag_list *dl, const struct style **ret);

#endif
