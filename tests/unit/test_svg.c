/* SPDX-License-Identifier: MIT */
/*
 * Drawings. Those of the sample's pages are compared with tests/unit/write/report-N.svg; with
 * GOLDEN_UPDATE=1 in the environment these are written anew.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "page_sample.h"
#include "write/svg/svg_put.h"

enum { PAGE_MAX = 3 };

/* The drawings of a sample; its sink gives up before page `stop`, if that is not 0. */
struct drawings {
	char *pages[PAGE_MAX];
	size_t n, stop;
};

static enum rc take(void *user, size_t page, const struct buf *bytes)
{
	struct drawings *d = user;

	assert_int_equal(page, d->n + 1);
	if (page == d->stop)
		return RC_IO;
	assert_true(d->n < PAGE_MAX);
	assert_int_equal(strlen(bytes->p), bytes->n);
	d->pages[d->n++] = strdup(bytes->p);
	return RC_OK;
}

static enum rc draw(struct sample *s, struct drawings *d)
{
	const struct write_sink to = {take, d};
	struct write_input in = {.writer = writer_lookup("svg"), .pages = &s->pl, .to = &to};

	return writer_write(&in, NULL, &s->dl);
}

static void drawings_release(struct drawings *d)
{
	for (size_t i = 0; i < d->n; i++)
		free(d->pages[i]);
}

static void compare_golden(const char *got, size_t page)
{
	const char *update = getenv("GOLDEN_UPDATE");
	size_t n = strlen(got);
	char path[4096], *want;
	FILE *f;

	snprintf(path, sizeof(path), "%s/tests/unit/write/report-%zu.svg", getenv("KANBEN_SOURCE"),
	         page);
	if (update != NULL && strcmp(update, "1") == 0) {
		f = fopen(path, "wb");
		assert_non_null(f);
		assert_int_equal(fwrite(got, 1, n, f), n);
		assert_int_equal(fclose(f), 0);
		return;
	}
	f = fopen(path, "rb");
	assert_non_null(f);
	want = calloc(1, n + 1);
	assert_int_equal(fread(want, 1, n, f), n);
	assert_int_equal(fgetc(f), EOF);
	fclose(f);
	assert_string_equal(got, want);
	free(want);
}

static void each_page_is_a_drawing(void **state)
{
	struct drawings d = {0};

	sample_report(*state);
	assert_int_equal(draw(*state, &d), RC_OK);
	assert_int_equal(d.n, 2);
	for (size_t i = 0; i < d.n; i++) {
		assert_memory_equal(d.pages[i], SVG_START, strlen(SVG_START));
		compare_golden(d.pages[i], i + 1);
	}
	drawings_release(&d);
}

/* A page of its own, with text turned and not. */
static void what_is_turned_is_drawn_on_its_side(void **state)
{
	struct sample *s = *state;
	struct drawings d = {0};
	const char *turn = "<g transform=\"matrix(0 -1 1 0 0 29700)\">\n", *at, *end;

	begin_text(s);
	s->pl.pages[0].turned = true;
	sample_text(s, &song, AT(0, PAGE_ARTIFACT_PAGINATION, 100, 800), "二");
	last_item(s)->upright = true;
	sample_rule(s, AT(0, PAGE_ARTIFACT, 72, 72), PT(144), PT(72));
	assert_int_equal(draw(s, &d), RC_OK);
	at = strstr(d.pages[0], turn);
	assert_non_null(at);
	end = strstr(at, "</g>\n</g>\n"); /* of the run, of what is turned */
	assert_non_null(end);
	assert_null(memmem(at, (size_t)(end - at), "28222)", 6));
	at = strstr(end, turn); /* the rule */
	assert_non_null(at);
	assert_non_null(strstr(at, "d=\"m2540 2540h2540\"/>\n</g>\n"));
	at = strstr(at + 1, turn); /* the text */
	assert_non_null(at);
	end = strstr(at, "一</tspan></text>\n</g>\n");
	assert_non_null(end);
	assert_non_null(strstr(end, "二</tspan></text>\n</g>\n"));
	drawings_release(&d);
}

/* Whichever way a viewer counts them, the next one has its place. */
static void a_character_beyond_the_bmp_ends_its_piece(void **state)
{
	struct sample *s = *state;
	struct drawings d = {0};
	int p = begin_paragraph(s);

	sample_text(s, &song, AT(0, p, 0, 72), "\U00020164\U00020164一");
	assert_int_equal(draw(s, &d), RC_OK);
	assert_int_equal(s->pl.pages[0].items[0].u.run.glyph_n, 2);
	assert_non_null(strstr(d.pages[0], "<text y=\"2540\" font-size=\"564\">"
	                                   "<tspan x=\"0\">\U00020164</tspan>"
	                                   "<tspan x=\"564\">\U00020164</tspan>"));
	drawings_release(&d);
}

/* … and only when pages know it. A run may have text of two places. */
static void text_names_the_value_it_comes_from(void **state)
{
	struct sample *s = *state;
	struct drawings d = {0};
	int p = begin_paragraph(s);

	sample_text(s, &song, AT(0, p, 0, 72), "一二三");
	assert_int_equal(draw(s, &d), RC_OK);
	assert_null(strstr(d.pages[0], "data-at"));
	drawings_release(&d);
	d = (struct drawings){0};
	last_item(s)->place = page_add_place(&s->pl, 3, "/a~1\"b");
	page_add_place(&s->pl, 6, NULL);
	page_add_place(&s->pl, SIZE_MAX, "/c/0");
	assert_int_equal(draw(s, &d), RC_OK);
	assert_non_null(strstr(
	        d.pages[0], "<tspan x=\"0\" data-at=\"/a~1&quot;b\">一</tspan><tspan x=\"564\">二"
	                    "</tspan><tspan x=\"1129\" data-at=\"/c/0\">三</tspan></text>"));
	drawings_release(&d);
	d = (struct drawings){0};
	page_add_field(&s->pl, &(struct page_field){0, PT(72), PT(72), PT(36), PT(18), "/d"});
	page_add_field(&s->pl, &(struct page_field){1, 0, 0, PT(36), PT(18), "/e"});
	assert_int_equal(draw(s, &d), RC_OK);
	assert_non_null(strstr(d.pages[0], "<path data-at=\"/d\" d=\"m2540 2540h1270v635h-1270z\"/>"
	                                   "\n<text"));
	assert_null(strstr(d.pages[0], "\"/e\""));
	drawings_release(&d);
}

static void what_a_drawing_cannot_be_made_of_is_refused(void **state)
{
	struct sample *s = *state;
	struct drawings d = {0};

	assert_int_equal(draw(s, &d), RC_BUG); /* no pages */
	begin_text(s);
	last_glyphs(s)[0].gid = 0;
	assert_int_equal(draw(s, &d), RC_BUG);
	assert_string_equal(s->dl.first->place.rule, "SVG");
	assert_int_equal(d.n, 0);
}

static void a_failing_sink_ends_it(void **state)
{
	struct drawings d = {.stop = 2};

	sample_report(*state);
	assert_int_equal(draw(*state, &d), RC_IO);
	assert_int_equal(d.n, 1);
	drawings_release(&d);
}

/* ---- what drawings are made of ---- */

static void numbers_are_as_short_as_they_can_be(void **state)
{
	static const struct {
		int64_t millionths;
		const char *text;
	} cases[] = {{0, "0"},           {564444, ".564444"},  {-500000, "-.5"},
	             {1000000, "1"},     {2000010, "2.00001"}, {-1, "-.000001"},
	             {-3400000, "-3.4"}, {12, ".000012"}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf b = {0};

		svg_put_millionths(&b, cases[i].millionths);
		assert_string_equal(b.p, cases[i].text);
		buf_release(&b);
	}
	assert_int_equal(svg_unit(72 * LU_PER_PT), 2540);
	assert_int_equal(svg_unit(-72 * LU_PER_PT), -2540);
}

static void thicknesses_have_tenths(void **state)
{
	struct buf b = {0};

	(void)state;
	svg_put_width(&b, LU_PER_PT / 2);
	assert_string_equal(b.p, "17.6");
	buf_release(&b);
}

static void text_is_escaped(void **state)
{
	static const char text[] = "a&b<c>\"d\n\x01 \xef\xbf\xbe";
	struct buf b = {0};

	(void)state;
	buf_put_xml(&b, text, strlen(text));
	assert_string_equal(b.p, "a&amp;b&lt;c&gt;&quot;d   \xef\xbf\xbd");
	buf_release(&b);
}

static void paths_are_relative_and_repeat_nothing(void **state)
{
	struct buf b = {0};
	struct svg_path p = {.b = &b};

	(void)state;
	svg_path_move(&p, 10, 20);
	svg_path_line(&p, 15, 25);
	svg_path_line(&p, 10, 26);
	svg_path_line(&p, 10, 26);
	svg_path_line(&p, 3, 26);
	svg_path_line(&p, 3, 20);
	svg_path_curve(&p, (const int32_t[]){4, 19, 5, 30}, 2);
	svg_path_curve(&p, (const int32_t[]){4, 29, 5, 30, 7, 7}, 3);
	svg_path_close(&p);
	svg_path_move(&p, 0, 0);
	svg_path_line(&p, 1, 1);
	svg_path_close(&p);
	assert_string_equal(b.p, "m10 20 5 5-5 1h-7v-6q1-1 2 10c-1-1 0 0 2-23zm-10-20 1 1z");
	buf_release(&b);
}

#define SAMPLE(f) cmocka_unit_test_setup_teardown(f, open_sample, close_sample)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        SAMPLE(each_page_is_a_drawing),
	        SAMPLE(what_is_turned_is_drawn_on_its_side),
	        SAMPLE(a_character_beyond_the_bmp_ends_its_piece),
	        SAMPLE(text_names_the_value_it_comes_from),
	        SAMPLE(what_a_drawing_cannot_be_made_of_is_refused),
	        SAMPLE(a_failing_sink_ends_it),
	        cmocka_unit_test(numbers_are_as_short_as_they_can_be),
	        cmocka_unit_test(thicknesses_have_tenths),
	        cmocka_unit_test(text_is_escaped),
	        cmocka_unit_test(paths_are_relative_and_repeat_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
