/* SPDX-License-Identifier: MIT */
/* test_bounds.c: formulas with >= and <=, read and checked. */
#include "report/checked.h"

#define AT_LEAST CHECK("column", "x >= y")
#define AT_MOST CHECK("row", "a <= b")

static void both_operators_are_read(void **state)
{
	static const struct {
		const char *formula;
		enum form_relation relation;
	} cases[] = {
	        {"all = x + y", FORM_EQUAL},
	        {"all >= x + y", FORM_AT_LEAST},
	        {"x+y<=all", FORM_AT_MOST},
	        {"all >=sum()", FORM_AT_LEAST},
	        {"x <= previous(x) + y", FORM_AT_MOST},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct fixture f = {0};
		const struct form_formula *formula;

		assert_int_equal(
		        fixture_form(&f, arena_printf(&f.arena, SMALL(CHECK("column", "%s")),
		                                      cases[i].formula)),
		        RC_OK);
		formula = f.form->checks[0].formulas;
		assert_int_equal(formula->relation, cases[i].relation);
		assert_true(formula->left_n > 0 && formula->right_n > 0);
		fixture_release(&f);
	}
}

static void a_wrong_operator_is_found_at_its_place(void **state)
{
	static const struct {
		const char *formula, *needle, *message;
	} cases[] = {
	        {"x >= y >= all", ">= all", "should end here"},
	        {"x = y >= all", ">= all", "should end here"},
	        {"x <= y = all", "= all", "should end here"},
	        {"x => y", "> y", "a name is expected"},
	        {"x =< y", "< y", "a name is expected"},
	        {"x > y", "> y", "“>=”, “<=”"},
	        {"x < y", "< y", "“>=”, “<=”"},
	        {"x > = y", "> = y", "“>=”, “<=”"},
	        {"x >", ">'", "“>=”, “<=”"},
	        {"x == y", "= y", "a name is expected"},
	        {"x >=", "'}]}", "a name is expected"},
	        {">= x", ">= x", "a name is expected"},
	        {"x ≥ y", "≥ y", "“>=”, “<=”"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct fixture f = {0};
		struct expected want = {"LAYOUT", "/checks/0/formula", cases[i].needle,
		                        cases[i].message};

		assert_int_equal(
		        fixture_form(&f, arena_printf(&f.arena, SMALL(CHECK("column", "%s")),
		                                      cases[i].formula)),
		        RC_INPUT);
		assert_finding(&f, fixture_only(&f), &want);
		fixture_release(&f);
	}
}

static void a_broken_bound_is_reported(void **state)
{
	static const struct {
		const char *check, *rows, *message; /* NULL: nothing is found */
	} cases[] = {
	        {AT_LEAST, "'x':[3,3,6],'y':[3,2,5]", NULL},
	        {AT_LEAST, "'x':[3,1,6],'y':[3,2,5]",
	         "column “乙”: “子” 1, but it should be at least “丑” 2; difference -1"},
	        {AT_MOST, "'x':[2,2,4],'y':[1,9,10]", NULL},
	        {AT_MOST, "'x':[3,2,5],'y':[1,9,10]",
	         "row “子”: “甲” 3, but it should be at most “乙” 2; difference 1"},
	        /* exact to the last decimal */
	        {AT_LEAST, "'x':['0.300000000000',1,1],'y':['0.300000000000',1,1]", NULL},
	        {AT_LEAST, "'x':['0.299999999999',1,1],'y':['0.3',1,1]",
	         "difference -0.000000000001"},
	        /* blanks and "/" count as 0, and a line of nothing else is not judged */
	        {AT_LEAST, "'x':[null,'/',null],'y':[null,null,'/']", NULL},
	        {AT_LEAST, "'x':[5,5,5],'y':[null,'/',null]", NULL},
	        {AT_LEAST, "'x':[null,5,5],'y':[1,1,1]",
	         "“子” 0 (blank), but it should be at least “丑” 1; difference -1"},
	        {AT_LEAST, "'x':[5,5,5],'y':[-1,-2,0]", NULL},
	        /* a negative right side is no bound for a count */
	        {CHECK("column", "all >= x - y"), "'x':[1,1,1],'y':[4,4,4],'all':[0,0,0]", NULL},
	        {CHECK("column", "all >= x - y"), "'x':[9,1,1],'y':[4,4,4],'all':[3,0,0]",
	         "“合” 3, but it should be at least “子” 9 - “丑” 4 = 5; difference -2"},
	        {CHECK("column", "x + y <= all"), "'x':[1,2,3],'y':[1,2,3],'all':[1,4,6]",
	         "“子” 1 + “丑” 1 = 2, but it should be at most “合” 1; difference 1"},
	        {CHECK("row", "sum >= sum()"), "'x':[1,2,2]",
	         "“计” 2, but it should be at least sum of 2 columns (“甲” 1 + “乙” 2) = 3; "
	         "difference -1"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct trial t;

		trial_small(&t, cases[i].check, cases[i].rows);
		if (cases[i].message == NULL)
			assert_no_findings(&t.f);
		else if (strstr(fixture_only(&t.f)->message, cases[i].message) == NULL)
			fail_msg("%s\n%s", fixture_only(&t.f)->message, cases[i].message);
		fixture_release(&t.f);
	}
}

static void a_cell_that_is_not_a_figure_breaks_no_bound(void **state)
{
	struct trial t;

	(void)state;
	trial_small(&t, AT_LEAST, "'x':['无',1,1],'y':[5,1,1]");
	assert_string_equal(fixture_only(&t.f)->place.rule, "TYPE");
	fixture_release(&t.f);
}

static void a_broken_bound_has_its_place_and_its_cells(void **state)
{
	struct expected want = {"R", "/t/x/1", "1,3]", "“子” 1, but it should be at least “丑” 2"};
	struct trial t;
	const struct diag *d;

	(void)state;
	trial_small(&t, AT_LEAST, "'x':[2,1,3],'y':[2,2,3]");
	d = fixture_only(&t.f);
	assert_finding(&t.f, d, &want);
	assert_int_equal(d->severity, DIAG_ERROR);
	assert_string_equal(d->sum->left, "1");
	assert_string_equal(d->sum->right, "2");
	assert_string_equal(d->sum->difference, "-1");
	assert_int_equal(d->sum->cell_n, 2);
	assert_string_equal(d->sum->cells[0], "/t/x/1");
	assert_string_equal(d->sum->cells[1], "/t/y/1");
	fixture_release(&t.f);
}

/* Causes of wrong sums (12 for 21, a total left out) are not named for bounds. */
static void a_bound_has_no_likely_cause(void **state)
{
	static const char *const rows[] = {"'x':[12,1,1],'y':[21,1,1]", "'x':[0,1,1],'y':[5,1,1]",
	                                   "'x':[1,1,1],'y':[10,1,1]"};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct trial t;
		const char *end;

		trial_small(&t, AT_LEAST, rows[i]);
		end = strstr(fixture_only(&t.f)->message, "; difference ");
		assert_non_null(end);
		assert_null(strchr(end + 2, ';'));
		fixture_release(&t.f);
	}
}

static void a_bound_defines_no_total(void **state)
{
	static const char *const checks[] = {CHECK("row", "sum >= sum()"),
	                                     CHECK("row", "sum <= sum()")};

	(void)state;
	for (size_t i = 0; i < COUNT(checks); i++) {
		struct trial t;
		const bool *defined;

		trial_small(&t, checks[i], "'x':[0,0,null]");
		assert_no_findings(&t.f);
		assert_int_equal(cell(&t, "/t/x/2")->state, CELL_NULL);
		defined = report_defined_totals(&t.f.arena, t.f.form, t.f.form->sections);
		for (size_t k = 0; k < t.f.form->sections[0].table->cell_n; k++)
			assert_false(defined[k]);
		fixture_release(&t.f);
	}
}

/* Checks two years of the small report; the findings include both. */
static void check_years(struct trial *t, const char *check, const char *now, const char *before)
{
	const struct report *last;

	trial_small(t, check, before);
	last = t->r;
	trial_check(t, arena_printf(&t->f.arena, "{'title':'题','organ':'机','year':2025,'t':{%s}}",
	                            now));
	assert_no_findings(&t->f);
	report_check_years(&t->f.arena, &(struct checked_report){t->r},
	                   &(struct checked_report){last}, &t->f.dl);
}

static void a_bound_may_be_from_last_year(void **state)
{
	struct trial t;
	const struct diag *d;

	(void)state;
	check_years(&t, CHECK("column", "x >= previous(x) - y"), "'x':[3,2,5],'y':[1,1,2]",
	            "'x':[4,3,7]");
	assert_no_findings(&t.f);
	fixture_release(&t.f);
	check_years(&t, CHECK("column", "x >= previous(x) - y"), "'x':[3,1,5],'y':[1,1,2]",
	            "'x':[4,3,7]");
	d = fixture_only(&t.f);
	assert_string_equal(d->message,
	                    "column “乙”: “子” 1, but it should be at least last year's "
	                    "“子” 3 - “丑” 1 = 2; difference -1");
	assert_int_equal(d->sum->cell_n, 3);
	assert_string_equal(d->sum->cells[1], "report#/t/x/1");
	fixture_release(&t.f);
}

static void what_is_in_force_is_at_least_what_was_issued_and_not_repealed(void **state)
{
	static const struct {
		const char *rules, *message;
	} cases[] = {
	        {"[1, 2, 3]", NULL},
	        {"[5, 2, 3]", NULL},
	        {"[0, 9, 0]", NULL},
	        {"[\"/\", \"/\", \"/\"]", NULL},
	        {"[6, 2, 3]", "row “规章”: “现行有效件数” 3, but it should be at least "
	                      "“本年制发件数” 6 - “本年废止件数” 2 = 4; difference -1"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct trial t;

		trial_changed(&t, "{\"issued\": 1, \"repealed\": 2, \"in_force\": 3}",
		              cases[i].rules);
		if (cases[i].message == NULL) {
			assert_no_findings(&t.f);
		} else {
			assert_string_equal(fixture_only(&t.f)->message, cases[i].message);
			assert_string_equal(fixture_only(&t.f)->place.rule, "T2-VALID");
			assert_int_equal(fixture_only(&t.f)->severity, DIAG_WARNING);
		}
		fixture_release(&t.f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(both_operators_are_read),
	        cmocka_unit_test(a_wrong_operator_is_found_at_its_place),
	        cmocka_unit_test(a_broken_bound_is_reported),
	        cmocka_unit_test(a_cell_that_is_not_a_figure_breaks_no_bound),
	        cmocka_unit_test(a_broken_bound_has_its_place_and_its_cells),
	        cmocka_unit_test(a_bound_has_no_likely_cause),
	        cmocka_unit_test(a_bound_defines_no_total),
	        cmocka_unit_test(a_bound_may_be_from_last_year),
	        cmocka_unit_test(what_is_in_force_is_at_least_what_was_issued_and_not_repealed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
