/* SPDX-License-Identifier: MIT */
/* Large texts, which cJSON gets in pieces, and texts in which strings stay. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "json/json.h"

/* One text parsed both ways. */
struct both {
	struct arena arena;
	struct diag_list dl;
	struct source src, own;
	const struct json *copied, *within;
};

static void parse_both(struct both *t, const char *text, size_t n)
{
	char *own;

	*t = (struct both){.src = {"t.json", text, n}};
	own = arena_strndup(&t->arena, text, n);
	t->own = (struct source){"t.json", own, n};
	assert_int_equal(json_parse(&t->arena, &t->src, &t->dl, &t->copied), RC_OK);
	assert_int_equal(json_parse_within(&t->arena, &t->own, &t->dl, &t->within), RC_OK);
}

static void release(struct both *t)
{
	diag_release(&t->dl);
	arena_release(&t->arena);
}

static void assert_text(const char *a, const char *b)
{
	assert_int_equal(a == NULL, b == NULL);
	if (a != NULL)
		assert_string_equal(a, b);
}

static void assert_same(const struct both *t, const struct json *a, const struct json *b)
{
	assert_int_equal(a->kind, b->kind);
	assert_int_equal(a->truth, b->truth);
	assert_int_equal(a->has_nul, b->has_nul);
	if (json_first(a) == NULL)
		assert_text(a->text, b->text);
	assert_int_equal(a->len, b->len);
	assert_text(a->key, b->key);
	assert_int_equal(a->off, b->off);
	assert_int_equal(a->end, b->end);
	assert_int_equal(a->index, b->index);
	assert_int_equal(a->count, b->count);
	assert_int_equal(a->parent == NULL, b->parent == NULL);
	for (size_t i = 0; i <= a->len && a->kind == JSON_STRING; i++)
		assert_int_equal(json_string_offset(&t->src, a, i),
		                 json_string_offset(&t->own, b, i));
	for (a = json_first(a), b = json_first(b); a != NULL && b != NULL; a = a->next, b = b->next)
		assert_same(t, a, b);
	assert_true(a == NULL && b == NULL);
}

static const char mixed[] = "\xEF\xBB\xBF{\"名\": \"中文\", \"a\\u0062\": \"x\\ny\", \"c\\u0000\": "
                            "\"d\\u0000e\", \"\": \"\",\n \"f\" : [1.5e3, true, null, \"\\\"\", "
                            "\"g\", {}, [], {\"h\": {\"i\": \"\\\\\"}}]} ";

static void strings_stay_in_the_text(void **state)
{
	struct both t;
	const struct json *s;

	(void)state;
	parse_both(&t, mixed, strlen(mixed));
	assert_same(&t, t.copied, t.within);
	s = t.within->first;
	assert_ptr_equal(s->text, t.own.text + s->off + 1);
	assert_ptr_equal(s->key, t.own.text + s->key_off + 1);
	s = t.copied->first;
	assert_true(s->text < t.src.text || s->text > t.src.text + t.src.len);
	release(&t);
}

static void the_text_can_be_restored(void **state)
{
	struct both t;

	(void)state;
	parse_both(&t, mixed, strlen(mixed));
	assert_memory_not_equal(t.own.text, mixed, t.own.len);
	json_restore_quotes((char *)t.own.text, t.own.len);
	assert_memory_equal(t.own.text, mixed, t.own.len);
	release(&t);
}

static void keys_that_are_used_again_are_found_all_the_same(void **state)
{
	struct both t;

	(void)state;
	parse_both(&t, "{\"a\": 1, \"b\": 2, \"a\": 3}", 24);
	assert_int_equal(t.dl.error_n, 2);
	assert_string_equal(t.dl.first->message, t.dl.first->next->message);
	assert_string_equal(t.dl.first->place.pointer, t.dl.first->next->place.pointer);
	release(&t);
}

/* {"large": [ {"k": {"small": [0]}}, "text 1", [ "nested" … ], … ], "after": true } */
static char *large_text(int n)
{
	struct buf b = {0};

	buf_puts(&b, "{\"la\\u0072ge\": [");
	for (int i = 0; i < n; i++)
		buf_putf(&b, "%s{\"k\": {\"small\": [%d]}}, \"text %d\", %d", i > 0 ? ", " : "", i,
		         i, i);
	buf_puts(&b, ", [");
	for (int i = 0; i < n; i++)
		buf_putf(&b, "%s\"nested\\t%d\"", i > 0 ? "," : "", i);
	buf_puts(&b, "]], \"after\": true }");
	return b.p;
}

/* Every value's parent, place among its siblings and depth are those of the text. */
static void check_large(const struct json *root, int n)
{
	const struct json *large = root->first, *item = large->first;

	assert_string_equal(large->key, "large");
	assert_int_equal(large->kind, JSON_ARRAY);
	assert_int_equal(large->count, 3 * n + 1);
	for (int i = 0; i < 3 * n; i++, item = item->next) {
		assert_int_equal(item->index, i);
		assert_ptr_equal(item->parent, large);
		if (i % 3 == 0)
			assert_int_equal(atoi(item->first->first->first->text), i / 3);
		else
			assert_int_equal(atoi(item->text + (i % 3 == 1 ? 5 : 0)), i / 3);
	}
	assert_int_equal(item->count, n);
	assert_null(item->next);
	item = item->first;
	for (int i = 0; i < n; i++, item = item->next)
		assert_int_equal(atoi(item->text + strlen("nested\t")), i);
	assert_null(item);
	assert_string_equal(large->next->key, "after");
	assert_true(large->next->truth);
	assert_null(large->next->next);
}

static void pieces_of_a_large_text_make_one_tree(void **state)
{
	static const int sizes[] = {1, 1000, 20000};

	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		char *text = large_text(sizes[i]);
		struct both t;

		parse_both(&t, text, strlen(text));
		check_large(t.copied, sizes[i]);
		check_large(t.within, sizes[i]);
		release(&t);
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(strings_stay_in_the_text),
	        cmocka_unit_test(the_text_can_be_restored),
	        cmocka_unit_test(keys_that_are_used_again_are_found_all_the_same),
	        cmocka_unit_test(pieces_of_a_large_text_make_one_tree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
