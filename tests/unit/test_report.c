/* SPDX-License-Identifier: MIT */
#include "report/bound.h"
#include "report/dump.h"

/* The required envelope of a report, and small reports made with it. */
#define ENVELOPE "'title':'题','organ':'机关','year':2024"
#define WITH(members) "{" ENVELOPE "," members "}"

/* Prose, the table of SMALL with a group, a scalar row, a signature. */
#define MIXED                                                                                       \
	LAYOUT("{'key':'p','heading':'一','body':'prose','required':true}," TABLE(                  \
	               COLUMNS,                                                                     \
	               "[{'text':'子','key':'x'},{'text':'组','key':'g','children':"              \
	               "[{'text':'丑','key':'y'},{'text':'寅','key':'z'}]}]") ","                   \
	                                                                      "{'key':'u','body':"  \
	                                                                      "'table','table':{'"  \
	                                                                      "columns':[{'text':"  \
	                                                                      "'数'}],"            \
	                                                                      "'rows':[{'text':'"   \
	                                                                      "卯','key':'w'}]}}," \
	                                                                      "{'key':'sign','"     \
	                                                                      "body':'signature'"   \
	                                                                      "}",                  \
	       "")

static const struct section *section(const struct bound *t, const char *key)
{
	for (size_t i = 0; i < t->f.form->section_n; i++)
		if (strcmp(t->f.form->sections[i].key, key) == 0)
			return &t->r->sections[i];
	fail_msg("no section %s", key);
	return NULL;
}

static void assert_cell(const struct bound *t, size_t index, enum cell_state state,
                        const char *pointer, const char *text)
{
	const struct cell *c = &section(t, "t")->cells[index];

	assert_int_equal(c->state, state);
	assert_string_equal(c->pointer, pointer);
	assert_string_equal(c->text, text);
	assert_false(c->bad);
	assert_false(c->computed);
}

/* Reads a faulty report over MIXED and compares its only finding with what is expected. */
static void assert_fault(const char *report, const struct expected *want)
{
	struct bound t;

	bound_read(&t, MIXED, report);
	assert_int_equal(t.rc, RC_INPUT);
	assert_finding(&t.f, fixture_only(&t.f), want);
	fixture_release(&t.f);
}

/* ---- the whole ---- */

static void a_full_report_is_dumped_fact_by_fact(void **state)
{
	struct bound t;
	struct buf b = {0};

	(void)state;
	bound_read(&t, MIXED,
	           WITH("'date':'2025-01-24','p':['段一\\n甲',{'heading':'（一）题'}],"
	                "'t':{'before':['前'],'x':[1,null,'/'],'g':{'y':{'b':'2.50'}},"
	                "'after':[{'heading':'后','level':4}]},'u':{'w':-1},"
	                "'sign':{'organ':'落款','date':'2025-01-20'}"));
	assert_no_findings(&t.f);
	assert_int_equal(t.rc, RC_OK);
	report_dump(&b, t.r);
	assert_string_equal(b.p, "layout small\n"
	                         "title \"题\"\n"
	                         "organ \"机关\"\n"
	                         "year 2024\n"
	                         "date 2025-01-24\n"
	                         "section p\n"
	                         "  paragraph \"段一\\n甲\"\n"
	                         "  heading 2 \"（一）题\"\n"
	                         "section t\n"
	                         "  before paragraph \"前\"\n"
	                         "  cell /t/x/0 number 1\n"
	                         "  cell /t/x/1 null\n"
	                         "  cell /t/x/2 slash\n"
	                         "  cell /t/g/y/a absent\n"
	                         "  cell /t/g/y/b number 2.50\n"
	                         "  cell /t/g/y/sum absent\n"
	                         "  cell /t/g/z/0 absent\n"
	                         "  cell /t/g/z/1 absent\n"
	                         "  cell /t/g/z/2 absent\n"
	                         "  after heading 4 \"后\"\n"
	                         "section u\n"
	                         "  cell /u/w number -1\n"
	                         "section sign\n"
	                         "  organ \"落款\"\n"
	                         "  date 2025-01-20\n");
	buf_release(&b);
	fixture_release(&t.f);
}

static void the_consistent_report_reads_without_findings(void **state)
{
	struct fixture f = {0};
	const struct report *r;

	(void)state;
	fixture_shipped_form(&f);
	assert_int_equal(
	        fixture_report(&f, fixture_file(&f, "tests/unit/report/consistent.json"), &r),
	        RC_OK);
	assert_no_findings(&f);
	assert_int_equal(r->year, 2024);
	assert_int_equal(r->date.day, 24);
	assert_string_equal(r->sections[2].cells[9].text, "12.50");
	assert_string_equal(r->sections[3].cells[6].text, "625");
	assert_string_equal(r->sections[4].cells[14].text, "18");
	fixture_release(&f);
}

/* ---- cells ---- */

static void rows_are_arrays_objects_or_null(void **state)
{
	struct bound t;

	(void)state;
	bound_read(&t, MIXED, WITH("'p':[],'t':{'x':[1,2,3],'g':{'y':{'sum':9,'a':7},'z':null}}"));
	assert_no_findings(&t.f);
	assert_cell(&t, 0, CELL_NUMBER, "/t/x/0", "1");
	assert_cell(&t, 2, CELL_NUMBER, "/t/x/2", "3");
	assert_cell(&t, 3, CELL_NUMBER, "/t/g/y/a", "7");
	assert_cell(&t, 4, CELL_ABSENT, "/t/g/y/b", "");
	assert_cell(&t, 5, CELL_NUMBER, "/t/g/y/sum", "9");
	assert_cell(&t, 6, CELL_NULL, "/t/g/z/0", "");
	assert_cell(&t, 8, CELL_NULL, "/t/g/z/2", "");
	fixture_release(&t.f);
}

static void absent_cells_point_to_their_nearest_ancestor(void **state)
{
	struct bound t;

	(void)state;
	bound_read(&t, MIXED, WITH("'p':[],'t':{'g':{'y':{'a':1}}}"));
	assert_no_findings(&t.f);
	/* x was left out: the table's object; z: the group; y.b: the row; w: the report. */
	assert_ptr_equal(section(&t, "t")->cells[0].at, section(&t, "t")->at);
	assert_cell(&t, 1, CELL_ABSENT, "/t/x/1", "");
	assert_ptr_equal(section(&t, "t")->cells[6].at, json_lookup(section(&t, "t")->at, "g"));
	assert_ptr_equal(section(&t, "t")->cells[4].at, section(&t, "t")->cells[3].at->parent);
	assert_null(section(&t, "u")->at);
	assert_ptr_equal(section(&t, "u")->cells[0].at, t.r->root);
	assert_string_equal(section(&t, "u")->cells[0].pointer, "/u/w");
	fixture_release(&t.f);
}

static void figures_are_kept_as_written_unless_they_cannot_be_printed(void **state)
{
	static const struct {
		const char *json, *text;
	} cases[] = {
	        {"12.50", "12.50"},
	        {"'12.50'", "12.50"},
	        {"4166.2416190", "4166.2416190"},
	        {"0.0", "0.0"},
	        {"-1.5", "-1.5"},
	        {"-0", "0"},
	        {"'-0.00'", "0"},
	        {"1e3", "1000"},
	        {"1.5E+2", "150"},
	        {"25e-1", "2.5"},
	        {"'+5'", "5"},
	        {"'007'", "7"},
	        {"0.1000000000000000000000000000000000", "0.1"},
	        {"999999999999999999.999999999999", "999999999999999999.999999999999"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct bound t;
		char report[200];

		snprintf(report, sizeof(report), WITH("'p':[],'t':{'x':[%s,0,0]}"), cases[i].json);
		bound_read(&t, MIXED, report);
		assert_no_findings(&t.f);
		assert_cell(&t, 0, CELL_NUMBER, "/t/x/0", cases[i].text);
		fixture_release(&t.f);
	}
}

static void a_cell_of_a_wrong_kind_is_reported_and_marked_bad(void **state)
{
	static const struct {
		const char *json, *message;
	} cases[] = {
	        {"true", "a number, null or “/” expected, found "},
	        {"[1]", "a number, null or “/” expected, found an array"},
	        {"{}", "a number, null or “/” expected, found an object"},
	        {"''", "found “”"},
	        {"'无'", "found “无”"},
	        {"'1,234'", "separators of thousands: 1234 instead of “1,234”"},
	        {"'-1，234,567.50'", "separators of thousands: -1234567.50 instead of"},
	        {"'1,23'", "a number, null or “/” expected, found “1,23”"},
	        {"'120件'", "“120件” has a unit: write 120"},
	        {"'12,345 元'", "“12,345 元” has a unit: write 12345"},
	        {"'5 乙'", "has a unit: write the number alone, in the unit of the column (“乙”)"},
	        {"'约5件'", "a number, null or “/” expected, found “约5件”"},
	        {"'5至6件'", "a number, null or “/” expected, found “5至6件”"},
	        {"'5.'", "found “5.”"},
	        {"'.5'", "found “.5”"},
	        {"'0x1F'", "found “0x1F”"},
	        {"'１２件'", "full-width digits"},
	        {"'/\\u0000'", "found “/"},
	        {"1234567890123456789",
	         "too many digits; at most 18 are allowed before the decimal point and 12 "
	         "after it"},
	        {"'0.1234567890123'", "too many digits"},
	        {"1e999999999999", "too many digits"},
	        {"'1e+999'", "too many digits"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct expected want = {"TYPE", "/t/x/1", cases[i].json, cases[i].message};
		struct bound t;
		char report[200];

		snprintf(report, sizeof(report), WITH("'p':[],'t':{'x':[99,%s,99]}"),
		         cases[i].json);
		bound_read(&t, MIXED, report);
		assert_int_equal(t.rc, RC_INPUT);
		assert_finding(&t.f, fixture_only(&t.f), &want);
		assert_true(section(&t, "t")->cells[1].bad);
		assert_int_equal(section(&t, "t")->cells[1].state, CELL_ABSENT);
		assert_false(section(&t, "t")->cells[0].bad);
		fixture_release(&t.f);
	}
}

static void rows_of_a_wrong_shape_are_reported_once(void **state)
{
	static const struct {
		const char *report;
		struct expected want;
	} cases[] = {
	        {WITH("'p':[],'t':{'x':[1,2]}"),
	         {"TYPE", "/t/x", "[1,2]", "3 values expected (a, b, sum), found 2"}},
	        {WITH("'p':[],'t':{'x':[]}"),
	         {"TYPE", "/t/x", "[]}}", "3 values expected (a, b, sum), found 0"}},
	        {WITH("'p':[],'t':{'x':[1,2,3,4]}"), {"TYPE", "/t/x", "[1,2,3,4]", "found 4"}},
	        {WITH("'p':[],'t':{'x':[1,234, 2, 3]}"),
	         {"TYPE", "/t/x", "[1,234, 2", "found 4; a number is written without separators"}},
	        {WITH("'p':[],'t':{'x':5}"),
	         {"TYPE", "/t/x", "5}", "an array of 3 values expected, found a number"}},
	        {WITH("'p':[],'t':{'g':[1,2,3]}"),
	         {"TYPE", "/t/g", "[1,2,3]", "an object expected, found an array"}},
	        {WITH("'p':[],'t':{'g':null}"), {"TYPE", "/t/g", "null", "an object expected"}},
	        {WITH("'p':[],'t':[]"), {"TYPE", "/t", "[]}", "an object expected"}},
	        {WITH("'p':[],'t':null"), {"TYPE", "/t", "null", "an object expected"}},
	        {WITH("'p':[],'u':{'w':[1]}"), {"TYPE", "/u/w", "[1]", "found an array"}},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_fault(cases[i].report, &cases[i].want);
}

static void every_cell_of_a_broken_row_is_bad(void **state)
{
	struct bound t;

	(void)state;
	bound_read(&t, MIXED, WITH("'p':[],'t':{'x':[1,2],'g':7}"));
	assert_int_equal(t.f.dl.error_n, 2);
	for (size_t i = 0; i < 9; i++)
		assert_true(section(&t, "t")->cells[i].bad);
	assert_string_equal(section(&t, "t")->cells[1].pointer, "/t/x/1");
	assert_string_equal(section(&t, "t")->cells[8].pointer, "/t/g/z/2");
	fixture_release(&t.f);
}

/* ---- names ---- */

static void unknown_keys_are_reported_at_any_depth(void **state)
{
	static const struct {
		const char *report;
		struct expected want;
	} cases[] = {
	        {WITH("'p':[],'tilte':'x'"),
	         {"KEY", "/tilte", "'tilte'", "unknown key “tilte”; did you mean “title”?"}},
	        {WITH("'p':[],'t':{'子子孙':[]}"),
	         {"KEY", "/t/子子孙", "'子子孙'", "unknown key “子子孙”; “kanben new"}},
	        {WITH("'p':[],'t':{'befor':[]}"),
	         {"KEY", "/t/befor", "'befor'", "did you mean “before”?"}},
	        {WITH("'p':[],'t':{'g':{'before':[]}}"),
	         {"KEY", "/t/g/before", "'before'", "unknown key “before”; “kanben new"}},
	        {WITH("'p':[],'t':{'x':{'summ':1}}"),
	         {"KEY", "/t/x/summ", "'summ'", "did you mean “sum”?"}},
	        {WITH("'p':[{'heading':'题','levle':2}]"),
	         {"KEY", "/p/0/levle", "'levle'", "did you mean “level”?"}},
	        {WITH("'p':[],'sign':{'orgna':'x'}"),
	         {"KEY", "/sign/orgna", "'orgna'", "did you mean “organ”?"}},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_fault(cases[i].report, &cases[i].want);
}

/* ---- the head of the report ---- */

static void missing_sections_are_reported_at_the_beginning(void **state)
{
	static const struct {
		const char *report, *pointer;
	} cases[] = {
	        {" {'organ':'机','year':2024,'p':[]}", "/title"},
	        {" {'title':'题','year':2024,'p':[]}", "/organ"},
	        {" {'title':'题','organ':'机','p':[]}", "/year"},
	        {" {'title':'题','organ':'机','year':2024}", "/p"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct expected want = {"MISSING", cases[i].pointer, "{", "is missing"};

		assert_fault(cases[i].report, &want);
	}
}

static void faults_of_the_envelope_are_found_at_their_place(void **state)
{
	static const struct {
		const char *report;
		struct expected want;
	} cases[] = {
	        {"{'title':'','organ':'机','year':2024,'p':[]}",
	         {"TYPE", "/title", "'','", "empty"}},
	        {"{'title':'题','organ':' \\t　','year':2024,'p':[]}",
	         {"TYPE", "/organ", "' \\t", "empty or blank"}},
	        {"{'title':null,'organ':'机','year':2024,'p':[]}",
	         {"TYPE", "/title", "null", "a string expected"}},
	        {"{'title':'题\\u0000','organ':'机','year':2024,'p':[]}",
	         {"GLYPH", "/title", "\\u0000", "U+0000"}},
	        {"{'title':'题','organ':'机','year':'2024','p':[]}",
	         {"TYPE", "/year", "'2024'", "from 1949 to 9999"}},
	        {"{'title':'题','organ':'机','year':1948,'p':[]}",
	         {"TYPE", "/year", "1948", "from 1949 to 9999"}},
	        {"{'title':'题','organ':'机','year':2024.5,'p':[]}",
	         {"TYPE", "/year", "2024.5", "a whole number"}},
	        {WITH("'p':[],'date':'2025-02-29'"),
	         {"TYPE", "/date", "'2025-02-29'", "found “2025-02-29”"}},
	        {WITH("'p':[],'date':20250124"), {"TYPE", "/date", "20250124", "a valid date"}},
	        {WITH("'p':[],'layout':7"), {"TYPE", "/layout", "7", "a string expected"}},
	        {WITH("'p':[],'sign':[]"), {"TYPE", "/sign", "[]}", "an object expected"}},
	        {WITH("'p':[],'sign':{'organ':' '}"),
	         {"TYPE", "/sign/organ", "' '", "empty or blank"}},
	        {WITH("'p':[],'sign':{'date':'1月'}"),
	         {"TYPE", "/sign/date", "'1月'", "found “1月”"}},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_fault(cases[i].report, &cases[i].want);
}

static void a_value_that_is_not_an_object_makes_no_report(void **state)
{
	struct expected want = {"TYPE", "", "[]", "an object expected, found an array"};
	struct bound t;

	(void)state;
	bound_read(&t, MIXED, "[]");
	assert_int_equal(t.rc, RC_INPUT);
	assert_null(t.r);
	assert_finding(&t.f, fixture_only(&t.f), &want);
	fixture_release(&t.f);
}

static void every_fault_of_a_report_is_reported_in_one_run(void **state)
{
	struct bound t;

	(void)state;
	bound_read(&t, MIXED,
	           "{'yaer':2024,'p':['',7,{}],'t':{'x':['无',1,2],'g':{'y':[1]}},'sign':7}");
	/* yaer; title, organ, year; '', 7, {}; 无, [1]; 7 */
	assert_int_equal(t.f.dl.error_n, 10);
	assert_non_null(t.r);
	assert_cell(&t, 1, CELL_NUMBER, "/t/x/1", "1");
	fixture_release(&t.f);
}

static void dates_must_exist(void **state)
{
	static const char *const good[] = {"2024-02-29", "2000-02-29", "1949-10-01", "9999-12-31"};
	static const char *const bad[] = {"2023-02-29", "1900-02-29",  "2024-04-31", "2024-13-01",
	                                  "2024-00-10", "2024-01-00",  "1948-12-31", "2024-1-01",
	                                  "2024/01/01", "2024-01-01 ", "+024-01-01", ""};
	struct date d;

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++)
		assert_true(date_parse(good[i], &d));
	assert_int_equal(d.month, 12);
	for (size_t i = 0; i < COUNT(bad); i++)
		if (date_parse(bad[i], &d))
			fail_msg("%s was taken for a date", bad[i]);
}

/* ---- prose ---- */

static void the_level_of_a_heading_follows_its_numbering(void **state)
{
	static const struct {
		const char *text;
		int level;
	} cases[] = {
	        {"一、总体", 1},     {"十二、其他", 1}, {"（一）主动", 2}, {"(二)依申请", 2},
	        {"（二十一）题", 2}, {"1.措施", 3},     {"12．措施", 3},   {"１、措施", 3},
	        {"（1）细目", 4},    {"(12)细目", 4},   {"（１）细目", 4}, {"改进情况", 2},
	        {"1.5万件", 2},      {"一是更新", 2},   {"（一", 2},       {"2024年工作", 2},
	        {"（略）", 2},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct bound t;
		char report[200];

		snprintf(report, sizeof(report), WITH("'p':[{'heading':'%s'}]"), cases[i].text);
		bound_read(&t, MIXED, report);
		assert_no_findings(&t.f);
		if (section(&t, "p")->prose.blocks[0].level != cases[i].level)
			fail_msg("%s: level %d", cases[i].text,
			         section(&t, "p")->prose.blocks[0].level);
		fixture_release(&t.f);
	}
}

static void a_given_level_takes_precedence(void **state)
{
	struct bound t;

	(void)state;
	bound_read(&t, MIXED, WITH("'p':[{'heading':'一、题','level':4}]"));
	assert_no_findings(&t.f);
	assert_int_equal(section(&t, "p")->prose.blocks[0].level, 4);
	fixture_release(&t.f);
}

static void faults_of_prose_are_found_at_their_place(void **state)
{
	static const struct {
		const char *report;
		struct expected want;
	} cases[] = {
	        {WITH("'p':'一段'"), {"TYPE", "/p", "'一段'", "an array of paragraphs expected"}},
	        {WITH("'p':null"), {"TYPE", "/p", "null", "an array of paragraphs"}},
	        {WITH("'p':['好',7]"), {"TYPE", "/p/1", "7]", "a paragraph or"}},
	        {WITH("'p':['　']"), {"TYPE", "/p/0", "'　'", "empty or blank"}},
	        {WITH("'p':[{'heading':''}]"), {"TYPE", "/p/0/heading", "''", "empty"}},
	        {WITH("'p':[{'heading':7}]"), {"TYPE", "/p/0/heading", "7}", "a string expected"}},
	        {WITH("'p':[{}]"),
	         {"TYPE", "/p/0", "{}",
	          "a paragraph or an object with “notes”, “heading”, “list”, “table”, “picture” or "
	          "“chart” expected, found an object"}},
	        {WITH("'p':[{'text':'甲','level':1}]"),
	         {"TYPE", "/p/0", "{'text'",
	          "“heading”, “list”, “table”, “picture” or “chart” expected"}},
	        {WITH("'p':[{'lsit':['甲']}]"),
	         {"KEY", "/p/0/lsit", "'lsit'", "did you mean “list”?"}},
	        {WITH("'p':[{'haeding':'题','text':'甲'}]"),
	         {"KEY", "/p/0/haeding", "'haeding'", "did you mean “heading”?"}},
	        {WITH("'p':[{'heading':'题','level':5}]"), {"TYPE", "/p/0/level", "5", "1 to 4"}},
	        {WITH("'p':[{'heading':'题','level':'1'}]"),
	         {"TYPE", "/p/0/level", "'1'", "1 to 4"}},
	        {WITH("'p':['\\ufffd前\\u0000后']"), {"GLYPH", "/p/0", "\\u0000", "U+0000"}},
	        {WITH("'p':[],'t':{'after':'x'}"), {"TYPE", "/t/after", "'x'", "an array of"}},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_fault(cases[i].report, &cases[i].want);
}

static void of_duplicate_keys_the_first_counts(void **state)
{
	struct bound t;

	(void)state;
	bound_read(&t, MIXED, WITH("'p':[],'t':{'x':[1,2,3],'x':[4]}"));
	assert_string_equal(fixture_only(&t.f)->place.rule, "KEY");
	assert_cell(&t, 0, CELL_NUMBER, "/t/x/0", "1");
	fixture_release(&t.f);
}

static void try_report(const char *report)
{
	struct bound t;

	bound_read(&t, MIXED, report);
	assert_true((t.rc == RC_OK) == (t.f.dl.error_n == 0));
	fixture_release(&t.f);
}

/* Replaces each value of a report with each kind of value: findings, never a crash. */
static void a_wrong_kind_of_value_anywhere_is_a_finding(void **state)
{
	const char *text = WITH("'p':['段',{'heading':'题','level':2}],'t':{'before':['前',"
	                        "{'list':['甲',{'text':'乙','list':['子'],'ordered':true}],"
	                        "'ordered':false}],"
	                        "'x':[1,2,3],'g':{'y':{'a':1}}},'u':{'w':1},"
	                        "'sign':{'organ':'机','date':'2025-01-01'}");
	struct bound t;

	(void)state;
	bound_read(&t, MIXED, text);
	assert_no_findings(&t.f);
	fixture_replace_each(&t.f.source, t.r->root, try_report);
	fixture_release(&t.f);
}

/* form/ cannot see a report's member table, but no section may have one of its keys. */
static void no_section_has_the_key_of_an_envelope_member(void **state)
{
	(void)state;
	for (size_t i = 0; i < report_object.member_n; i++) {
		struct fixture f = {0};
		const char *key = report_object.members[i].key;
		const char *section = arena_printf(&f.arena, "{'key':'%s','body':'prose'}", key);

		assert_int_equal(
		        fixture_form(&f, arena_printf(&f.arena, LAYOUT("%s", ""), section)),
		        RC_INPUT);
		fixture_release(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(no_section_has_the_key_of_an_envelope_member),
	        cmocka_unit_test(a_full_report_is_dumped_fact_by_fact),
	        cmocka_unit_test(the_consistent_report_reads_without_findings),
	        cmocka_unit_test(rows_are_arrays_objects_or_null),
	        cmocka_unit_test(absent_cells_point_to_their_nearest_ancestor),
	        cmocka_unit_test(figures_are_kept_as_written_unless_they_cannot_be_printed),
	        cmocka_unit_test(a_cell_of_a_wrong_kind_is_reported_and_marked_bad),
	        cmocka_unit_test(rows_of_a_wrong_shape_are_reported_once),
	        cmocka_unit_test(every_cell_of_a_broken_row_is_bad),
	        cmocka_unit_test(unknown_keys_are_reported_at_any_depth),
	        cmocka_unit_test(missing_sections_are_reported_at_the_beginning),
	        cmocka_unit_test(faults_of_the_envelope_are_found_at_their_place),
	        cmocka_unit_test(a_value_that_is_not_an_object_makes_no_report),
	        cmocka_unit_test(every_fault_of_a_report_is_reported_in_one_run),
	        cmocka_unit_test(dates_must_exist),
	        cmocka_unit_test(the_level_of_a_heading_follows_its_numbering),
	        cmocka_unit_test(a_given_level_takes_precedence),
	        cmocka_unit_test(faults_of_prose_are_found_at_their_place),
	        cmocka_unit_test(of_duplicate_keys_the_first_counts),
	        cmocka_unit_test(a_wrong_kind_of_value_anywhere_is_a_finding),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
