/* SPDX-License-Identifier: MIT */
#include "page/tag_tree.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"

/* Goes from the last tag to the first, so that prepending leaves siblings in order. */
void page_tree_init(struct page_tree *t, const struct page_list *pl)
{
	size_t size = mem_size_mul(pl->tag_n, sizeof(*t->first_kid));

	*t = (struct page_tree){.first_root = -1};
	t->first_kid = mem_alloc(size);
	t->next_kid = mem_alloc(size);
	for (size_t i = 0; i < pl->tag_n; i++)
		t->first_kid[i] = -1;
	for (int i = (int)pl->tag_n - 1; i >= 0; i--) {
		int parent = pl->tags[i].parent;
		int *first = parent < 0 ? &t->first_root : &t->first_kid[parent];

		assert(parent < i);
		t->next_kid[i] = *first;
		*first = i;
	}
}

void page_tree_release(struct page_tree *t)
{
	free(t->first_kid);
	free(t->next_kid);
	*t = (struct page_tree){0};
}
