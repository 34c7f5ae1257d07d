/* SPDX-License-Identifier: MIT */
#include "reread/verify.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "font/font.h"
#include "picture/picture.h"
#include "reread/view.h"

/* Points. Glyphs drawn over the previous one have more tolerance: see look_at_place. */
#define NEAR 0.02
#define OVERLAP_EM 0.499
#define HAIR_EM 0.083
#define GRAY_NEAR 0.003
#define WIDTH_NEAR 0.001 /* of 1/1000 em */

/* A font of the file and the face that it was made from. */
struct stand_in {
	const struct font *face; /* NULL: not seen yet */
	struct font_embedded *program;
	struct font_glyph *glyphs; /* [VIEW_CODES] of the face; gid 0: not seen yet */
};

struct page_texts {
	struct verify *v;
	struct view_fonts fonts;
	struct view view;
	struct stand_in *faces; /* one per font */
	size_t face_n;
	struct buf want, got; /* the text of the page's artifacts */
	/* on the page */
	int page;
	bool turned; /* the item is turned */
	size_t glyph, path, image;
};

struct point {
	double x, y;
};

static double points(lu v)
{
	return (double)v / LU_PER_PT;
}

static struct verify_place here(const struct page_texts *p, const struct page_item *it)
{
	return (struct verify_place){p->page, it != NULL && it->tag >= 0 ? it->tag : -1};
}

static void differ(struct page_texts *p, const struct page_item *it, const char *what, double want,
                   double got)
{
	struct buf a = {0}, b = {0};

	num_put_milli(&a, llround(want * 1000));
	num_put_milli(&b, llround(got * 1000));
	verify_differ(p->v, here(p, it), what, a.p, b.p);
	buf_release(&a);
	buf_release(&b);
}

/* A point on the sheet, origin at its lower left corner, from coordinates of an item. */
static struct point on_sheet(const struct page_texts *p, lu x, lu y)
{
	const struct page *page = &p->v->pl->pages[p->page];

	if (p->turned)
		return (struct point){points(y), points(x)};
	return (struct point){points(x), points(page->height) - points(y)};
}

/* ---- the marked content of an item ---- */

static const char *artifact_name(int tag)
{
	switch (tag) {
	case PAGE_ARTIFACT:
		return "Artifact Layout";
	case PAGE_ARTIFACT_WATERMARK:
		return "Artifact Watermark";
	default:
		return "Artifact Pagination";
	}
}

static void look_at_owner(struct page_texts *p, const struct page_item *it, int stretch)
{
	const struct view_stretch *s = &p->view.stretches[stretch];
	struct buf got = {0};

	while (s->parent >= 0)
		s = &p->view.stretches[s->parent];
	if (it->tag >= 0) {
		verify_number(p->v, here(p, it), N_("the tag of an item"), it->tag,
		              verify_map_get(&p->v->owners[p->page], s->mcid));
	} else {
		bool watermark = strcmp(s->subtype, "Watermark") == 0;

		buf_putf(&got, "%s %s", s->tag, watermark ? s->subtype : s->type);
		verify_text(p->v, here(p, it), N_("the kind of an item"), artifact_name(it->tag),
		            got.p);
		buf_release(&got);
	}
}

/* ---- glyphs ---- */

/* By how much its outline should be raised, in font units: a larger shift is one of its position.
 */
static lu raised(const struct page_item *it, const struct run_glyph *g)
{
	lu size = it->u.run.size;

	if (g->dy > size / 8 || g->dy < -size / 8)
		return 0;
	return lu_scale(g->dy, font_describe(it->u.run.font)->units_per_em, size);
}

/* A glyph of an item as the file should have it. */
static struct font_glyph wanted(const struct page_item *it, size_t i)
{
	const struct run_glyph *g = &it->u.run.glyphs[i];

	if (font_is_kept_whole(it->u.run.font))
		return (struct font_glyph){.gid = g->gid};
	return (struct font_glyph){
	        .gid = g->gid, .left = g->left, .right = g->right, .up = (int16_t)raised(it, g)};
}

static double in_ems(const struct page_item *it, int units)
{
	return (double)units / font_describe(it->u.run.font)->units_per_em;
}

static void meet_face(struct page_texts *p, const struct page_item *it, const struct view_font *f,
                      struct stand_in *s)
{
	const char *plus = strchr(f->name, '+'), *name = font_describe(it->u.run.font)->ps_name;

	s->face = it->u.run.font;
	s->glyphs = mem_alloc(VIEW_CODES * sizeof(*s->glyphs));
	verify_text(p->v, here(p, it), N_("the font"), name, plus != NULL ? plus + 1 : f->name);
	if (f->program.n == 0)
		verify_differ(p->v, here(p, it), N_("the font"), name, _("not embedded"));
	else
		s->program = font_embedded_open(f->program.p, f->program.n);
	if (s->program == NULL)
		verify_differ(p->v, here(p, it), N_("the font"), name, _("unreadable"));
}

/* A face always maps to the same font of the file, and a code to the same glyph of the face. */
static void look_at_face(struct page_texts *p, const struct page_item *it,
                         const struct view_glyph *g, const struct font_glyph *want)
{
	const struct view_font *f = p->fonts.fonts[g->font];
	struct stand_in *s = &p->faces[g->font];
	const struct font *face = it->u.run.font;
	const char *name = font_describe(face)->ps_name;
	struct font_glyph *known;

	if (s->face == NULL)
		meet_face(p, it, f, s);
	if (s->face != face)
		verify_differ(p->v, here(p, it), N_("the font"), name, f->name);
	if (p->v->failed)
		return;
	known = &s->glyphs[g->code];
	if (known->gid != 0) {
		verify_number(p->v, here(p, it), N_("a glyph"), want->gid, known->gid);
		if (!font_glyph_equal(known, want))
			verify_differ(p->v, here(p, it), N_("the box of a glyph"), name,
			              _("another"));
		return;
	}
	if (!font_embedded_is(s->program, f->codes[g->code].glyph, face, want))
		verify_differ(p->v, here(p, it), N_("the shape of a glyph"), name, _("another"));
	*known = *want;
}

static void look_at_width(struct page_texts *p, const struct page_item *it,
                          const struct view_glyph *g, const struct font_glyph *glyph)
{
	int advance = font_advance(it->u.run.font, glyph->gid) - glyph->left - glyph->right;
	double want = in_ems(it, advance) * 1000, got = view_code_width(&p->fonts, g);

	if (fabs(want - got) > WIDTH_NEAR)
		differ(p, it, N_("the width of a glyph"), want, got);
}

/* ISO 14289-1, 7.21.7. Private-use characters must be explained by /ActualText. */
static void look_at_code_text(struct page_texts *p, const struct page_item *it,
                              const struct view_glyph *g)
{
	bool explained = p->view.stretches[g->stretch].explained;
	size_t n;
	const char *s = view_code_text(&p->fonts, g, &n), *end = s + n;

	if (n == 0)
		verify_differ(p->v, here(p, it), N_("the text of a character code"), "…", "");
	while (s < end) {
		uint32_t cp = utf8_next(&s, end);
		bool private = (cp >= 0xe000 && cp <= 0xf8ff) || cp >= 0xf0000;

		if (cp == 0 || cp == 0xfeff || cp == 0xfffe || (private && !explained))
			verify_differ(p->v, here(p, it), N_("the text of a character code"), "…",
			              _("a character without meaning"));
	}
}

/*
 * Compares a glyph's position. One that covers half of the previous glyph may be shifted slightly
 * forward, so that text extractors keep it in its line.
 */
static void look_at_place(struct page_texts *p, const struct page_item *it, size_t i)
{
	const struct run_glyph *g = &it->u.run.glyphs[i];
	const struct view_glyph *got = &p->view.glyphs[p->glyph];
	double diagonal = sqrt(0.5), cosine = it->u.run.rotate == 0 ? 1 : diagonal;
	double sine = it->u.run.rotate == 0 ? 0 : diagonal;
	double up = wanted(it, i).up != 0 ? 0 : points(g->dy);
	double left = in_ems(it, wanted(it, i).left), along = points(g->x) + left * got->size;
	double dx = along * cosine - up * sine, dy = along * sine + up * cosine, over = 0;
	struct point want = on_sheet(p, it->u.run.x, it->u.run.y);

	want.x += p->turned ? -dy : dx;
	want.y += p->turned ? dx : dy;
	if (i > 0)
		over = points(g[-1].x - g->x) + (in_ems(it, wanted(it, i - 1).left) - left +
		                                 view_code_width(&p->fonts, got - 1) / 1000) *
		                                        got->size;
	over = over > OVERLAP_EM * got->size ? HAIR_EM * got->size : 0;
	if (fabs(want.x - got->x) > NEAR + (p->turned ? 0 : over))
		differ(p, it, N_("the horizontal position of a glyph"), want.x, got->x);
	if (fabs(want.y - got->y) > NEAR + (p->turned ? over : 0))
		differ(p, it, N_("the vertical position of a glyph"), want.y, got->y);
}

static void look_at_glyph(struct page_texts *p, const struct page_item *it, size_t i)
{
	const struct view_glyph *got = &p->view.glyphs[p->glyph];
	struct font_glyph want = wanted(it, i);

	look_at_owner(p, it, got->stretch);
	look_at_face(p, it, got, &want);
	look_at_width(p, it, got, &want);
	look_at_code_text(p, it, got);
	look_at_place(p, it, i);
	if (fabs(got->size - points(it->u.run.size)) > 0.001)
		differ(p, it, N_("the size of a glyph"), points(it->u.run.size), got->size);
	if (fabs(got->gray - it->gray / 255.0) > GRAY_NEAR)
		differ(p, it, N_("the gray of a glyph"), it->gray / 255.0, got->gray);
}

static void look_at_run(struct page_texts *p, const struct page_item *it)
{
	struct buf *want = it->tag >= 0 ? &p->v->tags[it->tag].want : &p->want;

	for (size_t i = 0; i < it->u.run.glyph_n && !p->v->failed; i++, p->glyph++) {
		if (p->glyph == p->view.glyph_n)
			verify_differ(p->v, here(p, it), N_("a glyph"), it->u.run.text, "");
		else
			look_at_glyph(p, it, i);
	}
	for (size_t i = 0; i < it->u.run.glyph_n; i++) {
		const struct run_glyph *g = &it->u.run.glyphs[i];

		buf_put(want, it->u.run.text + g->off, g->len);
	}
}

/* ---- rules and fills ---- */

static void look_at_line(struct page_texts *p, const struct page_item *it, struct point a,
                         struct point b)
{
	bool fill = it->kind != ITEM_RULE;
	double want[6], got[6];
	const struct view_path *path;

	if (p->path == p->view.path_n) {
		verify_differ(p->v, here(p, it), N_("a rule or a filled area"), "…", "");
		return;
	}
	path = &p->view.paths[p->path++];
	memcpy(want,
	       (double[6]){a.x, a.y, b.x, b.y, fill ? 0 : points(it->u.rule.width),
	                   it->gray / 255.0},
	       sizeof(want));
	memcpy(got, (double[6]){path->x0, path->y0, path->x1, path->y1, path->width, path->gray},
	       sizeof(got));
	look_at_owner(p, it, path->stretch);
	if (path->fill != fill)
		verify_differ(p->v, here(p, it), N_("a rule or a filled area"),
		              fill ? "fill" : "rule", fill ? "rule" : "fill");
	for (int i = 0; i < 6; i++) {
		if (fabs(want[i] - got[i]) > (i < 5 ? NEAR : GRAY_NEAR))
			differ(p, it, N_("a rule or a filled area"), want[i], got[i]);
	}
}

static void look_at_path(struct page_texts *p, const struct page_item *it)
{
	struct point a, b;

	if (it->kind == ITEM_RULE) {
		a = on_sheet(p, it->u.rule.x0, it->u.rule.y0);
		b = on_sheet(p, it->u.rule.x1, it->u.rule.y1);
		look_at_line(p, it, a, b);
	} else if (it->kind == ITEM_FILL) {
		a = on_sheet(p, it->u.fill.x, it->u.fill.y + it->u.fill.h);
		b = on_sheet(p, it->u.fill.x + it->u.fill.w, it->u.fill.y);
		look_at_line(p, it, a, b);
	}
	for (size_t i = 0; it->kind == ITEM_SHAPE && i < it->u.shape.n && !p->v->failed; i++) {
		const struct page_point *from = &it->u.shape.points[i];
		const struct page_point *to = &it->u.shape.points[(i + 1) % it->u.shape.n];

		look_at_line(p, it, on_sheet(p, from->x, from->y), on_sheet(p, to->x, to->y));
	}
}

/* What an entry of the page refers to. */
static qpdf_oh at_page(const struct page_texts *p, const char *key)
{
	struct file_entries e;

	object_entries_of(p->v->pages[p->page], &e);
	return objects_qpdf(p->v->objects, object_entry(&e, key));
}

/* ---- pictures ---- */

/* The stream behind a resource: the file as it is, or pixels, of the stored size. */
static void look_at_pixels(struct page_texts *p, const struct page_item *it, const char *key)
{
	const struct picture *want = it->u.picture.picture;
	qpdf_oh stream = view_at(p->v->q, at_page(p, "/Resources"), "/XObject", key, NULL);
	qpdf_oh dict =
	        qpdf_oh_is_stream(p->v->q, stream) ? qpdf_oh_get_dict(p->v->q, stream) : stream;
	unsigned char *raw = NULL;
	int width, height;
	size_t n = 0;

	picture_stored_size(want, &width, &height);
	verify_number(
	        p->v, here(p, it), N_("the width of a picture"), width,
	        qpdf_oh_get_int_value_as_int(p->v->q, view_at(p->v->q, dict, "/Width", NULL)));
	verify_number(
	        p->v, here(p, it), N_("the height of a picture"), height,
	        qpdf_oh_get_int_value_as_int(p->v->q, view_at(p->v->q, dict, "/Height", NULL)));
	if (p->v->failed || !want->jpeg || it->u.picture.gray == want->colour)
		return;
	if (qpdf_oh_get_stream_data(p->v->q, stream, qpdf_dl_none, NULL, &raw, &n) != 0 ||
	    n != want->n || memcmp(raw, want->bytes, n) != 0)
		verify_differ(p->v, here(p, it), N_("a picture"), want->hash, _("another"));
	free(raw);
}

static void look_at_picture(struct page_texts *p, const struct page_item *it)
{
	const struct view_image *got;
	struct point a = on_sheet(p, it->u.picture.x, it->u.picture.y + it->u.picture.h);
	struct point b = on_sheet(p, it->u.picture.x + it->u.picture.w, it->u.picture.y);

	if (p->image >= p->view.image_n) {
		verify_differ(p->v, here(p, it), N_("a picture"), it->u.picture.picture->hash, "");
		return;
	}
	got = &p->view.images[p->image++];
	look_at_owner(p, it, got->stretch);
	if (fabs(fmin(got->x0, got->x1) - a.x) > NEAR || fabs(fmin(got->y0, got->y1) - a.y) > NEAR)
		differ(p, it, N_("the place of a picture"), a.x, fmin(got->x0, got->x1));
	if (fabs(fmax(got->x0, got->x1) - b.x) > NEAR || fabs(fmax(got->y0, got->y1) - b.y) > NEAR)
		differ(p, it, N_("the place of a picture"), b.x, fmax(got->x0, got->x1));
	look_at_pixels(p, it, got->key);
}

/* ---- text ---- */

/* Each marked-content sequence has the next part of its tag's text. */
static void read_stretches(struct page_texts *p)
{
	struct verify *v = p->v;

	for (size_t i = 0; i < p->view.stretch_n; i++) {
		const struct view_stretch *s = &p->view.stretches[i];
		int owner = verify_map_get(&v->owners[p->page], s->mcid);

		if (s->parent >= 0)
			continue;
		if (s->mcid >= 0 && owner < 0)
			verify_number(v, here(p, NULL), N_("the tag of an item"), -1, s->mcid);
		if (s->to > s->from)
			buf_put(owner >= 0 ? &v->tags[owner].got : &p->got,
			        p->view.text.p + s->from, s->to - s->from);
		if (owner >= 0 && !s->explained)
			verify_text(v, (struct verify_place){p->page, owner},
			            N_("the kind of marked content"), verify_tag_name(v, owner),
			            s->tag);
	}
}

static void compare_text(struct verify *v, int tag)
{
	struct verify_tag *t = &v->tags[tag];

	verify_reading(v, (struct verify_place){-1, tag}, N_("the text"), t->want.p, &t->got);
	buf_release(&t->want);
	buf_release(&t->got);
}

/* A cell's text is no longer kept than to the page where it ends: there may be 200,000 of them. */
static void compare_ended(struct page_texts *p)
{
	struct verify *v = p->v;
	const struct verify_map *owners = &v->owners[p->page];

	for (int mcid = 0; mcid < (int)owners->n && !v->failed; mcid++) {
		int tag = verify_map_get(owners, mcid);

		if (tag >= 0 && v->tags[tag].page == p->page)
			compare_text(v, tag);
	}
}

/* ---- pages ---- */

static void release_faces(struct page_texts *p)
{
	for (size_t i = 0; i < p->face_n; i++) {
		free(p->faces[i].glyphs);
		font_embedded_close(p->faces[i].program);
	}
	free(p->faces);
}

static void bind_fonts(struct page_texts *p)
{
	unsigned before = p->fonts.loads;

	if (!view_fonts_load(&p->fonts, p->v->q, at_page(p, "/Resources")))
		verify_differ(p->v, here(p, NULL), N_("the fonts"), "…", _("unreadable"));
	if (p->fonts.loads == before)
		return;
	release_faces(p);
	p->face_n = p->fonts.n;
	p->faces = mem_alloc(mem_size_mul(p->face_n, sizeof(*p->faces)));
}

static void look_at_box(struct page_texts *p, const char *key, const char *what)
{
	struct verify *v = p->v;
	struct file_object box = objects_at(v->objects, v->pages[p->page], key, NULL);
	struct file_object side = object_first(box);
	const struct page *page = &v->pl->pages[p->page];
	double want[4] = {0, 0, points(page->width), points(page->height)};

	for (int i = 0; i < 4; i++) {
		double got;

		if (!object_real(side, &got))
			got = -1;
		if (fabs(want[i] - got) > 0.001)
			differ(p, NULL, what, want[i], got);
		if (side.p != NULL)
			side = object_next(box, side);
	}
}

static void look_at_page(struct page_texts *p)
{
	const struct page *page = &p->v->pl->pages[p->page];

	look_at_box(p, "/MediaBox", N_("the size of the sheet"));
	if (p->v->in->writer->claims.pdfx != NULL) {
		look_at_box(p, "/TrimBox", N_("the size of the trimmed sheet"));
		look_at_box(p, "/BleedBox", N_("the size of the sheet with its bleed"));
	}
	bind_fonts(p);
	if (!view_page(&p->view, &p->fonts, p->v->q, at_page(p, "/Contents")))
		verify_differ(p->v, here(p, NULL), N_("the content"), "…", _("none"));
	if (p->view.fault != NULL)
		verify_differ(p->v, here(p, NULL), N_("the content"), "", _(p->view.fault));
	p->glyph = p->path = p->image = 0;
	buf_clear(&p->want);
	buf_clear(&p->got);
	for (size_t i = 0; i < page->item_n && !p->v->failed; i++) {
		p->turned = page->turned && !page->items[i].upright;
		if (page->items[i].kind == ITEM_RUN)
			look_at_run(p, &page->items[i]);
		else if (page->items[i].kind == ITEM_PICTURE)
			look_at_picture(p, &page->items[i]);
		else
			look_at_path(p, &page->items[i]);
	}
	verify_number(p->v, here(p, NULL), N_("the number of glyphs"), (long)p->glyph,
	              (long)p->view.glyph_n);
	verify_number(p->v, here(p, NULL), N_("the number of rules and filled areas"),
	              (long)p->path, (long)p->view.path_n);
	verify_number(p->v, here(p, NULL), N_("the number of pictures"), (long)p->image,
	              (long)p->view.image_n);
	if (!p->v->failed) {
		read_stretches(p);
		verify_reading(p->v, here(p, NULL), N_("the text"), p->want.p, &p->got);
		compare_ended(p);
	}
}

void verify_pages(struct verify *v)
{
	struct page_texts p = {.v = v};

	for (; p.page < (int)v->pl->page_n && !v->failed; p.page++) {
		look_at_page(&p);
		qpdf_oh_release_all(v->q);
	}
	for (size_t i = 0; i < v->pl->tag_n && !v->failed; i++)
		compare_text(v, (int)i);
	release_faces(&p);
	view_fonts_release(&p.fonts);
	view_release(&p.view);
	buf_release(&p.want);
	buf_release(&p.got);
}
