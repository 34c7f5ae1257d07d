/* SPDX-License-Identifier: MIT */
/* Tables that violate a requirement: the finding names it, and nothing is written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "pdf_promise.h"

static struct tag *last_tag(struct sample *s)
{
	return &s->pl.tags[s->pl.tag_n - 1];
}

static int add_row(struct sample *s, int parent)
{
	return page_add_tag(&s->pl, TAG_TR, parent);
}

/* A cell with a character in it. */
static int add_cell(struct sample *s, enum tag_kind kind, int row, enum tag_scope scope)
{
	int cell = sample_cell(s, kind, row, scope);

	sample_text(s, &song, AT(0, cell, 100, 200), "一");
	return cell;
}

/* ---- tables that violate one requirement each ---- */

static void row_too_short(struct sample *s)
{
	int table = begin_table(s), row = add_row(s, table);

	add_cell(s, TAG_TH, row, SCOPE_COLUMN);
	add_cell(s, TAG_TH, row, SCOPE_COLUMN);
	add_cell(s, TAG_TD, add_row(s, table), SCOPE_NONE);
}

static void row_too_long(struct sample *s)
{
	int table = begin_table(s), row;

	add_cell(s, TAG_TH, add_row(s, table), SCOPE_COLUMN);
	row = add_row(s, table);
	add_cell(s, TAG_TH, row, SCOPE_ROW);
	add_cell(s, TAG_TD, row, SCOPE_NONE);
}

/* 甲 乙 丙    乙 reaches down into the second row, where a cell of two columns begins under 甲. */
static void cells_that_overlap(struct sample *s)
{
	int table = begin_table(s), row = add_row(s, table);

	add_cell(s, TAG_TH, row, SCOPE_COLUMN);
	add_cell(s, TAG_TH, row, SCOPE_COLUMN);
	last_tag(s)->row_span = 2;
	add_cell(s, TAG_TH, row, SCOPE_COLUMN);
	add_cell(s, TAG_TD, add_row(s, table), SCOPE_NONE);
	last_tag(s)->col_span = 2;
}

static void span_beyond_the_table(struct sample *s)
{
	add_cell(s, TAG_TH, add_row(s, begin_table(s)), SCOPE_COLUMN);
	last_tag(s)->row_span = 2;
}

static void span_beyond_its_part(struct sample *s)
{
	int table = begin_table(s), head = page_add_tag(&s->pl, TAG_THEAD, table), row;
	int body = page_add_tag(&s->pl, TAG_TBODY, table);

	row = add_row(s, head);
	add_cell(s, TAG_TH, row, SCOPE_COLUMN);
	last_tag(s)->row_span = 2;
	add_cell(s, TAG_TH, row, SCOPE_COLUMN);
	add_cell(s, TAG_TD, add_row(s, body), SCOPE_NONE);
}

/* The cell of a row that is in no part. */
static void span_into_a_part(struct sample *s)
{
	int table = begin_table(s), row = add_row(s, table);

	add_cell(s, TAG_TH, row, SCOPE_COLUMN);
	last_tag(s)->row_span = 2;
	add_cell(s, TAG_TH, row, SCOPE_COLUMN);
	add_cell(s, TAG_TD, add_row(s, page_add_tag(&s->pl, TAG_TBODY, table)), SCOPE_NONE);
}

static void span_of_nothing(struct sample *s)
{
	add_cell(s, TAG_TH, add_row(s, begin_table(s)), SCOPE_COLUMN);
	last_tag(s)->col_span = 0;
}

static void cell_without_head(struct sample *s)
{
	int table = begin_table(s), row = add_row(s, table);

	add_cell(s, TAG_TH, row, SCOPE_COLUMN);
	sample_cell(s, TAG_TD, row, SCOPE_NONE);
	row = add_row(s, table);
	add_cell(s, TAG_TD, row, SCOPE_NONE);
	add_cell(s, TAG_TD, row, SCOPE_NONE);
}

static void header_that_is_a_paragraph(struct sample *s)
{
	sample_headers(s, add_cell(s, TAG_TD, add_row(s, begin_table(s)), SCOPE_NONE), &(int){1},
	               1);
}

static void header_that_is_not_there(struct sample *s)
{
	sample_headers(s, add_cell(s, TAG_TD, add_row(s, begin_table(s)), SCOPE_NONE),
	               &(int){1 << 28}, 1);
}

/* A head of one kind beside a column with a head of its own, and a row of cells below. */
static void add_heads(struct sample *s, enum tag_scope scope)
{
	int table = begin_table(s), row = add_row(s, table);

	add_cell(s, TAG_TH, row, scope);
	add_cell(s, TAG_TH, row, SCOPE_COLUMN);
	row = add_row(s, table);
	sample_cell(s, TAG_TD, row, SCOPE_NONE);
	add_cell(s, TAG_TD, row, SCOPE_NONE);
}

static void head_without_scope_that_no_cell_names(struct sample *s)
{
	add_heads(s, SCOPE_NONE);
}

static void column_head_at_the_foot(struct sample *s)
{
	int table;

	add_heads(s, SCOPE_COLUMN);
	table = s->pl.tags[last_tag(s)->parent].parent;
	add_cell(s, TAG_TH, add_row(s, table), SCOPE_COLUMN);
	last_tag(s)->col_span = 2;
}

/* The next part has cells, but they are not those of this head. */
static void column_head_at_the_foot_of_its_part(struct sample *s)
{
	int table = begin_table(s), part = page_add_tag(&s->pl, TAG_TBODY, table);

	add_cell(s, TAG_TH, add_row(s, part), SCOPE_COLUMN);
	part = page_add_tag(&s->pl, TAG_TBODY, table);
	add_cell(s, TAG_TH, add_row(s, part), SCOPE_COLUMN);
	add_cell(s, TAG_TD, add_row(s, part), SCOPE_NONE);
}

static void row_head_as_wide_as_the_table(struct sample *s)
{
	int table;

	add_heads(s, SCOPE_COLUMN);
	table = s->pl.tags[last_tag(s)->parent].parent;
	add_cell(s, TAG_TH, add_row(s, table), SCOPE_ROW);
	last_tag(s)->col_span = 2;
}

static void head_of_both_that_is_the_table(struct sample *s)
{
	add_cell(s, TAG_TH, add_row(s, begin_table(s)), SCOPE_BOTH);
}

static void header_of_another_table(struct sample *s)
{
	int table = begin_table(s), other = add_cell(s, TAG_TH, add_row(s, table), SCOPE_COLUMN);

	add_cell(s, TAG_TD, add_row(s, table), SCOPE_NONE);
	table = page_add_tag(&s->pl, TAG_TABLE, 0);
	sample_headers(s, add_cell(s, TAG_TD, add_row(s, table), SCOPE_NONE), &other, 1);
}

static void head_behind_the_body(struct sample *s)
{
	int table = begin_table(s), body = page_add_tag(&s->pl, TAG_TBODY, table), head;

	add_cell(s, TAG_TH, add_row(s, body), SCOPE_COLUMN);
	head = page_add_tag(&s->pl, TAG_THEAD, table);
	add_cell(s, TAG_TH, add_row(s, head), SCOPE_COLUMN);
}

static const struct promise promises[] = {
        {row_too_short, "publish", "tag 6 of the document, TR: it has fewer columns"},
        {row_too_long, "publish", "TD: its row has more columns than the first"},
        {cells_that_overlap, "publish", "TD: it overlaps another cell"},
        {span_beyond_the_table, "publish", "Table: a cell reaches beyond its last row"},
        {span_beyond_its_part, "publish", "THead: a cell reaches beyond its last row"},
        {span_into_a_part, "publish", "TBody: a cell above it reaches into it"},
        {span_of_nothing, "publish", "TH: a span of a cell is wrong"},
        {cell_without_head, "publish", "TD: no header applies to it"},
        {header_that_is_a_paragraph, "publish",
         "TD: it names a header that is not one of its table"},
        {header_that_is_not_there, "publish", "TD: it names a header that is not one of its table"},
        {head_without_scope_that_no_cell_names, "publish",
         "tag 4 of the document, TH: this head leads to no cell"},
        {column_head_at_the_foot, "publish",
         "tag 10 of the document, TH: this head leads to no cell"},
        {column_head_at_the_foot_of_its_part, "publish",
         "tag 5 of the document, TH: this head leads to no cell"},
        {row_head_as_wide_as_the_table, "publish",
         "tag 10 of the document, TH: this head leads to no cell"},
        {head_of_both_that_is_the_table, "publish", "TH: this head leads to no cell"},
        {header_of_another_table, "publish", "TD: it names a header that is not one of its table"},
        {head_behind_the_body, "publish", "THead: it is not the first part"},
};

static void each_violation_is_named(void **state)
{
	(void)state;
	assert_named(promises, sizeof(promises) / sizeof(promises[0]));
}

/* ---- unusual tables that are valid ---- */

static void heads_by_scope_alone(struct sample *s)
{
	int table = begin_table(s), row = add_row(s, table);

	sample_cell(s, TAG_TD, row, SCOPE_NONE); /* the blank corner */
	add_cell(s, TAG_TH, row, SCOPE_COLUMN);
	row = add_row(s, table);
	add_cell(s, TAG_TD, row, SCOPE_NONE); /* its header comes after it */
	add_cell(s, TAG_TH, row, SCOPE_ROW);
}

static void head_of_two_rows(struct sample *s)
{
	int table = begin_table(s), row = add_row(s, table);

	add_cell(s, TAG_TH, row, SCOPE_ROW);
	last_tag(s)->row_span = 2;
	add_cell(s, TAG_TD, row, SCOPE_NONE);
	add_cell(s, TAG_TD, add_row(s, table), SCOPE_NONE);
}

/* A head at the foot and one without a scope, each with a cell that names it. */
static void heads_that_are_named(struct sample *s)
{
	int table = begin_table(s), row = add_row(s, table), heads[2];

	heads[0] = add_cell(s, TAG_TH, row, SCOPE_NONE);
	add_cell(s, TAG_TH, row, SCOPE_COLUMN);
	row = add_row(s, table);
	heads[1] = (int)s->pl.tag_n + 1;
	sample_headers(s, add_cell(s, TAG_TD, row, SCOPE_NONE), heads, 2);
	add_cell(s, TAG_TH, row, SCOPE_COLUMN);
}

/* A head of both that is as wide as the table has cells below, one as high has cells beside. */
static void heads_of_both(struct sample *s)
{
	int table = begin_table(s);

	add_cell(s, TAG_TH, add_row(s, table), SCOPE_BOTH);
	add_cell(s, TAG_TD, add_row(s, table), SCOPE_NONE);
	table = page_add_tag(&s->pl, TAG_TABLE, 0);
	table = add_row(s, table);
	add_cell(s, TAG_TH, table, SCOPE_BOTH);
	add_cell(s, TAG_TD, table, SCOPE_NONE);
}

/* They hold for every row below. */
static void column_heads_of_many_rows(struct sample *s)
{
	int table = begin_table(s), row = add_row(s, table);

	add_cell(s, TAG_TH, row, SCOPE_COLUMN);
	add_cell(s, TAG_TH, row, SCOPE_COLUMN);
	for (int i = 0; i < 3; i++) {
		row = add_row(s, table);
		add_cell(s, TAG_TD, row, SCOPE_NONE);
		add_cell(s, TAG_TD, row, SCOPE_NONE);
	}
}

/* A blank corner heads nothing. */
static void corner_without_text(struct sample *s)
{
	int table = begin_table(s), row = add_row(s, table);

	sample_cell(s, TAG_TH, row, SCOPE_NONE);
	add_cell(s, TAG_TH, row, SCOPE_COLUMN);
	row = add_row(s, table);
	add_cell(s, TAG_TH, row, SCOPE_ROW);
	add_cell(s, TAG_TD, row, SCOPE_NONE);
}

static void good_tables_are_written(void **state)
{
	static make_pages *const make[] = {column_heads_of_many_rows, corner_without_text,
	                                   heads_by_scope_alone,      head_of_two_rows,
	                                   heads_that_are_named,      heads_of_both};

	(void)state;
	assert_written(make, sizeof(make) / sizeof(make[0]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(each_violation_is_named),
	        cmocka_unit_test(good_tables_are_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
