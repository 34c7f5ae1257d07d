/* SPDX-License-Identifier: MIT */
/* words.h, private to text/: where the reader of a head feels a pause, and where he feels none. */
#ifndef KANBEN_TEXT_WORDS_H
#define KANBEN_TEXT_WORDS_H

#include "text/text.h"

/* Whether clusters i - 1 and i, 0 < i < cluster_n, are one of the words of the input. */
bool words_join(const struct shaped *s, size_t i);

/* Whether cluster i begins what comes after a year or after the name of an organ. */
bool words_pause(const struct shaped *s, size_t i);

#endif
