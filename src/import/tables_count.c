/* SPDX-License-Identifier: MIT */
/*
 * tables_count.c: rows whose figures are placed by their number. Spans of cells are often wrong in
 * documents that people drew by hand or that programs converted; the order of the figures is not.
 */
#include <string.h>

#include "base/tr.h"
#include "import/tables.h"

/* ---- heads ---- */

static bool names_something(const struct table_view *v, size_t i)
{
	const struct hit_list *h = &v->hits[i];

	return h->best[TERM_COLUMN] + h->best[TERM_TITLE] + h->best[TERM_CORNER] > 0;
}

static bool is_head_cell(const struct table_view *v, size_t i)
{
	return v->kinds[v->t->cells[i].row] == ROW_HEAD && v->values[i].kind != VALUE_BLANK &&
	       !v->used[i];
}

void tell_unknown_heads(struct table_view *v, bool counted)
{
	if (v->heads_told)
		return;
	v->heads_told = true;
	for (size_t i = v->row_first[v->head_first]; i < v->row_first[v->head_end]; i++) {
		const struct doc_cell *c = &v->t->cells[i];

		if (!is_head_cell(v, i) || names_something(v, i))
			continue;
		if (counted)
			doc_tell_warning(v->dr->doc, c->place,
			                 _("the form has no column head “%s”; the figures are as "
			                   "many as the form's columns and are taken in order"),
			                 doc_excerpt(v->dr->doc, c->text));
		else
			doc_tell_unplaced(v->dr->doc, c->place,
			                  _("the form has no column head “%s”"), c->text);
	}
}

/* From left to right; of a group and the columns it begins with, these. */
static bool stands_before(const struct form_node *a, const struct form_node *b)
{
	return a->leaf_first != b->leaf_first ? a->leaf_first < b->leaf_first
	                                      : a->leaf_n < b->leaf_n;
}

/* The first node of a part, from leaf `from` on, that a head names as well as any; or NULL. */
static const struct form_node *next_named(const struct hit_list *h, size_t part, size_t from,
                                          bool *ret_any)
{
	const struct form_node *found = NULL;
	int best = 0;

	for (size_t i = 0; i < h->n; i++)
		if (h->hits[i].term->kind == TERM_COLUMN && h->hits[i].term->part == part &&
		    h->hits[i].likeness > best)
			best = h->hits[i].likeness;
	*ret_any = best > 0;
	for (size_t i = 0; i < h->n; i++) {
		const struct term *t = h->hits[i].term;

		if (t->kind == TERM_COLUMN && t->part == part && h->hits[i].likeness == best &&
		    t->node->leaf_first >= from && (found == NULL || stands_before(t->node, found)))
			found = t->node;
	}
	return found;
}

/* Whether the heads of each row stand in the form's order, as far as they are known. */
static bool heads_in_order(const struct table_view *v, size_t part)
{
	for (size_t r = v->head_first; r < v->head_end; r++) {
		size_t from = 0;

		if (v->kinds[r] != ROW_HEAD)
			continue;
		for (size_t i = v->row_first[r]; i < v->row_first[r + 1]; i++) {
			bool any;
			const struct form_node *node = next_named(&v->hits[i], part, from, &any);

			if (any && node == NULL)
				return false;
			if (any)
				from = node->leaf_first + node->leaf_n;
		}
	}
	return true;
}

/* How many of a part's leaf columns some head names; *ret_heads: there are heads at all. */
static size_t known_leaves(const struct table_view *v, size_t part, bool *ret_heads)
{
	const struct form_tree *tree = &v->form->parts[part].columns;
	size_t known = 0;

	*ret_heads = false;
	for (size_t i = v->row_first[v->head_first]; i < v->row_first[v->head_end]; i++)
		*ret_heads |= is_head_cell(v, i) && v->hits[i].best[TERM_TITLE] == 0;
	for (size_t k = 0; k < tree->leaf_n; k++)
		for (size_t i = v->row_first[v->head_first]; i < v->row_first[v->head_end]; i++)
			if (v->kinds[v->t->cells[i].row] == ROW_HEAD &&
			    hits_likeness(&v->hits[i], tree->leaves[k]) > 0) {
				known++;
				break;
			}
	return known;
}

/* The lowest head above a column, or DOC_NO_CELL. */
static size_t lowest_head(const struct table_view *v, size_t column)
{
	for (size_t r = v->head_end; r > v->head_first; r--) {
		size_t i = v->t->at[(r - 1) * v->t->column_n + column];

		if (v->kinds[r - 1] == ROW_HEAD && i != DOC_NO_CELL &&
		    v->values[i].kind != VALUE_BLANK)
			return i;
	}
	return DOC_NO_CELL;
}

/*
 * Some heads are unknown: whether those that are known stand at their places, counted from the
 * right among the lowest heads.
 */
static bool known_at_place(const struct table_view *v, size_t part)
{
	size_t n = v->form->parts[part].columns.leaf_n, left = n, last = DOC_NO_CELL;

	for (size_t c = v->t->column_n; c > 0 && left > 0; c--) {
		size_t i = lowest_head(v, c - 1);
		const struct leaf_match *m = &v->st->columns[(c - 1) * v->form->part_n + part];

		if (i == DOC_NO_CELL || i == last)
			continue;
		last = i;
		left--;
		if (m->leaf != NULL && !m->tie && m->leaf->leaf_first != left)
			return false;
	}
	return left == 0;
}

/* The leaves that the heads name, from left to right, if each is there once. */
static bool read_own_order(const struct table_view *v, size_t part, struct column_order *order)
{
	size_t n = v->form->parts[part].columns.leaf_n, found = 0;
	bool *seen = arena_array(v->dr->doc->arena, bool, n);

	order->leaves = arena_array(v->dr->doc->arena, const struct form_node *, n);
	for (size_t c = 0; c < v->t->column_n; c++) {
		const struct leaf_match *m = &v->st->columns[c * v->form->part_n + part];

		if (m->leaf == NULL || (found > 0 && order->leaves[found - 1] == m->leaf))
			continue;
		if (m->tie || seen[m->leaf->leaf_first] || found == n)
			return false;
		seen[m->leaf->leaf_first] = true;
		order->leaves[found++] = m->leaf;
	}
	return found == n;
}

void tell_own_order(const struct doc *d, struct doc_place place, const struct column_order *order)
{
	size_t i = 0;

	while (order->leaves[i]->leaf_first == i)
		i++;
	doc_tell_warning(d, place,
	                 _("the heads stand in another order than in the form: column %zu of the "
	                   "figures is “%s”; each figure goes under its head"),
	                 i + 1, order->leaves[i]->label);
}

/* Heads that are repeated over each column they span may be in order without seeming so. */
static bool is_form_order(const struct column_order *order, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (order->leaves[i]->leaf_first != i)
			return false;
	return true;
}

static const struct column_order *order_of(struct table_view *v, size_t part)
{
	struct column_order *order = &v->orders[part];
	size_t n = v->form->parts[part].columns.leaf_n, known;
	bool heads;

	if (order->state != ORDER_UNKNOWN)
		return order;
	known = known_leaves(v, part, &heads);
	order->state = ORDER_NONE;
	if (!heads && v->st->order != NULL && v->st->order_part == part) {
		*order = *v->st->order;
	} else if (!heads) {
		order->state = ORDER_FORM;
		if (n > 1)
			doc_tell_warning(v->dr->doc, v->t->place,
			                 _("this table has no column heads; its figures are taken "
			                   "in the form's order"));
	} else if (heads_in_order(v, part)) {
		if (known == n || (2 * known >= n && known_at_place(v, part)))
			order->state = ORDER_FORM;
	} else if (known == n && read_own_order(v, part, order)) {
		order->state = is_form_order(order, n) ? ORDER_FORM : ORDER_OWN;
	}
	if (order->state == ORDER_OWN && heads)
		tell_own_order(v->dr->doc, v->t->cells[v->row_first[v->head_first]].place, order);
	if (heads && order->state != ORDER_NONE) {
		v->st->order = arena_new(v->dr->doc->arena, struct column_order);
		*v->st->order = *order;
		v->st->order_part = part;
	}
	return order;
}

/* ---- overlap ---- */

/* How many of columns [first, end) are below a leaf's head. */
static size_t columns_below(const struct table_view *v, size_t part, size_t first, size_t end,
                            const struct form_node *leaf)
{
	size_t n = 0;

	for (size_t c = first; c < end; c++)
		n += v->st->columns[c * v->form->part_n + part].leaf == leaf;
	return n;
}

size_t table_heads_over(const struct table_view *v, size_t part, size_t cell,
                        const struct form_node **ret)
{
	const struct doc_cell *c = &v->t->cells[cell];
	const struct form_node *widest = NULL;
	size_t n = 0, most = 0, end = c->column + c->column_span;

	for (size_t k = c->column; k < end && n < CHAIN_MAX; k++) {
		const struct form_node *leaf = v->st->columns[k * v->form->part_n + part].leaf;
		size_t covered;

		if (leaf == NULL || (n > 0 && ret[n - 1] == leaf) || leaf == widest)
			continue;
		covered = columns_below(v, part, c->column, end, leaf);
		if (covered > most) {
			most = covered;
			widest = leaf;
		}
		if (2 * covered > columns_below(v, part, 0, v->t->column_n, leaf))
			ret[n++] = leaf;
	}
	if (n == 0 && widest != NULL)
		ret[n++] = widest;
	return n;
}

/* ---- rows ---- */

/* The first cell of a row that is no label: behind the last one that the form knows. */
static size_t labels_end(const struct table_view *v, size_t row)
{
	size_t end = v->row_first[row];

	for (size_t i = v->row_first[row]; i < v->row_first[row + 1]; i++) {
		if (v->values[i].kind == VALUE_NUMBER || v->values[i].kind == VALUE_SLASH)
			break;
		if (v->hits[i].best[TERM_ROW] > 0)
			end = i + 1;
	}
	return end;
}

static bool stands_alone(const struct form_table *form, size_t part)
{
	for (size_t p = 0; p < form->part_n; p++)
		if (p != part && form->parts[p].band == form->parts[part].band)
			return false;
	return true;
}

/* The part and leaf that the labels name, if it is only one and has n columns. */
static bool find_row(const struct table_view *v, const struct head_chain *ch, size_t n,
                     size_t *ret_part, const struct form_node **ret_leaf)
{
	int best = 0;
	bool tie = false;

	for (size_t p = 0; p < v->form->part_n; p++) {
		struct leaf_match m = match_leaf(v, ch, TERM_ROW, &v->form->parts[p].rows);

		if (m.leaf == NULL || m.score < best)
			continue;
		tie = m.tie || m.score == best;
		best = m.score;
		*ret_part = p;
		*ret_leaf = m.leaf;
	}
	return best > 0 && !tie && v->form->parts[*ret_part].columns.leaf_n == n &&
	       stands_alone(v->form, *ret_part);
}

/* The labels left of a row's figures, those of groups above among them. */
static struct head_chain chain_of(const struct table_view *v, size_t row, size_t first_figure)
{
	struct head_chain ch = {.n = 0};

	for (size_t c = 0; c < v->t->cells[first_figure].column && c < v->t->column_n; c++) {
		size_t i = v->t->at[row * v->t->column_n + c];

		if (i != DOC_NO_CELL && v->values[i].kind == VALUE_TEXT)
			chain_add(v, &ch, row, c);
	}
	return ch;
}

/* Without a label, only figures make a row. */
static bool only_values(const struct table_view *v, size_t first, size_t end)
{
	bool any = false;

	for (size_t i = first; i < end; i++) {
		if (v->values[i].kind == VALUE_TEXT)
			return false;
		any |= v->values[i].kind != VALUE_BLANK;
	}
	return any;
}

bool table_place_counted(struct table_view *v, size_t row)
{
	size_t first = labels_end(v, row), end = v->row_first[row + 1], part = 0;
	const struct column_order *order;
	const struct form_node *leaf = NULL;
	struct head_chain ch;

	if (first == end || (first == v->row_first[row] && !only_values(v, first, end)))
		return false;
	for (size_t i = first; i < end; i++)
		if (spans_rows(v, i))
			return false;
	ch = chain_of(v, row, first);
	/* Blanks before the figures may stand for a spanning label where spans are not known. */
	while (!find_row(v, &ch, end - first, &part, &leaf)) {
		if (v->t->shape != DOC_RAGGED || first + 1 >= end ||
		    v->values[first].kind != VALUE_BLANK)
			return false;
		first++;
	}
	order = order_of(v, part);
	if (order->state == ORDER_NONE)
		return false;
	tell_unknown_heads(v, /*counted*/ true);
	tell_unknown_labels(v, row, &ch);
	for (size_t i = v->row_first[row]; i < first; i++)
		v->used[i] = true;
	v->counted = true;
	for (size_t i = first; i < end; i++) {
		const struct form_node *column =
		        order->state == ORDER_OWN ? order->leaves[i - first]
		                                  : v->form->parts[part].columns.leaves[i - first];

		v->used[i] = true;
		table_put(v, i, part, leaf, column);
	}
	v->counted = false;
	v->st->section->table_found = true;
	v->st->last_row = leaf;
	return true;
}

/* ---- heads in two rows of cells ---- */

/* The cell right above, if both are heads that the form does not know and as wide. */
static size_t upper_half(const struct table_view *v, size_t i)
{
	const struct doc_cell *c = &v->t->cells[i];
	size_t above = c->row > 0 && c->row_span > 0
	                       ? v->t->at[(c->row - 1) * v->t->column_n + c->column]
	                       : DOC_NO_CELL;

	if (above == DOC_NO_CELL || names_something(v, above) || names_something(v, i) ||
	    v->values[above].kind != VALUE_TEXT || v->kinds[v->t->cells[above].row] != ROW_HEAD ||
	    v->t->cells[above].column != c->column ||
	    v->t->cells[above].column_span != c->column_span)
		return DOC_NO_CELL;
	return above;
}

static bool join_row(struct table_view *v, size_t row)
{
	bool any = false;

	for (size_t i = v->row_first[row]; i < v->row_first[row + 1]; i++) {
		size_t above = v->values[i].kind == VALUE_TEXT ? upper_half(v, i) : DOC_NO_CELL;
		struct hit_list hits;
		const char *text;

		if (above == DOC_NO_CELL)
			continue;
		text = arena_printf(v->dr->doc->arena, "%s%s", v->t->cells[above].text,
		                    v->t->cells[i].text);
		hits = terms_match(v->dr->doc->arena, &v->st->terms, text);
		if (hits.best[TERM_COLUMN] == 0)
			continue;
		v->t->cells[above].text = text;
		v->hits[above] = hits;
		v->used[i] = any = true;
		v->values[i].kind = VALUE_BLANK;
	}
	return any;
}

void table_join_heads(struct table_view *v)
{
	for (size_t r = 1; r < v->t->row_n; r++)
		if (v->kinds[r - 1] == ROW_HEAD && v->kinds[r] == ROW_LOOSE && join_row(v, r))
			v->kinds[r] = ROW_HEAD;
}
