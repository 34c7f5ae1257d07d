/* SPDX-License-Identifier: MIT */
#include "import/docx_id.h"

#include <stdlib.h>
#include <string.h>

static int compare(const void *a, const void *b)
{
	const struct docx_id *x = a, *y = b;
	int order = strcmp(x->text, y->text);

	return order != 0 ? order : (x->order > y->order) - (x->order < y->order);
}

void docx_id_sort(void *items, size_t n, size_t size)
{
	if (n > 0)
		qsort(items, n, size, compare);
}

void *docx_id_find(void *items, size_t n, size_t size, const char *id)
{
	size_t first = 0, end = n;
	const struct docx_id *found;

	while (id != NULL && first < end) {
		size_t mid = first + (end - first) / 2;

		found = (const struct docx_id *)((char *)items + mid * size);
		if (strcmp(found->text, id) < 0)
			first = mid + 1;
		else
			end = mid;
	}
	if (id == NULL || first == n)
		return NULL;
	found = (const struct docx_id *)((char *)items + first * size);
	return strcmp(found->text, id) == 0 ? (char *)items + first * size : NULL;
}
