/* SPDX-License-Identifier: MIT */
/*
 * norm.h: private to import/. Wording compared as people read it: blanks, full and half width,
 * kinds of punctuation and marks that a table goes on make no difference.
 */
#ifndef KANBEN_IMPORT_NORM_H
#define KANBEN_IMPORT_NORM_H

#include <stdint.h>

#include "import/doc.h"

enum {
	NORM_SAME = 1000,
	NORM_LEAST = 750 /* what is less like is something else */
};

struct norm {
	const uint32_t *cps; /* at most DISTANCE_MAX + 1 of them */
	size_t n;
	size_t number; /* so many at the beginning are a numbering: （一）, 1. */
};

/* '|' marks, the texts of `dropped` and everything that makes no difference are left out. */
struct norm norm_text(struct arena *a, const char *text, const struct form_texts *dropped);

/* How alike a wording in a document is to one of the form: NORM_LEAST … NORM_SAME, or 0. */
int norm_likeness(const struct norm *found, const struct norm *wanted);

/* The greatest number of code points that both have in the same order. */
size_t norm_common(const struct norm *a, const struct norm *b);

/* Half width for full width, one kind for each punctuation mark; 0 for what is left out. */
uint32_t norm_char(uint32_t cp);

#endif
