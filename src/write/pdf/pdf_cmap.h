/* SPDX-License-Identifier: MIT */
/* pdf_cmap.h: the two CMaps of a font: from codes to CIDs, and from codes to Unicode. */
#ifndef KANBEN_WRITE_PDF_PDF_CMAP_H
#define KANBEN_WRITE_PDF_PDF_CMAP_H

#include <stddef.h>
#include <stdint.h>

#include "font/font.h"
#include "write/pdf/pdf_doc.h"

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
