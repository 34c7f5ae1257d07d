/* SPDX-License-Identifier: MIT */
/*
 * Texts of more clusters than are set at a time: nothing is seen of the parts in which they are set
 * and measured.
 */
#include "text/fit.h"

#include "text_bench.h"

static const char *const PIECES[] = {"本年度", "，", "公开", "2024", "年",   "政府信息",
                                     "。",     "《", "报告", "》",   "工作", "、"};

/* A text of about so many bytes, always the same. */
static char *prose(struct bench *b, size_t bytes)
{
	struct buf out = {0};
	uint32_t random = 7;

	while (out.n < bytes) {
		random = random * 1103515245 + 12345;
		buf_puts(&out, PIECES[random / 65536 % (sizeof(PIECES) / sizeof(*PIECES))]);
	}
	return buf_to_arena(&b->arena, &out);
}

static char *repeated(struct bench *b, const char *unit, size_t n)
{
	struct buf out = {0};

	while (n-- > 0)
		buf_puts(&out, unit);
	return buf_to_arena(&b->arena, &out);
}

static void check_line(const struct text_line *got, const struct text_line *want)
{
	size_t n = want->last - want->first;

	assert_int_equal(got->first, want->first);
	assert_int_equal(got->last, want->last);
	assert_int_equal(got->start, want->start);
	assert_int_equal(got->width, want->width);
	assert_memory_equal(got->x, want->x, n * sizeof(*got->x));
	assert_memory_equal(got->trims, want->trims, n);
}

/* Where two texts are the same, and some lines more, their lines are. */
static void a_long_text_begins_like_a_short_one(void **state)
{
	struct bench *b = *state;
	const struct text_measure m = {.width = LINE_28, .indent = 2 * EM, .justify = true};
	char *text = prose(b, 200000), *cut = arena_strdup(&b->arena, text);
	struct text_line *lines;
	size_t n = 0;

	shape(b, text);
	assert_true(b->s.cluster_n > 6 * LONG_TEXT);
	break_at(b, &m);
	lines = b->lines;
	cut[b->s.clusters[LONG_TEXT - 600].off] = '\0';
	shape(b, cut);
	assert_true(b->s.cluster_n < LONG_TEXT);
	break_at(b, &m);
	for (; n + 8 < b->line_n; n++)
		check_line(&lines[n], &b->lines[n]);
	assert_true(n > 200);
}

static void all_lines_of_a_long_text_are_full(void **state)
{
	struct bench *b = *state;
	const struct text_measure m = {.width = LINE_28, .justify = true};

	shape(b, prose(b, 300000));
	break_at(b, &m);
	assert_int_equal(b->lines[0].first, 0);
	for (size_t i = 0; i + 1 < b->line_n; i++) {
		assert_int_equal(b->lines[i].last, b->lines[i + 1].first);
		assert_int_equal(b->lines[i].start, 0);
		assert_int_equal(b->lines[i].width, LINE_28);
	}
	assert_int_equal(b->lines[b->line_n - 1].last, b->s.cluster_n);
}

/* More blanks than are set at a time have no width, and so no line of their own. */
static void a_line_may_be_longer_than_a_part(void **state)
{
	struct bench *b = *state;
	const struct text_measure m = {.width = 10 * EM, .justify = true};
	struct buf text = {0};

	buf_puts(&text, "一二三四五六七八九");
	buf_puts(&text, repeated(b, " ", 3 * LONG_TEXT));
	buf_puts(&text, "一二三四五六七八九");
	shape(b, buf_to_arena(&b->arena, &text));
	break_at(b, &m);
	assert_int_equal(b->line_n, 2);
	assert_int_equal(b->lines[1].first, 9 + 3 * LONG_TEXT);
	assert_int_equal(b->lines[1].width, 9 * EM);
}

static void typed_lines_of_a_long_text_begin_anew(void **state)
{
	struct bench *b = *state;
	const struct text_measure m = {.width = 10 * EM, .indent = 2 * EM, .justify = true};
	const char *line = repeated(b, "一", LONG_TEXT + 5);
	size_t half;

	shape(b, arena_printf(&b->arena, "%s\n%s", line, line));
	break_at(b, &m);
	half = b->line_n / 2;
	assert_int_equal(b->line_n % 2, 0); /* 8197 are 8 + 818 × 10 + 9, and 819 × 10 + 7 */
	assert_int_equal(b->lines[0].start, 2 * EM);
	assert_int_equal(b->lines[half].start, 0);
	assert_int_equal(b->lines[half].first, LONG_TEXT + 5);
	assert_int_equal(b->lines[half - 1].width, 9 * EM);
}

/* The widths of a text are those of its words and lines, wherever a part ends. */
static void a_word_is_measured_across_parts(void **state)
{
	struct bench *b = *state;
	const struct text_parting p = {TEXT_ENDS_RUNNING, LU_MAX};
	const char *word = "20242024";
	lu width;

	shape(b, word);
	width = text_max_content(&b->s);
	for (size_t before = LONG_TEXT - 9; before <= LONG_TEXT + 1; before++) {
		const char *han = repeated(b, "一", before);
		struct text_extent e;

		shape(b, arena_printf(&b->arena, "%s\n%s一\n%s", han, word, han));
		e = text_content(&b->s, &p);
		assert_in_range(e.min, width, width + EM); /* with what is kept with it */
		assert_int_equal(e.max, (lu)before * EM);
		e = text_content(&b->s, &(struct text_parting){TEXT_ENDS_LETTERS, LU_MAX});
		assert_true(e.min <= width);
	}
}

static void what_cannot_be_parted_is_as_wide_as_all_of_it(void **state)
{
	struct bench *b = *state;
	lu digit;

	shape(b, "1");
	digit = text_max_content(&b->s);
	shape(b, repeated(b, "1", 3 * LONG_TEXT + 7));
	assert_int_equal(text_content(&b->s, &(struct text_parting){TEXT_ENDS_RUNNING, LU_MAX}).min,
	                 (3 * LONG_TEXT + 7) * digit);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	        TEST(a_long_text_begins_like_a_short_one),
	        TEST(all_lines_of_a_long_text_are_full),
	        TEST(a_line_may_be_longer_than_a_part),
	        TEST(typed_lines_of_a_long_text_begin_anew),
	        TEST(a_word_is_measured_across_parts),
	        TEST(what_cannot_be_parted_is_as_wide_as_all_of_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
