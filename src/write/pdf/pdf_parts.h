/* SPDX-License-Identifier: MIT */
/* pdf_parts.h: the parts of a document that pdf.c assembles. */
#ifndef KANBEN_WRITE_PDF_PDF_PARTS_H
#define KANBEN_WRITE_PDF_PDF_PARTS_H

#include "write/pdf/pdf_content.h"

#define PDF_PRODUCER "kanben " KANBEN_VERSION

/* ---- pdf_pages.c: page objects, their contents, the page tree (ISO 32000-1, 7.7.3) ---- */

struct pdf_pages;

/* Borrows its argument. */
struct pdf_pages *pdf_pages_new(const struct pdf_content_target *to);
void pdf_pages_free(struct pdf_pages *p); /* accepts NULL */

/* Writes page `i` of the list; they come in order. */
void pdf_pages_put(struct pdf_pages *p, const struct page *page, size_t i);

/* Writes the rest of the page tree; returns its root. At least one page has been put. */
unsigned pdf_pages_end(struct pdf_pages *p);

/* ---- pdf_nav.c: bookmarks and page labels (ISO 32000-1, 12.3.3 and 12.4.2) ---- */

struct pdf_outline;

struct pdf_outline *pdf_outline_new(struct pdf_doc *d, const struct page_list *pl);
void pdf_outline_free(struct pdf_outline *o); /* accepts NULL */

/* Adds a bookmark for each heading with a title among the tags [first, end); borrows the titles. */
void pdf_outline_add(struct pdf_outline *o, struct pdf_tags *tags, int first, int end);

/* Returns the outline, or 0 if there are no bookmarks. */
unsigned pdf_outline_write(struct pdf_outline *o);

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
