/* SPDX-License-Identifier: MIT */
#include "font/glyf_subset.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "font/checked.h"
#include "font/sfnt.h"

enum { GLYPHS_MAX = 65535, HEADER = 10, SHORT_LOCA_MAX = 2 * 0xFFFF };

/* Flags of a component (OpenType 1.9, glyf: composite glyph). */
enum {
	ARGS_ARE_WORDS = 0x0001,
	ARGS_ARE_XY = 0x0002,
	HAS_SCALE = 0x0008,
	HAS_MORE = 0x0020,
	HAS_XY_SCALE = 0x0040,
	HAS_MATRIX = 0x0080,
	HAS_INSTRUCTIONS = 0x0100
};

/* Where fields are in their tables, and how long these are at least. */
enum {
	HEAD_LOCA_FORMAT = 50,
	HEAD_SIZE = 54,
	HHEA_METRIC_N = 34,
	HHEA_SIZE = 36,
	MAXP_GLYPH_N = 4,
	MAXP_POINTS = 6,
	MAXP_CONTOURS = 8,
	MAXP_COMPOSITE_POINTS = 10,
	MAXP_COMPOSITE_CONTOURS = 12,
	MAXP_ZONES = 14,
	MAXP_COMPONENTS = 28,
	MAXP_DEPTH = 30,
	MAXP_SIZE = 32
};

enum { IN_HEAD, IN_HHEA, IN_MAXP, IN_HMTX, IN_LOCA, IN_GLYF, IN_N };

static const hb_tag_t TAGS[IN_N] = {HB_TAG('h', 'e', 'a', 'd'), HB_TAG('h', 'h', 'e', 'a'),
                                    HB_TAG('m', 'a', 'x', 'p'), HB_TAG('h', 'm', 't', 'x'),
                                    HB_TAG('l', 'o', 'c', 'a'), HB_TAG('g', 'l', 'y', 'f')};

struct glyf_table {
	hb_blob_t *blob;
	const unsigned char *p;
	size_t n;
};

struct glyf_maker {
	struct glyf_table in[IN_N];
	size_t old_n, metric_n;      /* of the face: glyphs; advances */
	struct buf glyf, hmtx, loca; /* loca: in bytes, as words of 32 bits */
	uint32_t *places;            /* by glyph of the face: its number here; 0: none */
	uint32_t *parts;             /* glyphs that only composites use; they follow the others */
	size_t part_n, part_cap, first_part;
	bool moves;
};

static void put_word(struct buf *b, long v)
{
	buf_put_big_endian(b, (uint32_t)v, 2);
}

static void set_word(struct buf *b, size_t at, unsigned v)
{
	b->p[at] = (char)(v >> 8);
	b->p[at + 1] = (char)v;
}

static bool read_face(struct glyf_maker *s, hb_face_t *face)
{
	unsigned len, width;

	for (int i = 0; i < IN_N; i++) {
		s->in[i].blob = checked_table(face, TAGS[i]);
		s->in[i].p = (const unsigned char *)hb_blob_get_data(s->in[i].blob, &len);
		s->in[i].n = len;
	}
	if (s->in[IN_HEAD].n < HEAD_SIZE || s->in[IN_HHEA].n < HHEA_SIZE ||
	    s->in[IN_MAXP].n < MAXP_SIZE)
		return false;
	s->old_n = sfnt_u16(s->in[IN_MAXP].p + MAXP_GLYPH_N);
	s->metric_n = sfnt_u16(s->in[IN_HHEA].p + HHEA_METRIC_N);
	width = sfnt_u16(s->in[IN_HEAD].p + HEAD_LOCA_FORMAT) == 0 ? 2 : 4;
	return s->metric_n > 0 && s->metric_n <= s->old_n &&
	       s->in[IN_HMTX].n >= 4 * s->metric_n + 2 * (s->old_n - s->metric_n) &&
	       s->in[IN_LOCA].n >= (s->old_n + 1) * width;
}

static size_t old_place(const struct glyf_maker *s, size_t gid)
{
	const unsigned char *p = s->in[IN_LOCA].p;

	if (sfnt_u16(s->in[IN_HEAD].p + HEAD_LOCA_FORMAT) == 0)
		return (size_t)sfnt_u16(p + 2 * gid) * 2;
	return sfnt_u32(p + 4 * gid);
}

/* The glyph's bytes; n is 0 if it has no outline. */
static bool record(const struct glyf_maker *s, uint32_t gid, struct glyf_table *ret)
{
	size_t from, to;

	if (gid >= s->old_n)
		return false;
	from = old_place(s, gid);
	to = old_place(s, gid + 1);
	*ret = (struct glyf_table){.p = s->in[IN_GLYF].p + from, .n = to - from};
	return from <= to && to <= s->in[IN_GLYF].n && (from == to || to - from >= HEADER);
}

static unsigned advance_of(const struct glyf_maker *s, uint32_t gid)
{
	size_t at = gid < s->metric_n ? gid : s->metric_n - 1;

	return sfnt_u16(s->in[IN_HMTX].p + 4 * at);
}

static unsigned bearing_of(const struct glyf_maker *s, uint32_t gid)
{
	const unsigned char *p = s->in[IN_HMTX].p;

	return gid < s->metric_n ? sfnt_u16(p + 4 * gid + 2)
	                         : sfnt_u16(p + 4 * s->metric_n + 2 * (gid - s->metric_n));
}

/* Where a component finds the glyph: one of those wanted, or a part, added if need be. */
static uint32_t component(struct glyf_maker *s, uint32_t gid)
{
	if (s->places[gid] == 0) {
		s->parts = mem_grow(s->parts, s->part_n, &s->part_cap, sizeof(*s->parts));
		s->parts[s->part_n] = gid;
		s->places[gid] = (uint32_t)(s->first_part + s->part_n++);
	}
	return s->places[gid];
}

/* The glyph without its instructions, which follow the ends of the contours. */
static bool put_simple(struct glyf_maker *s, const struct glyf_table *g)
{
	size_t at = HEADER + 2 * (size_t)sfnt_u16(g->p), instructions;

	if (at + 2 > g->n)
		return false;
	instructions = sfnt_u16(g->p + at);
	if (at + 2 + instructions > g->n)
		return false;
	buf_put(&s->glyf, g->p, at);
	put_word(&s->glyf, 0);
	buf_put(&s->glyf, g->p + at + 2 + instructions, g->n - at - 2 - instructions);
	return true;
}

static size_t component_size(unsigned flags)
{
	size_t size = 4 + (flags & ARGS_ARE_WORDS ? 4 : 2);

	if (flags & HAS_SCALE)
		size += 2;
	else if (flags & HAS_XY_SCALE)
		size += 4;
	else if (flags & HAS_MATRIX)
		size += 8;
	return size;
}

static bool put_composite(struct glyf_maker *s, const struct glyf_table *g)
{
	size_t at = HEADER;
	unsigned flags;

	buf_put(&s->glyf, g->p, HEADER);
	do {
		uint32_t gid;
		size_t size;

		if (at + 4 > g->n)
			return false;
		flags = sfnt_u16(g->p + at);
		gid = sfnt_u16(g->p + at + 2);
		size = component_size(flags);
		if (gid >= s->old_n || at + size > g->n)
			return false;
		put_word(&s->glyf, (long)(flags & ~(unsigned)HAS_INSTRUCTIONS));
		put_word(&s->glyf, (long)component(s, gid));
		buf_put(&s->glyf, g->p + at + 4, size - 4);
		at += size;
	} while (flags & HAS_MORE);
	return true;
}

/* A composite of one glyph, moved by -left and up. */
static void put_moved(struct glyf_maker *s, const struct glyf_table *g, const struct font_glyph *by)
{
	put_word(&s->glyf, -1);
	for (size_t i = 2; i < HEADER; i += 2) {
		long v = (int16_t)sfnt_u16(g->p + i);

		put_word(&s->glyf, i % 4 == 2 ? v - by->left : v + by->up);
	}
	put_word(&s->glyf, ARGS_ARE_WORDS | ARGS_ARE_XY);
	put_word(&s->glyf, (long)component(s, by->gid));
	put_word(&s->glyf, -by->left);
	put_word(&s->glyf, by->up);
	s->moves = true;
}

static void end_glyph(struct glyf_maker *s, long advance, long bearing)
{
	if (s->glyf.n % 2 != 0)
		buf_putc(&s->glyf, 0);
	buf_put_big_endian(&s->loca, (uint32_t)s->glyf.n, 4);
	put_word(&s->hmtx, advance);
	put_word(&s->hmtx, bearing);
}

static bool put_glyph(struct glyf_maker *s, const struct font_glyph *glyph)
{
	struct glyf_table g;
	long advance;

	if (!record(s, glyph->gid, &g))
		return false;
	advance = (long)advance_of(s, glyph->gid) - glyph->left - glyph->right;
	if (advance < 0 || advance > UINT16_MAX)
		return false;
	if (g.n > 0 && !font_glyph_is_plain(glyph))
		put_moved(s, &g, glyph);
	else if (g.n > 0 && !((int16_t)sfnt_u16(g.p) >= 0 ? put_simple : put_composite)(s, &g))
		return false;
	end_glyph(s, advance, (int16_t)bearing_of(s, glyph->gid) - glyph->left);
	return true;
}

/* A glyph that is wanted twice as it is in the face is there once. */
static bool number_glyphs(struct glyf_maker *s, const struct font_glyph *glyphs, size_t n,
                          uint32_t *ret)
{
	uint32_t next = 1;

	s->places = mem_alloc(mem_size_mul(s->old_n, sizeof(*s->places)));
	for (size_t i = 0; i < n; i++) {
		bool plain = font_glyph_is_plain(&glyphs[i]);

		if (glyphs[i].gid >= s->old_n)
			return false;
		ret[i] = plain && s->places[glyphs[i].gid] != 0 ? s->places[glyphs[i].gid] : next++;
		if (plain)
			s->places[glyphs[i].gid] = ret[i];
	}
	s->first_part = next;
	return true;
}

static bool put_glyphs(struct glyf_maker *s, const struct font_glyph *glyphs, size_t n,
                       const uint32_t *numbers)
{
	uint32_t next = 1;

	buf_put_big_endian(&s->loca, 0, 4);
	end_glyph(s, advance_of(s, 0), 0);
	for (size_t i = 0; i < n; i++) {
		if (numbers[i] != next)
			continue;
		if (!put_glyph(s, &glyphs[i]))
			return false;
		next++;
	}
	for (size_t i = 0; i < s->part_n; i++) {
		if (!put_glyph(s, &(struct font_glyph){.gid = s->parts[i]}))
			return false;
	}
	return s->first_part + s->part_n <= GLYPHS_MAX;
}

/* Offsets are written halved, as words, if all of them can be. */
static void shorten_loca(struct glyf_maker *s, struct buf *head)
{
	struct buf halves = {0};
	bool is_short = s->glyf.n <= SHORT_LOCA_MAX;

	set_word(head, HEAD_LOCA_FORMAT, is_short ? 0 : 1);
	if (!is_short)
		return;
	for (size_t i = 0; i < s->loca.n; i += 4)
		put_word(&halves, (long)(sfnt_u32((unsigned char *)s->loca.p + i) / 2));
	buf_release(&s->loca);
	s->loca = halves;
}

static void raise(struct buf *b, size_t at, unsigned least)
{
	if (sfnt_u16((unsigned char *)b->p + at) < least)
		set_word(b, at, least);
}

/* Composites of composites are one deeper than what the face has, with as many points. */
static void adjust_maxima(struct glyf_maker *s, struct buf *maxp, size_t glyph_n)
{
	const unsigned char *old = s->in[IN_MAXP].p;

	set_word(maxp, MAXP_GLYPH_N, (unsigned)glyph_n);
	set_word(maxp, MAXP_ZONES, 1);
	for (size_t at = MAXP_ZONES + 2; at < MAXP_COMPONENTS; at += 2)
		set_word(maxp, at, 0);
	if (!s->moves)
		return;
	raise(maxp, MAXP_COMPOSITE_POINTS, sfnt_u16(old + MAXP_POINTS));
	raise(maxp, MAXP_COMPOSITE_CONTOURS, sfnt_u16(old + MAXP_CONTOURS));
	raise(maxp, MAXP_COMPONENTS, 1);
	set_word(maxp, MAXP_DEPTH, sfnt_u16(old + MAXP_DEPTH) + 1);
}

static void put_file(struct glyf_maker *s, struct buf *ret)
{
	struct buf head = {0}, hhea = {0}, maxp = {0};
	size_t glyph_n = s->loca.n / 4 - 1;
	hb_blob_t *file;
	unsigned len;
	const char *p;

	buf_put(&head, s->in[IN_HEAD].p, HEAD_SIZE);
	buf_put(&hhea, s->in[IN_HHEA].p, HHEA_SIZE);
	buf_put(&maxp, s->in[IN_MAXP].p, MAXP_SIZE);
	shorten_loca(s, &head);
	set_word(&hhea, HHEA_METRIC_N, (unsigned)glyph_n);
	adjust_maxima(s, &maxp, glyph_n);
	if (s->glyf.n == 0)
		buf_putc(&s->glyf, 0); /* some readers ask for a table */
	file = checked_file((struct checked_part[]){{TAGS[IN_MAXP], maxp.p, maxp.n},
	                                            {TAGS[IN_HEAD], head.p, head.n},
	                                            {TAGS[IN_HHEA], hhea.p, hhea.n},
	                                            {TAGS[IN_HMTX], s->hmtx.p, s->hmtx.n},
	                                            {TAGS[IN_GLYF], s->glyf.p, s->glyf.n},
	                                            {TAGS[IN_LOCA], s->loca.p, s->loca.n}},
	                    IN_N);
	p = hb_blob_get_data(file, &len);
	buf_put(ret, p, len);
	hb_blob_destroy(file);
	buf_release(&head);
	buf_release(&hhea);
	buf_release(&maxp);
}

enum rc glyf_subset(hb_face_t *face, const struct font_glyph *glyphs, size_t n,
                    uint32_t *ret_numbers, struct buf *ret)
{
	struct glyf_maker s = {.moves = false};
	bool ok = read_face(&s, face) && number_glyphs(&s, glyphs, n, ret_numbers) &&
	          put_glyphs(&s, glyphs, n, ret_numbers);

	if (ok)
		put_file(&s, ret);
	for (int i = 0; i < IN_N; i++)
		hb_blob_destroy(s.in[i].blob);
	buf_release(&s.glyf);
	buf_release(&s.hmtx);
	buf_release(&s.loca);
	free(s.places);
	free(s.parts);
	return ok ? RC_OK : RC_BUG;
}
