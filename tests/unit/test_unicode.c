/* SPDX-License-Identifier: MIT */
/* test_unicode.c: what is invisible, over all code points, and what becomes of it in a text. */
#include "base/unicode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/utf8.h"

enum { CODE_POINT_N = 0x110000 };

struct range {
	uint32_t first, last;
};

static bool is_in(uint32_t cp, const struct range *ranges, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (cp >= ranges[i].first && cp <= ranges[i].last)
			return true;
	return false;
}

/* DerivedCoreProperties.txt of Unicode 15: Default_Ignorable_Code_Point. */
static const struct range IGNORABLE[] = {
        {0xAD, 0xAD},       {0x34F, 0x34F},   {0x61C, 0x61C},     {0x115F, 0x1160},
        {0x17B4, 0x17B5},   {0x180B, 0x180F}, {0x200B, 0x200F},   {0x202A, 0x202E},
        {0x2060, 0x206F},   {0x3164, 0x3164}, {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},
        {0xFFA0, 0xFFA0},   {0xFFF0, 0xFFF8}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A},
        {0xE0000, 0xE0FFF},
};

/* PropList.txt: Bidi_Control, Variation_Selector, Join_Control and U+180E. */
static const struct range BIDI[] = {
        {0x61C, 0x61C}, {0x200E, 0x200F}, {0x202A, 0x202E}, {0x2066, 0x2069}};
static const struct range SELECTORS[] = {
        {0x180B, 0x180D}, {0x180F, 0x180F}, {0xFE00, 0xFE0F}, {0xE0100, 0xE01EF}};
static const struct range JOINERS[] = {{0x180E, 0x180E}, {0x200C, 0x200D}};

/* Of category Cf, not ignorable and no Prepended_Concatenation_Mark. Later versions have more. */
static const struct range ANNOTATIONS[] = {{0xFFF9, 0xFFFB}, {0x13430, 0x1343F}};
static const struct range THIN[] = {{0x2004, 0x200A}, {0x202F, 0x202F}, {0x205F, 0x205F}};

static enum unicode_class expected_class(uint32_t cp)
{
	if (is_in(cp, BIDI, COUNT(BIDI)))
		return UNICODE_BIDI;
	if (is_in(cp, SELECTORS, COUNT(SELECTORS)))
		return UNICODE_SELECTOR;
	if (is_in(cp, JOINERS, COUNT(JOINERS)))
		return UNICODE_JOINER;
	if (is_in(cp, IGNORABLE, COUNT(IGNORABLE)))
		return UNICODE_IGNORABLE;
	if (is_in(cp, ANNOTATIONS, COUNT(ANNOTATIONS)))
		return UNICODE_ANNOTATION;
	return is_in(cp, THIN, COUNT(THIN)) ? UNICODE_THIN : UNICODE_TEXT;
}

static void every_code_point_has_the_class_of_its_properties(void **state)
{
	(void)state;
	for (uint32_t cp = 0; cp < CODE_POINT_N; cp++)
		if (unicode_class(cp) != expected_class(cp))
			fail_msg("U+%04X: %d, not %d", (unsigned)cp, (int)unicode_class(cp),
			         (int)expected_class(cp));
}

static size_t put(char *s, size_t n, uint32_t cp)
{
	return n + utf8_encode(cp, s + n);
}

/* Between Han, between digits and at either end, nothing has an effect that could be kept. */
static void no_code_point_that_is_invisible_stays_among_han_and_digits(void **state)
{
	static const uint32_t around[][2] = {
	        {0x7532, 0x4E59}, {'3', '7'}, {'a', 'b'}, {0xFF13, 0xFF17}};

	(void)state;
	for (uint32_t cp = 1; cp < CODE_POINT_N; cp++) {
		if ((cp >= 0xD800 && cp <= 0xDFFF) || unicode_class(cp) == UNICODE_TEXT)
			continue;
		for (size_t i = 0; i < COUNT(around); i++) {
			char text[16], wanted[16];
			size_t n =
			        put(text, put(text, put(text, 0, around[i][0]), cp), around[i][1]);
			size_t m = put(wanted, 0, around[i][0]);
			struct buf b = {0};

			/* Ideographs may have variants; whether a face has one is seen later. */
			if (around[i][0] > 0xFF && around[i][0] < 0xFF00 &&
			    unicode_class(cp) == UNICODE_SELECTOR)
				continue;
			if (unicode_class(cp) == UNICODE_THIN)
				wanted[m++] = ' ';
			m = put(wanted, m, around[i][1]);
			unicode_clean(&b, text, n, NULL);
			if (b.n != m || memcmp(b.p, wanted, m) != 0)
				fail_msg("U+%04X stays", (unsigned)cp);
			buf_release(&b);
		}
	}
}

static void what_has_an_effect_is_kept(void **state)
{
	static const struct {
		const char *text, *cleaned; /* NULL: as it is */
		size_t refused_n;
	} cases[] = {
	        /* ideographs, their marks and symbols have variants; figures and letters do not */
	        {"葛\U000E0100城", NULL, 0},
	        {"芦\uFE00。\uFE01", NULL, 0},
	        {"∩\uFE00⌘\uFE00", NULL, 0},
	        {"☑\uFE0F已办", NULL, 0},
	        {"1\uFE0F\u20E3", NULL, 0},
	        {"3\uFE0F7\uFE00件\uFE0F", "37件", 0},
	        {"葛\U000E0100\U000E0101\uFE00城", "葛\U000E0100城", 0},
	        {"\uFE00甲 \uFE00", "甲 ", 0},
	        {"，\U000E0100", "，", 0},
	        /* joiners */
	        {"\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645", NULL, 0},
	        {"1445\u0647\u200D", NULL, 0},
	        {"\u0915\u094D\u200D\u0937", NULL, 0},
	        {"\u0930\u200D\u094D\u092F", NULL, 0},
	        {"\u0915\u094D\u200D\u200D\u200C\u0937", "\u0915\u094D\u200D\u0937", 0},
	        {"\u1828\u180E\u1820", NULL, 0},
	        {"\u182D\u180B", NULL, 0},
	        {"👩\u200D💻", NULL, 0},
	        {"❤\uFE0F\u200D🔥", NULL, 0},
	        {"👩\u200C💻\u200D甲\u180E乙\u180B", "👩💻甲乙", 0},
	        {"申\u200D请\u200C37\u200D件", "申请37件", 0},
	        /* visible format characters */
	        {"\u0600\u0661", NULL, 0},
	        /* direction: nothing is changed among letters from left to right … */
	        {"\u202A0571\u200E-8888\u202C、\u2066甲\u2069\u2068乙\u2069\u200F\u061C",
	         "0571-8888、甲乙", 0},
	        {"\u202D13800138000\u202C", "13800138000", 0},
	        /* … but it is if the order is turned, or if there are others */
	        {"共\u202E321\u202C件", "共321件", 2},
	        {"\u2067甲，12\u2069", "甲，12", 2},
	        {"\u202B甲\u202C", "甲", 2},
	        {"\u05D0\u200E甲", "\u05D0甲", 1},
	        {"\u200F甲\u0661", "甲\u0661", 1},
	        {"\uFFF9甲\uFFFA乙\uFFFB", "甲乙", 3},
	        /* spaces */
	        {"1\u2009234\u202F\u2007甲\u00A0乙\u3000丙\u2003丁",
	         "1 234  甲\u00A0乙\u3000丙\u2003丁", 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *want = cases[i].cleaned != NULL ? cases[i].cleaned : cases[i].text;
		struct unicode_tally refused = {0};
		struct buf b = {0};

		unicode_clean(&b, cases[i].text, strlen(cases[i].text), &refused);
		assert_string_equal(b.p, want);
		assert_int_equal(refused.total, cases[i].refused_n);
		buf_release(&b);
	}
}

/* A generator of our own, so that every run tests the same texts. */
static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 8;
}

static void cleaning_twice_changes_nothing_more(void **state)
{
	static const uint32_t alphabet[] = {
	        0x7532, 0x4E59, '3',    'a',    ' ',    0x3000, 0x2009,  0x202F,  0x200B,  0xFEFF,
	        0x200C, 0x200D, 0x180E, 0x180B, 0xFE00, 0xFE0E, 0xFE0F,  0xE0100, 0xE0001, 0x034F,
	        0x200E, 0x200F, 0x061C, 0x202A, 0x202B, 0x202C, 0x202E,  0x2067,  0x2069,  0x05D0,
	        0x0627, 0x0661, 0x0915, 0x094D, 0x1828, 0x2611, 0x1F469, 0x1F3FB, 0x20E3,  0x0301,
	        0x115F, 0x1161, 0x1160, 0x3164, 0xFFF9, '\n',   0x85,    0x2028,  0x2065,  0xE0FFF,
	};
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		char text[4 * 12];
		size_t n = 0, count = 1 + next_random(&seed) % 12;
		struct unicode_tally refused = {0};
		struct buf once = {0}, twice = {0};

		for (size_t i = 0; i < count; i++)
			n = put(text, n, alphabet[next_random(&seed) % COUNT(alphabet)]);
		unicode_clean(&once, text, n, NULL);
		unicode_clean(&twice, once.p, once.n, &refused);
		assert_int_equal(refused.total, 0);
		assert_int_equal(once.n, twice.n);
		if (once.n > 0)
			assert_memory_equal(once.p, twice.p, once.n);
		buf_release(&once);
		buf_release(&twice);
	}
}

static void a_tally_names_each_character_once(void **state)
{
	struct unicode_tally t = {0};
	struct buf b = {0};

	(void)state;
	unicode_tally_add(&t, 0x200B);
	unicode_tally_add(&t, 0xE0001);
	unicode_tally_add(&t, 0x200B);
	unicode_tally_put(&t, &b);
	assert_string_equal(b.p, "2 × U+200B, U+E0001");
	buf_clear(&b);
	for (uint32_t cp = 0x2060; cp < 0x2070; cp++)
		unicode_tally_add(&t, cp);
	assert_int_equal(t.total, 19);
	unicode_tally_put(&t, &b);
	assert_string_equal(b.p,
	                    "2 × U+200B, U+E0001, U+2060, U+2061, U+2062, U+2063, U+2064, U+2065 "
	                    "and others");
	buf_release(&b);
}

static void names_lose_white_space_at_their_ends(void **state)
{
	struct arena a = {0};
	static const char typed[] = "\u200B \t某\u2060区 政府\u3000\uFEFF\n";

	(void)state;
	assert_string_equal(unicode_clean_name(&a, typed, strlen(typed)), "某区 政府");
	assert_string_equal(unicode_clean_name(&a, " \u200B", 4), "");
	assert_string_equal(unicode_clean_name(&a, "", 0), "");
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(every_code_point_has_the_class_of_its_properties),
	        cmocka_unit_test(no_code_point_that_is_invisible_stays_among_han_and_digits),
	        cmocka_unit_test(what_has_an_effect_is_kept),
	        cmocka_unit_test(cleaning_twice_changes_nothing_more),
	        cmocka_unit_test(a_tally_names_each_character_once),
	        cmocka_unit_test(names_lose_white_space_at_their_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
