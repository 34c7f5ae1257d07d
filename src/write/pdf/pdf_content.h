/* SPDX-License-Identifier: MIT */
/*
 * pdf_content.h: a page's items as a content stream (ISO 32000-1, 7.8.2). Every item lies in marked
 * content: its tag's, or an artifact's.
 */
#ifndef KANBEN_WRITE_PDF_PDF_CONTENT_H
#define KANBEN_WRITE_PDF_PDF_CONTENT_H

#include "page/page.h"
#include "write/pdf/pdf_doc.h"
#include "write/pdf/pdf_font.h"
#include "write/pdf/pdf_tags.h"

struct pdf_content_target {
	struct pdf_doc *doc;
	struct pdf_fonts *fonts;
	struct pdf_tags *tags;
};

/* Appends the operators for a page of the list, which is number `n` in it. */
void pdf_content_put(struct buf *b, const struct pdf_content_target *to, const struct page *page,
                     size_t n);

#endif
