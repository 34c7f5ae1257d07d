/* SPDX-License-Identifier: MIT */
/* face.h, private to font/: an open face. */
#ifndef KANBEN_FONT_FACE_H
#define KANBEN_FONT_FACE_H

#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb.h>

#include "base/arena.h"
#include "font/cff_subset.h"
#include "font/charstring.h"
#include "font/font.h"
#include "font/glyf.h"
#include "font/lookups.h"
#include "font/sparse.h"

/* The face as opened by FreeType. */
struct face_freetype {
	FT_Library library;
	FT_Face face; /* NULL: not open, or refused by FreeType */
	bool tried;
};

/* Cache of ink boxes: the same few punctuation marks are queried again and again. */
struct face_boxes {
	hb_map_t *places; /* glyph → index in `list` */
	struct face_box {
		bool has_ink;
		int box[4];
	} * list;
	size_t n, cap;
};

/* The advances asked for last, by the lower bits of the glyph: HarfBuzz takes ten times as long. */
enum { ADVANCES_KEPT = 256 };
struct face_advances {
	struct {
		uint32_t known; /* the glyph + 1; 0: none */
		int advance;
	} slots[ADVANCES_KEPT];
};

/* Read when text is first set in the face. */
struct face_lookups {
	struct lookups *read; /* NULL: not yet */
	/* The last answer of font_glyph_alone: it is a dash again and again. */
	uint32_t asked, alone;
	bool is_known;
};

struct font {
	hb_blob_t *blob;       /* the whole file, mapped or read */
	struct sparse *sparse; /* it was read without outlines; or NULL */
	unsigned *given;       /* how often font_give_back may still give something back */
	hb_face_t *face;
	hb_font_t *hb;
	hb_blob_t *cff_table;            /* empty if the face has none */
	struct charstring_file outlines; /* fd -1: not open */
	struct cff_face *cff;            /* NULL: none, or refused by cff.h */
	struct face_freetype *freetype;  /* face_freetype */
	struct face_boxes *boxes;        /* font_glyph_box */
	struct glyf_cache *glyf;         /* font_truetype */
	struct face_lookups *lookups;    /* font_keeps_glyph */
	struct face_advances *advances;  /* font_advance */
	unsigned index;                  /* in the file */
	struct font_info info;
	int centre; /* face_centre */
	bool centre_known;
};

/*
 * A file that becomes shorter while it is mapped ends the process by a signal (SIGBUS). The program
 * maps, which takes less time and memory; a host of the library must not be ended.
 */
enum face_access { FACE_MAPPED, FACE_READ };

struct face_file {
	const char *path;
	unsigned index; /* of the face in a collection */
	enum face_access access;
};

/*
 * Opens a file and checks that it is a valid font that may be embedded. *ret is set on failure too
 * and must be closed with face_close. Its strings live in the arena; the path must outlive it.
 */
enum font_state face_open(const struct face_file *file, struct arena *a, struct font **ret);

/* Is its file as it was, or all of it in memory or mapped? */
bool face_is_intact(const struct font *f);

/*
 * The face in FreeType, for two rare needs: the outlines of faces that cff.h refuses, and comparing
 * outlines. Opened on first use, because for 65,000 glyphs that takes as long as setting a page.
 * NULL if FreeType refuses the file.
 */
FT_Face face_freetype(const struct font *f);

/*
 * The mean vertical centre of the ink of common ideographs, in 1/1000 em above the baseline; 0 if
 * the face has none of them.
 */
int face_centre(struct font *f);

void face_close(struct font *f); /* accepts NULL and what a failed face_open returned */

#endif
