/* SPDX-License-Identifier: MIT */
/* json_index.h: items of arrays by their number, for who asks for many of one array. */
#ifndef KANBEN_JSON_JSON_INDEX_H
#define KANBEN_JSON_JSON_INDEX_H

#include "base/arena.h"
#include "json/json.h"

/* Of how many arrays it knows the items; of others it forgets one. */
enum { JSON_INDEX_ARRAYS = 8 };

/* Begin with a zeroed one and its arena, which what it returns and the documents must outlive. */
struct json_index {
	struct arena *arena;
	struct json_index_array {
		const struct json *array; /* NULL: none */
		const struct json **items;
		size_t n, cap;
	} arrays[JSON_INDEX_ARRAYS];
	size_t next; /* to be forgotten */
};

/* An item, from 0; NULL: it has none of this number. */
const struct json *json_index_item(struct json_index *x, const struct json *array, size_t number);

#endif
