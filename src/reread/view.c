/* SPDX-License-Identifier: MIT */
#include "reread/view.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "reread/pdf_token.h"

enum { STATES_MAX = 8, OPERANDS_MAX = 6 };

/* x' = a x + c y + e, y' = b x + d y + f */
struct matrix {
	double a, b, c, d, e, f;
};

struct state {
	struct matrix page;
	int font; /* -1: none */
	double size, spacing, rise, line_width, fill_gray, stroke_gray;
};

struct player {
	struct view *v;
	const struct view_fonts *fonts;
	struct state states[STATES_MAX];
	int depth;
	struct matrix text;
	struct pdf_token *operands; /* of the next operator */
	size_t n, cap;
	double x, y;       /* the current point of the path */
	size_t first_path; /* not painted yet */
	int stretch;       /* the innermost marked-content sequence, or -1 */
	bool in_text;
};

static struct state *now(struct player *p)
{
	return &p->states[p->depth];
}

static void fail(struct player *p, const char *what)
{
	if (p->v->fault == NULL)
		p->v->fault = what;
}

static struct matrix compose(const struct matrix *m, const struct matrix *n)
{
	return (struct matrix){m->a * n->a + m->b * n->c,        m->a * n->b + m->b * n->d,
	                       m->c * n->a + m->d * n->c,        m->c * n->b + m->d * n->d,
	                       m->e * n->a + m->f * n->c + n->e, m->e * n->b + m->f * n->d + n->f};
}

static void apply(const struct matrix *m, double *x, double *y)
{
	double x0 = *x;

	*x = m->a * x0 + m->c * *y + m->e;
	*y = m->b * x0 + m->d * *y + m->f;
}

/* The operands as numbers; missing ones are 0. */
static void numbers(struct player *p, double ret[OPERANDS_MAX], size_t n)
{
	memset(ret, 0, OPERANDS_MAX * sizeof(*ret));
	if (p->n != n)
		fail(p, N_("an operator with wrong operands"));
	for (size_t i = 0; i < n && i < p->n; i++) {
		if (p->operands[i].kind != TOKEN_NUMBER)
			fail(p, N_("an operator with wrong operands"));
		ret[i] = p->operands[i].number;
	}
}

/* ---- marked content ---- */

static void copy(char *to, size_t size, const struct pdf_token *t)
{
	size_t n = t->n < size - 1 ? t->n : size - 1;

	memcpy(to, t->p, n);
	to[n] = '\0';
}

static void read_property(struct view *v, struct view_stretch *s, const struct pdf_token *key,
                          const struct pdf_token *value)
{
	if (token_is(key, TOKEN_NAME, "MCID"))
		s->mcid = token_integer(value);
	else if (token_is(key, TOKEN_NAME, "Type"))
		copy(s->type, sizeof(s->type), value);
	else if (token_is(key, TOKEN_NAME, "Subtype"))
		copy(s->subtype, sizeof(s->subtype), value);
	else if (token_is(key, TOKEN_NAME, "ActualText") && value->kind == TOKEN_HEX) {
		s->explained = true;
		token_put_text(value, &v->text);
	}
}

static void begin_stretch(struct player *p)
{
	struct view *v = p->v;
	struct view_stretch s = {.mcid = -1, .parent = p->stretch, .from = v->text.n};

	if (p->n < 3 || p->operands[0].kind != TOKEN_NAME) {
		fail(p, N_("an operator with wrong operands"));
		return;
	}
	copy(s.tag, sizeof(s.tag), &p->operands[0]);
	for (size_t i = 2; i + 1 < p->n; i += 2)
		read_property(v, &s, &p->operands[i], &p->operands[i + 1]);
	/* Only an artifact may contain marked content, which then belongs to no tag. */
	if (s.parent >= 0 &&
	    (v->stretches[s.parent].mcid >= 0 || s.mcid >= 0 || v->stretches[s.parent].parent >= 0))
		fail(p, N_("marked content within marked content"));
	v->stretches = mem_grow(v->stretches, v->stretch_n, &v->stretch_cap, sizeof(s));
	p->stretch = (int)v->stretch_n;
	v->stretches[v->stretch_n++] = s;
}

static void end_stretch(struct player *p)
{
	if (p->stretch < 0 || p->in_text) {
		fail(p, N_("an end of marked content without a beginning"));
		return;
	}
	p->v->stretches[p->stretch].to = p->v->text.n;
	p->stretch = p->v->stretches[p->stretch].parent;
}

/* ---- text ---- */

static void show_code(struct player *p, unsigned code)
{
	struct state *s = now(p);
	struct view *v = p->v;
	struct view_glyph g = {
	        .x = 0, .y = s->rise, .size = s->size, .font = s->font, .code = code};
	const char *text;
	double advance;
	size_t n;

	g.gray = s->fill_gray;
	g.stretch = p->stretch;
	apply(&p->text, &g.x, &g.y);
	apply(&s->page, &g.x, &g.y);
	v->glyphs = mem_grow(v->glyphs, v->glyph_n, &v->glyph_cap, sizeof(g));
	v->glyphs[v->glyph_n++] = g;
	text = view_code_text(p->fonts, &g, &n);
	if (p->stretch < 0)
		fail(p, N_("content outside of marked content"));
	else if (!v->stretches[p->stretch].explained)
		buf_put(&v->text, text, n);
	advance = view_code_width(p->fonts, &g) / 1000 * s->size + s->spacing;
	p->text.e += advance * p->text.a;
	p->text.f += advance * p->text.b;
}

static void show_array(struct player *p)
{
	if (!p->in_text || now(p)->font < 0) {
		fail(p, N_("text outside of a text object"));
		return;
	}
	for (size_t i = 0; i < p->n; i++) {
		struct pdf_token *t = &p->operands[i];

		if (t->kind == TOKEN_NUMBER) {
			double step = -t->number / 1000 * now(p)->size;

			p->text.e += step * p->text.a;
			p->text.f += step * p->text.b;
		}
		for (size_t k = 0; t->kind == TOKEN_HEX && k + 4 <= t->n; k += 4)
			show_code(p, token_hex(&(struct pdf_token){.p = t->p + k, .n = 4}));
	}
}

static void set_font(struct player *p)
{
	now(p)->font = -1;
	if (p->n != 2 || p->operands[1].kind != TOKEN_NUMBER) {
		fail(p, N_("an operator with wrong operands"));
		return;
	}
	now(p)->size = p->operands[1].number;
	for (size_t i = 0; i < p->fonts->n; i++) {
		if (token_is(&p->operands[0], TOKEN_NAME, p->fonts->fonts[i]->key))
			now(p)->font = (int)i;
	}
	if (now(p)->font < 0)
		fail(p, N_("a font that is not in the file"));
}

/*
 * Our text objects set their position once, at the start, while the text matrix is still the line
 * matrix.
 */
static bool play_text(struct player *p, const struct pdf_token *op)
{
	double n[OPERANDS_MAX];

	if (token_is(op, TOKEN_WORD, "BT")) {
		p->text = (struct matrix){.a = 1, .d = 1};
		p->in_text = true;
	} else if (token_is(op, TOKEN_WORD, "ET")) {
		p->in_text = false;
	} else if (token_is(op, TOKEN_WORD, "Td")) {
		numbers(p, n, 2);
		p->text.e += n[0] * p->text.a + n[1] * p->text.c;
		p->text.f += n[0] * p->text.b + n[1] * p->text.d;
	} else if (token_is(op, TOKEN_WORD, "Tm")) {
		numbers(p, n, 6);
		p->text = (struct matrix){n[0], n[1], n[2], n[3], n[4], n[5]};
	} else if (token_is(op, TOKEN_WORD, "Tf")) {
		set_font(p);
	} else if (token_is(op, TOKEN_WORD, "Tc")) {
		numbers(p, n, 1);
		now(p)->spacing = n[0];
	} else if (token_is(op, TOKEN_WORD, "Ts")) {
		numbers(p, n, 1);
		now(p)->rise = n[0];
	} else if (token_is(op, TOKEN_WORD, "TJ")) {
		show_array(p);
	} else {
		return false;
	}
	return true;
}

/* ---- paths and the rest ---- */

static void add_path(struct player *p, const struct view_path *path)
{
	struct view *v = p->v;

	v->paths = mem_grow(v->paths, v->path_n, &v->path_cap, sizeof(*path));
	v->paths[v->path_n] = *path;
	apply(&now(p)->page, &v->paths[v->path_n].x0, &v->paths[v->path_n].y0);
	apply(&now(p)->page, &v->paths[v->path_n].x1, &v->paths[v->path_n].y1);
	v->path_n++;
}

static void paint(struct player *p, bool fill)
{
	for (size_t i = p->first_path; i < p->v->path_n; i++) {
		struct view_path *path = &p->v->paths[i];

		if (path->fill && !fill)
			fail(p, N_("a path painted with the wrong operator"));
		path->fill = fill; /* an edge of a filled polygon, too */
		path->width = fill ? 0 : now(p)->line_width;
		path->gray = fill ? now(p)->fill_gray : now(p)->stroke_gray;
		path->stretch = p->stretch;
	}
	if (p->stretch < 0)
		fail(p, N_("content outside of marked content"));
	p->first_path = p->v->path_n;
}

static bool play_path(struct player *p, const struct pdf_token *op)
{
	double n[OPERANDS_MAX];

	if (token_is(op, TOKEN_WORD, "m")) {
		numbers(p, n, 2);
		p->x = n[0];
		p->y = n[1];
	} else if (token_is(op, TOKEN_WORD, "l")) {
		numbers(p, n, 2);
		add_path(p, &(struct view_path){.x0 = p->x, .y0 = p->y, .x1 = n[0], .y1 = n[1]});
		p->x = n[0];
		p->y = n[1];
	} else if (token_is(op, TOKEN_WORD, "re")) {
		numbers(p, n, 4);
		add_path(p, &(struct view_path){.fill = true,
		                                .x0 = n[0],
		                                .y0 = n[1],
		                                .x1 = n[0] + n[2],
		                                .y1 = n[1] + n[3]});
	} else if (token_is(op, TOKEN_WORD, "S") || token_is(op, TOKEN_WORD, "f")) {
		paint(p, *op->p == 'f');
	} else {
		return false;
	}
	return true;
}

/* Sets a gray, or a CMYK colour of black ink only. */
static void set_gray(struct player *p, bool fill, bool inks)
{
	double n[OPERANDS_MAX], gray;

	numbers(p, n, inks ? 4 : 1);
	if (inks && (n[0] != 0 || n[1] != 0 || n[2] != 0))
		fail(p, N_("ink that is not black"));
	gray = inks ? 1 - n[3] : n[0];
	if (fill)
		now(p)->fill_gray = gray;
	else
		now(p)->stroke_gray = gray;
}

static void push_state(struct player *p, bool push)
{
	if (push ? p->depth == STATES_MAX - 1 : p->depth == 0) {
		fail(p, N_("graphics states that are not properly nested"));
		return;
	}
	if (push)
		p->states[p->depth + 1] = *now(p);
	p->depth += push ? 1 : -1;
}

static bool play_state(struct player *p, const struct pdf_token *op)
{
	double n[OPERANDS_MAX];

	if (op->n == 1 && strchr("gGkK", *op->p) != NULL) {
		set_gray(p, *op->p >= 'a', (*op->p | 0x20) == 'k');
	} else if (token_is(op, TOKEN_WORD, "w")) {
		numbers(p, n, 1);
		now(p)->line_width = n[0];
	} else if (token_is(op, TOKEN_WORD, "cm")) {
		struct matrix m;

		numbers(p, n, 6);
		m = (struct matrix){n[0], n[1], n[2], n[3], n[4], n[5]};
		now(p)->page = compose(&m, &now(p)->page);
	} else if (token_is(op, TOKEN_WORD, "q") || token_is(op, TOKEN_WORD, "Q")) {
		push_state(p, *op->p == 'q');
	} else {
		return false;
	}
	return true;
}

static void show_image(struct player *p)
{
	struct view *v = p->v;
	struct view_image image = {.x1 = 1, .y1 = 1, .stretch = p->stretch};

	if (p->n != 1 || p->operands[0].kind != TOKEN_NAME ||
	    p->operands[0].n + 1 >= sizeof(image.key)) {
		fail(p, N_("an operator with wrong operands"));
		return;
	}
	image.key[0] = '/';
	memcpy(image.key + 1, p->operands[0].p, p->operands[0].n);
	apply(&now(p)->page, &image.x0, &image.y0);
	apply(&now(p)->page, &image.x1, &image.y1);
	if (p->stretch < 0)
		fail(p, N_("content outside of marked content"));
	v->images = mem_grow(v->images, v->image_n, &v->image_cap, sizeof(image));
	v->images[v->image_n++] = image;
}

static void play(struct player *p, const struct pdf_token *op)
{
	if (token_is(op, TOKEN_WORD, "BDC"))
		begin_stretch(p);
	else if (token_is(op, TOKEN_WORD, "EMC"))
		end_stretch(p);
	else if (token_is(op, TOKEN_WORD, "Do"))
		show_image(p);
	else if (!play_text(p, op) && !play_path(p, op) && !play_state(p, op))
		fail(p, N_("an unknown operator"));
	p->n = 0;
}

static void play_all(struct player *p, const char *s)
{
	struct pdf_token t;

	while ((t = token_next(&s)).kind != TOKEN_END) {
		if (t.kind == TOKEN_WORD) {
			play(p, &t);
			continue;
		}
		if (t.kind == TOKEN_MARK && (*t.p == '[' || *t.p == ']'))
			continue;
		p->operands = mem_grow(p->operands, p->n, &p->cap, sizeof(t));
		p->operands[p->n++] = t;
	}
	if (p->stretch >= 0 || p->depth > 0 || p->in_text || p->first_path < p->v->path_n)
		fail(p, N_("a page that ends with something unfinished"));
}

bool view_page(struct view *v, const struct view_fonts *vf, qpdf_data q, qpdf_oh contents)
{
	struct player p = {.v = v, .fonts = vf, .stretch = -1};
	struct buf content = {0};
	bool good = view_stream(q, contents, &content);

	v->glyph_n = v->path_n = v->image_n = v->stretch_n = 0;
	v->fault = NULL;
	buf_clear(&v->text);
	p.states[0] = (struct state){.page = {.a = 1, .d = 1}, .font = -1, .line_width = 1};
	if (good && content.p != NULL)
		play_all(&p, content.p);
	free(p.operands);
	buf_release(&content);
	return good;
}

void view_release(struct view *v)
{
	free(v->glyphs);
	free(v->paths);
	free(v->images);
	free(v->stretches);
	buf_release(&v->text);
	*v = (struct view){0};
}
