/* SPDX-License-Identifier: MIT */
/* The messages of findings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/diag.h"

static void quotation_marks_within_others_are_single(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
	        {"row “x” is blank", "row “x” is blank"},
	        {"row “3.“x”” is blank, “x” too", "row “3.‘x’” is blank, “x” too"},
	        {"“““x””” and “““x”””", "“‘“x”’” and “‘“x”’”"},
	        {"“““x”", "“““x”"},
	        {"“x””“”", "“x””“”"},
	        {"“…“x” in “x…", "“…“x” in “x…"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct diag_list dl = {0};
		struct diag_place nowhere = {.rule = "KEY"};

		diag_add(&dl, DIAG_ERROR, &nowhere, "%s", cases[i].text);
		assert_string_equal(dl.first->message, cases[i].want);
		diag_release(&dl);
	}
}

static void findings_beyond_the_limit_are_only_counted(void **state)
{
	struct diag_list dl = {0};
	struct diag_place p = {.rule = "KEY"};
	size_t kept = 0;

	(void)state;
	for (int i = 0; i < DIAG_MAX + 50; i++)
		assert_non_null(diag_add(&dl, DIAG_ERROR, &p, "x"));
	for (const struct diag *d = dl.first; d != NULL; d = d->next)
		kept++;
	assert_int_equal(kept, DIAG_MAX);
	assert_int_equal(dl.dropped_n, 50);
	assert_int_equal(dl.error_n, DIAG_MAX + 50);
	diag_release(&dl);
}

static void of_too_many_findings_errors_stay_first(void **state)
{
	static const struct {
		enum diag_severity severity;
		size_t off;
	} added[] = {{DIAG_WARNING, 1}, {DIAG_ERROR, 9}, {DIAG_NOTE, 2},   {DIAG_WARNING, 3},
	             {DIAG_ERROR, 5},   {DIAG_ERROR, 7}, {DIAG_WARNING, 0}};
	static const size_t want[][5] = {{2, 5}, {0, 2, 5, 7, 9}};
	static const size_t most[] = {1, 4};
	struct source src = {"x", "0123456789", 10};

	(void)state;
	for (size_t k = 0; k < COUNT(most); k++) {
		struct diag_list dl = {0};
		size_t n = 0;

		for (size_t i = 0; i < COUNT(added); i++)
			diag_add(&dl, added[i].severity,
			         &(struct diag_place){
			                 .rule = "X", .source = &src, .off = added[i].off},
			         "x");
		diag_limit(&dl, most[k]);
		for (const struct diag *d = dl.first; d != NULL; d = d->next)
			assert_int_equal(d->place.off, want[k][n++]);
		assert_int_equal(n, most[k] + 1);
		assert_int_equal(dl.dropped_n, 6 - most[k]);
		assert_int_equal(dl.error_n + dl.warning_n, 6);
		diag_add(&dl, DIAG_ERROR, &(struct diag_place){.rule = "X"}, "y");
		assert_string_equal(dl.last->message, "y");
		diag_release(&dl);
	}
}

static void a_fault_that_is_everywhere_hides_no_other(void **state)
{
	struct source src = {"x", "0123456789", 10};
	struct diag_list dl = {0};
	size_t seen[3] = {0};

	(void)state;
	for (size_t off = 0; off < 8; off++)
		diag_add(&dl, DIAG_ERROR,
		         &(struct diag_place){.rule = "GLYPH", .source = &src, .off = off}, "x");
	for (size_t off = 8; off < 10; off++)
		diag_add(&dl, DIAG_ERROR,
		         &(struct diag_place){.rule = "TYPE", .source = &src, .off = off}, "x");
	diag_add(&dl, DIAG_WARNING, &(struct diag_place){.rule = "NORM", .source = &src}, "x");
	diag_limit(&dl, 5);
	for (const struct diag *d = dl.first; d != NULL; d = d->next)
		seen[d->place.rule[0] == 'G' ? 0 : d->place.rule[0] == 'T' ? 1 : 2]++;
	assert_int_equal(seen[0], 3);
	assert_int_equal(seen[1], 2);
	assert_int_equal(seen[2], 0);
	assert_int_equal(dl.dropped_n, 6);
	diag_release(&dl);
}

/* With a limit of its own a list stores the first of each rule, counts all, and leaves notes alone.
 */
static void a_list_with_a_limit_stores_so_many_of_each_rule(void **state)
{
	struct diag_list dl = {.most = 3};
	const struct diag_place type = {.rule = "TYPE"}, key = {.rule = "KEY"};
	size_t stored = 0, n = 0;

	(void)state;
	for (int i = 0; i < 10; i++) {
		assert_int_equal(diag_is_full(&dl, DIAG_ERROR, "TYPE"), i >= 3);
		diag_add(&dl, DIAG_ERROR, &type, "%d", i);
		diag_add(&dl, DIAG_NOTE, &type, "note");
	}
	diag_add(&dl, DIAG_WARNING, &type, "another severity");
	diag_add(&dl, DIAG_ERROR, &key, "another rule");
	for (const struct diag *d = dl.first; d != NULL; d = d->next)
		stored += d->severity != DIAG_NOTE;
	assert_int_equal(stored, 3 + 1 + 1);
	assert_string_equal(dl.first->message, "0");
	assert_int_equal(dl.dropped_n, 7);
	assert_int_equal(dl.error_n, 11);
	for (const struct diag_rule *r = dl.rules; r != NULL; r = r->next, n++) {
		bool of_type = strcmp(r->name, "TYPE") == 0;

		assert_int_equal(r->n[DIAG_ERROR], of_type ? 10 : 1);
		assert_int_equal(r->n[DIAG_WARNING], of_type ? 1 : 0);
		assert_int_equal(r->n[DIAG_NOTE], of_type ? 10 : 0);
	}
	assert_int_equal(n, 2);
	diag_limit(&dl, 3);
	assert_int_equal(dl.dropped_n, 9);
	diag_release(&dl);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(quotation_marks_within_others_are_single),
	        cmocka_unit_test(findings_beyond_the_limit_are_only_counted),
	        cmocka_unit_test(of_too_many_findings_errors_stay_first),
	        cmocka_unit_test(a_fault_that_is_everywhere_hides_no_other),
	        cmocka_unit_test(a_list_with_a_limit_stores_so_many_of_each_rule),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
