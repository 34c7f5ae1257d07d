/* SPDX-License-Identifier: MIT */
/*
 * ruler.h, private to text/: widths of would-be lines, each in constant time. It knows how marks
 * narrow beside each other and at the edges of a line; it does not choose lines.
 */
#ifndef KANBEN_TEXT_RULER_H
#define KANBEN_TEXT_RULER_H

#include "text/text.h"

/* What gives way when a line has to shrink, in this order (CLREQ, order of line adjustment). */
enum shrink_step { SHRINK_SPACE, SHRINK_BRACKET, SHRINK_PAUSE, SHRINK_STOP, SHRINK_STEP_N };

/* What grows when a line has to: word spaces, then all gaps alike. */
enum stretch_step { STRETCH_SPACE, STRETCH_ANY, STRETCH_STEP_N };

struct ruler {
	const struct shaped *s;
	int64_t *pen;     /* [n + 1] of each cluster, were all on one line */
	int64_t *shrink;  /* [n + 1] what the gaps before clusters 1 … i - 1 can give way */
	int64_t *stretch; /* [n + 1] what they can gain */
	size_t *visible;  /* [n + 1] end of what is not space before i */
};

void ruler_init(struct ruler *r, struct arena *a, const struct shaped *s);

/* The blank half that a mark loses at a line's edge (GB/T 15834-2011, 5.1.10). */
lu ruler_start_trim(const struct ruler *r, size_t i);
lu ruler_end_trim(const struct ruler *r, size_t i);

/* Pen distance from cluster i - 1 to i, marks beside each other narrowed. */
lu ruler_step(const struct ruler *r, size_t i);

/* What the gap before cluster i can give way at a step. */
lu ruler_shrink(const struct ruler *r, size_t i, enum shrink_step step);

/* What the gap before cluster i can gain at a step. */
lu ruler_stretch(const struct ruler *r, size_t i, enum stretch_step step);

/* Natural width of the line [first, last), last > first; spaces at its end are not counted. */
int64_t ruler_width(const struct ruler *r, size_t first, size_t last);

/* By how much that line can shrink. */
int64_t ruler_slack(const struct ruler *r, size_t first, size_t last);

/* By how much that line can grow before it falls apart. */
int64_t ruler_growth(const struct ruler *r, size_t first, size_t last);

#endif
