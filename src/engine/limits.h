/* SPDX-License-Identifier: MIT */
/* limits.h: limits of a document that a report must not exceed. */
#ifndef KANBEN_ENGINE_LIMITS_H
#define KANBEN_ENGINE_LIMITS_H

#include "report/report.h"

/* Adds TYPE findings where a title, an organ or a heading is too long. */
void limits_check(const struct report *r, struct diag_list *dl);

/* Adds a PAGES finding and returns false if there are more pages than `most`; 0: no limit. */
bool limits_pages(const struct source *report, size_t most, size_t pages, struct diag_list *dl);

#endif
