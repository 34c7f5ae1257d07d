/* SPDX-License-Identifier: MIT */
#include "base/catalogue.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum {
	HEADER_SIZE = 28,
	REVISION_AT = 4,
	COUNT_AT = 8,
	SOURCES_AT = 12,
	TRANSLATIONS_AT = 16,
	ENTRY_SIZE = 8, /* length, without the final zero, and offset */
	MAJOR_SHIFT = 16,
};

struct catalogue {
	const unsigned char *bytes;
	uint64_t size;
	bool big_endian;
	uint32_t n;
	uint32_t sources, translations; /* offsets of the two tables */
};

const struct catalogue catalogue_none;

static uint32_t number_at(const struct catalogue *c, uint64_t at)
{
	const unsigned char *p = c->bytes + at;

	if (c->big_endian)
		return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
	return (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
}

static const char *string_at(const struct catalogue *c, uint32_t table, uint32_t i)
{
	uint32_t at = number_at(c, table + (uint64_t)i * ENTRY_SIZE + 4);

	return (const char *)c->bytes + at;
}

/* Whether a table and its strings are within the file, and each string ends with a zero. */
static bool is_table(const struct catalogue *c, uint32_t table)
{
	if (table + (uint64_t)c->n * ENTRY_SIZE > c->size)
		return false;
	for (uint32_t i = 0; i < c->n; i++) {
		uint64_t entry = table + (uint64_t)i * ENTRY_SIZE;
		uint64_t end = (uint64_t)number_at(c, entry + 4) + number_at(c, entry);

		if (end >= c->size || c->bytes[end] != '\0')
			return false;
	}
	return true;
}

static bool is_sorted(const struct catalogue *c)
{
	for (uint32_t i = 1; i < c->n; i++)
		if (strcmp(string_at(c, c->sources, i - 1), string_at(c, c->sources, i)) >= 0)
			return false;
	return true;
}

const struct catalogue *catalogue_read(struct arena *a, const void *bytes, size_t n)
{
	static const unsigned char little[] = {0xDE, 0x12, 0x04, 0x95};
	static const unsigned char big[] = {0x95, 0x04, 0x12, 0xDE};
	struct catalogue c = {.bytes = bytes, .size = n};
	struct catalogue *kept;

	if (n < HEADER_SIZE)
		return NULL;
	c.big_endian = memcmp(bytes, big, sizeof(big)) == 0;
	if (!c.big_endian && memcmp(bytes, little, sizeof(little)) != 0)
		return NULL;
	if (number_at(&c, REVISION_AT) >> MAJOR_SHIFT != 0)
		return NULL;
	c.n = number_at(&c, COUNT_AT);
	c.sources = number_at(&c, SOURCES_AT);
	c.translations = number_at(&c, TRANSLATIONS_AT);
	if (!is_table(&c, c.sources) || !is_table(&c, c.translations) || !is_sorted(&c))
		return NULL;
	kept = arena_alloc(a, sizeof(*kept));
	*kept = c;
	return kept;
}

const char *catalogue_lookup(const struct catalogue *c, const char *source)
{
	uint32_t low = 0, high = c->n;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = strcmp(source, string_at(c, c->sources, middle));

		if (order == 0)
			return string_at(c, c->translations, middle);
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}
