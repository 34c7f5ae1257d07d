/* SPDX-License-Identifier: MIT */
/*
 * cff_glyphs.h, private to font/: the glyphs of a CID-keyed CFF face without subroutines. Each is
 * made when it is first asked for and kept: the reports of a batch are written in the same few
 * thousand characters.
 */
#ifndef KANBEN_FONT_CFF_GLYPHS_H
#define KANBEN_FONT_CFF_GLYPHS_H

#include "base/arena.h"
#include "base/buf.h"
#include "font/cff.h"

enum { CFF_GLYPHS_PAGE = 256, CFF_GLYPHS_PAGES = 65536 / CFF_GLYPHS_PAGE };

struct cff_glyph {
	const uint8_t *p; /* NULL: not made yet, or not kept */
	uint32_t n, tokens;
};

/* Zeroed but for `cff`, which is borrowed, it is empty. */
struct cff_glyphs {
	const struct cff *cff;
	struct arena arena;
	size_t kept; /* bytes */
	struct cff_glyph *pages[CFF_GLYPHS_PAGES];
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
