/* SPDX-License-Identifier: MIT */
#include "base/distance.h"

static size_t min(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Optimal string alignment distance: swapping two adjacent characters is a single slip. */
size_t distance_measure(const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
	size_t rows[3][DISTANCE_MAX + 1];
	size_t *before = rows[0], *last = rows[1], *row = rows[2];

	n = min(n, DISTANCE_MAX);
	m = min(m, DISTANCE_MAX);
	for (size_t j = 0; j <= m; j++)
		last[j] = j;
	for (size_t i = 1; i <= n; i++) {
		size_t *spare = before;

		row[0] = i;
		for (size_t j = 1; j <= m; j++) {
			row[j] = min(last[j - 1] + (a[i - 1] != b[j - 1]),
			             min(last[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				row[j] = min(row[j], before[j - 2] + 1);
		}
		before = last;
		last = row;
		row = spare;
	}
	return last[m];
}
