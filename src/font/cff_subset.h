/* SPDX-License-Identifier: MIT */
/* cff_subset.h, private to font/: subsets of CID-keyed CFF, which is what most Chinese faces are.
 */
#ifndef KANBEN_FONT_CFF_SUBSET_H
#define KANBEN_FONT_CFF_SUBSET_H

#include "font/cff.h"
#include "font/font.h"

/*
 * Makes of a CFF table a bare one with glyph 0 and n more (ascending, without 0), each under the
 * CID it had; no subroutines, no hints. False if the table is not CID-keyed, is damaged or unusual,
 * or has not all the glyphs; *ret is untouched then.
 */
MUST_USE bool cff_subset(struct cff_bytes table, const uint32_t *gids, size_t n,
                         struct font_program *ret);

#endif
