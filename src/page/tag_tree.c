/* SPDX-License-Identifier: MIT */
#include "page/tag_tree.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"

/* Goes from the last tag to the first, so that prepending leaves siblings in order. */
void page_tree_init_part(struct page_tree *t, const struct page_list *pl, int first, int end)
{
	size_t n = (size_t)(end - first), size = mem_size_mul(n, sizeof(*t->first_kid));

	*t = (struct page_tree){.first = first, .first_root = -1};
	t->first_kid = mem_alloc(size);
	t->next_kid = mem_alloc(size);
	for (size_t i = 0; i < n; i++)
		t->first_kid[i] = -1;
	for (int i = end - 1; i >= first; i--) {
		int parent = page_tag(pl, i)->parent;
		int *head = parent < first ? &t->first_root : &t->first_kid[parent - first];

		assert(parent < i);
		t->next_kid[i - first] = *head;
		*head = i;
	}
}

void page_tree_init(struct page_tree *t, const struct page_list *pl)
{
	page_tree_init_part(t, pl, 0, (int)pl->tag_n);
}

void page_tree_release(struct page_tree *t)
{
	free(t->first_kid);
	free(t->next_kid);
	*t = (struct page_tree){0};
}
