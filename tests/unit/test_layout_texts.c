/* SPDX-License-Identifier: MIT */
/* What layout/ does with texts of several styles before it places them. */
#include "layout/setting.h"

#include "text_bench.h"

enum { RUN_N = 3 };

static void use_runs(struct bench *b, const char *text, const struct text_run *runs)
{
	b->in = (struct text_input){
	        .text = text, .len = strlen(text), .runs = runs, .run_n = RUN_N};
	assert_int_equal(text_shape(&b->arena, b->fs, &b->in, &b->dl, &b->s), RC_OK);
}

static void a_text_is_known_again_in_the_same_styles_only(void **state)
{
	struct bench *b = *state;
	struct page_list pl = {0};
	struct shape_cache *cache = shape_cache_new(&b->arena);
	struct setting s = {.arena = &b->arena, .kept = &b->arena, .pl = &pl, .shapes = cache};
	struct text_run runs[RUN_N] = {{3, 1, EM, EM}, {3, 2, EM, EM}, {3, 1, EM / 2, EM}};
	struct text_run others[RUN_N];
	struct text_input in;

	use_runs(b, "一二三", runs);
	shape_cache_add(&s, &b->s);
	in = b->in;
	in.runs = memcpy(others, runs, sizeof(runs));
	assert_ptr_equal(shape_cache_lookup(cache, &in), &b->s);
	for (int change = 0; change < 4; change++) {
		memcpy(others, runs, sizeof(runs));
		others[1].len += change == 0;
		others[1].role += change == 1;
		others[2].size += change == 2;
		others[2].pitch += change == 3;
		assert_null(shape_cache_lookup(cache, &in));
	}
	memcpy(others, runs, sizeof(runs));
	in.run_n = 2;
	assert_null(shape_cache_lookup(cache, &in));
	in.run_n = 0;
	assert_null(shape_cache_lookup(cache, &in));
}

/* A text that is set in memory which is released before the cache is. */
static void a_text_that_passes_is_copied(void **state)
{
	struct bench *b = *state;
	struct arena passing = {0};
	struct setting s = {.arena = &passing, .kept = &b->arena};
	struct text_input in = {.len = 9, .role = 1, .size = EM, .pitch = EM};
	struct shaped sh;
	const struct shaped *known;

	s.shapes = shape_cache_new(&b->arena);
	in.text = arena_strdup(&passing, "一二三");
	assert_int_equal(text_shape(&passing, b->fs, &in, &b->dl, &sh), RC_OK);
	shape_cache_add(&s, &sh);
	arena_release(&passing);
	in.text = "一二三";
	known = shape_cache_lookup(s.shapes, &in);
	assert_non_null(known);
	assert_string_equal(known->in->text, "一二三");
	assert_int_equal(known->cluster_n, 3);
	assert_int_equal(known->clusters[2].off, 6);
	assert_int_equal(known->glyphs[2].off, 6);
	assert_non_null(known->glyphs[2].font);
}

/* U+3001F is in no face; 〓 takes three bytes, it four, and é in two characters as many. */
static void styles_keep_to_their_characters_when_one_is_replaced(void **state)
{
	static const struct {
		const char *text, *expect;
		size_t lens[RUN_N], expect_lens[RUN_N];
	} CASES[] = {
	        {"一\U0003001F二三", "一〓二三", {7, 3, 3}, {6, 3, 3}},
	        {"一\U0003001F二三", "一〓二三", {3, 4, 6}, {3, 3, 6}},
	        {"\U0003001F一\U0003001F", "〓一〓", {4, 3, 4}, {3, 3, 3}},
	        {"一\x09二", "一〓二", {3, 1, 3}, {3, 3, 3}},
	};
	struct bench *b = *state;
	struct setting s = {.arena = &b->arena};

	for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		struct text_run runs[RUN_N];
		struct text_input out;

		for (int k = 0; k < RUN_N; k++)
			runs[k] = (struct text_run){CASES[i].lens[k], 3, EM, EM};
		use_runs(b, CASES[i].text, runs);
		assert_true(missing_any(&b->s));
		out = missing_substitute(&s, &b->s, 0);
		assert_string_equal(out.text, CASES[i].expect);
		assert_int_equal(out.run_n, RUN_N);
		for (int k = 0; k < RUN_N; k++)
			assert_int_equal(out.runs[k].len, CASES[i].expect_lens[k]);
	}
}

/* A sign too long to be told by a PDF, half of it in the second style. */
static void a_sign_in_two_styles_leaves_both(void **state)
{
	struct bench *b = *state;
	struct setting s = {.arena = &b->arena};
	const struct text_run runs[RUN_N] = {{3, 3, EM, EM}, {400, 3, EM, EM}, {3, 3, EM, EM}};
	struct buf text = {0};
	struct text_input out;

	buf_puts(&text, "一");
	for (int i = 0; i < 200; i++)
		buf_puts(&text, "\u0301");
	buf_puts(&text, "二");
	use_runs(b, text.p, runs);
	out = missing_substitute(&s, &b->s, 0);
	assert_string_equal(out.text, "〓二");
	assert_int_equal(out.runs[0].len, 3);
	assert_int_equal(out.runs[1].len, 0);
	assert_int_equal(out.runs[2].len, 3);
	buf_release(&text);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	        TEST(a_text_is_known_again_in_the_same_styles_only),
	        TEST(a_text_that_passes_is_copied),
	        TEST(styles_keep_to_their_characters_when_one_is_replaced),
	        TEST(a_sign_in_two_styles_leaves_both),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
