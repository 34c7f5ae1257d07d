/* SPDX-License-Identifier: MIT */
/*
 * merge.h: adds up reports of one form cell by cell (汇总), and makes a table of who contributed
 * what. Figures are exact. Totals that a formula defines are computed from the sums and compared
 * with the sum of the totals given.
 */
#ifndef KANBEN_MERGE_MERGE_H
#define KANBEN_MERGE_MERGE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "report/report.h"

struct merge;

/* An empty sum, in the arena. Its size depends on the form, not on the number of reports. */
struct merge *merge_new(struct arena *a, const struct form *form);

/* One report to add, with its totals filled in; nothing of it is kept. */
struct merge_child {
	const char *name; /* for messages: its file */
	const struct report *report;
};
void merge_add(struct merge *m, const struct merge_child *child);

/* For the merged report; borrowed. */
struct merge_head {
	const char *title, *organ;
	int year;
};

/*
 * Makes the merged report. A cell is the sum if any report has a figure there, with as many
 * decimals as the one that has most; "/" if all have "/"; else blank. Prose and date are left for a
 * person to write. Warnings of the rule MERGE, without a place, name each total that differs from
 * the sum of the totals given, and the reports that cause it; errors name each table whose unit is
 * not the same in all reports.
 */
const struct report *merge_finish(struct merge *m, const struct merge_head *head,
                                  struct diag_list *dl);

/*
 * The table of contributions, as CSV for spreadsheets (RFC 4180, UTF-8 with a byte order mark): two
 * lines of heads, then a line for each report, the last for the sum. Appends the heads: file,
 * organ, the names of the cells, the rules of the layout's checks; and below the names the cells'
 * pointers, as report_write_json writes them.
 */
void contributions_put_heads(struct buf *b, const struct form *form);

struct contribution {
	const char *file, *organ;
	const struct report *report;      /* NULL: the file cannot be read as a report */
	const struct diag_list *findings; /* of this report; may include others */
};

/*
 * Appends a report's line: its cells as given, totals that were left out filled in; then for each
 * rule PASS, FAIL, or "—" if its table has no figures. Of a file that is no report: UNREAD for each
 * rule, and no figures. A text that a spreadsheet would take for a
 * formula gets an apostrophe in front.
 */
void contributions_put(struct buf *b, const struct form *form, const struct contribution *c);

#endif
