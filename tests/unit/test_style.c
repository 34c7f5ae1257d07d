/* SPDX-License-Identifier: MIT */
#include "report/fixture.h"

#include "style/style.h"

/* The shipped layout with a piece replaced. */
static enum rc read_changed(struct fixture *f, const char *from, const char *to,
                            const struct style **ret)
{
	const char *text = fixture_file(f, "layouts/annual-report-2021.json");
	const char *at = strstr(text, from);

	assert_non_null(at);
	f->layout = (struct source){.name = "layout"};
	f->layout.text =
	        arena_printf(&f->arena, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
	f->layout.len = strlen(f->layout.text);
	fixture_parse(f, &f->layout);
	return style_read(&f->arena, &f->layout, f->root, &f->dl, ret);
}

/* GB/T 9704-2012 5.2: 版心 156 × 225 mm, 22 lines of 28 characters. */
static void the_shipped_page_is_that_of_the_standard(void **state)
{
	struct fixture f = {0};
	const struct style *st;
	struct buf b = {0};

	(void)state;
	assert_int_equal(read_changed(&f, "", "", &st), RC_OK);
	lu_put_pt(&b, st->body.pitch);
	buf_putc(&b, ' ');
	lu_put_pt(&b, st->body.line);
	buf_putc(&b, ' ');
	lu_put_pt(&b, st->body.size);
	assert_string_equal(b.p, "15.793 28.99 16");
	assert_int_equal(st->page.lines, 22);
	assert_int_equal(st->page.characters, 28);
	assert_int_equal(st->body.indent, 2);
	assert_int_equal(st->body.align, ALIGN_JUSTIFY);
	assert_string_equal(st->heading[1].role, "黑体");
	assert_string_equal(st->heading[2].role, "楷体");
	assert_int_equal(st->table.sizes[4], 0);
	buf_release(&b);
	fixture_release(&f);
}

static void options_of_line_breaking_are_read(void **state)
{
	struct fixture f = {0};
	const struct style *st;

	(void)state;
	assert_int_equal(read_changed(&f, "\"prohibition\": \"gb\", \"autospace\": 0",
	                              "\"prohibition\": \"strict\", \"autospace\": 125, "
	                              "\"hanging\": true, \"tight_marks\": true",
	                              &st),
	                 RC_OK);
	assert_int_equal(st->prohibition, STYLE_PROHIBIT_STRICT);
	assert_int_equal(st->autospace, 125);
	assert_int_equal(st->table_autospace, 0);
	assert_true(st->hanging && st->tight_marks);
	assert_true(st->table.value.in_cell && !st->body.in_cell && !st->table.caption.in_cell);
	fixture_release(&f);
	/* Defaults are those of the standards. */
	assert_int_equal(read_changed(&f, "\"prohibition\": \"gb\", \"autospace\": 0,", "", &st),
	                 RC_OK);
	assert_int_equal(st->prohibition, STYLE_PROHIBIT_GB);
	assert_int_equal(st->autospace, 0);
	assert_false(st->hanging || st->tight_marks);
	fixture_release(&f);
}

static void families_of_a_role_keep_their_order(void **state)
{
	struct fixture f = {0};
	const struct style *st;

	(void)state;
	assert_int_equal(read_changed(&f, "\"families\": {",
	                              "\"families\": {\"角\": [\"A b\", \"serif\"], ", &st),
	                 RC_OK);
	assert_string_equal(st->web.skip, "跳到正文");
	assert_string_equal(st->web.contents, "目录");
	assert_string_equal(st->web.families[0].role, "角");
	assert_int_equal(st->web.families[0].n, 2);
	assert_string_equal(st->web.families[0].names[0], "A b");
	assert_string_equal(st->web.families[0].names[1], "serif");
	fixture_release(&f);
}

#define LIST_STYLE                                                                                 \
	"\"list_style\": {\"indent\": 2, \"bullets\": [\"•\", \"－\"], \"numbers\": "           \
	"[\"{n}.\", \"（{n}）\"]},"

static void marks_of_lists_are_read_level_by_level(void **state)
{
	struct fixture f = {0};
	const struct style *st;

	(void)state;
	assert_int_equal(read_changed(&f, LIST_STYLE,
	                              "\"list_style\": {\"indent\": 10, \"bullets\": [\"甲\", "
	                              "\"乙\"], \"numbers\": [\"第{n}\", \"{n}{n}\"]},",
	                              &st),
	                 RC_OK);
	assert_int_equal(st->list.indent, 10);
	assert_string_equal(st->list.bullets[0], "甲");
	assert_string_equal(st->list.bullets[1], "乙");
	assert_string_equal(st->list.numbers[0], "第{n}");
	assert_string_equal(st->list.numbers[1], "{n}{n}");
	fixture_release(&f);
	/* One mark is that of both levels; what is left out is as in a layout without any. */
	assert_int_equal(read_changed(&f, LIST_STYLE,
	                              "\"list_style\": {\"bullets\": [\"甲\"], \"indent\": 0},",
	                              &st),
	                 RC_OK);
	assert_int_equal(st->list.indent, 0);
	assert_string_equal(st->list.bullets[0], "甲");
	assert_string_equal(st->list.bullets[1], "甲");
	assert_string_equal(st->list.numbers[0], "{n}.");
	assert_string_equal(st->list.numbers[1], "({n})");
	fixture_release(&f);
	assert_int_equal(read_changed(&f, LIST_STYLE, "", &st), RC_OK);
	assert_int_equal(st->list.indent, 2);
	assert_string_equal(st->list.bullets[0], "•");
	assert_string_equal(st->list.bullets[1], "–");
	assert_string_equal(st->list.numbers[0], "{n}.");
	fixture_release(&f);
}

struct style_fault {
	const char *from, *to, *pointer, *message;
};

static void assert_faults(const struct style_fault *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct fixture f = {0};
		const struct style *st = NULL;
		const struct diag *d;

		assert_int_equal(read_changed(&f, cases[i].from, cases[i].to, &st), RC_INPUT);
		assert_null(st);
		d = f.dl.first;
		while (d->next != NULL && strcmp(d->place.pointer, cases[i].pointer) != 0)
			d = d->next;
		if (strcmp(d->place.pointer, cases[i].pointer) != 0 ||
		    strstr(d->message, cases[i].message) == NULL ||
		    strcmp(d->place.rule, "LAYOUT") != 0) {
			fixture_tell(&f);
			fail_msg("%s: %s", cases[i].to, cases[i].message);
		}
		fixture_release(&f);
	}
}

static void faults_are_found_at_their_place(void **state)
{
	static const struct style_fault cases[] = {
	        {"\"width_mm\": 210", "\"width_mm\": \"210\"", "/page/width_mm", "length"},
	        {"\"width_mm\": 210", "\"widht_mm\": 210", "/page/widht_mm", "unknown key"},
	        {"\"text_left_mm\": 28", "\"text_left_mm\": 100", "/page", "does not fit on"},
	        {"\"lines\": 22", "\"lines\": 0", "/page", "at least 1 line"},
	        {"\"lines\": 22", "\"lines\": 2.5", "/page/lines", "whole number"},
	        {"\"align\": \"justify\"", "\"align\": \"wide\"", "/styles/body/align", "centre"},
	        {"\"gb\"", "\"loose\"", "/typography/prohibition", "strict"},
	        {"\"autospace\": 0", "\"autospace\": 251", "/typography/autospace", "250"},
	        {"\"autospace\": 0", "\"hanging\": 1", "/typography/hanging", "true or false"},
	        {"[10.5, 9, 7.5]", "[10.5, 10.5]", "/table_style/sizes/1", "descending sizes"},
	        {"[10.5, 9, 7.5]", "[]", "/table_style/sizes", "1 or more"},
	        {"[10.5, 9, 7.5]", "[10.5, 0.5]", "/table_style/sizes/1", "at least 1 pt"},
	        {"\"size\": 16", "\"size\": 0.5", "/styles/revision", "a size of at least 1 pt"},
	        {"\"skip\": \"跳到正文\"", "\"skip\": 1", "/web/skip", "a string"},
	        {"\"黑体\": [\"SimHei\"", "\"黑体\": [1", "/web/families/黑体/0", "a string"},
	        {"\"families\": {", "\"families\": {\"x\": \"y\", ", "/web/families/x", "an array"},
	        {"\"web\": {", "\"web\": {\"color\": 1, ", "/web/color", "unknown key"},
	        {"\"gray\": 225", "\"gray\": 256", "/styles/draft/gray", "0 to 255"},
	        {"\"draft\": {", "\"drafts\": {", "/styles", "“draft” is missing"},
	};

	(void)state;
	assert_faults(cases, COUNT(cases));
}

static void faults_of_lists_are_found_at_their_place(void **state)
{
	static const struct style_fault cases[] = {
	        {"\"•\", \"－\"", "\"•\", \"－\", \"·\"", "/list_style/bullets",
	         "lists have 2 levels, found 3 marks"},
	        {"\"•\", \"－\"", "", "/list_style/bullets", "1 or more"},
	        {"\"•\", \"－\"", "\"•\", 7", "/list_style/bullets/1", "a string"},
	        {"\"•\", \"－\"", "\"\"", "/list_style/bullets/0", "empty or blank"},
	        {"[\"•\", \"－\"]", "\"•\"", "/list_style/bullets", "an array"},
	        {"[\"{n}.\", \"（{n}）\"]", "[\"{n}.\", \"（一）\"]", "/list_style/numbers/1",
	         "a text that contains {n}"},
	        {"[\"{n}.\", \"（{n}）\"]", "[]", "/list_style/numbers", "1 or more"},
	        {"[\"{n}.\", \"（{n}）\"]", "[\"{n}\", \"{n}\", \"{n}\"]", "/list_style/numbers",
	         "lists have 2 levels, found 3 marks"},
	        {"\"list_style\": {\"indent\": 2", "\"list_style\": {\"indent\": 11",
	         "/list_style/indent", "0 to 10"},
	        {"\"list_style\": {\"indent\": 2", "\"list_style\": {\"indent\": \"2\"",
	         "/list_style/indent", "whole number"},
	        {"\"list_style\": {", "\"list_style\": {\"marks\": 1, ", "/list_style/marks",
	         "unknown key"},
	        {LIST_STYLE, "\"list_style\": [],", "/list_style", "an object"},
	};

	(void)state;
	assert_faults(cases, COUNT(cases));
}

static void all_missing_looks_of_a_layout_are_reported(void **state)
{
	struct fixture f = {0};
	const struct style *st;

	(void)state;
	f.layout = fixture_source(&f, "layout", "{}");
	fixture_parse(&f, &f.layout);
	assert_int_equal(style_read(&f.arena, &f.layout, f.root, &f.dl, &st), RC_INPUT);
	assert_int_equal(f.dl.error_n, 4);
	fixture_release(&f);
}

/* A layout may be older than the support for corrections. */
static void the_wording_of_corrections_may_be_left_out(void **state)
{
	struct fixture f = {0};
	const struct style *st;

	(void)state;
	assert_int_equal(read_changed(&f,
	                              "\"revision\": {\"role\": \"楷体\", \"size\": 16, "
	                              "\"align\": \"centre\"},",
	                              "", &st),
	                 RC_OK);
	assert_string_equal(st->revision.role, st->body.role);
	assert_int_equal(st->revision.align, ALIGN_CENTRE);
	assert_int_equal(st->revision.indent, 0);
	assert_string_equal(st->revision_mark, "（更正版）");
	assert_int_equal(read_changed(&f, "\"revision_mark\": \"（更正版）\",", "", &st), RC_OK);
	assert_string_equal(st->revision.role, "楷体");
	assert_string_equal(st->revision_mark, "");
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(the_shipped_page_is_that_of_the_standard),
	        cmocka_unit_test(options_of_line_breaking_are_read),
	        cmocka_unit_test(families_of_a_role_keep_their_order),
	        cmocka_unit_test(faults_are_found_at_their_place),
	        cmocka_unit_test(all_missing_looks_of_a_layout_are_reported),
	        cmocka_unit_test(marks_of_lists_are_read_level_by_level),
	        cmocka_unit_test(faults_of_lists_are_found_at_their_place),
	        cmocka_unit_test(the_wording_of_corrections_may_be_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
