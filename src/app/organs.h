/* SPDX-License-Identifier: MIT */
/*
 * organs.h: which organs have handed in a report, and which were to: no organ twice, no file twice,
 * nobody missing and nobody unexpected.
 */
#ifndef KANBEN_APP_ORGANS_H
#define KANBEN_APP_ORGANS_H

#include "app/load.h"

struct organs;

/*
 * Begins, in the arena, with the list of those that are expected, or NULL for none: a text file, an
 * organ a line, "#" begins a comment. NULL: the file cannot be read or is no UTF-8; that was said
 * and *ret_code is what to end with.
 */
struct organs *organs_new(struct arena *a, const char *list, enum exit_code *ret_code);
void organs_release(struct organs *o);

/* Adds findings (rule MERGE) to the report's own where it should not be here. */
void organs_add(struct organs *o, const char *path, struct loaded *in);

/* A finding at each line of the list whose organ has no report. */
void organs_tell_missing(const struct organs *o, struct diag_list *dl);

#endif
