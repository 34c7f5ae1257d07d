/* SPDX-License-Identifier: MIT */
/* What a report begins and ends with: title, preamble and signature. */
#include "import_trial.h"

static void each_line_above_the_title_is_told(void **state)
{
	struct trial t;

	(void)state;
	trial_text(&t, "a.txt", "甲句。\n\n乙句。\n\n" BEGIN);
	assert_string_equal(at(&t, "title"), "市局2024年报");
	assert_string_equal(at(&t, "front/0"), "甲句。");
	assert_string_equal(at(&t, "front/1"), "乙句。");
	assert_message(&t, DIAG_WARNING, "goes into the preamble: 甲句。");
	assert_message(&t, DIAG_WARNING, "goes into the preamble: 乙句。");
	fixture_release(&t.f);
}

/* Either name may be the short one, of which most characters are in the other. */
static void who_signs_may_be_named_otherwise_than_in_the_title(void **state)
{
	static const struct {
		const char *title, *line, *organ;
	} cases[] = {
	        {"丙市政务服务局", "政务局", "政务局"},
	        {"政务局", "丙市政务服务局", "丙市政务服务局"},
	        {"丙市政务服务局", "办公室", "absent"},
	        {"丙市政务服务局", "局", "absent"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char text[300];
		struct trial t;

		snprintf(text, sizeof(text),
		         "%s2024年报\n\n一、概况说明\n\n一段。\n\n%s\n\n2025年1月9日\n",
		         cases[i].title, cases[i].line);
		trial_text(&t, "a.txt", text);
		assert_string_equal(at(&t, "sign/organ"), cases[i].organ);
		assert_string_equal(at(&t, "sign/date"), "2025-01-09");
		assert_string_equal(at(&t, "organ"), cases[i].title);
		fixture_release(&t.f);
	}
}

static void an_empty_page_states_nothing(void **state)
{
	struct trial t;

	(void)state;
	trial_text(&t, "a.html", "");
	assert_message(&t, DIAG_ERROR, "does not state “title”");
	assert_string_equal(at(&t, "title"), "absent");
	fixture_release(&t.f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(each_line_above_the_title_is_told),
	        cmocka_unit_test(who_signs_may_be_named_otherwise_than_in_the_title),
	        cmocka_unit_test(an_empty_page_states_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
