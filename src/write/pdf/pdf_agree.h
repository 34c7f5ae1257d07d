/* SPDX-License-Identifier: MIT */
/* pdf_agree.h: Info and XMP as they are written say the same (ISO 19005-2, 6.6.3). */
#ifndef KANBEN_WRITE_PDF_PDF_AGREE_H
#define KANBEN_WRITE_PDF_PDF_AGREE_H

#include "base/buf.h"
#include "write/pdf/pdf_doc.h"

/* A fault of the document if they do not: the entries of the one, the packet of the other. */
void pdf_agree_check(struct pdf_doc *d, const struct buf *info, const struct buf *xmp);

#endif
