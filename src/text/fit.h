/* SPDX-License-Identifier: MIT */
/*
 * fit.h, private to text/: choosing line ends among the break opportunities. The algorithms see
 * only a ruler and the opportunities and return line ends; line.c positions the clusters.
 */
#ifndef KANBEN_TEXT_FIT_H
#define KANBEN_TEXT_FIT_H

#include "base/sense.h"
#include "text/ruler.h"

/*
 * A text of more clusters than this is no real one: it is set and measured in parts of so many, and
 * with less care.
 */
enum { LONG_TEXT = 8192, LONG_TEXT_BYTES = 3 * LONG_TEXT };

/* Of a part too, whether its text is long. */
bool fit_of_long_text(const struct shaped *s);

/* The end of the line that begins at `first` and goes on to a typed line break. */
size_t fit_typed_end(const struct shaped *s, size_t first);

/*
 * Three algorithms: running text (fit.c), heads (balance.c), titles (title.c). Each writes the end
 * of every line to ret_ends, which has room for cluster_n of them, and returns the number of lines.
 * The text must not be empty.
 */
size_t fit_total(const struct ruler *r, const struct text_measure *m, struct arena *a,
                 size_t *ret_ends);
size_t fit_balanced(const struct ruler *r, const struct text_measure *m, struct arena *a,
                    size_t *ret_ends);
size_t fit_title(const struct ruler *r, const struct text_measure *m, struct arena *a,
                 size_t *ret_ends);

/* Whether the text has break hints. */
bool fit_has_hints(const struct shaped *s);

/* Shared by heads and titles (balance.c): the square of a width in (1/16 pt)², to stay within 64
 * bits for any text. */
int64_t balance_square(int64_t width);

/* The cost of breaking where a cluster is kept with the previous one. */
int64_t balance_force(enum text_hold hold);

/* The gain of breaking at a pause, and the cost of breaking a word; same unit as balance_square. */
int64_t balance_word_weight(int64_t measure);

/* The sense of a text; each array of *ret is [cluster_n + 1], in the arena (balance.c). */
void fit_find_sense(const struct shaped *s, struct arena *a, struct sense *ret);

/* Only the words: [cluster_n + 1]. */
const bool *fit_find_words(const struct shaped *s, struct arena *a);

/* The cost of a break before each of n clusters, negative if welcome; n + 1 items. */
int64_t *balance_word_costs(const struct sense *sense, size_t n, int64_t measure, struct arena *a);

/* How well a line of running text may end at a place; PLACE_NONE: only if nothing else fits. */
enum place {
	PLACE_NONE,
	PLACE_FREE,    /* a break opportunity */
	PLACE_NAME,    /* an opportunity between a name and its number: GB/T 9704 */
	PLACE_UNIT,    /* between a number and its unit */
	PLACE_WORD,    /* within a word of a heading */
	PLACE_ADDRESS, /* in an address, after punctuation */
	PLACE_LETTER,  /* in a long word */
	PLACE_CUT,     /* in an address, between letters */
	PLACE_N
};

/*
 * Sets ret[1 … cluster_n] (places.c); the end of the text is PLACE_FREE. A word is long if it takes
 * more than half of `width`. No hyphen is inserted, as it would be taken for a part of the address.
 */
void places_find(const struct ruler *r, int64_t width, unsigned char *ret);

#endif
