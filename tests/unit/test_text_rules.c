/* SPDX-License-Identifier: MIT */
/* test_text_rules.c: line layout by the standards: cases worked out by hand. */
#include "text/text.h"

#include "text_bench.h"

enum { LINES_MAX = 2 };

struct expected_line {
	const char *text;
	int natural; /* natural width with the indent, in hundredths of an em */
	int gain;    /* total stretch, or shrink if negative */
};

/* Autospace is a quarter of an em; the prohibition level is GB unless given. */
struct vector {
	const char *text;
	int measure, indent; /* hundredths of an em */
	struct expected_line lines[LINES_MAX];
	enum text_prohibition level;
	bool hanging;
};

static const struct vector VECTORS[] = {
        {"一二三四五六七八九十，甲乙丙",
         1000,
         0,
         {{"一二三四五六七八九", 900, 100}, {"十，甲乙丙", 500, 0}}},
        {"一二三，四五六七八九，十甲乙丙",
         1000,
         0,
         {{"一二三，四五六七八九，", 1050, -50}, {"十甲乙丙", 400, 0}}},
        {"一二三四五六七八九（十）甲乙",
         1000,
         0,
         {{"一二三四五六七八九", 900, 100}, {"（十）甲乙", 450, 0}}},
        {"一二三四五六七八九——十甲乙",
         1000,
         0,
         {{"一二三四五六七八九", 900, 100}, {"——十甲乙", 500, 0}}},
        {"一二三四五六七八九——十甲乙",
         1000,
         0,
         {{"一二三四五六七八", 800, 200}, {"九——十甲乙", 600, 0}},
         TEXT_PROHIBIT_STRICT},
        {"一二三四五六七八九……十甲乙",
         1000,
         0,
         {{"一二三四五六七八九", 900, 100}, {"……十甲乙", 500, 0}}},
        {"一二三四五六七八12%九十甲",
         950,
         0,
         {{"一二三四五六七八", 800, 150}, {"12%九十甲", 475, 0}}},
        {"一二三四五六七八九十甲。",
         1000,
         0,
         {{"一二三四五六七八九", 900, 100}, {"十甲。", 250, 0}}},
        {"他说：“好。”", 1000, 0, {{"他说：“好。”", 550, 0}}},
        {"《条例》（国令）", 1000, 0, {{"《条例》（国令）", 650, 0}}},
        {"卡尔·马克思", 1000, 0, {{"卡尔·马克思", 550, 0}}},
        {"国办公开办函〔2021〕30号", 2000, 0, {{"国办公开办函〔2021〕30号", 1225, 0}}},
        {"“三安全一稳定”的，不予公开", 2800, 200, {{"“三安全一稳定”的，不予公开", 1550, 0}}},
        {"一二三四五六七八九十“甲乙”丙丁戊己庚辛",
         1200,
         0,
         {{"一二三四五六七八九十“甲", 1200, 0}, {"乙”丙丁戊己庚辛", 800, 0}}},
        {"第二十条第（一）项、第（五）项",
         1000,
         0,
         {{"第二十条第（一）项、", 950, 50}, {"第（五）项", 500, 0}}},
        {"2024年，共收到申请12件。", 2800, 200, {{"2024年，共收到申请12件。", 1425, 0}}},
        {"一二三四（五六），七八九十甲乙丙丁",
         1000,
         0,
         {{"一二三四（五六），七", 950, 50}, {"八九十甲乙丙丁", 700, 0}}},
        {"本机关2024年主动公开政府信息133条",
         1400,
         200,
         {{"本机关2024年主动公开政", 1350, 50}, {"府信息133条", 600, 0}}},
        {"一二三四五六七八九十，甲乙丙",
         1000,
         0,
         {{"一二三四五六七八九十，", 1050, 0}, {"甲乙丙", 300, 0}},
         .hanging = true},
        {"甲乙？！丙", 1000, 0, {{"甲乙？！丙", 400, 0}}},
        {"甲！！！丙", 1000, 0, {{"甲！！！丙", 400, 0}}},
};

/* The cases assume that Latin signs take half an em, like the digits of the small fonts. */
static void halve_signs(struct bench *b)
{
	for (size_t i = 0; i < b->s.cluster_n; i++) {
		if (b->s.clusters[i].cp == '%')
			b->s.clusters[i].advance = EM / 2;
	}
}

static void lines_match_those_worked_out_by_hand(void **state)
{
	struct bench *b = *state;

	for (size_t i = 0; i < COUNT(VECTORS); i++) {
		const struct vector *v = &VECTORS[i];
		const struct text_measure m = {.width = hundredths(v->measure),
		                               .indent = hundredths(v->indent),
		                               .justify = true};
		struct buf expected = {0};

		b->rules = (struct text_rules){
		        .prohibition = TEXT_PROHIBIT_GB, .autospace = 250, .hanging = v->hanging};
		if (v->level != TEXT_PROHIBIT_NONE)
			b->rules.prohibition = v->level;
		for (size_t n = 0; n < LINES_MAX && v->lines[n].text != NULL; n++) {
			buf_puts(&expected, n > 0 ? "/" : "");
			buf_puts(&expected, v->lines[n].text);
		}
		shape(b, v->text);
		halve_signs(b);
		break_at(b, &m);
		assert_string_equal(lines_of(b), expected.p);
		buf_release(&expected);
		for (size_t n = 0; n < b->line_n; n++) {
			const struct text_line *l = &b->lines[n];
			lu wide = l->start + natural(b, l->first, l->last);
			lu hung = v->hanging && n == 0 ? EM / 2 : 0;

			assert_int_equal(wide, hundredths(v->lines[n].natural));
			assert_int_equal(l->start + l->width - wide + hung,
			                 hundredths(v->lines[n].gain));
		}
	}
}

/* At every measure from the width of the number on. */
static void digits_are_not_separated_at_any_measure(void **state)
{
	static const struct {
		const char *text, *kept[2];
		int widest; /* hundredths of an em */
	} CASES[] = {
	        {"甲第3.1.2条乙", {"3.1.2"}, 210},          {"甲1,234.5元乙", {"1,234.5"}, 310},
	        {"自2020—2024年止", {"2020", "2024"}, 200}, {"共12345％的", {"12345"}, 250},
	        {"（12345），甲", {"12345"}, 250},
	};
	struct bench *b = *state;

	for (size_t i = 0; i < COUNT(CASES); i++) {
		for (int measure = CASES[i].widest; measure < 1000; measure += 5) {
			const char *lines = broken(b, CASES[i].text, measure, 0);

			for (size_t k = 0; k < 2 && CASES[i].kept[k] != NULL; k++)
				assert_non_null(strstr(lines, CASES[i].kept[k]));
			if (measure >= 300) /* 2020— */
				assert_null(strstr(lines, "/—"));
		}
	}
}

static void a_typed_space_is_replaced_by_the_gap(void **state)
{
	static const struct {
		const char *text;
		int autospace, width;
	} CASES[] = {
	        {"共12件", 250, 350},   {"共 12 件", 250, 350}, {"共  12件", 250, 375},
	        {"共 12 件", 0, 300},   {"共12件", 125, 325},   {"甲（12）乙", 250, 500},
	        {"甲，12乙", 250, 425}, {"12，甲", 250, 300},   {"1.甲", 250, 175},
	        {"甲１２乙", 250, 400}, {"共 12", 125, 212},    {"表1 甲", 0, 275},
	        {"图1-2 甲", 125, 370}, {"表甲1 乙", 0, 350},   {"甲¥7件", 250, 350},
	        {"甲+乙", 250, 256},
	};
	struct bench *b = *state;

	for (size_t i = 0; i < COUNT(CASES); i++) {
		b->rules.autospace = CASES[i].autospace;
		broken(b, CASES[i].text, 2000, 0);
		assert_in_range(b->lines[0].width, hundredths(CASES[i].width),
		                hundredths(CASES[i].width + 1));
	}
	b->rules.autospace = 250;
	assert_string_equal(broken(b, "甲乙丙丁 123456", 400, 0), "甲乙丙丁 /123456");
	assert_int_equal(b->lines[0].width, 4 * EM);
	assert_int_equal(b->lines[1].x[0], 0);
}

static void adjacent_marks_may_take_one_em(void **state)
{
	static const struct {
		const char *text;
		int wide, tight;
	} CASES[] = {
	        {"甲：“乙。”丙", 600, 500}, {"甲》（乙", 350, 300},     {"甲），乙", 350, 300},
	        {"甲”，“乙", 400, 350},     {"甲“（乙）”丙", 600, 500}, {"甲（）乙", 400, 400},
	        {"甲，乙", 300, 300},       {"甲！”乙", 350, 300},      {"甲”·“乙", 350, 350},
	};
	struct bench *b = *state;

	for (size_t i = 0; i < COUNT(CASES); i++) {
		for (int tight = 0; tight < 2; tight++) {
			b->rules.tight_marks = tight;
			broken(b, CASES[i].text, 2000, 0);
			assert_int_equal(b->lines[0].width,
			                 hundredths(tight ? CASES[i].tight : CASES[i].wide));
		}
	}
}

static void queries_and_solidi_have_the_standard_widths(void **state)
{
	static const struct {
		const char *text;
		int width;
	} CASES[] = {
	        {"甲！乙", 300},    {"甲？！乙", 300}, {"甲！！！乙", 400}, {"甲！！！！乙", 400},
	        {"甲？！”乙", 400}, {"甲／乙", 250},   {"甲／", 150},       {"／甲", 150},
	};
	struct bench *b = *state;

	for (size_t i = 0; i < COUNT(CASES); i++) {
		broken(b, CASES[i].text, 2000, 0);
		assert_int_equal(b->lines[0].width, hundredths(CASES[i].width));
	}
}

/* Shrinks a line by an amount and checks the shrink of its five parts, each two em wide: a space, a
 * bracket, a comma, two gaps and a full stop. */
static void lines_shrink_step_by_step(void **state)
{
	static const struct {
		int amount, shrunk[5]; /* thousandths of an em */
	} CASES[] = {
	        {0, {0, 0, 0, 0, 0}},
	        {500, {500, 0, 0, 0, 0}},
	        {1000, {750, 250, 0, 0, 0}},
	        {1500, {750, 500, 250, 0, 0}},
	        {1875, {750, 500, 500, 125, 0}},
	        {2250, {750, 500, 500, 250, 250}},
	        {2500, {750, 500, 500, 250, 500}},
	};
	struct bench *b = *state;
	const char *text = "甲　乙》丙，丁1戊。第二十条己庚辛";

	b->rules.autospace = 250;
	for (size_t i = 0; i < COUNT(CASES); i++) {
		const struct text_measure m = {.width = 14 * EM - EM / 8 * CASES[i].amount / 125,
		                               .justify = true};

		shape(b, text);
		break_at(b, &m);
		assert_string_equal(lines_of(b), "甲　乙》丙，丁1戊。第二十条/己庚辛");
		for (size_t k = 0; k < 5; k++) {
			lu wide = b->lines[0].x[2 * k + 2] - b->lines[0].x[2 * k];

			assert_int_equal(2 * EM - wide, EM / 8 * CASES[i].shrunk[k] / 125);
		}
		assert_int_equal(b->lines[0].width, m.width);
	}
	assert_string_equal(broken(b, text, 1145, 0), "甲　乙》丙，丁1戊。/第二十条己庚辛");
}

/* Stretches a line by an amount and checks the stretch of each gap. */
static void lines_stretch_step_by_step(void **state)
{
	static const struct {
		int amount, grown[8]; /* in total; of the gap before each cluster; in 1/1000 em */
	} CASES[] = {
	        {0, {0}},
	        {250, {0, 0, 250, 0, 0, 0, 0, 0}},
	        {500, {0, 0, 250, 0, 125, 125, 0, 0}},
	        {750, {0, 0, 250, 0, 250, 250, 0, 0}},
	        {1500, {0, 0, 500, 250, 500, 250, 0, 0}},
	        {2000, {0, 0, 500, 250, 500, 250, 250, 250}},
	        {3250, {0, 0, 750, 500, 750, 250, 500, 500}},
	        {3260, {0}}, /* more than is possible: not stretched at all */
	};
	struct bench *b = *state;

	b->rules.autospace = 250;
	for (size_t i = 0; i < COUNT(CASES); i++) {
		const struct text_measure m = {
		        .width = 725 * EM / 100 + CASES[i].amount * EM / 1000, .justify = true};

		shape(b, "甲 乙丙1丁—戊12345678901234567890");
		break_at(b, &m);
		assert_int_equal(b->lines[0].last, 8);
		for (size_t k = 1; k < 8; k++) {
			lu moved = b->lines[0].x[k] - b->lines[0].x[k - 1] - natural(b, 0, k + 1) +
			           natural(b, 0, k) - b->s.clusters[k - 1].advance +
			           b->s.clusters[k].advance;

			/* The natural width of a line does not include a space at its end. */
			if (k == 2)
				moved = b->lines[0].x[2] - b->lines[0].x[0] - EM * 5 / 4;
			if (k > 1)
				assert_in_range(moved + 1, CASES[i].grown[k] * EM / 1000,
				                CASES[i].grown[k] * EM / 1000 + 2);
		}
	}
}

static void prohibition_levels_follow_the_standard(void **state)
{
	static const struct {
		const char *text;
		bool breaks[4]; /* before the third cluster, at each level */
	} CASES[] = {
	        {"甲乙，丙", {true, false, false, false}},
	        {"甲（乙丙", {true, false, false, false}},
	        {"甲乙—丙", {true, false, false, false}},
	        {"甲乙·丙", {true, false, false, false}},
	        {"甲／乙丙", {true, true, false, false}},
	        {"甲乙／丙", {true, false, false, false}},
	        {"甲乙——丙", {true, true, true, false}},
	        {"甲乙……丙", {true, true, true, false}},
	        {"甲——……", {true, true, true, false}},
	        {"甲——乙", {true, true, true, true}},
	        {"甲乙丙丁", {true, true, true, true}},
	        {"甲12丙", {false, false, false, false}},
	        {"甲3%丙", {false, false, false, false}},
	        {"甲＋3丙", {false, false, false, false}},
	};
	struct bench *b = *state;

	for (size_t i = 0; i < COUNT(CASES); i++) {
		for (int level = TEXT_PROHIBIT_NONE; level <= TEXT_PROHIBIT_STRICT; level++) {
			b->rules.prohibition = (enum text_prohibition)level;
			shape(b, CASES[i].text);
			assert_int_equal(b->s.clusters[2].brk,
			                 CASES[i].breaks[level] ? TEXT_BREAK : TEXT_NO_BREAK);
		}
	}
}

static void only_single_marks_hang_and_only_if_needed(void **state)
{
	static const struct {
		const char *text, *lines;
		lu width; /* of the first line, in em */
	} CASES[] = {
	        {"一二三四五六七八九十，甲乙", "一二三四五六七八九十，/甲乙", 10},
	        {"一二三四五六七八九十。甲乙", "一二三四五六七八九十。/甲乙", 10},
	        {"一二三四五六七八55%，甲乙", "一二三四五六七八55%，/甲乙", 10},
	        {"一二三四五六七八九十；甲乙", "一二三四五六七八九/十；甲乙", 10},
	        {"一二三四五六七八九十”，甲乙", "一二三四五六七八九/十”，甲乙", 10},
	        {"一二三四五六七八九十，“甲乙", "一二三四五六七八九/十，“甲乙", 10},
	        {"一二三四五六七八九，十甲乙", "一二三四五六七八九，/十甲乙", 10},
	        {"一二三四五六七八九十。", "一二三四五六七八九十。", 10},
	};
	struct bench *b = *state;

	b->rules.hanging = true;
	for (size_t i = 0; i < COUNT(CASES); i++) {
		assert_string_equal(broken(b, CASES[i].text, 1000, 0), CASES[i].lines);
		assert_int_equal(b->lines[0].width, CASES[i].width * EM);
	}
}

/* Widths of marks and gaps depend on the size of their own style. */
static void sizes_may_differ_within_a_line(void **state)
{
	struct bench *b = *state;
	const char *text = "甲乙，（丙丁）12戊，";
	int role = font_role_lookup(b->fs, "仿宋");
	const struct text_run runs[] = {{strlen("甲乙，"), role, EM, EM},
	                                {strlen("（丙丁）"), role, EM / 2, EM / 2},
	                                {strlen("12戊，"), role, 2 * EM, 2 * EM}};
	const struct text_measure m = {.width = 20 * EM, .justify = true};

	b->in = (struct text_input){.text = text,
	                            .len = strlen(text),
	                            .runs = runs,
	                            .run_n = 3,
	                            .rules = {TEXT_PROHIBIT_GB, .autospace = 250}};
	assert_int_equal(text_shape(&b->arena, b->fs, &b->in, &b->dl, &b->s), RC_OK);
	break_at(b, &m);
	assert_int_equal(b->line_n, 1);
	/* 甲乙， 3, （ narrowed ¼, 丙丁 1, ） ½, 12 2, the gap ½, 戊 2, ， 1 */
	assert_int_equal(b->lines[0].width, hundredths(300 + 25 + 100 + 50 + 200 + 50 + 200 + 100));
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	        TEST(lines_match_those_worked_out_by_hand),
	        TEST(digits_are_not_separated_at_any_measure),
	        TEST(a_typed_space_is_replaced_by_the_gap),
	        TEST(adjacent_marks_may_take_one_em),
	        TEST(queries_and_solidi_have_the_standard_widths),
	        TEST(lines_shrink_step_by_step),
	        TEST(lines_stretch_step_by_step),
	        TEST(prohibition_levels_follow_the_standard),
	        TEST(only_single_marks_hang_and_only_if_needed),
	        TEST(sizes_may_differ_within_a_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
