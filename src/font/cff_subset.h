/* SPDX-License-Identifier: MIT */
/*
 * cff_subset.h, private to font/: subsets of CFF, the format of most Chinese OpenType faces.
 */
#ifndef KANBEN_FONT_CFF_SUBSET_H
#define KANBEN_FONT_CFF_SUBSET_H

#include "base/buf.h"
#include "font/cff.h"
#include "font/charstring.h"
#include "font/font.h"

/* A CFF table with a cache of its flattened glyphs. */
struct cff_face;

/* Borrows the table, which must outlive the face. NULL if the table is damaged or unusual. */
struct cff_face *cff_face_open(struct cff_bytes table);
struct cff_face *cff_face_new(const struct cff *cff); /* of an open table */

/* Lets glyphs be read from a file that has the table as well, and stays open as long as the face.
 */
void cff_face_read_from(struct cff_face *f, const struct charstring_file *file,
                        const uint8_t *table);
void cff_face_close(struct cff_face *f); /* accepts NULL */

const struct cff *cff_face_table(const struct cff_face *f);

/* charstring_bounds of a glyph of the face. False: it is damaged or unusual. */
MUST_USE bool cff_face_bounds(struct cff_face *f, uint32_t gid, int32_t ret[4]);

/*
 * charstring_trace of a glyph of the face; where it is not flat, its outline ends. False, and
 * nothing is told: it is damaged or unusual.
 */
MUST_USE bool cff_face_trace(struct cff_face *f, uint32_t gid, charstring_tell *tell, void *user);

/*
 * Makes a bare CID-keyed CFF table in which CID and glyph i + 1 are glyphs[i] of the face, in any
 * order, and glyph 0 is its glyph 0. A glyph may be there more than once: a charset gives each one
 * CID only. Glyphs lose subroutines and hints. The result does not depend on earlier calls. False,
 * leaving *ret unchanged, if a glyph is 0, does not exist, or is damaged or unusual.
 */
MUST_USE bool cff_subset(struct cff_face *f, const struct font_glyph *glyphs, size_t n,
                         struct buf *ret);

#endif
