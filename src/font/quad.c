/* SPDX-License-Identifier: MIT */
#include "font/quad.h"

#include <stdlib.h>

#include "base/mem.h"

/*
 * A curve is cut into up to PIECES_MAX pieces of equal parameter. Differences are counted in
 * 1 / FINE of a coordinate, times the cube of the number of pieces, so that cutting is exact; they
 * are halved up to HALVINGS times, each of which loses less than a FINE.
 */
enum { PIECES_MAX = 16, FINE = 16, HALVINGS = 6 };

/* No control point of a cubic curve is further off than this many times its furthest point. */
enum { HULL = 8 };

static int64_t div_round(int64_t num, int64_t den)
{
	return (num >= 0 ? num + den / 2 : num - den / 2) / den;
}

static void add(struct quad_outline *o, int64_t x, int64_t y, bool on)
{
	if (o->n == o->cap)
		o->points = mem_grow(o->points, o->n, &o->cap, sizeof(*o->points));
	o->points[o->n++] = (struct quad_point){(int32_t)x, (int32_t)y, on};
}

static void add_rounded(struct quad_outline *o, struct quad_xy p, bool on)
{
	add(o, div_round(p.x, QUAD_ONE), div_round(p.y, QUAD_ONE), on);
}

void quad_move(struct quad_outline *o, struct quad_xy to)
{
	if (o->n > o->start)
		quad_close(o);
	o->at = to;
	add_rounded(o, to, true);
}

void quad_line(struct quad_outline *o, struct quad_xy to)
{
	o->at = to;
	add_rounded(o, to, true);
}

void quad_conic(struct quad_outline *o, struct quad_xy c, struct quad_xy to)
{
	o->at = to;
	add_rounded(o, c, false);
	add_rounded(o, to, true);
}

/* ---- cubic curves ---- */

/* Whether the curve with these control points stays within `limit` of the origin. */
static bool is_near(const struct quad_xy d[4], int64_t limit, int depth)
{
	struct quad_xy a[4], b[4], middle;
	bool all = true;

	for (int i = 0; i < 4; i++) {
		bool near = d[i].x * d[i].x + d[i].y * d[i].y <= limit * limit;

		if (!near && (i == 0 || i == 3))
			return false; /* these are points of the curve */
		all = all && near;
	}
	if (all || depth == 0)
		return all;
#define MEAN(p, q) ((struct quad_xy){((p).x + (q).x) / 2, ((p).y + (q).y) / 2})
	a[0] = d[0];
	a[1] = MEAN(d[0], d[1]);
	middle = MEAN(d[1], d[2]);
	b[2] = MEAN(d[2], d[3]);
	b[3] = d[3];
	a[2] = MEAN(a[1], middle);
	b[1] = MEAN(middle, b[2]);
	a[3] = b[0] = MEAN(a[2], b[1]);
#undef MEAN
	return is_near(a, limit, depth - 1) && is_near(b, limit, depth - 1);
}

/* The blossom of a cubic curve at u, v, w, each in n-ths; times n³. */
static int64_t blossom(const int64_t p[4], int64_t n, int64_t u, int64_t v, int64_t w)
{
	int64_t a = (n - u) * p[0] + u * p[1], b = (n - u) * p[1] + u * p[2],
	        c = (n - u) * p[2] + u * p[3];

	return (n - w) * ((n - v) * a + v * b) + w * ((n - v) * b + v * c);
}

/* The control points of piece k of n, times n³. */
static void cut(const struct quad_xy p[4], int64_t n, int64_t k, struct quad_xy ret[4])
{
	const int64_t x[4] = {p[0].x, p[1].x, p[2].x, p[3].x};
	const int64_t y[4] = {p[0].y, p[1].y, p[2].y, p[3].y};

	for (int i = 0; i < 4; i++) {
		int64_t u = k + (i > 2), v = k + (i > 1), w = k + (i > 0);

		ret[i] = (struct quad_xy){blossom(x, n, u, v, w), blossom(y, n, u, v, w)};
	}
}

/* The whole-unit control point of the quadratic curve that is nearest to a piece. */
static struct quad_xy control_of(const struct quad_xy c[4], int64_t cube)
{
	int64_t den = 4 * cube * QUAD_ONE;

	return (struct quad_xy){div_round(3 * (c[1].x + c[2].x) - c[0].x - c[3].x, den) * QUAD_ONE,
	                        div_round(3 * (c[1].y + c[2].y) - c[0].y - c[3].y, den) * QUAD_ONE};
}

/* Whether the quadratic curve from a over q to b is as near to a piece as it must be. */
static bool fits(const struct quad_outline *o, const struct quad_xy c[4], int64_t cube,
                 const struct quad_xy abq[3])
{
	struct quad_xy a = abq[0], b = abq[1], q = abq[2], d[4];
	const struct quad_xy raised[4] = {/* three times the control points of the same curve */
	                                  {3 * a.x, 3 * a.y},
	                                  {a.x + 2 * q.x, a.y + 2 * q.y},
	                                  {b.x + 2 * q.x, b.y + 2 * q.y},
	                                  {3 * b.x, 3 * b.y}};
	int64_t limit = 3 * cube * o->tolerance;

	for (int i = 0; i < 4; i++) {
		d[i] = (struct quad_xy){3 * c[i].x - cube * raised[i].x,
		                        3 * c[i].y - cube * raised[i].y};
		if (llabs(d[i].x) > HULL * limit || llabs(d[i].y) > HULL * limit)
			return false;
		d[i].x *= FINE;
		d[i].y *= FINE;
	}
	return is_near(d, limit * FINE, HALVINGS);
}

/*
 * Whether n curves cannot do. How far a piece is from a quadratic curve is a polynomial of the
 * third degree, whose leading coefficient d is that of the piece: somewhere it is d / 32 or more,
 * which is what the polynomial of Chebyshev has. A tenth is for what is_near loses.
 */
static bool is_too_few(const struct quad_outline *o, const struct quad_xy p[4], int64_t n)
{
	int64_t limit = 32 * n * n * n * o->tolerance, most = limit + limit / 10;

	return llabs(p[3].x - 3 * (p[2].x - p[1].x) - p[0].x) > most ||
	       llabs(p[3].y - 3 * (p[2].y - p[1].y) - p[0].y) > most;
}

/* The control points of n curves that stand for the cubic one; the points between are implied. */
static inline bool approximate(const struct quad_outline *o, const struct quad_xy p[4], int64_t n,
                               struct quad_xy *ret)
{
	int64_t cube = n * n * n;
	struct quad_xy c[PIECES_MAX][4], end[2];

	for (int i = 0; i < 2; i++)
		end[i] = (struct quad_xy){div_round(p[3 * i].x, QUAD_ONE) * QUAD_ONE,
		                          div_round(p[3 * i].y, QUAD_ONE) * QUAD_ONE};
	for (int64_t k = 0; k < n; k++) {
		cut(p, n, k, c[k]);
		ret[k] = control_of(c[k], cube);
	}
	for (int64_t k = 0; k < n; k++) {
		struct quad_xy abq[3] = {end[0], end[1], ret[k]};

		if (k > 0)
			abq[0] = (struct quad_xy){(ret[k - 1].x + ret[k].x) / 2,
			                          (ret[k - 1].y + ret[k].y) / 2};
		if (k < n - 1)
			abq[1] = (struct quad_xy){(ret[k].x + ret[k + 1].x) / 2,
			                          (ret[k].y + ret[k + 1].y) / 2};
		if (!fits(o, c[k], cube, abq))
			return false;
	}
	return true;
}

/* As few curves as will do; how many, or 0. Most often it is one or two: those are known. */
static int64_t find_curves(const struct quad_outline *o, const struct quad_xy p[4],
                           struct quad_xy *ret)
{
	if (!is_too_few(o, p, 1) && approximate(o, p, 1, ret))
		return 1;
	if (!is_too_few(o, p, 2) && approximate(o, p, 2, ret))
		return 2;
	for (int64_t n = 3; n <= PIECES_MAX; n++)
		if (!is_too_few(o, p, n) && approximate(o, p, n, ret))
			return n;
	return 0;
}

void quad_cubic(struct quad_outline *o, struct quad_xy c1, struct quad_xy c2, struct quad_xy to)
{
	const struct quad_xy p[4] = {o->at, c1, c2, to};
	struct quad_xy controls[PIECES_MAX];
	int64_t n = find_curves(o, p, controls);

	o->failed = o->failed || n == 0;
	for (int64_t k = 0; k < n; k++)
		add_rounded(o, controls[k], false);
	o->at = to;
	add_rounded(o, to, true);
}

/* ---- contours ---- */

static bool is_same(const struct quad_point *a, const struct quad_point *b)
{
	return a->x == b->x && a->y == b->y;
}

/* A point that lies just where readers put one that is left out. */
static bool is_implied(const struct quad_point *a, const struct quad_point *p,
                       const struct quad_point *b)
{
	return !a->on && p->on && !b->on && a->x + b->x == 2 * p->x && a->y + b->y == 2 * p->y;
}

static void turn_round(struct quad_point *p, size_t n)
{
	for (size_t i = 0; i < n / 2; i++) {
		struct quad_point swap = p[i];

		p[i] = p[n - 1 - i];
		p[n - 1 - i] = swap;
	}
}

/* Points on the curve that repeat the one before; the last of a contour may repeat the first. */
static size_t drop_repeated(struct quad_point *p, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (kept == 0 || !p[i].on || !p[kept - 1].on || !is_same(&p[i], &p[kept - 1]))
			p[kept++] = p[i];
	while (kept > 1 && p[kept - 1].on && is_same(&p[kept - 1], &p[0]))
		kept--;
	return kept;
}

static size_t drop_implied(struct quad_point *p, size_t n)
{
	struct quad_point first = p[0];
	size_t kept = 1;

	/* The first is kept, so that a contour begins with a point on the curve. */
	for (size_t i = 1; i < n; i++)
		if (!is_implied(&p[i - 1], &p[i], i + 1 < n ? &p[i + 1] : &first))
			p[kept++] = p[i];
	return kept;
}

void quad_close(struct quad_outline *o)
{
	size_t n = o->n - o->start;
	struct quad_point *p;

	if (n == 0)
		return; /* perhaps no point has ever been put, and there are none */
	p = o->points + o->start;
	n = drop_repeated(p, n);
	if (n < 3) {
		o->n = o->start;
		return;
	}
	/* Not its first point, which is on the curve. */
	if (o->reverse)
		turn_round(p + 1, n - 1);
	n = drop_implied(p, n);
	o->n = o->start + n;
	o->ends = mem_grow(o->ends, o->end_n, &o->end_cap, sizeof(*o->ends));
	o->ends[o->end_n++] = o->n;
	o->start = o->n;
}

void quad_clear(struct quad_outline *o)
{
	o->n = o->end_n = o->start = 0;
	o->failed = false;
}

void quad_release(struct quad_outline *o)
{
	free(o->points);
	free(o->ends);
	*o = (struct quad_outline){0};
}
