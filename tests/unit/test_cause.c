/* SPDX-License-Identifier: MIT */
/* test_cause.c: the slips that are named as the causes of differences. */
#include "report/checked.h"

static void a_difference_is_reported_with_its_likely_cause(void **state)
{
	static const struct {
		const char *from, *to, *rule, *pointer, *message; /* NULL: no cause is named */
	} cases[] = {
	        {"[106, 99", "[160, 99", "T3-ID", "/requests/received/0",
	         "“一、本年新收政府信息公开申请数量” 160 may be 106 with two digits swapped"},
	        {"2, 8, 28]", "2, 8, 82]", "T3-ROW", "/requests/carried_in/6",
	         "“总计” 82 may be 28 with two digits swapped"},
	        {"2, 8, 28]", "2, 8, 0]", "T3-ROW", "/requests/carried_in/6",
	         "the total seems not to have been filled in"},
	        {"2, 8, 28]", "2, 8, 280]", "T3-ROW", "/requests/carried_in/6",
	         "a digit seems to be missing, or one too many"},
	        {"2, 8, 28]", "2, 8, 27]", "T3-ROW", "/requests/carried_in/6",
	         "“科研机构” 1 seems to be left out of the total"},
	        {"2, 8, 28]", "2, 8, 29]", "T3-ROW", "/requests/carried_in/6",
	         "“科研机构” 1 seems to be counted twice in the total"},
	        {"2, 8, 28]", "2, 8, 26]", "T3-ROW", "/requests/carried_in/6", NULL},
	        {"[2, 7, 1, 8", "[9, 0, 1, 8", "T3-ID", "/requests/received/0",
	         "column “商业企业” is out by the same amount the other way"},
	        {"\"carried_out\": [3,", "\"carried_out\": [0,", "T3-ID", "/requests/received/0",
	         NULL},
	        {"\"carried_out\": [3,", "\"carried_out\": [1,", "T3-ID", "/requests/received/0",
	         "without “二、上年结转政府信息公开申请数量” 2 both sides would be equal"},
	        {"[2, 7, 1, 8, 2, 8, 28]", "[2, 7, 1, 8, 2, 9, 29]", "T3-ID",
	         "/requests/received/5", NULL},
	        /* the next column, of totals, is out the other way, but does not count as a
	           neighbour */
	        {"[2, 7, 1, 8, 2, 8, 28]", "[2, 7, 1, 8, 2, 12, 24]", "T3-ID",
	         "/requests/received/5", NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *last = NULL;
		struct trial t;

		trial_changed(&t, cases[i].from, cases[i].to);
		for (const struct diag *d = t.f.dl.first; d != NULL; d = d->next)
			if (strcmp(d->place.rule, cases[i].rule) == 0 &&
			    strcmp(d->place.pointer, cases[i].pointer) == 0)
				last = strstr(d->message, "; difference ");
		assert_non_null(last);
		last = strchr(last + 2, ';');
		if ((last != NULL) != (cases[i].message != NULL) ||
		    (last != NULL && strstr(last, cases[i].message) == NULL)) {
			fixture_tell(&t.f);
			fail_msg("%zu: %s", i, cases[i].message);
		}
		fixture_release(&t.f);
	}
}

/* In a small table, where the slip is the only explanation. */
static void a_slip_in_a_small_table_is_named_only_if_it_is_certain(void **state)
{
	static const struct {
		const char *check, *rows, *cause; /* NULL: none */
	} cases[] = {
	        {CHECK("column", "x = y"), "'x':[12,1,1],'y':[21,1,1]",
	         NULL}, /* either may be the slip */
	        {CHECK("column", "all = x + y"), "'x':[12,0,0],'y':[5,0,0],'all':[26,0,0]",
	         "“子” 12 may be 21 with two digits swapped"},
	        /* digits of negative figures are not swapped */
	        {CHECK("column", "all = x + y"), "'x':[-12,0,0],'y':[5,0,0],'all':[-16,0,0]", NULL},
	        {CHECK("column", "x = y"), "'x':[-12,1,1],'y':[-21,1,1]", NULL},
	        {CHECK("column", "all = x + y"), "'x':[12,0,0],'y':[-33,0,0],'all':[0,0,0]", NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct trial t;
		const char *cause;

		trial_small(&t, cases[i].check, cases[i].rows);
		cause = strstr(fixture_only(&t.f)->message, "; difference ");
		assert_non_null(cause);
		cause = strchr(cause + 2, ';');
		if ((cause != NULL) != (cases[i].cause != NULL) ||
		    (cause != NULL && strstr(cause, cases[i].cause) == NULL))
			fail_msg("%zu: %s", i, fixture_only(&t.f)->message);
		fixture_release(&t.f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_difference_is_reported_with_its_likely_cause),
	        cmocka_unit_test(a_slip_in_a_small_table_is_named_only_if_it_is_certain),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
