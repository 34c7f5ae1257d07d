/* SPDX-License-Identifier: MIT */
/* The messages of findings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

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

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(quotation_marks_within_others_are_single),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
