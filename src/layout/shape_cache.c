/* SPDX-License-Identifier: MIT */
/* shape_cache.c: shaped short texts, by content and style. */
#include <string.h>

#include "base/hash.h"
#include "layout/setting.h"

enum { BUCKETS = 4096, TEXT_MAX = 16 };

struct cache_entry {
	const struct shaped *shaped;
	struct cache_entry *next;
};

struct shape_cache {
	struct cache_entry *buckets[BUCKETS];
};

struct shape_cache *shape_cache_new(struct arena *a)
{
	return arena_new(a, struct shape_cache);
}

static size_t bucket(const struct text_input *in)
{
	uint64_t h = hash_bytes(HASH_START, in->text, in->len);

	return (size_t)(h ^ h >> 32) % BUCKETS;
}

static bool equal_runs(const struct text_input *a, const struct text_input *b)
{
	if (a->run_n != b->run_n)
		return false;
	for (size_t i = 0; i < a->run_n; i++) {
		const struct text_run *x = &a->runs[i], *y = &b->runs[i];

		if (x->len != y->len || x->role != y->role || x->size != y->size ||
		    x->pitch != y->pitch)
			return false;
	}
	return true;
}

static bool equal(const struct text_input *a, const struct text_input *b)
{
	return a->len == b->len && a->role == b->role && a->size == b->size &&
	       a->pitch == b->pitch && a->hints == b->hints && equal_runs(a, b) &&
	       text_rules_equal(&a->rules, &b->rules) && memcmp(a->text, b->text, a->len) == 0;
}

const struct shaped *shape_cache_lookup(const struct shape_cache *c, const struct text_input *in)
{
	if (in->len > TEXT_MAX)
		return NULL;
	for (const struct cache_entry *e = c->buckets[bucket(in)]; e != NULL; e = e->next)
		if (equal(e->shaped->in, in))
			return e->shaped;
	return NULL;
}

void shape_cache_add(struct arena *a, struct shape_cache *c, const struct shaped *s)
{
	struct cache_entry *e;

	if (s->in->len > TEXT_MAX)
		return;
	e = arena_new(a, struct cache_entry);
	e->shaped = s;
	e->next = c->buckets[bucket(s->in)];
	c->buckets[bucket(s->in)] = e;
}
