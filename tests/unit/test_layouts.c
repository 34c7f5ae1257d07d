/* SPDX-License-Identifier: MIT */
/* The other shipped layouts, their examples, and checks across parts. */
#include "report/checked.h"

static void read_layout(struct fixture *f, const char *name)
{
	*f = (struct fixture){0};
	if (fixture_form(f, fixture_file(f, arena_printf(&f->arena, "layouts/%s.json", name))) !=
	    RC_OK) {
		fixture_tell(f);
		fail_msg("layout %s has faults", name);
	}
	assert_string_equal(f->form->name, name);
}

/* An example with a piece replaced, checked with its layout. */
static void trial_example(struct trial *t, const char *layout, const char *example,
                          const char *const change[2])
{
	const char *text, *at;

	*t = (struct trial){0};
	read_layout(&t->f, layout);
	text = fixture_file(&t->f, arena_printf(&t->f.arena, "examples/%s.json", example));
	at = change != NULL ? strstr(text, change[0]) : NULL;
	if (change != NULL) {
		assert_non_null(at);
		text = arena_printf(&t->f.arena, "%.*s%s%s", (int)(at - text), text, change[1],
		                    at + strlen(change[0]));
	}
	trial_check(t, text);
}

static const struct form_table *table(const struct fixture *f, const char *key)
{
	const struct form_section *s = form_lookup_section(f->form, key);

	assert_non_null(s);
	assert_non_null(s->table);
	return s->table;
}

static void every_example_is_without_findings(void **state)
{
	static const char *const examples[][2] = {
	        {"annual-report-2021", "city-2023"},
	        {"annual-report-2019", "annual-2019"},
	        {"budget-summary", "budget-2024"},
	        {"statistics", "statistics-2023"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(examples); i++) {
		struct trial t;

		trial_example(&t, examples[i][0], examples[i][1], NULL);
		assert_no_findings(&t.f);
		assert_string_equal(json_lookup(t.r->root, "layout")->text, examples[i][0]);
		fixture_release(&t.f);
	}
}

/* It is a real report, with the two slips it was published with. */
static void the_slips_of_the_published_example_are_found(void **state)
{
	struct expected title = {"TXT-TITLE", "/title", "'宝坻区科技局政府",
	                         "the title does not state the year"};
	struct expected stop = {"TXT-STOP", "/problems/1", "有待提升当前",
	                        "“…的深度和广度有待提升当前政务公开…”"};
	struct trial t;

	(void)state;
	trial_example(&t, "annual-report-2021", "baodi-2024", NULL);
	assert_int_equal(t.f.dl.error_n, 0);
	assert_int_equal(t.f.dl.warning_n, 2);
	assert_finding(&t.f, fixture_finding(&t.f, 0), &title);
	assert_finding(&t.f, fixture_finding(&t.f, 1), &stop);
	fixture_release(&t.f);
}

/* ---- the form of 2019 ---- */

/* How often the formulas of a rule apply. */
static size_t count_checks(const struct form *form, const char *rule)
{
	size_t n = 0;

	for (size_t i = 0; i < form->check_n; i++) {
		const struct form_check *c = &form->checks[i];

		for (size_t k = 0; strcmp(c->rule, rule) == 0 && k < c->formula_n; k++)
			n += c->each == FORM_EACH_COLUMN ? c->formulas[k].part->columns.leaf_n
			                                 : c->formulas[k].part->rows.leaf_n;
	}
	return n;
}

static void the_form_of_2019_has_its_cells_and_checks(void **state)
{
	struct fixture f;
	const struct form_tree *rows;

	(void)state;
	read_layout(&f, "annual-report-2019");
	assert_int_equal(table(&f, "disclosure")->part_n, 5);
	assert_int_equal(table(&f, "disclosure")->cell_n, 6 + 6 + 6 + 2 + 2);
	assert_string_equal(table(&f, "disclosure")->parts[4].title, "第二十条第（九）项");
	rows = &table(&f, "requests")->parts[0].rows;
	assert_int_equal(rows->leaf_n, 23);
	assert_int_equal(rows->root->first->next->next->leaf_n, 20);
	assert_string_equal(rows->leaves[20]->label, "（六）其他处理");
	assert_int_equal(table(&f, "review")->cell_n, 15);
	assert_int_equal(count_checks(f.form, "T3-ID"), 7);
	assert_int_equal(count_checks(f.form, "T3-SUM"), 7);
	assert_int_equal(count_checks(f.form, "T3-ROW"), 23);
	assert_int_equal(count_checks(f.form, "T4-SUM"), 3);
	fixture_release(&f);
}

static void what_changed_since_last_year_may_be_negative(void **state)
{
	static const char *const change[] = {"\"change\": -2", "\"change\": -200"};
	static const char *const made[] = {"\"made\": 2", "\"made\": -2"};
	struct trial t;

	(void)state;
	trial_example(&t, "annual-report-2019", "annual-2019", change);
	assert_no_findings(&t.f);
	fixture_release(&t.f);
	trial_example(&t, "annual-report-2019", "annual-2019", made);
	assert_string_equal(fixture_only(&t.f)->place.rule, "T2-NEG");
	fixture_release(&t.f);
}

/* ---- the budget ---- */

static void both_halves_of_the_budget_end_in_three_rows(void **state)
{
	struct fixture f;
	const struct form_table *t;

	(void)state;
	read_layout(&f, "budget-summary");
	t = table(&f, "budget");
	assert_int_equal(t->part_n, 2);
	assert_int_equal(t->band_n, 1);
	assert_false(t->landscape);
	assert_string_equal(t->unit, "万元");
	assert_int_equal(t->parts[0].rows.leaf_n, 9 + 3);
	assert_int_equal(t->parts[1].rows.leaf_n, 29 + 3);
	for (size_t p = 0; p < 2; p++) {
		const struct form_tree *rows = &t->parts[p].rows;

		for (size_t i = 0; i < rows->leaf_n; i++)
			assert_int_equal(rows->leaves[i]->foot, i + 3 >= rows->leaf_n);
	}
	fixture_release(&f);
}

static void a_budget_out_of_balance_is_reported(void **state)
{
	static const struct {
		const char *change[2], *rules, *message;
	} cases[] = {
	        {{"\"undertakings\": 126.50", "\"undertakings\": 126.51"},
	         "BUD-IN",
	         "“本年收入合计” 8900.82, but sum of 10 rows"},
	        {{"\"housing\": 625.40", "\"housing\": 625.50"},
	         "BUD-OUT",
	         "“本年支出合计” 9110.4, but sum of 30 rows"},
	        {{"\"total\": 9146.00\n    },", "\"total\": 9146.01\n    },"},
	         "BUD-IN BUD-EQ",
	         "difference 0.01"},
	        {{"\"health\": 398.75", "\"health\": 398.750000"}, "", NULL},
	        {{"\"housing\": 625.40", "\"housing\": 625.400, \"other\": \"0.001\""},
	         "BUD-OUT BUD-DEC",
	         "difference -0.001"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf rules = {0};
		struct trial t;

		trial_example(&t, "budget-summary", "budget-2024", cases[i].change);
		for (const struct diag *d = t.f.dl.first; d != NULL; d = d->next)
			buf_putf(&rules, "%s%s", d == t.f.dl.first ? "" : " ", d->place.rule);
		assert_string_equal(rules.p != NULL ? rules.p : "", cases[i].rules);
		if (cases[i].message != NULL)
			assert_non_null(
			        strstr(fixture_finding(&t.f, 0)->message, cases[i].message));
		buf_release(&rules);
		fixture_release(&t.f);
	}
}

static void both_sides_of_a_comparison_are_reported_with_their_cells(void **state)
{
	static const char *const change[] = {"\"total\": 9146.00\n    },",
	                                     "\"total\": 9146.01\n    },"};
	const struct diag *d;
	struct trial t;

	(void)state;
	trial_example(&t, "budget-summary", "budget-2024", change);
	d = fixture_finding(&t.f, 1);
	assert_string_equal(d->place.pointer, "/budget/income/total");
	assert_string_equal(d->message, "column “预算数”: “收入总计” 9146.01, but “支出总计” "
	                                "9146; difference 0.01");
	assert_int_equal(d->sum->cell_n, 2);
	assert_string_equal(d->sum->cells[0], "/budget/income/total");
	assert_string_equal(d->sum->cells[1], "/budget/expenditure/total");
	fixture_release(&t.f);
}

static void totals_of_the_budget_are_computed(void **state)
{
	struct trial t = {0};

	(void)state;
	read_layout(&t.f, "budget-summary");
	trial_check(&t, "{'title':'题','organ':'机','year':2024,'budget':{'income':"
	                "{'other':1.25,'carried_in':2},'expenditure':{'health':3,"
	                "'carried_out':0.25}}}");
	assert_no_findings(&t.f);
	assert_computed(&t, "/budget/income/current", "1.25");
	assert_computed(&t, "/budget/income/total", "3.25");
	assert_computed(&t, "/budget/expenditure/current", "3");
	assert_computed(&t, "/budget/expenditure/total", "3.25");
	fixture_release(&t.f);
}

/* An equation across parts only compares: it does not compute one half of a budget from the other.
 */
static void a_comparison_of_parts_computes_nothing(void **state)
{
	struct trial t = {0};

	(void)state;
	read_layout(&t.f, "budget-summary");
	trial_check(&t, "{'title':'题','organ':'机','year':2024,'budget':{'expenditure':"
	                "{'health':3}}}");
	assert_int_equal(cell(&t, "/budget/income/total")->state, CELL_ABSENT);
	assert_computed(&t, "/budget/expenditure/total", "3");
	assert_string_equal(fixture_only(&t.f)->place.rule, "BUD-EQ");
	assert_non_null(strstr(fixture_only(&t.f)->message, "“收入总计” 0 (blank), but"));
	fixture_release(&t.f);
}

/* ---- statistics ---- */

static size_t count_leaves(const struct form_tree *tree, int depth)
{
	size_t n = 0;

	for (size_t i = 0; i < tree->leaf_n; i++)
		n += tree->leaves[i]->depth == depth;
	return n;
}

static void the_example_of_statistics_has_deep_heads_and_many_rows(void **state)
{
	struct trial t;
	const struct form_part *p;
	const struct report_table *table = NULL;

	(void)state;
	trial_example(&t, "statistics", "statistics-2023", NULL);
	for (size_t i = 0; i < t.r->sections[0].prose.block_n && table == NULL; i++)
		table = t.r->sections[0].prose.blocks[i].table;
	assert_non_null(table);
	p = table->form->parts;
	assert_int_equal(p->columns.depth, 4);
	assert_int_equal(p->rows.depth, 3);
	assert_int_equal(p->rows.leaf_n, 60);
	assert_int_equal(count_leaves(&p->rows, 1), 1);
	fixture_release(&t.f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(every_example_is_without_findings),
	        cmocka_unit_test(the_slips_of_the_published_example_are_found),
	        cmocka_unit_test(the_form_of_2019_has_its_cells_and_checks),
	        cmocka_unit_test(what_changed_since_last_year_may_be_negative),
	        cmocka_unit_test(both_halves_of_the_budget_end_in_three_rows),
	        cmocka_unit_test(a_budget_out_of_balance_is_reported),
	        cmocka_unit_test(both_sides_of_a_comparison_are_reported_with_their_cells),
	        cmocka_unit_test(totals_of_the_budget_are_computed),
	        cmocka_unit_test(a_comparison_of_parts_computes_nothing),
	        cmocka_unit_test(the_example_of_statistics_has_deep_heads_and_many_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
