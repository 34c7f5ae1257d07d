/* SPDX-License-Identifier: MIT */
/*
 * ruler.h, private to text/: widths of would-be lines and what they can lose or gain, each in
 * constant time. It knows how much room marks and gaps take beside each other and at the edges of a
 * line; it does not choose lines.
 */
#ifndef KANBEN_TEXT_RULER_H
#define KANBEN_TEXT_RULER_H

#include "text/text.h"

/*
 * The order of line adjustment (CLREQ): a line shrinks by one step after another, then by none; or
 * it grows likewise. Within a step all gaps share alike.
 */
enum ruler_step {
	SHRINK_SPACE,   /* word spaces, to a quarter of an em */
	SHRINK_BRACKET, /* the outer blank of brackets and quotation marks */
	SHRINK_PAUSE,   /* the blank of ，、；： */
	SHRINK_GAP,     /* between Han and Latin, to an eighth of an em */
	SHRINK_STOP,    /* the blank of 。？！ */
	SHRINK_END,
	STRETCH_SPACE = SHRINK_END, /* word spaces, to half an em */
	STRETCH_GAP,                /* between Han and Latin, to half an em */
	STRETCH_ANY,                /* every gap but those of connectors and solidi */
	STRETCH_CONNECTOR,          /* those as well */
	STRETCH_WIDE,               /* every gap once more, rather than that the line ends short */
	STRETCH_END
};

/* What line layout makes of a cluster and of the gap before it. */
struct ruled {
	int64_t pen; /* were all on one line */
	lu advance; /* from the pen to the end of its room, what is cut off on its right left out */
	lu cut;     /* always cut off on its left */
	lu lead, trail;      /* blank that it loses besides at a line's start or end */
	lu blank;            /* in the gap: what of it may give way */
	unsigned char kinds; /* of the gap: enum gap_kind, ruler.c */
	bool adjacent;       /* a mark narrowed beside the one before */
	size_t visible;      /* the cluster before ends here, or what is not space before it */
	/* Sums over the gaps before this one: what may shrink; what may grow, and at which price.
	 */
	int64_t slack, ease, growth, wide;
};

struct ruler {
	const struct shaped *s;
	struct ruled *at; /* [n + 1]; the last one has sums and `visible` only */
};

/* What a line can lose and gain. */
struct ruler_line {
	int64_t width;  /* natural; spaces at its end are not counted */
	int64_t slack;  /* by all steps of shrinking */
	int64_t ease;   /* by STRETCH_SPACE and STRETCH_GAP */
	int64_t growth; /* by STRETCH_ANY and STRETCH_CONNECTOR */
	int64_t wide;   /* by STRETCH_WIDE */
};

void ruler_init(struct ruler *r, struct arena *a, const struct shaped *s);

/* Where a cluster's room begins and ends, from its pen, on the edge of a line: marks lose their
 * blank half there (GB/T 15834-2011, 5.1.10). */
lu ruler_ink_start(const struct ruler *r, size_t i);
lu ruler_ink_end(const struct ruler *r, size_t i);

/* Pen distance from cluster i - 1 to i. */
lu ruler_distance(const struct ruler *r, size_t i);

/* What the gap before cluster i can give way or gain at a step. */
lu ruler_room(const struct ruler *r, size_t i, enum ruler_step step);

/* Where what is visible of the line [first, last) ends; `first` if nothing is. */
size_t ruler_visible_end(const struct ruler *r, size_t first, size_t last);

/* Natural width of the line [first, last), last > first; spaces at its end are not counted. */
int64_t ruler_width(const struct ruler *r, size_t first, size_t last);

/* The same with what the line can lose and gain. */
struct ruler_line ruler_measure(const struct ruler *r, size_t first, size_t last);

/* How much of that width may stand outside the measure: that of a mark at the end that may hang. */
lu ruler_hang(const struct ruler *r, size_t first, size_t last);

/* The last end, from `least` on, up to which the line from `first` fits into `width`. */
size_t ruler_farthest(const struct ruler *r, size_t first, size_t least, int64_t width);

#endif
