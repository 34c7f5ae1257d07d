/* SPDX-License-Identifier: MIT */
/* cff_redraw.h, private to font/: subsets of CFF that cff_subset.h refuses. */
#ifndef KANBEN_FONT_CFF_REDRAW_H
#define KANBEN_FONT_CFF_REDRAW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <ft2build.h>
#include FT_FREETYPE_H

#include "base/buf.h"
#include "base/rc.h"
#include "font/font.h"

/*
 * As cff_subset, with the glyphs drawn anew from FreeType's outlines. That takes longer and more
 * bytes, and rounds to font units, but works for every face that FreeType can draw. `name` is the
 * font's name.
 */
MUST_USE bool cff_redraw(FT_Face face, const char *name, const struct font_glyph *glyphs, size_t n,
                         struct buf *ret);

#endif
