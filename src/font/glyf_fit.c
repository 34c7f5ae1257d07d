/* SPDX-License-Identifier: MIT */
#include "font/glyf_fit.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "font/checked.h"
#include "font/sfnt.h"

enum { GLYPHS_MAX = 65535 };

/* Of a composite glyph: its arguments are an offset, as words (OpenType 1.9, glyf). */
enum { ARGS_ARE_WORDS = 1, ARGS_ARE_XY = 2, HEADER = 10 };

/* Where fields are in their tables. */
enum {
	HEAD_LOCA_FORMAT = 50,
	HHEA_METRIC_N = 34,
	MAXP_GLYPH_N = 4,
	MAXP_POINTS = 6,
	MAXP_CONTOURS = 8,
	MAXP_COMPOSITE_POINTS = 10,
	MAXP_COMPOSITE_CONTOURS = 12,
	MAXP_COMPONENTS = 28,
	MAXP_DEPTH = 30,
	HEAD_SIZE = 54,
	HHEA_SIZE = 36,
	MAXP_SIZE = 32
};

struct fitting {
	hb_face_t *face;
	struct buf head, hhea, maxp, loca, glyf, hmtx;
	size_t glyph_n, old_n; /* with the new glyphs; without */
};

static const unsigned char *bytes_at(const struct buf *b, size_t at)
{
	return (const unsigned char *)b->p + at;
}

static unsigned word(const struct buf *b, size_t at)
{
	return sfnt_u16(bytes_at(b, at));
}

static void set_word(struct buf *b, size_t at, unsigned v)
{
	b->p[at] = (char)(v >> 8);
	b->p[at + 1] = (char)v;
}

static void put_word(struct buf *b, long v)
{
	buf_put_big_endian(b, (uint32_t)v, 2);
}

static bool read_table(const struct fitting *f, hb_tag_t tag, size_t least, struct buf *ret)
{
	hb_blob_t *blob = checked_table(f->face, tag);
	unsigned n;
	const char *p = hb_blob_get_data(blob, &n);

	if (n > 0)
		buf_put(ret, p, n);
	hb_blob_destroy(blob);
	return n > 0 && n >= least;
}

static size_t place(const struct fitting *f, size_t glyph)
{
	if (word(&f->head, HEAD_LOCA_FORMAT) == 0)
		return (size_t)word(&f->loca, 2 * glyph) * 2;
	return sfnt_u32(bytes_at(&f->loca, 4 * glyph));
}

/* Makes the offsets of loca long ones, so that they do not limit glyf. */
static void lengthen_loca(struct fitting *f)
{
	struct buf all = {0};

	for (size_t i = 0; i <= f->old_n; i++)
		buf_put_big_endian(&all, (uint32_t)place(f, i), 4);
	buf_release(&f->loca);
	f->loca = all;
	set_word(&f->head, HEAD_LOCA_FORMAT, 1);
}

/* Gives every glyph both of its metrics; those after the last with an advance share that one. */
static bool complete_metrics(struct fitting *f)
{
	size_t with = word(&f->hhea, HHEA_METRIC_N);
	struct buf all = {0};

	if (with == 0 || with > f->old_n || f->hmtx.n < 4 * with + 2 * (f->old_n - with))
		return false;
	buf_put(&all, f->hmtx.p, 4 * with);
	for (size_t i = with; i < f->old_n; i++) {
		buf_put(&all, f->hmtx.p + 4 * (with - 1), 2);
		buf_put(&all, f->hmtx.p + 4 * with + 2 * (i - with), 2);
	}
	buf_release(&f->hmtx);
	f->hmtx = all;
	return true;
}

static bool read_face(struct fitting *f, size_t more)
{
	if (!read_table(f, HB_TAG('h', 'e', 'a', 'd'), HEAD_SIZE, &f->head) ||
	    !read_table(f, HB_TAG('h', 'h', 'e', 'a'), HHEA_SIZE, &f->hhea) ||
	    !read_table(f, HB_TAG('m', 'a', 'x', 'p'), MAXP_SIZE, &f->maxp) ||
	    !read_table(f, HB_TAG('h', 'm', 't', 'x'), 4, &f->hmtx) ||
	    !read_table(f, HB_TAG('g', 'l', 'y', 'f'), 1, &f->glyf))
		return false;
	f->old_n = f->glyph_n = word(&f->maxp, MAXP_GLYPH_N);
	if (f->old_n + more > GLYPHS_MAX ||
	    !read_table(f, HB_TAG('l', 'o', 'c', 'a'),
	                (f->old_n + 1) * (word(&f->head, HEAD_LOCA_FORMAT) == 0 ? 2 : 4), &f->loca))
		return false;
	lengthen_loca(f);
	if (place(f, f->old_n) > f->glyf.n || !complete_metrics(f))
		return false;
	f->glyf.n = place(f, f->old_n);
	return true;
}

/* A composite of one glyph, moved by -left and up; a glyph without an outline stays without. */
static bool add_outline(struct fitting *f, const struct font_glyph *g)
{
	size_t from = place(f, g->gid), to = place(f, g->gid + 1);
	unsigned char box[HEADER];

	if (from == to)
		return true;
	if (from > to || to - from < HEADER || to > f->glyf.n)
		return false;
	memcpy(box, f->glyf.p + from, HEADER);
	put_word(&f->glyf, -1);
	for (size_t i = 2; i < HEADER; i += 2) {
		bool is_x = i % 4 == 2;
		long v = (int16_t)sfnt_u16(box + i);

		put_word(&f->glyf, is_x ? v - g->left : v + g->up);
	}
	put_word(&f->glyf, ARGS_ARE_WORDS | ARGS_ARE_XY);
	put_word(&f->glyf, (long)g->gid);
	put_word(&f->glyf, -g->left);
	put_word(&f->glyf, g->up);
	return true;
}

static bool add_glyph(struct fitting *f, const struct font_glyph *g)
{
	long advance;

	if (g->gid >= f->old_n || !add_outline(f, g))
		return false;
	advance = (long)word(&f->hmtx, 4 * g->gid) - g->left - g->right;
	if (advance < 0 || advance > UINT16_MAX)
		return false;
	buf_put_big_endian(&f->loca, (uint32_t)f->glyf.n, 4);
	put_word(&f->hmtx, advance);
	put_word(&f->hmtx, (int16_t)word(&f->hmtx, 4 * g->gid + 2) - g->left);
	f->glyph_n++;
	return true;
}

static void raise(struct buf *b, size_t at, unsigned least)
{
	if (word(b, at) < least)
		set_word(b, at, least);
}

/* Composites of composites are one deeper than what the face has, with as many points. */
static void adjust_maxima(struct fitting *f)
{
	set_word(&f->hhea, HHEA_METRIC_N, (unsigned)f->glyph_n);
	set_word(&f->maxp, MAXP_GLYPH_N, (unsigned)f->glyph_n);
	raise(&f->maxp, MAXP_COMPOSITE_POINTS, word(&f->maxp, MAXP_POINTS));
	raise(&f->maxp, MAXP_COMPOSITE_CONTOURS, word(&f->maxp, MAXP_CONTOURS));
	raise(&f->maxp, MAXP_COMPONENTS, 1);
	set_word(&f->maxp, MAXP_DEPTH, word(&f->maxp, MAXP_DEPTH) + 1);
}

static hb_blob_t *make_file(const struct fitting *f)
{
	const struct checked_part parts[] = {{HB_TAG('m', 'a', 'x', 'p'), f->maxp.p, f->maxp.n},
	                                     {HB_TAG('h', 'e', 'a', 'd'), f->head.p, f->head.n},
	                                     {HB_TAG('h', 'h', 'e', 'a'), f->hhea.p, f->hhea.n},
	                                     {HB_TAG('h', 'm', 't', 'x'), f->hmtx.p, f->hmtx.n},
	                                     {HB_TAG('g', 'l', 'y', 'f'), f->glyf.p, f->glyf.n},
	                                     {HB_TAG('l', 'o', 'c', 'a'), f->loca.p, f->loca.n}};

	return checked_file(parts, COUNT(parts));
}

hb_blob_t *glyf_fit(hb_face_t *face, const struct font_glyph *glyphs, size_t n, uint32_t *ret)
{
	struct fitting f = {.face = face};
	hb_blob_t *file = NULL;
	bool ok = read_face(&f, n);

	for (size_t i = 0; ok && i < n; i++) {
		ret[i] = glyphs[i].gid;
		if (font_glyph_is_plain(&glyphs[i]))
			continue;
		ret[i] = (uint32_t)f.glyph_n;
		ok = add_glyph(&f, &glyphs[i]);
	}
	if (ok) {
		adjust_maxima(&f);
		file = make_file(&f);
	}
	buf_release(&f.head);
	buf_release(&f.hhea);
	buf_release(&f.maxp);
	buf_release(&f.loca);
	buf_release(&f.glyf);
	buf_release(&f.hmtx);
	return file;
}
