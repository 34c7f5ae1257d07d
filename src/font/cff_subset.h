/* SPDX-License-Identifier: MIT */
/*
 * cff_subset.h, private to font/: subsets of CID-keyed CFF, the format of most Chinese OpenType
 * faces.
 */
#ifndef KANBEN_FONT_CFF_SUBSET_H
#define KANBEN_FONT_CFF_SUBSET_H

#include "font/cff.h"
#include "font/font.h"

/* A CID-keyed CFF table with a cache of its flattened glyphs. */
struct cff_face;

/*
 * Borrows the table, which must outlive the face. NULL if the table is not CID-keyed, or is damaged
 * or unusual.
 */
struct cff_face *cff_face_open(struct cff_bytes table);
void cff_face_close(struct cff_face *f); /* accepts NULL */

const struct cff *cff_face_table(const struct cff_face *f);

/*
 * Makes a bare CFF table with glyph 0 and n more (ascending, without 0). Glyphs keep their CIDs and
 * lose subroutines and hints. The result does not depend on earlier calls. False, leaving *ret
 * unchanged, if a glyph does not exist or is damaged or unusual.
 */
MUST_USE bool cff_subset(struct cff_face *f, const uint32_t *gids, size_t n,
                         struct font_program *ret);

#endif
