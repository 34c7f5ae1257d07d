/* SPDX-License-Identifier: MIT */
/* test_names.c: what pointers into a report are called in lists for people. */
#include "report/fixture.h"

#include "check/name.h"

#define PART(key, rows) "{" key ",'columns':" COLUMNS ",'rows':" rows "}"
#define GROUPED                                                                                    \
	"[{'text':'大组','key':'g','children':[{'text':'甲项','key':'y'},{'text':'乙项',"    \
	"'key':'z'}]}]"
#define PLACES                                                                                     \
	LAYOUT("{'key':'p','heading':'一、概况','body':'prose'},{'key':'pq','body':'prose'},"  \
	       "{'key':'t','heading':'二、表','body':'table','table':{'parts':[" PART(             \
	               "'key':'first'", ROWS) "," PART("'key':'second','title':'后半'",            \
	                                               GROUPED) "]}}",                             \
	       "")

static void pointers_are_said_in_the_words_of_the_form(void **state)
{
	static const struct {
		const char *pointer, *name;
	} cases[] = {
	        {NULL, ""},
	        {"", ""},
	        {"p", ""},
	        {"/t", "二、表"},
	        {"/t/first", "二、表 / first"}, /* a key, as it has no words */
	        {"/t/first/x", "二、表 / first / 子"},
	        {"/t/first/y/b", "二、表 / first / 丑 / 乙"},
	        {"/t/first/y/1", "二、表 / first / 丑 / 乙"}, /* a row may be a list */
	        {"/t/first/y/0", "二、表 / first / 丑 / 甲"},
	        {"/t/first/y/3", "二、表 / first / 丑"},
	        {"/t/first/y/1x", "二、表 / first / 丑"},
	        {"/t/first/nothing/a", "二、表 / first"},
	        {"/t/second/g/z/sum", "二、表 / second / 大组 / 乙项 / 计"},
	        {"/t/before/0", "二、表"},
	        {"/p", "一、概况"},
	        {"/p/0", "一、概况 / block 1"},
	        {"/p/11", "一、概况 / block 12"},
	        {"/p/2/list/4", "一、概况 / block 3"},
	        {"/p/x", "一、概况"},
	        {"/p/", "一、概况"},
	        {"/p/1x", "一、概况"},
	        {"/pq/0", "pq / block 1"},
	        {"/title", "The report's title"},
	        {"/titles", ""},
	        {"/nothing", ""},
	};
	struct fixture f = {0};

	(void)state;
	assert_int_equal(fixture_form(&f, PLACES), RC_OK);
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(name_place(&f.arena, f.form, cases[i].pointer), cases[i].name);
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(pointers_are_said_in_the_words_of_the_form),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
