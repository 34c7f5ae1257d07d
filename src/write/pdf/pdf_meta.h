/* SPDX-License-Identifier: MIT */
/* pdf_meta.h: what the document says about itself: catalog, Info, output intents. */
#ifndef KANBEN_WRITE_PDF_PDF_META_H
#define KANBEN_WRITE_PDF_PDF_META_H

#include "page/page.h"
#include "write/pdf/pdf_doc.h"

/* Objects the catalog leads to. */
struct pdf_catalog {
	unsigned pages, structure;
	unsigned outline;       /* 0: none */
	const struct buf *info; /* the entries of Info */
};

/* Appends the entries of Info; they say the same as pdf_xmp_write (ISO 19005-2, 6.6.3). */
void pdf_meta_put_info(struct pdf_doc *d, struct buf *b, const struct page_meta *meta);

/* Appends an entry with a date (ISO 32000-1, 7.9.4): "/ModDate(D:20250124000000+08'00')". */
void pdf_meta_put_date(struct buf *b, const char *key, const struct page_date *d);

unsigned pdf_meta_write_catalog(struct pdf_doc *d, const struct write_input *in,
                                const struct pdf_catalog *catalog);

#endif
