/* SPDX-License-Identifier: MIT */
/* pdf_pages.h: page objects, their contents, and the page tree (ISO 32000-1, 7.7.3). */
#ifndef KANBEN_WRITE_PDF_PDF_PAGES_H
#define KANBEN_WRITE_PDF_PDF_PAGES_H

#include "page/page.h"
#include "write/pdf/pdf_content.h"

/* A number for each page of the list; free() it. */
unsigned *pdf_pages_reserve(struct pdf_doc *d, const struct page_list *pl);

/* Writes the pages under these numbers; returns the tree's root. */
unsigned pdf_pages_write(const struct pdf_content_target *to, const struct page_list *pl,
                         const unsigned *nums);

#endif
