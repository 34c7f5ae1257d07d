/* SPDX-License-Identifier: MIT */
/* origins.h: where the bytes of a text stand in the report's file. */
#ifndef KANBEN_LAYOUT_ORIGINS_H
#define KANBEN_LAYOUT_ORIGINS_H

#include "layout/setting.h"

/*
 * Turns places[i].off, ascending, from bytes of the text into bytes of the file, and fills in
 * source and pointer. The layout's own wording has no place: then all three are left as they are.
 */
void places_locate(struct setting *s, const struct raw_text *raw, struct diag_place *places,
                   size_t n);

#endif
