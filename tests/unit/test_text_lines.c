/* SPDX-License-Identifier: MIT */
#include "text/text.h"

#include "text_bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/class.h"

static void an_empty_text_has_no_lines(void **state)
{
	struct bench *b = *state;
	const struct text_measure measures[] = {{.width = EM}, {.width = EM, .balance = true}};

	shape(b, "");
	for (size_t i = 0; i < 2; i++) {
		break_at(b, &measures[i]);
		assert_int_equal(b->line_n, 0);
	}
	assert_int_equal(text_min_content(&b->s, &(struct text_parting){TEXT_ENDS_HEAD, LU_MAX}),
	                 0);
	assert_int_equal(text_max_content(&b->s), 0);
}

static void one_character_makes_one_line(void **state)
{
	struct bench *b = *state;

	assert_string_equal(broken(b, "一", 1000, 200), "一");
	assert_int_equal(b->lines[0].x[0], 2 * EM);
	assert_int_equal(b->lines[0].width, EM);
	assert_int_equal(text_min_content(&b->s, &(struct text_parting){TEXT_ENDS_HEAD, LU_MAX}),
	                 EM);
}

/* Then every line has one cluster. */
static void a_measure_too_narrow_for_anything_terminates(void **state)
{
	struct bench *b = *state;
	const struct text_measure narrow[] = {
	        {.width = 1, .justify = true}, {.width = 0}, {.width = -EM, .balance = true}};

	for (size_t i = 0; i < 3; i++) {
		shape(b, "《一，2024年——（二）》");
		break_at(b, &narrow[i]);
		assert_int_equal(b->line_n, b->s.cluster_n);
	}
}

/* First a number and its unit, then a word, then a prohibition rule. */
static void the_weakest_hold_is_broken_first(void **state)
{
	struct bench *b = *state;

	assert_string_equal(broken(b, "12345年甲", 300, 0), "12345/年甲");
	assert_string_equal(broken(b, "第12345条", 300, 0), "第/12345/条");
	assert_string_equal(broken(b, "abcdefgh。", 200, 0), "abc/def/gh。");
	assert_string_equal(broken(b, "，，，，，一", 200, 0), "，，/，，，/一");
}

/* What follows a comma is not counted by the numeral before it. */
static void a_mark_after_an_ordinal_is_no_part_of_it(void **state)
{
	struct bench *b = *state;

	assert_string_equal(broken(b, "甲第一,条例", 400, 0), "甲第一,/条例");
}

static void spaces_at_the_end_of_a_line_have_no_width(void **state)
{
	struct bench *b = *state;
	const char *text = "甲乙丙  丁戊 ，己";

	assert_string_equal(broken(b, text, 300, 0), "甲乙丙  /丁戊 ，/己");
	assert_int_equal(b->lines[0].width, 3 * EM);
	assert_int_equal(b->lines[1].width, 3 * EM);
	assert_int_equal(b->lines[0].x[4], 3 * EM); /* however many there are */
	assert_string_equal(broken(b, "   ", 100, 0), "   ");
	assert_int_equal(b->lines[0].width, 0);
}

static void word_spaces_stretch_before_other_gaps(void **state)
{
	struct bench *b = *state;

	assert_string_equal(broken(b, "甲 乙 丙丁戊己", 480, 0), "甲 乙 丙丁/戊己");
	/* 4.5 em, stretched by 0.3: each space has room for a quarter of an em */
	assert_int_equal(b->lines[0].width, hundredths(480));
	assert_int_equal(b->lines[0].x[5] - b->lines[0].x[4], EM);
	assert_in_range(b->lines[0].x[2], hundredths(140) - 1, hundredths(140) + 1);
}

static void no_space_is_added_inside_numbers_and_words(void **state)
{
	struct bench *b = *state;

	broken(b, "甲12.5%乙GB/T丙丁戊己庚", 990, 0);
	assert_int_equal(b->line_n, 2);
	assert_int_equal(b->lines[0].width, hundredths(990));
	for (size_t i = 1; i < b->lines[0].last; i++) {
		lu step = b->lines[0].x[i] - b->lines[0].x[i - 1];

		if (b->s.clusters[i].tight)
			assert_int_equal(step, b->s.clusters[i - 1].advance);
		else
			assert_true(step > b->s.clusters[i - 1].advance);
	}
}

/* No gap except word spaces is stretched by more than half an em. */
static void check_gaps(struct bench *b)
{
	for (size_t n = 0; n < b->line_n; n++) {
		const struct text_line *l = &b->lines[n];

		for (size_t i = 1; i < l->last - l->first; i++) {
			const struct cluster *c = &b->s.clusters[l->first + i];
			lu gain = l->x[i] - l->x[i - 1] - c[-1].advance;

			assert_in_range(gain + EM, 0, EM + (c->tight ? 0 : EM / 2));
		}
	}
}

static void addresses_are_broken_after_punctuation(void **state)
{
	struct bench *b = *state;

	assert_string_equal(
	        broken(b, "请见https://www.tjbd.gov.cn/zwgk/xxgk/index.html页", 1000, 0),
	        "请见https://www.tjbd.\ngov.cn/zwgk/xxgk/\nindex.html页");
	check_gaps(b);
	assert_string_equal(broken(b, "邮箱为kejiju_xinxi@tj.example.gov.cn请查", 1000, 0),
	                    "邮箱为kejiju_xinxi@tj./example.gov.cn请查");
	check_gaps(b);
}

static void addresses_are_not_broken_near_their_ends(void **state)
{
	struct bench *b = *state;

	for (int measure = 550; measure < 1400; measure += 10) {
		const char *lines =
		        broken(b, "见www.example.gov.cn查，详见a.example.org。", measure, 0);

		assert_null(strstr(lines, "gov./cn"));
		assert_null(strstr(lines, "a./example"));
	}
}

static void long_words_are_broken_at_any_letter_and_short_ones_are_not(void **state)
{
	struct bench *b = *state;

	assert_string_equal(broken(b, "甲乙丙丁abcdefghijklmnopqrstuvwxyz戊", 1000, 0),
	                    "甲乙丙丁abcdefghijklm/nopqrstuvwxyz戊");
	check_gaps(b);
	assert_string_equal(broken(b, "甲乙丙丁戊己abcdefghij戊己庚辛壬癸", 1000, 0),
	                    "甲乙丙丁戊己/abcdefghij戊己庚辛壬/癸");
	check_gaps(b);
}

static void a_name_is_kept_with_its_number_if_possible(void **state)
{
	struct bench *b = *state;

	assert_string_equal(
	        broken(b, "甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸GB/T 9704规定", 2300, 0),
	        "甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸\nGB/T 9704规定");
	/* but not at the cost of a torn line */
	assert_string_equal(broken(b, "甲乙丙丁戊GB/T 9704规定甲乙", 800, 0),
	                    "甲乙丙丁戊GB/T \n9704规定甲乙");
}

static void a_line_before_an_unbreakable_sequence_is_left_short(void **state)
{
	struct bench *b = *state;

	assert_string_equal(broken(b, "甲乙丙1,234,567,890,123.45丁", 1000, 0),
	                    "甲乙丙/1,234,567,890,123.45丁");
	assert_int_equal(b->lines[0].width, hundredths(300));
	check_gaps(b);
}

static void inner_marks_and_units_are_tight(void **state)
{
	static const char *const WHOLE[] = {"https://a.b", "a..b",   "COVID-a", "12件", "33658次",
	                                    "13日",        "12万元", "3公里",   "10%"};
	struct bench *b = *state;

	for (size_t i = 0; i < COUNT(WHOLE); i++) {
		shape(b, WHOLE[i]);
		for (size_t k = 1; k < b->s.cluster_n; k++)
			assert_true(b->s.clusters[k].tight || b->s.clusters[k].cp == U'里');
	}
}

static void chinese_numerals_and_longer_units_are_kept_together(void **state)
{
	static const char *const KEPT[] = {
	        "二〇二四年", "十五日",  "三百二十件",       "24小",     "50平",         "3公",
	        "0.5个",      "12345热", "一千二百三十四人", "三十余件", "18.6平方千米", "3万公里",
	        "2个百分点",  "24小时",  "5千瓦时"};
	static const char *const LOOSE[] = {"12和",       "12的", "12等",  "一二三四五六",
	                                    "一三五七九", "平方", "3万平", "12人民"};
	struct bench *b = *state;

	for (size_t i = 0; i < COUNT(KEPT); i++) {
		shape(b, KEPT[i]);
		for (size_t k = 1; k < b->s.cluster_n; k++)
			assert_int_equal(b->s.clusters[k].brk, TEXT_NO_BREAK);
	}
	for (size_t i = 0; i < COUNT(LOOSE); i++) {
		shape(b, LOOSE[i]);
		assert_int_equal(b->s.clusters[b->s.cluster_n - 1].brk, TEXT_BREAK);
	}
}

static void formulas_and_measures_are_kept_together(void **state)
{
	static const char *const KEPT[] = {"H₂SO₄", "CO₂eq",     "A²B",     "x²+y²",   "T+1",
	                                   "C++",   "5G+",       "≥95%",    "≤-5℃",    "37.2°C",
	                                   "3∶1",   "8.1×10⁴m³", "10⁸元",   "1.5万m³", "1°30′15″",
	                                   "kW·h",  "a=b",       "5±0.1mm", "Na⁺",     "10μg/m³"};
	static const char *const LOOSE[] = {"甲→乙", "甲×", "达≥", "甲·乙", "A→B", "5%左", "10%—2"};
	struct bench *b = *state;

	for (size_t i = 0; i < COUNT(KEPT); i++) {
		shape(b, KEPT[i]);
		for (size_t k = 1; k < b->s.cluster_n; k++)
			assert_int_equal(b->s.clusters[k].brk, TEXT_NO_BREAK);
	}
	for (size_t i = 0; i < COUNT(LOOSE); i++) {
		shape(b, LOOSE[i]);
		assert_int_equal(b->s.clusters[b->s.cluster_n - 1].brk, TEXT_BREAK);
	}
}

static void a_unit_leaves_its_number_if_the_line_would_be_torn(void **state)
{
	struct bench *b = *state;

	assert_string_equal(broken(b, "一二三四1234567件，五六七八九十", 800, 0),
	                    "一二三四1234567/件，五六七八九十");
	assert_string_equal(broken(b, "一二三四五六七八九12件，五六七八九十", 1000, 0),
	                    "一二三四五六七八九/12件，五六七八九十");
	/* A date stays whole all the same, and a power, which is part of a formula. */
	assert_string_equal(broken(b, "一二三四12345×10⁸元，五六七八九十", 1000, 0),
	                    "一二三四/12345×10⁸元，五六/七八九十");
	assert_string_equal(broken(b, "一二三四1234567日，五六七八九十", 800, 0),
	                    "一二三四/1234567日，五六/七八九十");
}

static void a_grade_stays_with_its_letter_or_numeral(void **state)
{
	static const char *const HELD[] = {"A类", "5A级", "AAA级", "Ⅱ类", "Ⅳ期", "B座", "3级"};
	static const char *const LOOSE[] = {"GDP增", "A的", "Ⅱ和", "Web网"};
	struct bench *b = *state;

	for (size_t i = 0; i < COUNT(HELD); i++) {
		shape(b, HELD[i]);
		assert_int_equal(b->s.clusters[b->s.cluster_n - 1].hold, TEXT_UNIT);
	}
	for (size_t i = 0; i < COUNT(LOOSE); i++) {
		shape(b, LOOSE[i]);
		assert_int_equal(b->s.clusters[b->s.cluster_n - 1].brk, TEXT_BREAK);
	}
	assert_string_equal(broken(b, "一二三四五六七八九5A级，五六七八九十", 1000, 0),
	                    "一二三四五六七八九/5A级，五六七八九十");
}

static void marks_are_not_alone_on_the_last_line(void **state)
{
	struct bench *b = *state;

	assert_string_equal(broken(b, "一二三四五六七八九十……", 1000, 0),
	                    "一二三四五六七八/九十……");
	assert_string_equal(broken(b, "一二三四五六七八九……。”", 1000, 0),
	                    "一二三四五六七八/九……。”");
}

static void a_percent_sign_never_starts_a_line(void **state)
{
	static const char *const TEXTS[] = {"（甲）%", "甲％",     "甲‰", "甲℃", "甲°",
	                                    "10%5",    "甲）％乙", "km²", "甲¹", "10⁻²"};
	struct bench *b = *state;

	for (size_t i = 0; i < COUNT(TEXTS); i++) {
		bool seen = false;

		shape(b, TEXTS[i]);
		for (size_t k = 1; k < b->s.cluster_n; k++) {
			if (b->s.clusters[k].class_ != TEXT_SUFFIX)
				continue;
			assert_int_equal(b->s.clusters[k].brk, TEXT_NO_BREAK);
			seen = true;
		}
		assert_true(seen);
	}
}

static void heads_break_between_words(void **state)
{
	struct bench *b = *state;

	assert_string_equal(balanced(b, "天津市宝坻区人民政府2023年政府信息公开工作年度报告", 18),
	                    "天津市宝坻区人民政府2023年/政府信息公开工作年度报告");
	assert_string_equal(balanced(b, "天津市宝坻区科技局政府信息公开工作年度报告", 20),
	                    "天津市宝坻区科技局/政府信息公开工作年度报告");
	assert_string_equal(balanced(b, "甲乙丙2023年度政府信息公开情况报告", 14),
	                    "甲乙丙2023年度/政府信息公开情况报告");
}

/* A word is worth more than even lines, and than another line. */
static void heads_and_labels_keep_words_whole(void **state)
{
	struct bench *b = *state;

	assert_string_equal(balanced(b, "一二三政府信息公开", 8), "一二三/政府信息公开");
	assert_string_equal(balanced(b, "一二三政府信息公开", 5), "一二三/政府信息/公开");
}

static void headings_set_like_text_keep_words_whole(void **state)
{
	struct text_measure m = {.width = 9 * EM, .justify = true};
	struct bench *b = *state;

	shape(b, "一二三四五六七八政府信息公开");
	break_at(b, &m);
	assert_string_equal(lines_of(b), "一二三四五六七八政/府信息公开");
	m.sense = true;
	break_at(b, &m);
	assert_string_equal(lines_of(b), "一二三四五六七八/政府信息公开");
}

static void a_typed_indent_has_no_width(void **state)
{
	struct bench *b = *state;

	assert_string_equal(broken(b, "　　甲乙丙丁　戊己", 800, 200), "　　甲乙丙丁　戊/己");
	assert_int_equal(b->lines[0].x[2], 2 * EM);
	assert_int_equal(b->lines[0].width, 6 * EM);
	assert_string_equal(broken(b, "  abcdefgh", 200, 0), "  abcd/efgh");
	/* nor does it stretch with the line */
	assert_string_equal(broken(b, "　　一二三四五六七，八九", 900, 200),
	                    "　　一二三四五六/七，八九");
	assert_int_equal(b->lines[0].x[2], 2 * EM);
	assert_int_equal(b->lines[0].width, 7 * EM);
}

/* The first line hangs out and ends early, and the others are narrower than it. */
static void lines_below_a_hanging_one_keep_their_measure(void **state)
{
	assert_string_equal(
	        broken(*state,
	               "甲乙丙第一千二百三十四万五千六百七十八亿九千一百二十三条丁戊己甲乙丙丁",
	               1000, -500),
	        "甲乙丙/第一千二百三十四万五/千六百七十八亿九千一/百二十三条丁戊己甲乙/丙丁");
}

static void heads_break_at_hints(void **state)
{
	struct bench *b = *state;
	const char *head = "社会|公益|组织";

	assert_string_equal(balanced(b, head, 2), "社会/公益/组织");
	assert_string_equal(balanced(b, head, 3), "社会/公益/组织");
	assert_string_equal(balanced(b, head, 4), "社会公益/组织");
	assert_string_equal(balanced(b, head, 6), "社会公益组织");
	assert_int_equal(text_min_content(&b->s, &(struct text_parting){TEXT_ENDS_HEAD, LU_MAX}),
	                 2 * EM);
	assert_int_equal(text_max_content(&b->s), 6 * EM);
	assert_string_equal(balanced(b, "社会|公益|组织", 1), "社/会/公/益/组/织");
	/* They are no part of the text, whatever invisible stands before them. */
	assert_string_equal(balanced(b, "\u200B|甲|\u200B|乙", 1), "甲/乙");
}

static void heads_without_hints_have_lines_of_similar_length(void **state)
{
	struct bench *b = *state;

	assert_string_equal(balanced(b, "法律服务机构", 4), "法律服务/机构");
	assert_string_equal(balanced(b, "法律服务机", 4), "法律服/务机");
	assert_string_equal(balanced(b, "商业企业", 3), "商业/企业");
	assert_int_equal(text_min_content(&b->s, &(struct text_parting){TEXT_ENDS_HEAD, LU_MAX}),
	                 EM);
	assert_string_equal(balanced(b, "本年收费金额（单位：万元）", 10),
	                    "本年收费金额/（单位：万元）");
}

static void a_hint_does_not_override_a_prohibition_rule(void **state)
{
	struct bench *b = *state;

	assert_string_equal(balanced(b, "甲乙|，丙丁|戊", 5), "甲乙，丙丁/戊");
	assert_int_equal(b->s.cluster_n, 6);
	shape(b, "甲|乙"); /* without hints, '|' is an ordinary character */
	assert_int_equal(b->s.cluster_n, 3);
}

/* Quadratic time would make this test time out. */
static void long_monotonous_texts_take_linear_time(void **state)
{
	static const char *const UNITS[] = {" ",  "，", "万", "-",       "a",
	                                    "（", "第", "—",  "e\u0301", "\u200B"};
	struct bench *b = *state;

	for (size_t i = 0; i < COUNT(UNITS); i++) {
		struct buf text = {0};

		buf_puts(&text, "第1");
		for (int k = 0; k < 100000; k++)
			buf_puts(&text, UNITS[i]);
		shape(b, text.p);
		for (int balance = 0; balance < 2; balance++) {
			const struct text_measure m = {
			        .width = LINE_28, .justify = true, .balance = balance};

			break_at(b, &m);
			assert_int_equal(b->lines[b->line_n - 1].last, b->s.cluster_n);
		}
		assert_true(
		        text_max_content(&b->s) >=
		        text_min_content(&b->s, &(struct text_parting){TEXT_ENDS_HEAD, LU_MAX}));
		buf_release(&text);
		arena_release(&b->arena);
	}
}

/* The widths of a text in one line, in two …; in each of them it takes no more lines than that. */
static void a_text_has_a_least_width_for_every_number_of_lines(void **state)
{
	static const char *const texts[] = {"其他法律行政法规禁止公开", "社会|公益|组织",
	                                    "2025年1月24日印发", "津政办发〔2025〕3号文件"};
	struct bench *b = *state;
	lu widths[8];

	for (size_t i = 0; i < COUNT(texts); i++) {
		size_t n;

		balanced(b, texts[i], 40);
		n = text_line_widths(&b->s, &(struct text_parting){TEXT_ENDS_SENSE, LU_MAX},
		                     COUNT(widths), widths);
		assert_in_range(n, 2, COUNT(widths));
		assert_int_equal(widths[0], text_max_content(&b->s));
		assert_true(
		        widths[n - 1] >=
		        text_min_content(&b->s, &(struct text_parting){TEXT_ENDS_SENSE, LU_MAX}));
		for (size_t k = 0; k < n; k++) {
			const struct text_measure m = {.width = widths[k], .balance = true};

			assert_true(k == 0 || widths[k] <= widths[k - 1]);
			break_at(b, &m);
			assert_in_range(b->line_n, 1, k + 1);
		}
	}
	balanced(b, "社会|公益|组织", 40);
	assert_int_equal(
	        text_line_widths(&b->s, &(struct text_parting){TEXT_ENDS_HEAD, LU_MAX}, 8, widths),
	        3);
	assert_int_equal(widths[1], 4 * EM);
	assert_int_equal(widths[2], 2 * EM);
}

static void an_address_is_as_narrow_as_its_longest_part(void **state)
{
	struct bench *b = *state;
	lu whole;

	balanced(b, "https://www.example.cn/abcdef/abcdef", 40);
	whole = text_max_content(&b->s);
	for (enum text_ends ends = TEXT_ENDS_SENSE; ends <= TEXT_ENDS_RUNNING; ends++)
		assert_true(text_min_content(&b->s, &(struct text_parting){ends, LU_MAX}) <
		            whole / 2);
	assert_true(text_min_content(&b->s, &(struct text_parting){TEXT_ENDS_LETTERS, LU_MAX}) <
	            text_min_content(&b->s, &(struct text_parting){TEXT_ENDS_RUNNING, LU_MAX}));
}

static void a_word_wider_than_half_the_measure_is_parted_between_letters(void **state)
{
	struct bench *b = *state;
	lu whole;

	balanced(b, "abcdefghijklmnopqrstuvwxyz", 40);
	whole = text_max_content(&b->s);
	assert_int_equal(
	        text_min_content(&b->s, &(struct text_parting){TEXT_ENDS_SENSE, whole * 2}), whole);
	assert_true(text_min_content(&b->s, &(struct text_parting){TEXT_ENDS_SENSE, whole}) <
	            whole / 2);
}

static void a_head_is_as_narrow_as_its_longest_word(void **state)
{
	struct bench *b = *state;
	const struct text_parting words = {TEXT_ENDS_SENSE, LU_MAX}, any = {TEXT_ENDS_HEAD, LU_MAX};

	balanced(b, "政府公开", 40);
	assert_int_equal(text_min_content(&b->s, &words), 2 * EM);
	assert_int_equal(text_min_content(&b->s, &any), EM);
}

static void a_typed_line_break_ends_a_line(void **state)
{
	struct bench *b = *state;
	lu widths[8];

	assert_string_equal(broken(b, "一二三\n四五六七八九十甲乙丙丁\n12\n3", 1000, 200),
	                    "一二三/四五六七八九十甲乙/丙丁/12\n/3");
	assert_int_equal(b->lines[0].start, 2 * EM);
	assert_int_equal(b->lines[0].width, 3 * EM); /* not justified */
	assert_int_equal(b->lines[1].start, 0);
	assert_int_equal(text_max_content(&b->s), 11 * EM);
	assert_string_equal(broken(b, "一2\n34五", 1000, 0),
	                    "一2\n/34五"); /* not in a number, too */
	assert_string_equal(balanced(b, "一二三四五六\n七八", 4), "一二三四/五六/七八");
	assert_int_equal(
	        text_line_widths(&b->s, &(struct text_parting){TEXT_ENDS_HEAD, LU_MAX}, 4, widths),
	        4);
	assert_int_equal(widths[0], 6 * EM); /* two lines at least */
	assert_int_equal(widths[1], 6 * EM);
	assert_int_equal(widths[2], 3 * EM);
	assert_int_equal(text_min_content(&b->s, &(struct text_parting){TEXT_ENDS_RUNNING, LU_MAX}),
	                 EM);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	        TEST(an_empty_text_has_no_lines),
	        TEST(one_character_makes_one_line),
	        TEST(a_measure_too_narrow_for_anything_terminates),
	        TEST(the_weakest_hold_is_broken_first),
	        TEST(a_mark_after_an_ordinal_is_no_part_of_it),
	        TEST(spaces_at_the_end_of_a_line_have_no_width),
	        TEST(word_spaces_stretch_before_other_gaps),
	        TEST(no_space_is_added_inside_numbers_and_words),
	        TEST(addresses_are_broken_after_punctuation),
	        TEST(addresses_are_not_broken_near_their_ends),
	        TEST(long_words_are_broken_at_any_letter_and_short_ones_are_not),
	        TEST(a_name_is_kept_with_its_number_if_possible),
	        TEST(a_line_before_an_unbreakable_sequence_is_left_short),
	        TEST(inner_marks_and_units_are_tight),
	        TEST(chinese_numerals_and_longer_units_are_kept_together),
	        TEST(formulas_and_measures_are_kept_together),
	        TEST(a_unit_leaves_its_number_if_the_line_would_be_torn),
	        TEST(a_grade_stays_with_its_letter_or_numeral),
	        TEST(marks_are_not_alone_on_the_last_line),
	        TEST(a_percent_sign_never_starts_a_line),
	        TEST(heads_break_between_words),
	        TEST(heads_and_labels_keep_words_whole),
	        TEST(headings_set_like_text_keep_words_whole),
	        TEST(a_typed_indent_has_no_width),
	        TEST(lines_below_a_hanging_one_keep_their_measure),
	        TEST(heads_break_at_hints),
	        TEST(heads_without_hints_have_lines_of_similar_length),
	        TEST(a_hint_does_not_override_a_prohibition_rule),
	        TEST(a_text_has_a_least_width_for_every_number_of_lines),
	        TEST(an_address_is_as_narrow_as_its_longest_part),
	        TEST(a_word_wider_than_half_the_measure_is_parted_between_letters),
	        TEST(a_head_is_as_narrow_as_its_longest_word),
	        TEST(a_typed_line_break_ends_a_line),
	        TEST(long_monotonous_texts_take_linear_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
