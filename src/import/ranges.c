/* SPDX-License-Identifier: MIT */
#include "import/ranges.h"

#include <stdlib.h>

#include "import/doc.h"

void ranges_add(struct arena *a, struct ranges *r, size_t first, size_t end)
{
	struct index_range *last = r->n > 0 ? &r->items[r->n - 1] : NULL;

	if (first >= end)
		return;
	if (last != NULL && first >= last->first && first <= last->end) {
		last->end = end > last->end ? end : last->end;
		return;
	}
	r->items = doc_grow(a, r->items, r->n, &r->cap, sizeof(*r->items));
	r->items[r->n++] = (struct index_range){first, end};
}

static int compare(const void *a, const void *b)
{
	const struct index_range *x = a, *y = b;

	return (x->first > y->first) - (x->first < y->first);
}

void ranges_sort(struct ranges *r)
{
	size_t n = 0;

	if (r->n == 0)
		return;
	qsort(r->items, r->n, sizeof(*r->items), compare);
	for (size_t i = 1; i < r->n; i++) {
		struct index_range *last = &r->items[n], *next = &r->items[i];

		if (next->first > last->end)
			r->items[++n] = *next;
		else if (next->end > last->end)
			last->end = next->end;
	}
	r->n = n + 1;
}

bool ranges_have(const struct ranges *r, size_t number)
{
	size_t low = 0, high = r->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (r->items[middle].end <= number)
			low = middle + 1;
		else
			high = middle;
	}
	return low < r->n && r->items[low].first <= number;
}
