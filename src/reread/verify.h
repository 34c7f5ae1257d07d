/* SPDX-License-Identifier: MIT */
/*
 * verify.h: compares a finished PDF with the pages that it was made from. It stops at the first
 * difference, which is the only finding.
 */
#ifndef KANBEN_REREAD_VERIFY_H
#define KANBEN_REREAD_VERIFY_H

#include <stdbool.h>
#include <stddef.h>

#include <qpdf/qpdf-c.h>

#include "base/diag.h"
#include "page/tag_tree.h"
#include "reread/file_objects.h"
#include "write/write.h"

/* A map from small numbers to numbers; keys that it does not have yield -1. */
struct verify_map {
	int *values; /* each plus 1 */
	size_t n, cap;
};

/* What is known about a tag. */
struct verify_tag {
	int object;                 /* object number of its structure element */
	char *id;                   /* of the element; NULL: none */
	struct file_object headers; /* of a cell: the IDs it refers to */
	int first_page;       /* where its first marked-content sequence is; -1: it has none */
	int page, mcid;       /* its last marked-content sequence in structure order; -1: none */
	int other;            /* the object that its /Ref names; 0: none */
	int annotation;       /* LINK: the object that belongs to it; 0: none */
	struct buf want, got; /* its text in the page list, and as read from the file */
};

struct verify {
	qpdf_data q;
	struct file_objects *objects; /* of the same file */
	const struct write_input *in;
	const struct page_list *pl; /* in->pages */
	struct diag_list *dl;
	bool failed;
	struct page_tree tree;
	struct verify_tag *tags;
	struct verify_map *owners;         /* by page: from an MCID to its tag */
	struct file_object *pages;         /* of the file */
	struct verify_map page_of, tag_of; /* by object number */
	struct buf word;                   /* a name, while it is compared */
	int name_space;                    /* of the tags: its object number; 0: there is none */
};

/* Where a difference is; -1: not on a page, not in a tag. */
struct verify_place {
	int page, tag;
};

int verify_map_get(const struct verify_map *m, int key);
void verify_map_set(struct verify_map *m, int key, int value); /* key >= 0 */

/* Records the difference. `what` is in N_(): "the text". */
void verify_differ(struct verify *v, struct verify_place at, const char *what, const char *want,
                   const char *got);

/* The same if the numbers or texts differ. NULL is the same as an empty text. */
void verify_number(struct verify *v, struct verify_place at, const char *what, long want, long got);
void verify_text(struct verify *v, struct verify_place at, const char *what, const char *want,
                 const char *got);

/*
 * The same for text read from the file, in which characters that PDF and its standards forbid may
 * have been replaced.
 */
void verify_reading(struct verify *v, struct verify_place at, const char *what, const char *want,
                    const struct buf *got);

/*
 * Each compares one aspect of the file. verify_tags comes before verify_bookmarks, verify_links and
 * verify_pages.
 */
void verify_meta(struct verify *v);
void verify_files(struct verify *v);
void verify_tags(struct verify *v);
void verify_bookmarks(struct verify *v);
void verify_links(struct verify *v);
void verify_pages(struct verify *v);

/* An entry of the parent tree after those of the pages: a key, and the object of an element. */
void verify_link_parent(struct verify *v, int key, int element);

/* RC_OK, or RC_BUG with a finding. q: the file, opened. */
enum rc verify_pdf(qpdf_data q, const struct buf *pdf, const struct write_input *in,
                   struct diag_list *dl);

int verify_integer(struct file_object number, int otherwise);

/* The same if a string or a name of the file is another text. */
void verify_value(struct verify *v, struct file_object value, const char *what, const char *want);

/* The type that a tag has in the file. */
const char *verify_tag_name(const struct verify *v, int tag);

#endif
