/* SPDX-License-Identifier: MIT */
/* face.h, private to font/: one opened face and how it is opened. */
#ifndef KANBEN_FONT_FACE_H
#define KANBEN_FONT_FACE_H

#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb.h>

#include "base/arena.h"
#include "font/font.h"

struct font {
	hb_blob_t *blob; /* the whole file, mapped */
	hb_face_t *face;
	hb_font_t *hb;
	FT_Face ft; /* over the same memory, for facts only */
	struct font_info info;
	int centre; /* face_centre */
	bool centre_known;
};

/*
 * Maps a file and proves that it is a font which may be embedded. *ret is made also when the result
 * is a fault, to be closed by face_close; its strings live in the arena, path outlives it.
 */
enum font_state face_open(FT_Library lib, const char *path, unsigned index, struct arena *a,
                          struct font **ret);
/* The mean centre of the ink of common ideographs, in 1/1000 em above the baseline; 0: it has none.
 */
int face_centre(struct font *f);

void face_close(struct font *f); /* accepts NULL and half-built ones */

#endif
