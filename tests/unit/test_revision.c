/* SPDX-License-Identifier: MIT */
/* What a corrected edition says about its correction. */
#include "report/bound.h"
#include "report/dump.h"

#define WITH(members)                                                                              \
	"{'title':'题','organ':'机','year':2024,'date':'2025-01-24','t':{}," members "}"
#define NUMBER "'number':1"
#define DATE "'date':'2025-03-02'"
#define REASON "'reason':'由'"

static void a_correction_is_read(void **state)
{
	struct bound t;
	struct buf b = {0};

	(void)state;
	bound_read(&t, SMALL(""),
	           WITH("'revision':{'number':2,'date':'2025-01-24','reason':'由'}"));
	assert_no_findings(&t.f);
	assert_int_equal(t.rc, RC_OK);
	report_dump(&b, t.r);
	assert_non_null(strstr(b.p, "\nrevision 2\n  date 2025-01-24\n  reason \"由\"\n"));
	buf_release(&b);
	fixture_release(&t.f);
}

static void faults_of_a_correction_are_found_at_their_place(void **state)
{
	static const struct {
		const char *report;
		struct expected want;
	} cases[] = {
	        {WITH("'revision':[1]"), {"TYPE", "/revision", "[1]", "an object expected"}},
	        {WITH("'revision':{" DATE "," REASON "}"),
	         {"MISSING", "/revision/number", "{'date'", "“number” is missing"}},
	        {WITH("'revision':{" NUMBER "," REASON "}"),
	         {"MISSING", "/revision/date", "{'number'", "“date” is missing"}},
	        {WITH("'revision':{" NUMBER "," DATE "}"),
	         {"MISSING", "/revision/reason", "{'number'", "“reason” is missing"}},
	        {WITH("'revision':{'number':0," DATE "," REASON "}"),
	         {"TYPE", "/revision/number", "0,'date'", "from 1 to 999"}},
	        {WITH("'revision':{'number':'1'," DATE "," REASON "}"),
	         {"TYPE", "/revision/number", "'1'", "from 1 to 999"}},
	        {WITH("'revision':{'number':1.5," DATE "," REASON "}"),
	         {"TYPE", "/revision/number", "1.5", "from 1 to 999"}},
	        {WITH("'revision':{" NUMBER ",'date':'2025-02-30'," REASON "}"),
	         {"TYPE", "/revision/date", "'2025-02-30'", "a valid date"}},
	        {WITH("'revision':{" NUMBER "," DATE ",'reason':''}"),
	         {"TYPE", "/revision/reason", "''}", "empty"}},
	        {WITH("'revision':{" NUMBER "," DATE "," REASON ",'reasn':1}"),
	         {"KEY", "/revision/reasn", "'reasn'", "did you mean “reason”"}},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct bound t;

		bound_read(&t, SMALL(""), cases[i].report);
		assert_int_equal(t.rc, RC_INPUT);
		assert_finding(&t.f, fixture_only(&t.f), &cases[i].want);
		fixture_release(&t.f);
	}
}

static void a_correction_before_the_report_is_a_warning(void **state)
{
	struct expected want = {"REVISION", "/revision/date", "'2025-01-23'", "before the report"};
	struct bound t;

	(void)state;
	bound_read(&t, SMALL(""), WITH("'revision':{" NUMBER ",'date':'2025-01-23'," REASON "}"));
	assert_int_equal(t.rc, RC_OK);
	assert_finding(&t.f, fixture_only(&t.f), &want);
	fixture_release(&t.f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_correction_is_read),
	        cmocka_unit_test(faults_of_a_correction_are_found_at_their_place),
	        cmocka_unit_test(a_correction_before_the_report_is_a_warning),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
