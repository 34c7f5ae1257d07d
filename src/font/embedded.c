/* SPDX-License-Identifier: MIT */
/* embedded.c: compares a font program embedded in a document with the face it was made from. */
#include "font/face.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include FT_OUTLINE_H

#include "base/mem.h"
#include "font/likeness.h"

struct font_embedded {
	FT_Library library;
	FT_Face face;
	struct outline_likeness likeness;
};

struct font_embedded *font_embedded_open(const void *p, size_t n)
{
	struct font_embedded *e = mem_alloc(sizeof(*e));

	if (FT_Init_FreeType(&e->library) == 0 &&
	    FT_New_Memory_Face(e->library, p, (FT_Long)n, 0, &e->face) == 0)
		return e;
	font_embedded_close(e);
	return NULL;
}

void font_embedded_close(struct font_embedded *e)
{
	if (e == NULL)
		return;
	if (e->face != NULL)
		FT_Done_Face(e->face);
	if (e->library != NULL)
		FT_Done_FreeType(e->library);
	likeness_release(&e->likeness);
	free(e);
}

static bool load(FT_Face face, FT_UInt glyph)
{
	return FT_Load_Glyph(face, glyph, FT_LOAD_NO_SCALE | FT_LOAD_NO_HINTING) == 0 &&
	       face->glyph->format == FT_GLYPH_FORMAT_OUTLINE;
}

/* FreeType loads glyphs of a bare CID-keyed program by CID, of any other program by glyph index. */
static bool is_moved(const FT_Outline *a, const FT_Outline *b, const struct font_glyph *by)
{
	if (a->n_points != b->n_points || a->n_contours != b->n_contours)
		return false;
	for (int i = 0; i < a->n_points; i++) {
		if (a->points[i].x != b->points[i].x - by->left ||
		    a->points[i].y != b->points[i].y + by->up)
			return false;
	}
	return true;
}

bool font_embedded_is(const struct font_embedded *e, uint32_t glyph, const struct font *f,
                      const struct font_glyph *want)
{
	FT_Face whole = face_freetype(f);
	FT_GlyphSlot a, b;

	if (glyph == 0 || whole == NULL || !load(e->face, glyph) || !load(whole, want->gid))
		return false;
	a = e->face->glyph;
	b = whole->glyph;
	return e->face->units_per_EM == whole->units_per_EM &&
	       a->metrics.horiAdvance == b->metrics.horiAdvance - want->left - want->right &&
	       is_moved(&a->outline, &b->outline, want);
}

uint32_t font_embedded_find(const struct font_embedded *e, uint32_t cp)
{
	return FT_Get_Char_Index(e->face, cp);
}

/*
 * Pixels an em, and by how much of 255 a pixel may differ: where strokes meet, an outline that is
 * 1/1000 em off changes a pixel by up to 62. Another character differs by all of a stroke.
 */
enum { PICTURE = 64, PICTURE_NEAR = 96 };

static bool draw(FT_Face face, FT_UInt glyph)
{
	return FT_Set_Pixel_Sizes(face, PICTURE, PICTURE) == 0 &&
	       FT_Load_Glyph(face, glyph, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) == 0 &&
	       FT_Render_Glyph(face->glyph, FT_RENDER_MODE_NORMAL) == 0;
}

/* A pixel by its place from the glyph's origin, y downwards; nothing beyond the picture. */
static int pixel(FT_GlyphSlot g, int x, int y)
{
	int column = x - g->bitmap_left, row = g->bitmap_top + y;

	if (column < 0 || row < 0 || column >= (int)g->bitmap.width || row >= (int)g->bitmap.rows)
		return 0;
	return g->bitmap.buffer[row * g->bitmap.pitch + column];
}

/* The smallest box, from its upper left corner to beyond the lower right one, with both pictures.
 */
static void box_of_both(FT_GlyphSlot a, FT_GlyphSlot b, int box[4])
{
	const FT_GlyphSlot both[] = {a, b};

	box[0] = box[1] = INT_MAX;
	box[2] = box[3] = INT_MIN;
	for (size_t i = 0; i < COUNT(both); i++) {
		int left = both[i]->bitmap_left, top = -both[i]->bitmap_top;
		int right = left + (int)both[i]->bitmap.width;
		int foot = top + (int)both[i]->bitmap.rows;

		box[0] = left < box[0] ? left : box[0];
		box[1] = top < box[1] ? top : box[1];
		box[2] = right > box[2] ? right : box[2];
		box[3] = foot > box[3] ? foot : box[3];
	}
}

/* Two outlines drawn. */
static bool same_picture(FT_Face face, FT_UInt glyph, FT_Face whole, FT_UInt gid)
{
	FT_GlyphSlot a, b;
	int box[4];

	if (!draw(face, glyph) || !draw(whole, gid))
		return false;
	a = face->glyph;
	b = whole->glyph;
	box_of_both(a, b, box);
	for (int y = box[1]; y < box[3]; y++)
		for (int x = box[0]; x < box[2]; x++)
			if (abs(pixel(a, x, y) - pixel(b, x, y)) > PICTURE_NEAR)
				return false;
	return true;
}

bool font_embedded_looks_like(struct font_embedded *e, uint32_t glyph, const struct font *f,
                              uint32_t gid)
{
	FT_Face whole;

	if (glyph == 0 || !load(e->face, glyph) || e->face->units_per_EM != f->info.units_per_em ||
	    e->face->glyph->metrics.horiAdvance != font_advance(f, gid))
		return false;
	if (likeness_holds(&e->likeness, &e->face->glyph->outline, f, gid))
		return true;
	whole = face_freetype(f);
	return whole != NULL && same_picture(e->face, glyph, whole, gid);
}
