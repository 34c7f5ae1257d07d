/* SPDX-License-Identifier: MIT */
/*
 * charstring.h, private to font/: Type 2 charstrings (Adobe Technical Note 5177) without
 * subroutines and hints, which are longer but deflate to fewer bytes.
 */
#ifndef KANBEN_FONT_CHARSTRING_H
#define KANBEN_FONT_CHARSTRING_H

#include <hb.h>

#include "base/arena.h"
#include "base/buf.h"
#include "font/cff.h"

struct charstring_source {
	const struct cff_index *global, *local; /* subroutines */
	size_t tokens; /* numbers and operators that may still be read; bounds the time */
};

/*
 * Appends a charstring with the same outline and advance to `out`. False for what no well-made face
 * contains: accented characters built by endchar, arithmetic, a wrong number of operands, a missing
 * endchar.
 */
MUST_USE bool charstring_flatten(struct charstring_source *from, struct cff_bytes glyph,
                                 struct buf *out);

/* An advance box, as in struct font_glyph, and the widths of the glyph's Private DICT. */
struct charstring_box {
	int left, right, up;
	int32_t default_width, nominal_width;
};

/*
 * Gives the flattened charstring glyphs[start, glyphs->n) this box: another width, the first point
 * moved and with it the outline. False if it is not flat.
 */
MUST_USE bool charstring_fit(struct buf *glyphs, size_t start, const struct charstring_box *box);

struct charstring_kept {
	const char *p;
	size_t n, tokens;
};

/*
 * The flattened glyphs of a face, each made on first use and then kept: the reports of a batch use
 * the same few thousand characters. Zeroed except for `cff`, which is borrowed, it is empty.
 */
struct charstring_cache {
	const struct cff *cff;
	struct arena arena;
	hb_map_t *places; /* glyph → index in `list` */
	struct charstring_kept *list;
	size_t n, cap, bytes;
};

/*
 * Appends glyph `gid`, which belongs to font DICT `fd`. *tokens is the number of numbers and
 * operators that may still be read. A cached glyph is charged what it cost to make, so that results
 * do not depend on earlier calls. False as for charstring_flatten.
 */
MUST_USE bool charstring_cache_put(struct charstring_cache *cache, uint32_t gid, uint8_t fd,
                                   size_t *tokens, struct buf *out);
void charstring_cache_release(struct charstring_cache *cache);

#endif
