/* SPDX-License-Identifier: MIT */
/* What a PDF shows, where, and with which text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>

#include "pdf_replay.h"

/* Compares what is shown with the runs, glyph by glyph. */
static void assert_positions(const struct viewer *v, const struct page *page)
{
	size_t k = 0;

	for (size_t i = 0; i < page->item_n; i++) {
		const struct page_item *it = &page->items[i];

		for (size_t g = 0; it->kind == ITEM_RUN && g < it->u.run.glyph_n; g++, k++) {
			bool turned = it->u.run.rotate == 45;
			double cosine = turned ? 0.70710678 : 1, sine = turned ? cosine : 0;
			double along = it->u.run.glyphs[g].x / 1024.0;
			/* Up to an eighth of an em it is the glyph's outline that is raised. */
			bool outline = abs(it->u.run.glyphs[g].dy) <= it->u.run.size / 8;
			double up = outline ? 0 : it->u.run.glyphs[g].dy / 1024.0;
			double x = it->u.run.x / 1024.0, y = page->height / 1024.0;

			x += along * cosine - up * sine;
			y += along * sine + up * cosine - it->u.run.y / 1024.0;
			assert_true(k < v->seen.glyph_n);
			assert_true(fabs(v->seen.glyphs[k].x - x) < 0.02);
			assert_true(fabs(v->seen.glyphs[k].y - y) < 0.02);
		}
	}
	assert_int_equal(k, v->seen.glyph_n);
}

static void glyphs_land_where_layout_put_them(void **state)
{
	struct sample *s = *state;
	struct pdf_file p;

	sample_report(s);
	pdf_open(&p, s);
	for (size_t i = 0; i < s->pl.page_n; i++) {
		struct viewer *v = open_view(&p, i);

		assert_positions(v, &s->pl.pages[i]);
		close_view(v);
	}
	pdf_close(&p);
}

/* A justified line of Latin and Han with odd advances. */
static void positions_do_not_drift_along_an_uneven_line(void **state)
{
	struct sample *s = *state;
	const struct sample_style latin = {.role = "digits", .size = 10809, .tracking = 61};
	int para = begin_paragraph(s);
	struct pdf_file p;
	struct viewer *v;

	sample_text(s, &latin, AT(0, para, 85.001, 100),
	            "The 2024 report; average 3.1415 (fi, AV, To), and so on to the margin of it.");
	for (size_t i = 0; i < last_item(s)->u.run.glyph_n; i++) {
		last_glyphs(s)[i].x += (lu)(i * 13 + (i % 7) * 97);
		last_glyphs(s)[i].dy = i % 11 == 5 ? 700 : 0;
	}
	pdf_open(&p, s);
	v = open_view(&p, 0);
	assert_int_equal(v->seen.glyph_n, 76);
	assert_positions(v, &s->pl.pages[0]);
	close_view(v);
	pdf_close(&p);
}

/* Every third gap is off by 1.47/1000 em: rounding it alone would add up to a third of a point. */
static void roundings_do_not_add_up(void **state)
{
	struct sample *s = *state;
	const struct sample_style large = {.role = "digits", .size = PT(30)};
	int para = begin_paragraph(s);
	struct pdf_file p;
	struct viewer *v;

	sample_text(s, &large, AT(0, para, 10, 100),
	            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
	for (size_t i = 0; i < last_item(s)->u.run.glyph_n; i++)
		last_glyphs(s)[i].x += (lu)(i / 3 * 45);
	pdf_open(&p, s);
	v = open_view(&p, 0);
	assert_positions(v, &s->pl.pages[0]);
	close_view(v);
	pdf_close(&p);
}

static void turned_text_goes_on_where_its_first_part_ended(void **state)
{
	struct sample *s = *state;
	const struct sample_style turned = {.role = "小标宋", .size = PT(16), .rotate = 45};
	int para = begin_paragraph(s);
	struct pdf_file p;
	struct viewer *v;

	sample_text(s, &turned, AT(0, para, 100, 400), "一二三四");
	last_glyphs(s)[1].len = 6; /* in a sequence of its own */
	last_glyphs(s)[2].len = 0;
	pdf_open(&p, s);
	v = open_view(&p, 0);
	assert_stretches(v, "P Span P ");
	assert_positions(v, &s->pl.pages[0]);
	close_view(v);
	pdf_close(&p);
}

static void even_spacing_needs_no_single_corrections(void **state)
{
	struct sample *s = *state;
	const struct sample_style spaced = {.role = "小标宋", .size = PT(16), .tracking = 137};
	int para = begin_paragraph(s);
	struct pdf_file p;
	char *content;

	sample_text(s, &spaced, AT(0, para, 100, 100), "一二三四五六七八九十");
	pdf_open(&p, s);
	content = stream_text(&p, pdf_at(&p, qpdf_get_page_n(p.q, 0), "/Contents", NULL));
	assert_non_null(strstr(content, "0.134 Tc\n"));
	assert_non_null(strstr(content, "[<0001000200030004000500060007000800090"));
	assert_null(strstr(content, ">-"));
	free(content);
	pdf_close(&p);
}

static void copied_text_is_the_source_text(void **state)
{
	struct sample *s = *state;
	struct buf want = {0}, got = {0};
	struct pdf_file p;

	sample_report(s);
	pdf_open(&p, s);
	for (size_t i = 0; i < s->pl.page_n; i++) {
		struct viewer *v = open_view(&p, i);

		code_texts(v, &got);
		close_view(v);
		for (size_t k = 0; k < s->pl.pages[i].item_n; k++) {
			const struct page_item *it = &s->pl.pages[i].items[k];

			if (it->kind == ITEM_RUN)
				buf_puts(&want, it->u.run.text);
		}
	}
	assert_non_null(strstr(want.p, "\U00020164")); /* U+20164: the sample has it */
	assert_string_equal(got.p, want.p);
	buf_release(&want);
	buf_release(&got);
	pdf_close(&p);
}

/* Is the i-th glyph on the page this one of the face? */
static bool shows(const struct viewer *v, size_t i, const struct font *face,
                  const struct font_glyph *glyph)
{
	const struct view_font *f = v->fonts.fonts[v->seen.glyphs[i].font];
	struct font_embedded *e = font_embedded_open(f->program.p, f->program.n);
	bool is_it;

	assert_non_null(e);
	is_it = font_embedded_is(e, f->codes[v->seen.glyphs[i].code].glyph, face, glyph);
	font_embedded_close(e);
	return is_it;
}

static void assert_shown(const struct viewer *v, size_t i, const struct font *face,
                         const struct run_glyph *g)
{
	const struct font_glyph glyph = {.gid = g->gid, .left = g->left, .right = g->right};

	assert_true(shows(v, i, face, &glyph));
}

static void characters_that_share_a_glyph_keep_their_text(void **state)
{
	struct sample *s = *state;
	int para = begin_paragraph(s);
	struct buf got = {0};
	struct pdf_file p;
	struct viewer *v;

	sample_text(s, &song, AT(0, para, 100, 100), "一一一");
	last_item(s)->u.run.text = "一\u2f00一"; /* the radical looks the same */
	pdf_open(&p, s);
	v = open_view(&p, 0);
	code_texts(v, &got);
	assert_string_equal(got.p, "一\u2f00一");
	assert_int_equal(v->seen.glyphs[0].code, v->seen.glyphs[2].code);
	assert_int_not_equal(v->seen.glyphs[0].code, v->seen.glyphs[1].code);
	/* A charset gives each glyph one CID only, so the subset has this one twice. */
	assert_shown(v, 0, last_item(s)->u.run.font, &last_glyphs(s)[0]);
	assert_shown(v, 1, last_item(s)->u.run.font, &last_glyphs(s)[0]);
	buf_release(&got);
	close_view(v);
	pdf_close(&p);
}

static void truetype_glyphs_may_have_two_codes(void **state)
{
	const struct sample_style latin = {.role = "digits", .size = PT(16)};
	struct sample *s = *state;
	int para = begin_paragraph(s);
	struct buf got = {0};
	struct pdf_file p;
	struct viewer *v;

	sample_text(s, &latin, AT(0, para, 100, 100), "BKKb");
	last_item(s)->u.run.text = "BK\u212ab"; /* the kelvin sign looks the same */
	last_glyphs(s)[2].len = 3;
	last_glyphs(s)[3].off = 5;
	pdf_open(&p, s);
	v = open_view(&p, 0);
	code_texts(v, &got);
	assert_string_equal(got.p, "BK\u212ab");
	for (unsigned i = 0; i < 4; i++) {
		assert_int_equal(v->seen.glyphs[i].code, i + 1);
		assert_shown(v, i, last_item(s)->u.run.font, &last_glyphs(s)[i]);
	}
	assert_int_equal(v->fonts.fonts[0]->codes[2].glyph, v->fonts.fonts[0]->codes[3].glyph);
	buf_release(&got);
	close_view(v);
	pdf_close(&p);
}

/* All codes are there, in sections of at most 100 whose codes share the first byte. */
static void check_sections(const char *cmap, unsigned codes)
{
	unsigned next = 1;
	const char *at = cmap;

	while ((at = strstr(at, " beginbfchar\n")) != NULL) {
		const char *count = at;
		int entries;

		while (count > cmap && count[-1] != '\n')
			count--;
		entries = atoi(count);
		assert_in_range(entries, 1, 100);
		assert_int_equal(next >> 8, (next + (unsigned)entries - 1) >> 8);
		at = strchr(at, '\n') + 1;
		for (int i = 0; i < entries; i++) {
			char want[16];

			/* Code 32 is a space in every file. */
			snprintf(want, sizeof(want), next == 32 ? "<%04X><0020>" : "<%04X><", next);
			next++;
			assert_memory_equal(at, want, strlen(want));
			at = strchr(at, '\n') + 1;
		}
		assert_memory_equal(at, "endbfchar\n", 10);
	}
	assert_int_equal(next, codes + 1);
}

/* Some programs lose codes of a section whose first bytes differ. */
static void sections_of_a_cmap_do_not_cross_a_byte_border(void **state)
{
	enum { CODES = 600 }; /* of the text; the space is one more */
	struct sample *s = *state;
	int para = begin_paragraph(s);
	struct buf text = {0};
	struct pdf_file p;
	char *cmap;

	for (uint32_t i = 0; i < CODES; i++)
		buf_puts(&text, "一");
	sample_text(s, &song, AT(0, para, 100, 100), text.p);
	buf_clear(&text);
	for (uint32_t i = 0; i < CODES; i++) {
		char character[4];

		buf_put(&text, character, utf8_encode(0x4e00 + i * 3, character));
	}
	last_item(s)->u.run.text = text.p;
	pdf_open(&p, s);
	cmap = stream_text(&p, pdf_at(&p, qpdf_get_page_n(p.q, 0), "/Resources", "/Font", "/F0",
	                              "/ToUnicode", NULL));
	check_sections(cmap, CODES + 1);
	free(cmap);
	buf_release(&text);
	pdf_close(&p);
}

static void a_ligature_maps_to_all_its_characters(void **state)
{
	struct sample *s = *state;
	int para = begin_paragraph(s);
	struct buf got = {0};
	struct pdf_file p;
	struct viewer *v;

	sample_text(s, &song, AT(0, para, 100, 100), "一二三");
	last_item(s)->u.run.glyph_n = 1;
	last_glyphs(s)[0].len = 9;
	pdf_open(&p, s);
	v = open_view(&p, 0);
	code_texts(v, &got);
	assert_string_equal(got.p, "一二三");
	assert_explained(v, NULL);
	buf_release(&got);
	close_view(v);
	pdf_close(&p);
}

static void glyphs_of_one_character_have_actual_text(void **state)
{
	struct sample *s = *state;
	int para = begin_paragraph(s);
	struct buf got = {0};
	struct pdf_file p;
	struct viewer *v;

	sample_text(s, &song, AT(0, para, 100, 100), "一二三四");
	last_glyphs(s)[1].len = 6;
	last_glyphs(s)[2].len = 0;
	pdf_open(&p, s);
	v = open_view(&p, 0);
	code_texts(v, &got);
	assert_string_equal(got.p, "一二三\u200b四");
	assert_explained(v, "二三");
	assert_stretches(v, "P Span P ");
	assert_int_equal(mcid_of(v, 0), 0);
	assert_int_equal(mcid_of(v, 2), 1);
	assert_int_equal(mcid_of(v, 3), 2);
	assert_positions(v, &s->pl.pages[0]);
	buf_release(&got);
	close_view(v);
	pdf_close(&p);
}

/*
 * Half an em back and slightly more: the excess is dropped, and what follows is where it should be.
 */
static void a_mark_in_the_blank_half_of_another_stays_in_its_line(void **state)
{
	struct sample *s = *state;
	int para = begin_paragraph(s);
	struct pdf_file p;
	struct viewer *v;

	sample_text(s, &song, AT(0, para, 100, 100), "一二三");
	last_glyphs(s)[1].x = PT(16) * 494 / 1000;
	last_glyphs(s)[2].x = PT(16) * 3 / 2;
	pdf_open(&p, s);
	v = open_view(&p, 0);
	assert_explained(v, NULL);
	assert_true(fabs(v->seen.glyphs[1].x - v->seen.glyphs[0].x - 16 * 0.501) < 0.009);
	assert_true(fabs(v->seen.glyphs[2].x - v->seen.glyphs[0].x - 24) < 0.02);
	close_view(v);
	pdf_close(&p);
}

static void marks_drawn_over_each_other_share_actual_text(void **state)
{
	struct sample *s = *state;
	int para = begin_paragraph(s);
	struct pdf_file p;
	struct viewer *v;

	sample_text(s, &song, AT(0, para, 100, 100), "一二三四");
	last_glyphs(s)[1].x = PT(16) / 2;
	last_glyphs(s)[2].x = PT(16) * 6 / 10;
	last_glyphs(s)[3].x = PT(16) * 2;
	pdf_open(&p, s);
	v = open_view(&p, 0);
	assert_explained(v, "一二三");
	assert_stretches(v, "Span P ");
	assert_positions(v, &s->pl.pages[0]);
	close_view(v);
	pdf_close(&p);
}

/* The first is raised by 10/1000 em, as a glyph of its own; the second by too much for that. */
static void small_shifts_are_in_the_outline(void **state)
{
	struct sample *s = *state;
	int para = begin_paragraph(s);
	struct pdf_file p;
	struct viewer *v;
	char *content;

	sample_text(s, &song, AT(0, para, 100, 100), "一一一");
	last_glyphs(s)[0].dy = PT(16) / 100;
	last_glyphs(s)[1].dy = PT(2.5);
	pdf_open(&p, s);
	content = stream_text(&p, pdf_at(&p, qpdf_get_page_n(p.q, 0), "/Contents", NULL));
	assert_non_null(strstr(content, "[<0001>]TJ\n2.5 Ts\n[<0002>]TJ\n0 Ts\n[<0002>]TJ\n"));
	v = open_view(&p, 0);
	assert_positions(v, &s->pl.pages[0]);
	assert_true(shows(v, 0, last_item(s)->u.run.font,
	                  &(struct font_glyph){.gid = last_glyphs(s)[0].gid, .up = 10}));
	assert_false(shows(v, 1, last_item(s)->u.run.font,
	                   &(struct font_glyph){.gid = last_glyphs(s)[0].gid, .up = 10}));
	close_view(v);
	free(content);
	pdf_close(&p);
}

/* 一 half as wide, without its left or right quarter; moves are in pieces, over 90/1000 em. */
static void glyphs_stand_in_their_boxes(void **state)
{
	struct sample *s = *state;
	int para = begin_paragraph(s);
	struct pdf_file p;
	struct viewer *v;
	char *content;

	sample_text(s, &song, AT(0, para, 100, 100), "一一一一");
	for (int i = 0; i < 3; i++) {
		last_glyphs(s)[i].left = last_glyphs(s)[i].right = 250;
		last_glyphs(s)[i].x = PT(8) * i - PT(4);
	}
	last_glyphs(s)[3].x = PT(24) + PT(16) * 200 / 1000;
	pdf_open(&p, s);
	content = stream_text(&p, pdf_at(&p, qpdf_get_page_n(p.q, 0), "/Contents", NULL));
	assert_non_null(strstr(content, "[<000100010001>-90 -90 -20<0002>]TJ\n"));
	assert_non_null(strstr(content, "\n100 "));
	v = open_view(&p, 0);
	for (size_t i = 0; i < 4; i++) {
		double along = i < 3 ? 8.0 * (double)i : 24 + 3.2;

		assert_int_equal(view_code_width(&v->fonts, &v->seen.glyphs[i]),
		                 i < 3 ? 500 : 1000);
		assert_true(fabs(v->seen.glyphs[i].x - 100 - along) < 0.02);
		assert_shown(v, i, last_item(s)->u.run.font, &last_glyphs(s)[i]);
	}
	close_view(v);
	free(content);
	pdf_close(&p);
}

static void a_font_without_a_space_in_its_text_gets_one(void **state)
{
	static const struct {
		const char *text, *unicode;
	} ROWS[] = {{"一二", "<0001><4E00>\n<0002><4E8C>\n<0003><0020>\n"},
	            {"一 二", "<0001><4E00>\n<0002><0020>\n<0003><4E8C>\n"}};

	for (size_t i = 0; i < COUNT(ROWS); i++) {
		struct sample *s = *state;
		int para = begin_paragraph(s);
		struct pdf_file p;
		char *cmap;

		sample_text(s, &song, AT(0, para, 100, 100), ROWS[i].text);
		pdf_open(&p, s);
		cmap = stream_text(&p, pdf_at(&p, qpdf_get_page_n(p.q, 0), "/Resources", "/Font",
		                              "/F0", "/ToUnicode", NULL));
		assert_non_null(strstr(cmap, ROWS[i].unicode));
		free(cmap);
		pdf_close(&p);
		close_sample(state);
		open_sample(state);
	}
}

static void private_use_character_gets_actual_text(void **state)
{
	struct sample *s = *state;
	int para = begin_paragraph(s);
	struct pdf_file p;
	struct viewer *v;

	sample_text(s, &song, AT(0, para, 100, 100), "一");
	last_item(s)->u.run.text = "\ue123";
	pdf_open(&p, s);
	v = open_view(&p, 0);
	assert_explained(v, "\ue123");
	close_view(v);
	pdf_close(&p);
}

/* ISO 14289-1, 7.21.7: no code may mean U+FEFF. */
static void byte_order_mark_becomes_a_word_joiner(void **state)
{
	struct sample *s = *state;
	int para = begin_paragraph(s);
	struct buf got = {0};
	struct pdf_file p;
	struct viewer *v;

	sample_text(s, &song, AT(0, para, 100, 100), "一");
	last_item(s)->u.run.text = "\ufeff";
	pdf_open(&p, s);
	v = open_view(&p, 0);
	code_texts(v, &got);
	assert_string_equal(got.p, "\u2060");
	buf_release(&got);
	close_view(v);
	pdf_close(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(glyphs_land_where_layout_put_them, open_sample,
	                                        close_sample),
	        cmocka_unit_test_setup_teardown(glyphs_stand_in_their_boxes, open_sample,
	                                        close_sample),
	        cmocka_unit_test_setup_teardown(a_font_without_a_space_in_its_text_gets_one,
	                                        open_sample, close_sample),
	        cmocka_unit_test_setup_teardown(small_shifts_are_in_the_outline, open_sample,
	                                        close_sample),
	        cmocka_unit_test_setup_teardown(positions_do_not_drift_along_an_uneven_line,
	                                        open_sample, close_sample),
	        cmocka_unit_test_setup_teardown(even_spacing_needs_no_single_corrections,
	                                        open_sample, close_sample),
	        cmocka_unit_test_setup_teardown(copied_text_is_the_source_text, open_sample,
	                                        close_sample),
	        cmocka_unit_test_setup_teardown(characters_that_share_a_glyph_keep_their_text,
	                                        open_sample, close_sample),
	        cmocka_unit_test_setup_teardown(truetype_glyphs_may_have_two_codes, open_sample,
	                                        close_sample),
	        cmocka_unit_test_setup_teardown(sections_of_a_cmap_do_not_cross_a_byte_border,
	                                        open_sample, close_sample),
	        cmocka_unit_test_setup_teardown(a_ligature_maps_to_all_its_characters, open_sample,
	                                        close_sample),
	        cmocka_unit_test_setup_teardown(glyphs_of_one_character_have_actual_text,
	                                        open_sample, close_sample),
	        cmocka_unit_test_setup_teardown(
	                a_mark_in_the_blank_half_of_another_stays_in_its_line, open_sample,
	                close_sample),
	        cmocka_unit_test_setup_teardown(marks_drawn_over_each_other_share_actual_text,
	                                        open_sample, close_sample),
	        cmocka_unit_test_setup_teardown(private_use_character_gets_actual_text, open_sample,
	                                        close_sample),
	        cmocka_unit_test_setup_teardown(roundings_do_not_add_up, open_sample, close_sample),
	        cmocka_unit_test_setup_teardown(turned_text_goes_on_where_its_first_part_ended,
	                                        open_sample, close_sample),
	        cmocka_unit_test_setup_teardown(byte_order_mark_becomes_a_word_joiner, open_sample,
	                                        close_sample),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
