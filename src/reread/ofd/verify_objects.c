/* SPDX-License-Identifier: MIT */
/* verify_objects.c: what is drawn on the pages, object by object, in the order of the items. */
#include "reread/ofd/ofd_verify.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "picture/picture.h"

/* Millimetres: lengths are written in thousandths. */
#define NEAR 0.0016
#define TURNED_NEAR 0.005

enum { BMP = 0x10000 };

/* A page being compared. */
struct looked_page {
	struct ofd_verify *v;
	struct ofdview_page page;
	int n;         /* of the page */
	size_t at;     /* the next object */
	size_t letter; /* the next character, while a text object is being used up; else 0 */
	const struct page_item *it;
};

static double mm(double lu_value)
{
	return lu_value / LU_PER_PT * 25.4 / 72;
}

static struct ofd_place here(const struct looked_page *o)
{
	return (struct ofd_place){o->n, o->it != NULL && o->it->tag >= 0 ? o->it->tag : -1};
}

static void differ(struct looked_page *o, const char *what, double want, double got)
{
	struct buf a = {0}, b = {0};

	num_put_milli(&a, llround(want * 1000));
	num_put_milli(&b, llround(got * 1000));
	ofd_verify_differ(o->v, here(o), what, a.p, b.p);
	buf_release(&a);
	buf_release(&b);
}

static void near(struct looked_page *o, const char *what, double want, double got)
{
	double most = o->it != NULL && o->it->kind == ITEM_RUN && o->it->u.run.rotate != 0
	                      ? TURNED_NEAR
	                      : NEAR;

	if (fabs(want - got) > most)
		differ(o, what, want, got);
}

static const struct ofdview_object *current(struct looked_page *o)
{
	if (o->at < o->page.object_n)
		return &o->page.objects[o->at];
	ofd_verify_differ(o->v, here(o), N_("the number of objects"), "…",
	                  arena_printf(&o->v->arena, "%zu", o->page.object_n));
	return NULL;
}

/* Its tag, its page, its place on the page. */
static void look_at_object(struct looked_page *o, const struct ofdview_object *got)
{
	struct ofd_verify *v = o->v;
	double right = got->box[0] + got->box[2], foot = got->box[1] + got->box[3];
	int tag = got->id > 0 && got->id <= v->id_max ? v->owners[got->id] - 1 : -1;

	ofd_verify_number(v, here(o), N_("the tag of an item"), o->it->tag >= 0 ? o->it->tag : -1,
	                  tag);
	if (tag >= 0)
		ofd_verify_number(v, here(o), N_("the page of an object"), o->n + 1,
		                  (long)v->pages_of[got->id]);
	if (got->box[0] < -NEAR || got->box[1] < -NEAR || right > o->page.area[2] + NEAR ||
	    foot > o->page.area[3] + NEAR)
		ofd_verify_differ(v, here(o), N_("the boundary of an object"), "…",
		                  _("off the page"));
	if (got->hidden)
		ofd_verify_differ(v, here(o), N_("the visibility of an object"), "…", _("hidden"));
}

static void look_at_gray(struct looked_page *o, const struct ofdview_object *got)
{
	for (int i = 0; i < 3; i++)
		if (lround(got->rgb[i]) != o->it->gray)
			ofd_verify_number(o->v, here(o), N_("the gray of an object"), o->it->gray,
			                  lround(got->rgb[i]));
	if (got->alpha < 255)
		ofd_verify_number(o->v, here(o), N_("the opacity of an object"), 255,
		                  lround(got->alpha));
}

/* ---- fonts ---- */

static struct ofd_stand_in *face_of(struct looked_page *o, unsigned id)
{
	struct ofd_verify *v = o->v;
	struct ofd_stand_in *s = NULL;

	for (size_t i = 0; i < v->face_n; i++)
		if (v->faces[i].id == id)
			s = &v->faces[i];
	if (s == NULL) {
		ofd_verify_differ(v, here(o), N_("the font"), "…",
		                  arena_printf(&v->arena, "%u", id));
		return NULL;
	}
	if (s->program != NULL)
		return s;
	for (size_t i = 0; i < v->view.font_n; i++)
		if (v->view.fonts[i].id == id &&
		    ofdview_bytes(&v->view, v->view.fonts[i].path, v->view.part_most, &s->bytes))
			s->program = font_embedded_open(s->bytes.p, s->bytes.n);
	if (s->program == NULL)
		ofd_verify_differ(v, here(o), N_("the font"), "…", _("unreadable"));
	return s->program != NULL ? s : NULL;
}

/* The character's glyph in the subset looks like the face's; each is looked at once. */
static void look_at_shape(struct looked_page *o, unsigned font, uint32_t cp, uint32_t gid)
{
	struct ofd_stand_in *s = face_of(o, font);
	const struct font *face = o->it->u.run.font;
	const char *name = font_describe(face)->ps_name;

	if (s == NULL)
		return;
	if (s->face == NULL) {
		s->face = face;
		s->seen = mem_alloc(BMP * sizeof(*s->seen));
	}
	if (s->face != face || cp >= BMP)
		ofd_verify_differ(o->v, here(o), N_("the font"), name, _("another"));
	else if (s->seen[cp] == 0 &&
	         !font_embedded_looks_like(s->program, font_embedded_find(s->program, cp), face,
	                                   gid))
		ofd_verify_differ(o->v, here(o), N_("the shape of a glyph"), name, _("another"));
	else if (s->seen[cp] != 0)
		ofd_verify_number(o->v, here(o), N_("a glyph"), gid, s->seen[cp]);
	if (!o->v->failed)
		s->seen[cp] = gid;
}

/* ---- text ---- */

/* Where a glyph's box begins, on the page. */
static void place_of(const struct looked_page *o, const struct run_glyph *g, double ret[2])
{
	double c = o->it->u.run.rotate == 0 ? 1 : sqrt(0.5), s = sqrt(1 - c * c);
	double along = mm(g->x), up = mm(g->dy);

	ret[0] = mm(o->it->u.run.x) + along * c - up * s;
	ret[1] = mm(o->it->u.run.y) - along * s - up * c;
}

static bool is_stand_in(uint32_t want, uint32_t got)
{
	bool forbidden =
	        want < ' ' || (want >= 0x7f && want < 0xa0) || want == 0xfffe || want == 0xffff;

	return forbidden && (got == ' ' || got == 0xfffd);
}

static void look_at_letter(struct looked_page *o, uint32_t want, const struct run_glyph *g)
{
	const struct ofdview_char *got = &o->page.chars[o->letter];
	char a[5] = {0}, b[5] = {0};
	double at[2];

	utf8_encode(want, a);
	utf8_encode(got->cp, b);
	if (got->cp != want && !is_stand_in(want, got->cp))
		ofd_verify_differ(o->v, here(o), N_("the text"), a, b);
	place_of(o, g, at);
	near(o, N_("the horizontal position of a glyph"), at[0], got->x);
	near(o, N_("the vertical position of a glyph"), at[1], got->y);
}

static void look_at_text(struct looked_page *o, const struct ofdview_object *got)
{
	double c = o->it->u.run.rotate == 0 ? 1 : sqrt(0.5);

	look_at_object(o, got);
	near(o, N_("the size of a glyph"), mm(o->it->u.run.size), got->size);
	if (fabs(got->cosine - c) > 0.001 || fabs(got->sine - sqrt(1 - c * c)) > 0.001)
		differ(o, N_("the slope of a text"), c, got->cosine);
	if (!got->even)
		ofd_verify_differ(o->v, here(o), N_("the steps of a text"), "n − 1", "…");
	o->letter = got->from;
}

/* One glyph for one character of a text that is seen. */
static void look_at_glyph(struct looked_page *o, const struct ofdview_object *got, size_t i)
{
	const struct run_glyph *g = &o->it->u.run.glyphs[i];
	const char *s = o->it->u.run.text + g->off, *end = s + g->len;
	uint32_t cp = g->len > 0 ? utf8_next(&s, end) : 0;

	if (s != end || g->len == 0) {
		ofd_verify_differ(o->v, here(o), N_("a glyph"), o->it->u.run.text, "…");
		return;
	}
	if (o->letter == got->from) {
		look_at_text(o, got);
		look_at_gray(o, got);
	}
	look_at_letter(o, cp, g);
	look_at_shape(o, got->font, o->page.chars[o->letter].cp, g->gid);
	if (++o->letter == got->to)
		o->at++;
}

/* ---- glyphs that are drawn as outlines ---- */

struct trail {
	struct looked_page *o;
	const struct ofdview_object *got;
	size_t point;
	double x, y, unit; /* of the glyph's origin; mm in half a font unit */
	bool good;
};

static void follow(void *user, int32_t x, int32_t y, bool on, bool first)
{
	struct trail *t = user;
	const double *p = t->point < t->got->to ? t->o->page.points[t->point] : NULL;

	(void)on;
	(void)first;
	t->good = t->good && p != NULL && fabs(p[0] - (t->x + x * t->unit)) < 2 * NEAR &&
	          fabs(p[1] - (t->y - y * t->unit)) < 2 * NEAR;
	t->point++;
}

static size_t cluster_end(const struct page_item *it, size_t from)
{
	size_t to = from;

	while (to < it->u.run.glyph_n && it->u.run.glyphs[to].len == 0)
		to++;
	for (to++; to < it->u.run.glyph_n && it->u.run.glyphs[to].len == 0;)
		to++;
	return to < it->u.run.glyph_n ? to : it->u.run.glyph_n;
}

/* Outlines of glyphs [from, to), before the text that stands for them and is not seen. */
static void look_at_outlines(struct looked_page *o, const struct ofdview_object *got, size_t from,
                             size_t to)
{
	const struct font *face = o->it->u.run.font;
	struct trail t = {o, got, got->from, .good = true};

	t.unit = mm(o->it->u.run.size) / (2.0 * font_describe(face)->units_per_em);
	look_at_object(o, got);
	look_at_gray(o, got);
	for (size_t i = from; i < to; i++) {
		double at[2];

		place_of(o, &o->it->u.run.glyphs[i], at);
		t.x = at[0];
		t.y = at[1];
		t.good =
		        font_trace(face, o->it->u.run.glyphs[i].gid, follow, &t) == RC_OK && t.good;
	}
	if (!t.good || t.point != got->to || !got->filled || got->stroked)
		ofd_verify_differ(o->v, here(o), N_("the shape of a glyph"),
		                  font_describe(face)->ps_name, _("another"));
}

static bool has_ink(const struct looked_page *o, size_t from, size_t to)
{
	int box[4];

	for (size_t i = from; i < to; i++)
		if (font_glyph_box(o->it->u.run.font, o->it->u.run.glyphs[i].gid, box))
			return true;
	return false;
}

/* The text of a cluster that is drawn: in a font that shows nothing, and transparent. */
static void look_at_hidden_text(struct looked_page *o, const struct ofdview_object *got,
                                size_t from, size_t to)
{
	struct ofd_stand_in *s = face_of(o, got->font);

	look_at_text(o, got);
	if (got->alpha > 0)
		ofd_verify_number(o->v, here(o), N_("the opacity of an object"), 0,
		                  lround(got->alpha));
	if (s != NULL && (s->face != NULL || font_embedded_find(s->program, 'A') != 0))
		ofd_verify_differ(o->v, here(o), N_("the font"), _("without glyphs"), "…");
	for (size_t i = from; i < to && !o->v->failed; i++) {
		const struct run_glyph *g = &o->it->u.run.glyphs[i];
		const char *p = o->it->u.run.text + g->off, *end = p + g->len;

		for (; p < end && !o->v->failed; o->letter++) {
			uint32_t cp = utf8_next(&p, end);

			if (o->letter == got->to)
				ofd_verify_differ(o->v, here(o), N_("the text"), o->it->u.run.text,
				                  "");
			else if (o->page.chars[o->letter].cp != cp &&
			         !is_stand_in(cp, o->page.chars[o->letter].cp))
				ofd_verify_differ(o->v, here(o), N_("the text"), o->it->u.run.text,
				                  "…");
		}
	}
	if (!o->v->failed)
		ofd_verify_number(o->v, here(o), N_("the number of glyphs"), (long)got->to,
		                  (long)o->letter);
}

static void look_at_cluster(struct looked_page *o, size_t from, size_t to)
{
	const struct ofdview_object *got = current(o);
	bool ink = has_ink(o, from, to);

	if (got == NULL)
		return;
	if (ink != (got->kind == OFDVIEW_PATH))
		ofd_verify_differ(o->v, here(o), N_("a glyph"), o->it->u.run.text, "…");
	if (ink && !o->v->failed) {
		look_at_outlines(o, got, from, to);
		o->at++;
		got = current(o);
	}
	if (o->v->failed || got == NULL)
		return;
	if (got->kind != OFDVIEW_TEXT)
		ofd_verify_differ(o->v, here(o), N_("the text"), o->it->u.run.text, "");
	else
		look_at_hidden_text(o, got, from, to);
	o->at++;
}

/* A blank that is not there: those at the ends of a text are left out. */
static bool is_left_out(const struct looked_page *o, size_t i)
{
	const struct run_glyph *g = &o->it->u.run.glyphs[i];
	const char *s = o->it->u.run.text + g->off, *end = s + g->len;
	uint32_t cp = g->len > 0 ? utf8_next(&s, end) : 0;
	const struct ofdview_object *got =
	        o->at < o->page.object_n ? &o->page.objects[o->at] : NULL;
	bool within = got != NULL && got->kind == OFDVIEW_TEXT && o->letter > got->from &&
	              o->letter < got->to;

	return s == end && utf8_is_space(cp) && !within;
}

static void look_at_run(struct looked_page *o)
{
	for (size_t i = 0; i < o->it->u.run.glyph_n && !o->v->failed;) {
		const struct ofdview_object *got;
		size_t to = cluster_end(o->it, i);

		if (is_left_out(o, i)) {
			i = to;
			continue;
		}
		got = current(o);

		if (got == NULL)
			return;
		if (got->kind == OFDVIEW_TEXT && o->letter != got->from && o->letter > 0 &&
		    o->letter > got->from && o->letter < got->to) {
			look_at_glyph(o, got, i++);
		} else if (got->kind == OFDVIEW_TEXT && got->alpha > 0 && to == i + 1) {
			o->letter = got->from;
			look_at_glyph(o, got, i++);
		} else {
			look_at_cluster(o, i, to);
			i = to;
		}
	}
	if (!o->v->failed && o->at < o->page.object_n && o->letter > 0 &&
	    o->page.objects[o->at].kind == OFDVIEW_TEXT &&
	    o->letter > o->page.objects[o->at].from && o->letter < o->page.objects[o->at].to)
		ofd_verify_differ(o->v, here(o), N_("the text"), o->it->u.run.text, "…");
	o->letter = 0;
}

/* ---- rules and fills ---- */

static void edges_of(const struct page_item *it, double ret[4])
{
	double half = mm(it->kind == ITEM_RULE ? it->u.rule.width : 0) / 2;
	bool across = it->kind == ITEM_RULE && it->u.rule.y0 == it->u.rule.y1;

	if (it->kind == ITEM_FILL) {
		ret[0] = mm(it->u.fill.x);
		ret[1] = mm(it->u.fill.y);
		ret[2] = ret[0] + mm(it->u.fill.w);
		ret[3] = ret[1] + mm(it->u.fill.h);
		return;
	}
	ret[0] = mm(fmin(it->u.rule.x0, it->u.rule.x1)) - (across ? 0 : half);
	ret[1] = mm(fmin(it->u.rule.y0, it->u.rule.y1)) - (across ? half : 0);
	ret[2] = mm(fmax(it->u.rule.x0, it->u.rule.x1)) + (across ? 0 : half);
	ret[3] = mm(fmax(it->u.rule.y0, it->u.rule.y1)) + (across ? half : 0);
}

/* The next object, if it is a filled area of n corners. */
static const struct ofdview_object *next_area(struct looked_page *o, size_t n)
{
	const struct ofdview_object *got = current(o);

	if (got == NULL)
		return NULL;
	o->at++;
	if (got->kind != OFDVIEW_PATH || !got->filled || got->stroked || got->to - got->from != n) {
		ofd_verify_differ(o->v, here(o), N_("a rule or a filled area"), "…", "");
		return NULL;
	}
	look_at_object(o, got);
	look_at_gray(o, got);
	return got;
}

/* Its corners, clockwise from the upper left one. */
static void look_at_area(struct looked_page *o)
{
	const struct ofdview_object *got = next_area(o, 4);
	double want[4];

	if (got == NULL)
		return;
	edges_of(o->it, want);
	for (int i = 0; i < 4; i++) {
		const double *p = o->page.points[got->from + (size_t)i];

		near(o, N_("a rule or a filled area"), want[i == 1 || i == 2 ? 2 : 0], p[0]);
		near(o, N_("a rule or a filled area"), want[i >= 2 ? 3 : 1], p[1]);
	}
}

static void look_at_polygon(struct looked_page *o)
{
	const struct page_point *want = o->it->u.shape.points;
	const struct ofdview_object *got = next_area(o, o->it->u.shape.n);

	for (size_t i = 0; got != NULL && i < o->it->u.shape.n; i++) {
		const double *p = o->page.points[got->from + i];

		near(o, N_("a rule or a filled area"), mm(want[i].x), p[0]);
		near(o, N_("a rule or a filled area"), mm(want[i].y), p[1]);
	}
}

/* A slanting rule, of which two corners are the rule's width apart at each end. */
static void look_at_slanting(struct looked_page *o)
{
	const lu ends[4] = {o->it->u.rule.x0, o->it->u.rule.y0, o->it->u.rule.x1, o->it->u.rule.y1};
	const struct ofdview_object *got = next_area(o, 4);

	for (size_t i = 0; got != NULL && i < 2; i++) {
		const double *p = o->page.points[got->from + i];
		const double *q = o->page.points[got->from + 3 - i];

		near(o, N_("a rule or a filled area"), mm(ends[2 * i]), (p[0] + q[0]) / 2);
		near(o, N_("a rule or a filled area"), mm(ends[2 * i + 1]), (p[1] + q[1]) / 2);
		near(o, N_("a rule or a filled area"), mm(o->it->u.rule.width),
		     hypot(p[0] - q[0], p[1] - q[1]));
	}
}

static bool is_slanting(const struct page_item *it)
{
	return it->kind == ITEM_RULE && it->u.rule.x0 != it->u.rule.x1 &&
	       it->u.rule.y0 != it->u.rule.y1;
}

/* ---- pictures ---- */

static const struct ofdview_resource *image_of(const struct looked_page *o, unsigned id)
{
	for (size_t i = 0; i < o->v->view.image_n; i++)
		if (o->v->view.images[i].id == id)
			return &o->v->view.images[i];
	return NULL;
}

/* The resource has the picture's own bytes. */
static void look_at_bytes(struct looked_page *o, unsigned id)
{
	const struct picture *want = o->it->u.picture.picture;
	const struct ofdview_resource *r = image_of(o, id);
	struct buf got = {0};
	bool same = r != NULL && r->path != NULL &&
	            ofdview_bytes(&o->v->view, r->path, o->v->view.part_most, &got) &&
	            got.n == want->n && memcmp(got.p, want->bytes, got.n) == 0;

	if (!same)
		ofd_verify_differ(o->v, here(o), N_("a picture"), want->hash, _("another"));
	else
		ofd_verify_text(o->v, here(o), "Format", want->jpeg ? "JPEG" : "PNG", r->name);
	buf_release(&got);
}

/* Where the stored upper left corner, and those that follow it in its row and its column, go. */
static void look_at_corners(struct looked_page *o, const struct ofdview_object *got)
{
	const struct page_item *it = o->it;
	const struct picture *p = it->u.picture.picture;
	const double *m = got->matrix;

	for (int i = 0; i < 3; i++) {
		int u = i == 1, v = i == 2;
		int across = (p->exchanged ? v : u) != (int)p->mirrored_x;
		int down = (p->exchanged ? u : v) != (int)p->mirrored_y;

		near(o, N_("the place of a picture"),
		     mm(it->u.picture.x) + across * mm(it->u.picture.w),
		     m[0] * u + m[2] * v + m[4]);
		near(o, N_("the place of a picture"),
		     mm(it->u.picture.y) + down * mm(it->u.picture.h), m[1] * u + m[3] * v + m[5]);
	}
}

static void look_at_picture(struct looked_page *o)
{
	const struct ofdview_object *got = current(o);

	if (got == NULL)
		return;
	o->at++;
	if (got->kind != OFDVIEW_IMAGE) {
		ofd_verify_differ(o->v, here(o), N_("a picture"), o->it->u.picture.picture->hash,
		                  "");
		return;
	}
	look_at_object(o, got);
	near(o, N_("the place of a picture"), mm(o->it->u.picture.x), got->box[0]);
	near(o, N_("the place of a picture"), mm(o->it->u.picture.y), got->box[1]);
	near(o, N_("the place of a picture"), mm(o->it->u.picture.w), got->box[2]);
	near(o, N_("the place of a picture"), mm(o->it->u.picture.h), got->box[3]);
	look_at_corners(o, got);
	look_at_bytes(o, got->image);
}

/* ---- pages ---- */

static void look_at_page(struct looked_page *o)
{
	const struct page *page = &o->v->pl->pages[o->n];
	const double want[4] = {0, 0, mm(page->width), mm(page->height)};

	o->it = NULL;
	o->at = o->letter = 0;
	if (!ofdview_read_page(&o->v->view, (size_t)o->n, &o->page))
		return;
	for (int i = 0; i < 4; i++)
		near(o, N_("the size of the sheet"), want[i], o->page.area[i]);
	for (size_t i = 0; i < page->item_n && !o->v->failed; i++) {
		o->it = &page->items[i];
		if (o->it->kind == ITEM_RUN)
			look_at_run(o);
		else if (o->it->kind == ITEM_PICTURE)
			look_at_picture(o);
		else if (o->it->kind == ITEM_SHAPE)
			look_at_polygon(o);
		else if (is_slanting(o->it))
			look_at_slanting(o);
		else
			look_at_area(o);
	}
	o->it = NULL;
	if (!o->v->failed)
		ofd_verify_number(o->v, here(o), N_("the number of objects"), (long)o->at,
		                  (long)o->page.object_n);
}

static void look_at_id(void *context, const struct xml_element *e)
{
	ofd_verify_id(context, e);
}

void ofd_verify_pages(struct ofd_verify *v)
{
	struct looked_page o = {.v = v, .page = {.look = look_at_id, .context = v}};

	ofd_verify_number(v, (struct ofd_place){-1, -1}, N_("the number of pages"),
	                  (long)v->pl->page_n, (long)v->view.page_n);
	v->face_n = v->view.font_n;
	v->faces = mem_alloc(mem_size_mul(v->face_n + 1, sizeof(*v->faces)));
	for (size_t i = 0; i < v->face_n; i++)
		v->faces[i].id = v->view.fonts[i].id;
	for (; o.n < (int)v->pl->page_n && !v->failed && v->view.fault == OFDVIEW_FINE; o.n++)
		look_at_page(&o);
	ofdview_page_release(&o.page);
}
