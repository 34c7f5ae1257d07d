/* SPDX-License-Identifier: MIT */
#include "text/shape.h"

#include <hb.h>

#include "base/mem.h"
#include "font/checked.h"

enum {
	EM_DASH = 0x2014,
	WAVE_DASH = 0x301C,
	FULL_WIDTH_TILDE = 0xFF5E,
	IDEOGRAPHIC_SPACE = 0x3000,
	ASCII_END = 0x80,
	TOLERANCE = 50, /* em / TOLERANCE: how far ink may extend beyond its half */
	OVERLAP = 100   /* em / OVERLAP: how far the halves of a dash overlap */
};

/* Left and right edge of the ink box, from the cluster's pen. */
struct ink {
	lu left, right;
};

bool seat_is_full_width_mark(uint32_t cp, enum text_class class_)
{
	return cp >= ASCII_END && (class_ == TEXT_OPENING || class_ == TEXT_CLOSING ||
	                           class_ == TEXT_PAUSE || class_ == TEXT_STOP);
}

/* The prescribed width of a cluster; 0: that of the face. */
static lu width_of(const struct cluster *c)
{
	if (c->class_ == TEXT_TWO_EM)
		return 2 * c->em;
	if (c->class_ == TEXT_INTERPUNCT)
		return c->em / 2;
	if (c->glyph_n == 0 || c->cp == EM_DASH || c->cp == WAVE_DASH ||
	    c->cp == FULL_WIDTH_TILDE || c->cp == IDEOGRAPHIC_SPACE || text_is_ideograph(c->cp) ||
	    seat_is_full_width_mark(c->cp, (enum text_class)c->class_))
		return c->em;
	return 0;
}

static bool ink_of(const struct text_glyph *g, struct ink *ret)
{
	int box[4];

	if (!font_glyph_box(g->font, g->gid, box))
		return false;
	ret->left = g->dx + lu_scale(g->size, box[0], 1000);
	ret->right = g->dx + lu_scale(g->size, box[2], 1000);
	return true;
}

/*
 * Whether a face without a half-width solidus draws the full-width one within the middle half of
 * its square, so that it can be set half an em wide.
 */
static bool is_slim_solidus(const struct cluster *c, const struct text_glyph *g)
{
	struct ink ink;

	return c->cp == TEXT_SOLIDUS_FULL && c->glyph_n == 1 && g->advance == c->em &&
	       ink_of(g, &ink) && ink.left >= c->em / 4 && ink.right <= c->em - c->em / 4;
}

void seat_set_language(struct hb_buffer_t *b)
{
	hb_buffer_set_content_type(b, HB_BUFFER_CONTENT_TYPE_UNICODE);
	hb_buffer_set_direction(b, HB_DIRECTION_LTR);
	hb_buffer_set_script(b, HB_SCRIPT_HAN);
	hb_language_t language = hb_language_from_string("zh-Hans", -1);

	if (language == HB_LANGUAGE_INVALID)
		mem_exhausted();
	hb_buffer_set_language(b, language);
}

static bool lies_within(const struct ink *ink, lu from, lu to, lu em)
{
	return ink->left >= from - em / TOLERANCE && ink->right <= to + em / TOLERANCE;
}

/*
 * By how much the half-width form of a mark (feature halt) moves its ink, in font units; false if
 * the face has no such form.
 */
static bool half_width_offset(const struct cluster *c, const struct text_glyph *g, int *ret)
{
	static const hb_feature_t HALT = {HB_TAG('h', 'a', 'l', 't'), 1, HB_FEATURE_GLOBAL_START,
	                                  HB_FEATURE_GLOBAL_END};
	hb_buffer_t *buffer = checked_buffer();
	const hb_glyph_position_t *pos;
	unsigned n;
	bool found;

	hb_buffer_add(buffer, c->cp, 0);
	seat_set_language(buffer);
	checked_shape(font_hb(g->font), buffer, &HALT, 1);
	pos = hb_buffer_get_glyph_positions(buffer, &n);
	found = n == 1 && pos[0].x_advance < font_advance(g->font, g->gid);
	*ret = found ? pos[0].x_offset : 0;
	hb_buffer_destroy(buffer);
	return found;
}

/*
 * Moves the ink of a mark into its half, the right one for opening marks: to where the face's
 * half-width form has it or, failing that, to the centre of the half. Ink too wide for a half is
 * left alone.
 */
static void seat_mark(const struct cluster *c, struct text_glyph *g)
{
	lu from = c->class_ == TEXT_OPENING ? c->em / 2 : 0, to = from + c->em / 2;
	struct ink ink, half;
	lu move;
	int offset;

	if (!ink_of(g, &ink) || lies_within(&ink, from, to, c->em) ||
	    ink.right - ink.left > c->em / 2)
		return;
	move = (from + to - ink.left - ink.right) / 2;
	if (half_width_offset(c, g, &offset)) {
		lu own = from - g->dx +
		         lu_scale(g->size, offset, font_describe(g->font)->units_per_em);

		half = (struct ink){ink.left + own, ink.right + own};
		if (lies_within(&half, from, to, c->em))
			move = own;
	}
	g->dx += move;
}

static void seat_interpunct(const struct cluster *c, struct text_glyph *g)
{
	struct ink ink;

	if (ink_of(g, &ink))
		g->dx += (c->em / 2 - ink.left - ink.right) / 2;
}

/* Keeps the halves of a two-em mark together, whatever the tracking. */
static void gather(const struct cluster *c, struct text_glyph *g)
{
	g[0].dx = c->em - g[0].size;
	g[1].dx = c->em - g[0].advance;
}

/*
 * Joins the halves of a dash whatever their side bearings. They overlap, because rules that merely
 * touch show a seam on screens.
 */
static void join_dash(const struct cluster *c, struct text_glyph *g)
{
	struct ink first, second;
	lu move;

	if (!ink_of(&g[0], &first) || !ink_of(&g[1], &second))
		return;
	second.left += g[0].advance;
	second.right += g[0].advance;
	move = first.right - g[0].size / OVERLAP - second.left;
	g[1].dx += move;
	second.right += move;
	for (int i = 0; i < 2; i++)
		g[i].dx += (2 * c->em - first.left - second.right) / 2;
}

static void set_width(struct cluster *c, struct text_glyph *g, lu wanted)
{
	lu spare = wanted - c->advance, before = spare / 2;

	/* A narrow mark is set close to what it encloses or follows. */
	if (seat_is_full_width_mark(c->cp, (enum text_class)c->class_) && spare > c->em / 4)
		before = c->class_ == TEXT_OPENING ? spare : 0;
	for (size_t i = 0; i < c->glyph_n; i++)
		g[i].dx += before;
	if (c->glyph_n > 0)
		g[c->glyph_n - 1].advance += spare;
	c->advance = wanted;
}

void seat_cluster(struct cluster *c, struct text_glyph *g)
{
	bool slim = is_slim_solidus(c, g);
	bool mark = seat_is_full_width_mark(c->cp, (enum text_class)c->class_);
	lu wanted = slim ? c->em / 2 : width_of(c);

	c->boxed = c->glyph_n == 1 && (slim || mark || c->class_ == TEXT_INTERPUNCT);
	for (size_t i = 0; i < c->glyph_n; i++)
		c->advance += g[i].advance;
	if (wanted == 0)
		return;
	set_width(c, g, wanted);
	if (c->glyph_n == 1 && !c->varied && mark)
		seat_mark(c, g);
	else if (c->glyph_n == 1 && c->class_ == TEXT_INTERPUNCT)
		seat_interpunct(c, g);
	if (c->class_ != TEXT_TWO_EM || c->glyph_n != 2 || g[0].font != g[1].font)
		return;
	gather(c, g);
	if (c->cp == EM_DASH)
		join_dash(c, g);
}
