/* SPDX-License-Identifier: MIT */
/*
 * quad.h, private to font/: outlines of the second degree, as TrueType has them (OpenType 1.9,
 * glyf). Cubic curves become rows of quadratic ones whose error is known.
 */
#ifndef KANBEN_FONT_QUAD_H
#define KANBEN_FONT_QUAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Coordinates while an outline is drawn: fractions of the font unit. */
enum { QUAD_ONE = 256 };

struct quad_xy {
	int64_t x, y; /* 1 / QUAD_ONE font units */
};

/* In whole font units. A point that is not on the curve is a control point. */
struct quad_point {
	int32_t x, y;
	bool on;
};

/*
 * An outline being drawn, and drawn. Zeroed, with `tolerance` set, it is empty. Each contour is
 * closed, and its points lie in the order opposite to the one drawn in: CFF fills what is to the
 * left of a contour, TrueType what is to the right.
 */
struct quad_outline {
	int64_t tolerance; /* the most that a curve may be off, 1 / QUAD_ONE font units */
	bool reverse;      /* contours are turned round */
	bool failed;       /* a curve has no such approximation */
	struct quad_point *points;
	size_t n, cap;
	size_t *ends; /* of each contour: the index after its last point */
	size_t end_n, end_cap;
	size_t start;      /* of the contour being drawn */
	struct quad_xy at; /* the pen */
};

void quad_move(struct quad_outline *o, struct quad_xy to);
void quad_line(struct quad_outline *o, struct quad_xy to);
void quad_conic(struct quad_outline *o, struct quad_xy c, struct quad_xy to);

/*
 * A cubic curve. Every point of it is at most `tolerance` from the point of the same parameter on
 * the curves that stand for it, with their control points in whole font units; so a tolerance of
 * less than 0.75 units may be out of reach.
 */
void quad_cubic(struct quad_outline *o, struct quad_xy c1, struct quad_xy c2, struct quad_xy to);

/* Closes the contour: leaves out points that the others imply, and contours without an area. */
void quad_close(struct quad_outline *o);
void quad_clear(struct quad_outline *o); /* keeps the memory */
void quad_release(struct quad_outline *o);

/*
 * What a face allows: a thousandth of the em; a unit where that is more, as there are no smaller
 * steps, and two at most, which keeps the arithmetic within 64 bits.
 */
static inline int64_t quad_tolerance(int units_per_em)
{
	int units = units_per_em < 1000 ? 1000 : units_per_em > 2000 ? 2000 : units_per_em;

	return (int64_t)units * QUAD_ONE / 1000;
}

#endif
