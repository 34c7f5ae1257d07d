/* SPDX-License-Identifier: MIT */
/*
 * pdf_tags.h: the structure tree (ISO 32000-1, 14.7): the page list's tags as structure elements
 * that refer to the marked content of the pages. An element's own content precedes its children.
 * All tags are types of PDF 2.0's own namespace (ISO 32000-2, 14.8.6.2), where there are
 * namespaces.
 */
#ifndef KANBEN_WRITE_PDF_PDF_TAGS_H
#define KANBEN_WRITE_PDF_PDF_TAGS_H

#include <stdbool.h>
#include <stddef.h>

#include "page/page.h"
#include "write/pdf/pdf_doc.h"

struct pdf_tags;

/* page_nums: the object numbers of the pages. Borrows its arguments until the document is saved. */
struct pdf_tags *pdf_tags_new(struct pdf_doc *d, const struct page_list *pl,
                              const unsigned *page_nums);
void pdf_tags_free(struct pdf_tags *t); /* accepts NULL */

enum tag_kind pdf_tags_kind(const struct pdf_tags *t, int tag);

/* The type of a tag's element, which depends on the version of PDF. */
const char *pdf_tags_name(const struct pdf_tags *t, int tag);

/*
 * Starts a marked-content sequence of a tag and returns its MCID. top: how far up its first item
 * reaches. Pages must come in order.
 */
int pdf_tags_mark(struct pdf_tags *t, int tag, size_t page, lu top);

/* Where the content of a tag, or of the first in it, starts; false if it has none. */
bool pdf_tags_place(const struct pdf_tags *t, int tag, size_t *ret_page, lu *ret_top);

/*
 * Adds the annotation of a LINK tag on a page, an object's number, to its element; returns the
 * annotation's /StructParent.
 */
unsigned pdf_tags_link(struct pdf_tags *t, int tag, size_t page, unsigned annotation);

/* Writes the tree and returns the StructTreeRoot. A page's /StructParents is its index. */
unsigned pdf_tags_write(struct pdf_tags *t);

/* The object number of a tag's structure element; after pdf_tags_write. */
unsigned pdf_tags_object(const struct pdf_tags *t, int tag);

/* ---- pdf_nav.c: where tags are, for bookmarks and links ---- */

struct pdf_places {
	const struct page_list *pl;
	const struct pdf_tags *tags; /* written */
	const unsigned *page_nums;
};

/*
 * Appends the entry that leads to a tag: /Dest or, where elements can be named, /A (ISO 32000-2,
 * 12.3.2.3).
 */
void pdf_places_put(struct pdf_doc *d, struct buf *b, const struct pdf_places *places, int tag);

#endif
