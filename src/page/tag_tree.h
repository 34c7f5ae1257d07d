/* SPDX-License-Identifier: MIT */
/* tag_tree.h: the tags of a page list as a tree, from parents to children. */
#ifndef KANBEN_PAGE_TAG_TREE_H
#define KANBEN_PAGE_TAG_TREE_H

#include "page/page.h"

/* Siblings are in ascending order; -1: none. */
struct page_tree {
	int first;                 /* the tag with the lowest number in it */
	int first_root;            /* roots: the tags whose parents are not in it */
	int *first_kid, *next_kid; /* indexed by tag less `first`; next_kid links the roots, too */
};

/* Requires that a parent's number is smaller than its children's. */
void page_tree_init(struct page_tree *t, const struct page_list *pl);

/* Only of the tags [first, end), none of which is forgotten. */
void page_tree_init_part(struct page_tree *t, const struct page_list *pl, int first, int end);
void page_tree_release(struct page_tree *t);

static inline int page_tree_kid(const struct page_tree *t, int tag)
{
	return t->first_kid[tag - t->first];
}

static inline int page_tree_next(const struct page_tree *t, int tag)
{
	return t->next_kid[tag - t->first];
}

#endif
