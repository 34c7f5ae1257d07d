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
		fail_msg("“%s” spans %zu × %zu", c->text, (size_t)c->row_span,
		         (size_t)c->column_span);
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
		for (size_t k = 0; k < grid_header_count(c); k++) {
			assert_true(grid_header(c, k) < i);
			assert_true(grid_cell_is_head(&g->cells[grid_header(c, k)]));
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
	assert_int_equal(grid_header_count(c), COUNT(want));
	for (size_t i = 0; i < COUNT(want); i++)
		assert_string_equal(form_plain_text(&t.f.arena, g->cells[grid_header(c, i)].text),
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

/* ---- parts side by side ---- */

/* A layout's only table, with the report's `cells`. */
static const struct grid *grid_of(struct trial *t, const char *table, const char *cells)
{
	struct arena *a = &t->f.arena;

	*t = (struct trial){0};
	assert_int_equal(fixture_form(&t->f, arena_printf(a,
	                                                  LAYOUT("{'key':'t','body':'table',"
	                                                         "'table':%s}",
	                                                         ""),
	                                                  table)),
	                 RC_OK);
	trial_check(t, arena_printf(a, "{'title':'题','organ':'机','year':2024,'t':%s}", cells));
	return grid_build(a, t->r->sections[0].form->table, t->r->sections[0].cells, false);
}

/* A grid as a text: every place has the first byte-sequence of its cell, "." if it is empty. */
static void assert_picture(struct trial *t, const struct grid *g, const char *want)
{
	struct buf b = {0};

	assert_regular(g);
	for (size_t r = 0; r < g->row_n; r++) {
		for (size_t c = 0; c < g->column_n; c++) {
			const struct grid_cell *cell = grid_cell_at(g, r, c);

			buf_puts(&b, cell->text[0] == '\0'
			                     ? (cell->role == GRID_EMPTY ? "." : "_")
			                     : form_plain_text(&t->f.arena, cell->text));
		}
		buf_putc(&b, '\n');
	}
	assert_string_equal(b.p, want);
	buf_release(&b);
}

#define INCOME                                                                                     \
	"{'key':'in','title':'收','corner':'目','columns':[{'text':'数','key':'v'}],'rows':["   \
	"{'text':'甲','key':'a'},{'text':'合','key':'s','foot':true}]}"
#define EXPENDITURE                                                                                 \
	"{'key':'out','title':'支','columns':[{'text':'预','children':[{'text':'本','key':'p'}," \
	"{'text':'上','key':'q'}]}],'rows':[{'text':'组','key':'g','children':["                  \
	"{'text':'子','key':'x'},{'text':'丑','key':'y'}]},{'text':'乙','key':'b'},"             \
	"{'text':'计','key':'s','foot':true}]}"
#define HALVES "{'parts':[{'beside':[" INCOME "," EXPENDITURE "]}]}"

static void halves_stand_side_by_side(void **state)
{
	struct trial t;
	const struct grid *g = grid_of(&t, HALVES,
	                               "{'in':{'a':{'v':1},'s':{'v':2}},'out':{'g':{'x':[3,4]},"
	                               "'b':[5,6],'s':[7,8]}}");

	(void)state;
	assert_picture(&t, g,
	               "收收支支支支\n"
	               "目数..预预\n"
	               "目数..本上\n"
	               "甲1组子34\n"
	               "..组丑__\n"
	               "..乙乙56\n"
	               "合2计计78\n");
	assert_int_equal(g->band_n, 1);
	assert_int_equal(g->bands[0].body, 3);
	assert_int_equal(g->bands[0].end, 7);
	assert_span(grid_cell_at(g, 1, 2), 2, 2);
	assert_span(grid_cell_at(g, 4, 0), 1, 1);
	fixture_release(&t.f);
}

static void a_half_has_only_its_own_heads(void **state)
{
	static const char *const want[] = {"支", "预", "上", "组", "子"};
	struct trial t;
	const struct grid *g = grid_of(&t, HALVES, "{}");
	const struct grid_cell *c = grid_cell_at(g, 3, 5);

	(void)state;
	assert_int_equal(grid_header_count(c), COUNT(want));
	for (size_t i = 0; i < COUNT(want); i++)
		assert_string_equal(g->cells[grid_header(c, i)].text, want[i]);
	c = grid_cell_at(g, 6, 1);
	assert_int_equal(grid_header_count(c), 3);
	assert_string_equal(g->cells[grid_header(c, 2)].text, "合");
	fixture_release(&t.f);
}

static void label_columns_are_known_in_every_part(void **state)
{
	static const bool label[] = {true, false, true, true, false, false};
	struct trial t;
	const struct grid *g = grid_of(&t, HALVES, "{}");

	(void)state;
	assert_int_equal(g->column_n, COUNT(label));
	for (size_t i = 0; i < COUNT(label); i++)
		assert_int_equal(g->columns[i].label, label[i]);
	fixture_release(&t.f);
}

static void the_head_of_the_lower_half_spans_down(void **state)
{
	struct trial t;
	const struct grid *g =
	        grid_of(&t,
	                "{'parts':[{'beside':[{'columns':[{'text':'数','key':'v'}],"
	                "'rows':[{'text':'甲','key':'a'}]},{'title':'题','columns':"
	                "[{'text':'数','key':'v'}],'rows':[{'text':'乙','key':'b'}]}]}]}",
	                "{}");

	(void)state;
	assert_picture(&t, g, ".数题题\n.数.数\n甲_乙_\n");
	assert_span(grid_cell_at(g, 0, 1), 2, 1);
	fixture_release(&t.f);
}

static void bands_of_one_and_of_two_parts_share_the_columns(void **state)
{
	struct trial t;
	const struct grid *g =
	        grid_of(&t,
	                "{'parts':[{'key':'w','title':'宽','columns':[{'text':'一','key':'p'},"
	                "{'text':'二','key':'q'},{'text':'三','key':'r'},{'text':'四','key':'s'}],"
	                "'rows':[{'text':'天','key':'x'}]},"
	                "{'beside':[" INCOME "," EXPENDITURE "]},"
	                "{'key':'n','columns':[{'text':'余','key':'p'}],'rows':[{'text':'地','key':"
	                "'x'}]}]}",
	                "{'w':{'x':[1,2,3,4]}}");

	(void)state;
	assert_picture(&t, g,
	               "宽宽宽宽宽宽\n"
	               ".一二三四四\n"
	               "天1234"
	               "4\n"
	               "收收支支支支\n"
	               "目数..预预\n"
	               "目数..本上\n"
	               "甲_组子__\n"
	               "..组丑__\n"
	               "..乙乙__\n"
	               "合_计计__\n"
	               ".余余余余余\n"
	               "地_____\n");
	fixture_release(&t.f);
}

static void three_parts_of_other_widths_stand_side_by_side(void **state)
{
	struct trial t;
	const struct grid *g = grid_of(
	        &t,
	        "{'parts':[{'beside':["
	        "{'key':'a','columns':[{'text':'一','key':'p'}],'rows':[{'text':'天','key':'x'}]},"
	        "{'key':'b','columns':[{'text':'二','key':'p'},{'text':'三','key':'q'}],"
	        "'rows':[{'text':'地','key':'x'},{'text':'玄','key':'y'}]},"
	        "{'key':'c','columns':[{'text':'四','key':'p'}],'rows':[{}]}]},"
	        "{'beside':["
	        "{'key':'d','columns':[{'text':'五','key':'p'},{'text':'六','key':'q'}],"
	        "'rows':[{'text':'黄','key':'x'}]},"
	        "{'key':'e','columns':[{'text':'七','key':'p'}],'rows':[{'text':'宇','key':'x'}]}]}"
	        "]}",
	        "{}");

	(void)state;
	/* The first lane is as wide as its widest part, the last part takes what is left. */
	assert_picture(&t, g,
	               ".一一.二三四\n"
	               "天__地___\n"
	               "...玄__.\n"
	               ".五六.七七七\n"
	               "黄__宇___\n");
	fixture_release(&t.f);
}

/* ---- what a table says of its looks ---- */

static void looks_reach_columns_and_cells(void **state)
{
	struct trial t;
	const struct grid *g = grid_of(
	        &t,
	        "{'parts':[{'key':'w','labels':[{'min_mm':9,'align':'end'}],'columns':["
	        "{'text':'一','key':'p','align':'decimal','min_mm':12.5,'weight':3},"
	        "{'text':'二','key':'q','align':'start'}],"
	        "'rows':[{'text':'天','key':'x'},{'text':'地','key':'y','align':'centre'}]},"
	        "{'key':'n','columns':[{'text':'余','key':'p','min_mm':21.001,'weight':5}],"
	        "'rows':[{'text':'玄','key':'x'}]}]}",
	        "{}");

	(void)state;
	assert_int_equal(g->columns[0].min_milli_mm, 9000);
	assert_int_equal(g->columns[1].min_milli_mm, 12500);
	assert_int_equal(g->columns[2].min_milli_mm,
	                 10501); /* half of 21.001: together no narrower */
	assert_int_equal(g->columns[1].weight, 5);
	assert_int_equal(grid_cell_at(g, 1, 0)->align, FORM_ALIGN_END);
	assert_int_equal(grid_cell_at(g, 2, 0)->align, FORM_ALIGN_CENTRE);
	assert_int_equal(grid_cell_at(g, 1, 1)->align, FORM_ALIGN_DECIMAL);
	assert_int_equal(grid_cell_at(g, 2, 2)->align, FORM_ALIGN_START);
	assert_int_equal(grid_cell_at(g, 0, 1)->align, FORM_ALIGN_DEFAULT);
	assert_int_equal(grid_cell_at(g, 4, 0)->align, FORM_ALIGN_DEFAULT);
	fixture_release(&t.f);
}

/* Labels of one level beside labels of two have both columns, and so has what is said of them. */
static void the_last_look_of_labels_reaches_the_figures(void **state)
{
	struct trial t;
	const struct grid *g = grid_of(
	        &t,
	        "{'parts':[{'key':'w','labels':[{'min_mm':9}],"
	        "'columns':[{'text':'一','key':'p'}],'rows':[{'text':'天','key':'x'}]},"
	        "{'key':'n','columns':[{'text':'余','key':'p'}],'rows':[{'text':'组','key':'g',"
	        "'children':[{'text':'玄','key':'x'},{'text':'黄','key':'y'}]}]}]}",
	        "{}");

	(void)state;
	assert_int_equal(g->column_n, 3);
	assert_int_equal(g->columns[0].min_milli_mm, 4500);
	assert_int_equal(g->columns[1].min_milli_mm, 4500);
	assert_int_equal(g->columns[2].min_milli_mm, 0);
	fixture_release(&t.f);
}

static void rows_that_are_kept_together_are_joined(void **state)
{
	/* Heads first; 丑 and 寅 are in a group within a group. */
	static const unsigned char joined[] = {0, 0, 1, 2, 0, 0, 1};
	struct trial t;
	const struct grid *g =
	        grid_of(&t,
	                "{'columns':[{'text':'数','key':'v'}],'rows':["
	                "{'text':'甲','key':'a','keep':true,'children':[{'text':'子','key':'x'},"
	                "{'text':'组','key':'g','keep':true,'children':[{'text':'丑','key':'y'},"
	                "{'text':'寅','key':'z'}]}]},{'text':'乙','key':'b','children':["
	                "{'text':'卯','key':'x'},{'text':'辰','key':'y','keep':true,'children':["
	                "{'text':'巳','key':'p'},{'text':'午','key':'q'}]}]}]}",
	                "{}");

	(void)state;
	assert_int_equal(g->row_n, COUNT(joined));
	for (size_t i = 0; i < g->row_n; i++)
		assert_int_equal(g->joined[i], joined[i]);
	fixture_release(&t.f);
}

/* Every text of such a table was typed by somebody: it knows where, and is no layout's wording. */
static void a_reports_own_table_knows_its_places(void **state)
{
	struct trial t = {0};
	const struct report_table *table;
	const struct grid *g;

	(void)state;
	assert_int_equal(fixture_form(&t.f, LAYOUT("{'key':'p','body':'prose'}", "")), RC_OK);
	trial_check(&t, "{'title':'题','organ':'机','year':2024,'p':[{'table':{'corner':'角',"
	                "'columns':[{'text':'甲|','align':'end'}],'rows':[{'text':'子','values':"
	                "[{'value':'字','align':'start'}]},"
	                "{'text':'丑','values':[null]}]}}]}");
	assert_no_findings(&t.f);
	table = t.r->sections[0].prose.blocks[0].table;
	g = grid_build(&t.f.arena, table->form, table->cells, true);
	assert_picture(&t, g, "角甲\n子字\n丑0\n");
	assert_string_equal(grid_cell_at(g, 0, 1)->text, "甲|");
	for (size_t i = 0; i < g->cell_n; i++)
		assert_non_null(g->cells[i].at);
	assert_int_equal(grid_cell_at(g, 1, 1)->align, FORM_ALIGN_START);
	assert_int_equal(grid_cell_at(g, 2, 1)->align, FORM_ALIGN_END);
	assert_string_equal(json_pointer(&t.f.arena, grid_cell_at(g, 1, 0)->at),
	                    "/p/0/table/rows/0/text");
	fixture_release(&t.f);
}

/* Labels and some columns: every place has its cell, and heads over others are clipped. */
static void a_cut_grid_has_the_labels_and_its_columns(void **state)
{
	struct trial t;
	const struct grid *g, *part;
	const struct grid_cut cut = {.label_n = 3, .first = 5, .end = 8};
	uint32_t *from, area = 0;

	(void)state;
	g = shipped(&t, "requests");
	assert_int_equal(label_n(g), cut.label_n);
	part = grid_cut_columns(&t.f.arena, g, &cut, &from);
	assert_int_equal(part->column_n, 6);
	assert_int_equal(part->row_n, g->row_n);
	for (size_t i = 0; i < part->cell_n; i++) {
		const struct grid_cell *c = &part->cells[i];

		assert_ptr_equal(c->text, g->cells[from[i]].text);
		area += c->row_span * c->column_span;
		for (size_t r = 0; r < c->row_span; r++)
			for (size_t k = 0; k < c->column_span; k++)
				assert_ptr_equal(grid_cell_at(part, c->row + r, c->column + k), c);
	}
	assert_int_equal(area, part->row_n * part->column_n);
	assert_span(cell_of(&t, part, "申请人情况"), 1, 3);
	assert_span(cell_of(&t, part, "法人或其他组织"), 1, 3);
	for (size_t r = 0; r < g->row_n; r++)
		for (size_t k = cut.first; k < cut.end; k++)
			assert_string_equal(grid_cell_at(part, r, k - 2)->text,
			                    grid_cell_at(g, r, k)->text);
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
	        cmocka_unit_test(halves_stand_side_by_side),
	        cmocka_unit_test(a_half_has_only_its_own_heads),
	        cmocka_unit_test(label_columns_are_known_in_every_part),
	        cmocka_unit_test(the_head_of_the_lower_half_spans_down),
	        cmocka_unit_test(bands_of_one_and_of_two_parts_share_the_columns),
	        cmocka_unit_test(three_parts_of_other_widths_stand_side_by_side),
	        cmocka_unit_test(looks_reach_columns_and_cells),
	        cmocka_unit_test(the_last_look_of_labels_reaches_the_figures),
	        cmocka_unit_test(rows_that_are_kept_together_are_joined),
	        cmocka_unit_test(a_reports_own_table_knows_its_places),
	        cmocka_unit_test(a_cut_grid_has_the_labels_and_its_columns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
