/* SPDX-License-Identifier: MIT */
/* test_chains.c: the shipped fonts.json with the real fonts: every text role has the characters it
 * needs, and its faces match each other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <hb.h>

#include "base/utf8.h"
#include "font/chains.h"
#include "text/class.h"
#include "text/text.h"

enum { EM = 16 * LU_PER_PT, SKIPPED = 77, SAMPLE_STEP = 7, SAMPLE_MIN = 50, FACES_MAX = 32 };

static const char *const ROLES[] = {"小标宋", "仿宋", "楷体", "黑体", "宋体"};

enum { ROLE_N = COUNT(ROLES) };

/* GB 18030-2022, level 3: 87,887 ideographs and the Kangxi radicals. */
static const struct {
	uint32_t first, last;
} LEVEL_3[] = {
        {0x4E00, 0x9FEF},   {0x3400, 0x4DB5},   {0x20000, 0x2A6D6}, {0x2A700, 0x2B734},
        {0x2B740, 0x2B81D}, {0x2B820, 0x2CEA1}, {0x2CEB0, 0x2EBE0}, {0xFA0E, 0xFA0F},
        {0xFA11, 0xFA11},   {0xFA13, 0xFA14},   {0xFA1F, 0xFA1F},   {0xFA21, 0xFA21},
        {0xFA23, 0xFA24},   {0xFA27, 0xFA29},   {0x2F00, 0x2FD5},
};

enum { LEVEL_3_N = 87887, RADICAL_N = 214, TGH_N = 8105, TGH_BEYOND_BMP_N = 196 };

struct bench {
	struct arena arena;
	struct diag_list dl;
	struct font_set *fs;
	struct chains chains; /* of the same fonts.json; their indices are those of the roles */
};

static struct bench bench;

static int role_of(size_t i)
{
	int role = font_role_lookup(bench.fs, ROLES[i]);

	assert_true(role >= 0);
	return role;
}

/* Counts characters that a role lacks, and prints the first few. */
static void expect_character(size_t role, uint32_t cp, size_t *missing_n)
{
	struct font_choice c;

	if (font_choose(bench.fs, role_of(role), cp, &bench.dl, &c) == RC_OK)
		return;
	if ((*missing_n)++ < 10)
		print_error("%s lacks U+%04X\n", ROLES[role], (unsigned)cp);
}

/* 通用规范汉字表 (2013); its characters beyond the BMP are in Extensions B, C, D and E. */
static void every_role_has_the_characters_of_the_standard_table(void **state)
{
	char path[4096], line[16];
	size_t missing_n = 0, n = 0, beyond_n = 0;
	FILE *f;

	(void)state;
	snprintf(path, sizeof(path), "%s/tests/fonts/tgh2013.txt", getenv("KANBEN_SOURCE"));
	f = fopen(path, "r");
	assert_non_null(f);
	while (fgets(line, sizeof(line), f) != NULL) {
		const char *s = line;
		uint32_t cp = utf8_next(&s, line + strlen(line));

		n++;
		beyond_n += cp > 0xFFFF;
		for (size_t i = 0; i < ROLE_N; i++)
			expect_character(i, cp, &missing_n);
	}
	fclose(f);
	assert_int_equal(n, TGH_N);
	assert_int_equal(beyond_n, TGH_BEYOND_BMP_N);
	assert_int_equal(missing_n, 0);
}

static void every_role_has_level_3_of_gb_18030(void **state)
{
	size_t missing_n = 0, n = 0;

	(void)state;
	for (size_t r = 0; r < COUNT(LEVEL_3); r++) {
		for (uint32_t cp = LEVEL_3[r].first; cp <= LEVEL_3[r].last; cp++, n++)
			for (size_t i = 0; i < ROLE_N; i++)
				expect_character(i, cp, &missing_n);
	}
	assert_int_equal(n, LEVEL_3_N + RADICAL_N);
	assert_int_equal(missing_n, 0);
	assert_int_equal(bench.dl.error_n, 0);
}

/* The mean centre of a face's ideographs as set in a role, in 1/1000 em above the baseline. */
struct centre {
	const char *name;
	double sum;
	size_t n;
};

static void measure(struct centre *centre, const struct font_choice *c)
{
	int box[4];

	if (!font_glyph_box(c->font, c->gid, box))
		return;
	centre->name = font_describe(c->font)->ps_name;
	centre->sum += (box[1] + box[3]) * c->scale / 2000.0 + c->shift;
	centre->n++;
}

static void expect_near(const char *role, const struct centre *c, double own)
{
	double off;

	if (c->n < SAMPLE_MIN)
		return;
	off = c->sum / (double)c->n - own;
	print_message("%s %s: %zu ideographs, centre %+.1f\n", role, c->name, c->n, off);
	assert_true(off > -15 && off < 15);
}

static bool serves_ideographs(int role, size_t i)
{
	return chain_entry_serves(&bench.chains.chains[role].entries[i], 0x4E00);
}

/* Compares the same ideographs in each face of a chain, shifted and scaled as its entry says. */
static double compare_entries(size_t role)
{
	double own = 0;

	for (int round = 0; round < 2; round++) {
		for (size_t i = 0; i < font_entry_count(bench.fs, role_of(role)); i++) {
			struct centre centre = {0};
			struct font_entry e;

			font_entry_describe(bench.fs, role_of(role), i, &e);
			for (uint32_t cp = 0x4E00; cp < 0x9FA0 && e.font != NULL;
			     cp += SAMPLE_STEP) {
				struct font_choice c = {e.font, 0, e.shift, e.scale, 0};

				if (hb_font_get_nominal_glyph(font_hb(e.font), cp, &c.gid))
					measure(&centre, &c);
			}
			if (round == 0 && e.own)
				own = centre.sum / (double)centre.n;
			if (round == 1 && serves_ideographs(role_of(role), i))
				expect_near(ROLES[role], &centre, own);
		}
	}
	return own;
}

/* Compares Extension B, which only fallbacks have. */
static void compare_extension(size_t role, double own)
{
	struct centre centres[FACES_MAX] = {0};

	for (uint32_t cp = LEVEL_3[2].first; cp <= LEVEL_3[2].last; cp += SAMPLE_STEP) {
		struct font_choice c;

		assert_int_equal(font_choose(bench.fs, role_of(role), cp, &bench.dl, &c), RC_OK);
		assert_true(c.chain < FACES_MAX);
		measure(&centres[c.chain], &c);
	}
	for (size_t i = 0; i < FACES_MAX; i++)
		expect_near(ROLES[role], &centres[i], own);
}

static void fallbacks_are_centred_like_the_roles_own_face(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROLE_N; i++) {
		double own = compare_entries(i);

		assert_true(own > 250 && own < 450);
		compare_extension(i, own);
	}
}

static void shape(const char *text, size_t role, struct text_input *in, struct shaped *ret)
{
	*in = (struct text_input){
	        .text = text, .len = strlen(text), .role = role_of(role), .size = EM, .pitch = EM};
	assert_int_equal(text_shape(&bench.arena, bench.fs, in, &bench.dl, ret), RC_OK);
	assert_int_equal(ret->missing_n, 0);
}

/* Ink box of a cluster's only glyph, in 1/1000 em from the pen position. */
static void ink_of(const struct shaped *s, size_t cluster, int ret[4])
{
	const struct cluster *c = &s->clusters[cluster];
	const struct text_glyph *g = &s->glyphs[c->glyph_first];

	assert_int_equal(c->glyph_n, 1);
	assert_true(font_glyph_box(g->font, g->gid, ret));
	for (int i = 0; i < 4; i++)
		ret[i] = (int)((ret[i] * (int64_t)g->size / EM) +
		               (i % 2 ? g->dy : g->dx) * (int64_t)1000 / EM);
}

/* CLREQ 3.1: marks that are full-width in Mainland China, and the half their ink is in. */
static void full_width_marks_take_an_em_with_ink_in_the_right_half(void **state)
{
	static const char *const OPENING[] = {"“",  "‘",  "（", "《", "〈", "「",
	                                      "『", "【", "〔", "〖", "［", "｛"};
	static const char *const OTHERS[] = {"”",  "’",  "）", "》", "〉", "」", "』",
	                                     "】", "〕", "〗", "］", "｝", "，", "。",
	                                     "、", "：", "；", "？", "！"};
	enum { OPENING_N = 12, OTHER_N = 19 };

	(void)state;
	for (size_t i = 0; i < ROLE_N; i++) {
		for (size_t k = 0; k < OPENING_N + OTHER_N; k++) {
			bool opening = k < OPENING_N;
			const char *mark = opening ? OPENING[k] : OTHERS[k - OPENING_N];
			struct text_input in;
			struct shaped s;
			int ink[4];

			shape(mark, i, &in, &s);
			assert_int_equal(s.cluster_n, 1);
			assert_int_equal(s.clusters[0].advance, EM);
			ink_of(&s, 0, ink);
			if (ink[0] < (opening ? 500 : 0) - 1 || ink[2] > (opening ? 1000 : 500) + 1)
				fail_msg("%s in %s: ink from %d to %d", mark, ROLES[i], ink[0],
				         ink[2]);
			assert_int_equal(s.glyphs[0].chain, 0);
		}
	}
}

static void interpuncts_take_half_an_em_with_a_centred_dot(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROLE_N; i++) {
		struct text_input in;
		struct shaped s;
		int dot[4], square[4];

		shape("国·国", i, &in, &s);
		assert_int_equal(s.clusters[1].advance, EM / 2);
		ink_of(&s, 0, square);
		ink_of(&s, 1, dot);
		assert_in_range(dot[0] + dot[2], 490, 510);
		assert_in_range(dot[1] + dot[3], square[1] + square[3] - 60,
		                square[1] + square[3] + 60);
	}
}

/* The class of a quotation mark depends on its neighbours alone, not on its face. */
static void apostrophes_are_latin_and_quotation_marks_are_chinese(void **state)
{
	static const char *const LATIN[] = {"don’t", "O’Neill", "l’État", "A‘B"};

	(void)state;
	for (size_t i = 0; i < ROLE_N; i++) {
		struct text_input in;
		struct shaped s;

		for (size_t k = 0; k < COUNT(LATIN); k++) {
			shape(LATIN[k], i, &in, &s);
			for (size_t c = 0; c < s.cluster_n; c++) {
				assert_true(s.clusters[c].advance < EM);
				assert_int_equal(s.clusters[c].class_, TEXT_LATIN);
			}
		}
		shape("“GDP”，‘x’", i, &in, &s);
		assert_int_equal(s.clusters[0].advance, EM);
		assert_int_equal(s.clusters[4].advance, EM);
		assert_int_equal(s.clusters[6].advance, EM);
		assert_int_equal(s.clusters[8].advance, EM);
	}
}

/* The members of a collection share glyphs; the language selects the Chinese forms (locl). */
static void text_is_shaped_as_simplified_chinese(void **state)
{
	const char *search[] = {getenv("KANBEN_SCRATCH"), getenv("KANBEN_REAL_FONTS")};
	struct bench chinese = bench;
	struct text_input in;
	struct shaped s;
	char path[4096];
	FILE *f;

	(void)state;
	shape("直骨", 4, &in, &s);
	snprintf(path, sizeof(path), "%s/fonts.json", search[0]);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs("{\"roles\":{\"宋体\":[{\"file\":\"NotoSerifCJK-Regular.ttc\",\"index\":0}]}}", f);
	fclose(f);
	bench.fs = NULL;
	assert_int_equal(font_set_open(search, 2, &bench.dl, &bench.fs), RC_OK);
	{
		struct text_input japanese_in;
		struct shaped japanese;
		struct font_choice bare;

		shape("直骨", 4, &japanese_in, &japanese);
		assert_int_equal(japanese.glyphs[0].gid, s.glyphs[0].gid);
		assert_int_equal(japanese.glyphs[1].gid, s.glyphs[1].gid);
		assert_int_equal(font_choose(bench.fs, 0, U'直', &bench.dl, &bare), RC_OK);
		assert_int_not_equal(bare.gid, s.glyphs[0].gid);
	}
	font_set_close(bench.fs);
	remove(path);
	bench = chinese;
}

/* HanaMinA has Japanese forms as variation sequences; Fandol has none. */
static void variation_sequences_come_from_the_face_that_has_them(void **state)
{
	struct text_input in;
	struct shaped plain, varied;

	(void)state;
	shape("葛城", 1, &in, &plain);
	shape("葛\U000E0100城", 1, &in, &varied);
	assert_int_equal(varied.cluster_n, 2);
	assert_int_equal(varied.clusters[0].len, strlen("葛\U000E0100"));
	assert_ptr_not_equal(varied.glyphs[0].font, plain.glyphs[0].font);
	assert_ptr_equal(varied.glyphs[1].font, plain.glyphs[1].font);
	/* An unregistered sequence. */
	shape("葛\U000E01EF城", 1, &in, &varied);
	assert_int_equal(varied.glyphs[0].gid, plain.glyphs[0].gid);
	assert_ptr_equal(varied.glyphs[0].font, plain.glyphs[0].font);
	assert_int_equal(varied.glyph_n, 2);
}

/* Some faces have a dollar sign in its place, which descends below the baseline; ￥ does not. */
static void the_yuan_sign_is_not_a_dollar_sign(void **state)
{
	enum { BELOW = -20 };

	(void)state;
	for (size_t i = 0; i < ROLE_N; i++) {
		struct text_input in;
		struct shaped s;
		int yuan[4], dollar[4];

		shape("￥", i, &in, &s);
		ink_of(&s, 0, yuan);
		shape("＄", i, &in, &s);
		ink_of(&s, 0, dollar);
		if (yuan[1] < BELOW || dollar[1] >= BELOW)
			fail_msg("%s: ￥ from %d, ＄ from %d", ROLES[i], yuan[1], dollar[1]);
	}
}

/* So they keep Han characters on the grid of the page; a title has no grid. */
static void digits_are_half_an_em_wide(void **state)
{
	(void)state;
	for (size_t i = 1; i < ROLE_N; i++) {
		struct text_input in;
		struct shaped s;

		shape("0123456789", i, &in, &s);
		for (size_t k = 0; k < s.cluster_n; k++)
			assert_in_range(s.clusters[k].advance * 1000 / EM, 499, 501);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(every_role_has_the_characters_of_the_standard_table),
	        cmocka_unit_test(every_role_has_level_3_of_gb_18030),
	        cmocka_unit_test(fallbacks_are_centred_like_the_roles_own_face),
	        cmocka_unit_test(full_width_marks_take_an_em_with_ink_in_the_right_half),
	        cmocka_unit_test(interpuncts_take_half_an_em_with_a_centred_dot),
	        cmocka_unit_test(apostrophes_are_latin_and_quotation_marks_are_chinese),
	        cmocka_unit_test(text_is_shaped_as_simplified_chinese),
	        cmocka_unit_test(variation_sequences_come_from_the_face_that_has_them),
	        cmocka_unit_test(the_yuan_sign_is_not_a_dollar_sign),
	        cmocka_unit_test(digits_are_half_an_em_wide),
	};
	const char *fonts = getenv("KANBEN_REAL_FONTS");
	struct font_choice c;
	int failed;

	if (font_set_open(&fonts, 1, &bench.dl, &bench.fs) != RC_OK ||
	    chains_read(&bench.arena, font_set_path(bench.fs), &bench.dl, &bench.chains) != RC_OK)
		return 1;
	for (size_t i = 0; i < ROLE_N; i++)
		if (font_choose(bench.fs, role_of(i), U'一', &bench.dl, &c) != RC_OK)
			return SKIPPED; /* fonts/fetch.sh was not run */
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	font_set_close(bench.fs);
	diag_release(&bench.dl);
	arena_release(&bench.arena);
	return failed;
}
