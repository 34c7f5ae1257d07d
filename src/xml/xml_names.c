/* SPDX-License-Identifier: MIT */
#include "xml/xml_names.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/mem.h"

void xml_names_release(struct xml_names *names)
{
	free(names->seen);
	*names = (struct xml_names){.seen = NULL};
}

/* Never 0. */
static uint32_t hash(const char *s, size_t n)
{
	uint64_t h = hash_bytes(HASH_START, s, n);
	uint32_t folded = (uint32_t)(h ^ h >> 32);

	return folded != 0 ? folded : 1;
}

static uint32_t *place_of(const struct xml_names *names, uint32_t h)
{
	size_t i = h % names->cap;

	while (names->seen[i] != 0 && names->seen[i] != h)
		i = (i + 1) % names->cap;
	return &names->seen[i];
}

static void grow(struct xml_names *names)
{
	struct xml_names more = {.cap = names->cap > 0 ? 2 * names->cap : 64};

	more.seen = mem_alloc(mem_size_mul(more.cap, sizeof(*more.seen)));
	for (size_t i = 0; i < names->cap; i++)
		if (names->seen[i] != 0)
			*place_of(&more, names->seen[i]) = names->seen[i];
	free(names->seen);
	names->seen = more.seen;
	names->cap = more.cap;
}

void xml_names_take(struct xml_names *names, const char *name, size_t n)
{
	uint32_t h = hash(name, n), *place;

	if (names->n > XML_NAMES_MAX)
		return;
	if (2 * names->n >= names->cap)
		grow(names);
	place = place_of(names, h);
	names->n += *place == 0;
	*place = h;
}

void xml_names_open(struct xml_names *names, size_t spaces)
{
	if (names->depth == XML_DEPTH_MAX) {
		names->too_deep = true;
		return;
	}
	names->own[++names->depth] = (unsigned short)spaces;
	names->spaces += spaces;
}

void xml_names_close(struct xml_names *names)
{
	if (names->depth > 0)
		names->spaces -= names->own[names->depth--];
}

bool xml_names_fit(const struct xml_names *names)
{
	return names->n <= XML_NAMES_MAX && names->spaces <= XML_SPACES_MAX && !names->too_deep;
}
