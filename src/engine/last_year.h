/* SPDX-License-Identifier: MIT */
/* last_year.h: a report compared with last year's. */
#ifndef KANBEN_ENGINE_LAST_YEAR_H
#define KANBEN_ENGINE_LAST_YEAR_H

#include "engine/loaded.h"

/* The place of findings about the comparison itself: the report's year. */
struct diag_place last_year_place(const struct loaded *l);

/*
 * Adds to the report's findings what does not agree with last year's; if that is of another year
 * or organ, a warning says so. Both have l->report set, and this year's its year and organ.
 */
void last_year_compare(struct loaded *l, const struct loaded *before);

#endif
