/* SPDX-License-Identifier: MIT */
/* shape_cache.c: shaped short texts, by content and style. */
#include <string.h>

#include "base/hash.h"
#include "layout/setting.h"

/* More texts are kept where they need no copy. */
enum { BUCKETS = 4096, TEXT_MAX = 32, COPIES = 2048, ENTRIES = 4 * BUCKETS };

struct cache_entry {
	const struct shaped *shaped;
	struct cache_entry *next;
};

struct shape_cache {
	struct cache_entry *buckets[BUCKETS];
	size_t n;
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

/* With a text of its own; only short texts are copied. */
static const struct shaped *copy(struct arena *a, const struct shaped *from)
{
	struct shaped *to = arena_new(a, struct shaped);
	struct text_input *in = arena_new(a, struct text_input);
	struct cluster *clusters = arena_array(a, struct cluster, from->cluster_n);
	struct text_glyph *glyphs = arena_array(a, struct text_glyph, from->glyph_n);

	*in = *from->in;
	in->text = arena_strndup(a, in->text, in->len);
	memcpy(clusters, from->clusters, from->cluster_n * sizeof(*clusters));
	memcpy(glyphs, from->glyphs, from->glyph_n * sizeof(*glyphs));
	*to = *from;
	to->in = in;
	to->clusters = clusters;
	to->glyphs = glyphs;
	return to;
}

void shape_cache_add(struct setting *s, const struct shaped *shaped)
{
	struct shape_cache *c = s->shapes;
	bool passes = s->arena != s->kept;
	struct cache_entry *e;

	if (shaped->in->len > TEXT_MAX || c->n >= (passes ? COPIES : ENTRIES) ||
	    (passes && shaped->in->run_n > 0))
		return;
	e = arena_new(s->kept, struct cache_entry);
	e->shaped = passes ? copy(s->kept, shaped) : shaped;
	e->next = c->buckets[bucket(shaped->in)];
	c->buckets[bucket(shaped->in)] = e;
	c->n++;
}
