/* SPDX-License-Identifier: MIT */
/* charstring_trace.c: what a flattened charstring draws, and the smallest box around its points. */
#include "font/charstring.h"

#include <stdlib.h>
#include <string.h>

enum { OPERANDS_MAX = 48, ONE = CHARSTRING_ONE };

/* Operators of a flattened charstring (TN 5177, appendix A). */
enum {
	VMOVETO = 4,
	RLINETO = 5,
	HLINETO = 6,
	VLINETO = 7,
	RRCURVETO = 8,
	ESCAPE = 12,
	ENDCHAR = 14,
	RMOVETO = 21,
	HMOVETO = 22,
	RCURVELINE = 24,
	RLINECURVE = 25,
	VVCURVETO = 26,
	HHCURVETO = 27,
	SHORT = 28,
	VHCURVETO = 30,
	HVCURVETO = 31,
	HFLEX = 34, /* 34 to 37, after ESCAPE */
	FLEX = 35,
	HFLEX1 = 36,
	FLEX1 = 37,
	FIXED = 255
};

/* Lengths are in 1/65536 of a font unit. */
struct trace_pen {
	charstring_tell *tell;
	void *user;
	int64_t at[2], start[2]; /* where the contour began */
	bool open;
	int64_t v[OPERANDS_MAX];
	size_t n;
};

/* A contour counts from its first line or curve on. */
static void begin(struct trace_pen *pen)
{
	if (pen->open)
		return;
	pen->open = true;
	memcpy(pen->start, pen->at, sizeof(pen->start));
	pen->tell(pen->user, FONT_MOVE, pen->at);
}

static void end(struct trace_pen *pen)
{
	if (!pen->open)
		return;
	if (pen->at[0] != pen->start[0] || pen->at[1] != pen->start[1])
		pen->tell(pen->user, FONT_LINE, pen->start);
	pen->tell(pen->user, FONT_CLOSE, NULL);
	pen->open = false;
}

static void move(struct trace_pen *pen, int64_t dx, int64_t dy)
{
	pen->at[0] += dx;
	pen->at[1] += dy;
}

static void line(struct trace_pen *pen, int64_t dx, int64_t dy)
{
	begin(pen);
	move(pen, dx, dy);
	pen->tell(pen->user, FONT_LINE, pen->at);
}

static void curve(struct trace_pen *pen, const int64_t d[6])
{
	int64_t xy[6];

	begin(pen);
	for (int i = 0; i < 6; i += 2) {
		move(pen, d[i], d[i + 1]);
		memcpy(&xy[i], pen->at, sizeof(pen->at));
	}
	pen->tell(pen->user, FONT_CUBIC, xy);
}

static void lines(struct trace_pen *pen, size_t from, size_t end)
{
	for (size_t i = from; i + 2 <= end; i += 2)
		line(pen, pen->v[i], pen->v[i + 1]);
}

/* Returns the first operand that is of no curve. */
static size_t curves(struct trace_pen *pen, size_t end)
{
	size_t i = 0;

	for (; i + 6 <= end; i += 6)
		curve(pen, &pen->v[i]);
	return i;
}

static void lines_in_turn(struct trace_pen *pen, bool across)
{
	for (size_t i = 0; i < pen->n; i++, across = !across)
		line(pen, across ? pen->v[i] : 0, across ? 0 : pen->v[i]);
}

/* vvcurveto and hhcurveto: each curve begins and ends in the same direction. */
static void curves_along(struct trace_pen *pen, bool across)
{
	size_t i = pen->n % 2;
	int64_t aside = i > 0 ? pen->v[0] : 0;

	for (; i + 4 <= pen->n; i += 4, aside = 0) {
		const int64_t *v = &pen->v[i];

		if (across)
			curve(pen, (int64_t[]){v[0], aside, v[1], v[2], v[3], 0});
		else
			curve(pen, (int64_t[]){aside, v[0], v[1], v[2], 0, v[3]});
	}
}

/* vhcurveto and hvcurveto: they turn; the last may end aslant. */
static void curves_in_turn(struct trace_pen *pen, bool across)
{
	for (size_t i = 0; i + 4 <= pen->n; i += 4, across = !across) {
		const int64_t *v = &pen->v[i];
		int64_t aside = pen->n - i == 5 ? v[4] : 0;

		if (across)
			curve(pen, (int64_t[]){v[0], 0, v[1], v[2], aside, v[3]});
		else
			curve(pen, (int64_t[]){0, v[0], v[1], v[2], v[3], aside});
	}
}

static bool flex1(struct trace_pen *pen)
{
	const int64_t *v = pen->v;
	int64_t dx = 0, dy = 0;

	for (int i = 0; i < 10; i += 2) {
		dx += v[i];
		dy += v[i + 1];
	}
	curve(pen, v);
	if (llabs(dx) > llabs(dy))
		curve(pen, (int64_t[]){v[6], v[7], v[8], v[9], v[10], -dy});
	else
		curve(pen, (int64_t[]){v[6], v[7], v[8], v[9], -dx, v[10]});
	return true;
}

/* The four operators after ESCAPE (TN 5177, clause 4.1). */
static bool flex(struct trace_pen *pen, uint8_t op)
{
	static const size_t counts[] = {7, 13, 9, 11};
	const int64_t *v = pen->v;

	if (op < HFLEX || op > FLEX1 || pen->n != counts[op - HFLEX])
		return false;
	if (op == FLEX1)
		return flex1(pen);
	if (op == HFLEX) {
		curve(pen, (int64_t[]){v[0], 0, v[1], v[2], v[3], 0});
		curve(pen, (int64_t[]){v[4], 0, v[5], -v[2], v[6], 0});
	} else if (op == FLEX) {
		curves(pen, 12);
	} else {
		curve(pen, (int64_t[]){v[0], v[1], v[2], v[3], v[4], 0});
		curve(pen, (int64_t[]){v[5], 0, v[6], v[7], v[8], -(v[1] + v[3] + v[7])});
	}
	return true;
}

/* A width may stand before the operands of the first of these. */
static bool move_by(struct trace_pen *pen, uint8_t op)
{
	size_t wanted = op == RMOVETO ? 2 : 1;
	const int64_t *last = &pen->v[pen->n - 1];

	if (pen->n < wanted)
		return false;
	end(pen);
	if (op == RMOVETO)
		move(pen, last[-1], last[0]);
	else
		move(pen, op == HMOVETO ? last[0] : 0, op == HMOVETO ? 0 : last[0]);
	return true;
}

static bool operate(struct trace_pen *pen, uint8_t op)
{
	switch (op) {
	case RMOVETO:
	case HMOVETO:
	case VMOVETO:
		return move_by(pen, op);
	case RLINETO:
		lines(pen, 0, pen->n);
		return true;
	case HLINETO:
	case VLINETO:
		lines_in_turn(pen, op == HLINETO);
		return true;
	case RRCURVETO:
		curves(pen, pen->n);
		return true;
	case RCURVELINE:
		lines(pen, pen->n >= 2 ? curves(pen, pen->n - 2) : 0, pen->n);
		return pen->n >= 2;
	case RLINECURVE:
		if (pen->n < 6)
			return false;
		lines(pen, 0, pen->n - 6);
		curve(pen, &pen->v[(pen->n - 6) / 2 * 2]);
		return true;
	case VVCURVETO:
	case HHCURVETO:
		curves_along(pen, op == HHCURVETO);
		return true;
	case VHCURVETO:
	case HVCURVETO:
		curves_in_turn(pen, op == HVCURVETO);
		return true;
	default:
		return false;
	}
}

static int64_t number(const uint8_t *p)
{
	return *p == FIXED ? (int32_t)cff_number(p + 1, 4) : (int64_t)charstring_integer(p) * ONE;
}

static bool trace(struct trace_pen *pen, const uint8_t *p, const uint8_t *stop)
{
	while (p < stop) {
		size_t length = 1;

		if (*p >= 32 || *p == SHORT) {
			length = charstring_number_length(*p);
			if ((size_t)(stop - p) < length || pen->n == OPERANDS_MAX)
				return false;
			pen->v[pen->n++] = number(p);
		} else if (*p == ENDCHAR) {
			return true;
		} else if (*p == ESCAPE) {
			length = 2;
			if (stop - p < 2 || !flex(pen, p[1]))
				return false;
			pen->n = 0;
		} else {
			if (pen->n == 0 || !operate(pen, *p))
				return false;
			pen->n = 0;
		}
		p += length;
	}
	return false;
}

bool charstring_trace(struct cff_bytes glyph, charstring_tell *tell, void *user)
{
	struct trace_pen pen = {.tell = tell, .user = user};
	bool ok = trace(&pen, glyph.p, glyph.p + glyph.n);

	end(&pen);
	return ok;
}

/* ---- the box ---- */

struct bounds {
	int64_t least[2], most[2];
	bool any;
};

static void note(struct bounds *b, const int64_t at[2])
{
	for (int i = 0; i < 2; i++) {
		if (!b->any || at[i] < b->least[i])
			b->least[i] = at[i];
		if (!b->any || at[i] > b->most[i])
			b->most[i] = at[i];
	}
	b->any = true;
}

/* Control points count: that is a little more than the ink. */
static void note_step(void *user, enum font_step step, const int64_t *xy)
{
	for (int i = 0; step != FONT_CLOSE && i < (step == FONT_CUBIC ? 6 : 2); i += 2)
		note(user, &xy[i]);
}

/* To the nearest font unit, halves away from zero. */
static int32_t rounded(int64_t v)
{
	return (int32_t)((v < 0 ? v - ONE / 2 : v + ONE / 2) / ONE);
}

bool charstring_bounds(struct cff_bytes glyph, int32_t ret[4])
{
	struct bounds b = {.any = false};

	if (!charstring_trace(glyph, note_step, &b))
		return false;
	for (int i = 0; i < 2; i++) {
		ret[i] = b.any ? rounded(b.least[i]) : 0;
		ret[2 + i] = b.any ? rounded(b.most[i]) : 0;
	}
	return true;
}
