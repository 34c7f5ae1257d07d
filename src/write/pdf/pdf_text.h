/* SPDX-License-Identifier: MIT */
/* pdf_text.h: runs as text objects; keeps track of the text state (ISO 32000-1, 9.3). */
#ifndef KANBEN_WRITE_PDF_PDF_TEXT_H
#define KANBEN_WRITE_PDF_PDF_TEXT_H

#include "page/page.h"
#include "write/pdf/pdf_doc.h"
#include "write/pdf/pdf_font.h"

/* What the page's operators have set so far: nothing at its start. */
struct pdf_text {
	struct buf *b;
	struct pdf_doc *doc;
	struct pdf_fonts *fonts;
	lu page_height;
	const struct pdf_font *font;
	int64_t size, spacing, rise; /* 1/1000 pt, as written */
	bool explained;              /* the text is said outright, whatever the glyphs' places */
};

/* Appends the glyphs [from, to) of a run, whole clusters, as a text object. */
void pdf_text_put(struct pdf_text *t, const struct page_item *run, size_t from, size_t to);

#endif
