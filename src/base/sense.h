/* SPDX-License-Identifier: MIT */
/* sense.h: what a line break does to the sense of a title, heading or head. */
#ifndef KANBEN_BASE_SENSE_H
#define KANBEN_BASE_SENSE_H

#include "base/words.h"

/*
 * Words that should not be broken; space-separated, characters after which and words before which a
 * break is welcome, words that belong to what is before them (的) and to what follows (和); the
 * organ's name, whose last component a title keeps whole. NULL: none.
 */
struct sense_rules {
	const struct word_list *words;
	const char *pauses, *openers, *particles, *conjunctions, *organ;
};

/* Each [n + 1], of a break before that character. */
struct sense {
	bool *word;           /* within a word */
	bool *welcome;        /* after a pause or a year, before an opener, after the organ */
	bool *stray;          /* before a particle or after a conjunction */
	bool *joint;          /* before a conjunction */
	unsigned char *organ; /* within a component of the organ's name: 1, the last one: 2 */
};

/* Fills *ret for a text of n characters, in the arena. */
void sense_find(struct arena *a, const struct sense_rules *r, const uint32_t *cps, size_t n,
                struct sense *ret);

#endif
