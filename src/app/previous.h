/* SPDX-License-Identifier: MIT */
/* previous.h: last year's report beside the one that is checked (--previous). */
#ifndef KANBEN_APP_PREVIOUS_H
#define KANBEN_APP_PREVIOUS_H

#include "app/load.h"

/*
 * Finds last year's report for a report that was read and runs the checks over two years; findings
 * go to the report's own list. A folder is looked through once a run. That there is none, or
 * several, or one that cannot be used, is a warning. EXIT_SURROUNDINGS: --previous names what
 * cannot be read, and that was said.
 */
enum exit_code previous_check(struct program *p, const struct options *o, struct loaded *l);

#endif
