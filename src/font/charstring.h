/* SPDX-License-Identifier: MIT */
/*
 * charstring.h, private to font/: Type 2 charstrings (Adobe Technical Note 5177) without
 * subroutines and hints. They are longer then, but deflate to fewer bytes.
 */
#ifndef KANBEN_FONT_CHARSTRING_H
#define KANBEN_FONT_CHARSTRING_H

#include "base/buf.h"
#include "font/cff.h"

struct charstring_source {
	const struct cff_index *global, *local; /* subroutines */
	size_t tokens; /* numbers and operators that may still be read: bounds the time */
};

/*
 * Appends a glyph to `out` that draws the same and is as wide. False for what no well-made face
 * has: accents put together by endchar, arithmetic, wrong counts of operands, a missing end.
 */
MUST_USE bool charstring_flatten(struct charstring_source *from, struct cff_bytes glyph,
                                 struct buf *out);

#endif
