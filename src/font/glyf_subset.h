/* SPDX-License-Identifier: MIT */
/* glyf_subset.h, private to font/: subsets of faces with TrueType outlines. */
#ifndef KANBEN_FONT_GLYF_SUBSET_H
#define KANBEN_FONT_GLYF_SUBSET_H

#include <hb.h>

#include "base/buf.h"
#include "base/rc.h"
#include "font/font.h"

/*
 * Appends to *ret a TrueType file of the glyphs, with the points of the face and without its hints;
 * glyphs[i] has the number ret_numbers[i], and glyph 0 is empty. A glyph whose box differs is a
 * composite that draws it moved (OpenType 1.9, glyf). Not our outlines of glyf.h, which are those
 * of variations and of CFF too: points that a reader interpolates would come out as points of their
 * own. RC_BUG: the face's tables are damaged, or there is no room for the glyphs.
 */
MUST_USE enum rc glyf_subset(hb_face_t *face, const struct font_glyph *glyphs, size_t n,
                             uint32_t *ret_numbers, struct buf *ret);

#endif
