/* SPDX-License-Identifier: MIT */
/*
 * pdf_check.h: what the standards ask of the pages, looked at before the first of them is written:
 * tags that are a sound tree, all of them with content, regular tables with heads, no item without
 * a tag or outside of the sheet, no glyph without text, attachments only where they may be.
 * Linear in the size of the list.
 */
#ifndef KANBEN_WRITE_PDF_PDF_CHECK_H
#define KANBEN_WRITE_PDF_PDF_CHECK_H

#include <stdbool.h>

#include "page/page.h"
#include "page/tag_tree.h"
#include "write/pdf/pdf_doc.h"

/* RC_OK, or the code of the first broken promise, which is a fault of the document. */
MUST_USE enum rc pdf_check_pages(struct pdf_doc *d, const struct write_input *in);

/*
 * The tables alone; the tags are a sound tree, has_content tells which hold items. ISO
 * 14289-1, 7.2: a table is regular, spans counted; 7.5: every cell with something in it has a head.
 */
void pdf_check_tables(struct pdf_doc *d, const struct page_list *pl, const struct page_tree *tree,
                      const bool *has_content);

/* Records that a tag breaks a promise, which is told by a sentence in N_(). */
void pdf_check_fail_tag(struct pdf_doc *d, const struct page_list *pl, int tag, const char *what);

#endif
