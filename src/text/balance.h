/* SPDX-License-Identifier: MIT */
/* balance.h, private to text/: what heads and titles weigh alike when they look for their lines. */
#ifndef KANBEN_TEXT_BALANCE_H
#define KANBEN_TEXT_BALANCE_H

#include "text/ruler.h"

/* Of a width, in (1/16 pt)², so that sums stay within 64 bits for any text. */
int64_t balance_square(int64_t width);

/* What it costs to break where a cluster is held to the one before. */
int64_t balance_force(enum text_hold hold);

/* What is gained at a pause, and lost within a word: in the measure of balance_square. */
int64_t balance_word_weight(int64_t measure);

/* What a break before each cluster costs, or gains if below 0; one more than there are clusters. */
int64_t *balance_word_costs(const struct shaped *s, int64_t measure, struct arena *a);

#endif
