/* SPDX-License-Identifier: MIT */
/* What charstrings draw: their boxes, operator by operator, and the TrueType that is made of them.
 */
#include "font/charstring.h"
#include "font/quad.h"

#include <math.h>

#include "font_bench.h"

#include FT_OUTLINE_H
#include FT_TRUETYPE_TABLES_H

/* ---- boxes (Adobe Technical Note 5177) ---- */

/* One-byte numbers: their value and 139. */
#define N(v) (char)((v) + 139)
#define MOVE 21
#define RLINE 5
#define HLINE 6
#define VLINE 7
#define RRCURVE 8
#define END 14
#define VVCURVE 26
#define HHCURVE 27
#define VHCURVE 30
#define HVCURVE 31

static const struct {
	char bytes[32];
	size_t n;
	int32_t box[4];
} cases[] = {
#define GLYPH(...) {N(1), N(2), MOVE, __VA_ARGS__, END}, sizeof((char[]){0, 0, 0, __VA_ARGS__, 0})
        {GLYPH(N(9), N(-8), RLINE), {1, -6, 10, 2}},
        /* by -8.5, by 17.5: halves are away from zero */
        {GLYPH(N(9), (char)255, (char)0xFF, (char)0xF7, (char)0x80, 0, RLINE), {1, -7, 10, 2}},
        {GLYPH(N(9), (char)255, 0, 17, (char)0x80, 0, RLINE), {1, 2, 10, 20}},
        {GLYPH(N(9), N(8), N(7), HLINE), {1, 2, 17, 10}},
        {GLYPH(N(9), N(8), N(7), VLINE), {1, 2, 9, 18}},
        {GLYPH(N(1), N(2), N(3), N(4), N(5), N(6), RRCURVE), {1, 2, 10, 14}},
        /* two curves, the first one with an operand aside */
        {GLYPH(N(5), N(1), N(2), N(3), N(4), N(10), N(20), N(30), N(40), HHCURVE), {1, 2, 78, 40}},
        {GLYPH(N(1), N(2), N(3), N(4), N(10), N(20), N(30), N(40), HHCURVE), {1, 2, 78, 35}},
        {GLYPH(N(5), N(1), N(2), N(3), N(4), N(10), N(20), N(30), N(40), VVCURVE), {1, 2, 28, 90}},
        {GLYPH(N(1), N(2), N(3), N(4), N(10), N(20), N(30), N(40), VVCURVE), {1, 2, 23, 90}},
        /* they turn; the last one ends aslant */
        {GLYPH(N(1), N(2), N(3), N(4), N(10), N(20), N(30), N(40), HVCURVE), {1, 2, 64, 49}},
        {GLYPH(N(1), N(2), N(3), N(4), N(9), VHCURVE), {1, 2, 7, 15}},
};

static void each_operator_widens_the_box(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct cff_bytes glyph = {(const uint8_t *)cases[i].bytes, cases[i].n};
		int32_t box[4];

		assert_true(charstring_bounds(glyph, box));
		for (int k = 0; k < 4; k++)
			assert_int_equal(box[k], cases[i].box[k]);
	}
}

/* ---- TrueType ---- */

static int64_t random_below(uint32_t *seed, int64_t n)
{
	*seed = *seed * 1664525 + 1013904223;
	return (int64_t)(*seed >> 16) * n >> 16;
}

/* A coordinate of the curve with these control points. */
static double at_parameter(const double c[4], double t)
{
	double s = 1 - t;

	return s * s * s * c[0] + 3 * s * s * t * c[1] + 3 * s * t * t * c[2] + t * t * t * c[3];
}

/* How far the curve is at most from the quadratic one that it is drawn as, in font units. */
static double find_distance(const struct quad_xy p[4], const struct quad_point q[3])
{
	const double x[4] = {(double)p[0].x / QUAD_ONE - q[0].x,
	                     (double)p[1].x / QUAD_ONE - (q[0].x + 2.0 * q[1].x) / 3,
	                     (double)p[2].x / QUAD_ONE - (q[2].x + 2.0 * q[1].x) / 3,
	                     (double)p[3].x / QUAD_ONE - q[2].x};
	const double y[4] = {(double)p[0].y / QUAD_ONE - q[0].y,
	                     (double)p[1].y / QUAD_ONE - (q[0].y + 2.0 * q[1].y) / 3,
	                     (double)p[2].y / QUAD_ONE - (q[2].y + 2.0 * q[1].y) / 3,
	                     (double)p[3].y / QUAD_ONE - q[2].y};
	double most = 0;

	for (int i = 0; i <= 1000; i++)
		most = fmax(most, hypot(at_parameter(x, i / 1000.0), at_parameter(y, i / 1000.0)));
	return most;
}

/* Cubic curves that are nearly quadratic: one such curve does if, and only if, it is near enough.
 */
static void one_curve_does_where_it_is_near(void **state)
{
	uint32_t seed = 1;
	int near = 0;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		struct quad_outline o = {.tolerance = 1000 * QUAD_ONE},
		                    exact = {.tolerance = QUAD_ONE};
		struct quad_xy p[4], q = {random_below(&seed, 512000), random_below(&seed, 512000)};
		double distance;

		for (int k = 0; k < 4; k += 3)
			p[k] = (struct quad_xy){random_below(&seed, 2000) * QUAD_ONE,
			                        random_below(&seed, 2000) * QUAD_ONE};
		for (int k = 1; k < 3; k++)
			p[k] = (struct quad_xy){(p[(k - 1) * 3].x + 2 * q.x) / 3 +
			                                random_below(&seed, 16 * QUAD_ONE),
			                        (p[(k - 1) * 3].y + 2 * q.y) / 3 +
			                                random_below(&seed, 16 * QUAD_ONE)};
		quad_move(&o, p[0]);
		quad_cubic(&o, p[1], p[2], p[3]);
		assert_int_equal(o.n, 3);
		distance = find_distance(p, o.points);
		quad_move(&exact, p[0]);
		quad_cubic(&exact, p[1], p[2], p[3]);
		if (distance > 1 || distance < 0.999)
			assert_int_equal(exact.n == 3, distance <= 1);
		near += distance > 0.99 && distance < 0.999;
		quad_release(&o);
		quad_release(&exact);
	}
	assert_true(near > 10);
}

/* With a name, and its contours in the direction that they have there. */
static void others_read_what_was_made(void **state)
{
	const struct font *f = open_face(*state, "serif.otf", 0, U'一');
	struct font_coded coded = {.cp = U'一'};
	struct buf made = {0};
	struct font_choice c;
	struct scene *sc = *state;
	const TT_MaxProfile *most;
	FT_Library library;
	FT_ULong post = 0;
	FT_Face face;

	assert_int_equal(font_choose(sc->fs, 0, coded.cp, &sc->dl, &c), RC_OK);
	coded.gid = c.gid;
	assert_int_equal(font_truetype(f, &coded, 1, &made), RC_OK);
	assert_int_equal(FT_Init_FreeType(&library), 0);
	assert_int_equal(
	        FT_New_Memory_Face(library, (const FT_Byte *)made.p, (FT_Long)made.n, 0, &face), 0);
	assert_string_equal(face->family_name, font_describe(f)->ps_name);
	assert_string_equal(face->style_name, "Regular");
	assert_int_equal(FT_Load_Char(face, U'一', FT_LOAD_NO_SCALE), 0);
	assert_true(face->glyph->outline.n_points >= 3);
	assert_int_equal(FT_Outline_Get_Orientation(&face->glyph->outline),
	                 FT_ORIENTATION_TRUETYPE);
	most = FT_Get_Sfnt_Table(face, FT_SFNT_MAXP);
	assert_int_equal(most->numGlyphs, 2);
	assert_int_equal(most->maxPoints, face->glyph->outline.n_points);
	assert_int_equal(most->maxContours, face->glyph->outline.n_contours);
	assert_int_equal(most->maxZones, 1);
	assert_int_equal(FT_Load_Sfnt_Table(face, FT_MAKE_TAG('p', 'o', 's', 't'), 0, NULL, &post),
	                 0);
	assert_int_equal(post, 32); /* version 3 has no names */
	FT_Done_Face(face);
	FT_Done_FreeType(library);
	buf_release(&made);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(each_operator_widens_the_box),
	        cmocka_unit_test(one_curve_does_where_it_is_near),
	        cmocka_unit_test_setup_teardown(others_read_what_was_made, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
