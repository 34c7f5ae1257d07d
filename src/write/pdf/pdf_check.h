/* SPDX-License-Identifier: MIT */
/*
 * pdf_check.h: checks, page by page before anything of it is written, that the pages meet the
 * standards: the tags form a valid tree with no empty ones, tables are regular and have headers,
 * every item is tagged and on the sheet, every glyph has text, and only profiles that allow
 * attachments have any. Linear in the size of the page list; of tags that are written it keeps
 * nothing.
 */
#ifndef KANBEN_WRITE_PDF_PDF_CHECK_H
#define KANBEN_WRITE_PDF_PDF_CHECK_H

#include <stdbool.h>

#include "page/page.h"
#include "page/tag_tree.h"
#include "write/pdf/pdf_doc.h"

struct pdf_check;

/* Borrows its arguments. A fault of the metadata is recorded as one of the document. */
struct pdf_check *pdf_check_new(struct pdf_doc *d, const struct write_input *in);
void pdf_check_free(struct pdf_check *c); /* accepts NULL */

/* Each returns RC_OK, or the code of the first fault of the document so far. */

/* The items of a page, whose tags need not be valid yet. */
MUST_USE enum rc pdf_check_page(struct pdf_check *c, size_t page);

/* The tags up to `end` that are not checked yet, one by one: only then can a tree be made of them.
 */
MUST_USE enum rc pdf_check_tags(struct pdf_check *c, int end);

/* Their tree, once all of their content has been checked. */
MUST_USE enum rc pdf_check_tree(struct pdf_check *c, const struct page_tree *tree, int end);

/* What is known at the end. */
MUST_USE enum rc pdf_check_end(struct pdf_check *c);

/* The tags [first, end), which are a valid tree. */
struct pdf_check_part {
	struct pdf_doc *doc;
	const struct page_list *pl;
	const struct page_tree *tree;
	int first, end;
	const bool *has_content; /* by tag less `first` */
};

/*
 * Checks the tables. ISO 14289-1, 7.2: a table is regular, including spans; 7.5: every cell with
 * content has a header. What validators of PDF/UA-2 do not see: heads lead to cells, the headers
 * that a cell names are heads of its table, and no span crosses the border of a group of rows.
 */
void pdf_check_tables(const struct pdf_check_part *part);

/* Records a fault of a tag; `what` is a clause in N_(). */
void pdf_check_fail_tag(struct pdf_doc *d, const struct page_list *pl, int tag, const char *what);

#endif
