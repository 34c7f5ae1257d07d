/* SPDX-License-Identifier: MIT */
/* slots.c: builds the tree of member names under which a report has a table's cells. */
#include <string.h>

#include "base/tr.h"
#include "form/form_reader.h"

struct slot_builder {
	const struct form_reader *fr;
	const struct json *at;
	struct form_slot *root;
};

static struct form_texts wordings_of(struct arena *a, const struct form_node *node)
{
	const char **texts = arena_array(a, const char *, 2 + node->aliases.n);
	size_t n = 0;

	if (node->label != NULL)
		texts[n++] = node->label;
	if (node->text != NULL)
		texts[n++] = node->text;
	for (size_t i = 0; i < node->aliases.n; i++)
		texts[n++] = node->aliases.texts[i];
	return (struct form_texts){texts, n};
}

static struct form_slot *step(struct slot_builder *b, struct form_slot *parent,
                              const struct form_node *node)
{
	struct form_slot **tail = &parent->first;

	while (*tail != NULL && strcmp((*tail)->key, node->key) != 0)
		tail = &(*tail)->next;
	if (*tail == NULL) {
		*tail = arena_new(b->fr->m.arena, struct form_slot);
		(*tail)->key = node->key;
		(*tail)->wordings = wordings_of(b->fr->m.arena, node);
		(*tail)->cell = FORM_NO_CELL;
		parent->child_n++;
	}
	return *tail;
}

static struct form_slot *walk(struct slot_builder *b, struct form_slot *from,
                              const struct form_node *node)
{
	if (node->parent != NULL)
		from = walk(b, from, node->parent);
	return node->key != NULL ? step(b, from, node) : from;
}

static void put_cell(struct slot_builder *b, const struct form_node *row,
                     const struct form_node *column, size_t index)
{
	struct form_slot *s = walk(b, walk(b, b->root, row), column);

	if (s == b->root)
		json_error(b->fr->m.findings, b->fr->m.source, b->at, LAYOUT_RULE,
		           _("column “%s”: a key is needed to identify its cells"), column->label);
	else if (s->cell != FORM_NO_CELL)
		json_error(b->fr->m.findings, b->fr->m.source, b->at, LAYOUT_RULE,
		           _("“%s”: two cells of the table would have the same keys"), s->key);
	s->column = column->key != NULL;
	s->cell = index;
}

/* A slot is a cell, or a vector of leaf columns, or contains rows: only one of these. */
static void check_slot(struct slot_builder *b, struct form_slot *s)
{
	size_t column_n = 0;

	for (struct form_slot *c = s->first; c != NULL; c = c->next) {
		check_slot(b, c);
		column_n += c->column;
	}
	if (s == b->root)
		return;
	s->vector = column_n > 0 && column_n == s->child_n;
	if ((s->cell != FORM_NO_CELL && s->child_n > 0) || (column_n > 0 && !s->vector))
		json_error(b->fr->m.findings, b->fr->m.source, b->at, LAYOUT_RULE,
		           _("“%s” would contain cells of different kinds; use different keys"),
		           s->key);
}

/* Members that a section with a table has besides its rows. */
static bool is_taken(const char *key)
{
	static const char *const TAKEN[] = {"before", "after", "unit", "notes"};

	for (size_t i = 0; i < COUNT(TAKEN); i++)
		if (strcmp(key, TAKEN[i]) == 0)
			return true;
	return false;
}

static void check_prose_names(struct slot_builder *b)
{
	for (const struct form_slot *c = b->root->first; c != NULL; c = c->next)
		if (is_taken(c->key))
			json_error(b->fr->m.findings, b->fr->m.source, b->at, LAYOUT_RULE,
			           _("“%s” is the key of the text around the table; choose another "
			             "one"),
			           c->key);
}

const struct form_slot *slots_build(const struct form_reader *fr, const struct form_table *table,
                                    const struct json *at)
{
	struct slot_builder b = {fr, at, arena_new(fr->m.arena, struct form_slot)};

	b.root->cell = FORM_NO_CELL;
	for (size_t i = 0; i < table->part_n; i++) {
		const struct form_part *p = &table->parts[i];

		for (size_t row = 0; row < p->rows.leaf_n; row++)
			for (size_t column = 0; column < p->columns.leaf_n; column++)
				put_cell(&b, p->rows.leaves[row], p->columns.leaves[column],
				         p->cell_first + row * p->columns.leaf_n + column);
	}
	check_slot(&b, b.root);
	check_prose_names(&b);
	return b.root;
}
