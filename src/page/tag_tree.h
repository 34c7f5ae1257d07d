/* SPDX-License-Identifier: MIT */
/* tag_tree.h: the tags of a page list from parent to children. */
#ifndef KANBEN_PAGE_TAG_TREE_H
#define KANBEN_PAGE_TAG_TREE_H

#include "page/page.h"

/* Children in the order of their numbers; -1: none. */
struct page_tree {
	int first_root;
	int *first_kid, *next_kid; /* by tag; the roots are one another's next */
};

/* Every tag's parent stands before it. */
void page_tree_init(struct page_tree *t, const struct page_list *pl);
void page_tree_release(struct page_tree *t);

#endif
