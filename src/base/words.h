/* SPDX-License-Identifier: MIT */
/* words.h: a list of words, and where the words of a text are: Chinese has no spaces. */
#ifndef KANBEN_BASE_WORDS_H
#define KANBEN_BASE_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct word_list;

/*
 * Reads a list with spaces between, valid UTF-8; NULL: an empty one. Copies it into the arena.
 * “…率” and “…自治县” are suffixes, “非…” is a prefix. A list in ascending order of its words'
 * first characters, affixes without their mark, is read faster.
 */
const struct word_list *words_new(struct arena *a, const char *list);

/*
 * Cuts n characters into as few words as possible; one that is in no word of the list stands alone
 * and counts for two. Sets ret[i], [n], if characters i - 1 and i are in the same word. `w` may be
 * NULL: there are no words.
 */
void words_find(const struct word_list *w, const uint32_t *cps, size_t n, bool *ret);

/*
 * Joins in `within`, from words_find, what is in no word: suffixes to what is before them, also to
 * letters, prefixes to what is after them, up to three unknown Han characters to each other, such
 * as a name. More of them are pairs or, if their number is odd, end in pairs.
 */
void words_join(const struct word_list *w, const uint32_t *cps, size_t n, bool *within);

#endif
