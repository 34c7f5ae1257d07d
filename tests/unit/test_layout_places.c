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

/* How many fields belong to a value. They have its text within them, if it is there. */
static size_t fields_of(const struct set *s, const char *pointer)
{
	size_t n = 0;

	for (size_t i = 0; i < s->pages.field_n; i++) {
		const struct page_field *f = &s->pages.fields[i];
		const struct page *p = &s->pages.pages[f->page];

		if (strcmp(f->pointer, pointer) != 0)
			continue;
		n++;
		for (size_t k = 0; k < p->item_n; k++) {
			const struct page_item *it = &p->items[k];
			const char *at = page_lookup_pointer(&s->pages, it, 0);

			if (it->kind != ITEM_RUN || at == NULL || strcmp(at, pointer) != 0)
				continue;
			assert_in_range(it->u.run.x, f->x, f->x + f->w);
			assert_in_range(it->u.run.y, f->y, f->y + f->h);
		}
	}
	return n;
}

static void every_cell_is_a_field_though_it_be_blank(void **state)
{
	struct set s;

	(void)state;
	set_with(&s, "\"received\": [", "\"received\": {}, \"carried_in_\": [", true);
	for (size_t i = 0; i < s.t.r->form->section_n; i++) {
		const struct section *sec = &s.t.r->sections[i];

		for (size_t k = 0; sec->form->table != NULL && k < sec->form->table->cell_n; k++)
			assert_int_equal(fields_of(&s, sec->cells[k].pointer), 1);
	}
	assert_int_equal(fields_of(&s, "/requests/received/commercial"), 1);
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

/* GB/T 9704, 7.4.1: thick lines above and below, a thin one between, as wide as the text. */
static void an_imprint_stands_between_its_rules(void **state)
{
	struct set s;

	(void)state;
	for (size_t inner = 0; inner < 2; inner++) {
		const struct page_item *rules[2000];
		const struct page *last;
		size_t n = 0;

		set_with(&s, "\"overview\":",
		         inner > 0 ? "\"imprint\": {\"copies\": \"机关一\", \"organ\": \"局\", "
		                     "\"date\": \"2024-01-02\"}, \"overview\":"
		                   : "\"imprint\": {\"organ\": \"局\", \"date\": "
		                     "\"2024-01-02\"}, \"overview\":",
		         true);
		last = &s.pages.pages[s.pages.page_n - 1];
		for (size_t i = 0; i < last->item_n && n < COUNT(rules); i++)
			if (last->items[i].kind == ITEM_RULE)
				rules[n++] = &last->items[i];
		assert_true(n >= 2 + inner);
		for (size_t i = n - 2 - inner, k = 0; i < n; i++, k++) {
			assert_int_equal(rules[i]->u.rule.width,
			                 k == 1 && i + 1 < n ? s.style->imprint_inner_rule
			                                     : s.style->imprint_rule);
			assert_int_equal(rules[i]->u.rule.x0, s.style->page.text_left);
			assert_int_equal(rules[i]->u.rule.x1,
			                 s.style->page.text_left + s.style->page.text_width);
			assert_true(k == 0 || rules[i]->u.rule.y0 > rules[i - 1]->u.rule.y0);
		}
		set_release(&s);
	}
}

/* The kind of the tag, on the last page, of what is printed of the value at a pointer. */
static int tag_kind_at(const struct set *s, const char *pointer)
{
	const struct page *last = &s->pages.pages[s->pages.page_n - 1];

	for (size_t i = 0; i < last->item_n; i++) {
		const struct page_item *it = &last->items[i];

		if (it->kind == ITEM_RUN && it->tag >= 0 && it->u.run.glyph_n > 0 &&
		    is_equal(page_lookup_pointer(&s->pages, it, it->u.run.glyphs[0].off), pointer))
			return (int)s->pages.tags[it->tag].kind;
	}
	return -1;
}

/* Who gets copies is a paragraph, who printed the report and when is the next one. */
static void the_lines_of_an_imprint_are_paragraphs(void **state)
{
	struct set s;

	(void)state;
	set_with(&s, "\"overview\":",
	         "\"imprint\": {\"copies\": \"机关一\", \"organ\": \"局\", "
	         "\"date\": \"2024-01-02\"}, \"overview\":",
	         true);
	assert_int_equal(tag_kind_at(&s, "/imprint/copies"), TAG_P);
	assert_int_equal(tag_kind_at(&s, "/imprint/organ"), TAG_P);
	set_release(&s);
}

static void pages_are_the_same_without_places(void **state)
{
	struct set with, without;

	(void)state;
	set_with(&with, "", "", true);
	set_with(&without, "", "", false);
	assert_int_equal(without.pages.place_n, 0);
	assert_int_equal(without.pages.field_n, 0);
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
	        cmocka_unit_test(every_cell_is_a_field_though_it_be_blank),
	        cmocka_unit_test(a_computed_total_is_where_it_would_be_typed),
	        cmocka_unit_test(texts_of_two_strings_are_told_apart),
	        cmocka_unit_test(words_of_the_layout_have_no_place),
	        cmocka_unit_test(an_imprint_stands_between_its_rules),
	        cmocka_unit_test(the_lines_of_an_imprint_are_paragraphs),
	        cmocka_unit_test(pages_are_the_same_without_places),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
