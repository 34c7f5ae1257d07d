/* SPDX-License-Identifier: MIT */
/* glyf_fit.h, private to font/: glyphs of TrueType outlines with advance boxes of their own. */
#ifndef KANBEN_FONT_GLYF_FIT_H
#define KANBEN_FONT_GLYF_FIT_H

#include <hb.h>

#include "font/font.h"

/*
 * Appends to a face, for each of the glyphs whose box differs, a composite glyph that draws it
 * moved (OpenType 1.9, glyf). Returns the new font file, for hb_blob_destroy, and sets ret[i] to
 * the glyph's number there; NULL if the face's tables are damaged or it has no room.
 */
hb_blob_t *glyf_fit(hb_face_t *face, const struct font_glyph *glyphs, size_t n, uint32_t *ret);

#endif
