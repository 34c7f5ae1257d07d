/* SPDX-License-Identifier: MIT */
/*
 * test_quadratic.c: the real CFF faces as TrueType. Every curve of every glyph, as FreeType has it,
 * is at most 1/1000 em from the quadratic curves that stand for it; every glyph of the files made,
 * read back with FreeType, has the same bounding box to within that much, the same advance, and its
 * character, and is known by its numbers to be the face's. What is read of a face by itself is what
 * HarfBuzz reads.
 */
#include "font/face.h"
#include "font/likeness.h"

#include <limits.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include FT_OUTLINE_H

#include <cmocka.h>

enum { SAMPLES = 16, SKIPPED = 77, FILE_GLYPHS = 4000, FIRST_CHARACTER = 0x100, UNLIKE_MAX = 4 };

static const struct {
	const char *file;
	unsigned index;
} FACES[] = {
        {"NotoSerifCJK-Regular.ttc", 2}, {"NotoSerifCJK-Bold.ttc", 2},
        {"NotoSansCJK-Regular.ttc", 2},  {"FandolHei-Regular.otf", 0},
        {"FandolFang-Regular.otf", 0},   {"FandolKai-Regular.otf", 0},
};

enum { FACE_N = sizeof(FACES) / sizeof(FACES[0]) };

struct judge {
	struct quad_outline o;
	FT_Vector at;
	double worst;
	size_t curves, points;
};

static double bezier2(double a, double q, double b, double t)
{
	return (1 - t) * (1 - t) * a + 2 * (1 - t) * t * q + t * t * b;
}

static double bezier3(double a, double c, double d, double b, double t)
{
	double s = 1 - t;

	return s * s * s * a + 3 * s * s * t * c + 3 * s * t * t * d + t * t * t * b;
}

/* The point at t on the n curves whose points are p[0] … p[n + 1], those between being implied. */
static void find_point(const struct quad_point *p, size_t n, double t, double *ret_x, double *ret_y)
{
	size_t k = t < 1 ? (size_t)(t * (double)n) : n - 1;
	double s = t * (double)n - (double)k;
	double half_a = k > 0 ? 0.5 : 1, half_b = k + 1 < n ? 0.5 : 1;
	const struct quad_point *q = &p[k + 1];

	*ret_x = bezier2(half_a * p[k].x + (1 - half_a) * q->x, q->x,
	                 half_b * p[k + 2].x + (1 - half_b) * q->x, s);
	*ret_y = bezier2(half_a * p[k].y + (1 - half_a) * q->y, q->y,
	                 half_b * p[k + 2].y + (1 - half_b) * q->y, s);
}

static struct quad_xy fine(const FT_Vector *v)
{
	return (struct quad_xy){v->x * QUAD_ONE, v->y * QUAD_ONE};
}

static int cubic_to(const FT_Vector *c, const FT_Vector *d, const FT_Vector *to, void *user)
{
	struct judge *j = user;

	j->o.n = j->o.start = 0;
	quad_move(&j->o, fine(&j->at));
	quad_cubic(&j->o, fine(c), fine(d), fine(to));
	assert_false(j->o.failed);
	for (int i = 0; i <= SAMPLES; i++) {
		double t = (double)i / SAMPLES, x, y;

		find_point(j->o.points, j->o.n - 2, t, &x, &y);
		x -= bezier3((double)j->at.x, (double)c->x, (double)d->x, (double)to->x, t);
		y -= bezier3((double)j->at.y, (double)c->y, (double)d->y, (double)to->y, t);
		j->worst = fmax(j->worst, hypot(x, y));
	}
	j->curves++;
	j->points += j->o.n - 1;
	j->at = *to;
	return 0;
}

static int go_to(const FT_Vector *to, void *user)
{
	((struct judge *)user)->at = *to;
	return 0;
}

static int conic_to(const FT_Vector *c, const FT_Vector *to, void *user)
{
	(void)c;
	return go_to(to, user);
}

static FT_Face load(FT_Face ft, uint32_t gid)
{
	assert_int_equal(FT_Load_Glyph(ft, gid, FT_LOAD_NO_SCALE | FT_LOAD_NO_HINTING), 0);
	return ft;
}

static void check_curves(FT_Face ft)
{
	const FT_Outline_Funcs funcs = {go_to, go_to, conic_to, cubic_to, 0, 0};
	struct judge j = {.o.tolerance = quad_tolerance(ft->units_per_EM)};

	for (FT_Long gid = 0; gid < ft->num_glyphs; gid++)
		assert_int_equal(
		        FT_Outline_Decompose(&load(ft, (uint32_t)gid)->glyph->outline, &funcs, &j),
		        0);
	print_message("%s: %zu curves, %.2f points each, at most %.3f units off\n",
	              FT_Get_Postscript_Name(ft), j.curves, (double)j.points / (double)j.curves,
	              j.worst);
	assert_true(j.curves > 10000);
	assert_true(j.worst <= ft->units_per_EM / 1000.0 + 0.001);
	quad_release(&j.o);
}

/* The box of an outline, by points on it: FreeType's own is some units off for outlines unscaled.
 */
struct extent {
	FT_Vector at;
	double x0, y0, x1, y1;
};

static void extend(struct extent *e, double x, double y)
{
	e->x0 = fmin(e->x0, x);
	e->y0 = fmin(e->y0, y);
	e->x1 = fmax(e->x1, x);
	e->y1 = fmax(e->y1, y);
}

static int extend_cubic(const FT_Vector *c, const FT_Vector *d, const FT_Vector *to, void *user)
{
	struct extent *e = user;

	for (int i = 0; i <= SAMPLES; i++) {
		double t = (double)i / SAMPLES;

		extend(e, bezier3((double)e->at.x, (double)c->x, (double)d->x, (double)to->x, t),
		       bezier3((double)e->at.y, (double)c->y, (double)d->y, (double)to->y, t));
	}
	e->at = *to;
	return 0;
}

static int extend_conic(const FT_Vector *c, const FT_Vector *to, void *user)
{
	struct extent *e = user;

	for (int i = 0; i <= SAMPLES; i++) {
		double t = (double)i / SAMPLES;

		extend(e, bezier2((double)e->at.x, (double)c->x, (double)to->x, t),
		       bezier2((double)e->at.y, (double)c->y, (double)to->y, t));
	}
	e->at = *to;
	return 0;
}

static int extend_point(const FT_Vector *to, void *user)
{
	struct extent *e = user;

	extend(e, (double)to->x, (double)to->y);
	e->at = *to;
	return 0;
}

static struct extent extent_of(FT_Face face)
{
	const FT_Outline_Funcs funcs = {
	        extend_point, extend_point, extend_conic, extend_cubic, 0, 0};
	struct extent e = {.x0 = 1e9, .y0 = 1e9, .x1 = -1e9, .y1 = -1e9};

	assert_int_equal(FT_Outline_Decompose(&face->glyph->outline, &funcs, &e), 0);
	return e;
}

static void check_box(FT_Face a, FT_Face b)
{
	struct extent p = extent_of(a), q = extent_of(b);
	/* What is implied between control points, FreeType rounds down to whole units. */
	double limit = a->units_per_EM / 1000.0 + 1;

	if (fabs(p.x0 - q.x0) > limit || fabs(p.x1 - q.x1) > limit || fabs(p.y0 - q.y0) > limit ||
	    fabs(p.y1 - q.y1) > limit)
		fail_msg("%s, glyph %u: %.1f %.1f %.1f %.1f, not %.1f %.1f %.1f %.1f",
		         FT_Get_Postscript_Name(a), a->glyph->glyph_index, q.x0, q.y0, q.x1, q.y1,
		         p.x0, p.y0, p.x1, p.y1);
	assert_int_equal(a->glyph->metrics.horiAdvance, b->glyph->metrics.horiAdvance);
}

/* A file of the glyphs from `first` on, under characters in a row. */
static void check_file(const struct font *f, FT_Face ft, uint32_t first, FT_Library library)
{
	struct font_coded list[FILE_GLYPHS];
	struct outline_likeness likeness = {0};
	struct buf b = {0};
	size_t n = 0, unlike = 0;
	FT_Face made;

	for (; n < FILE_GLYPHS && first + n < (size_t)ft->num_glyphs; n++)
		list[n] = (struct font_coded){FIRST_CHARACTER + (uint32_t)n, first + (uint32_t)n};
	assert_int_equal(font_truetype(f, list, n, &b), RC_OK);
	assert_int_equal(FT_New_Memory_Face(library, (FT_Byte *)b.p, (FT_Long)b.n, 0, &made), 0);
	assert_int_equal(made->num_glyphs, n + 1);
	assert_int_equal(load(made, 0)->glyph->outline.n_points, 0);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(FT_Get_Char_Index(made, list[i].cp), i + 1);
		check_box(load(ft, list[i].gid), load(made, (uint32_t)i + 1));
		unlike += !likeness_holds(&likeness, &made->glyph->outline, f, list[i].gid);
		assert_false(likeness_holds(&likeness, &made->glyph->outline, f,
		                            list[i].gid > 1000 ? 1000 : 2000));
	}
	/* Some have contours that repeat a point or two, and must be drawn. */
	assert_true(unlike < UNLIKE_MAX);
	likeness_release(&likeness);
	assert_int_equal(FT_Get_Char_Index(made, FIRST_CHARACTER + (uint32_t)n), 0);
	FT_Done_Face(made);
	buf_release(&b);
}

static void put_step(void *user, enum font_step step, const int64_t *xy)
{
	static const size_t lengths[] = {
	        [FONT_MOVE] = 2, [FONT_LINE] = 2, [FONT_QUADRATIC] = 4, [FONT_CUBIC] = 6};

	buf_putc(user, (char)step);
	if (step != FONT_CLOSE)
		buf_put(user, xy, lengths[step] * sizeof(*xy));
}

static void check_steps(const struct font *f, uint32_t gid)
{
	struct buf own = {0}, other = {0};

	glyf_outline(f, gid, put_step, &own);
	glyf_outline_by_harfbuzz(f, gid, put_step, &other);
	assert_int_equal(own.n, other.n);
	assert_memory_equal(own.n > 0 ? own.p : "", other.n > 0 ? other.p : "", own.n);
	buf_release(&own);
	buf_release(&other);
}

static void every_glyph_of_every_face_is_within_the_bound(void **state)
{
	for (size_t i = 0; i < FACE_N; i++) {
		struct arena a = {0};
		struct font *f;
		char path[PATH_MAX];
		FT_Face ft;

		snprintf(path, sizeof(path), "%s/%s", getenv("KANBEN_REAL_FONTS"), FACES[i].file);
		assert_int_equal(
		        face_open(&(struct face_file){path, FACES[i].index, FACE_MAPPED}, &a, &f),
		        FONT_USABLE);
		ft = face_freetype(f);
		check_curves(ft);
		for (uint32_t gid = 1; gid < (uint32_t)ft->num_glyphs; gid += FILE_GLYPHS)
			check_file(f, ft, gid, *state);
		for (uint32_t gid = 0; gid < (uint32_t)ft->num_glyphs; gid++)
			check_steps(f, gid);
		face_close(f);
		arena_release(&a);
	}
}

static bool is_there(const char *file)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/%s", getenv("KANBEN_REAL_FONTS"), file);
	return access(path, R_OK) == 0;
}

int main(void)
{
	FT_Library library;
	struct CMUnitTest tests[] = {
	        cmocka_unit_test(every_glyph_of_every_face_is_within_the_bound)};
	int failed;

	for (size_t i = 0; i < FACE_N; i++)
		if (!is_there(FACES[i].file))
			return SKIPPED; /* fonts/fetch.sh was not run */
	if (FT_Init_FreeType(&library) != 0)
		return 1;
	tests[0].initial_state = library;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	FT_Done_FreeType(library);
	return failed;
}
