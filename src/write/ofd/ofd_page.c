/* SPDX-License-Identifier: MIT */
/*
 * Pages (GB/T 33190, 7.7). Readers do not agree on much of what the standard has for text and
 * paths, so this uses little of it: text by character with absolute positions, filled areas, and
 * outlines for the few glyphs that cannot be had by one character of the BMP.
 */
#include "write/ofd/ofd_doc.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "picture/picture.h"

/* A text's boundary: from so far above the baseline, and so high, in 1/100 em. */
enum { ABOVE = 105, HIGH = 145 };

/* A run on its way to the page. */
struct line {
	struct ofd_doc *d;
	const struct page *page;
	const struct page_item *it;
	unsigned page_id;
	int64_t em; /* 1/1000 mm */
};

/* Glyphs [from, to) of a run, drawn by one Font, or (font 0) by their outlines. */
struct text_piece {
	size_t from, to;
	unsigned font;
};

static unsigned new_object(struct ofd_doc *d, unsigned page_id, int tag)
{
	unsigned id = ++d->last_id;

	if (tag >= 0) {
		d->refs = mem_grow(d->refs, d->ref_n, &d->ref_cap, sizeof(*d->refs));
		d->refs[d->ref_n++] = (struct ofd_ref){tag, page_id, id};
	}
	return id;
}

static void put_color(struct buf *b, int gray)
{
	buf_puts(b, "<ofd:FillColor Value=\"");
	for (int i = 0; i < 3; i++) {
		num_put_int(b, gray);
		buf_puts(b, i < 2 ? " " : "\"/>");
	}
}

static void put_attribute(struct buf *b, const char *name, const int64_t *um, size_t n)
{
	buf_putc(b, ' ');
	buf_puts(b, name);
	buf_puts(b, "=\"");
	ofd_put_lengths(b, um, n);
	buf_putc(b, '"');
}

/* A filled rectangle, given by its edges. No strokes: readers disagree about their width. */
static void put_area(struct line *l, lu x0, lu y0, lu x1, lu y1)
{
	struct buf *b = &l->d->b;
	int64_t box[4] = {ofd_um(x0), ofd_um(y0)};
	int64_t path[4];

	box[2] = ofd_um(x1) - box[0];
	box[3] = ofd_um(y1) - box[1];
	buf_puts(b, "<ofd:PathObject");
	ofd_put_number(b, "ID", new_object(l->d, l->page_id, l->it->tag));
	put_attribute(b, "Boundary", box, 4);
	buf_puts(b, " Fill=\"true\" Stroke=\"false\">");
	put_color(b, l->it->gray);
	path[0] = path[2] = box[2];
	path[1] = 0;
	path[3] = box[3];
	buf_puts(b, "<ofd:AbbreviatedData>M 0 0 L ");
	ofd_put_lengths(b, path, 2);
	buf_puts(b, " L ");
	ofd_put_lengths(b, path + 2, 2);
	path[0] = 0;
	path[1] = box[3];
	buf_puts(b, " L ");
	ofd_put_lengths(b, path, 2);
	buf_puts(b, " C</ofd:AbbreviatedData></ofd:PathObject>\n");
}

/* A filled polygon, its boundary being the whole page. */
static void put_polygon(struct line *l, const struct page_point *points, size_t n)
{
	struct buf *b = &l->d->b;
	const int64_t box[4] = {0, 0, ofd_um(l->page->width), ofd_um(l->page->height)};

	buf_puts(b, "<ofd:PathObject");
	ofd_put_number(b, "ID", new_object(l->d, l->page_id, l->it->tag));
	put_attribute(b, "Boundary", box, 4);
	buf_puts(b, " Fill=\"true\" Stroke=\"false\">");
	put_color(b, l->it->gray);
	buf_puts(b, "<ofd:AbbreviatedData>");
	for (size_t i = 0; i < n; i++) {
		const int64_t at[2] = {ofd_um(points[i].x), ofd_um(points[i].y)};

		buf_puts(b, i == 0 ? "M " : " L ");
		ofd_put_lengths(b, at, 2);
	}
	buf_puts(b, " C</ofd:AbbreviatedData></ofd:PathObject>\n");
}

/* A slanting rule as a narrow polygon. */
static void put_slanting(struct line *l)
{
	const struct page_item *it = l->it;
	double dx = it->u.rule.x1 - it->u.rule.x0, dy = it->u.rule.y1 - it->u.rule.y0;
	double half = it->u.rule.width / 2.0 / sqrt(dx * dx + dy * dy);
	lu ox = (lu)lrint(-dy * half), oy = (lu)lrint(dx * half);
	const struct page_point points[4] = {{it->u.rule.x0 + ox, it->u.rule.y0 + oy},
	                                     {it->u.rule.x1 + ox, it->u.rule.y1 + oy},
	                                     {it->u.rule.x1 - ox, it->u.rule.y1 - oy},
	                                     {it->u.rule.x0 - ox, it->u.rule.y0 - oy}};

	put_polygon(l, points, 4);
}

static void put_rule(struct line *l)
{
	const struct page_item *it = l->it;
	lu x0 = it->u.rule.x0, x1 = it->u.rule.x1, y0 = it->u.rule.y0, y1 = it->u.rule.y1;
	lu half = it->u.rule.width / 2, rest = it->u.rule.width - half, swap;

	if (x0 != x1 && y0 != y1) {
		put_slanting(l);
		return;
	}
	if (x0 > x1)
		swap = x0, x0 = x1, x1 = swap;
	if (y0 > y1)
		swap = y0, y0 = y1, y1 = swap;
	if (y0 == y1)
		put_area(l, x0, y0 - half, x1, y1 + rest);
	else
		put_area(l, x0 - half, y0, x1 + rest, y1);
}

/*
 * The unit square of an image becomes its boundary (10); what was stored lying or mirrored is put
 * upright by the same matrix.
 */
static void put_picture(struct line *l)
{
	const struct page_item *it = l->it;
	const struct picture *p = it->u.picture.picture;
	struct buf *b = &l->d->b;
	int64_t box[4] = {ofd_um(it->u.picture.x), ofd_um(it->u.picture.y)}, w, h;

	box[2] = w = ofd_um((int64_t)it->u.picture.x + it->u.picture.w) - box[0];
	box[3] = h = ofd_um((int64_t)it->u.picture.y + it->u.picture.h) - box[1];
	buf_puts(b, "<ofd:ImageObject");
	ofd_put_number(b, "ID", new_object(l->d, l->page_id, it->tag));
	put_attribute(b, "Boundary", box, 4);
	ofd_put_number(b, "ResourceID", ofd_image_use(l->d, p));
	w = p->mirrored_x ? -w : w;
	h = p->mirrored_y ? -h : h;
	put_attribute(b, "CTM",
	              (int64_t[6]){p->exchanged ? 0 : w, p->exchanged ? h : 0, p->exchanged ? w : 0,
	                           p->exchanged ? 0 : h, p->mirrored_x ? -w : 0,
	                           p->mirrored_y ? -h : 0},
	              6);
	buf_puts(b, "/>\n");
}

/* ---- text ---- */

static size_t cluster_end(const struct page_item *it, size_t from)
{
	const struct run_glyph *g = it->u.run.glyphs;
	size_t to = from;

	while (to < it->u.run.glyph_n && g[to].len == 0)
		to++;
	for (to++; to < it->u.run.glyph_n && g[to].len == 0;)
		to++;
	return to < it->u.run.glyph_n ? to : it->u.run.glyph_n;
}

/* The one character of glyph i, or 0. */
static uint32_t character_of(const struct page_item *it, size_t i)
{
	const struct run_glyph *g = &it->u.run.glyphs[i];
	const char *s = it->u.run.text + g->off, *end = s + g->len;
	uint32_t cp = g->len > 0 ? utf8_next(&s, end) : 0;

	return s == end ? cp : 0;
}

/* The Font for the cluster, 0 if it is not one glyph for one character of the BMP. */
static unsigned font_of(struct line *l, size_t from, size_t to)
{
	const struct page_item *it = l->it;
	uint32_t cp = to - from == 1 ? character_of(it, from) : 0;

	if (cp < 0x20)
		return 0;
	return ofd_font_use(l->d, it->u.run.font, cp, it->u.run.glyphs[from].gid);
}

static struct text_piece piece_at(struct line *l, size_t from)
{
	const struct page_item *it = l->it;
	struct text_piece p = {from, cluster_end(it, from), 0};

	p.font = font_of(l, from, p.to);
	while (p.font != 0 && p.to < it->u.run.glyph_n &&
	       it->u.run.glyphs[p.to].dy == it->u.run.glyphs[from].dy) {
		size_t to = cluster_end(it, p.to);

		if (font_of(l, p.to, to) != p.font)
			break;
		p.to = to;
	}
	return p;
}

static int64_t place_of(const struct page_item *it, size_t i)
{
	return ofd_um((int64_t)it->u.run.x + it->u.run.glyphs[i].x);
}

/* The steps from one glyph to the next, between places already rounded: errors do not add up. */
static void put_steps(struct buf *b, const struct page_item *it, const struct text_piece *p)
{
	size_t n = p->to - p->from - 1;
	int64_t first = n > 0 ? place_of(it, p->from + 1) - place_of(it, p->from) : 0;
	bool even = n > 2;

	if (n == 0)
		return;
	for (size_t i = p->from; even && i + 1 < p->to; i++)
		even = place_of(it, i + 1) - place_of(it, i) == first;
	buf_puts(b, " DeltaX=\"");
	if (even) {
		buf_putf(b, "g %zu ", n);
		num_put_milli(b, first);
	}
	for (size_t i = p->from; !even && i + 1 < p->to; i++) {
		if (i > p->from)
			buf_putc(b, ' ');
		num_put_milli(b, place_of(it, i + 1) - place_of(it, i));
	}
	buf_putc(b, '"');
}

/* Text that is not seen stands on one spot; readers count a character beyond U+FFFF as two. */
static void put_no_steps(struct buf *b, const struct page_item *it, const struct text_piece *p)
{
	size_t units = 0;

	for (size_t i = p->from; i < p->to; i++) {
		const char *s = it->u.run.text + it->u.run.glyphs[i].off;
		const char *end = s + it->u.run.glyphs[i].len;

		while (s < end)
			units += utf8_next(&s, end) > 0xffff ? 2 : 1;
	}
	if (units == 2)
		buf_puts(b, " DeltaX=\"0\"");
	else if (units > 2)
		buf_putf(b, " DeltaX=\"g %zu 0\"", units - 1);
}

static void piece_box(const struct line *l, const struct text_piece *p, int64_t box[4])
{
	const struct page_item *it = l->it;
	const struct run_glyph *last = &it->u.run.glyphs[p->to - 1];
	const struct font *f = it->u.run.font;
	int64_t y = (int64_t)it->u.run.y - it->u.run.glyphs[p->from].dy;

	box[0] = place_of(it, p->from);
	box[1] = ofd_um(y) - l->em * ABOVE / 100;
	box[2] = ofd_um((int64_t)it->u.run.x + last->x +
	                lu_scale(it->u.run.size, font_advance(f, last->gid),
	                         font_describe(f)->units_per_em)) -
	         box[0];
	if (box[2] < 100)
		box[2] = 100;
	box[3] = l->em * HIGH / 100;
}

/* On a slope of 45°: turned about the corner of the page, so the place is turned back first. */
static void put_slope(struct line *l, int64_t box[4], int64_t start[2])
{
	double c = 0.70710678, x = (double)box[0], y = (double)(box[1] + l->em * ABOVE / 100);

	start[0] = llrint((x - y) * c);
	start[1] = llrint((x + y) * c);
	box[0] = box[1] = 0;
	box[2] = ofd_um(l->page->width);
	box[3] = ofd_um(l->page->height);
	buf_puts(&l->d->b, " CTM=\"0.707107 -0.707107 0.707107 0.707107 0 0\"");
}

static void put_text(struct line *l, const struct text_piece *p, unsigned font)
{
	const struct page_item *it = l->it;
	struct buf *b = &l->d->b;
	int64_t box[4], start[2] = {0, l->em * ABOVE / 100};

	piece_box(l, p, box);
	buf_puts(b, "<ofd:TextObject");
	ofd_put_number(b, "ID", new_object(l->d, l->page_id, it->tag));
	ofd_put_number(b, "Font", font);
	put_attribute(b, "Size", &l->em, 1);
	if (it->u.run.rotate != 0)
		put_slope(l, box, start);
	put_attribute(b, "Boundary", box, 4);
	buf_putc(b, '>');
	if (p->font != 0)
		put_color(b, it->gray);
	else
		buf_puts(b, "<ofd:FillColor Value=\"255 255 255\" Alpha=\"0\"/>");
	buf_puts(b, "<ofd:TextCode");
	put_attribute(b, "X", &start[0], 1);
	put_attribute(b, "Y", &start[1], 1);
	if (p->font != 0)
		put_steps(b, it, p);
	else
		put_no_steps(b, it, p);
	buf_putc(b, '>');
	for (size_t i = p->from; i < p->to; i++)
		buf_put_xml(b, it->u.run.text + it->u.run.glyphs[i].off, it->u.run.glyphs[i].len);
	buf_puts(b, "</ofd:TextCode></ofd:TextObject>\n");
}

/* An outline being put, relative to its boundary. */
struct path_pen {
	struct buf *b;
	int64_t x, y, em, units; /* of the glyph's origin; half units an em */
	int64_t control[2];
	bool has_control, drawn;
};

static void tell_point(void *user, int32_t x, int32_t y, bool on, bool first)
{
	struct path_pen *p = user;
	int64_t at[4] = {p->x + x * p->em / p->units, p->y - y * p->em / p->units};

	if (!on) {
		p->control[0] = at[0];
		p->control[1] = at[1];
		p->has_control = true;
		return;
	}
	buf_puts(p->b, p->drawn ? " " : "");
	if (p->has_control) {
		buf_puts(p->b, "Q ");
		ofd_put_lengths(p->b, p->control, 2);
		buf_putc(p->b, ' ');
	} else {
		buf_puts(p->b, first ? "M " : "L ");
	}
	ofd_put_lengths(p->b, at, 2);
	p->has_control = false;
	p->drawn = true;
}

/* An outline takes as long as thirty characters of text do, and a hundred times the bytes. */
enum { OUTLINES_MAX = 20000 };

/* False: there are too many, which is told once. */
static bool has_room(struct line *l, size_t more)
{
	const struct diag_place place = {.rule = "PAGES"};
	struct ofd_doc *d = l->d;
	bool had = d->outline_n <= OUTLINES_MAX;

	d->outline_n += more;
	if (d->outline_n <= OUTLINES_MAX || d->in->pages->most_marks == 0)
		return true;
	if (had)
		diag_add(d->dl, DIAG_ERROR, &place,
		         _("there are more than %d characters that an OFD can only have as "
		           "outlines: beyond U+FFFF, or of several; --max-pages can allow them"),
		         OUTLINES_MAX);
	d->rc = rc_worse(d->rc, RC_LIMIT);
	return false;
}

static void put_outlines(struct line *l, const struct text_piece *p)
{
	const struct page_item *it = l->it;
	const struct run_glyph *g = it->u.run.glyphs;
	struct buf path = {0}, *b = &l->d->b;
	struct path_pen pen = {
	        .b = &path, .em = l->em, .units = 2 * font_describe(it->u.run.font)->units_per_em};
	int64_t box[4];

	if (!has_room(l, p->to - p->from))
		return;
	piece_box(l, p, box);
	for (size_t i = p->from; i < p->to; i++) {
		pen.x = place_of(it, i) - box[0];
		pen.y = ofd_um((int64_t)it->u.run.y - g[i].dy) - box[1];
		if (font_trace(it->u.run.font, g[i].gid, tell_point, &pen) != RC_OK)
			ofd_doc_fail(l->d, RC_BUG, font_describe(it->u.run.font)->ps_name);
	}
	if (pen.drawn) {
		buf_puts(b, "<ofd:PathObject");
		ofd_put_number(b, "ID", new_object(l->d, l->page_id, it->tag));
		put_attribute(b, "Boundary", box, 4);
		buf_puts(b, " Fill=\"true\" Stroke=\"false\" Rule=\"NonZero\">");
		put_color(b, it->gray);
		buf_puts(b, "<ofd:AbbreviatedData>");
		buf_put(b, path.p, path.n);
		buf_puts(b, " C</ofd:AbbreviatedData></ofd:PathObject>\n");
	}
	buf_release(&path);
}

static bool is_space(const struct page_item *it, size_t i)
{
	uint32_t cp = character_of(it, i);

	return cp != 0 && utf8_is_space(cp);
}

/* Without blanks at its ends: some readers drop these, but not their steps. */
static void trim(const struct page_item *it, struct text_piece *p)
{
	while (p->from < p->to && is_space(it, p->from))
		p->from++;
	while (p->to > p->from && is_space(it, p->to - 1))
		p->to--;
}

static void put_run(struct line *l)
{
	l->em = ofd_um(l->it->u.run.size);
	for (size_t i = 0; i < l->it->u.run.glyph_n;) {
		struct text_piece p = piece_at(l, i);

		i = p.to;
		trim(l->it, &p);
		if (p.from == p.to)
			continue;
		if (p.font == 0)
			put_outlines(l, &p);
		put_text(l, &p, p.font != 0 ? p.font : ofd_font_blank(l->d));
	}
}

void ofd_page_put(struct ofd_doc *d, size_t n)
{
	const struct page *page = &d->in->pages->pages[n];
	struct line l = {.d = d, .page = page, .page_id = ++d->last_id};
	const int64_t area[4] = {0, 0, ofd_um(page->width), ofd_um(page->height)};
	char name[64];

	d->page_ids = mem_grow(d->page_ids, d->page_n, &d->page_cap, sizeof(*d->page_ids));
	d->page_ids[d->page_n++] = l.page_id;
	buf_puts(&d->b, OFD_DECLARATION "<ofd:Page " OFD_NAMESPACE "><ofd:Area><ofd:PhysicalBox>");
	ofd_put_lengths(&d->b, area, 4);
	buf_putf(&d->b,
	         "</ofd:PhysicalBox></ofd:Area><ofd:Content><ofd:Layer ID=\"%u\" Type=\"Body\">\n",
	         ++d->last_id);
	for (size_t i = 0; i < page->item_n; i++) {
		l.it = &page->items[i];
		switch (l.it->kind) {
		case ITEM_RUN:
			put_run(&l);
			break;
		case ITEM_RULE:
			put_rule(&l);
			break;
		case ITEM_FILL:
			put_area(&l, l.it->u.fill.x, l.it->u.fill.y,
			         l.it->u.fill.x + l.it->u.fill.w, l.it->u.fill.y + l.it->u.fill.h);
			break;
		case ITEM_SHAPE:
			put_polygon(&l, l.it->u.shape.points, l.it->u.shape.n);
			break;
		case ITEM_PICTURE:
			put_picture(&l);
			break;
		}
	}
	buf_puts(&d->b, "</ofd:Layer></ofd:Content></ofd:Page>\n");
	snprintf(name, sizeof(name), "Doc_0/Pages/Page_%zu/Content.xml", n);
	ofd_doc_put_file(d, name);
}
