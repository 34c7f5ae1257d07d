/* SPDX-License-Identifier: MIT */
/* ranges.h: private to import/. Rows or columns that are not shown, however many they are. */
#ifndef KANBEN_IMPORT_RANGES_H
#define KANBEN_IMPORT_RANGES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct index_range {
	size_t first, end;
};

/* A zeroed one is empty. */
struct ranges {
	struct index_range *items; /* in the arena */
	size_t n, cap;
};

/* Adds [first, end), if that is not empty. Most come in order; what touches the last one joins it.
 */
void ranges_add(struct arena *a, struct ranges *r, size_t first, size_t end);

/* Sorts them, and joins those that touch, after the last one has been added. */
void ranges_sort(struct ranges *r);

/* Whether a number is in one of them; they are sorted, or have been added in order. */
bool ranges_have(const struct ranges *r, size_t number);

#endif
