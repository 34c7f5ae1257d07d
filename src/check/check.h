/* SPDX-License-Identifier: MIT */
/*
 * check.h: checks a report as its form declares, in exact decimals. Nothing else makes a
 * checked_report, so no document can be made from an unchecked report.
 */
#ifndef KANBEN_CHECK_CHECK_H
#define KANBEN_CHECK_CHECK_H

#include "base/arena.h"
#include "base/diag.h"
#include "report/report.h"

struct checked_report {
	const struct report *report; /* totals that were left out are filled in */
};

/*
 * Computes totals that are blank (a formula whose left side is one total defines it), then runs
 * every check. Cannot fail: what is wrong with the report is in the findings, and dl->error_n says
 * whether there are errors. The result is made in the arena; the given report is not changed.
 */
const struct checked_report *report_check(struct arena *a, const struct report *r,
                                          struct diag_list *dl);

/*
 * A copy in which every total that a formula defines is computed, even where the report gives one.
 * Nothing is checked; made in the arena.
 */
const struct report *report_recompute(struct arena *a, const struct report *r);

/* [s->table->cell_n], in the arena: which cells of a table section are such totals. */
const bool *report_defined_totals(struct arena *a, const struct form *form,
                                  const struct form_section *s);

/*
 * Runs the checks that compare two years. Last year's report may have another form: only what has
 * the same keys is compared. Nothing of `before` is kept.
 */
void report_check_years(struct arena *a, const struct checked_report *now,
                        const struct checked_report *before, struct diag_list *dl);

/*
 * Last year's report in this year's form: cells and prose with the same keys are taken over; cells
 * that had no such key are marked bad.
 */
const struct report *previous_align(struct arena *a, const struct report *before,
                                    const struct form *form);

#endif
