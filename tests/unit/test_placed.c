/* SPDX-License-Identifier: MIT */
/* Characters and lines with places, as on a page of an OFD, become paragraphs and tables. */
#include "import_trial.h"

#include "base/utf8.h"
#include "import/placed.h"

/* A page of 210 × 297 mm, whose text stands between 30 and 180. */
#define WIDTH 210
#define HEIGHT 297
#define LEFT 30
#define EM 5

struct bench {
	struct fixture f;
	struct doc doc;
	struct placed_flow flow;
	struct placed_page page;
	struct placed_char chars[400];
	struct placed_rule rules[100];
};

static void bench_open(struct bench *b)
{
	*b = (struct bench){0};
	assert_int_equal(fixture_form(&b->f, IMPORT_LAYOUT), RC_OK);
	b->doc = (struct doc){.arena = &b->f.arena, .findings = &b->f.dl, .form = b->f.form};
	b->flow.doc = &b->doc;
}

static void begin_page(struct bench *b)
{
	b->page = (struct placed_page){.number = b->page.number + 1,
	                               .width = WIDTH,
	                               .height = HEIGHT,
	                               .chars = b->chars,
	                               .rules = b->rules};
}

/* A line of Han, which are an em wide, and other characters, which are half of one. */
static void put(struct bench *b, float x, float y, float size, const char *text)
{
	const char *end = text + strlen(text);

	while (text < end) {
		uint32_t cp = utf8_next(&text, end);
		float wide = cp >= 0x2E80 ? size : size / 2;

		assert_true(b->page.char_n < COUNT(b->chars));
		b->chars[b->page.char_n++] = (struct placed_char){cp, x, y, size, x + wide, false};
		x += wide;
	}
}

static void draw(struct bench *b, float x0, float y0, float x1, float y1)
{
	assert_true(b->page.rule_n < COUNT(b->rules));
	b->rules[b->page.rule_n++] = (struct placed_rule){x0, y0, x1, y1};
}

/* The borders of a table whose columns are 50 mm and whose rows are 10 mm. */
static void draw_grid(struct bench *b, float top, int rows, int columns)
{
	for (int r = 0; r <= rows; r++)
		draw(b, LEFT, top + 10 * (float)r, LEFT + 50 * (float)columns, top + 10 * (float)r);
	for (int c = 0; c <= columns; c++)
		draw(b, LEFT + 50 * (float)c, top, LEFT + 50 * (float)c, top + 10 * (float)rows);
}

static void put_cell(struct bench *b, float top, int row, int column, const char *text)
{
	put(b, LEFT + 50 * (float)column + 2, top + 10 * (float)row + 6, 4, text);
}

static void end_page(struct bench *b)
{
	placed_flow_page(&b->flow, &b->page);
}

/* Paragraphs in [], those at the right and the first of a page marked; tables as rows of cells. */
static void assert_document(struct bench *b, const char *wanted)
{
	struct buf made = {0};

	placed_flow_end(&b->flow);
	for (size_t i = 0; i < b->doc.block_n; i++) {
		const struct doc_block *block = &b->doc.blocks[i];
		const struct doc_table *t = block->table;

		if (block->kind == DOC_TEXT)
			buf_putf(&made, "%s%s[%s]", block->page_top ? "^" : "",
			         block->right ? ">" : "", block->text);
		for (size_t c = 0; block->kind == DOC_TABLE && c < t->cell_n; c++)
			buf_putf(&made, "%s%s%s", t->cells[c].column == 0 ? "\n" : "|",
			         t->cells[c].text,
			         t->cells[c].row_span * t->cells[c].column_span > 1 ? "+" : "");
		if (block->kind == DOC_TABLE)
			buf_puts(&made, "\n");
	}
	assert_string_equal(made.p, wanted);
	buf_release(&made);
	fixture_release(&b->f);
}

static void characters_become_lines_by_their_places(void **state)
{
	struct bench b;

	(void)state;
	bench_open(&b);
	begin_page(&b);
	/* Out of order; a gap is a blank, a wide one more; bold by being drawn twice. */
	put(&b, LEFT + 3 * EM, 52, EM, "丙");
	put(&b, LEFT, 50, EM, "甲乙");
	put(&b, LEFT + 0.5F, 50, EM, "甲");
	put(&b, LEFT + 9 * EM, 50, EM, "丁丁");
	put(&b, LEFT, 80, EM, "ab");
	put(&b, LEFT + 2 * EM, 80, EM, "c");
	end_page(&b);
	assert_document(&b, "^[甲乙  丙          丁丁][ab  c]");
}

static void lines_go_on_if_the_one_before_is_full(void **state)
{
	struct bench b;

	(void)state;
	bench_open(&b);
	begin_page(&b);
	put(&b, LEFT + 2 * EM, 50, EM, "一二三四五六七八");
	put(&b, LEFT, 60, EM, "九十甲乙丙丁戊己庚辛");
	put(&b, LEFT, 70, EM, "壬癸。");
	put(&b, LEFT, 80, EM, "aaaaaaaaaaaaaaaaaaaa");
	put(&b, LEFT, 90, EM, "bb甲乙丙丁戊己庚1");
	put(&b, LEFT, 100, EM, "2甲乙");
	put(&b, LEFT + 6 * EM, 120, EM, "某局");
	put(&b, 50, 290, EM, "- 1 -");
	end_page(&b);
	assert_document(&b, "^[一二三四五六七八九十甲乙丙丁戊己庚辛壬癸。]"
	                    "[aaaaaaaaaaaaaaaaaaaa bb甲乙丙丁戊己庚12甲乙]>[某局]");
}

/* However small it is: the lines of this text are 2 mm high. */
static void no_blank_stands_before_a_line(void **state)
{
	struct bench b;

	(void)state;
	bench_open(&b);
	begin_page(&b);
	put(&b, LEFT, 50, 2, "一二三四五六七八九十");
	put(&b, LEFT, 53, 2, "甲乙。");
	end_page(&b);
	assert_int_equal(b.flow.blanks, 0);
	assert_document(&b, "^[一二三四五六七八九十甲乙。]");
}

static void larger_lines_close_together_are_one_title(void **state)
{
	struct bench b;

	(void)state;
	bench_open(&b);
	begin_page(&b);
	put(&b, 45, 40, 8, "某某局");
	put(&b, 40, 52, 8, "年度报告");
	put(&b, 50, 90, 8, "概述");
	put(&b, LEFT, 100, EM, "一二三四五六七八九十");
	end_page(&b);
	begin_page(&b);
	put(&b, LEFT, 40, EM, "甲乙丙丁。");
	put(&b, LEFT, 50, EM, "一、戊己");
	end_page(&b);
	assert_document(&b, "^[某某局年度报告][概述][一二三四五六七八九十甲乙丙丁。][一、戊己]");
}

static void lines_enclose_cells(void **state)
{
	struct bench b;

	(void)state;
	bench_open(&b);
	begin_page(&b);
	put(&b, LEFT, 40, EM, "甲乙。");
	draw_grid(&b, 50, 3, 3);
	/* Lines that are not there join cells: the first two of the head, the last two below it. */
	b.rules[5] = (struct placed_rule){LEFT + 50, 60, LEFT + 50, 80};
	b.rules[2] = (struct placed_rule){LEFT, 70, LEFT + 100, 70};
	put_cell(&b, 50, 0, 0, "头");
	put_cell(&b, 50, 0, 2, "计");
	put_cell(&b, 50, 1, 0, "子");
	put(&b, LEFT + 52, 63, 3, "一二三四");
	put(&b, LEFT + 52, 68, 3, "五六");
	put_cell(&b, 50, 2, 0, "丑");
	put(&b, LEFT + 52, 73, 3, "ab1");
	put(&b, LEFT + 52, 78, 3, "2cd");
	put(&b, LEFT + 102, 71, 3, "12");
	put(&b, LEFT, 90, EM, "丙丁。");
	end_page(&b);
	assert_document(&b, "^[甲乙。]\n头+|计\n子|一二三四五六|12+\n丑|ab1\n2cd\n[丙丁。]");
}

/* With its heads set again, below a page number; not behind another text. */
static void a_table_goes_on_with_the_same_columns(void **state)
{
	struct bench b;

	(void)state;
	bench_open(&b);
	for (int page = 0; page < 4; page++) {
		const char *figures[] = {"1", "2", "3", "4"};

		begin_page(&b);
		if (page == 2)
			put(&b, LEFT, 30, EM, "甲乙。");
		if (page == 1)
			put(&b, LEFT, 30, EM, "（续）");
		draw_grid(&b, 50, 2, page == 3 ? 3 : 2);
		put_cell(&b, 50, 0, 0, "头");
		put_cell(&b, 50, 0, 1, "计");
		put_cell(&b, 50, 1, 0, "子");
		put_cell(&b, 50, 1, 1, figures[page]);
		put(&b, 100, 285, EM, "- 2 -");
		end_page(&b);
	}
	assert_document(&b, "\n头|计\n子|1\n子|2\n^[甲乙。]\n头|计\n子|3\n\n头|计|\n子|4|\n");
}

/* Not a label that has further rows there, nor the same texts in other cells. */
static void of_a_table_that_goes_on_only_heads_are_left_out(void **state)
{
	static const char *const figures[] = {"2", "3", "4", "5"};
	struct bench b;

	(void)state;
	bench_open(&b);
	for (int page = 0; page < 4; page++) {
		begin_page(&b);
		draw_grid(&b, 50, 3, 2);
		if (page < 2) /* one label for two rows */
			b.rules[2].x0 = LEFT + 50;
		else
			put_cell(&b, 50, 2, 0, "别");
		if (page == 3) /* one head for both columns */
			b.rules[5].y0 = 60;
		else
			put_cell(&b, 50, 0, 1, "计");
		put_cell(&b, 50, 0, 0, "头");
		put_cell(&b, 50, 1, 0, "组");
		put_cell(&b, 50, 1, 1, "1");
		put_cell(&b, 50, 2, 1, figures[page]);
		end_page(&b);
	}
	assert_document(&b, "\n头|计\n组+|1|2\n组+|1|3\n组|1\n别|4\n头+\n组|1\n别|5\n");
}

/* In whatever order they are drawn. */
static void tables_come_from_top_to_bottom(void **state)
{
	static const float tops[] = {100, 50, 150};
	struct bench b;

	(void)state;
	bench_open(&b);
	begin_page(&b);
	for (size_t i = 0; i < COUNT(tops); i++) {
		static const char *const figures[] = {"2", "1", "3"};

		draw_grid(&b, tops[i], 1, 2);
		put_cell(&b, tops[i], 0, 0, "子");
		put_cell(&b, tops[i], 0, 1, figures[i]);
	}
	end_page(&b);
	assert_document(&b, "\n子|1\n\n子|2\n\n子|3\n");
}

/* A character is where its middle is. */
static void text_beside_a_table_is_kept(void **state)
{
	struct bench b;

	(void)state;
	bench_open(&b);
	begin_page(&b);
	draw_grid(&b, 50, 1, 2);
	put_cell(&b, 50, 0, 0, "子");
	put(&b, LEFT + 95, 56, 4, "1");
	put(&b, LEFT + 98, 56, 4, "右边");
	end_page(&b);
	assert_document(&b, "\n子|1\n^[右边]");
}

static void frames_and_underlines_are_no_tables(void **state)
{
	struct bench b;

	(void)state;
	bench_open(&b);
	begin_page(&b);
	draw_grid(&b, 50, 1, 1);
	put_cell(&b, 50, 0, 0, "框里。");
	put(&b, LEFT, 78, EM, "线上。");
	draw(&b, LEFT, 80, LEFT + 3 * EM, 80);
	end_page(&b);
	assert_document(&b, "^[框里。][线上。]");
}

/* ---- limits ---- */

static bool meets(const struct placed_rule *a, const struct placed_rule *b)
{
	return a->x0 <= b->x1 + PLACED_MEETS && b->x0 <= a->x1 + PLACED_MEETS &&
	       a->y0 <= b->y1 + PLACED_MEETS && b->y0 <= a->y1 + PLACED_MEETS;
}

/* Numbers each by the first that it meets by way of others, comparing each with each. */
static void find_groups(const struct placed_page *p, size_t *ret)
{
	bool more = true;

	for (size_t i = 0; i < p->rule_n; i++)
		ret[i] = i;
	while (more) {
		more = false;
		for (size_t i = 0; i < p->rule_n; i++)
			for (size_t k = 0; k < p->rule_n; k++)
				if (ret[k] < ret[i] && meets(&p->rules[i], &p->rules[k])) {
					ret[i] = ret[k];
					more = true;
				}
	}
}

static float next_place(uint32_t *seed, float most)
{
	*seed = *seed * 1103515245U + 12345U;
	return (float)(*seed >> 8) / (float)(1 << 24) * most;
}

static void lines_that_meet_are_a_group(void **state)
{
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 200; round++) {
		struct placed_groups groups;
		struct placed_rule rules[60];
		struct placed_page page = {.rules = rules, .rule_n = COUNT(rules)};
		size_t wanted[COUNT(rules)], steps = 0, seen = 0;

		for (size_t i = 0; i < COUNT(rules); i++) {
			float x = next_place(&seed, 100), y = next_place(&seed, 100);
			float length = next_place(&seed, round % 2 != 0 ? 10 : 40);

			rules[i] = i % 3 != 0 ? (struct placed_rule){x, y, x + length, y}
			                      : (struct placed_rule){x, y, x, y + length};
		}
		find_groups(&page, wanted);
		assert_true(placed_group(&page, &steps, &groups));
		for (size_t i = 0; i < COUNT(rules); i++)
			for (size_t k = groups.first[i], last = 0; k != PLACED_NO_RULE;
			     k = groups.next[k], seen++) {
				assert_int_equal(wanted[k], i);
				assert_true(k >= last);
				last = k;
			}
		assert_int_equal(seen, COUNT(rules));
		assert_true(steps < COUNT(rules) * COUNT(rules) / 2);
		placed_groups_release(&groups);
	}
}

static void open_figures(struct bench *b)
{
	bench_open(b);
	begin_page(b);
	draw_grid(b, 50, 1, 2);
	put_cell(b, 50, 0, 0, "甲");
	put_cell(b, 50, 0, 1, "1");
}

static void tables_without_end_are_read_as_text(void **state)
{
	struct bench b;

	(void)state;
	open_figures(&b);
	b.flow.steps = PLACED_MAX_STEPS - 3;
	end_page(&b);
	assert_int_equal(b.f.dl.error_n, 1);
	assert_non_null(strstr(b.f.dl.first->message, "have more lines than are read"));
	begin_page(&b);
	end_page(&b);
	assert_int_equal(b.f.dl.error_n, 1);
	assert_document(&b, "^[甲                       1]");
}

/* Of all pages: each line by what it crosses, and one; the places; and the characters. */
static void steps_count_together(void **state)
{
	enum { GROUPED = 15, DRAWN = 12, PLACES = 6, SEEN = 2 };
	struct bench b;

	(void)state;
	for (size_t more = 0; more < 2; more++) {
		open_figures(&b);
		b.flow.steps = PLACED_MAX_STEPS - (GROUPED + DRAWN + PLACES + SEEN) + more;
		end_page(&b);
		assert_int_equal(b.f.dl.error_n, more);
		assert_document(&b, "\n甲|1\n");
	}
}

static void tables_have_places_together(void **state)
{
	struct bench b;

	(void)state;
	open_figures(&b);
	b.flow.places = DOC_MAX_PLACES - 6;
	end_page(&b);
	assert_int_equal(b.flow.places, DOC_MAX_PLACES);
	assert_int_equal(b.f.dl.error_n, 0);
	begin_page(&b);
	put(&b, LEFT, 40, EM, "甲乙。");
	draw_grid(&b, 50, 1, 2);
	put_cell(&b, 50, 0, 1, "1");
	end_page(&b);
	assert_int_equal(b.f.dl.error_n, 1);
	assert_document(&b, "\n甲|1\n^[甲乙。]>[1]");
}

static void wide_gaps_are_counted(void **state)
{
	struct bench b;

	(void)state;
	open_figures(&b);
	put(&b, LEFT, 80, EM, "a");
	put(&b, LEFT + 3 * EM, 80, EM, "b");
	end_page(&b);
	assert_int_equal(b.flow.blanks, 5);
	assert_document(&b, "\n甲|1\n^[a     b]");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(characters_become_lines_by_their_places),
	        cmocka_unit_test(lines_go_on_if_the_one_before_is_full),
	        cmocka_unit_test(no_blank_stands_before_a_line),
	        cmocka_unit_test(larger_lines_close_together_are_one_title),
	        cmocka_unit_test(lines_enclose_cells),
	        cmocka_unit_test(a_table_goes_on_with_the_same_columns),
	        cmocka_unit_test(of_a_table_that_goes_on_only_heads_are_left_out),
	        cmocka_unit_test(tables_come_from_top_to_bottom),
	        cmocka_unit_test(text_beside_a_table_is_kept),
	        cmocka_unit_test(frames_and_underlines_are_no_tables),
	        cmocka_unit_test(lines_that_meet_are_a_group),
	        cmocka_unit_test(tables_without_end_are_read_as_text),
	        cmocka_unit_test(steps_count_together),
	        cmocka_unit_test(tables_have_places_together),
	        cmocka_unit_test(wide_gaps_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
