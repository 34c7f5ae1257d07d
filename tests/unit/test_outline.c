/* SPDX-License-Identifier: MIT */
/* Outlines, compared with those that FreeType makes of the same glyphs. */
#include "font_bench.h"

#include FT_OUTLINE_H

#include "font/charstring.h"

/* The hull of an outline's points, and its contours. */
struct hull {
	FT_BBox box;
	int contour_n, point_n;
	int32_t first[2], last[2];
};

static void add_point(struct hull *h, const int32_t *xy)
{
	if (h->point_n++ == 0)
		h->box = (FT_BBox){xy[0], xy[1], xy[0], xy[1]};
	h->box.xMin = xy[0] < h->box.xMin ? xy[0] : h->box.xMin;
	h->box.yMin = xy[1] < h->box.yMin ? xy[1] : h->box.yMin;
	h->box.xMax = xy[0] > h->box.xMax ? xy[0] : h->box.xMax;
	h->box.yMax = xy[1] > h->box.yMax ? xy[1] : h->box.yMax;
	memcpy(h->last, xy, sizeof(h->last));
}

static void add_step(void *user, enum font_step step, const int32_t *xy)
{
	static const int points[] = {
	        [FONT_MOVE] = 1, [FONT_LINE] = 1, [FONT_QUADRATIC] = 2, [FONT_CUBIC] = 3};
	struct hull *h = user;

	if (step == FONT_CLOSE) {
		h->contour_n++;
		assert_memory_equal(h->first, h->last, sizeof(h->last));
		return;
	}
	if (step == FONT_MOVE)
		memcpy(h->first, xy, sizeof(h->first));
	for (int i = 0; i < points[step]; i++)
		add_point(h, xy + 2 * i);
}

static void check_outlines(struct scene *sc, const char *file, int index, uint32_t cp)
{
	const struct font *f = open_face(sc, file, index, cp);
	FT_Library library;
	FT_BBox box;
	FT_Face face;
	size_t n;
	char *p = font_file(sc, file, &n);

	assert_int_equal(FT_Init_FreeType(&library), 0);
	assert_int_equal(FT_New_Memory_Face(library, (FT_Byte *)p, (FT_Long)n, index, &face), 0);
	for (FT_UInt gid = 1; gid < (FT_UInt)face->num_glyphs && gid < 400; gid++) {
		struct hull h = {0};

		assert_int_equal(FT_Load_Glyph(face, gid, FT_LOAD_NO_SCALE | FT_LOAD_NO_HINTING),
		                 0);
		font_outline(f, gid, add_step, &h);
		assert_int_equal(h.contour_n, face->glyph->outline.n_contours);
		if (h.contour_n == 0)
			continue;
		FT_Outline_Get_CBox(&face->glyph->outline, &box);
		assert_memory_equal(&box, &h.box, sizeof(box));
	}
	FT_Done_Face(face);
	FT_Done_FreeType(library);
	free(p);
	font_set_close(sc->fs);
	sc->fs = NULL;
}

static void outlines_are_those_of_the_face(void **state)
{
	check_outlines(*state, "serif.otf", 0, 0x4E00);
	check_outlines(*state, "bars.otf", 0, 'H');
	check_outlines(*state, "latin.ttf", 0, 'H');
}

/* The points of an outline, those between two control points too. */
struct trail {
	size_t n;
	struct {
		int32_t x, y;
		bool on, first;
	} points[1000];
};

static void tell_point(void *user, int32_t x, int32_t y, bool on, bool first)
{
	struct trail *t = user;

	assert_true(t->n < COUNT(t->points));
	t->points[t->n].x = x;
	t->points[t->n].y = y;
	t->points[t->n].on = on;
	t->points[t->n++].first = first;
}

static void tell_vector(const FT_Vector *v, void *user, bool on, bool first)
{
	tell_point(user, (int32_t)(2 * v->x), (int32_t)(2 * v->y), on, first);
}

static int move_to(const FT_Vector *to, void *user)
{
	tell_vector(to, user, true, true);
	return 0;
}

static int line_to(const FT_Vector *to, void *user)
{
	tell_vector(to, user, true, false);
	return 0;
}

static int conic_to(const FT_Vector *control, const FT_Vector *to, void *user)
{
	tell_vector(control, user, false, false);
	return line_to(to, user);
}

static int cubic_to(const FT_Vector *a, const FT_Vector *b, const FT_Vector *to, void *user)
{
	(void)a;
	(void)b;
	(void)to;
	(void)user;
	return -1;
}

/* What lies halfway between two units may be rounded either way: coordinates are in halves. */
static void assert_same_trail(const struct trail *got, const struct trail *want)
{
	assert_int_equal(got->n, want->n);
	for (size_t i = 0; i < got->n; i++) {
		assert_in_range(got->points[i].x - want->points[i].x + 2, 0, 4);
		assert_in_range(got->points[i].y - want->points[i].y + 2, 0, 4);
		assert_int_equal(got->points[i].on, want->points[i].on);
		assert_int_equal(got->points[i].first, want->points[i].first);
	}
}

static void points_between_control_points_are_told(void **state)
{
	static const FT_Outline_Funcs funcs = {
	        .move_to = move_to, .line_to = line_to, .conic_to = conic_to, .cubic_to = cubic_to};
	struct scene *sc = *state;
	const struct font *f = open_face(sc, "latin.ttf", 0, 'H');
	FT_Library library;
	FT_Face face;
	size_t n;
	char *p = font_file(sc, "latin.ttf", &n);

	assert_int_equal(FT_Init_FreeType(&library), 0);
	assert_int_equal(FT_New_Memory_Face(library, (FT_Byte *)p, (FT_Long)n, 0, &face), 0);
	for (const char *c = "HSg80%"; *c != '\0'; c++) {
		FT_UInt gid = FT_Get_Char_Index(face, (FT_ULong)*c);
		struct trail got = {0}, want = {0};

		assert_int_equal(FT_Load_Glyph(face, gid, FT_LOAD_NO_SCALE | FT_LOAD_NO_HINTING),
		                 0);
		assert_int_equal(FT_Outline_Decompose(&face->glyph->outline, &funcs, &want), 0);
		assert_int_equal(font_trace(f, gid, tell_point, &got), RC_OK);
		assert_same_trail(&got, &want);
	}
	FT_Done_Face(face);
	FT_Done_FreeType(library);
	free(p);
}

/* The steps that were told: letters, and the point that each leads to, in whole units. */
static void note_step(void *user, enum font_step step, const int64_t *xy)
{
	static const int last[] = {
	        [FONT_MOVE] = 0, [FONT_LINE] = 0, [FONT_QUADRATIC] = 2, [FONT_CUBIC] = 4};
	const int64_t *to = step != FONT_CLOSE ? xy + last[step] : NULL;

	buf_putc(user, "mlqcz"[step]);
	if (to != NULL)
		buf_putf(user, "%d,%d ", (int)(to[0] / CHARSTRING_ONE),
		         (int)(to[1] / CHARSTRING_ONE));
}

#define NUMBER(v) ((v) + 139)

static void a_charstring_is_told_closed_and_up_to_its_fault(void **state)
{
	/* A contour that does not end where it began; one without a line; a curve of six numbers.
	 */
	static const uint8_t code[] = {NUMBER(10), NUMBER(20), 21,        NUMBER(5), NUMBER(6),
	                               5,          NUMBER(-9), 22,        NUMBER(1), 4,
	                               NUMBER(1),  NUMBER(2),  NUMBER(3), NUMBER(4), NUMBER(5),
	                               NUMBER(6),  8,          14};
	static const uint8_t flex[] = {NUMBER(1), 22, NUMBER(7), 6, NUMBER(1),
	                               12,        35, NUMBER(7), 7, 14};
	struct buf b = {0};
	int32_t box[4];

	(void)state;
	assert_true(charstring_trace((struct cff_bytes){code, sizeof(code)}, note_step, &b));
	assert_string_equal(b.p, "m10,20 l15,26 l10,20 zm6,27 c15,39 l6,27 z");
	buf_clear(&b);
	assert_false(charstring_trace((struct cff_bytes){flex, sizeof(flex)}, note_step, &b));
	assert_string_equal(b.p, "m1,0 l8,0 l1,0 z");
	assert_false(charstring_bounds((struct cff_bytes){flex, sizeof(flex)}, box));
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(outlines_are_those_of_the_face, set_up, tear_down),
	        cmocka_unit_test(a_charstring_is_told_closed_and_up_to_its_fault),
	        cmocka_unit_test_setup_teardown(points_between_control_points_are_told, set_up,
	                                        tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
