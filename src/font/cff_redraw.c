/* SPDX-License-Identifier: MIT */
#include "font/cff_redraw.h"

#include <stdlib.h>
#include <string.h>

#include FT_OUTLINE_H

#include "base/lu.h"
#include "base/mem.h"
#include "font/cff_subset.h"

/* Operators of Type 2 charstrings (Adobe Technical Note 5177). */
enum { RLINETO = 5, RRCURVETO = 8, ENDCHAR = 14, RMOVETO = 21 };

/* How DICTs and charstrings start their longer numbers. */
enum { SHORT = 28, REAL = 30 };

struct drawing {
	struct buf *b;
	FT_Vector at;
	bool failed;
};

static void put_short(struct buf *b, long v)
{
	char bytes[3] = {SHORT, (char)(v >> 8), (char)v};

	if (v >= -107 && v <= 107)
		buf_putc(b, (char)(v + 139));
	else
		buf_put(b, bytes, 3);
}

static void put_step(struct drawing *d, const FT_Vector *to)
{
	long x = to->x - d->at.x, y = to->y - d->at.y;

	d->failed = d->failed || x != (int16_t)x || y != (int16_t)y;
	put_short(d->b, x);
	put_short(d->b, y);
	d->at = *to;
}

static int move_to(const FT_Vector *to, void *user)
{
	struct drawing *d = user;

	put_step(d, to);
	buf_putc(d->b, RMOVETO);
	return 0;
}

static int line_to(const FT_Vector *to, void *user)
{
	struct drawing *d = user;

	put_step(d, to);
	buf_putc(d->b, RLINETO);
	return 0;
}

/* CFF has no curves of the second degree. */
static int conic_to(const FT_Vector *control, const FT_Vector *to, void *user)
{
	(void)control;
	(void)to;
	((struct drawing *)user)->failed = true;
	return 0;
}

static int cubic_to(const FT_Vector *c1, const FT_Vector *c2, const FT_Vector *to, void *user)
{
	struct drawing *d = user;

	put_step(d, c1);
	put_step(d, c2);
	put_step(d, to);
	buf_putc(d->b, RRCURVETO);
	return 0;
}

/* The width comes first, as the difference from a nominal width of 0. */
static bool put_glyph(struct buf *b, FT_Face face, uint32_t gid)
{
	static const FT_Outline_Funcs FUNCS = {move_to, line_to, conic_to, cubic_to, 0, 0};
	struct drawing drawing = {.b = b};
	long advance;

	if (FT_Load_Glyph(face, gid, FT_LOAD_NO_SCALE | FT_LOAD_NO_HINTING) != 0 ||
	    face->glyph->format != FT_GLYPH_FORMAT_OUTLINE)
		return false;
	advance = face->glyph->metrics.horiAdvance;
	put_short(b, advance);
	if (advance != (int16_t)advance ||
	    FT_Outline_Decompose(&face->glyph->outline, &FUNCS, &drawing) != 0)
		return false;
	buf_putc(b, ENDCHAR);
	return !drawing.failed;
}

/* 1 / n as a real number: a digit a nibble, 12 for "E-", 15 for the end. */
static void put_inverse(struct buf *b, int64_t n)
{
	struct buf digits = {0};

	num_put_int(&digits, (1000000000000000 + n / 2) / n);
	buf_puts(&digits, digits.n % 2 == 1 ? "<15?" : "<15");
	buf_putc(b, REAL);
	for (size_t i = 0; i < digits.n; i += 2) {
		int low = i + 1 < digits.n ? digits.p[i + 1] - '0' : 15;

		buf_putc(b, (char)((digits.p[i] - '0') << 4 | low));
	}
	buf_release(&digits);
}

/* The entries of a top DICT that cff_subset copies. */
static void put_top(struct buf *b, FT_Face face)
{
	const FT_BBox *box = &face->bbox;

	put_short(b, box->xMin);
	put_short(b, box->yMin);
	put_short(b, box->xMax);
	put_short(b, box->yMax);
	buf_putc(b, CFF_FONT_BBOX);
	if (face->units_per_EM == 1000)
		return;
	for (int i = 0; i < 6; i++) {
		if (i % 3 == 0 && i < 4)
			put_inverse(b, face->units_per_EM);
		else
			put_short(b, 0);
	}
	buf_putc(b, (char)(CFF_FONT_MATRIX >> 8));
	buf_putc(b, (char)(CFF_FONT_MATRIX & 0xff));
}

static struct cff_bytes bytes_of(const struct buf *b)
{
	return (struct cff_bytes){(const uint8_t *)b->p, b->n};
}

/* Draws glyph 0 and the others, to be a name-keyed table with just these. */
static bool put_glyphs(struct buf *out, struct buf *offsets, FT_Face face,
                       const struct font_glyph *glyphs, size_t n)
{
	buf_put_big_endian(offsets, 1, 4);
	for (size_t i = 0; i <= n; i++) {
		uint32_t gid = i > 0 ? glyphs[i - 1].gid : 0;

		if ((i > 0 && gid == 0) || !put_glyph(out, face, gid) || out->n >= UINT32_MAX)
			return false;
		buf_put_big_endian(offsets, (uint32_t)out->n + 1, 4);
	}
	return true;
}

bool cff_redraw(FT_Face face, const char *name, const struct font_glyph *glyphs, size_t n,
                struct buf *ret)
{
	struct buf outlines = {0}, offsets = {0}, top = {0};
	struct cff cff = {.fd_count = 1, .name_keyed = true};
	struct cff_face *drawn;
	struct font_glyph *order;
	bool ok = put_glyphs(&outlines, &offsets, face, glyphs, n);

	put_top(&top, face);
	cff.name = (struct cff_bytes){(const uint8_t *)name, strlen(name)};
	cff.top = cff.fds[0].dict = bytes_of(&top);
	cff.glyphs = (struct cff_index){.offsets = bytes_of(&offsets).p,
	                                .data = bytes_of(&outlines),
	                                .count = (uint32_t)n + 1,
	                                .width = 4};
	drawn = cff_face_new(&cff);
	order = mem_alloc(mem_size_mul(n + 1, sizeof(*order)));
	for (size_t i = 0; i < n; i++) {
		order[i] = glyphs[i];
		order[i].gid = (uint32_t)i + 1;
	}
	ok = ok && cff_subset(drawn, order, n, ret);
	cff_face_close(drawn);
	free(order);
	buf_release(&outlines);
	buf_release(&offsets);
	buf_release(&top);
	return ok;
}
