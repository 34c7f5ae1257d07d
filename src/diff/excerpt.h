/* SPDX-License-Identifier: MIT */
/* excerpt.h: what changed in a text, to be read by people; and how alike two texts are. */
#ifndef KANBEN_DIFF_EXCERPT_H
#define KANBEN_DIFF_EXCERPT_H

#include <stdbool.h>

#include "base/arena.h"

/*
 * The changed places with a few characters around them: “…收到[-64-]{+65+}件申请…”. Figures and
 * words of Latin letters are never cut. Made in the arena; UTF-8.
 */
const char *excerpt_of_change(struct arena *a, const char *before, const char *after);

/* The beginning of a long text. */
const char *excerpt_of_text(struct arena *a, const char *text);

/* Is one likely to be the other, changed? Half of their pairs of characters are the same. */
bool excerpt_is_alike(const char *x, const char *y);

#endif
