/* SPDX-License-Identifier: MIT */
/* What is no character of the text: a byte order mark at its beginning. */
#include "json/trial.h"

static void a_byte_order_mark_is_skipped_with_a_warning(void **state)
{
	static const struct good_case cases[] = {
	        {"object", BYTES("\xef\xbb\xbf{\"a\": [1]}")},
	        {"short", BYTES("\xef\xbb\xbf"
	                        "1")},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct trial t;

		trial_parse(&t, cases[i].text, cases[i].len);
		assert_int_equal(t.rc, RC_OK);
		assert_int_equal(t.root->off, 3);
		assert_non_null(t.dl.first);
		assert_null(t.dl.first->next);
		assert_string_equal(t.dl.first->place.rule, "NORM");
		assert_int_equal(t.dl.first->severity, DIAG_WARNING);
		trial_release(&t);
	}
}

/* No editor counts it, so a fault in the first line is in the column that the editor shows. */
static void a_byte_order_mark_has_no_column(void **state)
{
	size_t line, column;
	struct trial t;

	(void)state;
	trial_parse(&t, BYTES("\xef\xbb\xbf[x]"));
	assert_int_equal(t.rc, RC_INPUT);
	assert_string_equal(t.dl.last->place.rule, "SYN");
	source_locate(t.dl.last->place.source, t.dl.last->place.off, &line, &column);
	assert_int_equal(line, 1);
	assert_int_equal(column, 2);
	trial_release(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_byte_order_mark_is_skipped_with_a_warning),
	        cmocka_unit_test(a_byte_order_mark_has_no_column),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
