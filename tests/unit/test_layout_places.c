/* SPDX-License-Identifier: MIT */
/* Where the texts of a page were typed (struct page_place). */
#include "layout_bench.h"

static void set_with(struct set *s, const char *from, const char *to, bool places)
{
	*s = (struct set){.places = places};
	trial_changed(&s->t, from, to);
	set_report(s, /*force*/ true);
	assert_int_equal(s->rc, RC_OK);
}

static bool is_equal(const char *x, const char *y)
{
	return x == y || (x != NULL && y != NULL && strcmp(x, y) == 0);
}

/* What is printed of the value at a pointer; NULL: of what is not in the report. */
static const char *text_at(struct set *s, const char *pointer)
{
	struct buf b = {0};

	for (size_t p = 0; p < s->pages.page_n; p++) {
		for (size_t i = 0; i < s->pages.pages[p].item_n; i++) {
			const struct page_item *it = &s->pages.pages[p].items[i];

			if (it->kind != ITEM_RUN || it->tag < 0)
				continue;
			for (size_t g = 0; g < it->u.run.glyph_n; g++) {
				const struct run_glyph *gl = &it->u.run.glyphs[g];

				if (gl->len > 0 &&
				    is_equal(page_lookup_pointer(&s->pages, it, gl->off), pointer))
					buf_put(&b, it->u.run.text + gl->off, gl->len);
			}
		}
	}
	return buf_to_arena(&s->t.f.arena, &b);
}

static void every_value_is_found_where_it_was_typed(void **state)
{
	size_t found = 0;
	struct set s;

	(void)state;
	set_with(&s, "", "", true);
	assert_string_equal(text_at(&s, "/title"), s.t.r->title);
	for (size_t i = 0; i < s.t.r->form->section_n; i++) {
		const struct section *sec = &s.t.r->sections[i];

		for (size_t k = 0; sec->form->table != NULL && k < sec->form->table->cell_n; k++) {
			assert_string_equal(text_at(&s, sec->cells[k].pointer), sec->cells[k].text);
			found += *sec->cells[k].text != '\0';
		}
		for (size_t k = 0; k < sec->prose.block_n; k++)
			assert_string_equal(
			        text_at(&s, json_pointer(&s.t.f.arena, sec->prose.blocks[k].at)),
			        sec->prose.blocks[k].text);
	}
	assert_true(found > 50);
	set_release(&s);
}

static void a_computed_total_is_where_it_would_be_typed(void **state)
{
	struct set s;

	(void)state;
	set_with(&s, "\"received\": [", "\"received\": {\"natural_person\": 4}, \"carried_in_\": [",
	         true);
	assert_string_equal(text_at(&s, "/requests/received/total"), "4");
	set_release(&s);
}

/* What stands for a missing character has another length. */
static void texts_of_two_strings_are_told_apart(void **state)
{
	struct set s;

	(void)state;
	set_with(&s, "\"overview\": [",
	         "\"overview\": [{\"heading\": \"（一）\\u4e00🦄🦄。\", \"text\": "
	         "\"🦊\\u4e00\"}, ",
	         true);
	assert_string_equal(text_at(&s, "/overview/0/heading"), "（一）一〓〓。");
	assert_string_equal(text_at(&s, "/overview/0/text"), "〓一");
	set_release(&s);
}

static void words_of_the_layout_have_no_place(void **state)
{
	struct set s;

	(void)state;
	set_with(&s, "\"overview\":",
	         "\"note\": \"一\", \"signature\": {\"organ\": \"局\", \"date\": \"2024-01-02\"}, "
	         "\"overview\":",
	         true);
	assert_string_equal(text_at(&s, "/note"), "一");
	assert_string_equal(text_at(&s, "/signature/organ"), "局");
	assert_string_equal(text_at(&s, "/signature/date"), "2024年1月2日");
	assert_non_null(strstr(text_at(&s, NULL), "一、总体情况"));
	assert_non_null(strstr(text_at(&s, NULL), "（）"));
	set_release(&s);
}

static void pages_are_the_same_without_places(void **state)
{
	struct set with, without;

	(void)state;
	set_with(&with, "", "", true);
	set_with(&without, "", "", false);
	assert_int_equal(without.pages.place_n, 0);
	assert_int_equal(with.pages.page_n, without.pages.page_n);
	for (size_t p = 0; p < with.pages.page_n; p++) {
		const struct page *x = &with.pages.pages[p], *y = &without.pages.pages[p];

		assert_int_equal(x->item_n, y->item_n);
		for (size_t i = 0; i < x->item_n; i++) {
			assert_int_equal(y->items[i].place, 0);
			assert_int_equal(x->items[i].kind, y->items[i].kind);
			if (x->items[i].kind != ITEM_RUN)
				continue;
			assert_int_equal(x->items[i].u.run.x, y->items[i].u.run.x);
			assert_int_equal(x->items[i].u.run.y, y->items[i].u.run.y);
			assert_int_equal(x->items[i].u.run.glyph_n, y->items[i].u.run.glyph_n);
		}
	}
	set_release(&with);
	set_release(&without);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(every_value_is_found_where_it_was_typed),
	        cmocka_unit_test(a_computed_total_is_where_it_would_be_typed),
	        cmocka_unit_test(texts_of_two_strings_are_told_apart),
	        cmocka_unit_test(words_of_the_layout_have_no_place),
	        cmocka_unit_test(pages_are_the_same_without_places),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
