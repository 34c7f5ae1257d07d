/* SPDX-License-Identifier: MIT */
/* lines_order.c: the order of heads in a table that is lines of text. */
#include "import/lines.h"

/* Where a head stands among the words of lines [first, end), as a word or a line; or SIZE_MAX. */
static size_t position_of(const struct lines *ls, const struct form_node *node, size_t first,
                          size_t end)
{
	struct norm_room room;
	struct norm wanted = norm_in(&room, node->text, NULL);

	for (size_t i = first; i < end; i++) {
		const struct figure_line *l = &ls->lines[i];

		if (l->n > 0 && norm_is_same(&l->whole, &wanted))
			return i * PIECES_MAX;
		for (size_t w = 0; w < lines_label_words(l); w++)
			if (norm_is_same(&l->words[w].norm, &wanted))
				return i * PIECES_MAX + w;
	}
	return SIZE_MAX;
}

/*
 * Whether all children of a node have their heads in one line, which alone says in what order they
 * stand side by side.
 */
static bool in_one_line(const struct lines *ls, const struct form_node *node, const size_t range[2])
{
	size_t line = SIZE_MAX;

	for (const struct form_node *c = node->first; c != NULL; c = c->next) {
		size_t at = position_of(ls, c, range[0], range[1]);

		if (at == SIZE_MAX || (line != SIZE_MAX && at / PIECES_MAX != line) ||
		    !in_one_line(ls, c, range))
			return false;
		line = at / PIECES_MAX;
	}
	return true;
}

/* Adds the leaves below a node in the order in which its children's heads stand. */
static void add_leaves(const struct lines *ls, const struct form_node *node,
                       struct column_order *order, size_t *n, const size_t range[2])
{
	size_t last = 0;
	bool first = true;

	if (node->first == NULL) {
		order->leaves[(*n)++] = node;
		return;
	}
	for (size_t left = 1; left > 0; first = false) {
		const struct form_node *next = NULL;
		size_t best = SIZE_MAX;

		left = 0;
		for (const struct form_node *c = node->first; c != NULL; c = c->next) {
			size_t at = position_of(ls, c, range[0], range[1]);

			if (at == SIZE_MAX)
				order->state = ORDER_FORM; /* some heads are broken over lines */
			if (at == SIZE_MAX || (!first && at <= last))
				continue;
			left++;
			if (at < best) {
				best = at;
				next = c;
			}
		}
		if (next != NULL)
			add_leaves(ls, next, order, n, range);
		last = best;
	}
}

/*
 * Whether the children of each node, as far as their heads are found, stand in the form's order. In
 * a line of several cells only heads of the same line can be compared.
 */
static bool in_order(const struct lines *ls, const struct form_node *node, const size_t range[2],
                     bool listed)
{
	size_t last = 0;

	for (const struct form_node *c = node->first; c != NULL; c = c->next) {
		size_t at = position_of(ls, c, range[0], range[1]);

		if (at != SIZE_MAX && at < last && (listed || at / PIECES_MAX == last / PIECES_MAX))
			return false;
		last = at != SIZE_MAX ? at : last;
		if (!in_order(ls, c, range, listed))
			return false;
	}
	return true;
}

void lines_read_order(struct lines *ls, size_t part, const size_t range[2])
{
	bool listed = ls->lines[range[1]].listed;
	const struct form_tree *tree = &ls->st->section->form->table->parts[part].columns;
	struct column_order *order = &ls->orders[part];
	size_t n = 0;

	if (order->state != ORDER_UNKNOWN)
		return;
	if (in_order(ls, tree->root, range, listed)) {
		order->state = ORDER_FORM;
		return;
	}
	order->leaves = arena_array(ls->dr->doc->arena, const struct form_node *, tree->leaf_n);
	order->state = listed || in_one_line(ls, tree->root, range) ? ORDER_OWN : ORDER_NONE;
	if (order->state == ORDER_NONE)
		return;
	add_leaves(ls, tree->root, order, &n, range);
	if (order->state != ORDER_OWN || n != tree->leaf_n) {
		order->state = ORDER_NONE;
		return;
	}
	tell_own_order(ls->dr->doc, ls->lines[range[0]].block->place, order);
}

void lines_note_units(struct lines *ls, const struct figure_line *l)
{
	struct unit u = unit_none();

	if (l->figure_n == 0)
		u = unit_read(ls->dr->doc->arena, ls->dr->units, l->block->text);
	ls->unit = unit_join(&ls->unit, &u);
	for (size_t w = 0; w < l->n - l->figure_n; w++) {
		u = unit_read(ls->dr->doc->arena, ls->dr->units, l->words[w].text);
		ls->unit = unit_join(&ls->unit, &u);
	}
}
