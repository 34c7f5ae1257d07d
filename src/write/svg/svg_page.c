/* SPDX-License-Identifier: MIT */
/* svg_page.c: what a page looks like: glyphs, rules, filled areas, in paint order. */
#include <string.h>

#include "picture/picture.h"
#include "write/svg/svg_doc.h"

enum { MILLION = 1000000 };

/* cos 45° = sin 45°, in millionths */
enum { DIAGONAL = 707107 };

/* A page on its way to the drawing. */
struct drawer {
	struct svg_doc *d;
	struct buf *b;
	const struct page *page;
	bool turned; /* within the group of what is turned */
	/* a path of rules that is not ended yet */
	bool ruling;
	unsigned char gray;
	lu width;
	struct svg_path rules;
};

static void put_gray(struct buf *b, const char *attribute, int gray)
{
	static const char digits[] = "0123456789abcdef";
	char hi = digits[gray >> 4], lo = digits[gray & 15];

	if (hi == lo)
		buf_putf(b, " %s=\"#%c%c%c\"", attribute, hi, hi, hi);
	else
		buf_putf(b, " %s=\"#%c%c%c%c%c%c\"", attribute, hi, lo, hi, lo, hi, lo);
}

static void put_fill(struct buf *b, int gray)
{
	if (gray != 0) /* the initial value is black */
		put_gray(b, "fill", gray);
}

/* ---- glyphs ---- */

/* Font units, y up, to user units: the em at the start of the run's baseline. */
static void put_matrix(struct buf *b, const struct page_item *it)
{
	int units = font_describe(it->u.run.font)->units_per_em;
	int64_t scale =
	        ((int64_t)it->u.run.size * 2540 * MILLION / (72 * LU_PER_PT) + units / 2) / units;
	int64_t slope = it->u.run.rotate != 0 ? (scale * DIAGONAL + MILLION / 2) / MILLION : 0;
	int64_t along = slope != 0 ? slope : scale;
	const int64_t m[] = {along, -slope, -slope, -along};

	buf_puts(b, " transform=\"matrix(");
	for (size_t i = 0; i < 4; i++) {
		svg_put_millionths(b, m[i]);
		buf_putc(b, ' ');
	}
	num_put_int(b, svg_unit(it->u.run.x));
	buf_putc(b, ' ');
	num_put_int(b, svg_unit(it->u.run.y));
	buf_puts(b, ")\"");
}

static int64_t font_units(const struct page_item *it, lu v)
{
	return lu_scale(v, font_describe(it->u.run.font)->units_per_em, it->u.run.size);
}

static void put_number(struct buf *b, const char *attribute, int64_t v)
{
	if (v == 0)
		return;
	buf_puts(b, attribute);
	num_put_int(b, v);
	buf_putc(b, '"');
}

/* A glyph of a run; there are many more than anything else. */
static void put_use(struct buf *b, const struct page_item *it, const struct svg_face *face,
                    const struct run_glyph *g)
{
	buf_puts(b, "<use xlink:href=\"#");
	buf_puts(b, face->name);
	num_put_int(b, g->gid);
	buf_putc(b, '"');
	put_number(b, " x=\"", font_units(it, g->x));
	put_number(b, " y=\"", font_units(it, g->dy));
	buf_puts(b, "/>\n");
}

static void put_run(struct drawer *dr, const struct page_item *it)
{
	struct svg_face *face = svg_face_use(dr->d, it->u.run.font);
	bool begun = false;

	for (size_t i = 0; i < it->u.run.glyph_n; i++) {
		const struct run_glyph *g = &it->u.run.glyphs[i];

		if (!svg_glyph_use(dr->d, face, g->gid))
			continue;
		if (!begun) {
			buf_puts(dr->b, "<g");
			put_fill(dr->b, it->gray);
			put_matrix(dr->b, it);
			buf_puts(dr->b, ">\n");
		}
		begun = true;
		put_use(dr->b, it, face, g);
	}
	if (begun)
		buf_puts(dr->b, "</g>\n");
}

/* ---- rules and areas ---- */

static void end_rules(struct drawer *dr)
{
	if (dr->ruling)
		buf_puts(dr->b, "\"/>\n");
	dr->ruling = false;
}

/* Neighbouring rules of one kind are one path. */
static void put_rule(struct drawer *dr, const struct page_item *it)
{
	if (dr->ruling && (dr->gray != it->gray || dr->width != it->u.rule.width))
		end_rules(dr);
	if (!dr->ruling) {
		dr->ruling = true;
		dr->gray = it->gray;
		dr->width = it->u.rule.width;
		dr->rules = (struct svg_path){.b = dr->b};
		buf_puts(dr->b, "<path");
		put_gray(dr->b, "stroke", it->gray);
		buf_puts(dr->b, " stroke-width=\"");
		svg_put_width(dr->b, it->u.rule.width);
		buf_puts(dr->b, "\" d=\"");
	}
	svg_path_move(&dr->rules, svg_unit(it->u.rule.x0), svg_unit(it->u.rule.y0));
	svg_path_line(&dr->rules, svg_unit(it->u.rule.x1), svg_unit(it->u.rule.y1));
}

struct area {
	lu x, y, w, h;
};

static void put_area(struct buf *b, int gray, const struct area *a)
{
	struct svg_path p = {.b = b};

	buf_puts(b, "<path");
	put_fill(b, gray);
	buf_puts(b, " d=\"");
	svg_path_rectangle(&p, a->x, a->y, a->w, a->h);
	buf_puts(b, "\"/>\n");
}

static void put_shape(struct buf *b, const struct page_item *it)
{
	struct svg_path p = {.b = b};
	const struct page_point *points = it->u.shape.points;

	buf_puts(b, "<path");
	put_fill(b, it->gray);
	buf_puts(b, " d=\"");
	svg_path_move(&p, svg_unit(points[0].x), svg_unit(points[0].y));
	for (size_t i = 1; i < it->u.shape.n; i++)
		svg_path_line(&p, svg_unit(points[i].x), svg_unit(points[i].y));
	svg_path_close(&p);
	buf_puts(b, "\"/>\n");
}

/*
 * The file itself. Programs differ in whether they turn a JPEG as its Exif data say, so they are
 * told not to, and it is turned here.
 */
static void put_picture(struct buf *b, const struct page_item *it)
{
	const struct picture *p = it->u.picture.picture;
	long long x = svg_unit(it->u.picture.x), y = svg_unit(it->u.picture.y);
	long long w = svg_unit(it->u.picture.w), h = svg_unit(it->u.picture.h);
	long long along = p->mirrored_x ? -w : w, down = p->mirrored_y ? -h : h;

	x += p->mirrored_x ? w : 0;
	y += p->mirrored_y ? h : 0;
	buf_puts(b, "<image width=\"1\" height=\"1\" preserveAspectRatio=\"none\" "
	            "style=\"image-orientation:none\" transform=\"matrix(");
	if (p->exchanged)
		buf_putf(b, "0 %lld %lld 0 %lld %lld", down, along, x, y);
	else
		buf_putf(b, "%lld 0 0 %lld %lld %lld", along, down, x, y);
	buf_putf(b, ")\" xlink:href=\"data:image/%s;base64,", p->jpeg ? "jpeg" : "png");
	buf_put_base64(b, p->bytes, p->n);
	buf_puts(b, "\"/>\n");
}

/* ---- the page ---- */

void svg_begin_turned(struct buf *b, const struct page *page)
{
	buf_putf(b, "<g transform=\"matrix(0 -1 1 0 0 %lld)\">\n",
	         (long long)svg_unit(page->height));
}

static void set_turned(struct drawer *dr, bool turned)
{
	if (dr->turned == turned)
		return;
	end_rules(dr);
	if (turned)
		svg_begin_turned(dr->b, dr->page);
	else
		buf_puts(dr->b, "</g>\n");
	dr->turned = turned;
}

static void put_item(struct drawer *dr, const struct page_item *it)
{
	set_turned(dr, dr->page->turned && !it->upright);
	if (it->kind != ITEM_RULE)
		end_rules(dr);
	switch (it->kind) {
	case ITEM_RUN:
		put_run(dr, it);
		break;
	case ITEM_RULE:
		put_rule(dr, it);
		break;
	case ITEM_FILL:
		put_area(dr->b, it->gray,
		         &(struct area){it->u.fill.x, it->u.fill.y, it->u.fill.w, it->u.fill.h});
		break;
	case ITEM_PICTURE:
		put_picture(dr->b, it);
		break;
	case ITEM_SHAPE:
		put_shape(dr->b, it);
		break;
	}
}

void svg_page_draw(struct svg_doc *d)
{
	struct drawer dr = {.d = d, .b = &d->drawing, .page = &d->in->pages->pages[d->page - 1]};

	/* The paper: a drawing without it would be black on black where a website is dark. */
	put_area(dr.b, 255, &(struct area){0, 0, dr.page->width, dr.page->height});
	for (size_t i = 0; i < dr.page->item_n; i++)
		put_item(&dr, &dr.page->items[i]);
	end_rules(&dr);
	set_turned(&dr, false);
}
