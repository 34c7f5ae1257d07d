/* SPDX-License-Identifier: MIT */
/*
 * pdf_links.h: links within the document (ISO 32000-1, 12.5.6.5): an annotation over what is shown
 * of each LINK tag, which leads to what is shown of the tag's other one.
 */
#ifndef KANBEN_WRITE_PDF_PDF_LINKS_H
#define KANBEN_WRITE_PDF_PDF_LINKS_H

#include "write/pdf/pdf_tags.h"

struct pdf_links;

struct pdf_links *pdf_links_new(struct pdf_doc *d);
void pdf_links_free(struct pdf_links *l); /* accepts NULL */

/* Puts a run of a LINK tag into the area of its annotation. Pages must come in order. */
void pdf_links_add(struct pdf_links *l, struct pdf_tags *tags, size_t page,
                   const struct page_item *run);

/* Appends a page's entry with its annotations; nothing if it has none. */
void pdf_links_put_page(struct buf *b, const struct pdf_links *l, size_t page);

/* Writes the annotations; after pdf_tags_write. */
void pdf_links_write(struct pdf_links *l, const struct pdf_places *places);

#endif
