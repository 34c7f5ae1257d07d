/* SPDX-License-Identifier: MIT */
#include "grid/grid.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define NO_CELL SIZE_MAX

/* A grid while it is made. */
struct builder {
	struct arena *arena;
	struct grid *grid;
	const struct section *section;
	bool blanks_as_zero;
	size_t cap;
};

static bool has_text(const struct form_node *n)
{
	return n->text != NULL && n->text[0] != '\0';
}

/* How many printed levels lie at and below a node: a node without text takes no place. */
static size_t printed_depth(const struct form_node *n)
{
	size_t deepest = 0;

	for (const struct form_node *c = n->first; c != NULL; c = c->next) {
		size_t d = printed_depth(c);

		if (d > deepest)
			deepest = d;
	}
	return deepest + (has_text(n) ? 1 : 0);
}

static void place(struct builder *b, const struct grid_cell *cell)
{
	struct grid *g = b->grid;

	g->cells = mem_grow(g->cells, g->cell_n, &b->cap, sizeof(*g->cells));
	g->cells[g->cell_n] = *cell;
	for (size_t r = 0; r < cell->row_span; r++)
		for (size_t c = 0; c < cell->column_span; c++)
			g->at[(cell->row + r) * g->column_n + cell->column + c] = g->cell_n;
	g->cell_n++;
}

/* Grid columns [first, end) of leaves [leaf, leaf + n): the last leaf takes what is left over. */
static size_t leaf_column(const struct grid *g, const struct form_part *p, size_t leaf)
{
	return leaf >= p->columns.leaf_n ? g->column_n : g->label_n + leaf;
}

static void place_column_heads(struct builder *b, const struct form_part *p,
                               const struct form_node *n, size_t row, size_t row_end)
{
	for (const struct form_node *c = n->first; c != NULL; c = c->next) {
		size_t first = leaf_column(b->grid, p, c->leaf_first);
		size_t end = leaf_column(b->grid, p, c->leaf_first + c->leaf_n);
		bool last = printed_depth(c) == 1; /* nothing is printed below it */

		if (has_text(c))
			place(b, &(struct grid_cell){.role = GRID_COLUMN_HEAD,
			                             .row = row,
			                             .column = first,
			                             .row_span = last ? row_end - row : 1,
			                             .column_span = end - first,
			                             .text = c->text});
		if (c->first != NULL)
			place_column_heads(b, p, c, has_text(c) ? row + 1 : row, row_end);
	}
}

static void place_row_heads(struct builder *b, const struct form_node *n, size_t row0,
                            size_t column)
{
	for (const struct form_node *c = n->first; c != NULL; c = c->next) {
		bool last = printed_depth(c) == 1;

		if (has_text(c))
			place(b, &(struct grid_cell){.role = GRID_ROW_HEAD,
			                             .row = row0 + c->leaf_first,
			                             .column = column,
			                             .row_span = c->leaf_n,
			                             .column_span =
			                                     last ? b->grid->label_n - column : 1,
			                             .text = c->text});
		if (c->first != NULL)
			place_row_heads(b, c, row0, has_text(c) ? column + 1 : column);
	}
}

static const char *value_text(const struct builder *b, const struct cell *c)
{
	if (c->state != CELL_NUMBER && b->blanks_as_zero)
		return "0";
	return c->text != NULL ? c->text : "";
}

static void place_values(struct builder *b, const struct form_part *p, size_t row0)
{
	for (size_t r = 0; r < p->rows.leaf_n; r++) {
		for (size_t c = 0; c < p->columns.leaf_n; c++) {
			const struct cell *cell = section_cell(b->section, p, r, c);
			size_t first = leaf_column(b->grid, p, c);

			place(b, &(struct grid_cell){.role = GRID_VALUE,
			                             .row = row0 + r,
			                             .column = first,
			                             .row_span = 1,
			                             .column_span =
			                                     leaf_column(b->grid, p, c + 1) - first,
			                             .text = value_text(b, cell),
			                             .at = cell->at});
		}
	}
}

static void place_part(struct builder *b, const struct form_part *p, struct grid_part *gp)
{
	struct grid *g = b->grid;
	size_t head = gp->head;

	if (p->title != NULL)
		place(b, &(struct grid_cell){.role = GRID_TITLE,
		                             .row = head++,
		                             .row_span = 1,
		                             .column_span = g->column_n,
		                             .text = p->title});
	if (g->label_n > 0 && gp->body > head)
		place(b, &(struct grid_cell){.role = p->corner != NULL ? GRID_CORNER : GRID_EMPTY,
		                             .row = head,
		                             .row_span = gp->body - head,
		                             .column_span = g->label_n,
		                             .text = p->corner != NULL ? p->corner : ""});
	place_column_heads(b, p, p->columns.root, head, gp->body);
	place_row_heads(b, p->rows.root, gp->body, 0);
	place_values(b, p, gp->body);
}

static void fill_holes(struct builder *b)
{
	struct grid *g = b->grid;

	for (size_t i = 0; i < g->row_n * g->column_n; i++)
		if (g->at[i] == NO_CELL)
			place(b, &(struct grid_cell){.role = GRID_EMPTY,
			                             .row = i / g->column_n,
			                             .column = i % g->column_n,
			                             .row_span = 1,
			                             .column_span = 1,
			                             .text = ""});
}

static int compare_cells(const void *x, const void *y)
{
	const struct grid_cell *a = x, *b = y;

	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	return a->column < b->column ? -1 : a->column > b->column;
}

static void sort_cells(struct builder *b)
{
	struct grid *g = b->grid;
	struct grid_cell *own = arena_array(b->arena, struct grid_cell, g->cell_n);

	qsort(g->cells, g->cell_n, sizeof(*g->cells), compare_cells);
	memcpy(own, g->cells, g->cell_n * sizeof(*own));
	free(g->cells);
	g->cells = own;
	for (size_t i = 0; i < g->cell_n; i++) {
		const struct grid_cell *c = &g->cells[i];

		for (size_t r = 0; r < c->row_span; r++)
			for (size_t k = 0; k < c->column_span; k++)
				g->at[(c->row + r) * g->column_n + c->column + k] = i;
	}
}

/* Adds what stands at a place to a cell's headers unless it is there or is no head. */
static void add_header(const struct grid *g, struct grid_cell *c, size_t *headers, size_t row,
                       size_t column)
{
	size_t i = g->at[row * g->column_n + column];
	const struct grid_cell *h = &g->cells[i];

	if (h == c || !grid_cell_is_head(h))
		return;
	for (size_t k = 0; k < c->header_n; k++)
		if (headers[k] == i)
			return;
	headers[c->header_n++] = i;
}

/* Everything above a cell in its part's heads, then every label to its left. */
static void find_headers(struct builder *b, const struct grid_part *p, struct grid_cell *c)
{
	struct grid *g = b->grid;
	size_t above = c->row < p->body ? c->row : p->body;
	size_t left = c->column < g->label_n ? c->column : g->label_n;
	bool labels = c->role == GRID_VALUE || c->role == GRID_ROW_HEAD;
	size_t *headers = arena_array(b->arena, size_t, above - p->head + (labels ? left : 0));

	/* A label's own column has the corner above it, a remark rather than its head. */
	if (c->role != GRID_ROW_HEAD)
		for (size_t r = p->head; r < above; r++)
			add_header(g, c, headers, r, c->column);
	if (labels)
		for (size_t k = 0; k < left; k++)
			add_header(g, c, headers, c->row, k);
	c->headers = headers;
}

static void measure_table(struct grid *g, const struct form_table *t)
{
	size_t values = 0, row = 0;

	for (size_t i = 0; i < t->part_n; i++) {
		const struct form_part *p = &t->parts[i];
		size_t labels = printed_depth(p->rows.root);

		if (labels > g->label_n)
			g->label_n = labels;
		if (p->columns.leaf_n > values)
			values = p->columns.leaf_n;
		g->parts[i].head = row;
		row += (p->title != NULL) + printed_depth(p->columns.root);
		g->parts[i].body = row;
		row += p->rows.leaf_n;
		g->parts[i].end = row;
	}
	g->column_n = g->label_n + values;
	g->row_n = row;
}

const struct grid *grid_build(struct arena *a, const struct section *s, bool blanks_as_zero)
{
	const struct form_table *t = s->form->table;
	struct grid *g = arena_new(a, struct grid);
	struct builder b = {.arena = a, .grid = g, .section = s, .blanks_as_zero = blanks_as_zero};

	g->parts = arena_array(a, struct grid_part, t->part_n);
	g->part_n = t->part_n;
	measure_table(g, t);
	g->at = arena_array(a, size_t, mem_size_mul(g->row_n, g->column_n));
	for (size_t i = 0; i < g->row_n * g->column_n; i++)
		g->at[i] = NO_CELL;
	for (size_t i = 0; i < t->part_n; i++)
		place_part(&b, &t->parts[i], &g->parts[i]);
	fill_holes(&b);
	sort_cells(&b);
	for (size_t i = 0, part = 0; i < g->cell_n; i++) {
		while (g->cells[i].row >= g->parts[part].end)
			part++;
		find_headers(&b, &g->parts[part], &g->cells[i]);
	}
	return g;
}

const struct grid_cell *grid_cell_at(const struct grid *g, size_t row, size_t column)
{
	return &g->cells[g->at[row * g->column_n + column]];
}

bool grid_cell_is_head(const struct grid_cell *c)
{
	return c->role != GRID_VALUE && c->role != GRID_EMPTY;
}
