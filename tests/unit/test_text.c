/* SPDX-License-Identifier: MIT */
#include "text/text.h"

#include "text_bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/class.h"

static void classes_of_punctuation(void **state)
{
	static const struct {
		enum text_class class_;
		const uint32_t *marks;
	} EXPECTED[] = {
	        {TEXT_OPENING, U"“‘（《〈「『【〔〖［｛("},
	        {TEXT_CLOSING, U"”’）》〉」』】〕〗］｝)"},
	        {TEXT_PAUSE, U"，、：；"},
	        {TEXT_STOP, U"。？！"},
	        {TEXT_INTERPUNCT, U"·・"},
	        {TEXT_SOLIDUS, U"/／"},
	        {TEXT_CONNECTOR, U"—～–"},
	        {TEXT_HYPHEN, U"-"},
	        {TEXT_POINT, U".,:;!?"},
	        {TEXT_PREFIX, U"+±−¥￥$№"},
	        {TEXT_SUFFIX, U"%％‰℃°㎡′″²₂"},
	        {TEXT_DIGIT, U"0189０９"},
	        {TEXT_LATIN, U"azAZéα"},
	        {TEXT_SPACE, U" 　"},
	        {TEXT_HAN, U"一龥〇々㐀𠀀𬺓①←→⇿あ"},
	        {TEXT_SIGN, U"×÷≥≤≈∶"},
	        {TEXT_FIXED_SPACE, U"\u00A0"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(EXPECTED); i++) {
		for (const uint32_t *cp = EXPECTED[i].marks; *cp != 0; cp++)
			assert_int_equal(text_class_of(*cp), EXPECTED[i].class_);
	}
}

static void twenty_eight_characters_fill_the_line_exactly(void **state)
{
	struct bench *b = *state;
	const char *text = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一";
	const struct text_measure m = {.width = 28 * 16172, .justify = true};

	shape(b, text);
	b->in.pitch = 16172; /* 156 mm / 28 */
	assert_int_equal(text_shape(&b->arena, b->fs, &b->in, &b->dl, &b->s), RC_OK);
	break_at(b, &m);
	assert_int_equal(b->line_n, 2);
	assert_int_equal(b->lines[0].last, 28);
	for (size_t i = 0; i < 28; i++)
		assert_int_equal(b->lines[0].x[i], (lu)i * 16172);
	assert_int_equal(b->lines[0].width, 28 * 16172);
	assert_int_equal(b->s.glyphs[0].size, EM); /* the pitch is tracking, not a smaller type */
}

static void a_mark_that_must_not_start_a_line_takes_a_character_with_it(void **state)
{
	struct bench *b = *state;

	assert_string_equal(broken(b, "一二三四五六七八九十，甲乙丙", 1000, 0),
	                    "一二三四五六七八九/十，甲乙丙");
	/* eight gaps between nine characters are stretched by one em in total */
	assert_int_equal(b->lines[0].x[8], 9 * EM);
	assert_int_equal(b->lines[0].width, 10 * EM);
	assert_int_equal(b->lines[1].width, 5 * EM);
}

static void a_mark_is_fitted_in_by_shrinking_another(void **state)
{
	struct bench *b = *state;

	assert_string_equal(broken(b, "一二三，四五六七八九，十甲乙丙", 1000, 0),
	                    "一二三，四五六七八九，/十甲乙丙");
	assert_int_equal(b->lines[0].x[4], hundredths(350)); /* the inner comma has no blank left */
	assert_int_equal(b->lines[0].width, 10 * EM);
	assert_int_equal(b->lines[1].width, 4 * EM);
}

/* A typed full-width space shrinks too, to a quarter of an em. */
static void a_mark_is_fitted_in_by_shrinking_a_space(void **state)
{
	struct bench *b = *state;

	assert_string_equal(broken(b, "一二　三四五六七八九，十甲", 1000, 0),
	                    "一二　三四五六七八九，/十甲");
	assert_int_equal(b->lines[0].x[3], hundredths(250));
	assert_string_equal(broken(b, "一二　三四五六七八九”，十", 1000, 0),
	                    "一二　三四五六七八/九”，十");
}

static void opening_marks_do_not_end_a_line(void **state)
{
	struct bench *b = *state;

	assert_string_equal(broken(b, "一二三四五六七八九（十）甲乙", 1000, 0),
	                    "一二三四五六七八九/（十）甲乙");
	assert_int_equal(b->lines[1].width, hundredths(450));
	assert_int_equal(b->lines[1].x[0], -EM / 2); /* so that its ink starts at the edge */
	assert_int_equal(b->lines[1].x[1], EM / 2);
}

static void adjacent_marks_take_an_em_and_a_half(void **state)
{
	struct bench *b = *state;

	assert_string_equal(broken(b, "他说：“好。”", 1000, 0), "他说：“好。”");
	assert_int_equal(b->lines[0].width, hundredths(550));
	assert_string_equal(broken(b, "《条例》（国令）", 1000, 0), "《条例》（国令）");
	assert_int_equal(b->lines[0].width, hundredths(650));
	assert_string_equal(broken(b, "“（）”，。一", 2000, 0), "“（）”，。一");
	/* “ ½ （ ½ ） ½ ” ½ ， 1 。 1 */
	assert_int_equal(b->lines[0].x[6], 4 * EM);
}

static void interpuncts_take_half_an_em_with_a_centred_dot(void **state)
{
	static const char *const ROLES[] = {"仿宋", "黑体"}; /* advances in the faces: 327, 1000 */
	struct bench *b = *state;

	assert_string_equal(broken(b, "卡尔·马克思", 1000, 0), "卡尔·马克思");
	assert_int_equal(b->lines[0].width, hundredths(550));
	for (size_t i = 0; i < 2; i++) {
		const struct text_glyph *g;
		int box[4];
		lu left, right;

		shape_in(b, ROLES[i], "卡·马", false);
		g = &b->s.glyphs[1];
		assert_true(font_glyph_box(g->font, g->gid, box));
		left = g->dx + lu_scale(EM, box[0], 1000);
		right = EM / 2 - (g->dx + lu_scale(EM, box[2], 1000));
		assert_in_range(left - right + EM / 50, 0, EM / 25);
		assert_int_equal(g->advance, EM / 2);
	}
}

static void document_numbers_are_not_broken(void **state)
{
	struct bench *b = *state;
	const char *text = "国办公开办函〔2021〕30号";

	assert_string_equal(broken(b, text, 2000, 0), text);
	assert_int_equal(b->lines[0].width, hundredths(1200));
	for (int measure = 700; measure < 1100; measure += 25)
		assert_string_equal(broken(b, text, measure, 0), "国办公开办函/〔2021〕30号");
	for (int measure = 1100; measure < 1200; measure += 25) /* its brackets shrink */
		assert_string_equal(broken(b, text, measure, 0), text);
}

static void an_opening_mark_after_the_indent_loses_its_blank(void **state)
{
	struct bench *b = *state;

	assert_string_equal(broken(b, "“三安全一稳定”的，不予公开", 2800, 200),
	                    "“三安全一稳定”的，不予公开");
	assert_int_equal(b->lines[0].start, 2 * EM);
	assert_int_equal(b->lines[0].x[0], hundredths(150));
	assert_int_equal(b->lines[0].width, hundredths(1350));
}

static void a_line_that_fills_the_measure_is_not_adjusted(void **state)
{
	struct bench *b = *state;

	assert_string_equal(broken(b, "一二三四五六七八九十“甲乙”丙丁戊己庚辛", 1200, 0),
	                    "一二三四五六七八九十“甲/乙”丙丁戊己庚辛");
	for (size_t i = 0; i < 12; i++)
		assert_int_equal(b->lines[0].x[i], (lu)i * EM);
	assert_int_equal(b->lines[1].width, 8 * EM);
}

static void a_comma_at_the_end_of_a_line_takes_half_an_em(void **state)
{
	struct bench *b = *state;

	assert_string_equal(broken(b, "第二十条第（一）项、第（五）项", 1000, 0),
	                    "第二十条第（一）项、/第（五）项");
	assert_int_equal(b->lines[0].x[9], hundredths(950)); /* its ink is flush with the edge */
	assert_int_equal(b->lines[0].width, 10 * EM);
	assert_int_equal(b->lines[1].width, 5 * EM);
	assert_string_equal(broken(b, "一二三四（五六），戊己庚辛甲乙丙丁", 1000, 0),
	                    "一二三四（五六），戊/己庚辛甲乙丙丁");
	assert_int_equal(b->lines[1].width, 7 * EM);
	assert_string_equal(broken(b, "2024年，共收到申请12件。", 2800, 200),
	                    "2024年，共收到申请12件。");
	assert_int_equal(b->lines[0].width, hundredths(1150));
}

/* None of these is broken if the measure is wide enough for it. */
static void numbers_are_kept_with_their_signs_and_units(void **state)
{
	static const char *const WHOLE[] = {
	        "2024年",     "12月",         "12万元",       "100余件",
	        "30号",       "3.5%",         "1,234.5元",    "12:30",
	        "2024/12",    "022-29242",    "+15",          "−3",
	        "¥20",        "37℃",          "第3.1.2条",    "第二十条",
	        "第（一）项", "第十二届",     "GB/T",         "Xinhua",
	        "a1b2",       "www.gov.cn",   "——",           "……",
	        "15‰",        "第（十二）项", "〔2021〕30号", "〔2021〕第30号",
	        "“一",        "一，",         "12 件",        "1.属",
	        "10％",       "一）。",       "100$",
	};
	struct bench *b = *state;
	char text[128];

	for (size_t i = 0; i < COUNT(WHOLE); i++) {
		lu wide;

		shape(b, WHOLE[i]);
		wide = text_max_content(&b->s) + EM / 2; /* inside a line, marks keep their blank */
		if (strncmp(WHOLE[i], "www.", 4) != 0)   /* an address is, in a column */
			assert_in_range(
			        text_min_content(&b->s,
			                         &(struct text_parting){TEXT_ENDS_HEAD, LU_MAX}),
			        text_max_content(&b->s), wide);
		snprintf(text, sizeof(text), "一二三四%s甲乙丙丁", WHOLE[i]);
		shape(b, text);
		for (lu w = wide; w < 12 * EM; w += EM / 8) {
			const struct text_measure m = {.width = w};

			break_at(b, &m);
			assert_non_null(strstr(lines_of(b), WHOLE[i]));
		}
	}
}

static void a_range_of_years_breaks_only_after_its_dash(void **state)
{
	struct bench *b = *state;

	assert_string_equal(broken(b, "自2020—2024年止", 450, 0), "自2020—/2024年止");
	assert_string_equal(broken(b, "自2020—2024年止", 350, 0), "自/2020—/2024年/止");
}

/* More marks than HarfBuzz gets in one run; shaping has no limit. */
static void a_letter_keeps_all_its_marks(void **state)
{
	enum { MARK_N = 20000 };
	struct bench *b = *state;
	char *text = calloc(1, 3 + 2 * MARK_N + 1);

	memcpy(text, "\u7532", 3);
	for (int i = 0; i < MARK_N; i++)
		memcpy(text + 3 + (size_t)2 * i, "\u0301", 2);
	shape(b, text);
	assert_int_equal(b->s.cluster_n, 1);
	assert_int_equal(b->s.clusters[0].len, 3 + 2 * MARK_N);
	free(text);
}

static void two_em_marks_take_two_em_in_every_face(void **state)
{
	static const char *const ROLES[] = {"小标宋", "仿宋", "黑体", "宋体"};
	static const char *const TEXTS[] = {"一——二", "一……二", "一⋯⋯二", "一⸺二"};
	struct bench *b = *state;

	for (size_t i = 0; i < 16; i++) {
		shape_in(b, ROLES[i / 4], TEXTS[i % 4], false);
		assert_int_equal(b->s.cluster_n, 3);
		assert_int_equal(b->s.clusters[1].class_, TEXT_TWO_EM);
		assert_int_equal(b->s.clusters[1].advance, 2 * EM);
		assert_int_equal(b->s.clusters[1].len, strlen(TEXTS[i % 4]) - 6);
		assert_int_equal(b->s.missing_n, 0);
	}
	shape(b, "———— —");
	assert_int_equal(b->s.cluster_n, 4); /* two pairs, a space, a single dash */
	assert_int_equal(b->s.clusters[1].brk, TEXT_BREAK);
	assert_int_equal(b->s.clusters[3].advance, EM);
}

static void fallbacks_are_shifted_and_take_a_full_em(void **state)
{
	struct bench *b = *state;

	shape(b, "一𬺓1");
	assert_int_equal(b->s.cluster_n, 3);
	assert_int_equal(b->s.clusters[1].cp, 0x2CE93);
	assert_int_equal(b->s.clusters[1].advance, EM);
	assert_int_equal(b->s.clusters[1].len, 4);
	assert_int_equal(b->s.glyphs[1].dy, lu_scale(EM, -80, 1000));
	assert_int_equal(b->s.glyphs[0].dy, 0);
	assert_ptr_not_equal(b->s.glyphs[0].font, b->s.glyphs[1].font);
	assert_int_equal(b->s.clusters[2].advance, EM / 2);
}

static void missing_characters_are_listed_and_take_an_em(void **state)
{
	struct bench *b = *state;

	shape(b, "一龘二\t\x7F三龘");
	assert_int_equal(b->s.missing_n, 4);
	assert_int_equal(b->s.missing[0].cp, U'龘');
	assert_int_equal(b->s.missing[0].off, 3);
	assert_int_equal(b->s.missing[1].cp, '\t');
	assert_int_equal(b->s.missing[2].cp, 0x7F);
	assert_int_equal(b->s.missing[3].off, 14);
	assert_int_equal(b->s.cluster_n, 7);
	assert_int_equal(b->s.clusters[1].advance, EM);
	assert_int_equal(b->s.clusters[1].glyph_n, 0);
	shape(b, "一");
	assert_int_equal(b->s.missing_n, 0);
	assert_null(b->s.missing);
}

static void scaled_faces_take_a_full_em_with_centred_ink(void **state)
{
	struct bench *b = *state;

	open_with(b, "{\"roles\":{\"r\":[{\"file\":\"serif.otf\",\"scale\":900,\"shift\":50}]}}");
	shape_in(b, "r", "一——1", false);
	assert_int_equal(b->s.clusters[0].advance, EM);
	assert_int_equal(b->s.clusters[1].advance, 2 * EM);
	assert_true(b->s.clusters[2].advance < EM / 2);
	assert_int_equal(b->s.glyphs[0].size, lu_scale(EM, 9, 10));
	assert_int_equal(b->s.glyphs[0].dx, (EM - lu_scale(EM, 9, 10)) / 2);
	assert_int_equal(b->s.glyphs[0].dy, lu_scale(EM, 50, 1000));
}

/* Marks that are as wide as a character, whatever the width that a face gives them. */
static void dashes_and_the_wide_blank_take_a_full_em_in_every_face(void **state)
{
	static const char *const TEXTS[] = {"一—二", "一　二", "一（二", "一，二"};
	struct bench *b = *state;

	open_with(b, "{\"roles\":{\"r\":[{\"file\":\"serif.otf\",\"scale\":900}]}}");
	for (size_t i = 0; i < COUNT(TEXTS); i++) {
		shape_in(b, "r", TEXTS[i], false);
		assert_int_equal(b->s.cluster_n, 3);
		assert_int_equal(b->s.clusters[1].glyph_n, 1);
		assert_int_equal(b->s.clusters[1].advance, EM);
	}
	shape_in(b, "r", "一·二", false);
	assert_int_equal(b->s.clusters[1].advance, EM / 2);
}

/* Shapes a text in several styles. */
static void shape_runs(struct bench *b, const char *text, const struct text_run *runs, size_t n)
{
	b->in = (struct text_input){
	        .text = text, .len = strlen(text), .role = -1, .runs = runs, .run_n = n};
	assert_int_equal(text_shape(&b->arena, b->fs, &b->in, &b->dl, &b->s), RC_OK);
}

static void each_style_of_a_text_keeps_its_face_and_size(void **state)
{
	struct bench *b = *state;
	const struct text_run runs[] = {
	        {.len = 9, .role = font_role_lookup(b->fs, "黑体"), .size = EM, .pitch = EM},
	        {.len = 0},
	        {.len = 7,
	         .role = font_role_lookup(b->fs, "仿宋"),
	         .size = EM / 2,
	         .pitch = EM / 2 + 100},
	};
	const struct text_measure m = {.width = 20 * EM};

	shape_runs(b, "总体。主1动·", runs, 3);
	assert_int_equal(b->s.cluster_n, 7);
	for (size_t i = 0; i < 7; i++) {
		const struct cluster *c = &b->s.clusters[i];
		const struct text_glyph *g = &b->s.glyphs[c->glyph_first];

		assert_int_equal(c->em, i < 3 ? EM : EM / 2 + 100);
		assert_int_equal(g->size, i < 3 ? EM : EM / 2);
		assert_int_equal(g->off, c->off);
		assert_int_equal(g->len, c->len);
		assert_ptr_equal(g->font == b->s.glyphs[0].font, i < 3);
	}
	assert_int_equal(b->s.clusters[3].off, 9);
	assert_int_equal(b->s.clusters[3].advance, EM / 2 + 100);
	assert_int_equal(b->s.clusters[4].advance, EM / 4 + 50); /* a Latin digit, half an em */
	assert_int_equal(b->s.clusters[6].advance, EM / 4 + 50); /* the interpunct */
	break_at(b, &m);
	assert_int_equal(b->line_n, 1);
	assert_int_equal(b->lines[0].x[3], 3 * EM);
	/* The same text in the first style only. */
	shape_runs(b, "总体。主1动·", runs, 1);
	assert_int_equal(b->s.clusters[6].em, EM);
}

static void marks_take_the_style_of_their_base(void **state)
{
	struct bench *b = *state;
	const struct text_run runs[] = {
	        {.len = 4, .role = font_role_lookup(b->fs, "宋体"), .size = EM, .pitch = EM},
	        {.len = 99,
	         .role = font_role_lookup(b->fs, "黑体"),
	         .size = 2 * EM,
	         .pitch = 2 * EM},
	};

	shape_runs(b, "一e\u0301、", runs, 2);
	assert_int_equal(b->s.cluster_n, 3);
	assert_int_equal(b->s.clusters[1].len, 3);
	assert_int_equal(b->s.glyphs[b->s.clusters[1].glyph_first].size, EM);
	assert_int_equal(b->s.clusters[1].em, EM);
	assert_int_equal(b->s.clusters[2].em, 2 * EM);
	/* Two halves in different styles do not form a two-em mark. */
	shape_runs(b, "a——二", runs, 2);
	assert_int_equal(b->s.cluster_n, 4);
	assert_int_equal(b->s.clusters[1].advance, EM);
	assert_int_equal(b->s.clusters[2].advance, 2 * EM);
}

static void missing_characters_are_listed_with_their_role(void **state)
{
	struct bench *b = *state;
	const struct text_run runs[] = {
	        {.len = 6, .role = font_role_lookup(b->fs, "宋体"), .size = EM, .pitch = EM},
	        {.len = 3, .role = font_role_lookup(b->fs, "黑体"), .size = EM, .pitch = EM},
	};

	shape_runs(b, "一龘龘", runs, 2);
	assert_int_equal(b->s.missing_n, 2);
	assert_int_equal(b->s.missing[0].role, runs[0].role);
	assert_int_equal(b->s.missing[1].role, runs[1].role);
	assert_string_equal(font_role_name(b->fs, b->s.missing[1].role), "黑体");
}

/* Ink as drawn in marks.ttf by make_fonts.py, in 1/1000 em. */
static void marks_are_positioned_alike_in_every_face(void **state)
{
	static const struct {
		const char *text;
		size_t cluster;
		int advance, left, right; /* of the cluster and its ink, in 1/1000 em */
	} CASES[] = {
	        {"一“一", 1, 1000, 710, 960},  /* narrow: right half, close to what it opens */
	        {"一·一", 1, 500, 180, 320},   /* fwid: dot centred in half an em */
	        {"一：一", 1, 1000, 40, 160},  /* where halt has it */
	        {"一？一", 1, 1000, 150, 350}, /* no halt: centred in its half */
	        {"一｛一", 1, 1000, 100, 900}, /* too wide for its half */
	        {"一’一", 1, 1000, 50, 150},   /* quotation mark */
	        {"H’H", 1, 200, 50, 150},      /* apostrophe: pwid */
	        {"一H’", 2, 1000, 50, 150},    /* quotation mark: closing */
	};
	struct bench *b = *state;

	open_with(b, "{\"roles\":{\"r\":[{\"file\":\"marks.ttf\"}]}}");
	for (size_t i = 0; i < COUNT(CASES); i++) {
		const struct cluster *c;
		const struct text_glyph *g;
		int box[4];

		shape_in(b, "r", CASES[i].text, false);
		c = &b->s.clusters[CASES[i].cluster];
		g = &b->s.glyphs[c->glyph_first];
		assert_int_equal(c->advance, lu_scale(EM, CASES[i].advance, 1000));
		assert_true(font_glyph_box(g->font, g->gid, box));
		assert_in_range(g->dx + lu_scale(EM, box[0], 1000) + EM,
		                lu_scale(EM, 1000 + CASES[i].left, 1000) - 2,
		                lu_scale(EM, 1000 + CASES[i].left, 1000) + 2);
		assert_int_equal(box[2] - box[0], CASES[i].right - CASES[i].left);
	}
	assert_int_equal(b->s.clusters[1].class_, TEXT_LATIN);
}

/* The dash of marks.ttf has side bearings of 20; here it is also tracked out. */
static void the_halves_of_a_dash_overlap(void **state)
{
	struct bench *b = *state;
	const struct text_glyph *g;
	lu first_end, second_start;

	open_with(b, "{\"roles\":{\"r\":[{\"file\":\"marks.ttf\"}]}}");
	b->in = (struct text_input){.text = "——", .len = 6, .size = EM, .pitch = EM + 500};
	assert_int_equal(text_shape(&b->arena, b->fs, &b->in, &b->dl, &b->s), RC_OK);
	assert_int_equal(b->s.clusters[0].advance, 2 * (EM + 500));
	assert_int_equal(b->s.glyph_n, 2);
	g = b->s.glyphs;
	first_end = g[0].dx + lu_scale(EM, 980, 1000);
	second_start = g[0].advance + g[1].dx + lu_scale(EM, 20, 1000);
	assert_true(second_start < first_end && second_start > first_end - EM / 20);
	/* centred in its advance */
	assert_in_range(g[0].dx + lu_scale(EM, 20, 1000) + g[0].advance + g[1].dx +
	                        lu_scale(EM, 980, 1000),
	                2 * (EM + 500) - 4, 2 * (EM + 500) + 4);
}

static void an_absent_face_stops_shaping(void **state)
{
	struct bench *b = *state;

	open_with(b, "{\"roles\":{\"r\":[{\"file\":\"gone.ttf\"}]}}");
	b->in = (struct text_input){.text = "一", .len = 3, .size = EM, .pitch = EM};
	assert_int_equal(text_shape(&b->arena, b->fs, &b->in, &b->dl, &b->s), RC_IO);
	assert_int_equal(b->dl.error_n, 1);
}

/* Every source byte belongs to a glyph, so that text extraction returns the original text. */
static void invisible_characters_stay_with_their_neighbours(void **state)
{
	static const char *const TEXTS[] = {"\uFEFF一\u200B二\u200D\u200C三", "\u200B\u200B一",
	                                    "一\u00AD二\uFEFF", "e\u0301一\uFE01"};
	struct bench *b = *state;

	for (size_t i = 0; i < COUNT(TEXTS); i++) {
		size_t next = 0;

		shape(b, TEXTS[i]);
		assert_int_equal(b->s.missing_n, 0);
		for (size_t g = 0; g < b->s.glyph_n; g++) {
			if (b->s.glyphs[g].len == 0)
				continue;
			assert_int_equal(b->s.glyphs[g].off, next);
			next += b->s.glyphs[g].len;
		}
		assert_int_equal(next, strlen(TEXTS[i]));
	}
	shape(b, "\u200B\uFEFF");
	assert_int_equal(b->s.cluster_n, 0);
	shape(b, "GB\u200BT");
	assert_int_equal(b->s.clusters[2].brk, TEXT_BREAK);
}

static void a_variation_selector_selects_the_form_of_its_base(void **state)
{
	struct bench *b = *state;

	shape(b, "一、\uFE01二、");
	assert_int_equal(b->s.cluster_n, 4);
	assert_int_equal(b->s.clusters[1].len, 6);
	assert_int_equal(b->s.glyph_n, 4);
	assert_int_not_equal(b->s.glyphs[1].gid, b->s.glyphs[3].gid);
	assert_int_equal(b->s.glyphs[1].len, 6);
	/* It stays in the middle. */
	assert_int_equal(b->s.glyphs[1].dx, 0);
	shape(b, "一\uFE01"); /* no such form: the selector has no effect */
	assert_int_equal(b->s.glyph_n, 1);
	assert_int_equal(b->s.clusters[0].len, 6);
}

/* marks.ttf has U+FF1A; serif.otf has it and its variation sequence. */
static void a_variation_sequence_comes_from_the_face_that_has_it(void **state)
{
	struct bench *b = *state;

	open_with(b, "{\"roles\":{\"r\":[{\"file\":\"marks.ttf\"},{\"file\":\"serif.otf\"},"
	             "{\"file\":\"gone\"}]}}");
	shape_in(b, "r", "：\uFE01：", false);
	assert_int_equal(b->s.cluster_n, 2);
	assert_int_equal(b->s.clusters[0].len, 6);
	assert_int_equal(b->s.glyphs[0].len, 6);
	assert_int_equal(b->s.glyphs[0].chain, 1);
	assert_int_equal(b->s.glyphs[1].chain, 0);
	shape_in(b, "r", "一\U000E0100一", false); /* no face has this one */
	assert_int_equal(b->s.clusters[0].len, 7);
	assert_int_equal(b->s.glyphs[0].gid, b->s.glyphs[1].gid);
	assert_ptr_equal(b->s.glyphs[0].font, b->s.glyphs[1].font);
	assert_int_equal(b->dl.error_n, 0);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	        TEST(classes_of_punctuation),
	        TEST(twenty_eight_characters_fill_the_line_exactly),
	        TEST(a_mark_that_must_not_start_a_line_takes_a_character_with_it),
	        TEST(a_mark_is_fitted_in_by_shrinking_another),
	        TEST(a_mark_is_fitted_in_by_shrinking_a_space),
	        TEST(opening_marks_do_not_end_a_line),
	        TEST(adjacent_marks_take_an_em_and_a_half),
	        TEST(interpuncts_take_half_an_em_with_a_centred_dot),
	        TEST(document_numbers_are_not_broken),
	        TEST(an_opening_mark_after_the_indent_loses_its_blank),
	        TEST(a_line_that_fills_the_measure_is_not_adjusted),
	        TEST(a_comma_at_the_end_of_a_line_takes_half_an_em),
	        TEST(numbers_are_kept_with_their_signs_and_units),
	        TEST(a_range_of_years_breaks_only_after_its_dash),
	        TEST(a_letter_keeps_all_its_marks),
	        TEST(two_em_marks_take_two_em_in_every_face),
	        TEST(fallbacks_are_shifted_and_take_a_full_em),
	        TEST(missing_characters_are_listed_and_take_an_em),
	        TEST(scaled_faces_take_a_full_em_with_centred_ink),
	        TEST(dashes_and_the_wide_blank_take_a_full_em_in_every_face),
	        TEST(each_style_of_a_text_keeps_its_face_and_size),
	        TEST(marks_take_the_style_of_their_base),
	        TEST(missing_characters_are_listed_with_their_role),
	        TEST(marks_are_positioned_alike_in_every_face),
	        TEST(the_halves_of_a_dash_overlap),
	        TEST(a_variation_sequence_comes_from_the_face_that_has_it),
	        TEST(an_absent_face_stops_shaping),
	        TEST(invisible_characters_stay_with_their_neighbours),
	        TEST(a_variation_selector_selects_the_form_of_its_base),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
