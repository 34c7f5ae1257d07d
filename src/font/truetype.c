/* SPDX-License-Identifier: MIT */
/* truetype.c: whole TrueType files of a face's glyphs (font_truetype). */
#include "font/face.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "font/checked.h"

enum { HEAD_SIZE = 54, HEAD_LOCA_FORMAT = 50, HHEA_SIZE = 36, HHEA_METRIC_N = 34, OS2_SIZE = 78 };

enum {
	TAB_HEAD,
	TAB_HHEA,
	TAB_MAXP,
	TAB_HMTX,
	TAB_LOCA,
	TAB_GLYF,
	TAB_CMAP,
	TAB_NAME,
	TAB_OS2,
	TAB_POST,
	TAB_N
};

static const hb_tag_t TAGS[TAB_N] = {HB_TAG('h', 'e', 'a', 'd'), HB_TAG('h', 'h', 'e', 'a'),
                                     HB_TAG('m', 'a', 'x', 'p'), HB_TAG('h', 'm', 't', 'x'),
                                     HB_TAG('l', 'o', 'c', 'a'), HB_TAG('g', 'l', 'y', 'f'),
                                     HB_TAG('c', 'm', 'a', 'p'), HB_TAG('n', 'a', 'm', 'e'),
                                     HB_TAG('O', 'S', '/', '2'), HB_TAG('p', 'o', 's', 't')};

struct truetype {
	const struct font *f;
	const struct font_coded *list;
	size_t n;
	struct buf tables[TAB_N];
	unsigned point_max, contour_max;
};

static void put(struct truetype *t, int table, uint32_t v, unsigned width)
{
	buf_put_big_endian(&t->tables[table], v, width);
}

/* A table of the face, cut or filled up with zeros to at least so many bytes. */
static void copy_table(struct truetype *t, int table, size_t least, bool whole)
{
	struct buf *b = &t->tables[table];
	hb_blob_t *blob = checked_table(t->f->face, TAGS[table]);
	unsigned n;
	const char *p = hb_blob_get_data(blob, &n);

	if (n > 0)
		buf_put(b, p, whole || n < least ? n : least);
	hb_blob_destroy(blob);
	while (b->n < least)
		buf_putc(b, 0);
}

/* A file without any outline has a table all the same: some readers ask for one. */
static bool put_outlines(struct truetype *t)
{
	put(t, TAB_LOCA, 0, 4);
	put(t, TAB_LOCA, 0, 4);
	put(t, TAB_HMTX, (uint32_t)t->f->info.units_per_em, 2);
	put(t, TAB_HMTX, 0, 2);
	for (size_t i = 0; i < t->n; i++) {
		struct glyf_record g;

		if (!glyf_cache_record(t->f->glyf, t->f, t->list[i].gid, &g))
			return false;
		if (g.n > 0)
			buf_put(&t->tables[TAB_GLYF], g.p, g.n);
		if (t->tables[TAB_GLYF].n % 2 != 0)
			buf_putc(&t->tables[TAB_GLYF], 0);
		put(t, TAB_LOCA, (uint32_t)t->tables[TAB_GLYF].n, 4);
		put(t, TAB_HMTX, (uint32_t)font_advance(t->f, t->list[i].gid), 2);
		put(t, TAB_HMTX, (uint32_t)g.left, 2);
		t->point_max = g.point_n > t->point_max ? g.point_n : t->point_max;
		t->contour_max = g.contour_n > t->contour_max ? g.contour_n : t->contour_max;
	}
	if (t->tables[TAB_GLYF].n == 0)
		put(t, TAB_GLYF, 0, 4);
	return true;
}

/* Format 4: a segment for each row of characters, whose glyphs are numbered in the same order. */
static void put_cmap(struct truetype *t)
{
	struct buf ends = {0}, starts = {0}, deltas = {0};
	unsigned n = 1, power = 1, log = 0;

	for (size_t i = 0, k; i < t->n; i = k, n++) {
		for (k = i + 1; k < t->n && t->list[k].cp == t->list[k - 1].cp + 1;)
			k++;
		buf_put_big_endian(&ends, t->list[k - 1].cp, 2);
		buf_put_big_endian(&starts, t->list[i].cp, 2);
		buf_put_big_endian(&deltas, (uint32_t)(i + 1) - t->list[i].cp, 2);
	}
	buf_put_big_endian(&ends, 0xFFFF, 2);
	buf_put_big_endian(&starts, 0xFFFF, 2);
	buf_put_big_endian(&deltas, 1, 2);
	for (; power * 2 <= n; log++)
		power *= 2;
	/* Version, one subtable, for Windows, of the BMP, at 12. */
	put(t, TAB_CMAP, 1, 4);
	put(t, TAB_CMAP, 3 << 16 | 1, 4);
	put(t, TAB_CMAP, 12, 4);
	put(t, TAB_CMAP, 4, 2);
	put(t, TAB_CMAP, 16 + 8 * n, 2);
	put(t, TAB_CMAP, 0, 2);
	put(t, TAB_CMAP, 2 * n, 2);
	put(t, TAB_CMAP, 2 * power, 2);
	put(t, TAB_CMAP, log, 2);
	put(t, TAB_CMAP, 2 * (n - power), 2);
	buf_put(&t->tables[TAB_CMAP], ends.p, ends.n);
	put(t, TAB_CMAP, 0, 2);
	buf_put(&t->tables[TAB_CMAP], starts.p, starts.n);
	buf_put(&t->tables[TAB_CMAP], deltas.p, deltas.n);
	for (unsigned i = 0; i < n; i++)
		put(t, TAB_CMAP, 0, 2);
	buf_release(&ends);
	buf_release(&starts);
	buf_release(&deltas);
}

/* Family, style, full and PostScript name, in English for Windows. */
static void put_names(struct truetype *t)
{
	static const unsigned IDS[] = {1, 2, 4, 6};
	struct buf text = {0};

	put(t, TAB_NAME, 0, 2);
	put(t, TAB_NAME, COUNT(IDS), 2);
	put(t, TAB_NAME, 6 + 12 * COUNT(IDS), 2);
	for (size_t i = 0; i < COUNT(IDS); i++) {
		const char *s = IDS[i] == 2 ? "Regular" : t->f->info.ps_name;

		put(t, TAB_NAME, 3 << 16 | 1, 4);
		put(t, TAB_NAME, 0x0409, 2);
		put(t, TAB_NAME, IDS[i], 2);
		put(t, TAB_NAME, (uint32_t)strlen(s) * 2, 2);
		put(t, TAB_NAME, (uint32_t)text.n, 2);
		for (; *s != '\0'; s++)
			buf_put_big_endian(&text, (unsigned char)*s, 2);
	}
	buf_put(&t->tables[TAB_NAME], text.p, text.n);
	buf_release(&text);
}

static void put_facts(struct truetype *t)
{
	copy_table(t, TAB_HEAD, HEAD_SIZE, false);
	t->tables[TAB_HEAD].p[HEAD_LOCA_FORMAT + 1] = 1;
	copy_table(t, TAB_HHEA, HHEA_SIZE, false);
	t->tables[TAB_HHEA].n = HHEA_METRIC_N;
	put(t, TAB_HHEA, (uint32_t)t->n + 1, 2);
	put(t, TAB_MAXP, 0x00010000, 4);
	put(t, TAB_MAXP, (uint32_t)t->n + 1, 2);
	put(t, TAB_MAXP, t->point_max, 2);
	put(t, TAB_MAXP, t->contour_max, 2);
	put(t, TAB_MAXP, 0, 4);
	put(t, TAB_MAXP, 1, 2); /* zones */
	for (int i = 0; i < 4; i++)
		put(t, TAB_MAXP, 0, 4);
	copy_table(t, TAB_OS2, OS2_SIZE, true);
	put(t, TAB_POST, 0x00030000, 4);
	put(t, TAB_POST, (uint32_t)t->f->info.italic_angle << 16, 4);
	put(t, TAB_POST, 0, 4);
	put(t, TAB_POST, t->f->info.fixed_pitch, 4);
	for (int i = 0; i < 4; i++)
		put(t, TAB_POST, 0, 4);
}

static void put_file(const struct truetype *t, struct buf *ret)
{
	struct checked_part parts[TAB_N];
	hb_blob_t *file;
	unsigned n;
	const char *p;

	for (int i = 0; i < TAB_N; i++)
		parts[i] = (struct checked_part){TAGS[i], t->tables[i].p, t->tables[i].n};
	file = checked_file(parts, TAB_N);
	p = hb_blob_get_data(file, &n);
	buf_put(ret, p, n);
	hb_blob_destroy(file);
}

/* Every character of the BMP that the face has: one that must not be subset. */
static struct font_coded *list_all(const struct font *f, size_t *ret_n)
{
	struct font_coded *list = mem_alloc(mem_size_mul(0xFFFF, sizeof(*list)));
	size_t n = 0;

	for (uint32_t cp = 1; cp < 0xFFFF; cp++) {
		uint32_t gid = font_find_glyph(f, cp);

		if (gid != 0)
			list[n++] = (struct font_coded){cp, gid};
	}
	*ret_n = n;
	return list;
}

enum rc font_truetype(const struct font *f, const struct font_coded *list, size_t n,
                      struct buf *ret)
{
	struct truetype t = {.f = f, .list = list, .n = n};
	struct font_coded *all = NULL;
	bool ok;

	if (font_is_kept_whole(f))
		t.list = all = list_all(f, &t.n);
	ok = t.n < UINT16_MAX && put_outlines(&t);
	if (ok) {
		put_facts(&t);
		put_cmap(&t);
		put_names(&t);
		put_file(&t, ret);
	}
	for (int i = 0; i < TAB_N; i++)
		buf_release(&t.tables[i]);
	free(all);
	return ok ? RC_OK : RC_BUG;
}

static void trace_contour(const struct quad_point *p, size_t n, font_tell_point *tell, void *user)
{
	for (size_t i = 0; i <= n; i++) {
		const struct quad_point *q = &p[i % n];

		if (i > 0 && !q->on && !p[i - 1].on)
			tell(user, p[i - 1].x + q->x, p[i - 1].y + q->y, true, false);
		tell(user, 2 * q->x, 2 * q->y, q->on, i == 0);
	}
}

enum rc font_trace(const struct font *f, uint32_t gid, font_tell_point *tell, void *user)
{
	const struct quad_outline *o = &f->glyf->outline;

	if (!glyf_draw(f->glyf, f, gid))
		return RC_BUG;
	for (size_t i = 0, start = 0; i < o->end_n; start = o->ends[i++])
		trace_contour(o->points + start, o->ends[i] - start, tell, user);
	return RC_OK;
}
