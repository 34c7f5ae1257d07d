/* SPDX-License-Identifier: MIT */
/* Sums of cells; the command as a whole is tried in tests/cli/test_merge.py. */
#include "report/checked.h"

#include "merge/merge.h"

#define SUMS CHECK("column", "all = sum()") "," CHECK("row", "sum = sum()")

struct sum {
	struct trial t; /* the form, the findings */
	const struct report *r;
};

/* Adds up reports whose tables are `rows`; NULL ends them. */
static void sum_up(struct sum *s, const char *const *rows)
{
	struct merge_head head = {"总题", "总机", 2024};
	struct merge *m = NULL;
	char name[] = "a";

	trial_small(&s->t, SUMS, "");
	diag_release(&s->t.f.dl);
	m = merge_new(&s->t.f.arena, s->t.f.form);
	for (; *rows != NULL; rows++, name[0]++) {
		trial_check(&s->t, arena_printf(&s->t.f.arena,
		                                "{'title':'题','organ':'机','year':2024,'t':{%s}}",
		                                *rows));
		merge_add(m, &(struct merge_child){name, s->t.r});
	}
	diag_release(&s->t.f.dl);
	s->r = merge_finish(m, &head, &s->t.f.dl);
}

static void assert_cells(const struct sum *s, const char *want)
{
	const struct section *table = &s->r->sections[0];
	struct buf b = {0};

	for (size_t i = 0; i < table->form->table->cell_n; i++)
		buf_putf(&b, i == 0 ? "%s" : " %s",
		         table->cells[i].state == CELL_NULL ? "_" : table->cells[i].text);
	assert_string_equal(b.p, want);
	buf_release(&b);
}

/* A table keeps the unit that all reports give; figures in different units are not added up. */
static void units_must_be_the_same(void **state)
{
	static const char *const same[] = {"'unit':'万元','x':[1,2,3]", "'unit':'万元','x':[1,2,3]",
	                                   NULL};
	static const char *const none[] = {"'x':[1,2,3]", "'x':[1,2,3]", NULL};
	static const char *const other[] = {"'unit':'万元','x':[1,2,3]", "'x':[1,2,3]",
	                                    "'unit':'元','x':[1,2,3]", NULL};
	struct sum s;

	(void)state;
	sum_up(&s, same);
	assert_string_equal(s.r->sections[0].remarks.unit, "万元");
	assert_int_equal(s.t.f.dl.error_n, 0);
	fixture_release(&s.t.f);
	sum_up(&s, none);
	assert_null(s.r->sections[0].remarks.unit);
	assert_int_equal(s.t.f.dl.error_n, 0);
	fixture_release(&s.t.f);
	sum_up(&s, other);
	assert_null(s.r->sections[0].remarks.unit);
	assert_string_equal(fixture_only(&s.t.f)->place.rule, "MERGE");
	assert_int_equal(s.t.f.dl.error_n, 1);
	fixture_release(&s.t.f);
}

static void cells_add_up(void **state)
{
	static const struct {
		const char *rows[4];
		const char *want; /* three rows; _ is blank */
	} cases[] = {
	        {{"'x':[1,2,3]", "'x':[10,20,30]"}, "11 22 33 _ _ _ 11 22 33"},
	        {{"'x':[null,null,null]", ""}, "_ _ _ _ _ _ _ _ _"},
	        {{"'x':['/','/','/'],'y':['/',1,null]", "'x':['/',null,5],'y':['/','/',null]"},
	         "/ _ 0 / 1 1 _ 1 1"},
	        {{"'x':['1.50',0.5,null]", "'x':['1.5',1,null]", "'y':[-3,null,null]"},
	         "3.00 1.5 4.5 -3 _ -3 0.0 1.5 1.5"},
	        {{"'x':['0.000000000001',null,null]", "'x':['0.000000000009',null,null]"},
	         "0.000000000010 _ 0.000000000010 _ _ _ 0.000000000010 _ 0.000000000010"},
	        {{"'x':['1.00000000000000000',null,null]"}, "1.000000000000 _ 1 _ _ _ 1 _ 1"},
	        /* No figures, but totals of 0. */
	        {{"'x':[null,null,0]", "'all':[0,null,0]"}, "_ _ 0 _ _ _ 0 _ 0"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct sum s;

		sum_up(&s, cases[i].rows);
		assert_cells(&s, cases[i].want);
		fixture_release(&s.t.f);
	}
}

/* A cell that no formula defines is a figure like any other, even if it is a total. */
static void totals_without_a_formula_add_up(void **state)
{
	struct trial t;
	struct merge *m;
	const struct report *r;
	struct merge_head head = {"题", "机", 2024};

	(void)state;
	trial_small(&t, CHECK("row", "sum = sum()"), "'x':[1,2,null],'all':[5,6,11]");
	m = merge_new(&t.f.arena, t.f.form);
	merge_add(m, &(struct merge_child){"a", t.r});
	merge_add(m, &(struct merge_child){"b", t.r});
	r = merge_finish(m, &head, &t.f.dl);
	assert_string_equal(r->sections[0].cells[6].text, "10");
	assert_string_equal(r->sections[0].cells[8].text, "22");
	assert_no_findings(&t.f);
	fixture_release(&t.f);
}

static void totals_that_differ_name_their_reports(void **state)
{
	static const struct {
		const char *rows[4];
		const char *message; /* NULL: nothing is found */
	} cases[] = {
	        {{"'x':[1,2,3],'all':[1,2,3]", "'x':[1,null,null]"}, NULL},
	        {{"'x':[1,2,4],'all':[1,2,3]", "'x':[1,2,3]"},
	         "row “子”, column “计”: the figures add up to 6, the totals given to 7; "
	         "difference "
	         "-1, from: a (-1)"},
	        {{"'x':[1,2,3],'all':[1,2,3]", "'x':[1,1,2],'all':[1.5,1,2]"},
	         "row “合”, column “甲”: the figures add up to 2, the totals given to 2.5; "
	         "difference "
	         "-0.5, from: b (-0.5)"},
	        /* Two that cancel out are reported all the same. */
	        {{"'x':[1,2,4],'all':[1,2,3]", "'x':[1,2,2],'all':[1,2,3]"},
	         "the figures add up to 6, the totals given to 6; difference 0, from: a (-1), b "
	         "(1)"},
	        {{"'x':[null,null,7],'all':[null,null,0]"},
	         "row “子”, column “计”: the figures add up to 0, the totals given to 7"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct sum s;

		sum_up(&s, cases[i].rows);
		if (cases[i].message == NULL) {
			assert_no_findings(&s.t.f);
		} else {
			const struct diag *d = fixture_only(&s.t.f);

			assert_string_equal(d->place.rule, "MERGE");
			assert_int_equal(d->severity, DIAG_WARNING);
			if (strstr(d->message, cases[i].message) == NULL)
				fail_msg("%s\n%s", d->message, cases[i].message);
		}
		fixture_release(&s.t.f);
	}
}

/* Reports whose row totals are each too high by 1; ten are named. */
static void at_most_ten_reports_are_named(void **state)
{
	static const char *const row = "'x':[1,2,4],'all':[1,2,3]";

	(void)state;
	for (size_t n = 9; n <= 12; n++) {
		const char *rows[13] = {NULL};
		struct sum s;
		const char *from, *tenth, *more;

		for (size_t i = 0; i < n; i++)
			rows[i] = row;
		sum_up(&s, rows);
		from = strstr(fixture_only(&s.t.f)->message, "from: a (-1), b (-1)");
		assert_non_null(from);
		tenth = strstr(from, "j (-1)");
		more = strstr(from, ", and ");
		assert_int_equal(tenth != NULL, n >= 10);
		assert_int_equal(more != NULL, n > 10);
		assert_null(strstr(from, "k (-1)"));
		if (more != NULL)
			assert_string_equal(more, n == 11 ? ", and 1 more" : ", and 2 more");
		fixture_release(&s.t.f);
	}
}

static void broken_cells_add_nothing(void **state)
{
	static const char *const rows[] = {"'x':[1,true,null]", "'x':[1,2,3]", NULL};
	struct sum s;

	(void)state;
	sum_up(&s, rows);
	assert_string_equal(s.r->sections[0].cells[0].text, "2");
	assert_string_equal(s.r->sections[0].cells[1].text, "2");
	fixture_release(&s.t.f);
}

static void a_table_of_contributions_is_csv(void **state)
{
	static const char want[] = "\xEF\xBB\xBF"
	                           "file,organ,表 / 子 / 甲,表 / 子 / 乙,表 / 子 / 计,"
	                           "表 / 丑 / 甲,表 / 丑 / 乙,表 / 丑 / 计,"
	                           "表 / 合 / 甲,表 / 合 / 乙,表 / 合 / 计,R\r\n"
	                           ",,/t/x/a,/t/x/b,/t/x/sum,/t/y/a,/t/y/b,/t/y/sum,"
	                           "/t/all/a,/t/all/b,/t/all/sum,\r\n"
	                           "\"a,\"\"b\"\"\",'=机,1,/,1.50,,,,,,,FAIL\r\n";
	struct contribution c = {.file = "a,\"b\"", .organ = "=机"};
	struct trial t;
	struct buf b = {0};

	(void)state;
	trial_small(&t, SUMS, "'x':[1,'/','1.50'],'y':[false,null,null]");
	c.report = t.r;
	c.findings = &t.f.dl;
	contributions_put_heads(&b, t.f.form);
	contributions_put(&b, c.report->form, &c);
	assert_string_equal(b.p, want);
	buf_release(&b);
	fixture_release(&t.f);
}

static void what_a_spreadsheet_would_compute_is_defused(void **state)
{
	static const struct {
		const char *organ, *want;
	} cases[] = {
	        {"=1+1", ",'=1+1,"},
	        {"+1", ",'+1,"},
	        {"-1", ",'-1,"},
	        {"@SUM(A1)", ",'@SUM(A1),"},
	        {"\t=1", ",'\t=1,"},
	        {"\r=1", ",\"'\r=1\","},
	        {"=A,B", ",\"'=A,B\","},
	        {"机=1", ",机=1,"},
	        {" =1", ", =1,"},
	        {"\"机\"", ",\"\"\"机\"\"\","},
	        {"机\n关", ",\"机\n关\","},
	        {"", ",,"},
	};
	struct trial t;

	(void)state;
	trial_small(&t, SUMS, "'x':[1,2,3]");
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct contribution c = {"f", cases[i].organ, t.r, &t.f.dl};
		struct buf b = {0};

		contributions_put(&b, c.report->form, &c);
		assert_memory_equal(b.p, "f", 1);
		if (strncmp(b.p + 1, cases[i].want, strlen(cases[i].want)) != 0)
			fail_msg("%s: %s", cases[i].organ, b.p);
		buf_release(&b);
	}
	fixture_release(&t.f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(cells_add_up),
	        cmocka_unit_test(units_must_be_the_same),
	        cmocka_unit_test(totals_without_a_formula_add_up),
	        cmocka_unit_test(totals_that_differ_name_their_reports),
	        cmocka_unit_test(broken_cells_add_nothing),
	        cmocka_unit_test(at_most_ten_reports_are_named),
	        cmocka_unit_test(a_table_of_contributions_is_csv),
	        cmocka_unit_test(what_a_spreadsheet_would_compute_is_defused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
