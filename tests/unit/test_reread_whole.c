/* SPDX-License-Identifier: MIT */
/* A face that may not be changed is compared as it is, however its glyphs are set. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "pdf_damage.h"

struct fonts {
	char folder[32], file[64];
};

/* A folder whose fonts.json has one role, of this face of tests/fonts. */
static void make_fonts(struct fonts *f, const char *face)
{
	FILE *out;

	strcpy(f->folder, "/tmp/kanben-test-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	snprintf(f->file, sizeof(f->file), "%s/fonts.json", f->folder);
	out = fopen(f->file, "w");
	assert_non_null(out);
	fprintf(out, "{\"roles\":{\"whole\":[{\"file\":\"%s\"}]}}", face);
	assert_int_equal(fclose(out), 0);
}

static void remove_fonts(const struct fonts *f)
{
	unlink(f->file);
	rmdir(f->folder);
}

/* Two glyphs of the face, as `set` has them set. */
static void verify_set(const char *face, void (*set)(struct run_glyph *g))
{
	const struct sample_style style = {.role = "whole", .size = PT(16)};
	struct fonts fonts;
	struct sample s;
	struct write_input in;
	char folder[4096];
	const char *search[] = {fonts.folder, folder};
	struct buf pdf = {0};

	make_fonts(&fonts, face);
	snprintf(folder, sizeof(folder), "%s/tests/fonts", getenv("KANBEN_SOURCE"));
	assert_true(sample_open(&s, search, COUNT(search)));
	sample_text(&s, &style, AT(0, begin_paragraph(&s), 100, 60), "HH");
	assert_int_equal(last_item(&s)->u.run.glyph_n, 2);
	assert_true(font_is_kept_whole(last_item(&s)->u.run.font));
	set(last_glyphs(&s));
	in = sample_input(&s, writer_lookup("publish"));
	pdf.p = write_and_read(&s, in.writer, RC_OK, &pdf.n);
	assert_int_equal(kanben_reread.verify(&pdf, &in, &s.dl), RC_OK);
	assert_null(s.dl.first);
	buf_release(&pdf);
	sample_close(&s);
	remove_fonts(&fonts);
}

static void set_plainly(struct run_glyph *g)
{
	(void)g;
}

/* So little that it would be done in the outline of a face that may be changed. */
static void raise_second(struct run_glyph *g)
{
	g[1].dy = PT(1);
}

static void lower_both(struct run_glyph *g)
{
	g[0].dy = g[1].dy = -PT(1);
}

static void cut_sides(struct run_glyph *g)
{
	g[0].left = g[1].right = 20;
}

static void glyphs_of_a_face_kept_whole_are_its_own(void **state)
{
	static const char *const faces[] = {"whole.ttf", "whole.otf"};

	(void)state;
	for (size_t i = 0; i < COUNT(faces); i++) {
		verify_set(faces[i], set_plainly);
		verify_set(faces[i], raise_second);
		verify_set(faces[i], lower_both);
		verify_set(faces[i], cut_sides);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(glyphs_of_a_face_kept_whole_are_its_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
