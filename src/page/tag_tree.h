/* SPDX-License-Identifier: MIT */
/* tag_tree.h: the tags of a page list as a tree, from parents to children. */
#ifndef KANBEN_PAGE_TAG_TREE_H
#define KANBEN_PAGE_TAG_TREE_H

#include "page/page.h"

/* Siblings are in ascending order; -1: none. */
struct page_tree {
	int first_root;
	int *first_kid, *next_kid; /* indexed by tag; next_kid links the roots, too */
};

/* Requires that a parent's number is smaller than its children's. */
void page_tree_init(struct page_tree *t, const struct page_list *pl);
void page_tree_release(struct page_tree *t);

#endif
