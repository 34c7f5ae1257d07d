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
#include "page/tag_tree.h"
#include "write/pdf/pdf_doc.h"

struct pdf_tags;

/* Borrows its arguments until the document is saved. */
struct pdf_tags *pdf_tags_new(struct pdf_doc *d, const struct page_list *pl);
void pdf_tags_free(struct pdf_tags *t); /* accepts NULL */

enum tag_kind pdf_tags_kind(const struct pdf_tags *t, int tag);

/* The type of a tag's element, which depends on the version of PDF. */
const char *pdf_tags_name(const struct pdf_tags *t, int tag);

/* Pages come in order. num: the page's object number. Returns the page's /StructParents. */
unsigned pdf_tags_begin_page(struct pdf_tags *t, size_t page, unsigned num);
void pdf_tags_end_page(struct pdf_tags *t);

/*
 * Starts a marked-content sequence of a tag on the page and returns its MCID. top: how far up its
 * first item reaches.
 */
int pdf_tags_mark(struct pdf_tags *t, int tag, lu top);

/*
 * Adds the annotation of a LINK tag on the page, an object's number, to its element; returns the
 * annotation's /StructParent.
 */
unsigned pdf_tags_link(struct pdf_tags *t, int tag, unsigned annotation);

/* The object number of a tag's structure element, unless it is forgotten. */
unsigned pdf_tags_object(struct pdf_tags *t, int tag);

/*
 * Writes the elements of the tags that are not written yet, up to `end`; `tree` is of these. Of a
 * child of the root, all that is below it is among them.
 */
void pdf_tags_write(struct pdf_tags *t, const struct page_tree *tree, int end);

/* Where the content of a tag starts, and its element. */
struct pdf_spot {
	unsigned page, page_num, element;
	lu top;
};

/* Of a tag, or of the first in it, after pdf_tags_write; false if there is none. */
bool pdf_tags_find(struct pdf_tags *t, int tag, struct pdf_spot *ret);

/*
 * Appends the entry that leads to a spot: /Dest or, where elements can be named, /A (ISO 32000-2,
 * 12.3.2.3). height: the page's. In pdf_nav.c.
 */
void pdf_spot_put(struct pdf_doc *d, struct buf *b, const struct pdf_spot *spot, lu height);

/* Ends that: what is known of the tags below `end`, and the tree, is forgotten. */
void pdf_tags_forget(struct pdf_tags *t, int end);

/* Writes what is left of the tree and returns the StructTreeRoot. */
unsigned pdf_tags_end(struct pdf_tags *t);

#endif
