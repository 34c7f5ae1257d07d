/* SPDX-License-Identifier: MIT */
/* face.h, private to font/: one opened face and how it is opened. */
#ifndef KANBEN_FONT_FACE_H
#define KANBEN_FONT_FACE_H

#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb.h>

#include "base/arena.h"
#include "font/cff_subset.h"
#include "font/font.h"

/* A face as FreeType sees it. */
struct face_freetype {
	FT_Library library;
	FT_Face face; /* NULL: not opened, or no font */
	bool tried;
};

/* Ink boxes that were asked for: of the same few marks, again and again. */
struct face_boxes {
	hb_map_t *places; /* of a glyph in `list` */
	struct face_box {
		bool has_ink;
		int box[4];
	} * list;
	size_t n, cap;
};

struct font {
	hb_blob_t *blob; /* the whole file, mapped */
	hb_face_t *face;
	hb_font_t *hb;
	hb_blob_t *cff_table;           /* of no bytes: it has none */
	struct cff_face *cff;           /* NULL: no CID-keyed one that we can read */
	struct face_freetype *freetype; /* face_freetype */
	struct face_boxes *boxes;       /* font_glyph_box */
	unsigned index;                 /* in its file */
	struct font_info info;
	int centre; /* face_centre */
	bool centre_known;
};

/*
 * Maps a file and proves that it is a font which may be embedded. *ret is made also when the result
 * is a fault, to be closed by face_close; its strings live in the arena, path outlives it.
 */
enum font_state face_open(const char *path, unsigned index, struct arena *a, struct font **ret);

/*
 * The face in FreeType, for what is seldom asked: CIDs of faces that cff.h cannot read, outlines to
 * compare. Opening one of 65,000 glyphs takes as long as setting a page, so it is done when it is
 * needed. NULL: FreeType does not take it for a font.
 */
FT_Face face_freetype(const struct font *f);

/* font_subset by HarfBuzz, which knows every kind of face. */
MUST_USE enum rc face_subset_harfbuzz(const struct font *f, const uint32_t *gids, size_t n,
                                      struct font_program *ret);

/* The mean centre of the ink of common ideographs, in 1/1000 em above the baseline; 0: it has none.
 */
int face_centre(struct font *f);

void face_close(struct font *f); /* accepts NULL and half-built ones */

#endif
