/* SPDX-License-Identifier: MIT */
/*
 * likeness.h, private to font/: whether an outline as TrueType files have it is that of a face's
 * glyph, found by their numbers, which takes a tenth of drawing them both.
 */
#ifndef KANBEN_FONT_LIKENESS_H
#define KANBEN_FONT_LIKENESS_H

#include <ft2build.h>
#include FT_FREETYPE_H

#include "font/glyf.h"

struct likeness_step;

/* Scratch, of use again for the next glyph. Zeroed, it is empty. */
struct outline_likeness {
	struct likeness_step *steps;
	size_t n, cap;
};

/*
 * Whether `got`, in font units, has the contours of the face's glyph in their order, each from the
 * same point on through the same points, with lines for its lines, and for each of its curves some
 * that are nowhere more than 2/1000 em from it. So only what repeats a point or implies one may be
 * left out. False says no more than that one of these does not hold: the two may look the same.
 */
bool likeness_holds(struct outline_likeness *l, const FT_Outline *got, const struct font *f,
                    uint32_t gid);
void likeness_release(struct outline_likeness *l);

#endif
