/* SPDX-License-Identifier: MIT */
/* pdf_attach.h: files that go with the document (ISO 32000-1, 7.11.4; ISO 19005-3, 6.8, annex E).
 */
#ifndef KANBEN_WRITE_PDF_PDF_ATTACH_H
#define KANBEN_WRITE_PDF_PDF_ATTACH_H

#include "page/page.h"
#include "write/pdf/pdf_doc.h"

/* Appends the catalog's entries for the attachments and writes these; nothing if there is none. */
void pdf_attach_put(struct pdf_doc *d, struct buf *catalog, const struct write_input *in);

#endif
