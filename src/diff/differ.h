/* SPDX-License-Identifier: MIT */
/* differ.h: private to diff/. The changes while they are found. */
#ifndef KANBEN_DIFF_DIFFER_H
#define KANBEN_DIFF_DIFFER_H

#include "diff/diff.h"

struct differ {
	struct arena *arena;
	struct change *first, **tail;
	const char *section; /* of the one looked at, or NULL */
	const char
	        *line_kind; /* of lines that are compared like paragraphs; NULL: they are these */
};

/* Adds a copy. */
void differ_add(struct differ *d, const struct change *c);

/* Two cells that have one place; `place` tells its names. */
void differ_compare_cells(struct differ *d, const struct cell *before, const struct cell *after,
                          const struct change *place);

/* Paragraphs, headings and tables. */
void differ_compare_prose(struct differ *d, const struct prose *before, const struct prose *after);

#endif
