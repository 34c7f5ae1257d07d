/* SPDX-License-Identifier: MIT */
/* test_pattern.c: patterns and their limits; numbers as written in Chinese prose. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
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
	const struct pattern *p =
	        pattern_compile(&(struct pattern_home){.arena = a}, text, strlen(text), &fault);

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

		assert_null(pattern_compile(&(struct pattern_home){.arena = &a}, cases[i].text,
		                            strlen(cases[i].text), &fault));
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
	assert_null(
	        pattern_compile(&(struct pattern_home){.arena = &a}, text, strlen(text), &fault));
	arena_release(&a);
}

static bool may_match(const struct pattern *p, const char *text, size_t n)
{
	struct arena a = {0};
	struct pattern_gist gist;
	bool may;

	pattern_gist_make(&a, text, n, &gist);
	may = pattern_may_match(p, &gist);
	arena_release(&a);
	return may;
}

/* In each of these a word is known without which it does not match. */
static const char *const wordy[] = {
        "收到申请",
        "收到(?<n>[0-9]+)件|新收(?:一|两)件",
        "(?:收到|新收)(?:(?!复议)[^。]){0,8}(?<n>(?&d))件(?(DEFINE)(?<d>[0-9]+))",
        "申请(?:总数|总量)?为零",
        "[0-9\\]]+信息公开",
        "(?<=政府)信息公开(?=年报)",
        "\\A\\s*收到\\x22*申请",
        "信息{2,3}公开年报",
        "(?>收到|新收)++[件条]",
        "年报\\(收到\\)申请",
        "[一二]是(?:收到|新收)?",
};

/* Of these none is: it may be left out, is too short or of an unknown kind. */
static const char *const wordless[] = {
        "(?:收到)?[0-9]",     "收到|[0-9]",      "年?",
        "(?!收到)[申请]",     "(?i)abcd|收到",   "申{0,3}请*",
        "(*ANYCRLF)收到申请", "(?|收到|新收)件", "[收到申请]{2,4}",
        "(?=收到).",          "(收到申请)?+\\1",
};

static void a_text_without_a_patterns_words_is_not_searched(void **state)
{
	static const char text[] = "本机关依法处理，与往年持平12，没有其他事项。";

	(void)state;
	for (size_t i = 0; i < COUNT(wordy); i++) {
		struct arena a = {0};

		if (may_match(compile(&a, wordy[i]), text, strlen(text)))
			fail_msg("no word was found in %s", wordy[i]);
		arena_release(&a);
	}
	for (size_t i = 0; i < COUNT(wordless); i++) {
		struct arena a = {0};

		if (!may_match(compile(&a, wordless[i]), text, strlen(text)))
			fail_msg("%s needs no word", wordless[i]);
		arena_release(&a);
	}
}

/* Whatever is found in texts made of the patterns' own pieces, the gist has allowed. */
static void no_match_is_missed_for_a_word(void **state)
{
	static const char *const pieces[] = {
	        "收到", "申请", "新收", "12", "件", "信", "息",   "公开", "息",   "年报", "政府",
	        "总数", "为零", "(",    ")",  "]",  "\"", "一件", "两件", "abcd", "。",   "信息"};
	struct pattern_search *ps = pattern_search_new();
	const struct pattern *all[COUNT(wordy) + COUNT(wordless)];
	struct arena a = {0};
	unsigned seed = 1, found = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++)
		all[i] = compile(&a, i < COUNT(wordy) ? wordy[i] : wordless[i - COUNT(wordy)]);
	for (int round = 0; round < 20000; round++) {
		struct buf text = {0};

		for (int k = 0; k < 12; k++) {
			seed = seed * 1103515245 + 12345;
			buf_puts(&text, pieces[(seed >> 16) % COUNT(pieces)]);
		}
		for (size_t i = 0; i < COUNT(all); i++) {
			bool here = pattern_find(ps, all[i], text.p, text.n, 0);

			found += here && i < COUNT(wordy);
			if (here && !may_match(all[i], text.p, text.n))
				fail_msg("pattern %zu is in %s", i, text.p);
		}
		buf_release(&text);
	}
	assert_true(found > 1000);
	pattern_search_free(ps);
	arena_release(&a);
}

/* Patterns with texts that they match, or not; more than one word, none, and with a group. */
static const struct {
	const char *pattern, *text;
} stored[] = {{"收到(?<n>[0-9]+)件", "共收到12件申请"},
              {"(?:新增|减少)(?<n>[0-9]+)件", "减少3件"},
              {"[0-9]+(?<n>[0-9])", "一九九九"},
              {"^第(?<n>一|二)条", "第二条"},
              {"(?<n>a)", "b"}};

static const struct pattern *compile_at(const struct pattern_home *home, const char *text)
{
	struct pattern_fault fault;
	const struct pattern *p = pattern_compile(home, text, strlen(text), &fault);

	if (p == NULL)
		fail_msg("%s: %s", text, fault.message);
	return p;
}

/* Whether a text has a match, and where its group is. */
static bool search(struct arena *a, const struct pattern *p, const char *text,
                   struct pattern_span *ret)
{
	struct pattern_search *ps = pattern_search_new();
	struct pattern_gist gist;
	bool found;

	*ret = (struct pattern_span){0};
	pattern_gist_make(a, text, strlen(text), &gist);
	found = pattern_may_match(p, &gist) && pattern_find(ps, p, text, strlen(text), 0) &&
	        pattern_span(ps, pattern_group(p, "n"), ret);
	pattern_search_free(ps);
	return found;
}

static void make_book(struct arena *a, struct pattern_store *store, struct pattern_book *ret)
{
	struct pattern_home home = {a, store, NULL};

	for (size_t i = 0; i < COUNT(stored); i++)
		compile_at(&home, stored[i].pattern);
	compile_at(&home, stored[0].pattern);
	pattern_book_make(a, store, ret);
	assert_int_equal(ret->n, COUNT(stored));
	assert_true(pattern_book_holds(ret));
}

static void patterns_of_a_book_find_the_same(void **state)
{
	struct arena a = {0};
	struct pattern_store made = {0}, store = {0}, all = {0};
	struct pattern_book book;
	size_t found = 0;

	(void)state;
	make_book(&a, &made, &book);
	for (size_t i = 0; i < COUNT(stored); i++) {
		struct pattern_home home = {&a, &store, &book};
		const struct pattern *known = compile_at(&home, stored[i].pattern);
		const struct pattern *now = compile(&a, stored[i].pattern);

		for (size_t k = 0; k < COUNT(stored); k++) {
			struct pattern_span x, y;
			bool finds = search(&a, now, stored[k].text, &x);

			assert_int_equal(search(&a, known, stored[k].text, &y), finds);
			assert_int_equal(x.off, y.off);
			assert_int_equal(x.len, y.len);
			found += finds;
		}
	}
	assert_int_equal(found, 4);
	pattern_store_join(&all, &store);
	assert_null(store.first);
	pattern_store_release(&all);
	pattern_store_release(&made);
	arena_release(&a);
}

static void a_pattern_of_a_book_waits_until_it_is_needed(void **state)
{
	struct pattern_known known = {.text = "(", .len = 1, .needs = (const uint16_t[]){0}};
	struct pattern_book book = {"", &known, 1};
	struct arena a = {0};
	struct pattern_store store = {0};
	struct pattern_home home = {&a, &store, &book};
	struct pattern_fault fault = {0};
	struct pattern_span span;
	const struct pattern *p = pattern_compile(&home, "(", 1, &fault);

	(void)state;
	assert_non_null(p);
	assert_false(search(&a, p, "(", &span)); /* nothing else could be done now */
	assert_null(pattern_compile(&home, "(?", 2, &fault));
	assert_true(fault.message[0] != '\0');
	home.book = NULL;
	assert_null(pattern_compile(&home, "(", 1, &fault));
	home = (struct pattern_home){&a, NULL, &book}; /* who would release it? */
	assert_null(pattern_compile(&home, "(", 1, &fault));
	assert_false(pattern_book_holds(&book));
	pattern_store_release(&store);
	arena_release(&a);
}

static void code_of_another_library_is_not_used(void **state)
{
	static const uint8_t other[64];
	struct arena a = {0};
	struct pattern_store made = {0}, store = {0};
	struct pattern_book book;
	struct pattern_known known;
	struct pattern_home home = {&a, &store, &book};
	struct pattern_span span;

	(void)state;
	make_book(&a, &made, &book);
	for (size_t i = 0; i < book.n; i++)
		if (strcmp(book.list[i].text, stored[0].pattern) == 0)
			known = book.list[i];
	known.code = other;
	book.list = &known;
	book.n = 1;
	assert_true(search(&a, compile_at(&home, stored[0].pattern), stored[0].text, &span));
	assert_int_equal(span.len, 2);
	pattern_store_release(&store);
	pattern_store_release(&made);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(numbers_are_parsed_in_every_notation),
	        cmocka_unit_test(a_match_reports_its_groups),
	        cmocka_unit_test(invalid_patterns_are_reported_with_their_offset),
	        cmocka_unit_test(a_runaway_search_finds_nothing),
	        cmocka_unit_test(a_text_without_a_patterns_words_is_not_searched),
	        cmocka_unit_test(no_match_is_missed_for_a_word),
	        cmocka_unit_test(a_pattern_with_too_many_groups_is_refused),
	        cmocka_unit_test(patterns_of_a_book_find_the_same),
	        cmocka_unit_test(a_pattern_of_a_book_waits_until_it_is_needed),
	        cmocka_unit_test(code_of_another_library_is_not_used),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
