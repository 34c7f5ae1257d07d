/* SPDX-License-Identifier: MIT */
/* diff.h: what changed between two reports of one form, as their documents show it. */
#ifndef KANBEN_DIFF_DIFF_H
#define KANBEN_DIFF_DIFF_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "report/report.h"

enum change_how { CHANGE_CHANGED, CHANGE_ADDED, CHANGE_REMOVED };

struct change {
	const char *kind; /* "title", "cell", "paragraph", …: not translated */
	enum change_how how;
	const char *pointer;           /* in the new report; in the old one for what was removed */
	const char *section;           /* the section's heading or key; NULL: none */
	const char *row, *column;      /* of a cell; NULL: without a name */
	size_t old_number, new_number; /* of a block among those around it, from 1; 0: none */
	const char *before, *after;    /* as printed; "" for a blank cell, NULL: not there */
	const char *difference;        /* of two figures, plain; else NULL */
	struct change *next;
};

/*
 * The changes in document order, NULL if there are none; made in the arena, with texts borrowed
 * from both reports. The reports must have the same form, and their totals must be filled in: a
 * total that was left out counts as it is printed.
 */
const struct change *diff_reports(struct arena *a, const struct report *before,
                                  const struct report *after);

/*
 * The changed places with a few characters around them: “…收到[-64-]{+65+}件申请…”. Figures and
 * Latin words are never cut. UTF-8, made in the arena.
 */
const char *excerpt_of_change(struct arena *a, const char *before, const char *after);

/* The beginning of a long text. */
const char *excerpt_of_text(struct arena *a, const char *text);

/* Appends a change as a JSON object on one line, as “diff --json” has it. */
void diff_put_json(struct buf *b, const struct change *c);

#endif
