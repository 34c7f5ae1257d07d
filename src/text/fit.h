/* SPDX-License-Identifier: MIT */
/*
 * fit.h, private to text/: which break opportunities become line ends. Each way of fitting sees
 * only a ruler and the opportunities, and gives the ends; line.c places the clusters.
 */
#ifndef KANBEN_TEXT_FIT_H
#define KANBEN_TEXT_FIT_H

#include "text/ruler.h"

/*
 * ret_ends has room for as many ends as there are clusters, of which there is at least one; returns
 * how many lines there are.
 */
size_t fit_total(const struct ruler *r, const struct text_measure *m, struct arena *a,
                 size_t *ret_ends);
size_t fit_balanced(const struct ruler *r, const struct text_measure *m, struct arena *a,
                    size_t *ret_ends);
size_t fit_title(const struct ruler *r, const struct text_measure *m, struct arena *a,
                 size_t *ret_ends);

#endif
