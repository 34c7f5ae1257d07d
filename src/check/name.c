/* SPDX-License-Identifier: MIT */
#include "check/name.h"

#include <string.h>

#include "base/buf.h"
#include "base/tr.h"
#include "base/utf8.h"

static bool is_ambiguous(const struct form_tree *tree, size_t leaf)
{
	for (size_t i = 0; i < tree->leaf_n; i++)
		if (i != leaf && strcmp(tree->leaves[i]->label, tree->leaves[leaf]->label) == 0)
			return true;
	return false;
}

static void put_chain(struct buf *b, const struct form_node *node)
{
	if (node->parent->parent != NULL)
		put_chain(b, node->parent);
	if (node->label != NULL)
		buf_putf(b, b->n > 0 ? " %s" : "%s", node->label);
}

const char *name_chain(struct arena *a, const struct form_node *leaf)
{
	struct buf b = {0};

	put_chain(&b, leaf);
	return b.n > 0 ? buf_to_arena(a, &b) : NULL;
}

const char *name_leaf(struct arena *a, const struct form_tree *tree, size_t leaf)
{
	const struct form_node *node = tree->leaves[leaf];

	return node->label == NULL || !is_ambiguous(tree, leaf) ? node->label : name_chain(a, node);
}

const char *name_section(const struct form_section *s)
{
	return s->heading != NULL ? s->heading : s->key;
}

struct form_place form_place_of(const struct form_table *t, size_t cell)
{
	const struct form_part *part = t->parts;
	size_t in_part;

	while (cell - part->cell_first >= part->rows.leaf_n * part->columns.leaf_n)
		part++;
	in_part = cell - part->cell_first;
	return (struct form_place){part, in_part / part->columns.leaf_n,
	                           in_part % part->columns.leaf_n};
}

const char *name_cell(struct arena *a, const struct form_section *s, size_t cell)
{
	struct form_place at = form_place_of(s->table, cell);
	const char *row = name_leaf(a, &at.part->rows, at.row);
	const char *column = name_leaf(a, &at.part->columns, at.column);

	if (row == NULL)
		return arena_printf(a, _("“%s”, column “%s”"), name_section(s), column);
	return arena_printf(a, _("row “%s”, column “%s”"), row, column);
}

const char *name_organ_key(struct arena *a, const char *s)
{
	const char *end = s + strlen(s), *key;
	struct buf b = {0};

	while (s < end) {
		uint32_t cp = utf8_next(&s, end);

		if (cp == 0xFF08 || cp == 0xFF09)
			cp = cp == 0xFF08 ? '(' : ')';
		if (!utf8_is_blank(cp))
			buf_put_utf8(&b, cp);
	}
	key = arena_strndup(a, b.p != NULL ? b.p : "", b.n);
	buf_release(&b);
	return key;
}
