/* SPDX-License-Identifier: MIT */
/* Tables that are lines of text, some with a line for each of their cells. */
#include "import_trial.h"

/* Rows that stand in one line each say nothing of blank lines between the cells of others. */
static void blank_lines_are_compared_with_those_of_rows_alike(void **state)
{
	static const char listed[] = "项目\n甲\n乙\n计\n\n子项\n1\n2\n3\n\n"
	                             "2.丑项\n5\n6\n\n";
	static const char *const last[] = {"大组 1.其他\n7\n8\n9\n\n合计",
	                                   "大组 1.其他  7  8  9\n"};

	(void)state;
	for (size_t i = 0; i < COUNT(last); i++) {
		char text[400];
		struct trial t;

		snprintf(text, sizeof(text), BEGIN "%s%s", listed, last[i]);
		trial_text(&t, "a.txt", text);
		assert_message(&t, DIAG_ERROR, "which cells are blank cannot be told");
		assert_string_equal(at(&t, "t/x/sum"), "3");
		assert_string_equal(at(&t, "t/g/z"), "absent");
		assert_string_equal(at(&t, "t/g/y/sum"), "9");
		fixture_release(&t.f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(blank_lines_are_compared_with_those_of_rows_alike),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
