/* SPDX-License-Identifier: MIT */
/*
 * cff_glyphs.h, private to font/: the glyphs of a CID-keyed CFF face without subroutines. Each is
 * made when it is first asked for and kept: the reports of a batch are written in the same few
 * thousand characters.
 */
#ifndef KANBEN_FONT_CFF_GLYPHS_H
#define KANBEN_FONT_CFF_GLYPHS_H

#include <hb.h>

#include "base/arena.h"
#include "base/buf.h"
#include "font/cff.h"

struct cff_glyph {
	const char *p;
	size_t n, tokens;
};

/* Zeroed but for `cff`, which is borrowed, it is empty. */
struct cff_glyphs {
	const struct cff *cff;
	struct arena arena;
	hb_map_t *places; /* of a glyph in `list` */
	struct cff_glyph *list;
	size_t n, cap, bytes;
};

/*
 * Appends glyph `gid`, which belongs to font DICT `fd`. *tokens are the numbers and operators that
 * may still be read; a glyph that is kept uses as many as when it was made, so that no answer
 * depends on what was asked before. False as charstring_flatten.
 */
MUST_USE bool cff_glyphs_put(struct cff_glyphs *g, uint32_t gid, uint8_t fd, size_t *tokens,
                             struct buf *out);
void cff_glyphs_release(struct cff_glyphs *g);

#endif
