/* SPDX-License-Identifier: MIT */
/* The lines of titles: broken by sense, a trapezium or a diamond (GB/T 9704-2012, 7.3.1). */
#include "text_bench.h"

static const char *titled(struct bench *b, const char *text, int em)
{
	const struct text_measure m = {.width = em * EM, .title = true, .balance = true};

	shape_in(b, "宋体", text, false);
	break_at(b, &m);
	return lines_of(b);
}

/* 一, n times, in the arena. */
static const char *ones(struct bench *b, size_t n)
{
	char *text = arena_alloc(&b->arena, 3 * n + 1);

	for (size_t i = 0; i < n; i++)
		memcpy(text + 3 * i, "一", 3);
	text[3 * n] = '\0';
	return text;
}

static void what_fits_on_a_line_stays_there(void **state)
{
	struct bench *b = *state;

	assert_string_equal(titled(b, "天津市（宝坻区）政府", 10), "天津市（宝坻区）政府");
	assert_string_equal(titled(b, "", 10), "");
}

static void brackets_are_worth_a_line_more(void **state)
{
	struct bench *b = *state;
	const char *title =
	        arena_printf(&b->arena, "%s（%s）%s", ones(b, 10), ones(b, 9), ones(b, 16));
	const char *want =
	        arena_printf(&b->arena, "%s/（%s）/%s", ones(b, 10), ones(b, 9), ones(b, 16));

	assert_string_equal(titled(b, title, 20), want);
	/* A head only looks for as few lines as there can be. */
	assert_int_equal(strlen(balanced(b, title, 20)), strlen(title) + 1);
}

/* 府 is a good place to break, twice; but then the second of three lines would be the shortest. */
static void no_title_has_a_waist(void **state)
{
	struct bench *b = *state;
	const char *title =
	        arena_printf(&b->arena, "%s府%s府%s", ones(b, 15), ones(b, 10), ones(b, 16));
	const char *waisted =
	        arena_printf(&b->arena, "%s府/%s府/%s", ones(b, 15), ones(b, 10), ones(b, 16));

	assert_string_equal(balanced(b, title, 18), waisted);
	titled(b, title, 18);
	assert_int_equal(b->line_n, 3);
	assert_true(b->lines[1].width >= b->lines[0].width ||
	            b->lines[1].width >= b->lines[2].width);
}

static void two_lines_are_no_block(void **state)
{
	struct bench *b = *state;

	titled(b, ones(b, 20), 14);
	assert_int_equal(b->line_n, 2);
	assert_true(b->lines[0].width - b->lines[1].width >= 2 * EM);
	assert_true(b->lines[0].width - b->lines[1].width <= 4 * EM);
}

static void no_title_leaves_a_character_alone(void **state)
{
	struct bench *b = *state;

	for (size_t n = 11; n < 80; n++) {
		titled(b, ones(b, n), 10);
		assert_true(b->line_n >= (n + 9) / 10);
		for (size_t i = 0; i < b->line_n; i++) {
			assert_true(b->lines[i].width >= 3 * EM);
			assert_true(b->lines[i].width <= 10 * EM);
		}
	}
}

static void a_year_and_a_word_stay_whole(void **state)
{
	struct bench *b = *state;

	for (int em = 8; em < 20; em++) {
		const char *lines =
		        titled(b, "天津市宝坻区人民政府2024年政府信息公开工作年度报告", em);

		assert_non_null(strstr(lines, "2024年"));
		assert_non_null(strstr(lines, "报告"));
	}
	assert_string_equal(titled(b, "天津市宝坻区人民政府2024年政府信息公开工作年度报告", 18),
	                    "天津市宝坻区人民政府2024年/政府信息公开工作年度报告");
}

/* Far beyond any title it is set like a head. */
static void a_title_without_end_ends_all_the_same(void **state)
{
	struct bench *b = *state;
	size_t last = 0;

	titled(b, ones(b, 2000), 20);
	assert_int_equal(b->line_n, 100);
	titled(b, "         一         ", 2);
	assert_true(b->line_n > 0);
	titled(b, "一二三四", 0);
	for (size_t i = 0; i < b->line_n; i++) {
		assert_int_equal(b->lines[i].first, last);
		last = b->lines[i].last;
	}
	assert_int_equal(last, 4);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	        TEST(what_fits_on_a_line_stays_there),
	        TEST(brackets_are_worth_a_line_more),
	        TEST(no_title_has_a_waist),
	        TEST(two_lines_are_no_block),
	        TEST(no_title_leaves_a_character_alone),
	        TEST(a_year_and_a_word_stay_whole),
	        TEST(a_title_without_end_ends_all_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
