/* SPDX-License-Identifier: MIT */
/*
 * pdf_font.h: the fonts of a file, as Type 0 fonts with two-byte codes (ISO 32000-1, 9.7).
 *
 * A code identifies a glyph together with its text, so that text copied from the file is the
 * report's even where characters share a glyph. Codes count from 1 in order of first use. A code is
 * its CID, by the predefined CMap Identity-H: many programs that extract text read no other.
 */
#ifndef KANBEN_WRITE_PDF_PDF_FONT_H
#define KANBEN_WRITE_PDF_PDF_FONT_H

#include <stddef.h>
#include <stdint.h>

#include "font/font.h"
#include "page/page.h"
#include "write/pdf/pdf_doc.h"

struct pdf_fonts;
struct pdf_font;

struct pdf_fonts *pdf_fonts_new(struct pdf_doc *d);
void pdf_fonts_free(struct pdf_fonts *pf); /* accepts NULL */

/* The PDF font for a face, created on first use. Borrowed. */
struct pdf_font *pdf_fonts_use(struct pdf_fonts *pf, const struct font *face);

/* Its number in the file; its resource name is "F0" for 0. */
int pdf_font_index(const struct pdf_font *f);

/*
 * Glyph i of a run as the file has it. Its box is that of the page, and a small shift upwards or
 * downwards is in its outline, since some programs take text that is a little higher or lower for
 * another line. A face that may not be subset has neither.
 */
struct font_glyph pdf_font_fitted(const struct page_item *run, size_t i);

static inline struct font_glyph pdf_font_glyph(const struct page_item *run, size_t i)
{
	const struct run_glyph *g = &run->u.run.glyphs[i];

	/* Most glyphs are as the face has them. */
	if (g->left == 0 && g->right == 0 && g->dy == 0)
		return (struct font_glyph){.gid = g->gid};
	return pdf_font_fitted(run, i);
}

/* The code for a glyph with the text text[0, n), n > 0. */
unsigned pdf_font_code(struct pdf_font *f, const struct font_glyph *glyph, const char *text,
                       size_t n);

/* Advance of a glyph in millionths of the em, exactly as written in /W. */
int64_t pdf_font_advance(const struct font *face, const struct font_glyph *glyph);

/* By how much its box begins to the right of the glyph's origin, in millionths of the em. */
int64_t pdf_font_left(const struct font *face, const struct font_glyph *glyph);

/* The object that every page has as its /Resources. */
unsigned pdf_fonts_resources(const struct pdf_fonts *pf);

/* Subsets and writes every font used, and the resources. */
void pdf_fonts_write(struct pdf_fonts *pf, struct buf *others);

/*
 * The tag of a subset with these glyphs (ISO 32000-1, 9.6.4): six letters that differ from subset
 * to subset of one font, and are the same on every processor.
 */
void pdf_font_tag(const char *name, const struct font_glyph *glyphs, size_t n, char ret_tag[7]);

/* ---- pdf_cmap.c: the ToUnicode CMap of a font ---- */

/* A character code of a font. The code is its index in the array plus 1. */
struct pdf_code {
	struct font_glyph glyph;
	const char *text; /* the text it maps to, not empty */
	size_t text_n;
};

/* Returns the stream's number. The CMap's name is made from `tag`. */
unsigned pdf_cmap_write_unicode(struct pdf_doc *d, const char *tag, const struct pdf_code *codes,
                                size_t n);

#endif
