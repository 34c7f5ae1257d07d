/* SPDX-License-Identifier: MIT */
/*
 * shape_cache.h: short texts that were shaped before. Most cells of a table hold one of few
 * figures, and shaping is the dearest thing that is done to a cell.
 */
#ifndef KANBEN_LAYOUT_SHAPE_CACHE_H
#define KANBEN_LAYOUT_SHAPE_CACHE_H

#include "text/text.h"

struct shape_cache *shape_cache_new(struct arena *a);

/* What an equal input was shaped to, or NULL. */
const struct shaped *shape_cache_lookup(const struct shape_cache *c, const struct text_input *in);

/* Keeps a result if its text is short enough to come again; borrows it. */
void shape_cache_add(struct arena *a, struct shape_cache *c, const struct shaped *s);

#endif
