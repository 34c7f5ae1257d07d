/* SPDX-License-Identifier: MIT */
/* A report's own tables. */
#include "report/bound.h"
#include "report/dump.h"

#define PROSE LAYOUT("{'key':'p','body':'prose','required':true}", "")
#define REPORT(blocks) "{'title':'题','organ':'机','year':2024,'p':[" blocks "]}"
#define TWO "'columns':[{'text':'甲'},{'text':'乙'}]"
#define TABLE_OF(members) REPORT("{'table':{" members "}}")

static void trial_read(struct bound *t, const char *report)
{
	bound_read(t, PROSE, report);
	assert_non_null(t->r);
}

/* The table that is the first block of a report without faults. */
static const struct report_table *trial_table(struct bound *t, const char *report)
{
	trial_read(t, report);
	assert_no_findings(&t->f);
	assert_int_equal(t->r->sections[0].prose.blocks[0].kind, BLOCK_TABLE);
	return t->r->sections[0].prose.blocks[0].table;
}

static void assert_cell(const struct report_table *t, size_t index, enum cell_state state,
                        const char *text)
{
	const struct cell *c = &t->cells[index];

	assert_int_equal(c->state, state);
	assert_string_equal(c->text, text);
	assert_non_null(c->at);
	assert_false(c->bad);
}

static void a_table_is_dumped_fact_by_fact(void **state)
{
	struct bound t;
	struct buf b = {0};

	(void)state;
	trial_read(&t,
	           REPORT("'前',{'table':{'caption':'表1','corner':'角','orientation':'landscape',"
	                  "'labels':[{'min_mm':8.25},{'weight':2,'align':'centre'}],"
	                  "'columns':[{'text':'甲','children':[{'text':'子','align':'decimal'},"
	                  "{'text':'丑|','min_mm':20,'weight':3}]},{'text':'乙'}],"
	                  "'rows':[{'text':'组','keep':true,'align':'end','children':"
	                  "[{'text':'天','values':[1.50,null,'/']},"
	                  "{'text':'地','values':['12.5','','说 明']}]},"
	                  "{'text':'合','values':[0,-1,'2']}]}},{'heading':'一、后'}"));
	assert_no_findings(&t.f);
	report_dump(&b, t.r);
	assert_string_equal(strstr(b.p, "section"), "section p\n"
	                                            "  paragraph \"前\"\n"
	                                            "  table\n"
	                                            "    caption \"表1\"\n"
	                                            "    landscape\n"
	                                            "    corner \"角\"\n"
	                                            "    labels 1 min 8250/1000 mm\n"
	                                            "    labels 2 centre weight 2\n"
	                                            "    column 1 0+2 \"甲\"\n"
	                                            "    column 2 0+1 decimal \"子\"\n"
	                                            "    column 2 1+1 min 20000/1000 mm weight 3 "
	                                            "\"丑|\"\n"
	                                            "    column 1 2+1 \"乙\"\n"
	                                            "    row 1 0+2 end keep \"组\"\n"
	                                            "    row 2 0+1 \"天\"\n"
	                                            "    row 2 1+1 \"地\"\n"
	                                            "    row 1 2+1 \"合\"\n"
	                                            "    cell 0 0 number 1.50\n"
	                                            "    cell 0 1 null\n"
	                                            "    cell 0 2 slash\n"
	                                            "    cell 1 0 number 12.5\n"
	                                            "    cell 1 1 null\n"
	                                            "    cell 1 2 text \"说 明\"\n"
	                                            "    cell 2 0 number 0\n"
	                                            "    cell 2 1 number -1\n"
	                                            "    cell 2 2 number 2\n"
	                                            "  heading 1 \"一、后\"\n");
	buf_release(&b);
	fixture_release(&t.f);
}

static void heads_and_cells_have_their_positions(void **state)
{
	struct bound t;
	const struct report_table *table =
	        trial_table(&t, TABLE_OF("'caption':'题','corner':'角'," TWO
	                                 ",'rows':[{'text':'子','values':[1,2]}]"));
	const struct form_part *p = table->form->parts;
	struct arena *a = &t.f.arena;

	(void)state;
	assert_string_equal(json_pointer(a, table->at), "/p/0/table");
	assert_string_equal(json_pointer(a, table->caption_at), "/p/0/table/caption");
	assert_string_equal(json_pointer(a, p->corner_at), "/p/0/table/corner");
	assert_string_equal(json_pointer(a, p->columns.leaves[1]->at), "/p/0/table/columns/1/text");
	assert_string_equal(json_pointer(a, p->rows.leaves[0]->at), "/p/0/table/rows/0/text");
	assert_string_equal(json_pointer(a, table->cells[1].at), "/p/0/table/rows/0/values/1");
	assert_null(table->cells[1].pointer);
	fixture_release(&t.f);
}

static void text_in_a_cell_is_kept_as_typed(void **state)
{
	static const struct {
		const char *json;
		enum cell_state state;
		const char *text;
	} cases[] = {
	        {"'007'", CELL_TEXT, "007"},
	        {"'+5'", CELL_TEXT, "+5"},
	        {"'1e3'", CELL_TEXT, "1e3"},
	        {"1e3", CELL_NUMBER, "1000"},
	        {"'-0.50'", CELL_NUMBER, "-0.50"},
	        {"'1,234'", CELL_TEXT, "1,234"},
	        {"'１２'", CELL_TEXT, "１２"},
	        {"'0.12345678901234567890'", CELL_TEXT, "0.12345678901234567890"},
	        {"'　'", CELL_NULL, ""},
	        {"'甲|乙'", CELL_TEXT, "甲|乙"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct bound t;
		char report[400];

		snprintf(report, sizeof(report),
		         TABLE_OF(TWO ",'rows':[{'text':'子','values':[%s,0]}]"), cases[i].json);
		assert_cell(trial_table(&t, report), 0, cases[i].state, cases[i].text);
		fixture_release(&t.f);
	}
}

static void rows_need_no_labels(void **state)
{
	struct bound t;
	const struct report_table *table =
	        trial_table(&t, TABLE_OF(TWO ",'rows':[{'values':[1,2]},{'values':[3,4]}]"));

	(void)state;
	assert_int_equal(table->form->parts->rows.depth, 0);
	assert_cell(table, 3, CELL_NUMBER, "4");
	fixture_release(&t.f);
}

static void a_cell_may_be_aligned_differently_from_its_column(void **state)
{
	struct bound t;
	const struct report_table *table =
	        trial_table(&t, TABLE_OF(TWO ",'rows':[{'text':'子','values':"
	                                     "[{'value':'文','align':'start'},{'value':12.50}]}]"));

	(void)state;
	assert_no_findings(&t.f);
	assert_cell(table, 0, CELL_TEXT, "文");
	assert_int_equal(table->cells[0].align, FORM_ALIGN_START);
	assert_cell(table, 1, CELL_NUMBER, "12.50");
	assert_int_equal(table->cells[1].align, FORM_ALIGN_DEFAULT);
	fixture_release(&t.f);
}

static void tables_may_be_anywhere_in_prose(void **state)
{
	struct bound t;
	const struct prose *p;

	(void)state;
	trial_read(&t, REPORT("{'table':{" TWO ",'rows':[{'values':[1,2]}]}},'段',"
	                      "{'table':{" TWO ",'rows':[{'values':[3,4]}]}}"));
	assert_no_findings(&t.f);
	p = &t.r->sections[0].prose;
	assert_int_equal(p->block_n, 3);
	assert_int_equal(p->blocks[1].kind, BLOCK_PARAGRAPH);
	assert_cell(p->blocks[2].table, 0, CELL_NUMBER, "3");
	fixture_release(&t.f);
}

/* ---- faults ---- */

#define ONE_ROW "'rows':[{'text':'子','values':[1,2]}]"

static const struct {
	const char *report;
	struct expected want;
} shape_faults[] = {
        {TABLE_OF(TWO), {"MISSING", "/p/0/table/rows", "{'columns'", "is missing"}},
        {TABLE_OF(ONE_ROW), {"MISSING", "/p/0/table/columns", "{'rows'", "is missing"}},
        {TABLE_OF("'columns':[]," ONE_ROW),
         {"TYPE", "/p/0/table/columns", "[],", "1 or more items"}},
        {TABLE_OF(TWO ",'rows':[]"), {"TYPE", "/p/0/table/rows", "[]}", "1 or more items"}},
        {TABLE_OF("'columns':{}," ONE_ROW),
         {"TYPE", "/p/0/table/columns", "{},", "an array expected, found an object"}},
        {TABLE_OF("'columns':[7]," ONE_ROW),
         {"TYPE", "/p/0/table/columns/0", "7]", "an object expected"}},
        {TABLE_OF("'columns':[{'text':'甲'},{'align':'end'}]," ONE_ROW),
         {"MISSING", "/p/0/table/columns/1/text", "{'align'", "“text” is missing"}},
        {TABLE_OF("'columns':[{'text':'甲'},{'text':' '}]," ONE_ROW),
         {"TYPE", "/p/0/table/columns/1/text", "' '", "empty or blank"}},
        {TABLE_OF("'columns':[{'text':'甲'},{'text':'乙','key':'b'}]," ONE_ROW),
         {"KEY", "/p/0/table/columns/1/key", "'key'", "unknown key “key”"}},
        {TABLE_OF("'columns':[{'text':'甲','align':'left'},{'text':'乙'}]," ONE_ROW),
         {"TYPE", "/p/0/table/columns/0/align", "'left'", "expected, found “left”"}},
        {TABLE_OF("'columns':[{'text':'甲','weight':2,'children':[{'text':'丙'},"
                  "{'text':'丁'}]}]," ONE_ROW),
         {"TYPE", "/p/0/table/columns/0/weight", "2,", "a column without heads"}},
        {TABLE_OF(TWO ",'rows':[{'text':'子','values':[1]}]"),
         {"TYPE", "/p/0/table/rows/0/values", "[1]", "2 values expected"}},
        {TABLE_OF(TWO ",'rows':[{'text':'子','values':[1,2,3]}]"),
         {"TYPE", "/p/0/table/rows/0/values", "[1,2,3]", "found 3"}},
        {TABLE_OF(TWO ",'rows':[{'text':'子','values':[{'align':'end'},2]}]"),
         {"MISSING", "/p/0/table/rows/0/values/0/value", "{'align'", "“value” is missing"}},
        {TABLE_OF(TWO ",'rows':[{'text':'子','values':[{'value':1,'aling':'end'},2]}]"),
         {"KEY", "/p/0/table/rows/0/values/0/aling", "'aling'", "did you mean “align”?"}},
        {TABLE_OF(TWO ",'rows':[{'text':'子','values':{'a':1}}]"),
         {"TYPE", "/p/0/table/rows/0/values", "{'a'", "an array expected"}},
        {TABLE_OF(TWO ",'rows':[{'text':'子'}]"),
         {"MISSING", "/p/0/table/rows/0/values", "{'text':'子'", "“values” is missing"}},
        {TABLE_OF(TWO ",'rows':[{'text':'组','children':[]}]"),
         {"TYPE", "/p/0/table/rows/0/children", "[]", "1 or more items"}},
        {TABLE_OF(TWO ",'rows':[{'text':'组','values':[9,9],'children':"
                      "[{'text':'子','values':[1,2]}]}]"),
         {"TYPE", "/p/0/table/rows/0/values", "[9,9]", "no values of its own"}},
        {TABLE_OF(TWO ",'rows':[{'children':[{'text':'子','values':[1,2]}]}]"),
         {"MISSING", "/p/0/table/rows/0/text", "{'children'", "“text” is missing"}},
        {TABLE_OF(TWO ",'rows':[{'text':'子','foot':true,'values':[1,2]}]"),
         {"KEY", "/p/0/table/rows/0/foot", "'foot'", "unknown key “foot”"}},
        {TABLE_OF(TWO ",'labels':[]," ONE_ROW),
         {"TYPE", "/p/0/table/labels", "[],", "here 1, expected"}},
        {TABLE_OF(TWO ",'captoin':'题'," ONE_ROW),
         {"KEY", "/p/0/table/captoin", "'captoin'", "did you mean “caption”?"}},
        {TABLE_OF(TWO ",'caption':7," ONE_ROW),
         {"TYPE", "/p/0/table/caption", "7,", "a string expected"}},
        {REPORT("{'table':[]}"),
         {"TYPE", "/p/0/table", "[]}", "an object expected, found an array"}},
        {REPORT("{'table':{" TWO "," ONE_ROW "},'heading':'题'}"),
         {"KEY", "/p/0/heading", "'heading'", "unknown key “heading”"}},
};

static void faults_of_tables_are_found_at_their_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(shape_faults); i++) {
		struct bound t;

		trial_read(&t, shape_faults[i].report);
		assert_int_equal(t.rc, RC_INPUT);
		assert_finding(&t.f, fixture_only(&t.f), &shape_faults[i].want);
		fixture_release(&t.f);
	}
}

static void the_right_key_is_suggested_for_a_mistyped_one(void **state)
{
	struct expected want = {"KEY", "/p/0/tabel", "'tabel'", "did you mean “table”?"};
	struct bound t;

	(void)state;
	trial_read(&t, REPORT("{'tabel':{}}"));
	assert_finding(&t.f, fixture_only(&t.f), &want);
	fixture_release(&t.f);
}

/* With a fault in its shape the table is left out; a wrong value is only marked. */
static void a_faulty_table_does_not_affect_the_rest(void **state)
{
	struct bound t;
	const struct prose *p;

	(void)state;
	trial_read(&t, REPORT("'前',{'table':{" TWO ",'rows':[{'values':[1]}]}},"
	                      "{'table':{" TWO ",'rows':[{'values':[true,2]}]}},'后'"));
	assert_int_equal(t.f.dl.error_n, 2);
	p = &t.r->sections[0].prose;
	assert_int_equal(p->block_n, 3);
	assert_int_equal(p->blocks[1].kind, BLOCK_TABLE);
	assert_true(p->blocks[1].table->cells[0].bad);
	assert_cell(p->blocks[1].table, 1, CELL_NUMBER, "2");
	assert_string_equal(p->blocks[2].text, "后");
	fixture_release(&t.f);
}

static void a_nul_in_a_table_is_reported(void **state)
{
	struct expected want = {"GLYPH", "/p/0/table/rows/0/values/1", "\\u0000", "U+0000"};
	struct bound t;

	(void)state;
	trial_read(&t, TABLE_OF(TWO ",'rows':[{'values':[1,'x\\u0000']}]"));
	assert_finding(&t.f, fixture_only(&t.f), &want);
	fixture_release(&t.f);
}

/* ---- limits ---- */

/* Heads `depth` levels deep, `column_n` columns below them and `row_n` rows. */
static const char *large(struct fixture *f, int depth, int column_n, int row_n)
{
	struct buf b = {0};
	const char *text;

	buf_puts(&b, "{'title':'题','organ':'机','year':2024,'p':[{'table':{'columns':");
	for (int i = 1; i < depth; i++)
		buf_puts(&b, "[{'text':'层','children':");
	for (int i = 0; i < column_n; i++)
		buf_putf(&b, "%c{'text':'列'}", i == 0 ? '[' : ',');
	for (int i = 0; i < depth; i++)
		buf_puts(&b, i == 0 ? "]" : "}]");
	buf_puts(&b, ",'rows':");
	for (int r = 0; r < row_n; r++) {
		buf_putf(&b, "%c{'values':", r == 0 ? '[' : ',');
		for (int i = 0; i < column_n; i++)
			buf_putf(&b, "%c%d", i == 0 ? '[' : ',', i);
		buf_puts(&b, "]}");
	}
	buf_puts(&b, "]}}]}");
	text = arena_strndup(&f->arena, b.p, b.n);
	buf_release(&b);
	return text;
}

static void large_tables_are_read_up_to_the_limits(void **state)
{
	static const struct {
		int depth, columns, rows;
		const char *message; /* NULL: no fault */
	} cases[] = {
	        {40, 1, 1, NULL},     {41, 1, 1, "at most 40 levels deep"},
	        {1, 200, 2, NULL},    {1, 201, 2, "201 columns; at most 200"},
	        {1, 1, 100000, NULL}, {1, 1, 100001, "100001 rows; at most 100000"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct fixture f = {0};
		struct bound t;

		trial_read(&t, large(&f, cases[i].depth, cases[i].columns, cases[i].rows));
		if (cases[i].message == NULL)
			assert_no_findings(&t.f);
		else
			assert_non_null(strstr(fixture_only(&t.f)->message, cases[i].message));
		fixture_release(&t.f);
		fixture_release(&f);
	}
}

static void try_report(const char *report)
{
	struct bound t;

	bound_read(&t, PROSE, report);
	assert_true((t.rc == RC_OK) == (t.f.dl.error_n == 0));
	fixture_release(&t.f);
}

/* Replaces each value of a table with each kind of value: findings, never a crash. */
static void a_wrong_kind_of_value_anywhere_is_a_finding(void **state)
{
	const char *text = TABLE_OF(
	        "'caption':'题','corner':'角','orientation':'auto','labels':[{'min_mm':5},{}],"
	        "'columns':[{'text':'甲','children':[{'text':'乙','align':'decimal'}]}],"
	        "'rows':[{'text':'组','keep':true,'children':[{'text':'子','values':[1]}]}]");
	struct bound t;

	(void)state;
	trial_table(&t, text);
	fixture_replace_each(&t.f.source, json_lookup(t.r->root, "p"), try_report);
	fixture_release(&t.f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_table_is_dumped_fact_by_fact),
	        cmocka_unit_test(heads_and_cells_have_their_positions),
	        cmocka_unit_test(text_in_a_cell_is_kept_as_typed),
	        cmocka_unit_test(rows_need_no_labels),
	        cmocka_unit_test(a_cell_may_be_aligned_differently_from_its_column),
	        cmocka_unit_test(tables_may_be_anywhere_in_prose),
	        cmocka_unit_test(faults_of_tables_are_found_at_their_place),
	        cmocka_unit_test(the_right_key_is_suggested_for_a_mistyped_one),
	        cmocka_unit_test(a_faulty_table_does_not_affect_the_rest),
	        cmocka_unit_test(a_nul_in_a_table_is_reported),
	        cmocka_unit_test(large_tables_are_read_up_to_the_limits),
	        cmocka_unit_test(a_wrong_kind_of_value_anywhere_is_a_finding),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
