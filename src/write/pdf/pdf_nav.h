/* SPDX-License-Identifier: MIT */
/* pdf_nav.h: bookmarks and page labels (ISO 32000-1, 12.3.3 and 12.4.2). */
#ifndef KANBEN_WRITE_PDF_PDF_NAV_H
#define KANBEN_WRITE_PDF_PDF_NAV_H

#include "page/page.h"
#include "write/pdf/pdf_doc.h"
#include "write/pdf/pdf_tags.h"

/* The bookmarks of the headings that have a title; returns the outline, or 0 if there are none. */
unsigned pdf_nav_write_outline(struct pdf_doc *d, const struct page_list *pl,
                               const struct pdf_tags *tags, const unsigned *page_nums);

/* Appends the number tree of the pages' labels, from << to >>. */
void pdf_nav_put_labels(struct pdf_doc *d, struct buf *b, const struct page_list *pl);

#endif
