/* SPDX-License-Identifier: MIT */
/* sums.h: private to check/. A formula in one column or row, while it is worked out. */
#ifndef KANBEN_CHECK_SUMS_H
#define KANBEN_CHECK_SUMS_H

#include "check/checker.h"

struct work {
	struct checker *c;
	const struct section *section; /* of the copy */
	const struct section *given;   /* the same as the report has it */
	const struct section *before;  /* last year's, or NULL */
	struct formula_line line;
};

/* What a side comes to, and whether there is anything to judge. */
struct sum_side {
	const struct form_term *terms;
	size_t term_n;
	struct dec value;
	size_t cell_n;
	bool any, bad;
};

/* The cell of a term at a leaf of its tree. */
const struct cell *sum_operand(const struct work *w, const struct form_term *term, size_t leaf);

struct sum_side sum_read_side(const struct work *w, const struct form_term *terms, size_t n);

/*
 * What would make both sides equal, if there is just one such thing a typist is likely to have
 * done: a figure left out, counted twice, with two digits swapped or one too many, or in the
 * neighbouring column. NULL if nothing can be told.
 */
const char *cause_find(const struct work *w, const struct sum_side *left,
                       const struct sum_side *right);

#endif
