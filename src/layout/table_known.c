/* SPDX-License-Identifier: MIT */
/*
 * table_known.c: large tables have many values that are alike, 0 above all: what one needs is known
 * for the next.
 */
#include <string.h>

#include "layout/table.h"

/* A short text and its alignment as a number; 0: it is too long, or none. */
static uint64_t key_of(const struct grid_cell *c)
{
	enum { MOST = 7 };
	size_t n = strnlen(c->text, MOST + 1);
	unsigned char bytes[MOST + 1] = {[MOST] = (unsigned char)c->align};
	uint64_t key;

	if (n == 0 || n > MOST)
		return 0;
	memcpy(bytes, c->text, n);
	memcpy(&key, bytes, sizeof(key));
	return key;
}

/* Whether what a cell needs follows from its text and alignment, and nobody asks where it was
 * typed. */
static bool is_plain(const struct setting *s, const struct grid_cell *c)
{
	return c->role == GRID_VALUE && c->column_span == 1 && c->at != NULL &&
	       s->in->fallbacks == NULL && !s->in->places;
}

static struct table_known *slot_of(struct table_known *known, uint64_t key)
{
	return &known[(key * 0x9E3779B97F4A7C15U >> 32) % TABLE_KNOWN];
}

const struct table_need *table_known_lookup(const struct setting *s, struct table_known *known,
                                            const struct grid_cell *c)
{
	uint64_t key = is_plain(s, c) ? key_of(c) : 0;
	const struct table_known *slot = slot_of(known, key);

	return key != 0 && slot->key == key ? &slot->need : NULL;
}

void table_known_add(const struct setting *s, struct table_known *known, const struct grid_cell *c,
                     const struct set_text *text, const struct table_need *need)
{
	uint64_t key = is_plain(s, c) ? key_of(c) : 0;

	/* What is missing, or was replaced, is told of each cell. */
	if (key != 0 && text->in.text == c->text && !missing_any(&text->shaped) &&
	    text->shaped.ineffective_n == 0)
		*slot_of(known, key) = (struct table_known){key, *need};
}
