/* SPDX-License-Identifier: MIT */
/* Parts side by side, looks of columns and labels, keys of parts. */
#include "report/fixture.h"

#define SECTION(table) "{'key':'t','heading':'表','body':'table','table':" table "}"
#define PARTS(parts) LAYOUT(SECTION("{'parts':[" parts "]}"), "")
#define ONE(more) LAYOUT(SECTION("{'columns':" COLUMNS ",'rows':" ROWS more "}"), "")
#define PART(key, more)                                                                            \
	"{'key':'" key "','columns':[{'text':'数'}],'rows':[{'text':'子','key':'x'},"            \
	"{'text':'丑','key':'y'}]" more "}"

static void assert_fault(const char *layout, const struct expected *want)
{
	struct fixture f = {0};

	assert_int_equal(fixture_form(&f, layout), RC_INPUT);
	assert_finding(&f, fixture_only(&f), want);
	fixture_release(&f);
}

static const struct form_table *read_table(struct fixture *f, const char *layout)
{
	*f = (struct fixture){0};
	if (fixture_form(f, layout) != RC_OK) {
		fixture_tell(f);
		fail_msg("no layout: %s", layout);
	}
	return f->form->sections[0].table;
}

static void parts_beside_each_other_share_a_band(void **state)
{
	struct fixture f;
	const struct form_table *t =
	        read_table(&f, PARTS(PART("a", "") ",{'beside':[" PART("b", "") "," PART(
	                               "c", "") "]}," PART("d", "")));
	static const size_t bands[] = {0, 1, 1, 2};

	(void)state;
	assert_int_equal(t->part_n, 4);
	assert_int_equal(t->band_n, 3);
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(t->parts[i].band, bands[i]);
		assert_int_equal(t->parts[i].cell_first, 2 * i);
	}
	fixture_release(&f);
}

static void faults_of_bands_are_found_at_their_place(void **state)
{
	static const struct {
		const char *layout;
		struct expected want;
	} cases[] = {
	        {PARTS("{'beside':[" PART("a", "") "]}"),
	         {"LAYOUT", "/sections/0/table/parts/0/beside", "[{'key':'a'", "2 or more items"}},
	        {PARTS("{'beside':7}"),
	         {"LAYOUT", "/sections/0/table/parts/0/beside", "7", "an array expected"}},
	        {PARTS("{'besides':[],"
	               "'columns':" COLUMNS ",'rows':" ROWS "}"),
	         {"LAYOUT", "/sections/0/table/parts/0/besides", "'besides'", "unknown key"}},
	        {PARTS("{'beside':[" PART("a", "") ",7]}"),
	         {"LAYOUT", "/sections/0/table/parts/0/beside/1", "7]", "an object expected"}},
	        {PARTS("{'beside':[" PART("a", "") "," PART("b", "") "],'title':'题'}"),
	         {"LAYOUT", "/sections/0/table/parts/0/title", "'title'", "unknown key"}},
	        {PARTS(PART("a", ",'caption':'注'")),
	         {"LAYOUT", "/sections/0/table/parts/0/caption", "'caption'", "unknown key"}},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_fault(cases[i].layout, &cases[i].want);
}

/* ---- names ---- */

static const struct form_slot *slot(const struct form_slot *s, const char *key)
{
	for (s = s->first; s != NULL; s = s->next)
		if (strcmp(s->key, key) == 0)
			return s;
	fail_msg("no slot %s", key);
	return NULL;
}

static void the_key_of_a_part_precedes_those_of_its_rows(void **state)
{
	struct fixture f;
	const struct form_table *t =
	        read_table(&f, PARTS("{'beside':[" PART("in", "") "," PART("out", "") "]}"));

	(void)state;
	assert_int_equal(t->slots->child_n, 2);
	assert_int_equal(slot(slot(t->slots, "in"), "y")->cell, 1);
	assert_int_equal(slot(slot(t->slots, "out"), "x")->cell, 2);
	fixture_release(&f);
}

#define TWO_PARTS(formula)                                                                         \
	LAYOUT(SECTION("{'parts':[{'beside':[" PART("in", "") "," PART(                            \
	               "out", "") "]},"                                                            \
	                          "{'key':'wide','columns':" COLUMNS                               \
	                          ",'rows':[{'text':'寅','key':'z'}]}]}"),                         \
	       CHECK("column", formula))

static void a_formula_may_compare_parts(void **state)
{
	struct fixture f;
	const struct form_table *t = read_table(&f, TWO_PARTS("in.y = sum(out) - in.x"));
	const struct form_formula *formula = f.form->checks[0].formulas;

	(void)state;
	assert_ptr_equal(formula->part, &t->parts[0]);
	assert_ptr_equal(formula->left->part, &t->parts[0]);
	assert_ptr_equal(formula->right[0].part, &t->parts[1]);
	assert_ptr_equal(formula->right[0].node, t->parts[1].rows.root);
	assert_ptr_equal(formula->right[1].part, &t->parts[0]);
	fixture_release(&f);
}

static void a_formula_cannot_compare_parts_with_other_columns(void **state)
{
	struct expected want = {"LAYOUT", "/checks/0/formula", "wide.z'",
	                        "a part with more or fewer columns"};
	struct expected none = {"LAYOUT", "/checks/0/formula", "out.z'", "no such name"};

	(void)state;
	assert_fault(TWO_PARTS("in.x = wide.z"), &want);
	assert_fault(TWO_PARTS("in.x = out.z"), &none);
}

/* ---- looks ---- */

static void the_looks_of_a_table_are_read(void **state)
{
	struct fixture f;
	const struct form_table *t = read_table(
	        &f,
	        LAYOUT(SECTION("{'caption':'单位：万元','orientation':'landscape',"
	                       "'columns':[{'text':'甲','key':'a','align':'decimal','min_mm':22.5,"
	                       "'weight':3},{'text':'乙','key':'b','align':'start'}],"
	                       "'labels':[{'min_mm':8},{'weight':1000,'align':'centre'}],"
	                       "'rows':[{'text':'组','key':'g','keep':true,'align':'end','children'"
	                       ":"
	                       "[{'text':'子','key':'x'}]},{'text':'合','key':'y','foot':true}]}"),
	               ""));
	const struct form_part *p = t->parts;

	(void)state;
	assert_string_equal(t->caption, "单位：万元");
	assert_true(t->landscape);
	assert_int_equal(p->columns.leaves[0]->looks.align, FORM_ALIGN_DECIMAL);
	assert_int_equal(p->columns.leaves[0]->looks.min_milli_mm, 22500);
	assert_int_equal(p->columns.leaves[0]->looks.weight, 3);
	assert_int_equal(p->columns.leaves[1]->looks.align, FORM_ALIGN_START);
	assert_int_equal(p->columns.leaves[1]->looks.weight, 0);
	assert_int_equal(p->labels[0].min_milli_mm, 8000);
	assert_int_equal(p->labels[1].align, FORM_ALIGN_CENTRE);
	assert_int_equal(p->labels[1].weight, 1000);
	assert_true(p->rows.root->first->keep);
	assert_int_equal(p->rows.root->first->looks.align, FORM_ALIGN_END);
	assert_false(p->rows.leaves[0]->keep);
	assert_true(p->rows.leaves[1]->foot);
	fixture_release(&f);
}

static void looks_may_be_left_out(void **state)
{
	static const struct form_looks none = {0};
	struct fixture f;
	const struct form_table *t = read_table(&f, ONE(",'orientation':'auto'"));

	(void)state;
	assert_null(t->caption);
	assert_false(t->landscape);
	assert_null(t->parts[0].labels);
	assert_memory_equal(&t->parts[0].columns.leaves[0]->looks, &none, sizeof(none));
	fixture_release(&f);
}

#define AT "/sections/0/table/"
#define COLUMN(more) LAYOUT(TABLE("[{'text':'甲','key':'a'," more "}]", ROWS), "")
#define ROW(more)                                                                                  \
	LAYOUT(TABLE(COLUMNS, "[{'text':'子','key':'x'," more "},{'text':'丑','key':'y'}]"), "")

static void faults_of_looks_are_found_at_their_place(void **state)
{
	static const struct {
		const char *layout;
		struct expected want;
	} cases[] = {
	        {COLUMN("'align':'center'"),
	         {"LAYOUT", AT "columns/0/align", "'center'",
	          "“centre”, “end” or “decimal” expected, found “center”"}},
	        {COLUMN("'align':3"), {"LAYOUT", AT "columns/0/align", "3}", "expected, found"}},
	        {COLUMN("'min_mm':0"),
	         {"LAYOUT", AT "columns/0/min_mm", "0}", "above 0 and at most 1000"}},
	        {COLUMN("'min_mm':1000.5"),
	         {"LAYOUT", AT "columns/0/min_mm", "1000.5", "above 0 and at most 1000"}},
	        {COLUMN("'min_mm':'9'"),
	         {"LAYOUT", AT "columns/0/min_mm", "'9'", "above 0 and at most 1000"}},
	        {COLUMN("'weight':0"), {"LAYOUT", AT "columns/0/weight", "0}", "from 1 to 1000"}},
	        {COLUMN("'weight':1.5"),
	         {"LAYOUT", AT "columns/0/weight", "1.5", "from 1 to 1000"}},
	        {COLUMN("'keep':true"), {"LAYOUT", AT "columns/0/keep", "'keep'", "unknown key"}},
	        {COLUMN("'align':'end','children':[{'text':'乙','key':'b'}]"),
	         {"LAYOUT", AT "columns/0/align", "'end'", "only a column without heads"}},
	        {ROW("'align':'decimal'"),
	         {"LAYOUT", AT "rows/0/align", "'decimal'", "expected, found “decimal”"}},
	        {ROW("'min_mm':5"), {"LAYOUT", AT "rows/0/min_mm", "'min_mm'", "unknown key"}},
	        {ROW("'keep':1"), {"LAYOUT", AT "rows/0/keep", "1}", "expected, found a number"}},
	        {ROW("'foot':true"),
	         {"LAYOUT", AT "rows/1", "{'text':'丑'", "come after all others"}},
	        {ROW("'children':[{'text':'寅','key':'z','foot':true}]"),
	         {"LAYOUT", AT "rows/0/children/0/foot", "true}]}", "only a top-level row"}},
	        {ONE(",'labels':[]"), {"LAYOUT", AT "labels", "[]", "row labels, here 1,"}},
	        {ONE(",'labels':[{},{}]"),
	         {"LAYOUT", AT "labels", "[{},{}]", "row labels, here 1,"}},
	        {ONE(",'labels':[7]"), {"LAYOUT", AT "labels/0", "7]", "an object expected"}},
	        {ONE(",'labels':[{'text':'x'}]"),
	         {"LAYOUT", AT "labels/0/text", "'text':'x'", "unknown key"}},
	        {ONE(",'labels':[{'align':'decimal'}]"),
	         {"LAYOUT", AT "labels/0/align", "'decimal'", "expected, found “decimal”"}},
	        {ONE(",'orientation':'portrait'"),
	         {"LAYOUT", AT "orientation", "'portrait'", "expected, found “portrait”"}},
	        {ONE(",'caption':''"), {"LAYOUT", AT "caption", "''", "is empty or blank"}},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_fault(cases[i].layout, &cases[i].want);
}

static const char *nested(struct fixture *f, int depth)
{
	struct buf b = {0};
	const char *text;

	buf_puts(&b, "{" HEAD ",'sections':[{'key':'t','body':'table','table':{'rows':" ROWS
	             ",'columns':");
	for (int i = 0; i < depth; i++)
		buf_putf(&b, "[{'text':'甲','key':'k%d'%s", i, i + 1 < depth ? ",'children':" : "");
	for (int i = 0; i < depth; i++)
		buf_puts(&b, "}]");
	buf_puts(&b, "}}]}");
	text = arena_strndup(&f->arena, b.p, b.n);
	buf_release(&b);
	return text;
}

static void heads_are_nested_at_most_forty_levels(void **state)
{
	struct fixture f = {0}, deeper = {0};

	(void)state;
	assert_int_equal(fixture_form(&f, nested(&f, FORM_MAX_DEPTH)), RC_OK);
	assert_int_equal(f.form->sections[0].table->parts[0].columns.depth, 40);
	assert_int_equal(fixture_form(&deeper, nested(&deeper, FORM_MAX_DEPTH + 1)), RC_INPUT);
	assert_non_null(strstr(fixture_only(&deeper)->message, "at most 40 levels deep"));
	fixture_release(&f);
	fixture_release(&deeper);
}

static void looks_are_either_extended_or_given(void **state)
{
	struct expected both = {"LAYOUT", "/styles", "{}", "takes its looks from there"};
	struct expected kind = {"LAYOUT", "/extends", "7", "expected, found"};
	struct fixture f = {0};

	(void)state;
	assert_int_equal(fixture_form(&f, "{" HEAD ",'sections':[],'extends':'other'}"), RC_OK);
	assert_fault("{" HEAD ",'sections':[],'extends':'other','styles':{}}", &both);
	assert_fault("{" HEAD ",'sections':[],'extends':7}", &kind);
	fixture_release(&f);
}

/* Replaces each value of a layout with several parts with each kind of value: never a crash. */
static void a_wrong_kind_of_value_anywhere_is_a_finding(void **state)
{
	struct fixture f;

	(void)state;
	read_table(&f, TWO_PARTS("in.y = sum(out) - in.x"));
	fixture_replace_each(&f.layout, f.root, fixture_try_form);
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(parts_beside_each_other_share_a_band),
	        cmocka_unit_test(faults_of_bands_are_found_at_their_place),
	        cmocka_unit_test(the_key_of_a_part_precedes_those_of_its_rows),
	        cmocka_unit_test(a_formula_may_compare_parts),
	        cmocka_unit_test(a_formula_cannot_compare_parts_with_other_columns),
	        cmocka_unit_test(the_looks_of_a_table_are_read),
	        cmocka_unit_test(looks_may_be_left_out),
	        cmocka_unit_test(faults_of_looks_are_found_at_their_place),
	        cmocka_unit_test(heads_are_nested_at_most_forty_levels),
	        cmocka_unit_test(a_wrong_kind_of_value_anywhere_is_a_finding),
	        cmocka_unit_test(looks_are_either_extended_or_given),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
