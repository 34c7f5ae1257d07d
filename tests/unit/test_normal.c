/* SPDX-License-Identifier: MIT */
/* test_normal.c: texts that are normalised, with a warning. */
#include "base/unicode.h"
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
	        {"公开\u200b", "公开", "the invisible character U+200B is removed"},
	        {"公\u200b开\ufeff信\u200b息", "公开信息",
	         "invisible characters are removed: 2 × U+200B, U+FEFF"},
	        {" 共\u200e3\u20097\u2060件\u200e", "共3 7件",
	         "spaces at the beginning or end are removed; the space U+2009 is read as a blank; "
	         "invisible characters are removed: 2 × U+200E, U+2060"},
	        {"3\u202f700\u205f件", "3 700 件", "spaces are read as blanks: U+202F, U+205F"},
	        {"e\u200d\u0301\u2060\u0323", "\u1eb9\u0301",
	         "is read in its composed form “\u1eb9\u0301”; invisible characters are removed: "
	         "U+200D, U+2060"},
	        {"\u1100\u034f\u1161", "\uac00", "the invisible character U+034F is removed"},
	        {"\u200b\\t 末\u3000\ufeff\u00a0\\n\u2060\\r\\n", "末",
	         "invisible characters are removed: U+200B, U+FEFF, U+2060"},
	        {"\u3000\u3000本报告。 ", "本报告。", "spaces at the beginning or end are removed"},
	        {"甲\\n乙\\nc", "甲\n乙\nc", NULL}, /* line breaks that are meant */
	        {"甲\\r\\n乙", "甲\n乙",
	         "a line break is read without the spaces and empty lines beside it"},
	        {"甲\\u2028乙", "甲\n乙", "a line break is read"},
	        {"甲 \\n\\n\u3000\u200b\u00a0乙\\n", "甲\n乙",
	         "a line break is read without the spaces and empty lines beside it; spaces at the "
	         "beginning or end are removed; the invisible character U+200B is removed"},
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
	} cases[] = {{"'１２'", "12"},     {"' 12 '", "12"},  {"'１．５'", "1.5"},
	             {"'1\u200e2'", "12"}, {"'12\\n'", "12"}, {"'\u20662400\u2069'", "2400"},
	             {"'\uff0d３'", "-3"}, {"'／'", "/"}};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct trial t;

		read_both(&t, "文。", cases[i].typed);
		assert_int_equal(t.f.dl.error_n, 0);
		assert_string_equal(fixture_only(&t.f)->place.rule, "NORM");
		assert_string_equal(cell(&t, "/t/x/0")->text, cases[i].text);
		assert_int_equal(cell(&t, "/t/x/0")->state,
		                 *cases[i].text == '/' ? CELL_SLASH : CELL_NUMBER);
		fixture_release(&t.f);
	}
}

/* Where the order of reading is at stake, a person has to say what is meant. */
static void what_turns_the_order_is_an_error(void **state)
{
	static const struct {
		const char *typed, *read, *message, *at; /* at: what stands at the place */
	} cases[] = {
	        {"共\u202e321\u202c件", "共321件",
	         "the order in which the text is read (U+202E, U+202C)", "\u202e"},
	        {"\u200b\u2067甲12\u2069", "甲12", "(U+2067, U+2069)", "\u2067"},
	        {"甲\u05d0\u200e乙", "甲\u05d0乙", "(U+200E)", "\u200e"},
	        {"甲\ufff9乙\ufffa丙\ufffb", "甲乙丙", "(U+FFF9, U+FFFA, U+FFFB)", "\ufff9"},
	};
	struct trial t;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct diag *d;

		assert_string_equal(read_both(&t, cases[i].typed, "0"), cases[i].read);
		assert_int_equal(t.f.dl.error_n, 1);
		for (d = t.f.dl.first; d->severity != DIAG_ERROR; d = d->next)
			assert_string_equal(d->message,
			                    "the invisible character U+200B is removed");
		assert_string_equal(d->place.rule, "GLYPH");
		assert_string_equal(d->place.pointer, "/p/0");
		assert_memory_equal(t.f.source.text + d->place.off, cases[i].at,
		                    strlen(cases[i].at));
		if (strstr(d->message, cases[i].message) == NULL)
			fail_msg("%s", d->message);
		fixture_release(&t.f);
	}
	read_both(&t, "文。", "'1\u202e2'"); /* a figure, too */
	assert_string_equal(fixture_only(&t.f)->place.pointer, "/t/x/0");
	fixture_release(&t.f);
}

/* Two figures in two lines of a cell are not one. */
static void a_line_break_in_a_figure_is_an_error(void **state)
{
	struct trial t;

	(void)state;
	read_both(&t, "文。", "'3\\n4'");
	assert_string_equal(fixture_only(&t.f)->place.rule, "TYPE");
	fixture_release(&t.f);
}

/*
 * One paragraph for each code point that is not plain text: none of them is left between Han, and
 * each paragraph has one finding. Selectors after Han are left to the faces.
 */
static void every_invisible_code_point_is_left_out_once(void **state)
{
	struct trial t = {0};
	struct buf json = {0};
	size_t n = 0, findings = 0;

	(void)state;
	assert_int_equal(fixture_form(&t.f, PROSE), RC_OK);
	buf_puts(&json, "{'title':'题','organ':'机','year':2024,'p':['文。'");
	for (uint32_t cp = 0xA0; cp < 0x110000; cp++) {
		enum unicode_class c = unicode_class(cp);

		if (c == UNICODE_TEXT || (cp >= 0xD800 && cp < 0xE000))
			continue;
		buf_puts(&json, ",'甲3");
		buf_put_utf8(&json, cp);
		buf_puts(&json, "7乙'");
		n++;
	}
	buf_puts(&json, "],'t':{'x':[0,0,0],'y':[0,0,0],'all':[0,0,0]}}");
	trial_check(&t, json.p);
	assert_in_range(n, 4000, 5000);
	assert_int_equal(t.r->sections[0].prose.block_n, n + 1);
	for (size_t i = 1; i <= n; i++) {
		const char *text = t.r->sections[0].prose.blocks[i].text;

		if (strcmp(text, "甲37乙") != 0 && strcmp(text, "甲3 7乙") != 0)
			fail_msg("%zu: %s", i, text);
	}
	for (const struct diag *d = t.f.dl.first; d != NULL; d = d->next, findings++)
		assert_string_equal(d->place.rule, d->severity == DIAG_ERROR ? "GLYPH" : "NORM");
	assert_int_equal(findings, n);
	assert_int_equal(t.f.dl.error_n, 3 + 3 + 16); /* RLE RLO RLI; U+FFF9 …, 13430 … */
	buf_release(&json);
	fixture_release(&t.f);
}

/* What was read once is in normal form: read again, it is the same and nothing is found. */
static void a_text_in_normal_form_stays_as_it_is(void **state)
{
	static const char *const parts[] = {
	        "甲",     "3",      " ",          "\u3000",     "\u2009", "\u200b",
	        "\u200d", "\ufe0f", "\U000e0100", "\u200e",     "\u0301", "e",
	        "\u0323", "\u1100", "\u1161",     "\u115f",     "\u2f00", "\uf900",
	        "\u0627", "\u094d", "\u2611",     "\U0001f469", "\u0915", "\u00a0"};
	uint32_t seed = 7;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct trial once, twice;
		struct buf typed = {0};
		const char *text;

		buf_puts(&typed, "文");
		for (int i = 0; i < 10; i++) {
			seed = seed * 1664525 + 1013904223;
			buf_puts(&typed, parts[(seed >> 8) % COUNT(parts)]);
		}
		text = read_both(&once, typed.p, "0");
		assert_in_range(once.f.dl.warning_n, 0, 1);
		assert_in_range(once.f.dl.error_n, 0, 1);
		assert_string_equal(read_both(&twice, text, "0"), text);
		assert_no_findings(&twice.f);
		fixture_release(&once.f);
		fixture_release(&twice.f);
		buf_release(&typed);
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
	        {"\u200b 甲\u2009\u2009乙\u200e丙", "丙"},
	        {"e\u2060\u0301\u200d\u0323丁", "丁"},
	        {"\u202e甲\u202c乙", "乙"},
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
	        cmocka_unit_test(what_turns_the_order_is_an_error),
	        cmocka_unit_test(a_line_break_in_a_figure_is_an_error),
	        cmocka_unit_test(every_invisible_code_point_is_left_out_once),
	        cmocka_unit_test(a_text_in_normal_form_stays_as_it_is),
	        cmocka_unit_test(full_width_figures_are_figures),
	        cmocka_unit_test(white_space_at_the_ends_of_any_text_is_dropped),
	        cmocka_unit_test(positions_refer_to_what_was_typed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
