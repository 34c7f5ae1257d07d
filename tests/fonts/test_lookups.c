/* SPDX-License-Identifier: MIT */
/*
 * test_lookups.c: rows of characters whose glyphs the tables of a real face leave alone, according
 * to lookups.h, come out of HarfBuzz one glyph each, at its advance, moved nowhere.
 */
#include "font/lookups.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "font/checked.h"

enum { ROW = 40, ROWS = 3000, SKIPPED = 77 };

/* Each face, with a character whose glyph is changed in some company, or 0. */
static const struct {
	const char *file;
	unsigned index;
	uint32_t changed;
} FACES[] = {
        {"NotoSerifCJK-Regular.ttc", 2, 0x2014},
        {"NotoSerifCJK-Bold.ttc", 2, 0x2014},
        {"NotoSansCJK-Regular.ttc", 2, 0x2014},
        {"FandolHei-Regular.otf", 0, 0},
        {"FandolFang-Regular.otf", 0, 0},
        {"FandolKai-Regular.otf", 0, 0},
        {"LXGWWenKai-Light.ttf", 0, 0},
        {"LiberationSerif-Regular.ttf", 0, 0},
        {"HanaMinA.ttf", 0, 0},
        {"HanaMinB.ttf", 0, 0},
};

static const struct {
	uint32_t first, last;
} RANGES[] = {
        {0x0020, 0x007E}, {0x2014, 0x201D}, {0x3000, 0x3029},   {0xFF01, 0xFF5E},
        {0x4E00, 0x9FFF}, {0x3400, 0x4DBF}, {0x20000, 0x2EBE0}, {0x30000, 0x323AF},
};

enum { FACE_N = sizeof(FACES) / sizeof(FACES[0]), RANGE_N = sizeof(RANGES) / sizeof(RANGES[0]) };

struct face {
	hb_face_t *face;
	hb_font_t *font;
	struct lookups *lookups;
	uint32_t *kept; /* characters */
	size_t kept_n;
};

static unsigned next_random(unsigned *seed, size_t n)
{
	*seed = *seed * 1664525U + 1013904223U;
	return (unsigned)((*seed >> 8) % n);
}

static bool open_real(size_t i, struct face *ret)
{
	char path[PATH_MAX];
	hb_blob_t *blob;

	snprintf(path, sizeof(path), "%s/%s", getenv("KANBEN_REAL_FONTS"), FACES[i].file);
	blob = hb_blob_create_from_file_or_fail(path);
	if (blob == NULL)
		return false;
	*ret = (struct face){.face = hb_face_create(blob, FACES[i].index)};
	hb_blob_destroy(blob);
	ret->font = hb_font_create(ret->face);
	ret->lookups = lookups_read(ret->face);
	ret->kept = calloc(100000, sizeof(*ret->kept));
	for (size_t k = 0; k < RANGE_N; k++) {
		for (uint32_t cp = RANGES[k].first; cp <= RANGES[k].last; cp++) {
			hb_codepoint_t gid;

			if (hb_font_get_nominal_glyph(ret->font, cp, &gid) &&
			    ret->kept_n < 100000 && lookups_leave(ret->lookups, gid))
				ret->kept[ret->kept_n++] = cp;
		}
	}
	return true;
}

static void close_real(struct face *f)
{
	lookups_free(f->lookups);
	free(f->kept);
	hb_font_destroy(f->font);
	hb_face_destroy(f->face);
}

static hb_buffer_t *shape(const struct face *f, const uint32_t *row, unsigned n)
{
	static const hb_feature_t OFF[] = {
	        {HB_TAG('l', 'i', 'g', 'a'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
	        {HB_TAG('c', 'l', 'i', 'g'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
	        {HB_TAG('k', 'e', 'r', 'n'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
	};
	hb_buffer_t *b = hb_buffer_create();

	hb_buffer_add_codepoints(b, row, (int)n, 0, (int)n);
	hb_buffer_set_direction(b, HB_DIRECTION_LTR);
	hb_buffer_set_script(b, HB_SCRIPT_HAN);
	hb_buffer_set_language(b, hb_language_from_string("zh-Hans", -1));
	hb_shape(f->font, b, OFF, sizeof(OFF) / sizeof(OFF[0]));
	return b;
}

static void check_row(const struct face *f, const uint32_t *row)
{
	hb_buffer_t *b = shape(f, row, ROW);
	unsigned n;
	const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(b, &n);
	const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(b, &n);

	assert_int_equal(n, ROW);
	for (unsigned i = 0; i < n; i++) {
		hb_codepoint_t gid = 0;

		hb_font_get_nominal_glyph(f->font, row[i], &gid);
		assert_int_equal(info[i].codepoint, gid);
		assert_int_equal(info[i].cluster, i);
		assert_int_equal(at[i].x_advance, hb_font_get_glyph_h_advance(f->font, gid));
		assert_true(at[i].x_offset == 0 && at[i].y_offset == 0 && at[i].y_advance == 0);
	}
	hb_buffer_destroy(b);
}

static void check_alone(const struct face *f, uint32_t cp, uint32_t gid)
{
	hb_buffer_t *b = shape(f, &cp, 1);
	unsigned n;
	const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(b, &n);
	const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(b, &n);

	assert_int_equal(n, 1);
	assert_int_equal(info[0].codepoint, gid);
	assert_int_equal(at[0].x_advance, hb_font_get_glyph_h_advance(f->font, gid));
	assert_true(at[0].x_offset == 0 && at[0].y_offset == 0);
	hb_buffer_destroy(b);
}

/* Rows over all the characters, and rows of those that are likeliest to be moved together. */
static void rows_of_kept_glyphs_are_left_alone(void **state)
{
	size_t faces = 0;

	(void)state;
	for (size_t i = 0; i < FACE_N; i++) {
		struct face f;
		unsigned seed = 1;

		if (!open_real(i, &f))
			continue;
		faces++;
		assert_true(f.kept_n > 100);
		for (size_t k = 0; k < ROWS; k++) {
			uint32_t row[ROW];

			for (size_t c = 0; c < ROW; c++)
				row[c] = f.kept[next_random(&seed, k % 2            ? f.kept_n
				                                   : f.kept_n < 200 ? f.kept_n
				                                                    : 200)];
			check_row(&f, row);
		}
		close_real(&f);
	}
	if (faces == 0)
		exit(SKIPPED);
}

/* Every character of the ranges by itself. */
static void a_glyph_alone_is_what_harfbuzz_makes_of_it(void **state)
{
	(void)state;
	for (size_t i = 0; i < FACE_N; i++) {
		struct face f;
		size_t replaced = 0;

		if (!open_real(i, &f))
			continue;
		for (size_t k = 0; k < RANGE_N; k++) {
			for (uint32_t cp = RANGES[k].first; cp <= RANGES[k].last;
			     cp += cp < 0x3400 ? 1 : 37) {
				hb_codepoint_t gid;
				uint32_t alone;

				if (!hb_font_get_nominal_glyph(f.font, cp, &gid) ||
				    !lookups_alone(f.lookups, gid, &alone))
					continue;
				replaced += alone != gid;
				check_alone(&f, cp, alone);
			}
		}
		assert_true(FACES[i].changed == 0 || replaced > 0);
		close_real(&f);
	}
}

/*
 * Of those that a report is set in, nearly all: else nothing is gained. (Noto has lookups that
 * start with letters and digits.)
 */
static void most_characters_are_kept(void **state)
{
	static const uint32_t USUAL[] = {0x653F, 0x5E9C, 0x4FE1, 0x606F, 0x516C, 0x5F00, 0xFF0C,
	                                 0x3002, 0x3001, 0xFF08, 0xFF09, 0x300A, 0x300B};

	(void)state;
	for (size_t i = 0; i < FACE_N; i++) {
		struct face f;
		hb_codepoint_t gid;

		if (!open_real(i, &f))
			continue;
		for (size_t k = 0; k < sizeof(USUAL) / sizeof(USUAL[0]); k++)
			if (hb_font_get_nominal_glyph(f.font, USUAL[k], &gid))
				assert_true(lookups_leave(f.lookups, gid));
		if (FACES[i].changed != 0) {
			assert_true(hb_font_get_nominal_glyph(f.font, FACES[i].changed, &gid));
			assert_false(lookups_leave(f.lookups, gid));
		}
		close_real(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(rows_of_kept_glyphs_are_left_alone),
	        cmocka_unit_test(a_glyph_alone_is_what_harfbuzz_makes_of_it),
	        cmocka_unit_test(most_characters_are_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
