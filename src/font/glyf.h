/* SPDX-License-Identifier: MIT */
/* glyf.h, private to font/: glyphs of any face as TrueType outlines, each made once and kept. */
#ifndef KANBEN_FONT_GLYF_H
#define KANBEN_FONT_GLYF_H

#include <hb.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/rc.h"
#include "font/charstring.h"
#include "font/font.h"
#include "font/quad.h"

/* A glyph as the table glyf has it (OpenType 1.9, glyf: simple glyph), without hints. */
struct glyf_record {
	const char *p;
	size_t n; /* 0: no outline */
	int left; /* of its box, in font units */
	unsigned point_n, contour_n;
};

/* The records made so far. Zeroed, it is empty. */
struct glyf_cache {
	struct arena arena;
	hb_draw_funcs_t *funcs; /* glyf_outline_by_harfbuzz */
	hb_map_t *places;       /* glyph → index in `list` */
	struct glyf_record *list;
	size_t n, cap, kept;
	struct quad_outline outline; /* scratch */
	struct buf bytes;            /* scratch */
};

/*
 * The record of a glyph of the face, valid until the next call. False: it has a curve that no
 * quadratic ones stand for, or it does not fit into the table. What was asked before does not show.
 */
MUST_USE bool glyf_cache_record(struct glyf_cache *cache, const struct font *f, uint32_t gid,
                                struct glyf_record *ret);

/* As font_outline, in 1 / GLYF_ONE font units (outline.c). */
enum { GLYF_ONE = CHARSTRING_ONE };
typedef charstring_tell glyf_tell_step;
void glyf_outline(const struct font *f, uint32_t gid, glyf_tell_step *tell, void *user);

/* The same by HarfBuzz, which takes twice as long for CFF: to compare with. */
void glyf_outline_by_harfbuzz(const struct font *f, uint32_t gid, glyf_tell_step *tell, void *user);

/* Draws a glyph into cache->outline. False as above. */
MUST_USE bool glyf_draw(struct glyf_cache *cache, const struct font *f, uint32_t gid);
void glyf_cache_release(struct glyf_cache *cache);

#endif
