/* SPDX-License-Identifier: MIT */
/* pattern_words.h: private to pattern.c: words without one of which a pattern matches nowhere. */
#ifndef KANBEN_BASE_PATTERN_WORDS_H
#define KANBEN_BASE_PATTERN_WORDS_H

#include "base/arena.h"

struct pattern_word {
	const char *p;
	size_t n;
};

/* n 0: nothing is known of it. */
struct pattern_words {
	struct pattern_word *list;
	size_t n;
};

/* Of a valid pattern, with words of at least `least` bytes only. They are in the arena. */
struct pattern_words pattern_words_find(struct arena *a, const char *pattern, size_t n,
                                        size_t least);

#endif
