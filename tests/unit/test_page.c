/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "page/page.h"

struct fixture {
	struct arena arena;
	struct page_list pl;
};

static int setup(void **state)
{
	static struct fixture f;

	f = (struct fixture){0};
	page_list_init(&f.pl, &f.arena);
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	page_list_release(&f->pl);
	arena_release(&f->arena);
	return 0;
}

static void pages_keep_their_items_when_others_are_added(void **state)
{
	struct page_list *pl = &((struct fixture *)*state)->pl;

	for (int i = 0; i < 100; i++) {
		page_add(pl, 1000 + i, 2000);
		for (int k = 0; k <= i; k++)
			page_add_item(pl, (size_t)i, ITEM_FILL, PAGE_ARTIFACT)->u.fill.x = k;
	}
	assert_int_equal(pl->page_n, 100);
	for (int i = 0; i < 100; i++) {
		assert_int_equal(pl->pages[i].width, 1000 + i);
		assert_int_equal(pl->pages[i].item_n, i + 1);
		assert_int_equal(pl->pages[i].items[i].u.fill.x, i);
	}
}

static void items_begin_zeroed(void **state)
{
	struct page_list *pl = &((struct fixture *)*state)->pl;
	struct page_item *it;

	page_add(pl, 1, 1);
	it = page_add_item(pl, 0, ITEM_RUN, PAGE_ARTIFACT_PAGINATION);
	assert_int_equal(it->kind, ITEM_RUN);
	assert_int_equal(it->tag, PAGE_ARTIFACT_PAGINATION);
	assert_null(it->u.run.font);
	assert_int_equal(it->u.run.glyph_n, 0);
	assert_int_equal(it->gray, 0);
}

/* What is on finished pages: every item, and a long run of text as several. */
static void marks_are_counted_as_pages_are_finished(void **state)
{
	struct page_list *pl = &((struct fixture *)*state)->pl;

	for (size_t i = 0; i < 2; i++) {
		page_add(pl, 1, 1);
		page_add_item(pl, i, ITEM_RULE, PAGE_ARTIFACT);
		page_add_item(pl, i, ITEM_RUN, PAGE_ARTIFACT)->u.run.glyph_n = i == 0 ? 5 : 28;
	}
	assert_int_equal(pl->mark_n, 0);
	page_finish(pl, 0, 1);
	assert_int_equal(pl->mark_n, 2);
	page_finish(pl, 1, 1);
	assert_int_equal(pl->mark_n, 2 + 2 + 4);
}

static void put_run(struct page_list *pl, size_t page, const char *face,
                    const struct run_glyph *glyphs, size_t n)
{
	struct page_item *it = page_add_item(pl, page, ITEM_RUN, PAGE_ARTIFACT);

	it->u.run.font = (const struct font *)face; /* only compared */
	it->u.run.glyphs = glyphs;
	it->u.run.glyph_n = n;
}

static void glyphs_are_counted_once_in_each_face(void **state)
{
	static const struct run_glyph glyphs[] = {
	        {.gid = 7}, {.gid = 8}, {.gid = 7}, {.gid = 65535}, {.gid = 0}};
	static const char faces[2];
	struct page_list *pl = &((struct fixture *)*state)->pl;

	for (size_t most = 0; most < 2; most++) {
		pl->most_glyphs = most; /* not counted unless there is a limit */
		page_add(pl, 1, 1);
		put_run(pl, most, &faces[0], glyphs, COUNT(glyphs));
		put_run(pl, most, &faces[1], glyphs, 1);
		page_finish(pl, most, 1);
		assert_int_equal(pl->glyph_n, most * 5);
	}
	page_add(pl, 1, 1);
	put_run(pl, 2, &faces[1], glyphs, 2);
	page_finish(pl, 2, 1);
	assert_int_equal(pl->glyph_n, 6);
}

static void tags_are_numbered_in_order_and_span_one_cell(void **state)
{
	struct page_list *pl = &((struct fixture *)*state)->pl;
	int document = page_add_tag(pl, TAG_DOCUMENT, -1);
	int last = document;

	for (int i = 0; i < 50; i++)
		last = page_add_tag(pl, TAG_TD, document);
	assert_int_equal(document, 0);
	assert_int_equal(last, 50);
	assert_int_equal(pl->tags[50].parent, document);
	assert_int_equal(pl->tags[50].row_span, 1);
	assert_int_equal(pl->tags[50].col_span, 1);
}

static void ignore_page(void *user, size_t page)
{
	(void)user;
	(void)page;
}

/*
 * What comes after them is moved then: of a long section, whose tags are made at once, it must not
 * be moved for each of its pages.
 */
static void tags_are_forgotten_once_there_are_fewer_to_come(void **state)
{
	enum { TAGS = 101 };
	struct page_list *pl = &((struct fixture *)*state)->pl;
	const struct page_sink sink = {ignore_page, NULL};
	size_t moved = 0;

	pl->sink = &sink;
	for (int i = 0; i < TAGS; i++)
		page_add_tag(pl, TAG_TD, i - 1);
	for (size_t end = 1; end <= TAGS; end += 10) {
		size_t before = pl->tag_gone;

		page_add(pl, 1, 1);
		page_finish(pl, pl->page_n - 1, (int)end);
		if (pl->tag_gone != before)
			moved += TAGS - end;
		assert_true(pl->tag_gone == end - 1 || end - 1 - pl->tag_gone < TAGS - end);
		for (int i = (int)pl->tag_gone + 1; i < TAGS; i++)
			assert_int_equal(page_tag(pl, i)->parent, i - 1);
	}
	assert_int_equal(pl->tag_gone, TAGS - 1);
	assert_in_range(moved, 1, TAGS);
	assert_int_equal(page_tag(pl, 0)->parent, -1);
}

static void released_list_can_be_released_again(void **state)
{
	struct page_list *pl = &((struct fixture *)*state)->pl;

	page_add(pl, 1, 1);
	page_add_item(pl, 0, ITEM_RULE, PAGE_ARTIFACT);
	page_list_release(pl);
	assert_int_equal(pl->page_n, 0);
	page_list_release(pl);
}

static void every_kind_of_tag_has_its_standard_name(void **state)
{
	(void)state;
	for (int k = 0; k < TAG_KIND_N; k++)
		assert_non_null(tag_kind_name((enum tag_kind)k));
	assert_string_equal(tag_kind_name(TAG_DOCUMENT), "Document");
	assert_string_equal(tag_kind_name(TAG_H6), "H6");
	assert_string_equal(tag_kind_name(TAG_TBODY), "TBody");
	assert_string_equal(tag_kind_name(TAG_TD), "TD");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(pages_keep_their_items_when_others_are_added, setup,
	                                        teardown),
	        cmocka_unit_test_setup_teardown(items_begin_zeroed, setup, teardown),
	        cmocka_unit_test_setup_teardown(marks_are_counted_as_pages_are_finished, setup,
	                                        teardown),
	        cmocka_unit_test_setup_teardown(glyphs_are_counted_once_in_each_face, setup,
	                                        teardown),
	        cmocka_unit_test_setup_teardown(tags_are_numbered_in_order_and_span_one_cell, setup,
	                                        teardown),
	        cmocka_unit_test_setup_teardown(tags_are_forgotten_once_there_are_fewer_to_come,
	                                        setup, teardown),
	        cmocka_unit_test_setup_teardown(released_list_can_be_released_again, setup,
	                                        teardown),
	        cmocka_unit_test(every_kind_of_tag_has_its_standard_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
