/* SPDX-License-Identifier: MIT */
/* test_lookups.c: which glyphs the layout tables of a face start at, from tables made by hand. */
#include "font/lookups.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { TABLE_MAX = 256, GLYPH = 0x40 };

/* A table under construction: 16-bit numbers and tags. */
struct maker {
	unsigned char p[TABLE_MAX];
	size_t n;
};

static void put(struct maker *m, unsigned v)
{
	assert_true(m->n + 2 <= TABLE_MAX);
	m->p[m->n++] = (unsigned char)(v >> 8);
	m->p[m->n++] = (unsigned char)v;
}

static void put_all(struct maker *m, const unsigned *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		put(m, v[i]);
}

#define PUT(m, ...)                                                                                \
	put_all(m, (const unsigned[]){__VA_ARGS__},                                                \
	        sizeof((const unsigned[]){__VA_ARGS__}) / sizeof(unsigned))

static void put_tag(struct maker *m, const char *tag)
{
	PUT(m, (unsigned)(tag[0] << 8 | tag[1]), (unsigned)(tag[2] << 8 | tag[3]));
}

struct trial {
	const char *script, *language, *feature; /* language NULL: the script's default */
	unsigned type;                           /* of the lookup */
	const unsigned *subtable;
	size_t subtable_n;
};

/*
 * GSUB or GPOS of one script, one language, one feature and one lookup with one subtable:
 * header 0–9, scripts at 10, features at 40, lookups at 60.
 */
static struct maker make_table(const struct trial *t)
{
	struct maker m = {0};

	PUT(&m, 1, 0, 10, 40, 60);
	PUT(&m, 1); /* scripts */
	put_tag(&m, t->script);
	PUT(&m, 8);
	if (t->language == NULL) {
		PUT(&m, 4, 0, 0, 0xFFFF, 1, 0);
	} else {
		PUT(&m, 0, 1);
		put_tag(&m, t->language);
		PUT(&m, 10, 0, 0xFFFF, 1, 0);
	}
	m.n = 40;
	PUT(&m, 1);
	put_tag(&m, t->feature);
	PUT(&m, 8, 0, 1, 0);
	m.n = 60;
	PUT(&m, 1, 4);
	PUT(&m, t->type, 0, 1, 8);
	put_all(&m, t->subtable, t->subtable_n);
	return m;
}

static struct lookups *read_from(hb_tag_t tag, const void *table, size_t n)
{
	hb_face_t *builder = hb_face_builder_create(), *face;
	hb_blob_t *blob = hb_blob_create(table, (unsigned)n, HB_MEMORY_MODE_READONLY, NULL, NULL);
	struct lookups *l;

	hb_face_builder_add_table(builder, tag, blob);
	hb_blob_destroy(blob);
	blob = hb_face_reference_blob(builder);
	hb_face_destroy(builder);
	face = hb_face_create(blob, 0);
	hb_blob_destroy(blob);
	l = lookups_read(face);
	hb_face_destroy(face);
	return l;
}

static const hb_tag_t GSUB = HB_TAG('G', 'S', 'U', 'B'), GPOS = HB_TAG('G', 'P', 'O', 'S');

/* Whether GLYPH, and it alone of its neighbours, counts as changed. */
static bool changes(hb_tag_t tag, const struct trial *t)
{
	struct maker m = make_table(t);
	struct lookups *l = read_from(tag, m.p, m.n);
	bool changed = !lookups_leave(l, GLYPH);

	assert_true(lookups_leave(l, GLYPH - 1));
	assert_true(lookups_leave(l, GLYPH + 9));
	lookups_free(l);
	return changed;
}

/* Format 1 with a coverage of format 1 at 6. */
static const unsigned SINGLE[] = {1, 6, 1, 1, 1, GLYPH};

#define TRIAL(script, language, feature, type, subtable)                                           \
	&(struct trial)                                                                            \
	{                                                                                          \
		script, language, feature, type, subtable, sizeof(subtable) / sizeof(unsigned)     \
	}

static void a_feature_counts_unless_it_is_off(void **state)
{
	static const char *const ON[] = {"ccmp", "locl", "calt", "mark", "rlig", "zzzz"};
	static const char *const OFF[] = {"vert", "ss07", "cv12", "palt", "kern", "liga", "zero"};

	(void)state;
	for (size_t i = 0; i < sizeof(ON) / sizeof(ON[0]); i++)
		assert_true(changes(GSUB, TRIAL("hani", NULL, ON[i], 1, SINGLE)));
	for (size_t i = 0; i < sizeof(OFF) / sizeof(OFF[0]); i++)
		assert_false(changes(GSUB, TRIAL("hani", NULL, OFF[i], 1, SINGLE)));
}

/* What stands for GLYPH alone; 0: that is not known. */
static uint32_t alone(hb_tag_t tag, const struct trial *t)
{
	struct maker m = make_table(t);
	struct lookups *l = read_from(tag, m.p, m.n);
	uint32_t gid = 0;

	if (!lookups_alone(l, GLYPH, &gid))
		gid = 0;
	lookups_free(l);
	return gid;
}

static void a_glyph_alone_is_replaced(void **state)
{
	static const unsigned DELTA[] = {1, 6, 0xFFFF, 1, 1, GLYPH};
	static const unsigned LIST[] = {2, 12, 3, 5, 6, 7, 1, 3, GLYPH - 1, GLYPH, GLYPH + 1};
	static const unsigned PAIR[] = {1, 8, 1, 14, 1, 1, GLYPH, 1, 4, 7, 2, GLYPH};
	static const unsigned ONE[] = {1, 8, 1, 14, 1, 1, GLYPH, 1, 4, 7, 1};
	static const unsigned OTHER[] = {1, 6, 1, 1, 1, GLYPH + 1};
	static const unsigned SHORT_LIST[] = {2, 12, 1, 5, 6, 7, 1, 3, GLYPH - 1, GLYPH, GLYPH + 1};

	(void)state;
	assert_int_equal(alone(GSUB, TRIAL("hani", NULL, "locl", 1, DELTA)), GLYPH - 1);
	assert_int_equal(alone(GSUB, TRIAL("hani", NULL, "locl", 1, LIST)), 6);
	assert_int_equal(alone(GSUB, TRIAL("hani", NULL, "locl", 1, SHORT_LIST)), 0);
	assert_int_equal(alone(GSUB, TRIAL("hani", NULL, "ccmp", 4, PAIR)), GLYPH);
	assert_int_equal(alone(GSUB, TRIAL("hani", NULL, "ccmp", 4, ONE)), 0);
	assert_int_equal(alone(GSUB, TRIAL("hani", NULL, "ccmp", 2, SINGLE)), 0);
	assert_int_equal(alone(GSUB, TRIAL("hani", NULL, "vert", 1, DELTA)), GLYPH);
	assert_int_equal(alone(GSUB, TRIAL("hani", NULL, "locl", 1, OTHER)), GLYPH);
	assert_int_equal(alone(GPOS, TRIAL("hani", NULL, "mark", 1, SINGLE)), 0);
}

static void a_script_and_language_count_if_chinese_may_use_them(void **state)
{
	(void)state;
	assert_true(changes(GSUB, TRIAL("hani", "ZHS ", "locl", 1, SINGLE)));
	assert_false(changes(GSUB, TRIAL("hani", "JAN ", "locl", 1, SINGLE)));
	assert_false(changes(GSUB, TRIAL("hani", "ZHT ", "locl", 1, SINGLE)));
	assert_true(changes(GSUB, TRIAL("DFLT", NULL, "locl", 1, SINGLE)));
	assert_true(changes(GPOS, TRIAL("latn", NULL, "mark", 1, SINGLE)));
	assert_false(changes(GSUB, TRIAL("arab", NULL, "locl", 1, SINGLE)));
}

static void every_kind_of_subtable_is_read(void **state)
{
	static const unsigned RANGE[] = {1, 6, 0, 2, 1, GLYPH, GLYPH + 1, 0};
	static const unsigned CONTEXT[] = {3, 1, 0, 8, 1, 1, GLYPH};
	static const unsigned CHAINED[] = {3, 2, 18, 18, 1, 16, 0, 0, 1, 1, GLYPH, 1, 1, 7};
	static const unsigned EXTENSION[] = {1, 1, 0, 8, 1, 6, 0, 1, 1, GLYPH};

	(void)state;
	assert_true(changes(GSUB, TRIAL("hani", NULL, "ccmp", 4, RANGE)));
	assert_true(changes(GSUB, TRIAL("hani", NULL, "calt", 5, CONTEXT)));
	assert_true(changes(GPOS, TRIAL("hani", NULL, "calt", 7, CONTEXT)));
	assert_true(changes(GSUB, TRIAL("hani", NULL, "calt", 6, CHAINED)));
	assert_true(changes(GPOS, TRIAL("hani", NULL, "calt", 8, CHAINED)));
	assert_true(changes(GSUB, TRIAL("hani", NULL, "ccmp", 7, EXTENSION)));
	assert_true(changes(GPOS, TRIAL("hani", NULL, "ccmp", 9, EXTENSION)));
}

/* Cut short anywhere, a table either says the same or that nothing is known. */
static void a_damaged_table_leaves_nothing(void **state)
{
	static const unsigned UNKNOWN[] = {1, 6, 1, 3, 1, GLYPH}; /* no such format of coverage */
	struct maker m = make_table(TRIAL("hani", NULL, "ccmp", 1, SINGLE));
	struct lookups *l;
	size_t lost = 0;

	(void)state;
	for (size_t n = 1; n < m.n; n++) {
		l = read_from(GSUB, m.p, n);
		lost += !lookups_leave(l, GLYPH - 1);
		lookups_free(l);
	}
	assert_int_equal(lost, m.n - 1);
	m = make_table(TRIAL("hani", NULL, "ccmp", 1, UNKNOWN));
	l = read_from(GSUB, m.p, m.n);
	assert_false(lookups_leave(l, GLYPH - 1));
	lookups_free(l);
}

/* Apple's tables may do anything; a face without any table does nothing. */
static void other_tables_leave_nothing(void **state)
{
	struct lookups *l = read_from(HB_TAG('m', 'o', 'r', 'x'), "\0\2\0\0", 4);

	(void)state;
	assert_false(lookups_leave(l, GLYPH));
	lookups_free(l);
	l = read_from(HB_TAG('p', 'o', 's', 't'), "\0\2\0\0", 4);
	assert_true(lookups_leave(l, GLYPH));
	assert_false(lookups_leave(l, 0x10000));
	lookups_free(l);
}

/* Ranges that overlap end the reading, not the patience. */
static void the_work_is_bounded(void **state)
{
	enum { RANGES = 4000 };
	struct maker head = make_table(TRIAL("hani", NULL, "ccmp", 1, SINGLE));
	size_t n = head.n + 6 * RANGES, at = head.n - 6;
	unsigned char *p = calloc(n, 1);
	struct lookups *l;

	(void)state;
	memcpy(p, head.p, head.n);
	p[at + 1] = 2;
	p[at + 2] = RANGES >> 8;
	p[at + 3] = RANGES & 0xFF;
	for (size_t i = 0; i < RANGES; i++)
		memcpy(p + at + 4 + 6 * i, "\0\0\x7F\xFF\0\0", 6);
	l = read_from(GSUB, p, n);
	assert_false(lookups_leave(l, 0x9000)); /* of which no range speaks */
	lookups_free(l);
	free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_feature_counts_unless_it_is_off),
	        cmocka_unit_test(a_glyph_alone_is_replaced),
	        cmocka_unit_test(a_script_and_language_count_if_chinese_may_use_them),
	        cmocka_unit_test(every_kind_of_subtable_is_read),
	        cmocka_unit_test(a_damaged_table_leaves_nothing),
	        cmocka_unit_test(other_tables_leave_nothing),
	        cmocka_unit_test(the_work_is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
