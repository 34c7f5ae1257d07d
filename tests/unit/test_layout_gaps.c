/* SPDX-License-Identifier: MIT */
/* The gaps between glyphs, which programs that extract text take for blanks. */
#include "layout_bench.h"

/* The edges of a glyph's box, from the left edge of the page. */
static double box_left(const struct page_item *it, size_t i)
{
	const struct run_glyph *g = &it->u.run.glyphs[i];

	return it->u.run.x + g->x +
	       (double)g->left * it->u.run.size / font_describe(it->u.run.font)->units_per_em;
}

static double box_right(const struct page_item *it, size_t i)
{
	const struct run_glyph *g = &it->u.run.glyphs[i];
	int width = font_advance(it->u.run.font, g->gid) - g->left - g->right;

	return box_left(it, i) +
	       (double)width * it->u.run.size / font_describe(it->u.run.font)->units_per_em;
}

/* Counts the pairs of neighbours on a page, and those whose second has a box of its own. */
static void check_gaps(const struct page *page, size_t *pairs, size_t *boxed)
{
	for (size_t i = 0; i < page->item_n; i++) {
		const struct page_item *it = &page->items[i];

		for (size_t k = 1; it->kind == ITEM_RUN && it->tag >= 0 && k < it->u.run.glyph_n;
		     k++) {
			double gap = (box_left(it, k) - box_right(it, k - 1)) / it->u.run.size;

			assert_true(gap < 0.0905);
			assert_true(gap > -0.27);
			(*pairs)++;
			*boxed += it->u.run.glyphs[k].left != 0 || it->u.run.glyphs[k].right != 0;
		}
	}
}

/*
 * Programs that extract text take a gap of a tenth of an em for a word space. 32 lines of marks in
 * every company, stretched and shrunk: a word of letters does not fit and leaves a loose line.
 */
static void a_glyph_begins_where_the_box_before_it_ends(void **state)
{
	static const char *const WORDS[] = {"《条例》（公开）、",      "“政府”，“《信息》”。",
	                                    "年度·报告！？",           "（（关））；：",
	                                    "abcdefghijklmnopqrstuvw", "——公开……机关"};
	struct set s = {0};
	struct buf b = {0};
	size_t pairs = 0, boxed = 0;

	(void)state;
	buf_puts(&b, "{\"title\":\"题\",\"organ\":\"机\",\"year\":2024,\"overview\":[\"");
	for (size_t i = 0; i < 90; i++)
		buf_putf(&b, "本机关%s%.*s", WORDS[i * i * 5 % 17 % COUNT(WORDS)], (int)(i % 5) * 3,
		         "依照条例");
	buf_puts(&b, "\"],\"disclosure\":{},\"requests\":{},\"review\":{},\"problems\":[],"
	             "\"other_matters\":[]}");
	trial_shipped(&s.t, b.p);
	set_report(&s, true);
	for (size_t i = 0; i < s.pages.page_n; i++)
		check_gaps(&s.pages.pages[i], &pairs, &boxed);
	assert_true(pairs > 300 && boxed > 100);
	buf_release(&b);
	set_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_glyph_begins_where_the_box_before_it_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
