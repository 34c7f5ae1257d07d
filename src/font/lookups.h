/* SPDX-License-Identifier: MIT */
/*
 * lookups.h, private to font/: which glyphs the layout tables of a face leave alone. Nearly all
 * Chinese text is characters that become one glyph each; to know that a run of them is left as it
 * is takes one bit for each, where shaping it takes HarfBuzz's checking and preparing of tables of
 * tens of kilobytes.
 */
#ifndef KANBEN_FONT_LOOKUPS_H
#define KANBEN_FONT_LOOKUPS_H

#include <stdbool.h>
#include <stdint.h>

#include <hb.h>

struct lookups;

/*
 * Reads GSUB and GPOS (OpenType 1.9) for horizontal text in simplified Chinese. A table that is
 * damaged, or that decides by more than these, has every glyph count as changed. Release with
 * free().
 */
struct lookups *lookups_read(hb_face_t *face);

/*
 * Whether no lookup starts at a glyph, but for those of features that are off unless asked for, of
 * ligatures and of kerning. A row of such glyphs stays what it is.
 */
bool lookups_leave(const struct lookups *l, uint32_t gid);

#endif
