/* SPDX-License-Identifier: MIT */
#include "font/likeness.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "font/face.h"

struct likeness_xy {
	double x, y;
};

/* A step of the face's outline. Of a line `c` is not set; a curve is a cubic one. */
struct likeness_step {
	enum font_step kind; /* not FONT_QUADRATIC; FONT_CLOSE: the next one begins a contour */
	struct likeness_xy c[2], to;
};

/* As many curves as stand for one. */
enum { PIECES_MAX = 16 };

/* The way along a contour of `got`. */
struct contour_walk {
	const FT_Vector *points;
	const unsigned char *tags;
	int n, at; /* at: the points passed; n when the first one is reached again */
	struct likeness_xy pen;
	double near; /* font units */
};

/* A curve of the second degree, from where the one before ended. */
struct quad_piece {
	struct likeness_xy q, to;
};

/* ---- the face's outline ---- */

static struct likeness_xy between(struct likeness_xy a, struct likeness_xy b, double t)
{
	return (struct likeness_xy){a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
}

static void take_step(void *to, enum font_step kind, const int64_t *xy)
{
	static const size_t last[] = {
	        [FONT_MOVE] = 0, [FONT_LINE] = 0, [FONT_QUADRATIC] = 1, [FONT_CUBIC] = 2};
	struct outline_likeness *l = to;
	struct likeness_step s = {.kind = kind};
	struct likeness_xy p[3] = {{0, 0}};

	if (kind != FONT_CLOSE) {
		for (size_t i = 0; i <= last[kind]; i++)
			p[i] = (struct likeness_xy){(double)xy[2 * i] / GLYF_ONE,
			                            (double)xy[2 * i + 1] / GLYF_ONE};
		s.to = p[last[kind]];
	}
	s.c[0] = p[0];
	s.c[1] = p[1];
	if (kind == FONT_QUADRATIC && l->n > 0) {
		s.kind = FONT_CUBIC;
		s.c[0] = between(l->steps[l->n - 1].to, p[0], 2.0 / 3);
		s.c[1] = between(s.to, p[0], 2.0 / 3);
	}
	l->steps = mem_grow(l->steps, l->n, &l->cap, sizeof(*l->steps));
	l->steps[l->n++] = s;
}

/* ---- the other ---- */

static struct likeness_xy point(const struct contour_walk *w, int i)
{
	i = i < w->n ? i : 0;
	return (struct likeness_xy){(double)w->points[i].x, (double)w->points[i].y};
}

static bool is_on(const struct contour_walk *w, int i)
{
	return (w->tags[i < w->n ? i : 0] & FT_CURVE_TAG_ON) != 0;
}

/* The next curve; false: there is a line, or nothing more. */
static bool next_curve(struct contour_walk *w, struct quad_piece *ret)
{
	if (w->at + 1 >= w->n || is_on(w, w->at + 1))
		return false;
	ret->q = point(w, ++w->at);
	ret->to = point(w, w->at + 1);
	if (is_on(w, w->at + 1))
		w->at++;
	else
		ret->to = between(ret->q, ret->to, 0.5);
	w->pen = ret->to;
	return true;
}

static bool next_line(struct contour_walk *w)
{
	if (w->at >= w->n || !is_on(w, w->at + 1))
		return false;
	w->pen = point(w, ++w->at);
	return true;
}

/* ---- both ---- */

static bool are_near(const struct contour_walk *w, struct likeness_xy a, struct likeness_xy b)
{
	return fabs(a.x - b.x) <= w->near && fabs(a.y - b.y) <= w->near;
}

/*
 * By how much two curves differ at most, along one axis, given the differences of their control
 * points: of a cubic one these are (1-t)³ d0 + t³ d3 + 3t(1-t) ((d1+d2)/2 + (1-2t) (d1-d2)/2), of
 * which 3t(1-t) is at most 3/4 and with 1-2t at most 0.2887.
 */
static double most_apart(double d0, double d1, double d2, double d3)
{
	return fmax(fabs(d0), fabs(d3)) + 0.375 * fabs(d1 + d2) + 0.1444 * fabs(d1 - d2);
}

/* `c` are the control points of a part of the face's curve, `from` where the piece begins. */
static bool fits(const struct contour_walk *w, const struct likeness_xy c[4],
                 struct likeness_xy from, const struct quad_piece *p)
{
	struct likeness_xy raised[2] = {between(from, p->q, 2.0 / 3),
	                                between(p->to, p->q, 2.0 / 3)};
	double x = most_apart(c[0].x - from.x, c[1].x - raised[0].x, c[2].x - raised[1].x,
	                      c[3].x - p->to.x);
	double y = most_apart(c[0].y - from.y, c[1].y - raised[0].y, c[2].y - raised[1].y,
	                      c[3].y - p->to.y);

	return x <= w->near && y <= w->near;
}

/* Cuts a curve at t: *c is what remains of it (de Casteljau), ret what comes before. */
static void cut(struct likeness_xy c[4], double t, struct likeness_xy ret[4])
{
	struct likeness_xy a = between(c[0], c[1], t), b = between(c[1], c[2], t),
	                   d = between(c[2], c[3], t), ab = between(a, b, t), bd = between(b, d, t);

	ret[0] = c[0];
	ret[1] = a;
	ret[2] = ab;
	ret[3] = c[0] = between(ab, bd, t);
	c[1] = bd;
	c[2] = d;
}

/* Curves of equal parameter for the one with these control points. */
static bool passes_curve(struct contour_walk *w, const struct likeness_xy curve[4])
{
	struct quad_piece pieces[PIECES_MAX];
	struct likeness_xy from = w->pen, c[4] = {curve[0], curve[1], curve[2], curve[3]}, part[4];
	size_t n = 0;

	do {
		if (n == PIECES_MAX || !next_curve(w, &pieces[n]))
			return false;
	} while (!are_near(w, pieces[n++].to, curve[3]));
	for (size_t i = 0; i < n; i++) {
		if (i + 1 < n)
			cut(c, 1 / (double)(n - i), part);
		if (!fits(w, i + 1 < n ? part : c, i > 0 ? pieces[i - 1].to : from, &pieces[i]))
			return false;
	}
	return true;
}

/* A line whose ends are one point in whole units need not be there. */
static bool passes_line(struct contour_walk *w, struct likeness_xy from, struct likeness_xy to)
{
	if (lround(from.x) == lround(to.x) && lround(from.y) == lround(to.y))
		return true;
	return next_line(w) && are_near(w, w->pen, to);
}

/* Steps [0, n) after the point where a contour begins, in their order, or back to it. */
static bool passes(struct contour_walk *w, const struct likeness_step *begin, size_t n, bool back)
{
	struct likeness_xy at = begin->to;

	for (size_t i = 0; i < n; i++) {
		const struct likeness_step *s = begin + (back ? n - i : i + 1);
		struct likeness_xy to = back ? s[-1].to : s->to;
		const struct likeness_xy curve[4] = {at, s->c[back], s->c[!back], to};

		if (s->kind == FONT_LINE ? !passes_line(w, at, to) : !passes_curve(w, curve))
			return false;
		at = to;
	}
	return w->at == w->n;
}

/* A contour that begins at steps[at] and where it began ends; *ret_n: the steps after the first. */
static bool is_contour(const struct outline_likeness *l, size_t at, size_t *ret_n)
{
	size_t n = 0;

	if (l->steps[at].kind != FONT_MOVE)
		return false;
	while (at + n + 1 < l->n && l->steps[at + n + 1].kind != FONT_CLOSE)
		if (l->steps[at + ++n].kind == FONT_MOVE)
			return false;
	*ret_n = n;
	return at + n + 1 < l->n && l->steps[at + n].to.x == l->steps[at].to.x &&
	       l->steps[at + n].to.y == l->steps[at].to.y;
}

/* A point, or a line and back, which has nothing within. */
static bool is_empty(const struct likeness_step *begin, size_t n)
{
	return n == 0 || (n <= 2 && begin[1].kind == FONT_LINE && begin[n].kind == FONT_LINE);
}

/* The contour from *first on. */
static bool has_contour(const FT_Outline *got, int i, int *first, struct contour_walk *ret)
{
	if (i >= got->n_contours)
		return false;
	ret->points = got->points + *first;
	ret->tags = (const unsigned char *)got->tags + *first;
	ret->n = got->contours[i] + 1 - *first;
	ret->at = 0;
	*first += ret->n;
	return ret->n > 0 && is_on(ret, 0);
}

bool likeness_holds(struct outline_likeness *l, const FT_Outline *got, const struct font *f,
                    uint32_t gid)
{
	/* CFF fills what is to the left of a contour, TrueType what is to the right. */
	const bool back = f->info.kind == FONT_CFF;
	struct contour_walk w = {.near = 2.0 * f->info.units_per_em / 1000};
	int first = 0, i = 0;

	l->n = 0;
	glyf_outline_by_harfbuzz(f, gid, take_step, l);
	for (size_t at = 0, n; at < l->n; at += n + 2) {
		const struct likeness_step *begin = &l->steps[at];

		if (!is_contour(l, at, &n))
			return false;
		if (is_empty(begin, n))
			continue;
		if (!has_contour(got, i++, &first, &w))
			return false;
		w.pen = point(&w, 0);
		if (!are_near(&w, w.pen, begin->to) || !passes(&w, begin, n, back))
			return false;
	}
	return i == got->n_contours;
}

void likeness_release(struct outline_likeness *l)
{
	free(l->steps);
	*l = (struct outline_likeness){0};
}
