/* SPDX-License-Identifier: MIT */
/* test_years.c: figures and prose compared with last year's, and figures with a limit. */
#include "report/checked.h"

#define VALUES(rest) "{'rule':'V','severity':'warning','values':['t.x.a']," rest "}"
#define REPEAT(rest) "{'rule':'S','severity':'warning','text':['p'],'repeat':true" rest "}"
#define PROSE "{'key':'p','heading':'一','body':'prose'},"

/* Checks one report, then the next; the findings are those of the comparison. */
static void compare(struct trial *t, const char *checks, const char *now, const char *before)
{
	const struct report *last;

	*t = (struct trial){0};
	assert_int_equal(
	        fixture_form(&t->f, arena_printf(&t->f.arena,
	                                         LAYOUT(PROSE TABLE(COLUMNS, ROWS), "%s"), checks)),
	        RC_OK);
	trial_check(t, arena_printf(&t->f.arena, "{'title':'题','organ':'某局','year':2024,%s}",
	                            before));
	last = t->r;
	trial_check(t,
	            arena_printf(&t->f.arena, "{'title':'题','organ':'某局','year':2025,%s}", now));
	diag_release(&t->f.dl);
	report_check_years(&t->f.arena, &(struct checked_report){t->r},
	                   &(struct checked_report){last}, &t->f.dl);
}

static void a_figure_many_times_last_years_is_reported(void **state)
{
	static const struct {
		const char *check, *now, *before, *message; /* NULL: nothing is found */
	} cases[] = {
	        {VALUES("'factor':5,'least':50"), "500", "100", NULL},
	        {VALUES("'factor':5,'least':50"), "501", "100",
	         "row “子”, column “甲”: 501, last year 100: more than 5 times as much"},
	        {VALUES("'factor':5,'least':50"), "500.01", "100", "more than 5 times"},
	        {VALUES("'factor':5,'least':50"), "100", "500", NULL},
	        {VALUES("'factor':5,'least':50"), "100", "501",
	         "100, last year 501: less than 1/5"},
	        /* the greater of the two decides */
	        {VALUES("'factor':5,'least':50"), "49", "1", NULL},
	        {VALUES("'factor':5,'least':50"), "50", "1", "50, last year 1"},
	        {VALUES("'factor':5,'least':50"), "1", "49", NULL},
	        {VALUES("'factor':5,'least':50"), "1", "50", "1, last year 50"},
	        /* 0 is a figure, with `least` */
	        {VALUES("'factor':5,'least':50"), "600", "0", "600, last year 0"},
	        {VALUES("'factor':5,'least':50"), "0", "600", "0, last year 600"},
	        {VALUES("'factor':5"), "600", "0", NULL},
	        {VALUES("'factor':5"), "0", "600", NULL},
	        {VALUES("'factor':5"), "6", "1", "6, last year 1"},
	        /* blanks and values that are not figures are not */
	        {VALUES("'factor':5,'least':50"), "600", "null", NULL},
	        {VALUES("'factor':5,'least':50"), "600", "'/'", NULL},
	        {VALUES("'factor':5,'least':50"), "null", "600", NULL},
	        {VALUES("'factor':5,'least':50"), "600", "'无'", NULL},
	        {VALUES("'factor':5,'least':50"), "600", "-1", NULL},
	        {VALUES("'factor':5,'least':50"), "-600", "1", NULL},
	        {VALUES("'factor':5,'least':50"), "-600", "100", NULL},
	        {VALUES("'factor':5,'least':50"), "100", "-600", NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct trial t = {0};
		struct arena a = {0};

		compare(&t, cases[i].check, arena_printf(&a, "'t':{'x':[%s,0,null]}", cases[i].now),
		        arena_printf(&a, "'t':{'x':[%s,0,null]}", cases[i].before));
		if (cases[i].message == NULL && t.f.dl.first != NULL)
			fail_msg("%s, %s: %s", cases[i].now, cases[i].before,
			         t.f.dl.first->message);
		if (cases[i].message != NULL &&
		    strstr(fixture_only(&t.f)->message, cases[i].message) == NULL)
			fail_msg("%s\n%s", fixture_only(&t.f)->message, cases[i].message);
		fixture_release(&t.f);
		arena_release(&a);
	}
}

static void a_figure_above_its_limit_is_reported(void **state)
{
	static const struct {
		const char *check, *value;
		bool told;
	} cases[] = {
	        {VALUES("'most':1000"), "1000", false},
	        {VALUES("'most':1000"), "1000.000001", true},
	        {VALUES("'most':1000"), "1001", true},
	        {VALUES("'most':1000"), "null", false},
	        {VALUES("'most':1000,'organ':'机$'"), "1001", true},
	        {VALUES("'most':1000,'organ':'局$'"), "1001", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct trial t;
		struct arena a = {0};

		trial_small(&t, cases[i].check, arena_printf(&a, "'x':[%s,0,0]", cases[i].value));
		if ((t.f.dl.first != NULL) != cases[i].told)
			fail_msg("%s: %s", cases[i].check, cases[i].value);
		fixture_release(&t.f);
		arena_release(&a);
	}
}

#define OWN(head, value)                                                                           \
	"'p':['段一。',{'table':{'columns':[{'text':'" head "'}],'rows':[{'values':[" value "]}]}" \
	"}]"

static void text_repeated_from_last_year_is_reported(void **state)
{
	static const struct {
		const char *check, *now, *before;
		bool told;
	} cases[] = {
	        {REPEAT(""), "'p':['问题一。']", "'p':['问题一。']", true},
	        {REPEAT(""), "'p':['问题一。']", "'p':['问题二。']", false},
	        /* figures, blanks and the borders of paragraphs are not words */
	        {REPEAT(""), "'p':['2025年 问题','一。']", "'p':['2024年问题　一。']", true},
	        {REPEAT(""), "'p':[{'heading':'问题','text':'一。'}]", "'p':['问题一。']", true},
	        {REPEAT(""), "'p':['2025']", "'p':['2024']", false},
	        {REPEAT(""), "'p':[]", "'p':[]", false},
	        /* at least this many words */
	        {REPEAT(",'least':4"), "'p':['问题一。']", "'p':['问题一。']", true},
	        {REPEAT(",'least':5"), "'p':['问题一。']", "'p':['问题一。']", false},
	        {REPEAT(",'least':4"), "'p':['问题1。']", "'p':['问题1。']", false},
	        /* a table has words too */
	        {REPEAT(""), OWN("人数", "7"), OWN("人数", "9"), true},
	        {REPEAT(""), OWN("人数", "7"), OWN("件数", "7"), false},
	        {REPEAT(""), OWN("人数", "'甲'"), OWN("人数", "'乙'"), false},
	        /* and so has a list, whatever its marks and levels */
	        {REPEAT(""), "'p':[{'list':['问题','一。']}]", "'p':['问题一。']", true},
	        {REPEAT(""), "'p':[{'list':['甲',{'text':'乙','list':['丙']}]}]",
	         "'p':[{'list':['甲','乙','丙'],'ordered':true}]", true},
	        {REPEAT(""), "'p':[{'list':['甲',{'text':'乙','list':['丙']}]}]",
	         "'p':[{'list':['甲',{'text':'乙','list':['丁']}]}]", false},
	        /* and a table's section has prose around it */
	        {"{'rule':'S','severity':'warning','text':['t'],'repeat':true}",
	         "'t':{'before':['前。'],'after':['后。']}",
	         "'t':{'before':['前。'],'after':['后。']}", true},
	        {"{'rule':'S','severity':'warning','text':['t'],'repeat':true}",
	         "'t':{'before':['前。'],'after':['后。']}",
	         "'t':{'before':['前。'],'after':['又。']}", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct trial t = {0};

		compare(&t, cases[i].check, cases[i].now, cases[i].before);
		if ((t.f.dl.first != NULL) != cases[i].told)
			fail_msg("%zu: %s", i, cases[i].now);
		if (cases[i].told)
			assert_string_equal(fixture_only(&t.f)->place.rule, "S");
		fixture_release(&t.f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_figure_many_times_last_years_is_reported),
	        cmocka_unit_test(a_figure_above_its_limit_is_reported),
	        cmocka_unit_test(text_repeated_from_last_year_is_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
