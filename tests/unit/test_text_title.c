/* SPDX-License-Identifier: MIT */
/* test_text_title.c: titles: broken by sense, a trapezium or a diamond (GB/T 9704-2012, 7.3.1). */
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

static void a_title_that_fits_on_one_line_is_not_broken(void **state)
{
	struct bench *b = *state;

	assert_string_equal(titled(b, "天津市（宝坻区）政府", 10), "天津市（宝坻区）政府");
	assert_string_equal(titled(b, "", 10), "");
}

static void keeping_brackets_whole_is_worth_another_line(void **state)
{
	struct bench *b = *state;
	const char *title =
	        arena_printf(&b->arena, "%s（%s）%s", ones(b, 10), ones(b, 9), ones(b, 16));
	const char *want =
	        arena_printf(&b->arena, "%s/（%s）/%s", ones(b, 10), ones(b, 9), ones(b, 16));

	assert_string_equal(titled(b, title, 20), want);
	/* A head uses as few lines as possible. */
	assert_int_equal(strlen(balanced(b, title, 20)), strlen(title) + 1);
}

/* Breaking after each 府 would be good, but would make the second of three lines the shortest. */
static void titles_have_no_waist(void **state)
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

static void two_lines_do_not_form_a_block(void **state)
{
	struct bench *b = *state;

	titled(b, ones(b, 22), 14);
	assert_int_equal(b->line_n, 2);
	assert_true(b->lines[0].width - b->lines[1].width >= 2 * EM);
	assert_true(b->lines[0].width - b->lines[1].width <= 4 * EM);
}

static void titles_have_no_very_short_lines(void **state)
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

static void years_and_words_are_kept_whole(void **state)
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

static void the_last_component_of_the_organ_is_kept_whole(void **state)
{
	struct bench *b = *state;
	const char *title = "四川省西昌市住房和城乡建设局2024年政府信息公开工作年度报告";

	b->organ = "四川省西昌市住房和城乡建设局";
	for (int em = 9; em < 30; em++)
		assert_non_null(strstr(titled(b, title, em), "住房和城乡建设局"));
	assert_string_equal(titled(b, title, 18),
	                    "四川省西昌市住房和城乡建设局/2024年政府信息公开工作年度报告");
	/* The name in the title may be shorter, or another one. */
	b->organ = "某省四川省西昌市住房和城乡建设局";
	assert_non_null(strstr(titled(b, title, 10), "住房和城乡建设局"));
	b->organ = "甲乙丙";
	assert_int_equal(strlen(titled(b, title, 18)), strlen(title) + 1);
}

static void lines_break_at_regions_and_before_openers(void **state)
{
	struct bench *b = *state;
	const char *title;

	b->organ = "甲乙州丙丁市戊己庚辛壬癸局";
	assert_string_equal(
	        titled(b, "甲乙州丙丁市戊己庚辛壬癸局关于一二三四五六七八九十的报告", 16),
	        "甲乙州丙丁市戊己庚辛壬癸局/关于一二三四五六七八九十的报告");
	/* Also where the list has neither: 甲关 is no word. */
	assert_string_equal(titled(b, "公开甲关于乙丙丁戊己庚辛壬的报告", 4),
	                    "公开甲/关于乙丙/丁戊己/庚辛壬的/报告");
	/* A bracket goes with what it closes; 关于 ends no line; 新区 is in the list as a word. */
	b->organ = "甲乙新区（丙丁市）戊己庚辛壬癸局";
	assert_string_equal(titled(b, "2024年甲乙新区（丙丁市）戊己庚辛壬癸局政府信息", 14),
	                    "2024年甲乙新区（丙丁市）/戊己庚辛壬癸局政府信息");
	b->organ = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰局";
	title = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰局关于2024年政府信息公开工作情况的年度报告";
	for (int em = 17; em < 26; em++)
		assert_null(strstr(titled(b, title, em), "关于/"));
	/* 州 is no pause before 市, nor 乡 at the end of the word 城乡. */
	b->organ = "甲州市城乡局";
	assert_string_equal(titled(b, "甲州市城乡局一二三四五", 6), "甲州市城乡局/一二三四五");
}

static void particles_begin_and_conjunctions_end_no_line(void **state)
{
	struct bench *b = *state;
	const char *title =
	        "甲乙丙丁戊己庚辛壬癸子的一二三四五六七八九及其十一二三四五六七和八九十";

	for (int em = 13; em < 34; em++) {
		const char *lines = titled(b, title, em);

		assert_null(strstr(lines, "/的"));
		assert_null(strstr(lines, "及其/"));
		assert_null(strstr(lines, "和/"));
	}
	/* Before a conjunction is a good place: a middle line may be shorter by a character. */
	b->organ = "甲乙州丙丁市戊己庚辛壬癸子丑寅局";
	assert_string_equal(
	        titled(b,
	               "甲乙州丙丁市戊己庚辛壬癸子丑寅局关于2024年政府信息公开和政府公开工作情况的"
	               "报告",
	               20),
	        "甲乙州丙丁市戊己庚辛壬癸子丑寅局/关于2024年政府信息公开/和政府公开工作情况的报告");
	assert_string_equal(balanced(b, "一二三四五的六七八九十", 8), "一二三四五的/六七八九十");
	assert_string_equal(balanced(b, "一二三四五和六七八九", 8), "一二三四五/和六七八九");
}

/* Texts too long for a title are set like heads. */
static void a_very_long_title_terminates(void **state)
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
	        TEST(a_title_that_fits_on_one_line_is_not_broken),
	        TEST(keeping_brackets_whole_is_worth_another_line),
	        TEST(titles_have_no_waist),
	        TEST(two_lines_do_not_form_a_block),
	        TEST(titles_have_no_very_short_lines),
	        TEST(years_and_words_are_kept_whole),
	        TEST(the_last_component_of_the_organ_is_kept_whole),
	        TEST(lines_break_at_regions_and_before_openers),
	        TEST(particles_begin_and_conjunctions_end_no_line),
	        TEST(a_very_long_title_terminates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
