/* SPDX-License-Identifier: MIT */
/* outline.c: outlines as a face has them, with curves of either degree (font_outline). */
#include "font/face.h"

#include <math.h>

#include "base/mem.h"
#include "font/checked.h"

/* Who is told. */
struct outline_teller {
	glyf_tell_step *tell;
	void *user;
};

/* Exact: CFF has 1/65536 of a unit, glyf 1/16384 where parts of a glyph are scaled, and halves of
 * it. */
static int64_t fixed(float v)
{
	return llrint((double)v * GLYF_ONE);
}

static void move_to(hb_draw_funcs_t *funcs, void *to, hb_draw_state_t *st, float x, float y,
                    void *user)
{
	const struct outline_teller *o = to;

	(void)funcs;
	(void)st;
	(void)user;
	o->tell(o->user, FONT_MOVE, (int64_t[]){fixed(x), fixed(y)});
}

static void line_to(hb_draw_funcs_t *funcs, void *to, hb_draw_state_t *st, float x, float y,
                    void *user)
{
	const struct outline_teller *o = to;

	(void)funcs;
	(void)st;
	(void)user;
	o->tell(o->user, FONT_LINE, (int64_t[]){fixed(x), fixed(y)});
}

static void quadratic_to(hb_draw_funcs_t *funcs, void *to, hb_draw_state_t *st, float cx, float cy,
                         float x, float y, void *user)
{
	const struct outline_teller *o = to;

	(void)funcs;
	(void)st;
	(void)user;
	o->tell(o->user, FONT_QUADRATIC, (int64_t[]){fixed(cx), fixed(cy), fixed(x), fixed(y)});
}

static void cubic_to(hb_draw_funcs_t *funcs, void *to, hb_draw_state_t *st, float c1x, float c1y,
                     float c2x, float c2y, float x, float y, void *user)
{
	const struct outline_teller *o = to;

	(void)funcs;
	(void)st;
	(void)user;
	o->tell(o->user, FONT_CUBIC,
	        (int64_t[]){fixed(c1x), fixed(c1y), fixed(c2x), fixed(c2y), fixed(x), fixed(y)});
}

static void close_path(hb_draw_funcs_t *funcs, void *to, hb_draw_state_t *st, void *user)
{
	const struct outline_teller *o = to;

	(void)funcs;
	(void)st;
	(void)user;
	o->tell(o->user, FONT_CLOSE, NULL);
}

static hb_draw_funcs_t *make_funcs(void)
{
	hb_draw_funcs_t *funcs = checked_draw_funcs();

	hb_draw_funcs_set_move_to_func(funcs, move_to, NULL, NULL);
	hb_draw_funcs_set_line_to_func(funcs, line_to, NULL, NULL);
	hb_draw_funcs_set_quadratic_to_func(funcs, quadratic_to, NULL, NULL);
	hb_draw_funcs_set_cubic_to_func(funcs, cubic_to, NULL, NULL);
	hb_draw_funcs_set_close_path_func(funcs, close_path, NULL, NULL);
	return funcs;
}

static void draw(hb_font_t *font, uint32_t gid, hb_draw_funcs_t *funcs, struct outline_teller *o)
{
#if HB_VERSION_ATLEAST(7, 0, 0)
	hb_font_draw_glyph(font, gid, funcs, o);
#else
	hb_font_get_glyph_shape(font, gid, funcs, o);
#endif
}

/* The tables of a face of one glyph, besides .notdef. */
static hb_blob_t *table_of_one(hb_face_t *face, hb_tag_t tag, void *cff)
{
	static const char MAXP[] = {0, 0, 0x50, 0, 0, 2}; /* version 0.5, two glyphs */
	const struct buf *b = cff;

	(void)face;
	if (tag == HB_TAG('C', 'F', 'F', ' '))
		return checked_blob(b->p, b->n);
	return tag == HB_TAG('m', 'a', 'x', 'p') ? checked_blob(MAXP, sizeof(MAXP))
	                                         : hb_blob_get_empty();
}

/* HarfBuzz asks for all outlines of a face: it gets one with this glyph only. */
static bool draw_alone(const struct font *f, uint32_t gid, struct outline_teller *o)
{
	const struct font_glyph glyph = {.gid = gid};
	struct buf cff = {0};
	hb_face_t *face;
	hb_font_t *font;

	if (f->sparse == NULL || f->cff == NULL || !cff_subset(f->cff, &glyph, 1, &cff))
		return false;
	face = hb_face_create_for_tables(table_of_one, &cff, NULL);
	hb_face_set_upem(face, hb_face_get_upem(f->face));
	font = hb_font_create(face);
	if (face == hb_face_get_empty() || font == hb_font_get_empty())
		mem_exhausted();
	draw(font, 1, f->glyf->funcs, o);
	hb_font_destroy(font);
	hb_face_destroy(face);
	buf_release(&cff);
	return true;
}

void glyf_outline_by_harfbuzz(const struct font *f, uint32_t gid, glyf_tell_step *tell, void *user)
{
	struct outline_teller o = {tell, user};

	if (f->glyf->funcs == NULL)
		f->glyf->funcs = make_funcs();
	if (!draw_alone(f, gid, &o))
		draw(f->hb, gid, f->glyf->funcs, &o);
}

void glyf_outline(const struct font *f, uint32_t gid, glyf_tell_step *tell, void *user)
{
	if (f->cff == NULL || !cff_face_trace(f->cff, gid, tell, user))
		glyf_outline_by_harfbuzz(f, gid, tell, user);
}

/* The caller of font_outline. */
struct rounding_teller {
	font_tell_step *tell;
	void *user;
};

/* To the nearest one, of two the even one. */
static int32_t whole_units(int64_t v)
{
	return (int32_t)(v % GLYF_ONE == 0 ? v / GLYF_ONE : llrint((double)v / GLYF_ONE));
}

static void tell_rounded(void *to, enum font_step step, const int64_t *xy)
{
	static const size_t lengths[] = {[FONT_MOVE] = 2,
	                                 [FONT_LINE] = 2,
	                                 [FONT_QUADRATIC] = 4,
	                                 [FONT_CUBIC] = 6,
	                                 [FONT_CLOSE] = 0};
	const struct rounding_teller *r = to;
	int32_t whole[6] = {0};

	for (size_t i = 0; i < lengths[step]; i++)
		whole[i] = whole_units(xy[i]);
	r->tell(r->user, step, whole);
}

void font_outline(const struct font *f, uint32_t gid, font_tell_step *tell_step, void *user)
{
	glyf_outline(f, gid, tell_rounded, &(struct rounding_teller){tell_step, user});
}
