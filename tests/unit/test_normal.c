/* SPDX-License-Identifier: MIT */
/* test_normal.c: texts that are normalised, with a warning. */
#include "report/checked.h"

#define PROSE LAYOUT("{'key':'p','body':'prose'}," TABLE(COLUMNS, ROWS), "")

/* Reads a report with one paragraph and one cell. */
static const char *read_both(struct trial *t, const char *paragraph, const char *cell_text)
{
	*t = (struct trial){0};
	assert_int_equal(fixture_form(&t->f, PROSE), RC_OK);
	trial_check(t, arena_printf(&t->f.arena,
	                            "{'title':'题','organ':'机','year':2024,'p':['%s'],"
	                            "'t':{'x':[%s,0,0],'y':[0,0,0],'all':[0,0,0]}}",
	                            paragraph, cell_text));
	return t->r->sections[0].prose.blocks[0].text;
}

static void a_text_is_read_in_its_normal_form(void **state)
{
	static const struct {
		const char *typed, *read, *message; /* NULL: nothing is changed or reported */
	} cases[] = {
	        {"\u2f00级", "一级", "“\u2f00” (U+2F00) is read as “一” (U+4E00)"},
	        {"\u2ee9金", "黄金", "(U+2EE9) is read as “黄” (U+9EC4)"},
	        {"\u2e80不变", NULL, NULL},
	        {"\uf900年", "\u8c48年", "composed form"},
	        {"\U0002f800人", "\u4e3d人", "composed form"},
	        {"\ufa0e\ufa11\ufa29", NULL,
	         NULL}, /* unified ideographs in spite of their block's name */
	        {"Cafe\u0301店", "Caf\u00e9店", "composed form"},
	        {"公\u200b开\ufeff信\u00ad息", "公开信息",
	         "the invisible character U+200B is removed; the invisible character U+FEFF is "
	         "removed"},
	        {"\u3000\u3000本报告。 ", "本报告。", "spaces at the beginning or end are removed"},
	        {"甲\u3000乙 丙", NULL, NULL},
	        {"葛\U000e0100城", NULL, NULL}, /* a variant selector, used on purpose */
	        {"（Ａ１）①℃", NULL, NULL},     /* not NFKC */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct trial t;
		const char *want = cases[i].read != NULL ? cases[i].read : cases[i].typed;

		assert_string_equal(read_both(&t, cases[i].typed, "0"), want);
		if (cases[i].message == NULL) {
			assert_no_findings(&t.f);
		} else {
			const struct diag *d = fixture_only(&t.f);

			assert_string_equal(d->place.rule, "NORM");
			assert_int_equal(d->severity, DIAG_WARNING);
			assert_string_equal(d->place.pointer, "/p/0");
			if (strstr(d->message, cases[i].message) == NULL)
				fail_msg("%s", d->message);
		}
		fixture_release(&t.f);
	}
}

static void full_width_figures_are_figures(void **state)
{
	static const struct {
		const char *typed, *text;
	} cases[] = {{"'１２'", "12"},
	             {"' 12 '", "12"},
	             {"'１．５'", "1.5"},
	             {"'\uff0d３'", "-3"},
	             {"'／'", "/"}};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct trial t;

		read_both(&t, "文。", cases[i].typed);
		assert_int_equal(t.f.dl.error_n, 0);
		assert_string_equal(fixture_only(&t.f)->place.rule, "NORM");
		assert_string_equal(cell(&t, "/t/x/0")->text, cases[i].text);
		fixture_release(&t.f);
	}
}

/* This includes a report's own tables. */
static void white_space_at_the_ends_of_any_text_is_dropped(void **state)
{
	struct trial t = {0};
	const struct report_table *table;
	const struct diag *d;

	(void)state;
	assert_int_equal(fixture_form(&t.f, PROSE), RC_OK);
	trial_check(&t, "{'title':'题','organ':'机','year':2024,'p':[{'table':{"
	                "'caption':' 表','columns':[{'text':'甲\\n'},{'text':'乙'}],"
	                "'rows':[{'text':'\u3000子','values':['说 明\\t','\u00a012.50']}]}}],"
	                "'t':{'x':[0,0,0],'y':[0,0,0],'all':[0,0,0]}}");
	table = t.r->sections[0].prose.blocks[0].table;
	assert_string_equal(table->caption, "表");
	assert_string_equal(table->form->parts->columns.leaves[0]->text, "甲");
	assert_string_equal(table->form->parts->rows.leaves[0]->text, "子");
	assert_string_equal(table->cells[0].text, "说 明");
	assert_int_equal(table->cells[1].state, CELL_NUMBER);
	assert_int_equal(t.f.dl.warning_n, 5);
	for (d = t.f.dl.first; d != NULL; d = d->next) {
		assert_string_equal(d->place.rule, "NORM");
		assert_string_equal(d->message, "spaces at the beginning or end are removed");
	}
	fixture_release(&t.f);
}

/* Every byte of the normalised text has the position of the character that was typed. */
static void positions_refer_to_what_was_typed(void **state)
{
	static const struct {
		const char *typed, *mark; /* the mark occurs once in both texts */
	} cases[] = {
	        {"\u3000\u3000甲\u200b乙", "乙"},
	        {"\u2f00\u2f00e\u0301乙丙", "丙"},
	        {"\U0002f800\\u2f00丁", "丁"},
	        {"e\u0301\u200b\u200b末", "末"},
	        {"首\u200b", "首"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct trial t;
		const char *text = read_both(&t, cases[i].typed, "0");
		const struct block *b = &t.r->sections[0].prose.blocks[0];
		size_t off = json_string_offset(&t.f.source, b->at,
		                                (size_t)(strstr(text, cases[i].mark) - text));

		assert_memory_equal(t.f.source.text + off, cases[i].mark, strlen(cases[i].mark));
		for (size_t k = 0; k <= b->len; k++) {
			off = json_string_offset(&t.f.source, b->at, k);
			assert_in_range(off, b->at->off, b->at->end);
		}
		fixture_release(&t.f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_text_is_read_in_its_normal_form),
	        cmocka_unit_test(full_width_figures_are_figures),
	        cmocka_unit_test(white_space_at_the_ends_of_any_text_is_dropped),
	        cmocka_unit_test(positions_refer_to_what_was_typed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
