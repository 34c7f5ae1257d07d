/* SPDX-License-Identifier: MIT */
#include "engine/last_year.h"

#include <string.h>

#include "base/tr.h"
#include "check/name.h"

struct diag_place last_year_place(const struct loaded *l)
{
	const struct json *year = json_lookup(l->root, "year");

	return (struct diag_place){&l->source, year != NULL ? year->off : 0, "XY-PREVIOUS",
	                           year != NULL ? "/year" : ""};
}

void last_year_compare(struct loaded *l, const struct loaded *before)
{
	const struct report *now = l->report->report, *then = before->report->report;
	struct diag_place place = last_year_place(l);
	const char *name = before->source.name;

	if (then->year != now->year - 1) {
		diag_add(&l->dl, DIAG_WARNING, &place,
		         _("%s is a report for %d, not for %d; nothing is compared with it"), name,
		         then->year, now->year - 1);
		return;
	}
	if (then->organ != NULL && strcmp(name_organ_key(&l->arena, then->organ),
	                                  name_organ_key(&l->arena, now->organ)) != 0)
		diag_add(&l->dl, DIAG_WARNING, &place,
		         _("%s is the report of “%s”; check that it is the same body"), name,
		         then->organ);
	if (before->dl.error_n > 0)
		diag_add(&l->dl, DIAG_WARNING, &place,
		         _("%s has errors itself, so comparisons with it may be wrong"), name);
	report_check_years(&l->arena, l->report, before->report, &l->dl);
}
