/* SPDX-License-Identifier: MIT */
/*
 * ruler.h, private to text/: widths of candidate lines, and how far they can shrink or stretch, in
 * constant time. The ruler knows how much room marks and gaps take next to each other and at line
 * edges; it does not choose lines.
 */
#ifndef KANBEN_TEXT_RULER_H
#define KANBEN_TEXT_RULER_H

#include "text/text.h"

/*
 * The order of line adjustment (CLREQ). A line is shrunk or stretched by one step after another,
 * the next step starting when the previous one is exhausted. Within a step, each gap contributes in
 * proportion to its room.
 */
enum ruler_step {
	SHRINK_SPACE,   /* word spaces, to a quarter of an em */
	SHRINK_BRACKET, /* the blank outside brackets and quotation marks */
	SHRINK_PAUSE,   /* the blank of ，、；： */
	SHRINK_GAP,     /* gaps between Han and Latin, to an eighth of an em */
	SHRINK_STOP,    /* the blank of 。？！ */
	SHRINK_END,
	STRETCH_SPACE = SHRINK_END, /* word spaces, to half an em */
	STRETCH_GAP,                /* gaps between Han and Latin, to half an em */
	STRETCH_ANY,                /* all gaps except beside connectors and solidi */
	STRETCH_CONNECTOR,          /* gaps beside connectors and solidi */
	STRETCH_WIDE,               /* all gaps again, the last resort before a short line */
	STRETCH_END
};

/* A cluster and the gap before it, as measured for line layout. */
struct ruled {
	int64_t pen;         /* position with the whole text on one line */
	lu advance;          /* from the pen to its right edge, less what is always trimmed there */
	lu cut;              /* always trimmed on the left */
	lu lead, trail;      /* blank also trimmed at the start or end of a line */
	lu blank;            /* adjustable width of the gap */
	unsigned char kinds; /* of the gap: enum gap_kind, ruler.c */
	bool adjacent;       /* forms an adjacent pair of marks with the previous cluster */
	uint32_t visible;    /* end of the last cluster before this one that is not a space */
	/* Sums over the earlier gaps, grouped as in struct ruler_line. */
	int64_t slack, ease, growth;
};

struct ruler {
	const struct shaped *s;
	struct ruled *at; /* [n + 1]; of the last only the sums and `visible` are set */
};

/* The natural width of a line and by how much it can shrink and stretch. */
struct ruler_line {
	int64_t width;  /* natural, without spaces at the end */
	int64_t slack;  /* shrink, all steps */
	int64_t ease;   /* stretch, STRETCH_SPACE and STRETCH_GAP */
	int64_t growth; /* stretch, STRETCH_ANY and STRETCH_CONNECTOR; by STRETCH_WIDE as much again
	                 */
};

/* Borrows `s`; allocates in the arena. */
void ruler_init(struct ruler *r, struct arena *a, const struct shaped *s);

/* Left and right edge of a cluster at a line edge, from its pen: marks lose their blank half there
 * (GB/T 15834-2011, 5.1.10). */
lu ruler_ink_start(const struct ruler *r, size_t i);
lu ruler_ink_end(const struct ruler *r, size_t i);

/* Distance from the pen of cluster i - 1 to that of i, before line adjustment. */
lu ruler_distance(const struct ruler *r, size_t i);

/*
 * Width of the blank half of a mark, on the left of an opening one and else on its right, whether
 * or not it is trimmed; 0 for anything else.
 */
lu ruler_blank_left(const struct ruler *r, size_t i);
lu ruler_blank_right(const struct ruler *r, size_t i);

/* By how much a step can shrink or stretch the gap before cluster i. */
lu ruler_room(const struct ruler *r, size_t i, enum ruler_step step);

/* End of the line [first, last) without spaces at its end; `first` if it has only spaces. */
size_t ruler_visible_end(const struct ruler *r, size_t first, size_t last);

/* Natural width of the line [first, last), last > first, without spaces at its end. */
int64_t ruler_width(const struct ruler *r, size_t first, size_t last);

/* The same, and by how much the line can shrink and stretch. */
struct ruler_line ruler_measure(const struct ruler *r, size_t first, size_t last);

/* The part of that width that may hang outside the measure: the last mark's, or 0. */
lu ruler_hang(const struct ruler *r, size_t first, size_t last);

/* The farthest end, at least `least`, for which a line from `first` fits `width` unadjusted; at
 * least one cluster. */
size_t ruler_farthest(const struct ruler *r, size_t first, size_t least, int64_t width);

#endif
