/* SPDX-License-Identifier: MIT */
/* test_texts.c: which texts the checks of prose read, and up to which limits. */
#include "report/checked.h"

#define FIND(text)                                                                                 \
	"{'rule':'F','severity':'warning','find':'X'" text ",'message':{'zh':'有','en':'found'}}"
#define LACK(text)                                                                                 \
	"{'rule':'F','severity':'warning','lack':'X'" text ",'message':{'zh':'无','en':'lacks'}}"
#define P_AND_T                                                                                    \
	"{'key':'p','heading':'一','body':'prose'}," TABLE(COLUMNS, ROWS) ",{'key':'sign','body':" \
	                                                                  "'signature'}"
#define X_TABLE                                                                                    \
	"{'table':{'caption':'X','corner':'X','columns':[{'text':'X'}],"                           \
	"'rows':[{'text':'X','values':['X']}]}}"

/* The pointers of all findings, with a space after each. */
static void assert_found(const char *check, const char *report, const char *want)
{
	struct trial t = {0};
	struct buf b = {0};

	assert_int_equal(fixture_form(&t.f, arena_printf(&t.f.arena, LAYOUT(P_AND_T, "%s"), check)),
	                 RC_OK);
	trial_check(&t, report);
	for (const struct diag *d = t.f.dl.first; d != NULL; d = d->next)
		buf_putf(&b, "%s ", d->place.pointer);
	if (strcmp(b.n > 0 ? b.p : "", want) != 0)
		fail_msg("%s: %s, not %s", check, b.n > 0 ? b.p : "", want);
	buf_release(&b);
	fixture_release(&t.f);
}

static void a_check_reads_the_texts_that_it_names(void **state)
{
	static const char report[] =
	        "{'title':'X','organ':'X','year':2024,"
	        "'revision':{'number':1,'date':'2025-01-01','reason':'X'},"
	        "'p':['X',{'heading':'X','text':'X'}," X_TABLE "],"
	        "'t':{'before':['X'],'after':[" X_TABLE "]},'sign':{'organ':['X','Y']}}";
#define OF_P "/p/0 /p/1/heading /p/1/text "
#define OF_TABLE(at)                                                                               \
	at "/table/caption " at "/table/corner " at "/table/columns/0/text " at                    \
	   "/table/rows/0/text " at "/table/rows/0/values/0 "
	static const struct {
		const char *check, *want;
	} cases[] = {
	        {FIND(""), "/title /organ /revision/reason " OF_P OF_TABLE(
	                           "/p/2") "/t/before/0 " OF_TABLE("/t/after/0") "/sign/organ/0 "},
	        {FIND(",'text':['title']"), "/title "},
	        {FIND(",'text':['organ']"), "/organ "},
	        {FIND(",'text':['reason','sign']"), "/revision/reason /sign/organ/0 "},
	        {FIND(",'text':['p']"), OF_P},
	        {FIND(",'text':['p','tables']"), OF_P OF_TABLE("/p/2")},
	        {FIND(",'text':['t']"), "/t/before/0 "},
	        {FIND(",'text':['t','tables','title']"),
	         "/title /t/before/0 " OF_TABLE("/t/after/0")},
	        {FIND(",'text':['sign']"), "/sign/organ/0 "},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_found(cases[i].check, report, cases[i].want);
}

static void items_of_lists_are_read_in_any_scope(void **state)
{
	static const char report[] =
	        "{'title':'题','organ':'机','year':2024,"
	        "'p':['前',{'list':['X',{'text':'X','list':['甲','乙X']}],'ordered':true}],"
	        "'t':{'before':[{'list':['甲','X']}]}}";
#define IN_P "/p/1/list/0 /p/1/list/1/text /p/1/list/1/list/1 "

	(void)state;
	assert_found(FIND(""), report, IN_P "/t/before/0/list/1 ");
	assert_found(FIND(",'text':['p']"), report, IN_P);
	assert_found(FIND(",'text':['t']"), report, "/t/before/0/list/1 ");
	assert_found(LACK(",'text':['p']"), report, "");
	assert_found("{'rule':'Y','severity':'warning','year':'(?<year>20[0-9]{2})年'}",
	             "{'title':'题','organ':'机','year':2024,'p':[{'list':['2024年',"
	             "{'text':'甲','list':['2022年']}]}]}",
	             "/p/0/list/1/list/0 ");
}

/* A number that is typed into an item counts among the items, not among the headings. */
static void items_number_no_part_of_the_text(void **state)
{
	(void)state;
	assert_found("{'rule':'L','severity':'warning','levels':true}",
	             "{'title':'题','organ':'机','year':2024,"
	             "'p':['1.甲',{'list':['7.乙','9.丙']},'2.丁']}",
	             "");
	assert_found("{'rule':'L','severity':'warning','levels':true}",
	             "{'title':'题','organ':'机','year':2024,'p':['1.甲','7.乙','2.丁']}",
	             "/p/1 /p/2 ");
}

#define ONLY_IN_TABLE "{'title':'题','organ':'机','year':2024,'p':['段。'," X_TABLE "]}"

static void a_required_word_may_be_in_a_table(void **state)
{
	(void)state;
	assert_found(LACK(",'text':['p']"), ONLY_IN_TABLE, "/p ");
	assert_found(LACK(",'text':['p','tables']"), ONLY_IN_TABLE, "");
	assert_found(LACK(",'text':['reason']"), ONLY_IN_TABLE, "");
	assert_found(LACK(",'text':['reason']"),
	             "{'title':'题','organ':'机','year':2024,"
	             "'revision':{'number':1,'date':'2025-01-01','reason':'更正'}}",
	             "/revision/reason ");
}

/* Texts in tables are not sentences: they state no year and continue no series. */
static void numbers_are_read_in_prose_only(void **state)
{
#define CELL(text) "{'table':{'columns':[{'text':'" text "'}],'rows':[{'values':['" text "']}]}}"
	(void)state;
	assert_found("{'rule':'Y','severity':'warning','year':'(?<year>20[0-9]{2})年'}",
	             "{'title':'题','organ':'机','year':2024,'p':[" CELL("2023年") ",'2022年']}",
	             "/p/1 ");
	assert_found(
	        "{'rule':'S','severity':'warning','series':'第(?<n>[0-9,]+)条'}",
	        "{'title':'题','organ':'机','year':2024,'p':['第1条'," CELL("第9条") ",'第2条']}",
	        "");
	assert_found("{'rule':'L','severity':'warning','levels':true}",
	             "{'title':'题','organ':'机','year':2024,'p':['1.甲'," CELL("7.乙") ",'2.丙']}",
	             "");
}

static void a_scope_that_reads_nothing_is_a_fault(void **state)
{
	static const struct {
		const char *check, *needle, *message;
	} cases[] = {
	        {FIND(",'text':['tables']"), "['tables'", "needs the keys of the sections"},
	        {FIND(",'text':['title','tables']"), "['title'", "needs the keys of the sections"},
	        {"{'rule':'Y','severity':'warning','year':'(?<year>[0-9]+)','text':['p','tables']}",
	         "['p'", "only “find” and “lack”"},
	        {"{'rule':'S','severity':'warning','repeat':true,'text':['p','tables']}", "['p'",
	         "only “find” and “lack”"},
	        {FIND(",'text':['p','table']"), "'table']", "“reason” or “tables” expected"},
	        {FIND(",'text':[7]"), "7]", "“reason” or “tables” expected"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct fixture f = {0};
		const struct diag *d;

		assert_int_equal(fixture_form(&f, arena_printf(&f.arena, LAYOUT(P_AND_T, "%s"),
		                                               cases[i].check)),
		                 RC_INPUT);
		d = fixture_only(&f);
		if (strstr(d->message, cases[i].message) == NULL)
			fail_msg("%zu: %s", i, d->message);
		assert_int_equal(strncmp(f.layout.text + d->place.off,
		                         fixture_source(&f, "", cases[i].needle).text,
		                         strlen(cases[i].needle)),
		                 0);
		fixture_release(&f);
	}
}

/* A sum of four cells lists them all, one of five only those that are not 0. */
static void a_wrong_number_is_reported_with_its_cells(void **state)
{
#define COUNTED(figure)                                                                            \
	"{'rule':'N','severity':'warning','text':['p'],'count':'收(?<n>[0-9]+)件','equals':"     \
	"'" figure "'}"
	static const struct {
		const char *figure, *want;
	} cases[] = {
	        {"t.x.a + t.x.b + t.y.a + t.y.b", "table has: row “子”, column “甲” 1 + row “子”, "
	                                          "column “乙” 0 + row “丑”, column “甲” 2 "
	                                          "+ row “丑”, column “乙” 3 = 6; difference 3"},
	        {"t.x.a + t.x.b + t.y.a + t.y.b - t.all.a",
	         "table has: row “子”, column “甲” 1 + row “丑”, column “甲” 2 + row “丑”, column "
	         "“乙” "
	         "3 - "
	         "row “合”, column “甲” 4 = 2; difference 7"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct trial t = {0};

		assert_int_equal(
		        fixture_form(&t.f, arena_printf(&t.f.arena, LAYOUT(P_AND_T, COUNTED("%s")),
		                                        cases[i].figure)),
		        RC_OK);
		trial_check(&t, "{'title':'题','organ':'机','year':2024,'p':['收9件'],"
		                "'t':{'x':[1,0,1],'y':[2,3,5],'all':[4,3,7]}}");
		assert_non_null(strstr(fixture_only(&t.f)->message, cases[i].want));
		fixture_release(&t.f);
	}
}

static void a_series_has_at_most_a_thousand_numbers(void **state)
{
	static const char check[] =
	        "{'rule':'S','severity':'warning','series':'第(?<n>[0-9,]+)条'}";

	(void)state;
	assert_found(check, "{'title':'题','organ':'机','year':2024,'p':['第1,000条']}", "/p/0 ");
	assert_found(check, "{'title':'题','organ':'机','year':2024,'p':['第1,001条']}", "");
	assert_found(check, "{'title':'题','organ':'机','year':2024,'p':['第0条']}", "");
	/* a heading or a section starts a new series */
	assert_found(
	        check,
	        "{'title':'题','organ':'机','year':2024,'p':['第1条','第2条',{'heading':'（一）'"
	        "},'第3条'],'t':{'before':['第4条']}}",
	        "/p/3 /t/before/0 ");
}

/* ---- limits ---- */

/* Texts of this many bytes each; `last` is at the end of the last one. */
static const char *long_report(struct arena *a, size_t n, size_t last)
{
	struct buf b = {0};

	buf_puts(&b, "{'title':'题','organ':'机','year':2024,'p':[");
	for (size_t i = 0; i < n; i++) {
		size_t len = i + 1 < n ? 65536 : last;

		buf_puts(&b, i > 0 ? ",'" : "'");
		for (size_t k = 1; k < len; k++)
			buf_putc(&b, 'a');
		buf_puts(&b, "X'");
	}
	buf_puts(&b, "]}");
	return buf_to_arena(a, &b);
}

static void texts_are_searched_up_to_their_limits(void **state)
{
	struct arena a = {0};

	(void)state;
	assert_found(FIND(""), long_report(&a, 1, 65536), "/p/0 ");
	assert_found(LACK(",'text':['p']"), long_report(&a, 1, 65536), "");
	assert_found(FIND(""), long_report(&a, 1, 65537), "/p/0 "); /* TXT-LONG */
	assert_found(FIND(",'text':['p']"), long_report(&a, 2, 1), "/p/0 /p/1 ");
	/* The required word may be in the text that was not searched. */
	assert_found(LACK(",'text':['p']"), long_report(&a, 1, 65537), "/p/0 ");
	arena_release(&a);
}

/* 4 MiB with the title and the organ, of three bytes each; then one byte more. */
static void a_report_is_searched_up_to_four_mebibytes(void **state)
{
	struct arena a = {0};

	(void)state;
	for (size_t more = 0; more < 2; more++) {
		struct trial t = {0};
		size_t n = 0;

		assert_int_equal(fixture_form(&t.f, LAYOUT(P_AND_T, FIND(""))), RC_OK);
		trial_check(&t, long_report(&a, 64, 65536 - 6 + more));
		for (const struct diag *d = t.f.dl.first; d != NULL; d = d->next, n++)
			assert_string_equal(d->place.rule, n < 64 - more ? "F" : "TXT-LONG");
		assert_int_equal(n, 64);
		fixture_release(&t.f);
	}
	arena_release(&a);
}

/* What stands before each match is searched for `unless`: 2,000 times 32 KiB would be 64 MiB. */
static void exceptions_are_searched_for_up_to_their_limit(void **state)
{
	struct arena a = {0};

	(void)state;
	for (size_t n = 200; n <= 2000; n += 1800) {
		struct trial t = {0};
		struct buf b = {0};
		size_t found = 0, skipped = 0;

		buf_puts(&b, "{'title':'题','organ':'机','year':2024,'p':['");
		for (size_t i = 0; i < 65000; i++)
			buf_putc(&b, i % (65000 / n) == 0 ? 'X' : 'a');
		buf_puts(&b, "','X']}");
		assert_int_equal(fixture_form(&t.f, LAYOUT(P_AND_T, FIND(",'unless':'bX$'"))),
		                 RC_OK);
		trial_check(&t, buf_to_arena(&a, &b));
		for (const struct diag *d = t.f.dl.first; d != NULL; d = d->next) {
			found += strcmp(d->place.rule, "F") == 0;
			skipped += strcmp(d->place.rule, "TXT-LONG") == 0;
		}
		assert_int_equal(found, 22); /* twenty, how many more, and the next text's */
		assert_int_equal(skipped, n == 2000);
		fixture_release(&t.f);
	}
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_check_reads_the_texts_that_it_names),
	        cmocka_unit_test(a_required_word_may_be_in_a_table),
	        cmocka_unit_test(items_of_lists_are_read_in_any_scope),
	        cmocka_unit_test(items_number_no_part_of_the_text),
	        cmocka_unit_test(numbers_are_read_in_prose_only),
	        cmocka_unit_test(a_scope_that_reads_nothing_is_a_fault),
	        cmocka_unit_test(a_wrong_number_is_reported_with_its_cells),
	        cmocka_unit_test(a_series_has_at_most_a_thousand_numbers),
	        cmocka_unit_test(texts_are_searched_up_to_their_limits),
	        cmocka_unit_test(a_report_is_searched_up_to_four_mebibytes),
	        cmocka_unit_test(exceptions_are_searched_for_up_to_their_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
