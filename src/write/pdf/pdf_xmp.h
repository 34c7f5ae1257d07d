/* SPDX-License-Identifier: MIT */
/* pdf_xmp.h: the metadata packet (ISO 16684-1): what the document is, and what it claims to be. */
#ifndef KANBEN_WRITE_PDF_PDF_XMP_H
#define KANBEN_WRITE_PDF_PDF_XMP_H

#include "page/page.h"
#include "write/pdf/pdf_doc.h"

#define PDF_PRODUCER "kanben " KANBEN_VERSION

/* Returns the stream's number. info: the entries of Info, which have to say the same. */
unsigned pdf_xmp_write(struct pdf_doc *d, const struct page_meta *meta, const struct buf *info);

#endif
