/* SPDX-License-Identifier: MIT */
/* load.h: from a file's name to a checked report, and to what the program says of it. */
#ifndef KANBEN_APP_LOAD_H
#define KANBEN_APP_LOAD_H

#include "app/options.h"
#include "app/program.h"
#include "engine/loaded.h"

/*
 * Reads a report, or the one that a PDF carries, with its layout and checks it. EXIT_REPORT: it has
 * errors, yet report may be set. EXIT_SURROUNDINGS: a file cannot be read, and that was said.
 * Release it in every case.
 */
enum exit_code load_report(struct program *p, const struct options *o, const char *input,
                           struct loaded *ret);

/* The same, but what the layout's checks find is left to others: only its form is judged. */
enum exit_code load_unjudged(struct program *p, const struct options *o, const char *input,
                             struct loaded *ret);

/* As load_report, of a text that is in memory already; what the source points to outlives ret. */
enum exit_code load_text(struct program *p, const struct options *o, const struct source *src,
                         struct loaded *ret);

enum exit_code exit_of(enum rc rc);

#endif
