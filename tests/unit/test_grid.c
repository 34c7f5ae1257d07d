/* SPDX-License-Identifier: MIT */
#include "report/checked.h"

#include "grid/grid.h"

static const struct section *section(const struct trial *t, const char *key)
{
	for (size_t i = 0; i < t->r->form->section_n; i++)
		if (strcmp(t->r->sections[i].form->key, key) == 0)
			return &t->r->sections[i];
	fail_msg("no section %s", key);
	return NULL;
}

static const struct grid *shipped(struct trial *t, const char *key)
{
	trial_changed(t, "", "");
	return grid_build(&t->f.arena, section(t, key)->form->table, section(t, key)->cells, false);
}

static size_t label_n(const struct grid *g)
{
	size_t n = 0;

	for (size_t i = 0; i < g->column_n; i++)
		n += g->columns[i].label;
	return n;
}

/* The cell whose text begins so, '|' left out. */
static const struct grid_cell *cell_of(struct trial *t, const struct grid *g, const char *text)
{
	for (size_t i = 0; i < g->cell_n; i++)
		if (strncmp(form_plain_text(&t->f.arena, g->cells[i].text), text, strlen(text)) ==
		    0)
			return &g->cells[i];
	fail_msg("no cell “%s”", text);
	return NULL;
}

static void assert_span(const struct grid_cell *c, size_t rows, size_t columns)
{
	if (c->row_span != rows || c->column_span != columns)
		fail_msg("“%s” spans %zu × %zu", c->text, c->row_span, c->column_span);
}

/* Every place belongs to one cell, the cells are sorted, headers are heads that come before. */
static void assert_regular(const struct grid *g)
{
	size_t area = 0;

	for (size_t i = 0; i < g->cell_n; i++) {
		const struct grid_cell *c = &g->cells[i];

		area += c->row_span * c->column_span;
		for (size_t r = 0; r < c->row_span; r++)
			for (size_t k = 0; k < c->column_span; k++)
				assert_ptr_equal(grid_cell_at(g, c->row + r, c->column + k), c);
		if (i > 0)
			assert_true(c[-1].row < c->row ||
			            (c[-1].row == c->row && c[-1].column < c->column));
		for (size_t k = 0; k < c->header_n; k++) {
			assert_true(c->headers[k] < i);
			assert_true(grid_cell_is_head(&g->cells[c->headers[k]]));
		}
	}
	assert_int_equal(area, g->row_n * g->column_n);
}

static void section_three_spans_as_the_official_form(void **state)
{
	struct trial t;
	const struct grid *g = shipped(&t, "requests");

	(void)state;
	assert_regular(g);
	assert_int_equal(g->row_n, 28);
	assert_int_equal(g->column_n, 10);
	assert_int_equal(label_n(g), 3);
	assert_span(cell_of(&t, g, "（本列数据"), 3, 3);
	assert_span(cell_of(&t, g, "申请人情况"), 1, 7);
	assert_span(cell_of(&t, g, "自然人"), 2, 1);
	assert_span(cell_of(&t, g, "法人或其他组织"), 1, 5);
	assert_span(cell_of(&t, g, "总计"), 2, 1);
	assert_span(cell_of(&t, g, "一、"), 1, 3);
	assert_span(cell_of(&t, g, "三、"), 22, 1);
	assert_span(cell_of(&t, g, "（一）"), 1, 2);
	assert_span(cell_of(&t, g, "（三）"), 8, 1);
	assert_span(cell_of(&t, g, "（四）"), 3, 1);
	assert_span(cell_of(&t, g, "（五）"), 5, 1);
	assert_span(cell_of(&t, g, "（六）"), 3, 1);
	assert_span(cell_of(&t, g, "（七）"), 1, 2);
	fixture_release(&t.f);
}

static void section_two_has_four_parts_of_one_width(void **state)
{
	struct trial t;
	const struct grid *g = shipped(&t, "disclosure");

	(void)state;
	assert_regular(g);
	assert_int_equal(g->row_n, 14);
	assert_int_equal(g->column_n, 4);
	assert_int_equal(g->band_n, 4);
	for (size_t p = 0; p < 4; p++) {
		assert_int_equal(g->bands[p].body - g->bands[p].head, 2);
		assert_int_equal(grid_cell_at(g, g->bands[p].head, 0)->column_span, 4);
		assert_int_equal(grid_cell_at(g, g->bands[p].head, 0)->role, GRID_TITLE);
	}
	assert_span(cell_of(&t, g, "本年处理决定数量"), 1, 3);
	assert_span(grid_cell_at(g, 13, 3), 1, 3);
	fixture_release(&t.f);
}

static void section_four_has_three_levels_and_no_labels(void **state)
{
	struct trial t;
	const struct grid *g = shipped(&t, "review");

	(void)state;
	assert_regular(g);
	assert_int_equal(g->row_n, 4);
	assert_int_equal(g->column_n, 15);
	assert_int_equal(label_n(g), 0);
	assert_span(cell_of(&t, g, "行政复议"), 1, 5);
	assert_span(cell_of(&t, g, "行政诉讼"), 1, 10);
	assert_span(cell_of(&t, g, "未经复议直接起诉"), 1, 5);
	assert_span(grid_cell_at(g, 1, 0), 2, 1);
	assert_span(grid_cell_at(g, 2, 5), 1, 1);
	fixture_release(&t.f);
}

static void a_figure_knows_its_heads_from_the_outside_in(void **state)
{
	static const char *const want[] = {"申请人情况",     "法人或其他组织",
	                                   "科研机构",       "三、本年度办理结果",
	                                   "（三）不予公开", "2.其他法律行政法规禁止公开"};
	struct trial t;
	const struct grid *g = shipped(&t, "requests");
	const struct grid_cell *c = grid_cell_at(g, 8, 5);

	(void)state;
	assert_int_equal(c->role, GRID_VALUE);
	assert_int_equal(c->header_n, COUNT(want));
	for (size_t i = 0; i < COUNT(want); i++)
		assert_string_equal(form_plain_text(&t.f.arena, g->cells[c->headers[i]].text),
		                    want[i]);
	fixture_release(&t.f);
}

static void blanks_print_as_given_or_as_nought(void **state)
{
	struct trial t;
	const struct grid *g;

	(void)state;
	trial_small(&t, CHECK("row", "sum = sum()"), "'x':[null,'/',null],'y':[1,2,3]");
	g = grid_build(&t.f.arena, t.r->sections[0].form->table, t.r->sections[0].cells, false);
	assert_string_equal(grid_cell_at(g, 1, 1)->text, "");
	assert_string_equal(grid_cell_at(g, 1, 2)->text, "/");
	g = grid_build(&t.f.arena, t.r->sections[0].form->table, t.r->sections[0].cells, true);
	assert_string_equal(grid_cell_at(g, 1, 1)->text, "0");
	assert_string_equal(grid_cell_at(g, 1, 2)->text, "0");
	assert_string_equal(grid_cell_at(g, 2, 3)->text, "3");
	fixture_release(&t.f);
}

#define UNEVEN_COLUMNS                                                                             \
	"[{'text':'甲','children':[{'text':'子','key':'p'}]},{'text':'乙','key':'b'}]"
#define UNEVEN_ROWS                                                                                   \
	"[{'text':'天','key':'x','children':[{'text':'地','key':'q'},{'text':'玄','key':'r'}]},{'" \
	"text':'人','"                                                                               \
	"key':'y'}]"

static void uneven_trees_still_make_a_regular_grid(void **state)
{
	struct trial t = {0};
	const struct grid *g;

	(void)state;
	if (fixture_form(&t.f, LAYOUT(TABLE(UNEVEN_COLUMNS, UNEVEN_ROWS), "")) != RC_OK)
		fixture_tell(&t.f);
	trial_check(&t, "{'title':'题','organ':'机','year':2024,'t':{}}");
	g = grid_build(&t.f.arena, t.r->sections[0].form->table, t.r->sections[0].cells, false);
	assert_regular(g);
	assert_int_equal(label_n(g), 2);
	assert_int_equal(g->bands[0].body, 2);
	assert_span(cell_of(&t, g, "乙"), 2, 1);
	assert_span(cell_of(&t, g, "天"), 2, 1);
	assert_span(cell_of(&t, g, "人"), 1, 2);
	/* Nothing is said of what stands above the labels: the place is kept, but heads nothing. */
	assert_int_equal(grid_cell_at(g, 0, 0)->role, GRID_EMPTY);
	assert_span(grid_cell_at(g, 0, 0), 2, 2);
	fixture_release(&t.f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(section_three_spans_as_the_official_form),
	        cmocka_unit_test(section_two_has_four_parts_of_one_width),
	        cmocka_unit_test(section_four_has_three_levels_and_no_labels),
	        cmocka_unit_test(a_figure_knows_its_heads_from_the_outside_in),
	        cmocka_unit_test(blanks_print_as_given_or_as_nought),
	        cmocka_unit_test(uneven_trees_still_make_a_regular_grid),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
