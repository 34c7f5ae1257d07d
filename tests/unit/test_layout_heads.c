/* SPDX-License-Identifier: MIT */
/* Tables with more heads than are kept from page to page. */
#include "layout_bench.h"

enum { COLUMNS_OF_HEADS = 20, LEVELS = 26 /* 520 heads */ };

/*
 * A table of the overview with heads LEVELS deep above each of its columns: their texts are letters
 * for the level and the column.
 */
static void set_deep_heads(struct set *s, int row_n)
{
	struct buf b = {0};

	buf_puts(&b, "\"overview\": [{\"table\": {\"columns\": [");
	for (int c = 0; c < COLUMNS_OF_HEADS; c++) {
		const char *before = c > 0 ? "," : "";

		for (int l = 0; l < LEVELS; l++, before = ",\"children\":[")
			buf_putf(&b, "%s{\"text\": \"%c%c\"", before, 'A' + l, 'a' + c);
		for (int l = 1; l < LEVELS; l++)
			buf_puts(&b, "}]");
		buf_puts(&b, "}");
	}
	buf_puts(&b, "], \"rows\": [");
	for (int r = 0; r < row_n; r++) {
		buf_putf(&b, "%s{\"text\": \"\u4e00\", \"values\": [", r > 0 ? "," : "");
		for (int c = 0; c < COLUMNS_OF_HEADS; c++)
			buf_putf(&b, "%s%d", c > 0 ? "," : "", c % 10);
		buf_puts(&b, "]}");
	}
	buf_puts(&b, "]}}, ");
	set_changed(s, "\"overview\": [", b.p);
	buf_release(&b);
}

/* Heads whose texts are too many to be kept from page to page are set again. */
static void any_number_of_heads_comes_again(void **state)
{
	struct set s;
	size_t again = 0;

	(void)state;
	set_deep_heads(&s, 40);
	assert_int_equal(s.rc, RC_OK);
	for (size_t p = 0; p < s.pages.page_n; p++) {
		if (count_runs(&s, p, PAGE_ARTIFACT_PAGINATION, "Aa") == 0)
			continue;
		again++;
		for (int l = 0; l < LEVELS; l++)
			for (int c = 0; c < COLUMNS_OF_HEADS; c++) {
				char text[] = {(char)('A' + l), (char)('a' + c), '\0'};

				assert_int_equal(count_runs(&s, p, PAGE_ARTIFACT_PAGINATION, text),
				                 1);
			}
	}
	assert_true(again > 0);
	set_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(any_number_of_heads_comes_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
