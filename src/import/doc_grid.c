/* SPDX-License-Identifier: MIT */
/*
 * doc_grid.c: which rows of a document's table are heads and which are data; and, if the document
 * does not give the columns of its cells, their columns by the spans that heads have in the form.
 */
#include "import/tables.h"

void table_state_init(struct arena *a, struct table_state *st, const struct form *form,
                      struct draft_section *s)
{
	*st = (struct table_state){.section = s};
	st->terms = terms_collect(a, form, s->form->table);
	st->title = s->form->table->part_n;
	st->unit = unit_none();
}

static int head_likeness(const struct hit_list *h)
{
	int best = h->best[TERM_COLUMN];

	if (h->best[TERM_TITLE] > best)
		best = h->best[TERM_TITLE];
	return h->best[TERM_CORNER] > best ? h->best[TERM_CORNER] : best;
}

static bool holds_value(const struct value *v)
{
	return v->kind == VALUE_NOTHING || v->kind == VALUE_SLASH || v->kind == VALUE_NUMBER;
}

static void find_row_kinds(struct table_view *v)
{
	struct arena *a = v->dr->doc->arena;
	int *heads = arena_array(a, int, v->t->row_n), *rows = arena_array(a, int, v->t->row_n);

	v->kinds = arena_array(a, enum document_row, v->t->row_n);
	for (size_t i = 0; i < v->t->cell_n; i++) {
		size_t r = v->t->cells[i].row;

		if (v->values[i].kind == VALUE_BLANK)
			continue;
		heads[r] += head_likeness(&v->hits[i]);
		rows[r] += v->hits[i].best[TERM_ROW];
		if (holds_value(&v->values[i]))
			v->kinds[r] = ROW_DATA;
		else if (v->kinds[r] == ROW_BLANK)
			v->kinds[r] = ROW_LOOSE;
	}
	for (size_t r = 0; r < v->t->row_n; r++)
		if (v->kinds[r] == ROW_LOOSE && heads[r] + rows[r] > 0)
			v->kinds[r] = rows[r] > heads[r] ? ROW_DATA : ROW_HEAD;
}

/* Cells that are repeated share their text. */
static bool is_repeated(const struct doc_table *t, size_t i)
{
	return i > 0 && t->cells[i].text == t->cells[i - 1].text;
}

struct value *table_read_values(const struct draft *dr, const struct doc_table *t)
{
	struct value *values = arena_array(dr->doc->arena, struct value, t->cell_n);

	for (size_t i = 0; i < t->cell_n; i++)
		values[i] = is_repeated(t, i)
		                    ? values[i - 1]
		                    : value_read(dr->doc->arena, dr->form, t->cells[i].text);
	return values;
}

/* The terms that each cell is like; returns how much of the form's wording there is. */
static long find_hits(struct table_view *v)
{
	long likeness = 0;

	for (size_t i = 0; i < v->t->cell_n; i++) {
		struct hit_list *h = &v->hits[i];
		int heads;

		*h = (struct hit_list){.n = 0};
		if (v->values[i].kind != VALUE_TEXT)
			continue;
		*h = is_repeated(v->t, i)
		             ? v->hits[i - 1]
		             : terms_match(v->dr->doc->arena, &v->st->terms, v->t->cells[i].text);
		heads = head_likeness(h);
		likeness += heads > h->best[TERM_ROW] ? heads : h->best[TERM_ROW];
	}
	return likeness;
}

void table_view_init(struct table_view *v, struct table_state *st, long *ret_likeness)
{
	struct arena *a = v->dr->doc->arena;
	struct table_view plain = {.dr = v->dr, .t = v->t, .values = v->values, .hits = v->hits};

	*v = plain;
	v->form = st->section->form->table;
	v->st = st;
	if (v->hits == NULL)
		v->hits = arena_array(a, struct hit_list, v->t->cell_n);
	v->used = arena_array(a, bool, v->t->cell_n);
	*ret_likeness = find_hits(v);
	v->row_first = arena_array(a, size_t, v->t->row_n + 1);
	for (size_t i = 0; i < v->t->cell_n; i++)
		v->row_first[v->t->cells[i].row + 1] = i + 1;
	for (size_t r = 1; r <= v->t->row_n; r++)
		if (v->row_first[r] == 0)
			v->row_first[r] = v->row_first[r - 1];
	find_row_kinds(v);
}

/* ---- ragged rows ---- */

static size_t label_depth(const struct form_table *form)
{
	size_t depth = 0;

	for (size_t i = 0; i < form->part_n; i++)
		if ((size_t)form->parts[i].rows.depth > depth)
			depth = (size_t)form->parts[i].rows.depth;
	return depth;
}

static size_t leaf_columns(const struct form_table *form)
{
	size_t n = 0;

	for (size_t i = 0; i < form->part_n; i++)
		if (form->parts[i].columns.leaf_n > n)
			n = form->parts[i].columns.leaf_n;
	return n;
}

static const struct hit *likest(const struct hit_list *h, enum term_kind kind)
{
	const struct hit *best = NULL;

	for (size_t i = 0; i < h->n; i++)
		if (h->hits[i].term->kind == kind &&
		    (best == NULL || h->hits[i].likeness > best->likeness))
			best = &h->hits[i];
	return best;
}

/* Columns that a head spans in the form; the last one of a part takes the remaining ones. */
static size_t head_span(const struct table_view *v, const struct hit_list *h)
{
	size_t depth = label_depth(v->form), n = leaf_columns(v->form);
	const struct hit *hit = likest(h, TERM_COLUMN);
	const struct form_tree *tree;

	if (h->best[TERM_TITLE] > 0 && h->best[TERM_TITLE] >= h->best[TERM_COLUMN])
		return depth + n;
	if (h->best[TERM_CORNER] > 0 && h->best[TERM_CORNER] >= h->best[TERM_COLUMN])
		return depth > 0 ? depth : 1;
	if (hit == NULL)
		return 1;
	tree = &v->form->parts[hit->term->part].columns;
	return hit->term->node->leaf_n +
	       (hit->term->node->leaf_first + hit->term->node->leaf_n == tree->leaf_n
	                ? n - tree->leaf_n
	                : 0);
}

/* The cell that begins in this column in the row above `first`, if that is a head row too. */
static const struct doc_cell *head_above(const struct table_view *v, size_t first, size_t column)
{
	const struct doc_cell *cells = v->t->cells;
	size_t row = cells[first].row;

	if (row == 0 || v->kinds[row - 1] != ROW_HEAD)
		return NULL;
	for (size_t i = first; i > 0 && cells[i - 1].row == row - 1; i--)
		if (cells[i - 1].column == column)
			return &cells[i - 1];
	return NULL;
}

/* No table is wider; cells that overlap there are reported later. */
static void put_at(struct doc_cell *c, size_t column, size_t span)
{
	c->column = column < DOC_MAX_COLUMNS ? column : DOC_MAX_COLUMNS;
	c->column_span = span < DOC_MAX_COLUMNS ? span : DOC_MAX_COLUMNS;
}

static void place_heads(struct table_view *v, size_t first, size_t n)
{
	size_t column = 0;

	for (size_t i = first; i < first + n; i++) {
		struct doc_cell *c = &v->t->cells[i];
		const struct doc_cell *above = head_above(v, first, column);
		size_t span = above != NULL ? above->column_span : 1;

		if (v->values[i].kind != VALUE_BLANK)
			span = head_span(v, &v->hits[i]);
		put_at(c, column, span);
		column += span;
	}
}

/* Labels, the last of them up to the figures, then figures, the last of them up to the edge. */
static void place_figures(struct table_view *v, size_t first, size_t n)
{
	size_t depth = label_depth(v->form), width = leaf_columns(v->form), wanted = width;
	struct doc_cell *cells = v->t->cells + first;
	size_t label_n = n, figure_n;

	while (label_n > 0 && v->values[first + label_n - 1].kind != VALUE_TEXT)
		label_n--;
	if (label_n > 0 && likest(&v->hits[first + label_n - 1], TERM_ROW) != NULL)
		wanted = v->form->parts[likest(&v->hits[first + label_n - 1], TERM_ROW)->term->part]
		                 .columns.leaf_n;
	figure_n = n - label_n;
	for (size_t i = 0; i < n - figure_n; i++)
		put_at(&cells[i], i < depth ? i : depth,
		       i + 1 == label_n && i < depth ? depth - i : 1);
	for (size_t i = 0; i < figure_n; i++) {
		/* Too few or too many cannot be assigned: they go where there are no heads. */
		enum { BEYOND_HEADS = DOC_MAX_COLUMNS / 2 };
		bool fits = figure_n == wanted;

		put_at(&cells[n - figure_n + i], (fits ? depth : BEYOND_HEADS) + i,
		       fits && i + 1 == wanted ? 1 + width - wanted : 1);
	}
}

static void place_ragged(struct table_view *v)
{
	struct doc_table *t = v->t;

	for (size_t r = 0; r < t->row_n; r++) {
		size_t first = v->row_first[r], n = v->row_first[r + 1] - first;

		if (v->kinds[r] == ROW_DATA)
			place_figures(v, first, n);
		else if (n > 0)
			place_heads(v, first, n);
	}
}

/* ---- blanks that stand for spanning cells ---- */

static bool is_blank_at(const struct table_view *v, size_t row, size_t column)
{
	size_t i = v->t->at[row * v->t->column_n + column];

	return i == DOC_NO_CELL || v->values[i].kind == VALUE_BLANK;
}

static bool spans_right(const struct table_view *v, size_t left, size_t column)
{
	const struct doc_cell *c = &v->t->cells[left];

	return v->values[left].kind == VALUE_TEXT && head_likeness(&v->hits[left]) > 0 &&
	       column - c->column < head_span(v, &v->hits[left]);
}

static bool spans_down(const struct table_view *v, size_t above, size_t row)
{
	const struct hit_list *h = &v->hits[above];
	const struct hit *group = likest(h, TERM_ROW);

	if (v->values[above].kind != VALUE_TEXT || v->kinds[row] != v->kinds[row - 1])
		return false;
	if (v->kinds[row] == ROW_HEAD)
		return h->best[TERM_TITLE] == 0 && head_likeness(h) > 0;
	return v->kinds[row] == ROW_DATA && group != NULL && group->term->node->first != NULL;
}

static void fill_blanks(struct table_view *v)
{
	size_t n = v->t->column_n, *at = v->t->at;

	for (size_t r = 0; r < v->t->row_n; r++)
		for (size_t c = 0; c < n; c++) {
			size_t i = r * n + c;

			if (!is_blank_at(v, r, c))
				continue;
			if (v->kinds[r] == ROW_HEAD && c > 0 && at[i - 1] != DOC_NO_CELL &&
			    v->t->cells[at[i - 1]].row == r && spans_right(v, at[i - 1], c))
				at[i] = at[i - 1];
			else if (r > 0 && at[i - n] != DOC_NO_CELL && spans_down(v, at[i - n], r))
				at[i] = at[i - n];
		}
}

void table_view_lay_out(struct table_view *v)
{
	if (v->t->shape == DOC_RAGGED) {
		place_ragged(v);
		doc_lay_out_table(v->dr->doc, v->t);
	}
	fill_blanks(v);
}
