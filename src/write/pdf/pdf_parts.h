/* SPDX-License-Identifier: MIT */
/* pdf_parts.h: the parts of a document that pdf.c assembles. */
#ifndef KANBEN_WRITE_PDF_PDF_PARTS_H
#define KANBEN_WRITE_PDF_PDF_PARTS_H

#include "write/pdf/pdf_content.h"

#define PDF_PRODUCER "kanben " KANBEN_VERSION

/* ---- pdf_pages.c: page objects, their contents, the page tree (ISO 32000-1, 7.7.3) ---- */

/* Reserves an object number for each page of the list; free() the array. */
unsigned *pdf_pages_reserve(struct pdf_doc *d, const struct page_list *pl);

/* Writes the pages under these numbers; returns the root of the page tree. */
unsigned pdf_pages_write(const struct pdf_content_target *to, const struct page_list *pl,
                         const unsigned *nums);

/* ---- pdf_nav.c: bookmarks and page labels (ISO 32000-1, 12.3.3 and 12.4.2) ---- */

/*
 * Bookmarks for the headings that have a title; after pdf_tags_write. Returns the outline, or 0 if
 * there are none.
 */
unsigned pdf_nav_write_outline(struct pdf_doc *d, const struct pdf_places *places);

/* Appends the number tree of the page labels, from << to >>. */
void pdf_nav_put_labels(struct pdf_doc *d, struct buf *b, const struct page_list *pl);

/* ---- pdf_meta.c: catalog, Info, output intents ---- */

/* Objects that the catalog refers to. */
struct pdf_catalog {
	unsigned pages, structure;
	unsigned outline;       /* 0: none */
	const struct buf *info; /* the entries of Info, also if it is not written */
};

/*
 * Appends the entries of Info, which must match the XMP packet (ISO 19005-2, 6.6.3). A version
 * without Info has them in the packet alone, which is compared with them as well.
 */
void pdf_meta_put_info(struct pdf_doc *d, struct buf *b, const struct page_meta *meta);

/* Appends an entry with a date (ISO 32000-1, 7.9.4): "/ModDate(D:20250124000000+08'00')". */
void pdf_meta_put_date(struct buf *b, const char *key, const struct page_date *d);

/* Returns the catalog's number. */
unsigned pdf_meta_write_catalog(struct pdf_doc *d, const struct write_input *in,
                                const struct pdf_catalog *catalog);

/* ---- pdf_xmp.c: the metadata packet (ISO 16684-1), with the claims in it ---- */

/* Returns the stream's number. info: the entries of Info, which must match. */
unsigned pdf_xmp_write(struct pdf_doc *d, const struct page_meta *meta, const struct buf *info);

/* ---- pdf_agree.c: do Info and XMP match (ISO 19005-2, 6.6.3)? ---- */

/* Compares the entries of Info with the packet; a difference is a fault of the document. */
void pdf_agree_check(struct pdf_doc *d, const struct buf *info, const struct buf *xmp);

/*
 * ---- pdf_attach.c: attachments (ISO 32000-1, 7.11.4; ISO 19005-3, 6.8 and annex E; ISO 19005-4,
 * 6.9) ----
 */

/* Writes the attachments and appends the catalog's entries for them; nothing if there are none. */
void pdf_attach_put(struct pdf_doc *d, struct buf *catalog, const struct write_input *in);

#endif
