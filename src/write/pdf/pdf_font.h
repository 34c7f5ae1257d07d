/* SPDX-License-Identifier: MIT */
/*
 * pdf_font.h: the fonts of one file as Type 0 fonts with two-byte codes (ISO 32000-1, 9.7).
 *
 * A code stands for a glyph and the text it is there for, so that text copied from the file is the
 * text of the report also where characters share a glyph. Codes count from 1 in the order of first
 * use; an embedded CMap leads from codes to CIDs.
 */
#ifndef KANBEN_WRITE_PDF_PDF_FONT_H
#define KANBEN_WRITE_PDF_PDF_FONT_H

#include <stddef.h>
#include <stdint.h>

#include "font/font.h"
#include "write/pdf/pdf_doc.h"

struct pdf_fonts;
struct pdf_font;

struct pdf_fonts *pdf_fonts_new(struct pdf_doc *d);
void pdf_fonts_free(struct pdf_fonts *pf); /* accepts NULL */

/* The font of the file for a face, made at the first call for it. Borrowed. */
struct pdf_font *pdf_fonts_use(struct pdf_fonts *pf, const struct font *face);

/* Its name in the resources: "F0". */
int pdf_font_index(const struct pdf_font *f);

/* The code for a glyph that stands for text[0, n), n > 0; the text must outlive the fonts. */
unsigned pdf_font_code(struct pdf_font *f, uint32_t gid, const char *text, size_t n);

/* Advance of a glyph in millionths of the em, exactly as /W says. */
int64_t pdf_font_advance(const struct pdf_font *f, uint32_t gid);

/* The object that is every page's /Resources. */
unsigned pdf_fonts_resources(const struct pdf_fonts *pf);

/* Subsets and writes every font used, and the resources. */
void pdf_fonts_write(struct pdf_fonts *pf);

/* ---- pdf_cmap.c: the CMaps of a font, from codes to CIDs and to Unicode ---- */

/* A character code of a font; the code itself is its place in the array, from 1. */
struct pdf_code {
	uint32_t gid, cid;
	const char *text; /* what it stands for, not empty */
	size_t text_n;
};

/* The /CIDSystemInfo that font and CMap share (ISO 19005-2, 6.2.11.3.1). */
void pdf_cmap_put_system_info(struct buf *b, const struct font_info *info);

/* Both return the stream's number. tag makes the CMap's name, "TAG-H". */
unsigned pdf_cmap_write_encoding(struct pdf_doc *d, const struct font_info *info, const char *tag,
                                 const struct pdf_code *codes, size_t n);
unsigned pdf_cmap_write_unicode(struct pdf_doc *d, const char *tag, const struct pdf_code *codes,
                                size_t n);

#endif
