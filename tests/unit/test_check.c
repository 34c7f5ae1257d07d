/* SPDX-License-Identifier: MIT */
#include "report/checked.h"

#define SUMS CHECK("column", "all = sum()") "," CHECK("row", "sum = sum()")
#define COUNTS "{'rule':'N','severity':'error','table':'t','each':'cell','decimals':0}"
#define BLANKS "{'rule':'B','severity':'warning','table':'t','each':'row','blank':true}"

/* ---- the shipped checks ---- */

static void a_consistent_report_passes(void **state)
{
	struct trial t;

	(void)state;
	trial_changed(&t, "", "");
	assert_no_findings(&t.f);
	fixture_release(&t.f);
}

static bool is_arithmetic(const struct diag *d)
{
	return strncmp(d->place.rule, "T3-", 3) == 0 || strcmp(d->place.rule, "T4-SUM") == 0;
}

/* Adds 1 to one cell of the text and checks the report. */
static bool one_more_is_found(struct fixture *f, const struct cell *c)
{
	struct trial t = {.f.form = f->form};
	struct dec value = dec_add(c->value, dec_from_int(1));
	struct buf b = {0};
	bool found = false;

	buf_put(&b, f->source.text, c->at->off);
	dec_put(&b, value);
	buf_puts(&b, f->source.text + c->at->end);
	trial_check(&t, b.p);
	for (const struct diag *d = t.f.dl.first; d != NULL; d = d->next)
		found |= is_arithmetic(d) && d->severity == DIAG_ERROR && d->sum != NULL;
	buf_release(&b);
	fixture_release(&t.f);
	return found;
}

static void a_change_of_any_cell_of_the_two_tables_is_found(void **state)
{
	struct trial t;
	size_t n = 0;

	(void)state;
	trial_changed(&t, "", "");
	for (size_t i = 0; i < t.r->form->section_n; i++) {
		const struct section *s = &t.r->sections[i];

		if (strcmp(s->form->key, "requests") != 0 && strcmp(s->form->key, "review") != 0)
			continue;
		for (size_t k = 0; k < s->form->table->cell_n; k++, n++)
			if (!one_more_is_found(&t.f, &s->cells[k]))
				fail_msg("%s may be changed unseen", s->cells[k].pointer);
	}
	assert_int_equal(n, 175 + 15);
	fixture_release(&t.f);
}

/* Findings of one rule. */
static size_t count_rule(const struct trial *t, const char *rule)
{
	size_t n = 0;

	for (const struct diag *d = t->f.dl.first; d != NULL; d = d->next)
		n += strcmp(d->place.rule, rule) == 0;
	return n;
}

static void a_column_that_does_not_balance_is_reported_with_its_numbers(void **state)
{
	struct expected want = {"T3-ID", "/requests/received/0", "107,",
	                        "column “自然人”: “一、本年新收政府信息公开申请数量” 107 + "
	                        "“二、上年结转政府信息公开申请数量” 2 = 109, but "
	                        "“三、本年度办理结果（七）总计” 105 + "
	                        "“四、结转下年度继续办理” 3 = 108; difference 1"};
	struct trial t;
	const struct diag *d;

	(void)state;
	trial_changed(&t, "[106, 99", "[107, 99");
	assert_int_equal(t.f.dl.error_n, 2); /* the column, and the row's total */
	d = fixture_finding(&t.f, 0);
	assert_finding(&t.f, d, &want);
	assert_string_equal(d->sum->left, "109");
	assert_string_equal(d->sum->right, "108");
	assert_string_equal(d->sum->difference, "1");
	assert_int_equal(d->sum->cell_n, 4);
	assert_string_equal(d->sum->cells[0], "/requests/received/0");
	assert_string_equal(d->sum->cells[1], "/requests/carried_in/0");
	assert_string_equal(d->sum->cells[2], "/requests/results/total/0");
	assert_string_equal(d->sum->cells[3], "/requests/carried_out/0");
	fixture_release(&t.f);
}

static void a_row_total_is_reported_with_the_columns_it_sums(void **state)
{
	struct expected want = {"T3-ROW", "/requests/results/granted/6", "25],\n      'partly",
	                        "row “（一）予以公开”: “总计” 25, but sum of 6 columns "
	                        "(“自然人” 1 + “商业企业” 4 + “科研机构” 7 + “社会公益组织” 1 + "
	                        "“法律服务机构” 4 + “其他” 7) = 24; difference 1"};
	struct trial t;

	(void)state;
	trial_changed(&t, "7, 1, 4, 7, 24],\n      \"partly", "7, 1, 4, 7, 25],\n      \"partly");
	assert_int_equal(count_rule(&t, "T3-SUM"), 1);
	assert_int_equal(t.f.dl.error_n, 2);
	assert_finding(&t.f, fixture_finding(&t.f, 1), &want);
	fixture_release(&t.f);
}

static void a_total_row_is_reported_at_its_total(void **state)
{
	struct trial t;
	const struct diag *d;

	(void)state;
	trial_changed(&t, "\"total\": [105,", "\"total\": [104,");
	assert_int_equal(t.f.dl.error_n, 3); /* balance, sum of the column, sum of the row */
	d = fixture_finding(&t.f, 1);
	assert_string_equal(d->place.rule, "T3-SUM");
	assert_string_equal(d->place.pointer, "/requests/results/total/0");
	assert_int_equal(d->sum->cell_n, 22);
	assert_non_null(strstr(d->message, "sum of 21 rows (“（一）予以公开” 1 + "));
	assert_non_null(strstr(d->message, "“（六）其他处理 3.其他” 6) = 105; difference -1"));
	fixture_release(&t.f);
}

static void a_group_of_the_review_is_reported_by_its_full_name(void **state)
{
	struct expected want = {
	        "T4-SUM", "/review/litigation_after_reconsideration/4", "17]",
	        "“四、政府信息公开行政复议、行政诉讼情况”: “行政诉讼 复议后起诉 总计” 17, but "
	        "sum of 4 columns (“行政诉讼 复议后起诉 结果维持” 3 + "};
	struct trial t;

	(void)state;
	trial_changed(&t, "18]", "17]");
	assert_finding(&t.f, fixture_only(&t.f), &want);
	fixture_release(&t.f);
}

static void disclosure_counts_must_be_whole_and_not_negative(void **state)
{
	static const struct {
		const char *from, *to, *rule, *message;
	} cases[] = {
	        {"\"licensing\": 7", "\"licensing\": -7", "T2-NEG",
	         "row “行政许可”, column “本年处理决定数量”: -7 is negative"},
	        {"\"issued\": 1", "\"issued\": 1.5", "T2-NEG",
	         "row “规章”, column “本年制发件数”: 1.5 is not a whole number"},
	        {"\"12.50\"", "\"12.1234567\"", "T2-NEG", "12.1234567 has more than 6 decimals"},
	        {"\"12.50\"", "-0.5", "T2-NEG", "-0.5 is negative"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct trial t;
		const struct diag *d;

		trial_changed(&t, cases[i].from, cases[i].to);
		d = fixture_only(&t.f);
		assert_int_equal(d->severity, DIAG_ERROR);
		assert_string_equal(d->place.rule, cases[i].rule);
		assert_non_null(strstr(d->message, cases[i].message));
		fixture_release(&t.f);
	}
}

static void decimals_that_are_all_zero_do_not_count(void **state)
{
	struct trial t;

	(void)state;
	trial_changed(&t, "\"12.50\"", "\"12.50000000\"");
	assert_no_findings(&t.f);
	fixture_release(&t.f);
	trial_changed(&t, "\"licensing\": 7", "\"licensing\": 7.0");
	assert_no_findings(&t.f);
	fixture_release(&t.f);
}

static void fractions_in_the_other_tables_are_warnings(void **state)
{
	struct trial t;

	(void)state;
	trial_changed(&t, "[1, 2, 3, 4, 10]", "[1.5, 1.5, 3, 4, 10]");
	assert_int_equal(t.f.dl.error_n, 0);
	assert_int_equal(count_rule(&t, "COUNT"), 2);
	fixture_release(&t.f);
}

static void a_report_without_its_tables_is_not_called_blank(void **state)
{
	struct trial t;

	(void)state;
	trial_shipped(&t, "{'title':'题','organ':'机','year':2024,'overview':['文'],"
	                  "'problems':['文'],'other_matters':['文'],'disclosure':[]}");
	assert_int_equal(t.f.dl.error_n, 3); /* disclosure, requests, review */
	assert_int_equal(count_rule(&t, "BLANK"), 0);
	fixture_release(&t.f);
}

/* ---- sums ---- */

static void decimals_add_up_exactly(void **state)
{
	struct trial t;

	(void)state;
	trial_small(&t, SUMS, "'x':[0.1,0.2,0.3],'y':['1e-1','0.20',0.30],'all':[0.2,0.4,0.6]");
	assert_no_findings(&t.f);
	fixture_release(&t.f);
	trial_small(&t, CHECK("row", "sum = sum()"), "'x':[0.1,0.2,0.300000000001]");
	assert_string_equal(fixture_only(&t.f)->sum->difference, "0.000000000001");
	fixture_release(&t.f);
}

static void blanks_and_slashes_count_as_zero(void **state)
{
	struct trial t;

	(void)state;
	trial_small(&t, CHECK("row", "sum = sum()"), "'x':[null,'/',0],'y':['/',5,5]");
	assert_no_findings(&t.f);
	fixture_release(&t.f);
	trial_small(&t, CHECK("row", "sum = sum()"), "'x':[null,'/',2]");
	assert_non_null(strstr(fixture_only(&t.f)->message,
	                       "(“甲” 0 (blank) + “乙” 0 (“/”)) = 0; difference 2"));
	fixture_release(&t.f);
	trial_small(&t, CHECK("row", "sum = sum()"), "'x':[1,1,'/']");
	assert_non_null(strstr(fixture_only(&t.f)->message, "“计” 0 (“/”), but"));
	fixture_release(&t.f);
}

static void a_row_or_column_of_blanks_passes(void **state)
{
	struct trial t;

	(void)state;
	trial_small(&t, SUMS "," CHECK("column", "x = y"), "'x':[null,'/',null]");
	assert_no_findings(&t.f);
	assert_int_equal(cell(&t, "/t/x/2")->state, CELL_NULL);
	assert_int_equal(cell(&t, "/t/all/0")->state, CELL_ABSENT);
	fixture_release(&t.f);
}

static void terms_may_be_subtracted(void **state)
{
	struct trial t;

	(void)state;
	trial_small(&t, CHECK("column", "all - x = y"), "'x':[1,2,3],'y':[1,1,1],'all':[2,3,5]");
	assert_non_null(strstr(fixture_only(&t.f)->message,
	                       "column “计”: “合” 5 - “子” 3 = 2, but “丑” 1; difference 1"));
	fixture_release(&t.f);
	trial_small(&t, CHECK("column", "x = all - y"), "'x':[1,2,3],'y':[1,1,1],'all':[2,3,4]");
	assert_no_findings(&t.f);
	fixture_release(&t.f);
}

static void a_sum_among_other_terms_is_reported_with_its_own_result(void **state)
{
	struct trial t = {0};

	(void)state;
	assert_int_equal(
	        fixture_form(&t.f, LAYOUT(TABLE("[{'text':'数','key':'n'}]",
	                                        "[{'text':'子','key':'x'},{'text':'组','key':'g',"
	                                        "'children':[{'text':'丑','key':'y'},"
	                                        "{'text':'寅','key':'z'}]},"
	                                        "{'text':'合','key':'all','total':true}]"),
	                                  CHECK("column", "all = x + sum(g)"))),
	        RC_OK);
	trial_check(&t, "{'title':'题','organ':'机','year':2024,'t':{'x':[1],"
	                "'g':{'y':[2],'z':[3]},'all':[7]}}");
	assert_non_null(strstr(fixture_only(&t.f)->message,
	                       "“合” 7, but “子” 1 + sum of 2 rows (“丑” 2 + “寅” 3) 5 = 6; "
	                       "difference 1"));
	fixture_release(&t.f);
}

static void zeros_of_a_long_sum_are_not_listed(void **state)
{
	struct trial t;

	(void)state;
	trial_changed(&t, "[1, 4, 7, 1, 4, 7, 24],\n      \"partly",
	              "[0, 0, 3, 0, 0, 0, 4],\n      \"partly");
	for (const struct diag *d = t.f.dl.first; d != NULL; d = d->next)
		if (strcmp(d->place.rule, "T3-ROW") == 0)
			assert_non_null(strstr(d->message, "sum of 6 columns (“科研机构” 3) = 3;"));
	assert_int_equal(count_rule(&t, "T3-ROW"), 1);
	fixture_release(&t.f);
}

static void a_sum_of_zeros_lists_nothing(void **state)
{
	struct trial t;

	(void)state;
	trial_changed(&t, "[1, 4, 7, 1, 4, 7, 24],\n      \"partly",
	              "[0, 0, 0, 0, 0, 0, 4],\n      \"partly");
	for (const struct diag *d = t.f.dl.first; d != NULL; d = d->next)
		if (strcmp(d->place.rule, "T3-ROW") == 0)
			assert_non_null(
			        strstr(d->message, "but sum of 6 columns = 0; difference 4"));
	assert_int_equal(count_rule(&t, "T3-ROW"), 1);
	fixture_release(&t.f);
}

static void a_broken_cell_causes_no_further_errors(void **state)
{
	static const char *const rows[] = {
	        "'x':['无',2,3],'y':[1,1,2],'all':[2,3,5]",
	        "'x':[1,2],'y':[1,1,2],'all':[2,3,5]",
	        "'x':['无',2,3],'y':[1,1,2],'all':[null,3,null]",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct trial t;

		trial_small(&t, SUMS "," BLANKS, rows[i]);
		assert_string_equal(fixture_finding(&t.f, 0)->place.rule, "TYPE");
		assert_int_equal(t.f.dl.error_n, 1);
		fixture_release(&t.f);
	}
}

static void the_place_is_the_first_left_cell_that_exists(void **state)
{
	struct expected exists = {"R", "/t/y/0", "1,null,null],'all'", "difference -4"};
	struct expected none = {"R", "/t/x/0", "{'all'", "difference -5"};
	struct trial t;

	(void)state;
	trial_small(&t, CHECK("column", "x + y = all"), "'y':[1,null,null],'all':[5,null,null]");
	assert_finding(&t.f, fixture_only(&t.f), &exists);
	fixture_release(&t.f);
	trial_small(&t, CHECK("column", "x + y = all"), "'all':[5,null,null]");
	assert_finding(&t.f, fixture_only(&t.f), &none);
	fixture_release(&t.f);
}

/* ---- totals ---- */

static void totals_left_out_are_computed(void **state)
{
	struct trial t;

	(void)state;
	trial_small(&t, SUMS "," BLANKS, "'x':[1,2,null],'y':{'a':'0.50','b':4}");
	assert_no_findings(&t.f);
	assert_computed(&t, "/t/x/2", "3");
	assert_computed(&t, "/t/y/sum", "4.5");
	assert_computed(&t, "/t/all/0", "1.5");
	assert_computed(&t, "/t/all/1", "6");
	/* The cells that it sums are computed themselves. */
	assert_computed(&t, "/t/all/2", "7.5");
	fixture_release(&t.f);
}

static void a_total_row_given_as_null_is_computed(void **state)
{
	struct trial t;

	(void)state;
	trial_small(&t, SUMS, "'x':[1,2,3],'y':[4,5,9],'all':null");
	assert_no_findings(&t.f);
	assert_computed(&t, "/t/all/0", "5");
	assert_computed(&t, "/t/all/2", "12");
	fixture_release(&t.f);
}

static void the_given_report_is_not_changed(void **state)
{
	struct trial t;

	(void)state;
	trial_small(&t, SUMS, "'x':[1,2,null]");
	assert_computed(&t, "/t/x/2", "3");
	assert_int_equal(t.given->sections[0].cells[2].state, CELL_NULL);
	fixture_release(&t.f);
}

static void a_total_over_blanks_stays_blank(void **state)
{
	struct trial t;

	(void)state;
	trial_small(&t, SUMS, "'x':[1,null,null],'y':[2,'/',null]");
	assert_no_findings(&t.f);
	assert_int_equal(cell(&t, "/t/all/1")->state, CELL_ABSENT);
	assert_computed(&t, "/t/all/0", "3");
	assert_computed(&t, "/t/all/2", "3");
	fixture_release(&t.f);
}

static void a_given_total_is_checked_and_kept(void **state)
{
	struct trial t;

	(void)state;
	trial_small(&t, SUMS, "'x':[1,2,4]");
	/* x's total is wrong, and so is the total of totals: 3 across, 4 down. */
	assert_int_equal(cell(&t, "/t/x/2")->computed, false);
	assert_string_equal(cell(&t, "/t/x/2")->text, "4");
	assert_string_equal(fixture_finding(&t.f, 0)->place.pointer, "/t/x/2");
	fixture_release(&t.f);
}

static void a_slash_is_no_total_to_compute(void **state)
{
	struct trial t;

	(void)state;
	trial_small(&t, CHECK("row", "sum = sum()"), "'x':[0,0,'/']");
	assert_no_findings(&t.f);
	assert_int_equal(cell(&t, "/t/x/2")->state, CELL_SLASH);
	fixture_release(&t.f);
}

static void a_sum_that_is_no_total_is_not_computed(void **state)
{
	struct trial t;

	(void)state;
	trial_small(&t, CHECK("column", "x = y"), "'y':[1,1,1]");
	assert_int_equal(cell(&t, "/t/x/0")->state, CELL_ABSENT);
	assert_int_equal(t.f.dl.error_n, 3);
	fixture_release(&t.f);
}

static void totals_that_define_each_other_end(void **state)
{
	struct trial t = {0};

	(void)state;
	assert_int_equal(
	        fixture_form(&t.f,
	                     LAYOUT(TABLE(COLUMNS, "[{'text':'子','key':'x','total':true},"
	                                           "{'text':'丑','key':'y','total':true},"
	                                           "{'text':'寅','key':'z'}]"),
	                            CHECK("column", "x = y") "," CHECK("column", "y = x + z"))),
	        RC_OK);
	trial_check(&t, "{'title':'题','organ':'机','year':2024,'t':{'z':[null,null,null]}}");
	assert_no_findings(&t.f);
	assert_int_equal(cell(&t, "/t/x/0")->state, CELL_ABSENT);
	fixture_release(&t.f);
}

/* ---- blanks ---- */

static void a_blank_row_is_reported_at_the_row_or_above_it(void **state)
{
	static const struct {
		const char *rows;
		struct expected want;
	} cases[] = {
	        {"'x':null,'y':[1,1,1],'all':[1,1,1]", {"B", "/t/x", "null", "row “子” is blank"}},
	        {"'x':[null,null,null],'y':[1,1,1],'all':[1,1,1]",
	         {"B", "/t/x", "[null", "row “子” is blank"}},
	        {"'y':[1,1,1],'all':[1,1,1]", {"B", "/t/x", "{'y'", "row “子” is blank"}},
	        {"'x':[1,null,1],'y':[1,1,1],'all':[1,1,1]",
	         {"B", "/t/x", "[1,null", "row “子” has blanks in columns: “乙”"}},
	        {"'x':[1,null,'/'],'y':[1,1,1],'all':[1,1,1]",
	         {"B", "/t/x", "[1,null", "row “子” has blanks or “/” in columns: “乙”, “计”"}},
	        {"'x':['/','/','/'],'y':[1,1,1],'all':[1,1,1]",
	         {"B", "/t/x", "['/'", "row “子” has only “/”"}},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct trial t;

		trial_small(&t, BLANKS, cases[i].rows);
		assert_finding(&t.f, fixture_only(&t.f), &cases[i].want);
		assert_int_equal(fixture_only(&t.f)->severity, DIAG_WARNING);
		fixture_release(&t.f);
	}
}

static void computed_totals_are_not_blank(void **state)
{
	struct trial t;

	(void)state;
	trial_small(&t, SUMS "," BLANKS, "'x':{'a':1,'b':2},'y':[0,0,null]");
	assert_no_findings(&t.f);
	fixture_release(&t.f);
}

static void a_slash_is_usual_only_where_the_layout_says_so(void **state)
{
	struct trial t;

	(void)state;
	trial_changed(&t, "{\"issued\": 1, \"repealed\": 2, \"in_force\": 3}",
	              "[\"/\", \"/\", \"/\"]");
	assert_no_findings(&t.f);
	fixture_release(&t.f);
	trial_changed(&t, "{\"issued\": 1, \"repealed\": 2, \"in_force\": 3}",
	              "[\"/\", null, \"/\"]");
	assert_non_null(strstr(fixture_only(&t.f)->message,
	                       "row “规章” has blanks in columns: “本年废止件数”"));
	fixture_release(&t.f);
	trial_changed(&t, "\"licensing\": 7", "\"licensing\": \"/\"");
	assert_string_equal(fixture_only(&t.f)->place.rule, "BLANK");
	assert_string_equal(fixture_only(&t.f)->place.pointer, "/disclosure/licensing");
	fixture_release(&t.f);
}

static void a_row_without_a_label_is_named_by_its_heading(void **state)
{
	struct expected want = {
	        "BLANK", "/review", "{\n    \"reconsideration\"",
	        "row “四、政府信息公开行政复议、行政诉讼情况” has blanks in columns: “行政复议 "};
	struct trial t;

	(void)state;
	trial_changed(&t, "[1, 2, 3, 4, 10]", "null");
	assert_finding(&t.f, fixture_only(&t.f), &want);
	fixture_release(&t.f);
}

static void negative_and_fractional_totals_are_reported_at_their_origin(void **state)
{
	struct trial t;

	(void)state;
	trial_small(&t, SUMS "," COUNTS, "'x':[-1,0,null],'y':[0,0,0]");
	assert_string_equal(fixture_only(&t.f)->place.pointer, "/t/x/0");
	fixture_release(&t.f);
}

static void the_documented_example_works_as_described(void **state)
{
	struct trial t = {0};
	const char *text;

	(void)state;
	text = fixture_file(&t.f, "docs/layouts.md");
	assert_int_equal(fixture_form(&t.f, fixture_json_block(&t.f, text, 0)), RC_OK);
	trial_check(&t, fixture_json_block(&t.f, text, 1));
	assert_no_findings(&t.f);
	assert_computed(&t, "/visits/branches/east/total", "800");
	assert_computed(&t, "/visits/branches/west/2", "300");
	assert_computed(&t, "/visits/all/0", "1700");
	assert_computed(&t, "/visits/all/1", "1400");
	assert_computed(&t, "/visits/all/2", "3100");
	fixture_release(&t.f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_consistent_report_passes),
	        cmocka_unit_test(a_change_of_any_cell_of_the_two_tables_is_found),
	        cmocka_unit_test(a_column_that_does_not_balance_is_reported_with_its_numbers),
	        cmocka_unit_test(a_row_total_is_reported_with_the_columns_it_sums),
	        cmocka_unit_test(a_total_row_is_reported_at_its_total),
	        cmocka_unit_test(a_group_of_the_review_is_reported_by_its_full_name),
	        cmocka_unit_test(disclosure_counts_must_be_whole_and_not_negative),
	        cmocka_unit_test(decimals_that_are_all_zero_do_not_count),
	        cmocka_unit_test(fractions_in_the_other_tables_are_warnings),
	        cmocka_unit_test(a_report_without_its_tables_is_not_called_blank),
	        cmocka_unit_test(decimals_add_up_exactly),
	        cmocka_unit_test(blanks_and_slashes_count_as_zero),
	        cmocka_unit_test(a_row_or_column_of_blanks_passes),
	        cmocka_unit_test(terms_may_be_subtracted),
	        cmocka_unit_test(a_sum_among_other_terms_is_reported_with_its_own_result),
	        cmocka_unit_test(zeros_of_a_long_sum_are_not_listed),
	        cmocka_unit_test(a_sum_of_zeros_lists_nothing),
	        cmocka_unit_test(a_broken_cell_causes_no_further_errors),
	        cmocka_unit_test(the_place_is_the_first_left_cell_that_exists),
	        cmocka_unit_test(totals_left_out_are_computed),
	        cmocka_unit_test(a_total_row_given_as_null_is_computed),
	        cmocka_unit_test(the_given_report_is_not_changed),
	        cmocka_unit_test(a_total_over_blanks_stays_blank),
	        cmocka_unit_test(a_given_total_is_checked_and_kept),
	        cmocka_unit_test(a_slash_is_no_total_to_compute),
	        cmocka_unit_test(a_sum_that_is_no_total_is_not_computed),
	        cmocka_unit_test(totals_that_define_each_other_end),
	        cmocka_unit_test(a_blank_row_is_reported_at_the_row_or_above_it),
	        cmocka_unit_test(computed_totals_are_not_blank),
	        cmocka_unit_test(a_slash_is_usual_only_where_the_layout_says_so),
	        cmocka_unit_test(a_row_without_a_label_is_named_by_its_heading),
	        cmocka_unit_test(negative_and_fractional_totals_are_reported_at_their_origin),
	        cmocka_unit_test(the_documented_example_works_as_described),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
