/* SPDX-License-Identifier: MIT */
/* cff_subset.h, private to font/: subsets of CID-keyed CFF, which is what most Chinese faces are.
 */
#ifndef KANBEN_FONT_CFF_SUBSET_H
#define KANBEN_FONT_CFF_SUBSET_H

#include "font/cff.h"
#include "font/font.h"

/* A CID-keyed CFF table, and its glyphs without subroutines as far as they were asked for. */
struct cff_face;

/* The table outlives the face. NULL if it is not CID-keyed, is damaged or unusual. */
struct cff_face *cff_face_open(struct cff_bytes table);
void cff_face_close(struct cff_face *f); /* accepts NULL */

const struct cff *cff_face_table(const struct cff_face *f);

/*
 * Makes a bare table with glyph 0 and n more (ascending, without 0), each under the CID it had; no
 * subroutines, no hints. What it makes does not depend on what was made before. False if the face
 * has not all the glyphs, or one is damaged or unusual; *ret is untouched then.
 */
MUST_USE bool cff_subset(struct cff_face *f, const uint32_t *gids, size_t n,
                         struct font_program *ret);

#endif
