/* SPDX-License-Identifier: MIT */
/* name.c: what rows, columns and tables are called in messages. */
#include <string.h>

#include "check/checker.h"

static bool is_ambiguous(const struct form_tree *tree, size_t leaf)
{
	for (size_t i = 0; i < tree->leaf_n; i++)
		if (i != leaf && strcmp(tree->leaves[i]->label, tree->leaves[leaf]->label) == 0)
			return true;
	return false;
}

static void put_chain(struct buf *b, const struct form_node *node)
{
	if (node->parent->parent != NULL) {
		put_chain(b, node->parent);
		buf_putc(b, ' ');
	}
	buf_puts(b, node->label);
}

const char *name_leaf(struct arena *a, const struct form_tree *tree, size_t leaf)
{
	const struct form_node *node = tree->leaves[leaf];
	struct buf b = {0};
	const char *name;

	if (node->label == NULL || !is_ambiguous(tree, leaf))
		return node->label;
	put_chain(&b, node);
	name = arena_strndup(a, b.p, b.n);
	buf_release(&b);
	return name;
}

const char *name_section(const struct form_section *s)
{
	return s->heading != NULL ? s->heading : s->key;
}
