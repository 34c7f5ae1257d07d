/* SPDX-License-Identifier: MIT */
/* test_pattern.c: patterns and their limits; numbers as written in Chinese prose. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/numeral.h"
#include "base/pattern.h"

static void numbers_are_parsed_in_every_notation(void **state)
{
	static const struct {
		const char *text, *value; /* NULL: no number */
	} cases[] = {
	        {"12", "12"},
	        {"１２", "12"},
	        {"1,234", "1234"},
	        {"1，234，567", "1234567"},
	        {"12.50", "12.5"},
	        {"1.2万", "12000"},
	        {"3亿", "300000000"},
	        {"〇", "0"},
	        {"十", "10"},
	        {"十二", "12"},
	        {"二十", "20"},
	        {"一百零五", "105"},
	        {"两千三百四十", "2340"},
	        {"六百二十五", "625"},
	        {"一万二千", "12000"},
	        {"三亿零五万", "300050000"},
	        {"二〇二四", "2024"},
	        {"", NULL},
	        {"1,23", NULL},
	        {"1234,567", NULL},
	        {",123", NULL},
	        {"1.", NULL},
	        {"1.2.3", NULL},
	        {"12件", NULL},
	        {"-1", NULL},
	        {"1e5", NULL},
	        {"百分", NULL},
	        {"九亿亿亿亿", NULL},
	        {"99999999999999999999999999999999999999999999999999999999999999999999", NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf b = {0};
		struct dec v;
		bool read = numeral_parse(cases[i].text, strlen(cases[i].text), &v);

		if (read != (cases[i].value != NULL))
			fail_msg("%s is%s read", cases[i].text, read ? "" : " not");
		if (read) {
			dec_put(&b, v);
			assert_string_equal(b.p, cases[i].value);
		}
		buf_release(&b);
	}
}

static const struct pattern *compile(struct arena *a, const char *text)
{
	struct pattern_fault fault;
	const struct pattern *p = pattern_compile(a, text, strlen(text), &fault);

	if (p == NULL)
		fail_msg("%s: %s", text, fault.message);
	return p;
}

static void a_match_reports_its_groups(void **state)
{
	static const char text[] = "共收到申请12件。";
	struct arena a = {0};
	const struct pattern *p = compile(&a, "收到(?<x>不)?申请(?<n>[0-9]+)件");
	struct pattern_search *ps = pattern_search_new();
	struct pattern_span span;

	(void)state;
	assert_true(pattern_find(ps, p, text, strlen(text), 0));
	assert_true(pattern_span(ps, 0, &span));
	assert_memory_equal(text + span.off, "收到申请12件", span.len);
	assert_true(pattern_span(ps, pattern_group(p, "n"), &span));
	assert_int_equal(span.len, 2);
	assert_false(pattern_span(ps, pattern_group(p, "x"), &span));
	assert_int_equal(pattern_group(p, "other"), 0);
	assert_false(pattern_find(ps, p, text, strlen(text), span.off + 2));
	assert_false(pattern_span(ps, 0, &span));
	pattern_search_free(ps);
	arena_release(&a);
}

static void invalid_patterns_are_reported_with_their_offset(void **state)
{
	static const struct {
		const char *text;
		size_t off;
	} cases[] = {{"申请(", 7}, {"[a", 2}, {"a\\C", 3}, {"(?<n>a)(?<n>b)", 12}};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a = {0};
		struct pattern_fault fault = {0};

		assert_null(pattern_compile(&a, cases[i].text, strlen(cases[i].text), &fault));
		assert_int_equal(fault.off, cases[i].off);
		assert_true(fault.message[0] != '\0');
		arena_release(&a);
	}
}

/* Without limits, each of these would run practically forever. */
static void a_runaway_search_finds_nothing(void **state)
{
	static const char *const patterns[] = {"(a+)+b", "(?:a|a)*b", "((?R)?a)+b", "(a*)*(a*)*b"};
	struct pattern_search *ps = pattern_search_new();
	char text[5000];

	(void)state;
	memset(text, 'a', sizeof(text));
	for (size_t i = 0; i < COUNT(patterns); i++) {
		struct arena a = {0};

		assert_false(pattern_find(ps, compile(&a, patterns[i]), text, sizeof(text), 0));
		arena_release(&a);
	}
	pattern_search_free(ps);
}

static void a_pattern_with_too_many_groups_is_refused(void **state)
{
	struct arena a = {0};
	struct pattern_fault fault;
	char text[3 * 40 + 1] = "";

	(void)state;
	for (int i = 0; i < 40; i++)
		strcat(text, "(a)");
	assert_null(pattern_compile(&a, text, strlen(text), &fault));
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(numbers_are_parsed_in_every_notation),
	        cmocka_unit_test(a_match_reports_its_groups),
	        cmocka_unit_test(invalid_patterns_are_reported_with_their_offset),
	        cmocka_unit_test(a_runaway_search_finds_nothing),
	        cmocka_unit_test(a_pattern_with_too_many_groups_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
