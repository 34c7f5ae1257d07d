/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cjson/cJSON.h>
#include <cmocka.h>

#include "base/mem.h"
#include "json/cases.h"
#include "json/json.h"
#include "json/trial.h"

static void valid_texts_are_accepted(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(good_cases); i++) {
		struct trial t;

		trial_parse(&t, good_cases[i].text, good_cases[i].len);
		if (t.rc != RC_OK || t.dl.first != NULL || t.root == NULL)
			fail_msg("%s: %s", good_cases[i].name,
			         t.dl.first != NULL ? t.dl.first->message : "no finding");
		trial_release(&t);
	}
}

static void invalid_texts_are_refused_at_the_exact_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(bad_cases); i++) {
		const struct bad_case *want = &bad_cases[i];
		const char *wrong;
		struct trial t;

		trial_parse(&t, want->text, want->len);
		wrong = mismatch(&t, want);
		if (wrong != NULL)
			fail_msg("%s: %s: byte %zu, (%s) %s", want->name, wrong,
			         t.dl.first != NULL ? t.dl.first->place.off : 0,
			         t.dl.first != NULL && t.dl.first->place.pointer != NULL
			                 ? t.dl.first->place.pointer
			                 : "",
			         t.dl.first != NULL ? t.dl.first->message : "");
		trial_release(&t);
	}
}

/* If the root is a container, no prefix of the text is valid: each must be refused at its end. */
static void every_prefix_of_a_report_is_refused(void **state)
{
	static const char text[] =
	        "{\"a\": [1.5e3, \"中\\ud840\\udc0b\", {\"b\": null}], \"c\": true}";

	(void)state;
	for (size_t n = 0; n < sizeof(text) - 1; n++) {
		struct trial t;

		trial_parse(&t, text, n);
		assert_int_equal(t.rc, RC_INPUT);
		assert_int_equal(t.dl.error_n, 1);
		assert_true(t.dl.first->place.off <= n);
		trial_release(&t);
	}
}

static void two_hundred_levels_are_accepted(void **state)
{
	char *text = nested(JSON_MAX_DEPTH);
	const struct json *node;
	const char *pointer;
	struct trial t;
	size_t depth = 0;

	(void)state;
	for (node = trial_accept(&t, text); json_first(node) != NULL; node = node->first)
		depth++;
	assert_int_equal(depth, JSON_MAX_DEPTH);
	assert_string_equal(node->text, "0");
	pointer = json_pointer(&t.arena, node);
	assert_int_equal(strlen(pointer), JSON_MAX_DEPTH * 2);
	trial_release(&t);
	free(text);
}

static void level_201_is_refused_at_its_bracket(void **state)
{
	char *text = nested(JSON_MAX_DEPTH + 1);
	struct trial t;

	(void)state;
	trial_parse(&t, text, strlen(text));
	assert_limit(&t, JSON_MAX_DEPTH / 2 * strlen("{\"k\":["),
	             "values nested 201 deep; at most 200 levels are allowed");
	trial_release(&t);
	free(text);
}

static void a_million_brackets_do_not_exhaust_the_stack(void **state)
{
	char *text = repeated("[", 1000000);
	struct trial t;

	(void)state;
	trial_parse(&t, text, 1000000);
	assert_int_equal(t.rc, RC_LIMIT);
	assert_int_equal(t.dl.first->place.off, JSON_MAX_DEPTH);
	trial_release(&t);
	free(text);
}

static void a_text_beyond_the_size_limit_is_refused(void **state)
{
	char *text = mem_alloc(JSON_MAX_BYTES + 1);
	struct trial t = {0};

	(void)state;
	memset(text, ' ', JSON_MAX_BYTES + 1);
	text[0] = '7';
	t.src = (struct source){.name = "t.json", .text = text, .len = JSON_MAX_BYTES + 1};
	t.rc = json_parse(&t.arena, &t.src, &t.dl, &t.root);
	assert_limit(&t, 0, "a text of more than 67108864 bytes");
	diag_release(&t.dl);

	t.src.len = JSON_MAX_BYTES;
	assert_int_equal(json_parse(&t.arena, &t.src, &t.dl, &t.root), RC_OK);
	assert_string_equal(t.root->text, "7");
	arena_release(&t.arena);
	free(text);
}

static void a_string_is_limited_by_its_decoded_bytes(void **state)
{
	char *text = string_of(JSON_MAX_STRING);
	struct trial t;

	(void)state;
	assert_int_equal(trial_accept(&t, text)->len, JSON_MAX_STRING);
	trial_release(&t);
	free(text);

	text = string_of(JSON_MAX_STRING + 1);
	trial_parse(&t, text, strlen(text));
	assert_limit(&t, 0, "a string of 1048577 bytes; at most 1048576 are allowed");
	trial_release(&t);
	free(text);
}

static void too_many_values_are_refused(void **state)
{
	struct buf b = {0};
	struct trial t;

	(void)state;
	buf_putc(&b, '[');
	for (size_t i = 1; i < JSON_MAX_VALUES; i++)
		buf_puts(&b, "0,");
	buf_puts(&b, "0]"); /* the array is a value too: this is one too many */
	trial_parse(&t, b.p, b.n);
	assert_limit(&t, b.n - 2, "this is value number 4194305; at most 4194304 are allowed");
	trial_release(&t);
	buf_release(&b);
}

static void numbers_are_kept_as_written(void **state)
{
	static const char *const written[] = {
	        "4166.2416190", "12.50", "-0", "1e2", "0.10", "123456789012345678901234567890"};
	const struct json *n;
	struct trial t;
	size_t i = 0;

	(void)state;
	n = trial_accept(&t, "[4166.2416190, 12.50 ,-0,1e2\n,0.10,123456789012345678901234567890]");
	assert_int_equal(n->count, COUNT(written));
	for (n = n->first; n != NULL; n = n->next, i++) {
		assert_int_equal(n->kind, JSON_NUMBER);
		assert_string_equal(n->text, written[i]);
		assert_int_equal(n->len, strlen(written[i]));
	}
	assert_int_equal(i, COUNT(written));
	trial_release(&t);
}

static void nodes_know_their_positions_and_relatives(void **state)
{
	const char *text = "{ \"a\" : [true, {}],\n\"b\":\"x\\n\" }";
	const struct json *root, *a, *b, *empty;
	struct trial t;

	(void)state;
	root = trial_accept(&t, text);
	assert_int_equal(root->kind, JSON_OBJECT);
	assert_int_equal(root->off, 0);
	assert_int_equal(root->end, strlen(text));
	assert_int_equal(root->count, 2);
	assert_null(root->parent);
	assert_null(root->key);
	assert_null(root->next);
	a = root->first;
	assert_string_equal(a->key, "a");
	assert_int_equal(a->key_off, 2);
	assert_int_equal(a->off, 8);
	assert_int_equal(a->end, 18);
	assert_ptr_equal(a->parent, root);
	assert_true(a->first->kind == JSON_BOOL && a->first->truth);
	empty = a->first->next;
	assert_int_equal(empty->kind, JSON_OBJECT);
	assert_int_equal(empty->index, 1);
	assert_int_equal(empty->off, 15);
	assert_int_equal(empty->end, 17);
	assert_int_equal(empty->count, 0);
	assert_null(json_first(empty));
	assert_null(empty->next);
	assert_ptr_equal(empty->parent, a);
	b = a->next;
	assert_int_equal(b->key_off, 20);
	assert_int_equal(b->off, 24);
	assert_int_equal(b->end, 29);
	assert_string_equal(b->text, "x\n");
	assert_null(b->next);
	trial_release(&t);
}

static void the_tree_borrows_nothing_from_the_text(void **state)
{
	struct trial t;
	const struct json *root = trial_accept(&t, "{\"k\": [1.50, \"s\", \"\\u0000\"]}");
	const struct json *n = root->first->first;

	(void)state;
	memset(t.text, 'X', t.src.len);
	assert_string_equal(root->first->key, "k");
	assert_string_equal(n->text, "1.50");
	assert_string_equal(n->next->text, "s");
	assert_string_equal(n->next->next->text, "\xef\xbf\xbd");
	trial_release(&t);
}

static void nul_in_a_string_becomes_a_replacement_character(void **state)
{
	const struct json *n;
	struct trial t;

	(void)state;
	n = trial_accept(&t, "[\"a\\u0000b\\u4e2d\\ud840\\udc0b\\n\\u0000\", \"\\\\u0000\"]")
	            ->first;
	assert_true(n->has_nul);
	assert_string_equal(n->text, "a\xef\xbf\xbd"
	                             "b中𠀋\n\xef\xbf\xbd");
	assert_int_equal(n->len, strlen(n->text));
	assert_false(n->next->has_nul);
	assert_string_equal(n->next->text, "\\u0000");
	trial_release(&t);
}

static void nul_in_a_key_becomes_a_replacement_character(void **state)
{
	struct trial t;
	const struct json *root = trial_accept(&t, "{\"a\\u0000b\": \"v\", \"a\\u0000c\": 1}");

	(void)state;
	assert_string_equal(root->first->key, "a\xef\xbf\xbd"
	                                      "b");
	assert_false(root->first->has_nul);
	assert_non_null(json_lookup(root, "a\xef\xbf\xbd"
	                                  "c"));
	trial_release(&t);
}

static void escaped_and_typed_supplementary_characters_are_the_same(void **state)
{
	const struct json *n;
	struct trial t;

	(void)state;
	n = trial_accept(&t, "[\"\\uD840\\uDC0B\", \"𠀋\", \"\\udbff\\udfff\"]")->first;
	assert_string_equal(n->text, "𠀋");
	assert_string_equal(n->next->text, "𠀋");
	assert_string_equal(n->next->next->text, "\xf4\x8f\xbf\xbf");
	trial_release(&t);
}

static void lookup_accepts_any_node(void **state)
{
	struct trial t;
	const struct json *root = trial_accept(&t, "{\"a\": [1], \"\": 2, \"b\": \"a\"}");

	(void)state;
	assert_string_equal(json_lookup(root, "")->text, "2");
	assert_int_equal(json_lookup(root, "a")->kind, JSON_ARRAY);
	assert_null(json_lookup(root, "A"));
	assert_null(json_lookup(json_lookup(root, "a"), "0"));
	assert_null(json_lookup(json_lookup(root, "b"), "a"));
	assert_null(json_lookup(NULL, "a"));
	trial_release(&t);
}

static void duplicate_keys_are_all_reported_in_document_order(void **state)
{
	const char *text = "{\"b\": 1,\n"
	                   " \"a\": {\"x\": 1, \"y\": 2, \"x\": 3},\n"
	                   " \"b\": 2, \"c\": 3,\n"
	                   " \"\\u0062\": 4}";
	const struct diag *d;
	struct trial t;

	(void)state;
	trial_parse(&t, text, strlen(text));
	assert_int_equal(t.rc, RC_OK);
	assert_int_equal(t.dl.error_n, 3);
	assert_string_equal(json_lookup(t.root, "b")->text, "1");
	assert_int_equal(t.root->count, 5);
	d = t.dl.first;
	assert_string_equal(d->place.rule, "KEY");
	assert_place(&t, d, 2, 24);
	assert_string_equal(d->place.pointer, "/a/x");
	assert_non_null(strstr(d->message, "\"x\""));
	assert_non_null(strstr(d->message, "line 2"));
	d = d->next;
	assert_place(&t, d, 3, 2);
	assert_string_equal(d->place.pointer, "/b");
	assert_non_null(strstr(d->message, "line 1"));
	assert_place(&t, d->next, 4, 2);
	assert_non_null(strstr(d->next->message, "line 1"));
	trial_release(&t);
}

static void a_duplicate_key_is_shown_short_and_on_one_line(void **state)
{
	char *run = repeated("公", 40);
	struct buf b = {0};
	struct trial t;

	(void)state;
	buf_putf(&b, "{\"\\n%s\": 1, \"\\n%s\": 2}", run, run);
	trial_parse(&t, b.p, b.n);
	assert_int_equal(t.dl.error_n, 1);
	assert_null(strchr(t.dl.first->message, '\n'));
	assert_non_null(strstr(t.dl.first->message, "\"\\n公公"));
	assert_non_null(strstr(t.dl.first->message, "公\"…"));
	assert_true(strlen(t.dl.first->message) < 200);
	trial_release(&t);
	buf_release(&b);
	free(run);
}

static void a_hundred_thousand_members_are_quick(void **state)
{
	clock_t start = clock();
	struct buf b = {0};
	struct trial t;

	(void)state;
	buf_putc(&b, '{');
	for (int i = 0; i < 100000; i++)
		buf_putf(&b, "\"k%d\": %d,\n", i % 50000 * 7919 % 50000, i);
	buf_puts(&b, "\"end\": 0}");
	trial_parse(&t, b.p, b.n);
	assert_int_equal(t.rc, RC_OK);
	assert_int_equal(t.root->count, 100001);
	assert_int_equal(t.dl.error_n, 50000);
	assert_place(&t, t.dl.first, 50001, 1);
	assert_non_null(strstr(t.dl.first->message, "line 1,"));
	assert_true(seconds_since(start) < 10); /* quadratic would be minutes; valgrind is slow */
	trial_release(&t);
	buf_release(&b);
}

static void findings_under_long_keys_name_an_ancestor(void **state)
{
	char *key = repeated("k", JSON_MAX_FINDING_POINTER + 1);
	const struct json *root, *node;
	struct buf b = {0};
	struct trial t;

	(void)state;
	buf_putf(&b, "{\"a\": {\"%s\": [1]}}", key);
	root = trial_accept(&t, b.p);
	node = root->first->first->first;
	json_error(&t.dl, &t.src, node, "TYPE", "%s", "no");
	assert_string_equal(t.dl.first->place.pointer, "/a");
	assert_int_equal(t.dl.first->place.off, node->off);
	assert_int_equal(strlen(json_pointer(&t.arena, node)), 2 + 1 + strlen(key) + 2);
	trial_release(&t);
	b.p[b.n - 3] = '}'; /* for the bracket */
	trial_parse(&t, b.p, b.n);
	assert_string_equal(t.dl.first->place.pointer, "/a");
	trial_release(&t);
	buf_release(&b);
	free(key);
}

static void pointers_escape_tilde_and_slash(void **state)
{
	struct trial t;
	const struct json *root =
	        trial_accept(&t, "{\"a/b\": {\"m~n\": [0, {\"\": 1, \"~1\": 2}]}}");
	const struct json *last = root->first->first->first->next;

	(void)state;
	assert_string_equal(json_pointer(&t.arena, root), "");
	assert_string_equal(json_pointer(&t.arena, root->first), "/a~1b");
	assert_string_equal(json_pointer(&t.arena, last), "/a~1b/m~0n/1");
	assert_string_equal(json_pointer(&t.arena, last->first), "/a~1b/m~0n/1/");
	assert_string_equal(json_pointer(&t.arena, last->first->next), "/a~1b/m~0n/1/~01");
	trial_release(&t);
}

static void errors_are_at_the_value_or_the_key(void **state)
{
	struct trial t;
	const struct json *root = trial_accept(&t, "{\n  \"a\": [1, 2]}");
	const struct diag *d;

	(void)state;
	d = json_error(&t.dl, &t.src, root->first->first->next, "TYPE", "%s %d", "found", 2);
	assert_int_equal(d->severity, DIAG_ERROR);
	assert_string_equal(d->place.rule, "TYPE");
	assert_string_equal(d->place.pointer, "/a/1");
	assert_string_equal(d->message, "found 2");
	assert_place(&t, d, 2, 12);
	d = json_key_error(&t.dl, &t.src, root->first, "KEY", "unknown");
	assert_string_equal(d->place.pointer, "/a");
	assert_place(&t, d, 2, 3);
	d = json_key_error(&t.dl, &t.src, root->first->first, "KEY", "no key here");
	assert_place(&t, d, 2, 9);
	assert_int_equal(t.dl.error_n, 3);
	trial_release(&t);
}

static void string_offset_finds_where_a_byte_was_typed(void **state)
{
	/*                    0   4   5  7       13          25          31 34 */
	const char *text = "[ \"a\\n\\u4e2d\\ud840\\udc0b\\u0000\\\"\xe4\xb8\xad\", 12.5]";
	static const struct {
		size_t text_off, off;
	} want[] = {
	        {0, 3},  {1, 4},   {2, 6},   {3, 6},   {4, 6},   {5, 12},  {8, 12},
	        {9, 24}, {11, 24}, {12, 30}, {13, 32}, {15, 32}, {16, 35}, {99, 35},
	};
	size_t offs[COUNT(want)];
	const struct json *s;
	struct trial t;

	(void)state;
	s = trial_accept(&t, text)->first;
	assert_int_equal(s->len, 16);
	for (size_t i = 0; i < COUNT(want); i++)
		offs[i] = want[i].text_off;
	json_string_offsets(&t.src, s, offs, COUNT(want));
	for (size_t i = 0; i < COUNT(want); i++)
		assert_int_equal(offs[i], want[i].off);
	for (size_t i = 0; i < COUNT(want); i++)
		assert_int_equal(json_string_offset(&t.src, s, want[i].text_off), want[i].off);
	assert_int_equal(json_string_offset(&t.src, s->next, 2), s->next->off + 2);
	assert_int_equal(json_string_offset(&t.src, s->next, 99), s->next->end);
	trial_release(&t);
}

static void *no_memory(size_t n)
{
	(void)n;
	return NULL;
}

static void a_library_that_fails_is_a_bug_but_no_crash(void **state)
{
	cJSON_Hooks hooks = {.malloc_fn = no_memory, .free_fn = free};
	struct trial t;

	(void)state;
	cJSON_InitHooks(&hooks);
	trial_parse(&t, "[1]", 3);
	cJSON_InitHooks(NULL);
	assert_int_equal(t.rc, RC_BUG);
	assert_null(t.root);
	assert_int_equal(count_rule(&t.dl, "SYN"), 1);
	trial_release(&t);
}

static void put_string_escapes_what_must_be_and_what_steers_terminals(void **state)
{
	static const char raw[] = "\"\\/\b\f\n\r\t\x01\x1f\x7f\xC2\x80\xC2\x9F\xC2\xA0\0中𠀋";
	struct buf b = {0};
	struct trial t;

	(void)state;
	json_put_string(&b, raw, sizeof(raw) - 1);
	assert_string_equal(
	        b.p, "\"\\\"\\\\/"
	             "\\b\\f\\n\\r\\t\\u0001\\u001f\\u007f\\u0080\\u009f\xC2\xA0\\u0000中𠀋\"");
	assert_true(trial_accept(&t, b.p)->has_nul);
	trial_release(&t);
	buf_clear(&b);
	json_put_string(&b, NULL, 0);
	assert_string_equal(b.p, "\"\"");
	buf_release(&b);
}

static void every_kind_has_a_name(void **state)
{
	static const char *const names[] = {"null",     "true or false", "a number",
	                                    "a string", "an array",      "an object"};

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++)
		assert_string_equal(json_kind_name((enum json_kind)i), names[i]);
}

static void a_whole_report_is_parsed(void **state)
{
	struct buf b = {0};
	struct trial t;

	(void)state;
	read_fixture(&b, "report.json");
	trial_parse(&t, b.p, b.n);
	assert_int_equal(t.rc, RC_OK);
	assert_int_equal(check_scalars(&t, t.root), 41);
	assert_string_equal(json_lookup(json_lookup(t.root, "disclosure"), "fees")->text,
	                    "4166.2416190");
	trial_release(&t);
	buf_release(&b);
}

static void mutated_reports_never_confuse_the_parser(void **state)
{
	struct buf original = {0}, b = {0};
	uint32_t seed = 20240131;
	size_t accepted = 0;

	(void)state;
	read_fixture(&original, "report.json");
	for (int i = 0; i < 5000; i++) {
		struct trial t;

		buf_clear(&b);
		buf_put(&b, original.p, original.n);
		for (uint32_t n = 1 + next_random(&seed) % 3; n > 0; n--)
			mutate(&b, &seed);
		trial_parse(&t, b.p, b.n);
		assert_int_not_equal(t.rc, RC_BUG);
		assert_int_equal(count_rule(&t.dl, "SYN"), t.rc == RC_OK ? 0 : 1);
		assert_true((t.root != NULL) == (t.rc == RC_OK));
		if (t.rc == RC_OK) {
			check_scalars(&t, t.root);
			accepted++;
		}
		trial_release(&t);
	}
	assert_in_range(accepted, 500, 4500); /* both outcomes have occurred */
	buf_release(&b);
	buf_release(&original);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(valid_texts_are_accepted),
	        cmocka_unit_test(invalid_texts_are_refused_at_the_exact_place),
	        cmocka_unit_test(every_prefix_of_a_report_is_refused),
	        cmocka_unit_test(two_hundred_levels_are_accepted),
	        cmocka_unit_test(level_201_is_refused_at_its_bracket),
	        cmocka_unit_test(a_million_brackets_do_not_exhaust_the_stack),
	        cmocka_unit_test(a_text_beyond_the_size_limit_is_refused),
	        cmocka_unit_test(a_string_is_limited_by_its_decoded_bytes),
	        cmocka_unit_test(too_many_values_are_refused),
	        cmocka_unit_test(numbers_are_kept_as_written),
	        cmocka_unit_test(nodes_know_their_positions_and_relatives),
	        cmocka_unit_test(the_tree_borrows_nothing_from_the_text),
	        cmocka_unit_test(nul_in_a_string_becomes_a_replacement_character),
	        cmocka_unit_test(nul_in_a_key_becomes_a_replacement_character),
	        cmocka_unit_test(escaped_and_typed_supplementary_characters_are_the_same),
	        cmocka_unit_test(lookup_accepts_any_node),
	        cmocka_unit_test(duplicate_keys_are_all_reported_in_document_order),
	        cmocka_unit_test(a_duplicate_key_is_shown_short_and_on_one_line),
	        cmocka_unit_test(a_hundred_thousand_members_are_quick),
	        cmocka_unit_test(findings_under_long_keys_name_an_ancestor),
	        cmocka_unit_test(pointers_escape_tilde_and_slash),
	        cmocka_unit_test(errors_are_at_the_value_or_the_key),
	        cmocka_unit_test(string_offset_finds_where_a_byte_was_typed),
	        cmocka_unit_test(a_library_that_fails_is_a_bug_but_no_crash),
	        cmocka_unit_test(put_string_escapes_what_must_be_and_what_steers_terminals),
	        cmocka_unit_test(every_kind_has_a_name),
	        cmocka_unit_test(a_whole_report_is_parsed),
	        cmocka_unit_test(mutated_reports_never_confuse_the_parser),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
