/* SPDX-License-Identifier: MIT */
/* A report that is written as JSON and read back is the same report. */
#include "report/fixture.h"
#include "report/dump.h"

#include "json/emit.h"
#include "report/report.h"

#define SECTIONS                                                                                     \
	"{'key':'p','body':'prose'}," TABLE(COLUMNS, "[{'text':'子','key':'x'},{'text':'组','key'" \
	                                             ":'g','children':"                              \
	                                             "[{'text':'丑','key':'y'},{'text':'寅','key'" \
	                                             ":'z'}]}]") ",{'key':'u','body':'table',"       \
	                                                         "'table':{'columns':[{'text':"      \
	                                                         "'数'}],'rows':[{'text':'卯',"    \
	                                                         "'key':'w'}]}},"                    \
	                                                         "{'key':'sign','body':"             \
	                                                         "'signature'}"

static const struct report *read_text(struct fixture *f, const char *text)
{
	const struct report *r = NULL;

	/* A new one each time: findings and nodes borrow it. */
	struct source *source = arena_new(&f->arena, struct source);

	*source = (struct source){"report", text, strlen(text)};
	fixture_parse(f, source);
	(void)!report_read(&f->arena, &(struct report_input){source, f->root, f->form}, &f->dl, &r);
	assert_no_findings(f);
	assert_non_null(r);
	return r;
}

static const char *write_text(struct fixture *f, const struct report *r)
{
	struct buf b = {0};
	const char *text;

	report_write_json(&b, r);
	text = arena_strndup(&f->arena, b.p, b.n);
	buf_release(&b);
	return text;
}

static void assert_same_cells(const struct section *x, const struct section *y)
{
	for (size_t i = 0; x->form->table != NULL && i < x->form->table->cell_n; i++) {
		const struct cell *a = &x->cells[i], *b = &y->cells[i];

		assert_int_equal(a->state == CELL_ABSENT ? CELL_NULL : a->state,
		                 b->state == CELL_ABSENT ? CELL_NULL : b->state);
		assert_string_equal(a->text, b->text);
	}
}

/* Omits the lines about cells, whose pointers change when a row becomes an array. */
static const char *dump_rest(struct fixture *f, const struct report *r)
{
	struct buf all = {0}, rest = {0};
	const char *text;

	report_dump(&all, r);
	for (char *line = strtok(all.p, "\n"); line != NULL; line = strtok(NULL, "\n"))
		if (strncmp(line, "  cell /", 8) != 0)
			buf_putf(&rest, "%s\n", line);
	text = arena_strndup(&f->arena, rest.p, rest.n);
	buf_release(&all);
	buf_release(&rest);
	return text;
}

static void assert_survives(struct fixture *f, const char *text)
{
	const struct report *given = read_text(f, text);
	const char *once = write_text(f, given);
	const struct report *again = read_text(f, once);

	assert_string_equal(write_text(f, again), once);
	assert_string_equal(dump_rest(f, again), dump_rest(f, given));
	for (size_t i = 0; i < given->form->section_n; i++)
		assert_same_cells(&given->sections[i], &again->sections[i]);
}

static void the_examples_survive_a_round_trip(void **state)
{
	static const char *const cases[][2] = {
	        {"annual-report-2021", "examples/baodi-2024.json"},
	        {"annual-report-2021", "examples/city-2023.json"},
	        {"annual-report-2021", "examples/specimen.json"},
	        {"annual-report-2021", "tests/unit/report/consistent.json"},
	        {"annual-report-2019", "examples/annual-2019.json"},
	        {"budget-summary", "examples/budget-2024.json"},
	        {"statistics", "examples/statistics-2023.json"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct fixture f = {0};
		const char *layout = arena_printf(&f.arena, "layouts/%s.json", cases[i][0]);

		assert_int_equal(fixture_form(&f, fixture_file(&f, layout)), RC_OK);
		assert_survives(&f, fixture_file(&f, cases[i][1]));
		fixture_release(&f);
	}
}

static void assert_written_as(const char *given, const char *want)
{
	struct fixture f = {0};
	const char *text;

	assert_int_equal(fixture_form(&f, LAYOUT(SECTIONS, "")), RC_OK);
	text = fixture_source(&f, "", given).text;
	assert_string_equal(write_text(&f, read_text(&f, text)), fixture_source(&f, "", want).text);
	assert_survives(&f, text);
	fixture_release(&f);
}

static void a_report_is_written_with_a_row_per_line(void **state)
{
	static const char given[] =
	        "{'title':'题\\n\\\"\\u0001','organ':'机','year':2024,'date':'2025-01-24',"
	        "'revision':{'reason':'由','date':'2025-03-02','number':3},"
	        "'p':['段',{'heading':'（一）题'},{'heading':'题','level':4},"
	        "{'table':{'corner':'一个较长的角栏，使得整个表格在一行里写不下','columns':[{'text'"
	        ":'列'}],'rows':[{'values':[1.50]},{'values':['/"
	        "']}]}}],"
	        "'t':{'after':['后'],'g':{'y':{'b':'2.50'}},'x':[1,null,'/']},'u':{'w':-0.10},"
	        "'sign':{'date':'2025-01-20','organ':'落款'}}";
	static const char want[] =
	        "{\n"
	        "  'layout': 'small',\n"
	        "  'title': '题\\n\\\"\\u0001',\n"
	        "  'organ': '机',\n"
	        "  'year': 2024,\n"
	        "  'date': '2025-01-24',\n"
	        "  'revision': {'number': 3, 'date': '2025-03-02', "
	        "'reason': '由'},\n"
	        "  'p': [\n"
	        "    '段',\n"
	        "    {'heading': '（一）题'},\n"
	        "    {'heading': '题', 'level': 4},\n"
	        "    {\n"
	        "      'table': {\n"
	        "        'corner': '一个较长的角栏，使得整个表格在一行里写不下',\n"
	        "        'columns': [{'text': '列'}],\n"
	        "        'rows': [{'values': [1.50]}, {'values': ['/']}]\n"
	        "      }\n"
	        "    }\n"
	        "  ],\n"
	        "  't': {\n"
	        "    'x': {'a': 1, 'b': null, 'sum': '/'},\n"
	        "    'g': {\n"
	        "      'y': {'a': null, 'b': '2.50', 'sum': null}\n"
	        "    },\n"
	        "    'after': [\n"
	        "      '后'\n"
	        "    ]\n"
	        "  },\n"
	        "  'u': {\n"
	        "    'w': -0.10\n"
	        "  },\n"
	        "  'sign': {'organ': '落款', 'date': '2025-01-20'}\n"
	        "}\n";

	(void)state;
	assert_written_as(given, want);
}

static void lists_are_written_an_item_a_line(void **state)
{
	static const char given[] =
	        "{'title':'题','organ':'机','year':2024,'p':[{'ordered':true,'list':['甲\\\"',"
	        "{'list':['子','丑'],'text':'乙'},{'ordered':true,'text':'丙','list':['寅']}]},"
	        "{'list':['丁'],'ordered':false}]}";
	static const char want[] = "{\n"
	                           "  'layout': 'small',\n"
	                           "  'title': '题',\n"
	                           "  'organ': '机',\n"
	                           "  'year': 2024,\n"
	                           "  'p': [\n"
	                           "    {\n"
	                           "      'list': [\n"
	                           "        '甲\\\"',\n"
	                           "        {\n"
	                           "          'text': '乙',\n"
	                           "          'list': [\n"
	                           "            '子',\n"
	                           "            '丑'\n"
	                           "          ]\n"
	                           "        },\n"
	                           "        {\n"
	                           "          'text': '丙',\n"
	                           "          'list': [\n"
	                           "            '寅'\n"
	                           "          ],\n"
	                           "          'ordered': true\n"
	                           "        }\n"
	                           "      ],\n"
	                           "      'ordered': true\n"
	                           "    },\n"
	                           "    {\n"
	                           "      'list': [\n"
	                           "        '丁'\n"
	                           "      ]\n"
	                           "    }\n"
	                           "  ]\n"
	                           "}\n";

	(void)state;
	assert_written_as(given, want);
}

/* A report that was not read has every section, and decimals as texts. */
static void a_new_report_is_written_with_every_section(void **state)
{
	static const char want[] = "{\n"
	                           "  'layout': 'small',\n"
	                           "  'year': 2024,\n"
	                           "  'p': [],\n"
	                           "  't': {\n"
	                           "    'x': {'a': 7, 'b': '7.5', 'sum': null}\n"
	                           "  },\n"
	                           "  'u': {},\n"
	                           "  'sign': {}\n"
	                           "}\n";
	struct fixture f = {0};
	struct report *r;

	(void)state;
	assert_int_equal(fixture_form(&f, LAYOUT(SECTIONS, "")), RC_OK);
	r = report_new(&f.arena, f.form);
	r->year = 2024;
	assert_string_equal(r->sections[1].cells[1].pointer, "/t/x/b");
	assert_string_equal(r->sections[2].cells[0].pointer, "/u/w");
	r->sections[1].cells[0].state = CELL_NUMBER;
	r->sections[1].cells[0].text = "7";
	r->sections[1].cells[1].state = CELL_NUMBER;
	r->sections[1].cells[1].text = "7.5";
	assert_string_equal(write_text(&f, r), fixture_source(&f, "", want).text);
	fixture_release(&f);
}

static void containers_are_closed_where_they_end(void **state)
{
	struct buf b = {0};
	struct json_emit e = {.b = &b};

	(void)state;
	json_emit_open(&e, NULL, JSON_ARRAY, JSON_LINES);
	json_emit_open(&e, NULL, JSON_OBJECT, JSON_LINES);
	json_emit_close(&e, JSON_OBJECT);
	json_emit_open(&e, NULL, JSON_OBJECT, JSON_ONE_LINE);
	json_emit_open(&e, "a", JSON_ARRAY,
	               JSON_LINES); /* inside a one-line container: on the same line */
	json_emit_raw(&e, NULL, "1");
	json_emit_raw(&e, NULL, "true");
	json_emit_close(&e, JSON_ARRAY);
	json_emit_string(&e, "b", "c", 1);
	json_emit_close(&e, JSON_OBJECT);
	json_emit_raw(&e, NULL, "null");
	json_emit_close(&e, JSON_ARRAY);
	assert_string_equal(b.p, "[\n  {},\n  {\"a\": [1, true], \"b\": \"c\"},\n  null\n]");
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(the_examples_survive_a_round_trip),
	        cmocka_unit_test(a_report_is_written_with_a_row_per_line),
	        cmocka_unit_test(a_new_report_is_written_with_every_section),
	        cmocka_unit_test(containers_are_closed_where_they_end),
	        cmocka_unit_test(lists_are_written_an_item_a_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
