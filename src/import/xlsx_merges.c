/* SPDX-License-Identifier: MIT */
/* xlsx_merges.c: merged cells, found without a place in memory for each column they reach over. */
#include <stdlib.h>

#include "import/xlsx.h"

/* Columns [first, end) that a merged range reaches over. */
struct xlsx_over {
	size_t first, end;
	const struct xlsx_merge *merge;
};

void xlsx_merges_add(struct arena *a, struct xlsx_merges *m, const struct xlsx_merge *merge)
{
	m->items = doc_grow(a, m->items, m->n, &m->cap, sizeof(*m->items));
	m->items[m->n++] = *merge;
}

/* By their first row, then column. */
static int compare(const void *a, const void *b)
{
	const struct xlsx_merge *x = a, *y = b;

	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return (x->column > y->column) - (x->column < y->column);
}

void xlsx_merges_sort(struct xlsx_merges *m)
{
	if (m->n > 0)
		qsort(m->items, m->n, sizeof(*m->items), compare);
}

static void put(struct arena *a, struct xlsx_overs *to, const struct xlsx_over *over)
{
	if (over->first >= over->end)
		return;
	to->items = doc_grow(a, to->items, to->n, &to->cap, sizeof(*to->items));
	to->items[to->n++] = *over;
}

/* Lets a range reach over what is free of its columns, and drops those that have ended above. */
static void reach_over(struct arena *a, struct xlsx_merges *m, const struct xlsx_merge *merge,
                       size_t row)
{
	struct xlsx_overs old = m->over, *now = &m->spare;
	size_t from = merge->column, end = merge->column_end + 1;

	now->n = 0;
	for (size_t i = 0; i < old.n; i++) {
		const struct xlsx_over *o = &old.items[i];

		if (o->merge->row_end < row)
			continue;
		put(a, now, &(struct xlsx_over){from, o->first < end ? o->first : end, merge});
		put(a, now, o);
		from = o->end > from ? o->end : from;
	}
	put(a, now, &(struct xlsx_over){from, end, merge});
	m->over = *now;
	m->spare = old;
}

const struct xlsx_merge *xlsx_merge_of(struct arena *a, struct xlsx_merges *m, size_t row,
                                       size_t column)
{
	size_t low = 0, high;
	const struct xlsx_over *o;

	for (; m->next < m->n && m->items[m->next].row <= row; m->next++)
		if (m->items[m->next].row_end >= row)
			reach_over(a, m, &m->items[m->next], row);
	high = m->over.n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (m->over.items[middle].end <= column)
			low = middle + 1;
		else
			high = middle;
	}
	o = low < m->over.n ? &m->over.items[low] : NULL;
	return o != NULL && o->first <= column && o->merge->row <= row && o->merge->row_end >= row
	               ? o->merge
	               : NULL;
}
