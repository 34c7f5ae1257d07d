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

static void tell(void *to, enum font_step step, const float *xy)
{
	const struct outline_teller *o = to;

	o->tell(o->user, step, xy);
}

static void move_to(hb_draw_funcs_t *funcs, void *to, hb_draw_state_t *st, float x, float y,
                    void *user)
{
	(void)funcs;
	(void)st;
	(void)user;
	tell(to, FONT_MOVE, (float[]){x, y});
}

static void line_to(hb_draw_funcs_t *funcs, void *to, hb_draw_state_t *st, float x, float y,
                    void *user)
{
	(void)funcs;
	(void)st;
	(void)user;
	tell(to, FONT_LINE, (float[]){x, y});
}

static void quadratic_to(hb_draw_funcs_t *funcs, void *to, hb_draw_state_t *st, float cx, float cy,
                         float x, float y, void *user)
{
	(void)funcs;
	(void)st;
	(void)user;
	tell(to, FONT_QUADRATIC, (float[]){cx, cy, x, y});
}

static void cubic_to(hb_draw_funcs_t *funcs, void *to, hb_draw_state_t *st, float c1x, float c1y,
                     float c2x, float c2y, float x, float y, void *user)
{
	(void)funcs;
	(void)st;
	(void)user;
	tell(to, FONT_CUBIC, (float[]){c1x, c1y, c2x, c2y, x, y});
}

static void close_path(hb_draw_funcs_t *funcs, void *to, hb_draw_state_t *st, void *user)
{
	(void)funcs;
	(void)st;
	(void)user;
	tell(to, FONT_CLOSE, NULL);
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

void glyf_outline(const struct font *f, uint32_t gid, glyf_tell_step *tell_step, void *user)
{
	struct outline_teller o = {tell_step, user};

	if (f->glyf->funcs == NULL)
		f->glyf->funcs = make_funcs();
	if (!draw_alone(f, gid, &o))
		draw(f->hb, gid, f->glyf->funcs, &o);
}

/* The caller of font_outline. */
struct rounding_teller {
	font_tell_step *tell;
	void *user;
};

static void tell_rounded(void *to, enum font_step step, const float *xy)
{
	static const size_t lengths[] = {[FONT_MOVE] = 2,
	                                 [FONT_LINE] = 2,
	                                 [FONT_QUADRATIC] = 4,
	                                 [FONT_CUBIC] = 6,
	                                 [FONT_CLOSE] = 0};
	const struct rounding_teller *r = to;
	int32_t whole[6] = {0};

	for (size_t i = 0; i < lengths[step]; i++)
		whole[i] = (int32_t)lrintf(xy[i]);
	r->tell(r->user, step, whole);
}

void font_outline(const struct font *f, uint32_t gid, font_tell_step *tell_step, void *user)
{
	glyf_outline(f, gid, tell_rounded, &(struct rounding_teller){tell_step, user});
}
