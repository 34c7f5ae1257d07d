/* SPDX-License-Identifier: MIT */
/*
 * merge.h: reports of one form added up cell by cell (汇总). Figures are exact; totals that a
 * formula defines are computed from the sums and compared with the sum of those that were given.
 */
#ifndef KANBEN_MERGE_MERGE_H
#define KANBEN_MERGE_MERGE_H

#include "base/arena.h"
#include "base/diag.h"
#include "report/report.h"

struct merge;

/* An empty sum, in the arena; it grows with the form, not with the number of reports. */
struct merge *merge_new(struct arena *a, const struct form *form);

/* A report that takes part. Nothing of it is kept; its totals that were left out are filled in. */
struct merge_child {
	const char *name; /* for messages: its file */
	const struct report *report;
};
void merge_add(struct merge *m, const struct merge_child *child);

/* What the merged report says of itself; borrowed. */
struct merge_head {
	const char *title, *organ;
	int year;
};

/*
 * The merged report. Of each cell: the sum where any report has a figure, with as many decimals as
 * the one that has most; "/" where all have "/"; else blank. Prose is empty and there is no date: a
 * person writes them. Findings (rule MERGE, warnings without a place): each total that is not the
 * sum of the totals given, and which reports that comes from.
 */
const struct report *merge_finish(struct merge *m, const struct merge_head *head,
                                  struct diag_list *dl);

#endif
