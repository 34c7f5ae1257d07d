/* SPDX-License-Identifier: MIT */
#include "layout_bench.h"

/* A report whose overview is n times one sentence of ten characters. */
static const char *long_overview(struct arena *a, size_t n)
{
	struct buf b = {0};
	const char *text;

	buf_puts(&b, "\"overview\": [\"");
	for (size_t i = 0; i < n; i++)
		buf_puts(&b, "本机关依照条例公开政府信息");
	buf_puts(&b, "。\"], \"problems_\": [\"");
	text = arena_strndup(a, b.p, b.n);
	buf_release(&b);
	return text;
}

static void a_full_page_of_text_has_22_baselines_of_28_characters(void **state)
{
	struct set s = {0};
	struct arena a = {0};
	const char *report;
	lu last = 0;
	int lines = 0;

	(void)state;
	report = arena_printf(&a,
	                      "{\"title\":\"题\",\"organ\":\"机\",\"year\":2024,%s\"],"
	                      "\"disclosure\":{},\"requests\":{},\"review\":{},\"problems\":[],"
	                      "\"other_matters\":[]}",
	                      long_overview(&a, 150));
	trial_shipped(&s.t, strstr(report, "{"));
	set_report(&s, true);
	for (size_t i = 0; i < s.pages.pages[1].item_n; i++) {
		const struct page_item *item = &s.pages.pages[1].items[i];

		if (item->kind != ITEM_RUN || item->tag < 0)
			continue;
		assert_int_equal(item->u.run.x, s.style->page.text_left);
		assert_int_equal(item->u.run.glyph_n, 28);
		for (size_t g = 1; g < 28; g++)
			assert_in_range(item->u.run.glyphs[g].x - item->u.run.glyphs[g - 1].x,
			                s.style->body.pitch, s.style->body.pitch + 1);
		if (lines++ > 0)
			assert_in_range(item->u.run.y - last, s.style->body.line,
			                s.style->body.line + 1);
		last = item->u.run.y;
	}
	assert_int_equal(lines, 22);
	arena_release(&a);
	set_release(&s);
}

/* Where a run's ink may be: from its first pen to its last, within the text area's edges. */
static void assert_inside(const struct set *s, const struct page_item *item)
{
	const struct page_style *p = &s->style->page;
	lu slack = s->style->body.pitch / 2 + 1; /* the blank half of a mark at a line's edge */

	if (item->kind == ITEM_RULE) {
		assert_in_range(item->u.rule.x0, p->text_left - LU_PER_PT,
		                p->text_left + p->text_width + LU_PER_PT);
		assert_in_range(item->u.rule.y1, p->text_top,
		                p->text_top + p->text_height + LU_PER_PT);
	} else if (item->kind == ITEM_RUN && item->tag >= 0) {
		assert_in_range(item->u.run.x, p->text_left - slack, p->text_left + p->text_width);
		assert_in_range(item->u.run.y, p->text_top, p->text_top + p->text_height);
	}
}

static void everything_stands_inside_the_text_area(void **state)
{
	struct set s;

	(void)state;
	set_changed(&s, "", "");
	assert_int_equal(s.rc, RC_OK);
	assert_true(s.pages.page_n > 1);
	for (size_t p = 0; p < s.pages.page_n; p++)
		for (size_t i = 0; i < s.pages.pages[p].item_n; i++)
			assert_inside(&s, &s.pages.pages[p].items[i]);
	set_release(&s);
}

/* No two rules of a page cover the same stretch of the same boundary. */
static void no_rule_is_drawn_twice(void **state)
{
	struct set s;

	(void)state;
	set_changed(&s, "", "");
	for (size_t p = 0; p < s.pages.page_n; p++) {
		const struct page *page = &s.pages.pages[p];

		for (size_t i = 0; i < page->item_n; i++) {
			const struct page_item *a = &page->items[i];

			for (size_t k = i + 1; k < page->item_n && a->kind == ITEM_RULE; k++) {
				const struct page_item *b = &page->items[k];
				bool across = a->u.rule.y0 == a->u.rule.y1;

				if (b->kind != ITEM_RULE ||
				    across != (b->u.rule.y0 == b->u.rule.y1))
					continue;
				if (across && a->u.rule.y0 == b->u.rule.y0)
					assert_true(a->u.rule.x1 <= b->u.rule.x0 ||
					            b->u.rule.x1 <= a->u.rule.x0);
				if (!across && a->u.rule.x0 == b->u.rule.x0)
					assert_true(a->u.rule.y1 <= b->u.rule.y0 ||
					            b->u.rule.y1 <= a->u.rule.y0);
			}
		}
	}
	set_release(&s);
}

static size_t runs_of_tag(const struct set *s, int tag, size_t *ret_page)
{
	size_t n = 0;

	for (size_t p = 0; p < s->pages.page_n; p++)
		for (size_t i = 0; i < s->pages.pages[p].item_n; i++) {
			const struct page_item *item = &s->pages.pages[p].items[i];

			if (item->kind == ITEM_RUN && item->tag == tag) {
				n += item->u.run.glyph_n;
				*ret_page = p;
			}
		}
	return n;
}

/* Each cell's glyphs are content once, on the page of its first row; what comes again is not. */
static void every_cell_is_content_once(void **state)
{
	struct set s;
	size_t cells = 0, page;

	(void)state;
	set_changed(&s, "", "");
	for (size_t i = 0; i < s.pages.tag_n; i++) {
		const struct tag *t = &s.pages.tags[i];

		assert_true(t->parent < (int)i);
		if (t->kind != TAG_TH && t->kind != TAG_TD)
			continue;
		cells++;
		if (runs_of_tag(&s, (int)i, &page) == 0)
			fail_msg("tag %zu has no content", i);
		for (size_t h = 0; h < tag_header_count(t); h++)
			assert_int_equal(s.pages.tags[tag_header(t, h)].kind, TAG_TH);
	}
	/* 三: 10 heads, 30 labels, 175 figures; 四: 19 and 15; 二: 14 heads, 6 labels, 10 figures
	 */

	assert_int_equal(cells, 10 + 30 + 175 + 19 + 15 + 14 + 6 + 10);
	set_release(&s);
}

/* A table of its own with the heads of form three and 40 rows, more than a page. */
static void set_long_table(struct set *s)
{
	struct buf to = {0};

	buf_puts(&to, "\"overview\": [{\"table\": {\"columns\": [{\"text\": \"申请人情况\", "
	              "\"children\": [{\"text\": \"自然人\"}, {\"text\": \"其他\"}]}], "
	              "\"rows\": [{\"text\": \"三、本年度办理结果\", \"children\": [");
	for (int i = 0; i < 40; i++)
		buf_puts(&to, i == 0 ? "{\"text\": \"行\", \"values\": [1, 2]}"
		                     : ", {\"text\": \"行\", \"values\": [1, 2]}");
	buf_puts(&to, "]}]}}, ");
	buf_put(&to, "", 1);
	set_changed(s, "\"overview\": [", (const char *)to.p);
	buf_release(&to);
}

static void heads_come_again_on_every_further_page_as_artifacts(void **state)
{
	struct set s;
	size_t again = 0;

	(void)state;
	set_long_table(&s);
	for (size_t p = 0; p < s.pages.page_n; p++) {
		if (count_runs(&s, p, PAGE_ARTIFACT_PAGINATION, "申请人情况") == 0)
			continue;
		again++;
		assert_int_equal(count_runs(&s, p, PAGE_ARTIFACT_PAGINATION, "自然人"), 1);
		assert_int_equal(count_runs(&s, p, PAGE_ARTIFACT_PAGINATION, "三、"), 1);
	}
	assert_int_equal(again, 1);
	set_release(&s);
}

/* Form three fits its page with tighter rows only, and is not cut for what is left of another. */
static void a_table_that_misses_its_page_by_little_stands_whole(void **state)
{
	struct set s;

	(void)state;
	set_changed(&s, "", "");
	for (size_t p = 0; p < s.pages.page_n; p++)
		assert_int_equal(count_runs(&s, p, PAGE_ARTIFACT_PAGINATION, "申请人情况"), 0);
	set_release(&s);
}

static void page_numbers_stand_outside_right_and_left(void **state)
{
	struct set s;
	const struct page_style *p;

	(void)state;
	set_changed(&s, "", "");
	p = &s.style->page;
	for (size_t n = 0; n < s.pages.page_n; n++) {
		const struct page *page = &s.pages.pages[n];
		bool found = false;

		for (size_t i = 0; i < page->item_n; i++) {
			const struct page_item *item = &page->items[i];

			if (!is_run(item, PAGE_ARTIFACT_PAGINATION, "—") ||
			    item->u.run.y < p->text_top + p->text_height)
				continue;
			if (!found && n % 2 == 1)
				assert_int_equal(item->u.run.x,
				                 p->text_left + s.style->number.pitch);
			if (!found && n % 2 == 0)
				assert_true(item->u.run.x > p->text_left + p->text_width / 2);
			found = true;
		}
		assert_true(found);
	}
	set_release(&s);
}

static void a_heading_is_never_the_last_on_its_page(void **state)
{
	(void)state;
	for (size_t n = 20; n < 60; n++) {
		struct set s = {0};
		struct arena a = {0};

		trial_shipped(&s.t,
		              arena_printf(&a,
		                           "{\"title\":\"题\",\"organ\":\"机\",\"year\":2024,"
		                           "%s\"],\"disclosure\":{},\"requests\":{},\"review\":{},"
		                           "\"problems\":[\"一二三\"],\"other_matters\":[]}",
		                           long_overview(&a, n)));
		set_report(&s, true);
		for (size_t p = 0; p < s.pages.page_n; p++) {
			int last = -1;
			lu low = 0;

			for (size_t i = 0; i < s.pages.pages[p].item_n; i++) {
				const struct page_item *item = &s.pages.pages[p].items[i];

				if (item->kind == ITEM_RUN && item->tag >= 0 &&
				    item->u.run.y > low) {
					low = item->u.run.y;
					last = item->tag;
				}
			}
			/* The very last heading has nothing to stay with. */
			if (last >= 0 && p + 1 < s.pages.page_n)
				assert_int_not_equal(s.pages.tags[last].kind, TAG_H2);
		}
		arena_release(&a);
		set_release(&s);
	}
}

static void a_character_no_font_has_is_named_at_its_place(void **state)
{
	struct set s;
	const struct diag *d;

	(void)state;
	set_changed(&s, "\"overview\": [", "\"overview\": [\"\\u4e00🦄\", ");
	assert_int_equal(s.rc, RC_INPUT);
	d = fixture_only(&s.t.f);
	assert_string_equal(d->place.rule, "GLYPH");
	assert_string_equal(d->place.pointer, "/overview/0");
	assert_memory_equal(s.t.f.source.text + d->place.off, "🦄", 4);
	assert_non_null(strstr(d->message, "U+1F984"));
	set_release(&s);
}

static void a_lost_character_of_a_run_in_heading_is_named_in_its_own_string(void **state)
{
	static const struct {
		const char *pointer, *character;
	} expected[] = {{"/overview/0/heading", "🦄"}, {"/overview/0/text", "🦊"}};
	const struct diag *d;
	size_t n = 0;
	struct set s;

	(void)state;
	set_changed(&s, "\"overview\": [",
	            "\"overview\": [{\"heading\": \"（一）\\u4e00🦄。\", \"text\": "
	            "\"\\u4e00🦊\"}, ");
	assert_int_equal(s.rc, RC_INPUT);
	for (d = s.t.f.dl.first; d != NULL; d = d->next) {
		if (strcmp(d->place.rule, "GLYPH") != 0)
			continue;
		assert_true(n < 2);
		assert_string_equal(d->place.pointer, expected[n].pointer);
		assert_memory_equal(s.t.f.source.text + d->place.off, expected[n].character, 4);
		n++;
	}
	assert_int_equal(n, 2);
	set_release(&s);
}

/* An overview of `before`, n times `mark`, and 一. */
static void set_marks(struct set *s, const char *before, size_t n, bool force)
{
	struct buf b = {0};

	*s = (struct set){0};
	buf_puts(&b, "\"overview\": [\"");
	buf_puts(&b, before);
	for (size_t i = 0; i < n; i++)
		buf_puts(&b, "\u0301");
	buf_puts(&b, "一\", ");
	trial_changed(&s->t, "\"overview\": [", b.p);
	buf_release(&b);
	set_report(s, force);
}

static void a_sign_of_too_many_characters_is_named_at_its_place(void **state)
{
	const struct diag *d;
	struct set s;

	(void)state;
	set_marks(&s, "一q", 126, false);
	assert_int_equal(s.rc, RC_OK);
	assert_null(s.t.f.dl.first);
	set_release(&s);
	set_marks(&s, "一q", 127, false);
	assert_int_equal(s.rc, RC_INPUT);
	d = fixture_only(&s.t.f);
	assert_string_equal(d->place.rule, "GLYPH");
	assert_string_equal(d->place.pointer, "/overview/0");
	assert_memory_equal(s.t.f.source.text + d->place.off, "q\u0301", 3);
	assert_non_null(strstr(d->message, "127"));
	set_release(&s);
}

static void a_draft_has_a_mark_for_a_sign_of_too_many_characters(void **state)
{
	static const char *const before[] = {"q", "🦄"};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct set s;
		bool found = false;

		set_marks(&s, before[i], 400, true);
		assert_int_equal(s.rc, RC_OK);
		for (size_t k = 0; k < s.pages.pages[0].item_n; k++) {
			const struct page_item *item = &s.pages.pages[0].items[k];

			found |= item->kind == ITEM_RUN && strcmp(item->u.run.text, "〓一") == 0;
		}
		assert_true(found);
		set_release(&s);
	}
}

static void tabs_and_controls_have_words_of_their_own(void **state)
{
	static const struct {
		const char *typed, *message;
	} cases[] = {
	        {"\\t", "a tab (U+0009)"},
	        {"\\u0007", "control character U+0007"},
	        {"\\u0000", "U+0000"}, /* and nothing about U+FFFD */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct arena a = {0};
		const struct diag *d;
		struct set s;

		set_changed(&s, "\"overview\": [",
		            arena_printf(&a, "\"overview\": [\"一%s一\", ", cases[i].typed));
		d = fixture_only(&s.t.f);
		assert_string_equal(d->place.rule, "GLYPH");
		assert_non_null(strstr(d->message, cases[i].message));
		arena_release(&a);
		set_release(&s);
	}
}

/* A table is set at several sizes, and in landscape: its faults are the same each time. */
static void a_fault_in_a_table_is_found_once(void **state)
{
	static const char *const tables[] = {
	        "\"columns\": [{\"text\": \"一\\t一\"}], \"rows\": [{\"values\": [1]}]",
	        "\"columns\": [{\"text\": \"一\"}], \"rows\": [{\"values\": [\"一\\t一\"]}]",
	        "\"columns\": [{\"text\": \"一\"}], \"rows\": [{\"text\": \"一\\t一\", \"values\": "
	        "[1]}]",
	        "\"caption\": \"一\\t一\", \"columns\": [{\"text\": \"一\"}], \"rows\": "
	        "[{\"values\": [1]}]",
	};

	(void)state;
	for (size_t i = 0; i < 2 * COUNT(tables); i++) {
		struct arena a = {0};
		struct set s = {0};

		trial_changed(
		        &s.t, "\"overview\": [",
		        arena_printf(&a, "\"overview\": [{\"table\": {%s}}, ", tables[i / 2]));
		set_report(&s, /*force*/ i % 2 > 0);
		assert_string_equal(fixture_only(&s.t.f)->place.rule, "GLYPH");
		arena_release(&a);
		set_release(&s);
	}
}

/* The faults of a table and of its caption are all found in one run. */
static void the_caption_of_a_faulty_table_is_looked_at(void **state)
{
	struct set s;

	(void)state;
	set_changed(&s, "\"overview\": [",
	            "\"overview\": [\"一🦄\", {\"table\": {\"caption\": \"一\\t一\", "
	            "\"columns\": [{\"text\": "
	            "\"一\\t一\"}], \"rows\": [{\"values\": [1]}]}}, ");
	assert_int_equal(s.t.f.dl.error_n, 3);
	set_release(&s);
}

static void a_variant_that_no_face_has_is_a_warning(void **state)
{
	static const struct {
		const char *typed;
		size_t warning_n;
	} cases[] = {
	        {"一\U000E0100", 1},
	        {"一\U000E0100一\U000E0100", 1},
	        {"一\U000E0100一\U000E0101", 2},
	        {"一。\uFE00", 0}, /* the faces of the tests have it */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a = {0};
		struct set s;

		set_changed(&s, "\"overview\": [",
		            arena_printf(&a,
		                         "\"overview\": [\"%s\", {\"table\": {\"columns\": "
		                         "[{\"text\": \"一\"}], "
		                         "\"rows\": [{\"values\": [\"%s\"]}]}}, ",
		                         cases[i].typed, cases[i].typed));
		assert_int_equal(s.rc, RC_OK);
		assert_int_equal(s.t.f.dl.warning_n, 2 * cases[i].warning_n);
		for (const struct diag *d = s.t.f.dl.first; d != NULL; d = d->next) {
			assert_string_equal(d->place.rule, "FONT");
			assert_non_null(strstr(d->message, "“一” (U+4E00) that U+E010"));
			assert_memory_equal(s.t.f.source.text + d->place.off, "\U000E0100", 3);
		}
		arena_release(&a);
		set_release(&s);
	}
}

/* Pages are set from left to right only: a word of the other direction would read backwards. */
static void a_word_from_right_to_left_is_an_error(void **state)
{
	const struct diag *d;
	struct set s;

	(void)state;
	set_changed(&s, "\"overview\": [",
	            "\"overview\": [\"一\u05E9\u05DC\u05D5\u05DD一\u0626\", ");
	assert_int_equal(s.rc, RC_INPUT);
	d = fixture_only(&s.t.f);
	assert_string_equal(d->place.rule, "GLYPH");
	assert_non_null(
	        strstr(d->message, "U+05E9 belongs to a script that is written from right"));
	set_release(&s);
}

static void of_many_missing_characters_the_first_are_named_once_and_the_rest_counted(void **state)
{
	const struct diag *d;
	struct buf b = {0};
	size_t n = 0;
	struct set s;

	(void)state;
	buf_puts(&b, "\"overview\": [\"");
	for (int i = 0; i < 2 * 150; i++)
		buf_put_utf8(&b, 0x40000 + (uint32_t)(i % 150));
	buf_puts(&b, "\", ");
	set_changed(&s, "\"overview\": [", b.p);
	for (d = s.t.f.dl.first; d->next != NULL; d = d->next)
		assert_memory_equal(s.t.f.source.text + d->place.off, b.p + 14 + 4 * n++, 4);
	assert_int_equal(n, 100);
	assert_non_null(strstr(d->message, "50 other"));
	buf_release(&b);
	set_release(&s);
}

static void a_draft_has_its_mark_under_each_page_and_others_for_lost_characters(void **state)
{
	struct set s = {0};
	size_t marks = 0;

	(void)state;
	trial_changed(&s.t, "\"overview\": [", "\"overview\": [\"一🦄\", ");
	s.draft = true;
	set_report(&s, true);
	assert_int_equal(s.rc, RC_OK);
	assert_int_equal(s.t.f.dl.error_n, 1);
	for (size_t p = 0; p < s.pages.page_n; p++) {
		assert_int_equal(s.pages.pages[p].items[0].tag, PAGE_ARTIFACT_WATERMARK);
		for (size_t i = 0; i < s.pages.pages[p].item_n; i++) {
			const struct page_item *item = &s.pages.pages[p].items[i];

			marks += item->kind == ITEM_RUN && item->u.run.text != NULL &&
			         strcmp(item->u.run.text, "一〓") == 0;
		}
	}
	assert_int_equal(marks, 1);
	set_release(&s);
}

static void pages_are_no_draft_unless_they_are_marked(void **state)
{
	struct set s = {0};

	(void)state;
	trial_changed(&s.t, "", "");
	set_report(&s, true);
	assert_int_equal(s.pages.pages[0].items[0].tag, 1);
	set_release(&s);
}

static void headings_skip_no_level(void **state)
{
	struct set s;
	int last = 0;

	(void)state;
	set_changed(&s, "\"overview\": [", "\"overview\": [{\"heading\":\"（1）一\"}, ");
	for (size_t i = 0; i < s.pages.tag_n; i++) {
		int level = (int)s.pages.tags[i].kind - TAG_H1 + 1;

		if (s.pages.tags[i].kind < TAG_H1 || s.pages.tags[i].kind > TAG_H6)
			continue;
		assert_true(level <= last + 1);
		last = level;
	}
	assert_true(last > 0);
	set_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_full_page_of_text_has_22_baselines_of_28_characters),
	        cmocka_unit_test(everything_stands_inside_the_text_area),
	        cmocka_unit_test(no_rule_is_drawn_twice),
	        cmocka_unit_test(every_cell_is_content_once),
	        cmocka_unit_test(heads_come_again_on_every_further_page_as_artifacts),
	        cmocka_unit_test(a_table_that_misses_its_page_by_little_stands_whole),
	        cmocka_unit_test(page_numbers_stand_outside_right_and_left),
	        cmocka_unit_test(a_heading_is_never_the_last_on_its_page),
	        cmocka_unit_test(a_character_no_font_has_is_named_at_its_place),
	        cmocka_unit_test(a_lost_character_of_a_run_in_heading_is_named_in_its_own_string),
	        cmocka_unit_test(a_sign_of_too_many_characters_is_named_at_its_place),
	        cmocka_unit_test(a_draft_has_a_mark_for_a_sign_of_too_many_characters),
	        cmocka_unit_test(tabs_and_controls_have_words_of_their_own),
	        cmocka_unit_test(a_fault_in_a_table_is_found_once),
	        cmocka_unit_test(the_caption_of_a_faulty_table_is_looked_at),
	        cmocka_unit_test(a_variant_that_no_face_has_is_a_warning),
	        cmocka_unit_test(a_word_from_right_to_left_is_an_error),
	        cmocka_unit_test(
	                of_many_missing_characters_the_first_are_named_once_and_the_rest_counted),
	        cmocka_unit_test(
	                a_draft_has_its_mark_under_each_page_and_others_for_lost_characters),
	        cmocka_unit_test(pages_are_no_draft_unless_they_are_marked),
	        cmocka_unit_test(headings_skip_no_level),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
