/* SPDX-License-Identifier: MIT */
/* furniture.h: what stands on every page outside the text: its number, the draft mark. */
#ifndef KANBEN_LAYOUT_FURNITURE_H
#define KANBEN_LAYOUT_FURNITURE_H

#include "layout/setting.h"

/*
 * The page number below the text area (GB/T 9704-2012 7.5): odd pages right, even pages left, one
 * character in from the edge.
 */
void furniture_emit_number(struct setting *s, size_t page, bool landscape);

/* The mark of a draft across the page; to be emitted before the page's text, so as to lie under it.
 */
void furniture_emit_draft(struct setting *s, size_t page, const char *mark);

#endif
