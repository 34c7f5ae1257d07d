/* SPDX-License-Identifier: MIT */
/*
 * contributions.h: who contributed what to a merged report, as CSV (RFC 4180, UTF-8 with a byte
 * order mark, for spreadsheets): two lines of heads, a line a report, and a last one for the sum.
 */
#ifndef KANBEN_MERGE_CONTRIBUTIONS_H
#define KANBEN_MERGE_CONTRIBUTIONS_H

#include "base/buf.h"
#include "base/diag.h"
#include "report/report.h"

/*
 * Appends the heads: file, organ, then what each cell is called, then the rules of the layout's
 * checks; and below the names of the cells where report_write_json puts them.
 */
void contributions_put_heads(struct buf *b, const struct form *form);

struct contribution {
	const char *file, *organ;
	const struct report *report;
	const struct diag_list *findings; /* of this report; may hold others too */
};

/*
 * Appends a report's line: its cells as it gives them, with totals that were left out; and of each
 * rule PASS, FAIL, or "—" where its table has no figures. A text that a spreadsheet would take for
 * a formula gets an apostrophe before it.
 */
void contributions_put(struct buf *b, const struct contribution *c);

#endif
