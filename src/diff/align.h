/* SPDX-License-Identifier: MIT */
/*
 * align.h: what two sequences have in common. Exact where they differ in places of moderate size;
 * between larger ones it goes by the tokens that stand once in each, so that hostile input costs
 * little memory and no more than linear time for each of a few levels.
 */
#ifndef KANBEN_DIFF_ALIGN_H
#define KANBEN_DIFF_ALIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* Bytes that are compared as one; borrowed. */
struct diff_token {
	const char *p;
	size_t len;
};

/* A sequence, and of each of its tokens whether the other one lacks it. */
struct sequence {
	const struct diff_token *tokens;
	size_t n;
	bool *changed; /* [n], set by align_sequences */
};

/* The tokens of both that are not changed are the same, in the same order. */
void align_sequences(struct sequence *a, struct sequence *b);

#endif
