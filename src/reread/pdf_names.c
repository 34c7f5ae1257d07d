/* SPDX-License-Identifier: MIT */
#include "reread/pdf_names.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"

enum { PLACES_FIRST = 256, FOLD = 32 };

/* Begins with where the table lies, which no file can know: else one could be full of collisions.
 */
static uint64_t hash_of(const struct pdf_names *t, const struct pdf_name *name)
{
	uint64_t h = hash_number(HASH_START, (uintptr_t)t);

	h = hash_number(h, (uint64_t)name->kind << FOLD | (uint32_t)name->owner);
	h = hash_bytes(h, name->text, name->n);
	return h ^ h >> FOLD;
}

static bool is_it(const struct pdf_names *t, const struct known_name *k,
                  const struct pdf_name *name)
{
	return k->kind == name->kind && k->owner == name->owner && k->n == name->n &&
	       (name->n == 0 || memcmp(t->texts.p + k->at, name->text, name->n) == 0);
}

bool pdf_names_find(const struct pdf_names *t, const struct pdf_name *name, int *ret_value)
{
	uint64_t hash;

	if (t->n == 0)
		return false;
	hash = hash_of(t, name);
	for (size_t i = hash & (t->place_n - 1); t->places[i] != 0;
	     i = (i + 1) & (t->place_n - 1)) {
		const struct known_name *k = &t->known[t->places[i] - 1];

		if (k->hash == hash && is_it(t, k, name)) {
			*ret_value = k->value;
			return true;
		}
	}
	return false;
}

static void place(struct pdf_names *t, size_t index)
{
	size_t i = t->known[index].hash & (t->place_n - 1);

	while (t->places[i] != 0)
		i = (i + 1) & (t->place_n - 1);
	t->places[i] = (uint32_t)index + 1;
}

static void grow(struct pdf_names *t)
{
	if (2 * (t->n + 1) <= t->place_n)
		return;
	t->place_n = t->place_n > 0 ? 2 * t->place_n : PLACES_FIRST;
	free(t->places);
	t->places = mem_alloc(t->place_n * sizeof(*t->places));
	for (size_t i = 0; i < t->n; i++)
		place(t, i);
}

void pdf_names_put(struct pdf_names *t, const struct pdf_name *name, int value)
{
	grow(t);
	t->known = mem_grow(t->known, t->n, &t->cap, sizeof(*t->known));
	t->known[t->n] = (struct known_name){.hash = hash_of(t, name),
	                                     .kind = name->kind,
	                                     .owner = name->owner,
	                                     .at = t->texts.n,
	                                     .n = name->n,
	                                     .value = value};
	if (name->n > 0)
		buf_put(&t->texts, name->text, name->n);
	place(t, t->n++);
}

void pdf_names_release(struct pdf_names *t)
{
	free(t->known);
	free(t->places);
	buf_release(&t->texts);
	*t = (struct pdf_names){0};
}
