/* SPDX-License-Identifier: MIT */
#include "report/fixture.h"

/* Reads a faulty layout and compares its only finding with what is expected. */
static void assert_fault(const char *layout, const struct expected *want)
{
	struct fixture f = {0};

	assert_int_equal(fixture_form(&f, layout), RC_INPUT);
	assert_null(f.form);
	assert_finding(&f, fixture_only(&f), want);
	fixture_release(&f);
}

static const struct form_section *section(const struct fixture *f, const char *key)
{
	const struct form_section *s = form_lookup_section(f->form, key);

	assert_non_null(s);
	return s;
}

/* ---- the layout that is shipped ---- */

static void the_shipped_layout_has_the_sections_and_cells_of_the_form(void **state)
{
	static const char *const keys[] = {"preamble",  "overview", "disclosure",    "requests",
	                                   "review",    "problems", "other_matters", "attachments",
	                                   "signature", "note",     "imprint"};
	struct fixture f = {0};

	(void)state;
	fixture_shipped_form(&f);
	assert_string_equal(f.form->name, "annual-report-2021");
	assert_int_equal(f.form->section_n, COUNT(keys));
	for (size_t i = 0; i < COUNT(keys); i++)
		assert_string_equal(f.form->sections[i].key, keys[i]);
	assert_int_equal(section(&f, "disclosure")->table->cell_n, 10);
	assert_int_equal(section(&f, "requests")->table->cell_n, 175);
	assert_int_equal(section(&f, "review")->table->cell_n, 15);
	assert_true(section(&f, "other_matters")->required);
	assert_false(section(&f, "preamble")->required);
	assert_null(section(&f, "preamble")->heading);
	assert_string_equal(section(&f, "overview")->heading, "一、总体情况");
	assert_int_equal(section(&f, "overview")->level, 1);
	fixture_release(&f);
}

static void the_shipped_layout_declares_42_arithmetic_checks(void **state)
{
	struct fixture f = {0};
	size_t n = 0;

	(void)state;
	fixture_shipped_form(&f);
	for (size_t i = 0; i < f.form->check_n; i++) {
		const struct form_check *c = &f.form->checks[i];

		for (size_t k = 0; k < c->formula_n && c->severity == DIAG_ERROR; k++)
			n += c->each == FORM_EACH_COLUMN ? c->formulas[k].part->columns.leaf_n
			                                 : c->formulas[k].part->rows.leaf_n;
	}
	assert_int_equal(n, 42);
	fixture_release(&f);
}

static void cells_are_numbered_through_all_parts_of_a_table(void **state)
{
	struct fixture f = {0};
	const struct form_table *t;

	(void)state;
	fixture_shipped_form(&f);
	t = section(&f, "disclosure")->table;
	assert_int_equal(t->part_n, 4);
	assert_string_equal(t->parts[0].title, "第二十条第（一）项");
	assert_int_equal(t->parts[0].cell_first, 0);
	assert_int_equal(t->parts[1].cell_first, 6);
	assert_int_equal(t->parts[2].cell_first, 7);
	assert_int_equal(t->parts[3].cell_first, 9);
	fixture_release(&f);
}

/* ---- trees ---- */

static void leaves_are_numbered_under_every_node(void **state)
{
	struct fixture f = {0};
	const struct form_tree *rows;
	const struct form_node *results, *refused;

	(void)state;
	fixture_shipped_form(&f);
	rows = &section(&f, "requests")->table->parts[0].rows;
	results = rows->root->first->next->next;
	refused = results->first->next->next;
	assert_int_equal(rows->leaf_n, 25);
	assert_int_equal(rows->depth, 3);
	assert_int_equal(results->depth, 1);
	assert_int_equal(results->leaf_first, 2);
	assert_int_equal(results->leaf_n, 22);
	assert_int_equal(refused->leaf_first, 4);
	assert_int_equal(refused->leaf_n, 8);
	assert_ptr_equal(refused->parent, results);
	assert_string_equal(rows->leaves[24]->key, "carried_out");
	assert_true(rows->leaves[23]->total);
	fixture_release(&f);
}

static void a_lone_row_without_label_has_no_depth(void **state)
{
	struct fixture f = {0};
	const struct form_part *p;

	(void)state;
	fixture_shipped_form(&f);
	p = &section(&f, "review")->table->parts[0];
	assert_int_equal(p->rows.leaf_n, 1);
	assert_int_equal(p->rows.depth, 0);
	assert_null(p->rows.leaves[0]->text);
	assert_int_equal(p->columns.leaf_n, 15);
	assert_int_equal(p->columns.depth, 3);
	fixture_release(&f);
}

static void a_label_is_the_text_without_break_marks(void **state)
{
	struct fixture f = {0};
	const struct form_tree *columns;

	(void)state;
	assert_int_equal(fixture_form(&f, LAYOUT(TABLE("[{'text':'社会|公益|组织','key':'a'},"
	                                               "{'text':'乙','key':'b','label':'全称'}]",
	                                               ROWS),
	                                         "")),
	                 RC_OK);
	columns = &f.form->sections[0].table->parts[0].columns;
	assert_string_equal(columns->leaves[0]->text, "社会|公益|组织");
	assert_string_equal(columns->leaves[0]->label, "社会公益组织");
	assert_string_equal(columns->leaves[1]->label, "全称");
	fixture_release(&f);
}

static void faults_of_heads_are_found_at_their_place(void **state)
{
	static const struct {
		const char *layout;
		struct expected want;
	} cases[] = {
	        {LAYOUT(TABLE("[{'key':'a'}]", ROWS), ""),
	         {"LAYOUT", "/sections/0/table/columns/0", "{'key':'a'}", "“text” is missing"}},
	        {LAYOUT(TABLE(COLUMNS, "[{'text':'子','key':'x'},{'key':'y'}]"), ""),
	         {"LAYOUT", "/sections/0/table/rows/1", "{'key':'y'}", "“text” is missing"}},
	        {LAYOUT(TABLE(COLUMNS, "[{'children':[{'text':'子','key':'x'}]}]"), ""),
	         {"LAYOUT", "/sections/0/table/rows/0", "{'children'", "“text” is missing"}},
	        {LAYOUT(TABLE(COLUMNS, "[{'text':'子','key':'a.b'}]"), ""),
	         {"LAYOUT", "/sections/0/table/rows/0/key", "'a.b'", "a key may only contain"}},
	        {LAYOUT(TABLE(COLUMNS, "[{'text':'子','total':true,"
	                               "'children':[{'text':'孙','key':'x'}]}]"),
	                ""),
	         {"LAYOUT", "/sections/0/table/rows/0", "{'text':'子'",
	          "cannot have heads under it"}},
	        {LAYOUT(TABLE("[]", ROWS), ""),
	         {"LAYOUT", "/sections/0/table/columns", "[],", "1 or more items"}},
	        {LAYOUT(TABLE("[7]", ROWS), ""),
	         {"LAYOUT", "/sections/0/table/columns/0", "7", "an object expected"}},
	        {LAYOUT(TABLE("[{'text':'甲','ky':'a'}]", "[{'text':'子','key':'x'}]"), ""),
	         {"LAYOUT", "/sections/0/table/columns/0/ky", "'ky'", "did you mean “key”?"}},
	        {LAYOUT(TABLE(COLUMNS, "[{'text':'','key':'x'}]"), ""),
	         {"LAYOUT", "/sections/0/table/rows/0/text", "'','key'", "is empty or blank"}},
	        {LAYOUT("{'key':'t','body':'table','table':{'columns':" COLUMNS "}}", ""),
	         {"LAYOUT", "/sections/0/table", "{'columns'", "“rows” is missing"}},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_fault(cases[i].layout, &cases[i].want);
}

static void a_table_that_is_too_large_is_refused(void **state)
{
	struct fixture f = {0};
	struct buf b = {0};

	(void)state;
	buf_puts(&b, "{" HEAD ",'sections':[{'key':'t','body':'table','table':{'rows':" ROWS
	             ",'columns':[{'text':'c','key':'c0'}");
	for (int i = 1; i <= FORM_MAX_LEAVES; i++)
		buf_putf(&b, ",{'text':'c','key':'c%d'}", i);
	buf_puts(&b, "]}}]}");
	assert_int_equal(fixture_form(&f, b.p), RC_INPUT);
	assert_non_null(strstr(fixture_only(&f)->message, "4097 columns"));
	buf_release(&b);
	fixture_release(&f);
}

/* ---- slots of cells ---- */

static const struct form_slot *slot(const struct form_slot *s, const char *key)
{
	for (s = s->first; s != NULL; s = s->next)
		if (strcmp(s->key, key) == 0)
			return s;
	fail_msg("no slot %s", key);
	return NULL;
}

static void slots_follow_the_keys_of_rows_then_columns(void **state)
{
	struct fixture f = {0};
	const struct form_slot *s;

	(void)state;
	fixture_shipped_form(&f);
	s = section(&f, "requests")->table->slots;
	assert_false(s->vector);
	assert_int_equal(s->child_n, 4);
	assert_true(slot(s, "received")->vector);
	assert_int_equal(slot(s, "received")->child_n, 7);
	assert_int_equal(slot(slot(s, "received"), "total")->cell, 6);
	assert_false(slot(s, "results")->vector);
	assert_int_equal(
	        slot(slot(slot(slot(s, "results"), "refused"), "state_secret"), "other")->cell,
	        4 * 7 + 5);
	s = section(&f, "review")->table->slots;
	assert_false(s->vector);
	assert_int_equal(s->child_n, 3);
	assert_int_equal(slot(slot(s, "litigation_direct"), "upheld")->cell, 5);
	s = section(&f, "disclosure")->table->slots;
	assert_true(slot(s, "rules")->vector);
	assert_int_equal(slot(s, "fees")->cell, 9);
	assert_int_equal(slot(s, "fees")->child_n, 0);
	fixture_release(&f);
}

static void cells_with_the_same_keys_are_refused(void **state)
{
	static const struct {
		const char *layout, *message;
	} cases[] = {
	        {LAYOUT(TABLE("[{'text':'甲'}]", "[{}]"), ""), "a key is needed"},
	        {LAYOUT(TABLE("[{'text':'甲'},{'text':'乙'}]", "[{'text':'子','key':'x'}]"), ""),
	         "“x”: two cells"},
	        {LAYOUT(TABLE("[{'text':'甲','key':'a'},{'text':'乙'}]",
	                      "[{'text':'子','key':'x'}]"),
	                ""),
	         "“x” would contain cells of different kinds"},
	        {LAYOUT(TABLE("[{'text':'甲','key':'a'},{'text':'乙','key':'b','children':"
	                      "[{'text':'丙','key':'c'}]}]",
	                      "[{'text':'子','key':'x'}]"),
	                ""),
	         "“x” would contain cells of different kinds"},
	        {LAYOUT(TABLE(COLUMNS, "[{'text':'子','key':'before'}]"), ""),
	         "“before” is the key of the text"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct expected want = {"LAYOUT", "/sections/0/table", "{'columns'",
		                        cases[i].message};

		assert_fault(cases[i].layout, &want);
	}
}

/* ---- sections and the head of the file ---- */

static void looks_are_not_read_here(void **state)
{
	struct fixture f = {0};

	(void)state;
	assert_int_equal(fixture_form(&f, "{" HEAD ",'sections':[],'page':7,'styles':[],"
	                                  "'table_style':null,'typography':{}}"),
	                 RC_OK);
	assert_no_findings(&f);
	fixture_release(&f);
}

#define PARTS(parts) "{'key':'t','body':'table','table':{'parts':" parts "}}"

static void faults_of_sections_are_found_at_their_place(void **state)
{
	static const struct {
		const char *layout;
		struct expected want;
	} cases[] = {
	        {"{" HEAD ",'sections':[],'cheks':[]}",
	         {"LAYOUT", "/cheks", "'cheks'", "did you mean “checks”?"}},
	        {"{" HEAD "}", {"LAYOUT", "", "{'layout'", "“sections” is missing"}},
	        {"[]", {"LAYOUT", "", "[]", "an object expected, found an array"}},
	        {LAYOUT("{'key':'year','body':'prose'}", ""),
	         {"LAYOUT", "/sections/0/key", "'year'", "“year” is already in use"}},
	        {LAYOUT("{'key':'p','body':'prose'},{'key':'p','body':'prose'}", ""),
	         {"LAYOUT", "/sections/1/key", "'p','body':'prose'}],", "“p” is already in use"}},
	        {LAYOUT("{'key':'p','body':'poem'}", ""),
	         {"LAYOUT", "/sections/0/body", "'poem'", "“imprint” expected, found “poem”"}},
	        {LAYOUT("{'key':'p','body':'prose','aliases':['a','']}", ""),
	         {"LAYOUT", "/sections/0/aliases/1", "''", "is empty or blank"}},
	        {"{" HEAD ",'sections':[],'recognise':{'dates':[7]}}",
	         {"LAYOUT", "/recognise/dates/0", "7", "expected, found"}},
	        {"{" HEAD ",'sections':[],'recognise':{'titel':[]}}",
	         {"LAYOUT", "/recognise/titel", "'titel'", "did you mean “titles”?"}},
	        {LAYOUT("{'key':'p','body':'prose','level':5}", ""),
	         {"LAYOUT", "/sections/0/level", "5", "from 1 to 4"}},
	        {LAYOUT("{'key':'p','body':'prose','table':{}}", ""),
	         {"LAYOUT", "/sections/0/table", "{}", "only a section with the body “table”"}},
	        {LAYOUT("{'key':'p','body':'table'}", ""),
	         {"LAYOUT", "/sections/0", "{'key'", "“table” is missing"}},
	        {LAYOUT("{'key':'p','body':'note','note':'（）'}", ""),
	         {"LAYOUT", "/sections/0/note", "'（）'", "a text that contains {text}"}},
	        {LAYOUT("{'key':'p','body':'attachments','label':'附','number':'一'}", ""),
	         {"LAYOUT", "/sections/0/number", "'一'", "a text that contains {n}"}},
	        {LAYOUT("{'key':'p','body':'imprint','copies':'{text}'}", ""),
	         {"LAYOUT", "/sections/0", "{'key'", "“printed” is missing"}},
	        {LAYOUT("{'key':'p','body':'signature','label':'附'}", ""),
	         {"LAYOUT", "/sections/0/label", "'附'", "with the body “attachments”"}},
	        {LAYOUT(PARTS("[]"), ""),
	         {"LAYOUT", "/sections/0/table/parts", "[]", "1 or more items"}},
	        {LAYOUT(PARTS("[7]"), ""),
	         {"LAYOUT", "/sections/0/table/parts/0", "7", "an object expected"}},
	        {LAYOUT(PARTS("{}"), ""),
	         {"LAYOUT", "/sections/0/table/parts", "{}}", "an array expected"}},
	        {LAYOUT("{'key':'p','body':'prose','required':'yes'}", ""),
	         {"LAYOUT", "/sections/0/required", "'yes'", "expected, found a string"}},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_fault(cases[i].layout, &cases[i].want);
}

static void every_fault_of_a_layout_is_reported_in_one_run(void **state)
{
	struct fixture f = {0};

	(void)state;
	assert_int_equal(fixture_form(&f, "{'sections':[{'key':'p','body':'poem'},7]}"), RC_INPUT);
	/* layout, name, language, draft_mark; the body; the 7 */
	assert_int_equal(f.dl.error_n, 6);
	fixture_release(&f);
}

/* ---- checks ---- */

static void a_formula_is_bound_to_its_leaves(void **state)
{
	struct fixture f = {0};
	const struct form_formula *formula;

	(void)state;
	assert_int_equal(fixture_form(&f, SMALL(CHECK("column", "x - y+x = all"))), RC_OK);
	formula = f.form->checks[0].formulas;
	assert_int_equal(f.form->checks[0].each, FORM_EACH_COLUMN);
	assert_int_equal(formula->left_n, 3);
	assert_int_equal(formula->left[0].sign, 1);
	assert_int_equal(formula->left[1].sign, -1);
	assert_int_equal(formula->left[1].node->leaf_first, 1);
	assert_int_equal(formula->left[2].sign, 1);
	assert_int_equal(formula->right_n, 1);
	assert_int_equal(formula->right[0].kind, FORM_TERM_LEAF);
	assert_int_equal(formula->right[0].node->leaf_first, 2);
	fixture_release(&f);
}

static void sum_without_a_name_is_the_whole_tree(void **state)
{
	struct fixture f = {0};
	const struct form_formula *formula;

	(void)state;
	/* A column is called sum: only with a bracket it is the function. */
	assert_int_equal(fixture_form(&f, SMALL(CHECK("row", "sum = sum ( )"))), RC_OK);
	formula = f.form->checks[0].formulas;
	assert_int_equal(formula->left[0].kind, FORM_TERM_LEAF);
	assert_int_equal(formula->right[0].kind, FORM_TERM_SUM);
	assert_ptr_equal(formula->right[0].node, formula->part->columns.root);
	fixture_release(&f);
}

static void a_formula_finds_the_part_that_has_its_names(void **state)
{
	struct fixture f = {0};
	const struct form_section *s;

	(void)state;
	assert_int_equal(
	        fixture_form(&f, LAYOUT("{'key':'t','body':'table','table':{'parts':["
	                                "{'columns':" COLUMNS ",'rows':[{'text':'子','key':'x'}]},"
	                                "{'columns':" COLUMNS ",'rows':[{'text':'丑','key':'y'},"
	                                "{'text':'寅','key':'z'}]}]}}",
	                                CHECK("column", "z = y"))),
	        RC_OK);
	s = section(&f, "t");
	assert_ptr_equal(f.form->checks[0].formulas[0].part, &s->table->parts[1]);
	fixture_release(&f);
}

static void faults_of_formulas_are_found_at_the_character(void **state)
{
	static const struct {
		const char *layout, *needle, *message;
	} cases[] = {
	        {SMALL(CHECK("column", "x + ")), "'}]}", "a name is expected"},
	        {SMALL(CHECK("column", "x + = y")), "= y", "a name is expected"},
	        {SMALL(CHECK("column", "x + y")), "'}]}", "“=”"},
	        {SMALL(CHECK("column", "x y = all")), "y = all", "“=”"},
	        {SMALL(CHECK("column", "all = sum(")), "'}]}", "“)” is expected"},
	        {SMALL(CHECK("column", "all = x = y")), "= y", "should end here"},
	        {SMALL(CHECK("column", "all = x + w")), "w'}", "no such name"},
	        {SMALL(CHECK("column", "w = all")), "w = all", "no such name"},
	        {SMALL(CHECK("column", "all = sum(x)")), "x)", "there is nothing under"},
	        {SMALL(CHECK("column", "all * 2 = x")), "* 2", "“=”"},
	        {LAYOUT(TABLE(COLUMNS, "[{'text':'组','key':'g','children':"
	                               "[{'text':'子','key':'x'},{'text':'丑','key':'y'}]}]"),
	                CHECK("column", "g.x = g")),
	         "g'}", "this is a group"},
	        {LAYOUT(TABLE(COLUMNS,
	                      "[{'text':'组','key':'g','children':[{'text':'子','key':'x'}]},"
	                      "{'text':'组','key':'g','children':[{'text':'丑','key':'y'}]}"
	                      ",{'text':'寅','key':'z'}]"),
	                CHECK("column", "z = sum(g)")),
	         "g)", "several heads"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct expected want = {"LAYOUT", "/checks/0/formula", cases[i].needle,
		                        cases[i].message};

		assert_fault(cases[i].layout, &want);
	}
}

#define R "'rule':'R','severity':'error','table':'t'"
#define VALUE "'rule':'R','severity':'warning','values':['t.x.a']"

static void faults_of_checks_are_found_at_their_place(void **state)
{
	static const struct {
		const char *layout;
		struct expected want;
	} cases[] = {
	        {SMALL("{'rule':'R','severity':'fatal','table':'t','each':'cell','decimals':0}"),
	         {"LAYOUT", "/checks/0/severity", "'fatal'",
	          "“error” or “warning” expected, found “fatal”"}},
	        {SMALL("{'rule':'R','severity':'error','table':'u','each':'cell','decimals':0}"),
	         {"LAYOUT", "/checks/0/table", "'u'", "no section with this key"}},
	        {SMALL("{" R ",'each':'cell'}"),
	         {"LAYOUT", "/checks/0", "{'rule'", "one of “formula”"}},
	        {SMALL("{" R ",'each':'row','blank':true,'decimals':0}"),
	         {"LAYOUT", "/checks/0", "{'rule'", "one of “formula”"}},
	        {SMALL("{" R ",'each':'cell','formula':'x = y'}"),
	         {"LAYOUT", "/checks/0", "{'rule'", "a formula needs “each”"}},
	        {SMALL("{" R ",'each':'row','decimals':0}"),
	         {"LAYOUT", "/checks/0", "{'rule'", "needs “each”: “cell”"}},
	        {SMALL("{" R ",'each':'cell','decimals':13}"),
	         {"LAYOUT", "/checks/0/decimals", "13", "from 0 to 12"}},
	        {SMALL("{" R ",'each':'cell','decimals':0,'rows':['x','w']}"),
	         {"LAYOUT", "/checks/0/rows/1", "'w'", "no such row"}},
	        {SMALL("{" R ",'each':'cell','decimals':0,'slash_is_usual':['x']}"),
	         {"LAYOUT", "/checks/0/slash_is_usual", "['x']", "only a check for blanks"}},
	        {SMALL("{" R ",'each':'column','formula':'x = y','rows':['x']}"),
	         {"LAYOUT", "/checks/0/rows", "['x']", "name their rows themselves"}},
	        {SMALL("{" R ",'each':'column','formula':[7]}"),
	         {"LAYOUT", "/checks/0/formula/0", "7", "a formula, or an array of them"}},
	        {SMALL("{" VALUE "}"),
	         {"LAYOUT", "/checks/0", "{'rule'", "values need either “factor”"}},
	        {SMALL("{" VALUE ",'factor':5,'most':9}"),
	         {"LAYOUT", "/checks/0", "{'rule'", "values need either “factor”"}},
	        {SMALL("null"), {"LAYOUT", "/checks/0", "null", "an object expected"}},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_fault(cases[i].layout, &cases[i].want);
}

static void rows_of_a_check_may_be_named_by_their_group(void **state)
{
	struct fixture f = {0};
	const struct form_check *c;

	(void)state;
	assert_int_equal(
	        fixture_form(&f,
	                     LAYOUT(TABLE(COLUMNS, "[{'text':'子','key':'x'},{'text':'组','key':"
	                                           "'g','children':[{'text':'丑','key':'y'},"
	                                           "{'text':'寅','key':'z'}]}]"),
	                            "{" R ",'each':'cell','decimals':2,'rows':['g']},"
	                            "{" R ",'each':'row','blank':true,'slash_is_usual':"
	                            "['g.z']}")),
	        RC_OK);
	c = &f.form->checks[0];
	assert_int_equal(c->row_n, 2);
	assert_int_equal(c->rows[0].row, 1);
	assert_int_equal(c->rows[1].row, 2);
	assert_int_equal(c->max_places, 2);
	c = &f.form->checks[1];
	assert_int_equal(c->each, FORM_BLANK_ROWS);
	assert_int_equal(c->row_n, 3);
	assert_false(c->rows[1].slash_is_usual);
	assert_true(c->rows[2].slash_is_usual);
	fixture_release(&f);
}

/* Replaces each value of a small layout with each kind of value: findings, never a crash. */
static void a_wrong_kind_of_value_anywhere_is_a_finding(void **state)
{
	struct fixture f = {0};

	(void)state;
	assert_int_equal(
	        fixture_form(&f, SMALL(CHECK("column", "all = x + y") ",{" R ",'each':'row',"
	                                                              "'blank':true,"
	                                                              "'slash_is_usual':['x']}")),
	        RC_OK);
	fixture_replace_each(&f.layout, f.root, fixture_try_form);
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(the_shipped_layout_has_the_sections_and_cells_of_the_form),
	        cmocka_unit_test(the_shipped_layout_declares_42_arithmetic_checks),
	        cmocka_unit_test(cells_are_numbered_through_all_parts_of_a_table),
	        cmocka_unit_test(leaves_are_numbered_under_every_node),
	        cmocka_unit_test(a_lone_row_without_label_has_no_depth),
	        cmocka_unit_test(a_label_is_the_text_without_break_marks),
	        cmocka_unit_test(faults_of_heads_are_found_at_their_place),
	        cmocka_unit_test(a_table_that_is_too_large_is_refused),
	        cmocka_unit_test(slots_follow_the_keys_of_rows_then_columns),
	        cmocka_unit_test(cells_with_the_same_keys_are_refused),
	        cmocka_unit_test(looks_are_not_read_here),
	        cmocka_unit_test(faults_of_sections_are_found_at_their_place),
	        cmocka_unit_test(every_fault_of_a_layout_is_reported_in_one_run),
	        cmocka_unit_test(a_formula_is_bound_to_its_leaves),
	        cmocka_unit_test(sum_without_a_name_is_the_whole_tree),
	        cmocka_unit_test(a_formula_finds_the_part_that_has_its_names),
	        cmocka_unit_test(faults_of_formulas_are_found_at_the_character),
	        cmocka_unit_test(faults_of_checks_are_found_at_their_place),
	        cmocka_unit_test(rows_of_a_check_may_be_named_by_their_group),
	        cmocka_unit_test(a_wrong_kind_of_value_anywhere_is_a_finding),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
