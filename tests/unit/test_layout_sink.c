/* SPDX-License-Identifier: MIT */
/* Pages that go to a sink while others are set are those of a list that keeps them. */
#include "layout_bench.h"

struct taker {
	const struct set *whole; /* the same report with all its pages */
	struct set *passing;
	size_t next;
	int tag_end;
};

static void assert_same_run(const struct page_item *a, const struct page_item *b)
{
	assert_string_equal(a->u.run.text, b->u.run.text);
	assert_int_equal(a->u.run.x, b->u.run.x);
	assert_int_equal(a->u.run.y, b->u.run.y);
	assert_int_equal(a->u.run.glyph_n, b->u.run.glyph_n);
	for (size_t i = 0; i < a->u.run.glyph_n; i++) {
		assert_int_equal(a->u.run.glyphs[i].gid, b->u.run.glyphs[i].gid);
		assert_int_equal(a->u.run.glyphs[i].x, b->u.run.glyphs[i].x);
		assert_int_equal(a->u.run.glyphs[i].off, b->u.run.glyphs[i].off);
	}
}

static void take(void *user, size_t page)
{
	struct taker *t = user;
	const struct page_list *all = &t->whole->pages, *pl = &t->passing->pages;
	const struct page *want = &all->pages[page], *got = &pl->pages[page];

	assert_int_equal(page, t->next++);
	assert_int_equal(got->width, want->width);
	assert_string_equal(got->label, want->label);
	assert_int_equal(got->tag_end, want->tag_end);
	assert_int_equal(got->item_n, want->item_n);
	for (size_t i = 0; i < got->item_n; i++) {
		const struct page_item *item = &got->items[i];

		assert_int_equal(item->kind, want->items[i].kind);
		assert_int_equal(item->tag, want->items[i].tag);
		if (item->kind == ITEM_RUN)
			assert_same_run(item, &want->items[i]);
		if (item->tag > 0) {
			assert_true(item->tag >= t->tag_end); /* it was not said to be over */
			assert_int_equal(page_tag(pl, item->tag)->kind,
			                 page_tag(all, item->tag)->kind);
		}
	}
	t->tag_end = got->tag_end;
}

static void pages_that_pass_are_those_that_are_kept(void **state)
{
	struct set whole, passing = {0};
	struct taker t = {.whole = &whole, .passing = &passing};
	const struct page_sink sink = {take, &t};

	(void)state;
	set_changed(&whole, "", "");
	assert_int_equal(whole.rc, RC_OK);
	assert_true(whole.pages.page_n > 1);
	passing.sink = &sink;
	trial_changed(&passing.t, "", "");
	set_report(&passing, false);
	assert_int_equal(passing.rc, RC_OK);
	assert_int_equal(t.next, whole.pages.page_n);
	assert_int_equal(t.tag_end, whole.pages.tag_n);
	assert_int_equal(passing.pages.tag_n, whole.pages.tag_n);
	assert_int_equal(passing.pages.tag_gone, whole.pages.tag_n - 1);
	assert_null(passing.pages.pages[0].items);
	set_release(&passing);
	set_release(&whole);
}

static void too_many_different_glyphs_end_laying_out(void **state)
{
	struct set whole = {.most_glyphs = 1000}, few = {.most_glyphs = 20};

	(void)state;
	trial_changed(&whole.t, "", "");
	set_report(&whole, false);
	assert_int_equal(whole.rc, RC_OK);
	assert_true(whole.pages.glyph_n > 20);
	set_release(&whole);
	trial_changed(&few.t, "", "");
	set_report(&few, false);
	assert_int_equal(few.rc, RC_LIMIT);
	assert_true(few.pages.overfull);
	assert_int_equal(few.pages.page_n, 0);
	set_release(&few);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(pages_that_pass_are_those_that_are_kept),
	        cmocka_unit_test(too_many_different_glyphs_end_laying_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
