/* SPDX-License-Identifier: MIT */
/* Outlines of files that were made are found to be their faces' by their numbers, and no others. */
#include "font_bench.h"

#include "font/face.h"
#include "font/likeness.h"

enum { POINTS_MAX = 1000, CONTOURS_MAX = 100, GLYPHS_MAX = 400 };

/* A face, and a TrueType file that was made of it, whose glyph i + 1 is glyph i + 1 of the face. */
struct pair {
	const struct font *face;
	struct buf file;
	FT_Library library;
	FT_Face made;
	struct outline_likeness likeness;
};

static void open_pair(struct scene *sc, const char *file, uint32_t cp, struct pair *p)
{
	struct font_coded list[GLYPHS_MAX];
	size_t n = 0;

	*p = (struct pair){.face = open_face(sc, file, 0, cp)};
	for (uint32_t gid = 1; gid < hb_face_get_glyph_count(p->face->face) && n < GLYPHS_MAX;
	     gid++)
		list[n++] = (struct font_coded){0x100 + gid, gid};
	assert_int_equal(font_truetype(p->face, list, n, &p->file), RC_OK);
	assert_int_equal(FT_Init_FreeType(&p->library), 0);
	assert_int_equal(FT_New_Memory_Face(p->library, (FT_Byte *)p->file.p, (FT_Long)p->file.n, 0,
	                                    &p->made),
	                 0);
}

static void close_pair(struct scene *sc, struct pair *p)
{
	likeness_release(&p->likeness);
	FT_Done_Face(p->made);
	FT_Done_FreeType(p->library);
	buf_release(&p->file);
	font_set_close(sc->fs);
	sc->fs = NULL;
}

/* An outline with its own points, which may be changed. */
struct copy {
	FT_Outline outline;
	FT_Vector points[POINTS_MAX];
	char tags[POINTS_MAX];
	short contours[CONTOURS_MAX];
};

static void copy_outline(FT_Face face, FT_UInt gid, struct copy *c)
{
	const FT_Outline *o = &face->glyph->outline;

	assert_int_equal(FT_Load_Glyph(face, gid, FT_LOAD_NO_SCALE | FT_LOAD_NO_HINTING), 0);
	assert_true(o->n_points < POINTS_MAX && o->n_contours < CONTOURS_MAX);
	c->outline = *o;
	c->outline.points = c->points;
	c->outline.contours = c->contours;
	c->outline.tags = c->tags;
	for (int i = 0; i < o->n_points; i++) {
		c->points[i] = o->points[i];
		c->tags[i] = (char)o->tags[i];
	}
	for (int i = 0; i < o->n_contours; i++)
		c->contours[i] = o->contours[i];
}

static bool is_like(struct pair *p, const struct copy *c, uint32_t gid)
{
	return likeness_holds(&p->likeness, &c->outline, p->face, gid);
}

/* Each point further off than a curve may be, each of them left out, each contour left out. */
static void check_changes(struct pair *p, struct copy *c, uint32_t gid)
{
	const FT_Pos far = p->made->units_per_EM * 6 / 1000;
	const int points = c->outline.n_points, contours = c->outline.n_contours;

	for (int i = 0; i < points; i++) {
		c->points[i].x += far;
		assert_false(is_like(p, c, gid));
		c->points[i].x -= far;
		c->points[i].y -= far;
		assert_false(is_like(p, c, gid));
		c->points[i].y += far;
		c->tags[i] ^= FT_CURVE_TAG_ON;
		assert_false(is_like(p, c, gid));
		c->tags[i] ^= FT_CURVE_TAG_ON;
	}
	if (contours == 0)
		return;
	c->outline.n_contours--;
	assert_false(is_like(p, c, gid));
	c->outline.n_contours = (short)(contours + 1);
	c->contours[contours] = (short)(points + 2);
	for (int i = points; i < points + 3; i++) {
		c->points[i] = (FT_Vector){100 * i, 100 * (i % 2)};
		c->tags[i] = FT_CURVE_TAG_ON;
	}
	assert_false(is_like(p, c, gid));
	c->outline.n_contours = (short)contours;
	assert_true(is_like(p, c, gid));
}

static void check_face(struct scene *sc, const char *file, uint32_t cp)
{
	struct copy c;
	struct pair p;
	size_t drawn = 0;

	open_pair(sc, file, cp, &p);
	for (FT_UInt gid = 1; gid < (FT_UInt)p.made->num_glyphs; gid++) {
		copy_outline(p.made, gid, &c);
		assert_true(is_like(&p, &c, gid));
		check_changes(&p, &c, gid);
		drawn += c.outline.n_contours > 0;
	}
	assert_true(drawn > 2);
	close_pair(sc, &p);
}

static void outlines_are_known_and_changes_are_noticed(void **state)
{
	check_face(*state, "serif.otf", 0x4E00);
	check_face(*state, "latin.ttf", 'H');
}

/* A glyph of its own file, which was not made here: by its numbers, or if need be by its picture.
 */
static void a_face_looks_like_itself_and_no_glyph_like_the_next(void **state)
{
	struct scene *sc = *state;
	const struct font *f = open_face(sc, "latin.ttf", 0, 'H');
	size_t n, drawn = 0;
	char *p = font_file(sc, "latin.ttf", &n);
	struct font_embedded *e = font_embedded_open(p, n);
	int box[4];

	for (uint32_t gid = 1; gid < hb_face_get_glyph_count(f->face); gid++) {
		assert_true(font_embedded_looks_like(e, gid, f, gid));
		if (gid > 1 && font_glyph_box(f, gid, box) && drawn++ < 20)
			assert_false(font_embedded_looks_like(e, gid, f, gid - 1));
	}
	assert_true(drawn > 10);
	assert_false(font_embedded_looks_like(e, 0, f, 0));
	font_embedded_close(e);
	free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(outlines_are_known_and_changes_are_noticed, set_up,
	                                        tear_down),
	        cmocka_unit_test_setup_teardown(a_face_looks_like_itself_and_no_glyph_like_the_next,
	                                        set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
