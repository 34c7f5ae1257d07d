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
 * damaged, or that decides by more than these, has every glyph count as changed.
 */
struct lookups *lookups_read(hb_face_t *face);
void lookups_free(struct lookups *l); /* accepts NULL */

/*
 * Whether no lookup starts at a glyph, but for those of features that are off unless asked for, of
 * ligatures and of kerning. A row of such glyphs stays what it is.
 */
bool lookups_leave(const struct lookups *l, uint32_t gid);

/*
 * The glyph that stands for one with no other beside it, moved nowhere: the dashes of a page number
 * are such. False if that is for HarfBuzz to say.
 */
bool lookups_alone(const struct lookups *l, uint32_t gid, uint32_t *ret);

#endif
