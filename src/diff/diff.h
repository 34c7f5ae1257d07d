/* SPDX-License-Identifier: MIT */
/* diff.h: what changed between two reports of one form, as their documents show it. */
#ifndef KANBEN_DIFF_DIFF_H
#define KANBEN_DIFF_DIFF_H

#include "base/arena.h"
#include "report/report.h"

enum change_how { CHANGE_CHANGED, CHANGE_ADDED, CHANGE_REMOVED };

/* One thing that changed. */
struct change {
	const char *kind; /* "title", "cell", "paragraph", …: not translated */
	enum change_how how;
	const char *pointer;           /* in the new report; of what was removed, in the old one */
	const char *section;           /* the section's heading or key; NULL: none */
	const char *row, *column;      /* of a cell; NULL: without a name */
	size_t old_number, new_number; /* of a paragraph among those around it, from 1; 0: none */
	const char *before, *after;    /* as printed; "" for a blank cell, NULL: not there */
	const char *difference;        /* of two figures, plain; else NULL */
	struct change *next;
};

/*
 * The changes, in the order of the document, NULL if there are none. Totals that were left out
 * count as they are printed, so both reports must have them. Both must have the same form.
 */
const struct change *diff_reports(struct arena *a, const struct report *before,
                                  const struct report *after);

#endif
