/* SPDX-License-Identifier: MIT */
/* test_sheets.c: what a spreadsheet refers to is read once, and files are read up to a limit. */
#include "import_trial.h"

#include "import/ranges.h"
#include "import/xlsx.h"

static struct doc new_doc(struct trial *t)
{
	return (struct doc){.arena = &t->f.arena, .findings = &t->f.dl, .source = &t->file};
}

/* ---- rows and columns that are not shown ---- */

static void ranges_know_what_is_in_them(void **state)
{
	static const size_t pairs[][2] = {{7, 9}, {1, 3},   {3, 4}, {20, 30},
	                                  {5, 5}, {22, 25}, {8, 12}};
	struct ranges r = {0};
	struct arena a = {0};

	(void)state;
	assert_false(ranges_have(&r, 0));
	for (size_t i = 0; i < COUNT(pairs); i++)
		ranges_add(&a, &r, pairs[i][0], pairs[i][1]);
	ranges_sort(&r);
	for (size_t number = 0; number < 40; number++) {
		bool has = false;

		for (size_t i = 0; i < COUNT(pairs); i++)
			has |= number >= pairs[i][0] && number < pairs[i][1];
		assert_int_equal(ranges_have(&r, number), has);
	}
	assert_int_equal(r.n, 3);
	arena_release(&a);
}

static void ranges_in_order_are_joined(void **state)
{
	struct ranges r = {0};
	struct arena a = {0};

	(void)state;
	for (size_t i = 0; i < 100000; i++)
		ranges_add(&a, &r, i, i + 1);
	assert_int_equal(r.n, 1);
	assert_true(ranges_have(&r, 99999));
	assert_false(ranges_have(&r, 100000));
	arena_release(&a);
}

/* ---- merged cells ---- */

enum { GRID_ROWS = 40, GRID_COLUMNS = 24 };

/* The plain way: a place for each column. */
static const struct xlsx_merge *over[GRID_COLUMNS];

static const struct xlsx_merge *plain_merge_of(const struct xlsx_merges *m, size_t row,
                                               size_t column)
{
	for (size_t i = 0; i < m->n && column == 0; i++)
		for (size_t c = m->items[i].column; c <= m->items[i].column_end; c++)
			if (m->items[i].row == row && (over[c] == NULL || over[c]->row_end < row))
				over[c] = &m->items[i];
	return over[column] != NULL && over[column]->row_end >= row ? over[column] : NULL;
}

static void merged_cells_are_those_of_a_grid(void **state)
{
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 200; round++) {
		struct xlsx_merges m = {0};
		struct arena a = {0};

		memset(over, 0, sizeof(over));
		for (int i = 0; i < round % 60; i++) {
			struct xlsx_merge one;
			uint32_t numbers[4];

			for (size_t k = 0; k < COUNT(numbers); k++)
				numbers[k] = (seed = seed * 1664525 + 1013904223) >> 16;
			one.row = numbers[0] % (GRID_ROWS - 9);
			one.column = numbers[1] % (GRID_COLUMNS - 9);
			one.row_end = one.row + numbers[2] % 10;
			one.column_end = one.column + numbers[3] % 10;
			xlsx_merges_add(&a, &m, &one);
		}
		xlsx_merges_sort(&m);
		for (size_t row = 0; row < GRID_ROWS; row++)
			for (size_t column = 0; column < GRID_COLUMNS; column++)
				assert_ptr_equal(xlsx_merge_of(&a, &m, row, column),
				                 plain_merge_of(&m, row, column));
		arena_release(&a);
	}
}

/* ---- number formats ---- */

static void a_format_shows_numbers_as_often_as_wanted(void **state)
{
	static const struct {
		const char *code, *value, *shown; /* NULL: not as a number */
	} cases[] = {
	        {"General", "1.50", "1.5"},
	        {"0.00", "-2", "-2.00"},
	        {"0.0;(0.0);\"-\"", "-2", "-2.0"},
	        {"0;0;\"-\"", "0", "0"},
	        {"\"约\"0\"件\"", "7", "约7件"},
	        {"0%", "0.25", "25%"},
	        {"#,##0_);(#,##0)", "7", "7"},
	        {"_-0*-0_-", "12", "12"},
	        {"\\约0\\m", "7", "约7m"},
	        {"yyyy-mm-dd", "45000", NULL},
	        {"0.0", "abc", NULL},
	        {";", "3", NULL},
	};
	struct arena a = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct number_format *f = number_format_read(&a, cases[i].code);

		for (int again = 0; again < 2; again++) {
			struct buf b = {0};
			enum number_shown shown;
			bool good = number_format_put(&b, cases[i].value, f, &shown);

			assert_int_equal(good, cases[i].shown != NULL);
			if (good)
				assert_string_equal(b.p, cases[i].shown);
			buf_release(&b);
		}
	}
	arena_release(&a);
}

static void a_format_that_is_too_long_is_not_read(void **state)
{
	char code[1100];
	struct arena a = {0};
	struct buf b = {0};
	enum number_shown shown;

	(void)state;
	memset(code, '0', sizeof(code));
	code[1024] = '\0';
	assert_true(number_format_put(&b, "1", number_format_read(&a, code), &shown));
	code[1024] = '0';
	code[1025] = '\0';
	assert_false(number_format_put(&b, "1", number_format_read(&a, code), &shown));
	buf_release(&b);
	arena_release(&a);
}

/* Further than any double goes. */
static void a_number_that_is_too_long_is_not_read(void **state)
{
	char value[402];
	struct arena a = {0};
	struct buf b = {0};
	const struct number_format *f = number_format_read(&a, "0");
	enum number_shown shown;

	(void)state;
	memset(value, '1', sizeof(value));
	value[401] = '\0';
	assert_false(number_format_put(&b, value, f, &shown));
	value[400] = '\0';
	assert_true(number_format_put(&b, value, f, &shown));
	assert_int_equal(b.n, 400);
	buf_clear(&b);
	assert_false(number_format_put(&b, "1e401", f, &shown));
	assert_true(number_format_put(&b, "1e400", f, &shown));
	assert_int_equal(b.n, 401);
	buf_release(&b);
	arena_release(&a);
}

/* ---- shared texts ---- */

/* The text of two cells, one after the other, with the shared texts of a file. */
struct shared_trial {
	struct trial t;
	struct doc d;
	struct sheet sheet;
	xmlDoc *tree;
	struct xlsx_texts *texts;
};

static void share(struct shared_trial *s, const char *strings)
{
	*s = (struct shared_trial){0};
	s->d = new_doc(&s->t);
	s->sheet = (struct sheet){.doc = &s->d, .number = 1};
	s->tree = xml_parse(strings, strlen(strings));
	s->texts = xlsx_texts_read(&s->d, xmlDocGetRootElement(s->tree));
}

static const char *shown_in(struct shared_trial *s, size_t row, struct seen seen)
{
	struct gather as = {.doc = &s->d, .cell = true, .keep = true, .seen = seen};

	as.place = sheet_place(&s->sheet, row, 0);
	return xlsx_shared_text(&as, &s->sheet, s->texts, "0");
}

static void share_end(struct shared_trial *s)
{
	xmlFreeDoc(s->tree);
	fixture_release(&s->t.f);
}

static void a_shared_text_is_gathered_once(void **state)
{
	struct shared_trial s;
	const char *first;

	(void)state;
	share(&s, "<sst><si><r><t>收</t></r><r><t>件_x000A_数</t></r></si></sst>");
	first = shown_in(&s, 0, (struct seen){0});
	assert_string_equal(first, "收件数");
	assert_ptr_equal(shown_in(&s, 1, (struct seen){0}), first);
	assert_null(s.t.f.dl.first);
	assert_string_equal(shown_in(&s, 2, (struct seen){.struck = true}), "");
	assert_ptr_equal(shown_in(&s, 3, (struct seen){0}), first);
	assert_int_equal(s.t.f.dl.warning_n, 1);
	share_end(&s);
}

/* Of each of the cells, with its own place. */
static void what_is_left_out_of_a_shared_text_is_told_of_each_cell(void **state)
{
	static const char *const strings[] = {
	        "<sst><si><r><rPr><strike/></rPr><t>五</t></r><r><t>件</t></r></si></sst>",
	        ("<sst><si><r><rPr><strike/></rPr><t>五</t></r><r><rPr><sz val='1'/></rPr><t>六</t>"
	         "</r><r><t>件</t></r></si></sst>"),
	        "<sst><si><r><rPr><vertAlign val='superscript'/></rPr><t>件</t></r></si></sst>",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(strings); i++) {
		struct shared_trial s;
		size_t n;
		const struct diag *again;

		share(&s, strings[i]);
		assert_string_equal(shown_in(&s, 0, (struct seen){0}), "件");
		n = s.t.f.dl.warning_n;
		assert_true(n > 0);
		assert_string_equal(shown_in(&s, 1, (struct seen){0}), "件");
		assert_int_equal(s.t.f.dl.warning_n, 2 * n);
		again = s.t.f.dl.first;
		for (size_t k = 0; k < n; k++)
			again = again->next;
		for (const struct diag *d = s.t.f.dl.first; again != NULL; again = again->next) {
			assert_string_equal(again->message, d->message);
			assert_string_equal(again->place.pointer, "/sheet/1/A2");
			d = d->next;
		}
		share_end(&s);
	}
}

/* ---- the order of cells ---- */

/* A file may have its rows in any order. */
static void rows_in_any_order_are_one_table(void **state)
{
	static const size_t places[][2] = {{6, 0}, {6, 1}, {5, 0}, {5, 1}, {7, 0}, {7, 1}, {6, 1}};
	static const char *const texts[] = {"3", "4", "1", "2", "5", "6", "again"};
	static const char *const sorted[] = {"1", "2", "3", "4", "again", "5", "6"};
	struct trial t = {0};
	struct doc d = new_doc(&t);
	struct sheet s = {.doc = &d, .number = 1};
	const struct doc_table *table;

	(void)state;
	for (size_t i = 0; i < COUNT(places); i++)
		sheet_add(&s, &(struct doc_cell){.row = places[i][0],
		                                 .column = places[i][1],
		                                 .text = texts[i]});
	sheet_finish(&s);
	assert_int_equal(d.block_n, 1);
	table = d.blocks[0].table;
	assert_int_equal(table->row_n, 3);
	assert_int_equal(table->cell_n, COUNT(sorted));
	for (size_t i = 0; i < COUNT(sorted); i++)
		assert_string_equal(table->cells[i].text, sorted[i]);
	assert_string_equal(table->place.pointer, "/sheet/1/A6");
	fixture_release(&t.f);
}

/* Its table may be cut, so that the cell that overlapped it is in another one. */
static void a_cell_that_was_overlapped_is_within_its_table(void **state)
{
	struct trial t = {0};
	struct doc d = new_doc(&t);
	struct doc_table *table = doc_new_table(&d, (struct doc_place){0});

	(void)state;
	doc_add_cell(&d, table, &(struct doc_cell){.text = "a"}, 1);
	doc_add_cell(&d, table, &(struct doc_cell){.column = 1, .text = "b"}, 1)->column_span = 0;
	doc_add_table(&d, table);
	assert_int_equal(table->column_n, 2);
	fixture_release(&t.f);
}

/* ---- limits, which are those of a whole file ---- */

static void cells_of_all_sheets_count_together(void **state)
{
	struct trial t = {0};
	struct doc d = new_doc(&t);
	size_t n = 0;

	(void)state;
	for (size_t i = 1; i <= 3; i++) {
		struct sheet s = {.doc = &d, .number = i};

		for (size_t k = 0; k < SHEET_MAX_CELLS / 2; k++)
			sheet_add(&s, &(struct doc_cell){.row = k, .text = "1"});
		assert_int_equal(s.full, i == 3);
		n += s.cell_n;
	}
	assert_int_equal(n, SHEET_MAX_CELLS);
	assert_int_equal(t.f.dl.error_n, 1);
	assert_string_equal(t.f.dl.first->place.pointer, "/sheet/3/A1");
	fixture_release(&t.f);
}

static void one_text_fills_only_so_many_cells(void **state)
{
	enum { LONG = 1 << 20, FITTING = 8 };
	struct trial t = {0};
	struct doc d = new_doc(&t);
	struct sheet s = {.doc = &d, .number = 1};
	char *text = mem_alloc(LONG + 1);

	(void)state;
	memset(text, 'x', LONG);
	for (size_t i = 0; i < 100; i++)
		sheet_add(&s, &(struct doc_cell){.row = i, .text = text});
	assert_int_equal(s.cell_n, FITTING);
	assert_int_equal(t.f.dl.error_n, 1);
	assert_non_null(strstr(t.f.dl.first->message, "more text than is read"));
	/* What was read before is what is given. */
	s = (struct sheet){.doc = &d, .number = 2};
	sheet_add(&s, &(struct doc_cell){.text = "1"});
	assert_int_equal(s.cell_n, 0);
	assert_int_equal(t.f.dl.error_n, 1);
	free(text);
	fixture_release(&t.f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(ranges_know_what_is_in_them),
	        cmocka_unit_test(ranges_in_order_are_joined),
	        cmocka_unit_test(merged_cells_are_those_of_a_grid),
	        cmocka_unit_test(a_format_shows_numbers_as_often_as_wanted),
	        cmocka_unit_test(a_format_that_is_too_long_is_not_read),
	        cmocka_unit_test(a_number_that_is_too_long_is_not_read),
	        cmocka_unit_test(a_shared_text_is_gathered_once),
	        cmocka_unit_test(what_is_left_out_of_a_shared_text_is_told_of_each_cell),
	        cmocka_unit_test(rows_in_any_order_are_one_table),
	        cmocka_unit_test(a_cell_that_was_overlapped_is_within_its_table),
	        cmocka_unit_test(cells_of_all_sheets_count_together),
	        cmocka_unit_test(one_text_fills_only_so_many_cells),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
