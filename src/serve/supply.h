/* SPDX-License-Identifier: MIT */
/* supply.h: the pictures that a worker asks for, since it has no folder of its own. */
#ifndef KANBEN_SERVE_SUPPLY_H
#define KANBEN_SERVE_SUPPLY_H

#include "serve/serve.h"
#include "serve/store.h"

/* Of one order: how many files, and how many bytes in all. */
enum { SUPPLY_MAX_FILES = 500, SUPPLY_MAX_BYTES = 128 << 20 };

/* Whether an answer asks for files that the order can still be given. */
bool supply_is_wanted(const struct serve_order *o, const struct serve_answer *a);

/*
 * Adds the files that the answer asks for to the order, in the arena; those that are not in the
 * folder are left out. The names are a worker's, which a report may have taken over: nothing but
 * pictures beneath the folder is read. RC_LIMIT: they are too many, or too large.
 */
MUST_USE enum rc supply_files(const struct store *f, const struct serve_answer *a,
                              struct arena *arena, struct serve_order *o);

#endif
