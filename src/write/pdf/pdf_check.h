/* SPDX-License-Identifier: MIT */
/*
 * pdf_check.h: checks, before anything is written, that the pages meet the standards: the tags form
 * a valid tree with no empty ones, tables are regular and have headers, every item is tagged and on
 * the sheet, every glyph has text, and only profiles that allow attachments have any. Linear in the
 * size of the page list.
 */
#ifndef KANBEN_WRITE_PDF_PDF_CHECK_H
#define KANBEN_WRITE_PDF_PDF_CHECK_H

#include <stdbool.h>

#include "page/page.h"
#include "page/tag_tree.h"
#include "write/pdf/pdf_doc.h"

/* RC_OK, or the code of the first violation, which is recorded as a fault of the document. */
MUST_USE enum rc pdf_check_pages(struct pdf_doc *d, const struct write_input *in);

/*
 * Checks the tables. The tags must be a valid tree; has_content tells which of them have items. ISO
 * 14289-1, 7.2: a table is regular, including spans; 7.5: every cell with content has a header.
 * What validators of PDF/UA-2 do not see: heads lead to cells, the headers that a cell names are
 * heads of its table, and no span crosses the border of a group of rows.
 */
void pdf_check_tables(struct pdf_doc *d, const struct page_list *pl, const struct page_tree *tree,
                      const bool *has_content);

/* Records a fault of a tag; `what` is a clause in N_(). */
void pdf_check_fail_tag(struct pdf_doc *d, const struct page_list *pl, int tag, const char *what);

#endif
