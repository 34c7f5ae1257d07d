/* SPDX-License-Identifier: MIT */
#include "json/json_index.h"

static void fill(struct json_index *x, struct json_index_array *a, const struct json *array)
{
	size_t n = 0;

	for (const struct json *item = json_first(array); item != NULL; item = item->next)
		n++;
	if (n > a->cap) {
		a->cap = 2 * n;
		a->items = arena_array(x->arena, const struct json *, a->cap);
	}
	a->array = array;
	a->n = 0;
	for (const struct json *item = json_first(array); item != NULL; item = item->next)
		a->items[a->n++] = item;
}

const struct json *json_index_item(struct json_index *x, const struct json *array, size_t number)
{
	struct json_index_array *a = NULL;

	for (size_t i = 0; i < JSON_INDEX_ARRAYS && a == NULL; i++)
		if (x->arrays[i].array == array)
			a = &x->arrays[i];
	if (a == NULL) {
		a = &x->arrays[x->next++ % JSON_INDEX_ARRAYS];
		fill(x, a, array);
	}
	return number < a->n ? a->items[number] : NULL;
}
