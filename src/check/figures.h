/* SPDX-License-Identifier: MIT */
/* figures.h: private to check/. Single cells and their sums, by which prose and years are judged.
 */
#ifndef KANBEN_CHECK_FIGURES_H
#define KANBEN_CHECK_FIGURES_H

#include "check/checker.h"
#include "form/prose_check.h"

/* What cells come to. */
struct tally {
	struct dec value;
	bool any; /* a figure, not only blanks */
	bool bad; /* a cell that is none, or that no report has */
};

struct tally figure_read_tally(const struct report *r, const struct form_figure *f);

/* The figure with its cells' names and numbers: row “…”, column “…” 3 + … = 5. */
const char *figure_tell(struct checker *c, const struct report *r, const struct form_figure *f);

/* The same without the numbers. */
const char *figure_name(struct checker *c, const struct form_figure *f);

/* Appends the pointers of its cells; `file` is put before them, unless it is NULL. */
struct pointers {
	const char **list;
	size_t n, cap;
};
void figure_pointers(struct checker *c, const struct report *r, const struct form_figure *f,
                     struct pointers *to);

#endif
