/* SPDX-License-Identifier: MIT */
#include "json/parse.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"

enum { KEY_SHOWN = 60 };

struct repeat {
	const struct json *node, *first;
	size_t first_line;
};

struct repeats {
	struct repeat *items;
	size_t n, cap;
};

static int compare_offsets(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

static int compare_keys(const void *x, const void *y)
{
	const struct json *a = *(const struct json *const *)x;
	const struct json *b = *(const struct json *const *)y;
	int order = strcmp(a->key, b->key);

	return order != 0 ? order : compare_offsets(a->key_off, b->key_off);
}

static int compare_firsts(const void *x, const void *y)
{
	const struct repeat *a = x, *b = y;

	return compare_offsets(a->first->key_off, b->first->key_off);
}

static int compare_places(const void *x, const void *y)
{
	const struct repeat *a = x, *b = y;

	return compare_offsets(a->node->key_off, b->node->key_off);
}

/* Sorting by key, then by position, brings duplicates together, the first one in front. */
static void collect(struct repeats *r, const struct json *object, const struct json **members)
{
	const struct json *first = NULL;
	size_t n = 0;

	for (const struct json *m = object->first; m != NULL; m = m->next)
		members[n++] = m;
	qsort(members, n, sizeof(*members), compare_keys);
	for (size_t i = 0; i < n; i++) {
		if (first == NULL || strcmp(first->key, members[i]->key) != 0) {
			first = members[i];
			continue;
		}
		r->items = mem_grow(r->items, r->n, &r->cap, sizeof(*r->items));
		r->items[r->n++] = (struct repeat){.node = members[i], .first = first};
	}
}

/* Finds all lines in one pass over the text: a hostile file may have a million repeats. */
static void fill_lines(struct repeats *r, const struct source *src)
{
	struct source_walk w = {0};

	qsort(r->items, r->n, sizeof(*r->items), compare_firsts);
	for (size_t i = 0; i < r->n; i++) {
		source_walk_to(&w, src, r->items[i].first->key_off);
		r->items[i].first_line = w.line;
	}
}

/* Appends a key as a JSON literal, so that it has no control characters, and shortened. */
static void put_key(struct buf *b, const char *key)
{
	size_t n = strnlen(key, KEY_SHOWN + 1);
	bool cut = n > KEY_SHOWN;

	if (cut)
		for (n = KEY_SHOWN; ((unsigned char)key[n] & 0xC0) == 0x80; n--)
			;
	json_put_string(b, key, n);
	if (cut)
		buf_puts(b, "…");
}

static void tell_repeat(const struct repeat *r, const struct source *src, struct diag_list *dl)
{
	struct buf key = {0};

	put_key(&key, r->node->key);
	json_key_error(dl, src, r->node, "KEY",
	               _("the key %s is used again; the first one, in line %zu, counts"), key.p,
	               r->first_line);
	buf_release(&key);
}

void json_keys_check(const struct json *nodes, size_t n, const struct source *src,
                     struct diag_list *dl)
{
	struct repeats r = {0};
	const struct json **members = NULL;
	size_t most = 0;

	for (size_t i = 0; i < n; i++)
		if (nodes[i].kind == JSON_OBJECT && nodes[i].count > most)
			most = nodes[i].count;
	members = mem_alloc(mem_size_mul(most, sizeof(*members)));
	for (size_t i = 0; i < n; i++)
		if (nodes[i].kind == JSON_OBJECT && nodes[i].count > 1)
			collect(&r, &nodes[i], members);
	if (r.n > 0) {
		fill_lines(&r, src);
		qsort(r.items, r.n, sizeof(*r.items), compare_places);
	}
	for (size_t i = 0; i < r.n; i++)
		tell_repeat(&r.items[i], src, dl);
	free(members);
	free(r.items);
}
