/* SPDX-License-Identifier: MIT */
/* What charstrings draw: their boxes, operator by operator, and the TrueType that is made of them.
 */
#include "font/charstring.h"

#include "font_bench.h"

#include FT_OUTLINE_H

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

/* With a name, and its contours in the direction that they have there. */
static void others_read_what_was_made(void **state)
{
	const struct font *f = open_face(*state, "serif.otf", 0, U'一');
	struct font_coded coded = {.cp = U'一'};
	struct buf made = {0};
	struct font_choice c;
	struct scene *sc = *state;
	FT_Library library;
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
	FT_Done_Face(face);
	FT_Done_FreeType(library);
	buf_release(&made);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(each_operator_widens_the_box),
	        cmocka_unit_test_setup_teardown(others_read_what_was_made, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
