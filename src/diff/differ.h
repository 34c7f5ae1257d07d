/* SPDX-License-Identifier: MIT */
/* differ.h: private to diff/. */
#ifndef KANBEN_DIFF_DIFFER_H
#define KANBEN_DIFF_DIFFER_H

#include <stdint.h>

#include "diff/diff.h"
#include "report/visit.h"

/* ---- align.c: what two sequences have in common ---- */

/* Bytes that are compared as one; borrowed. */
struct diff_token {
	const char *p;
	size_t len;
};

struct sequence {
	const struct diff_token *tokens;
	size_t n;
	bool *changed; /* [n], set by align_sequences: the other sequence lacks this token */
};

/*
 * Afterwards the tokens that are not changed are the same in both, in the same order. Exact while
 * the differing stretches are of moderate size; larger ones are split at tokens that occur once in
 * each sequence, so that hostile input takes little memory and a few passes of linear time.
 */
void align_sequences(struct sequence *a, struct sequence *b);

/* ---- excerpt.c ---- */

/* Whether one could be an edit of the other: half of their pairs of characters are the same. */
bool excerpt_is_alike(const char *x, const char *y);

/* ---- diff.c ---- */

struct differ {
	struct arena *arena;
	struct change *first, **tail;
	const char *section; /* name of the one being compared, or NULL */
};

/* Adds a copy. */
void differ_add(struct differ *d, const struct change *c);

/* Compares the two cells at one place; `place` has its names and pointer. */
void differ_compare_cells(struct differ *d, const struct cell *before, const struct cell *after,
                          const struct change *place);

/* ---- diff_blocks.c ---- */

/* A block of prose or a line below the text, as it is compared. */
struct diff_unit;

/* Those of a section, in its order. */
struct diff_units {
	struct diff_unit *list;
	size_t n;
};
struct diff_units differ_read_units(struct arena *a, const struct section *s);

/* Compares the units at one place of a section. */
void differ_compare_units(struct differ *d, const struct diff_units *before,
                          const struct diff_units *after, enum report_where where);

#endif
