/* SPDX-License-Identifier: MIT */
/* Heads of tables that are imported with layouts of their own. */
#include "import_trial.h"

#define NARROW(key, row)                                                                           \
	"{'key':'" key "','corner':'项目','columns':[{'text':'数额'}],'rows':[{'text':'" row       \
	"','key':'x'}]}"

#define GROUP(text, key)                                                                           \
	"{'text':'" text "','children':[{'text':'乙','key':'" key "b'},{'text':'丙','key':'" key   \
	"c'}]}"

/* Parts with one column need no heads. */
static void one_column_needs_no_head(void **state)
{
	static const char layout[] =
	        "{" HEAD "," RECOGNISE "'sections':[{'key':'t','heading':'二、数据一览',"
	        "'body':'table','table':{'parts':[{'beside':[" NARROW("one", "子项") "," NARROW(
	                "two", "丑项") "]}]}}]}";
	static const char page[] = "<p>市局2024年报<p>二、数据一览<table><tr><td>子项<td>5"
	                           "<tr><td>丑项<td>6</table>";
	struct trial t = {0};

	(void)state;
	assert_int_equal(fixture_form(&t.f, layout), RC_OK);
	assert_int_equal(trial_run(&t, "a.html", page, strlen(page)), RC_OK);
	assert_string_equal(at(&t, "t/one/x"), "5");
	assert_string_equal(at(&t, "t/two/x"), "6");
	for (const struct diag *d = t.f.dl.first; d != NULL; d = d->next)
		assert_null(strstr(d->message, "spans several"));
	fixture_release(&t.f);
}

/* The known heads are in order then too, and the figure below the unknown one can be counted. */
static void a_group_may_be_named_as_its_first_column(void **state)
{
	static const char layout[] =
	        "{" HEAD "," RECOGNISE "'sections':[{'key':'t','heading':'二、数据一览',"
	        "'body':'table','table':{'corner':'项目','columns':[{'text':'收件',"
	        "'children':[{'text':'收件','key':'a'},{'text':'乙','key':'b'}]},{'text':'丙件','"
	        "key':'c'}],"
	        "'rows':[{'text':'子项','key':'x'},{'text':'丑项','key':'y'}]}}]}";
	static const char page[] =
	        "<p>市局2024年报<p>二、数据一览<table><tr><td rowspan=2>项目<td colspan=2>收件"
	        "<td rowspan=2>奇怪<tr><td>收件<td>乙<tr><td>子项<td>5<td>6<td>7</table>";
	struct trial t = {0};

	(void)state;
	assert_int_equal(fixture_form(&t.f, layout), RC_OK);
	assert_int_equal(trial_run(&t, "a.html", page, strlen(page)), RC_OK);
	assert_string_equal(at(&t, "t/x/a"), "5");
	assert_string_equal(at(&t, "t/x/c"), "7");
	fixture_release(&t.f);
}

static int count_of(const struct trial *t, const char *needle)
{
	int n = 0;

	for (const struct diag *d = t->f.dl.first; d != NULL; d = d->next)
		n += strstr(d->message, needle) != NULL;
	return n;
}

/* A cell is below the heads that it spans; the one to its right is not among them. */
static void a_cell_ends_where_its_columns_do(void **state)
{
	struct trial t;

	(void)state;
	trial_page(&t, "<table><tr><td colspan=2>项目<td>甲<td>甲<td>乙<td>乙<td>乙<td>甲"
	               "<tr><td colspan=2>子项<td colspan=5>未定<td></table>");
	assert_int_equal(count_of(&t, "is used for each of them"), 1);
	assert_int_equal(count_of(&t, "“未定” is not a figure"), 2);
	fixture_release(&t.f);
}

/* A wide cell runs into one of three rows; in the third row a cell comes to lie under that. */
static void a_head_below_another_is_told(void **state)
{
	struct trial t;

	(void)state;
	trial_page(&t, "<table><tr><td>项目<td rowspan=3>甲<td>乙<td>计<tr><td colspan=2><td><td>"
	               "<tr><td>项目<td>计<td>乙<td>计<tr><td>子项<td>1<td>2<td>3</table>");
	assert_message(&t, DIAG_ERROR, "cannot place this cell: 计");
	assert_string_equal(at(&t, "t/x/sum"), "3");
	fixture_release(&t.f);
}

/* A head in two cells: "丙" and "件" below it. What stands in a row of figures is no half of one.
 */
static void halves_of_a_head_are_in_rows_of_heads(void **state)
{
	static const char layout[] =
	        "{" HEAD "," RECOGNISE "'sections':[{'key':'t','heading':'二、数据一览',"
	        "'body':'table','table':{'corner':'项目','columns':[{'text':'丙件','key':'a'},"
	        "{'text':'收文','key':'b'}],'rows':[{'text':'子项','key':'x'}]}}]}";
	static const char page[] = "<p>市局2024年报<p>二、数据一览<table><tr><td rowspan=2>项目"
	                           "<td>丙<td rowspan=2>收<tr><td>件<tr><td>子项<td>5<td>文"
	                           "</table>";
	struct trial t = {0};

	(void)state;
	assert_int_equal(fixture_form(&t.f, layout), RC_OK);
	assert_int_equal(trial_run(&t, "a.html", page, strlen(page)), RC_OK);
	assert_string_equal(at(&t, "t/x/a"), "5");
	assert_message(&t, DIAG_ERROR, "“文” is not a figure");
	fixture_release(&t.f);
}

/* A sanitizer sees whether the texts of its rows are released. */
static void heads_of_a_drawn_table_are_found(void **state)
{
	struct trial t;

	(void)state;
	trial_text(&t, "a.txt",
	           BEGIN "| 项目 | 甲 | 乙 | 计 |\n|---|---|---|---|\n| 子项 | 1 | 2 | 3 |\n");
	assert_string_equal(at(&t, "t/x/a"), "1");
	assert_string_equal(at(&t, "t/x/sum"), "3");
	fixture_release(&t.f);
}

/* A document may end in cells with bars; a sanitizer sees whether more is read. */
static void barred_cells_end_with_the_document(void **state)
{
	struct trial t;

	(void)state;
	trial_text(&t, "a.txt", BEGIN "项目 |\n甲 |\n乙 |\n计 |\n子项 |\n1 |\n2 |\n3 |");
	assert_string_equal(at(&t, "t/x/a"), "1");
	assert_string_equal(at(&t, "t/x/sum"), "3");
	fixture_release(&t.f);
}

/* Each cell on a line of its own: what is known beside an unknown head has its figure. */
static void an_unknown_head_of_a_list_is_one_column(void **state)
{
	struct trial t;

	(void)state;
	trial_text(&t, "a.txt", BEGIN "\t项目\n\t计\n\t奇怪\n\t甲\n\n\t子项\n\t3\n\t9\n\t1\n");
	assert_string_equal(at(&t, "t/x/sum"), "3");
	fixture_release(&t.f);
}

/* The first one, too, of a table that has neither a title nor a corner. */
static void lines_have_heads_in_any_of_their_wordings(void **state)
{
	static const char layout[] =
	        "{" HEAD "," RECOGNISE "'sections':[{'key':'t','heading':'二、数据一览',"
	        "'body':'table','table':{'columns':[{'text':'甲','aliases':['子类','寅类'],"
	        "'key':'a'},{'text':'乙','key':'b'},{'text':'计','key':'sum'}],"
	        "'rows':[{'text':'子项','key':'x'}]}}]}";
	static const char *const heads[] = {"甲", "子类", "寅类"};

	(void)state;
	for (size_t i = 0; i < COUNT(heads); i++) {
		struct trial t = {0};
		char text[200];
		int n = snprintf(text, sizeof(text),
		                 "市局2024年报\n二、数据一览\n     %s  乙  计\n子项    1  2  3\n",
		                 heads[i]);

		assert_int_equal(fixture_form(&t.f, layout), RC_OK);
		assert_int_equal(trial_run(&t, "a.txt", text, (size_t)n), RC_OK);
		assert_string_equal(at(&t, "t/x/a"), "1");
		assert_string_equal(at(&t, "t/x/sum"), "3");
		fixture_release(&t.f);
	}
}

/* A blank to the right of a head that spans two columns in the layout is part of it. */
static void a_head_spans_as_the_one_that_it_is_likest(void **state)
{
	static const char layout[] =
	        "{" HEAD "," RECOGNISE "'sections':[{'key':'t','heading':'二、数据一览',"
	        "'body':'table','table':{'corner':'项目','columns':[" GROUP(
	                "受理申请数量", "g") ","
	                                     "{'text':'受理申请数','key':'n'}," GROUP(
	                                             "办结",
	                                             "h") "],"
	                                                  "'rows':[{'text':'子项','key':'x'}]}}]}";
	static const char text[] = "市局2024年报\n二、数据一览\n"
	                           "项目\t受理申请数量\t\n\t乙\t丙\n子项\t1\t2\n";
	struct trial t = {0};

	(void)state;
	assert_int_equal(fixture_form(&t.f, layout), RC_OK);
	assert_int_equal(trial_run(&t, "a.txt", text, strlen(text)), RC_OK);
	assert_string_equal(at(&t, "t/x/0"), "1");
	assert_string_equal(at(&t, "t/x/1"), "2");
	fixture_release(&t.f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(one_column_needs_no_head),
	        cmocka_unit_test(a_group_may_be_named_as_its_first_column),
	        cmocka_unit_test(a_cell_ends_where_its_columns_do),
	        cmocka_unit_test(a_head_below_another_is_told),
	        cmocka_unit_test(halves_of_a_head_are_in_rows_of_heads),
	        cmocka_unit_test(heads_of_a_drawn_table_are_found),
	        cmocka_unit_test(barred_cells_end_with_the_document),
	        cmocka_unit_test(an_unknown_head_of_a_list_is_one_column),
	        cmocka_unit_test(lines_have_heads_in_any_of_their_wordings),
	        cmocka_unit_test(a_head_spans_as_the_one_that_it_is_likest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
