/* SPDX-License-Identifier: MIT */
/* Offsets of a subset's glyphs take as many bytes as the last one needs. */
#include "font/charstring.h"
#include "font/cff_subset.h"

#include "font_bench.h"

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

/* The bytes of a glyph without subroutines. */
static size_t flat_length(const struct cff *cff, uint32_t gid)
{
	struct charstring_cache glyphs = {.cff = cff};
	size_t tokens = 100000, n;
	struct buf out = {0};

	assert_true(charstring_cache_put(&glyphs, gid, 0, &tokens, &out));
	n = out.n;
	buf_release(&out);
	charstring_cache_release(&glyphs);
	return n;
}

/* So many glyphs 1 and then others, all with glyph 0, have exactly `total` bytes; returns their
 * number. */
static size_t pick_glyphs(const struct cff *cff, size_t total, struct font_glyph *list)
{
	size_t first = flat_length(cff, 1), left = total - flat_length(cff, 0), n = 0;

	for (uint32_t gid = 2; gid < 80; gid++) {
		size_t other = flat_length(cff, gid), m = left / first;

		while (m > 0 && (left - m * first) % other != 0)
			m--;
		if (m == 0)
			continue;
		for (; n < m; n++)
			list[n] = (struct font_glyph){1, 0, 0, 0};
		for (size_t rest = left - m * first; rest > 0; rest -= other)
			list[n++] = (struct font_glyph){gid, 0, 0, 0};
		return n;
	}
	fail_msg("no glyphs have %zu bytes together", total);
	return 0;
}

/* Offsets count from 1: the last one of 255 bytes is 256, and takes two bytes (5176, clause 5). */
static void the_last_offset_has_room(void **state)
{
	static const size_t TOTALS[] = {254, 255, 256, 65534, 65535, 65536};
	static struct font_glyph list[65536];
	size_t size;
	uint8_t *p = cff_table(*state, "sans.otf", &size);
	struct cff_face *face = cff_face_open((struct cff_bytes){p, size});

	for (size_t i = 0; i < COUNT(TOTALS); i++) {
		size_t n = pick_glyphs(cff_face_table(face), TOTALS[i], list), sum = 0;
		struct cff_bytes glyph;
		struct buf subset;
		struct cff made;

		assert_true(cff_subset(face, list, n, &subset));
		assert_true(cff_open((struct cff_bytes){(uint8_t *)subset.p, subset.n}, &made));
		assert_int_equal(made.glyphs.count, n + 1);
		for (uint32_t gid = 0; gid <= n; gid++) {
			assert_true(cff_index_get(&made.glyphs, gid, &glyph));
			sum += glyph.n;
		}
		assert_int_equal(sum, TOTALS[i]);
		buf_release(&subset);
	}
	cff_face_close(face);
	free(p);
}

/*
 * Above 16 MB they take four bytes, and fill the room that was left for them. No report has so
 * much; here one glyph is there many times.
 */
static void glyphs_begin_behind_the_largest_offsets(void **state)
{
	enum { LARGE = 511, TIMES = 32000 };
	static struct font_glyph list[TIMES];
	size_t size;
	uint8_t *p = cff_table(*state, "serif.otf", &size);
	struct cff_face *face = cff_face_open((struct cff_bytes){p, size});
	struct cff_bytes glyphs[2], large;
	struct buf subsets[2];
	struct cff made;

	for (size_t i = 0; i < TIMES; i++)
		list[i] = (struct font_glyph){.gid = LARGE};
	for (size_t i = 0; i < 2; i++) {
		assert_true(cff_subset(face, list, i == 0 ? 1 : TIMES, &subsets[i]));
		assert_true(
		        cff_open((struct cff_bytes){(uint8_t *)subsets[i].p, subsets[i].n}, &made));
		assert_true(cff_index_get(&made.glyphs, 0, &glyphs[i]));
	}
	assert_int_equal(made.glyphs.width, 4);
	assert_int_equal(glyphs[1].n, glyphs[0].n);
	assert_memory_equal(glyphs[1].p, glyphs[0].p, glyphs[0].n);
	assert_true(cff_index_get(&made.glyphs, TIMES, &large));
	assert_true(large.n > (1 << 24) / TIMES);
	buf_release(&subsets[0]);
	buf_release(&subsets[1]);
	cff_face_close(face);
	free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(the_last_offset_has_room),
	        TEST(glyphs_begin_behind_the_largest_offsets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
