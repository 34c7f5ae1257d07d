/* SPDX-License-Identifier: MIT */
/*
 * check.h: the checks a form declares, run over a report in exact decimals. The only maker of a
 * checked_report, so layout/ cannot be fed anything else.
 */
#ifndef KANBEN_CHECK_CHECK_H
#define KANBEN_CHECK_CHECK_H

#include "base/arena.h"
#include "base/diag.h"
#include "report/report.h"

struct checked_report {
	const struct report *report; /* with every total that was left out filled in */
};

/*
 * Computes totals that are blank (a formula whose left side is one total defines it), then runs
 * every check. Errors among the findings do not stop it and do not change its result: whoever calls
 * looks at dl->error_n and decides. The given report is not changed.
 */
MUST_USE enum rc report_check(struct arena *a, const struct report *r, struct diag_list *dl,
                              const struct checked_report **ret);

/*
 * The same figures with every total that a formula defines computed from what it sums, whatever the
 * report gives for it. Nothing is checked; made in the arena.
 */
const struct report *report_recompute(struct arena *a, const struct report *r);

/* [s->table->cell_n]: which cells of a table section are such totals. */
const bool *report_defined_totals(struct arena *a, const struct form *form,
                                  const struct form_section *s);

/*
 * Runs the checks that look at two years. The form of last year's report may be another one: what
 * has the same keys is compared, the rest is not judged. Nothing of `before` is kept.
 */
void report_check_years(struct arena *a, const struct checked_report *now,
                        const struct checked_report *before, struct diag_list *dl);

#endif
