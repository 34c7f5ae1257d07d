/* SPDX-License-Identifier: MIT */
/*
 * key.h: what a document depends on, as a hash: two runs with the same key make the same bytes.
 * What is not in it: the libraries that the system has for the program, and the clock, which has no
 * say.
 */
#ifndef KANBEN_APP_KEY_H
#define KANBEN_APP_KEY_H

#include "app/options.h"
#include "app/program.h"

/*
 * Of all reports of a run: the program with its modules, the options, the press, fonts.json and the
 * font files that it names, by path, size and time of change.
 */
uint64_t key_of_run(struct program *p, const struct options *o);

/* Of one of them: its bytes and those of its layout too. */
uint64_t key_of_report(uint64_t run, const struct source *report, const struct layout_file *layout);

#endif
