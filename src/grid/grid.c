/* SPDX-License-Identifier: MIT */
#include "grid/grid.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "grid/spread.h"

#define NO_CELL SIZE_MAX

/* A grid while it is made. */
struct grid_builder {
	struct arena *arena;
	struct grid *grid;
	const struct cell *cells;
	bool blanks_as_zero;
	struct grid_cell *placed; /* in the order in which they were placed */
	size_t placed_n, cap;
	unsigned char *joined;
};

static void place(struct grid_builder *b, const struct grid_cell *cell)
{
	struct grid *g = b->grid;

	b->placed = mem_grow(b->placed, b->placed_n, &b->cap, sizeof(*b->placed));
	b->placed[b->placed_n] = *cell;
	for (size_t r = 0; r < cell->row_span; r++)
		for (size_t c = 0; c < cell->column_span; c++)
			g->at[(cell->row + r) * g->column_n + cell->column + c] = b->placed_n;
	b->placed_n++;
}

static void place_column_heads(struct grid_builder *b, const struct spread *s,
                               const struct form_node *n, size_t row)
{
	for (const struct form_node *c = n->first; c != NULL; c = c->next) {
		size_t first = spread_column(s, c->leaf_first);
		size_t end = spread_column(s, c->leaf_first + c->leaf_n);
		bool last = spread_depth(c) == 1; /* nothing is printed below it */

		if (spread_has_text(c))
			place(b, &(struct grid_cell){.role = GRID_COLUMN_HEAD,
			                             .row = row,
			                             .column = first,
			                             .row_span = last ? s->band->body - row : 1,
			                             .column_span = end - first,
			                             .text = c->text,
			                             .at = c->at});
		if (c->first != NULL)
			place_column_heads(b, s, c, spread_has_text(c) ? row + 1 : row);
	}
}

/* A label is aligned as it says itself, or as the column of labels in which it begins. */
static enum form_align label_align(const struct spread *s, const struct form_node *n, size_t column)
{
	const struct form_part *p = s->part;

	if (n->looks.align != FORM_ALIGN_DEFAULT || p->labels == NULL)
		return n->looks.align;
	return p->labels[column - s->label].align;
}

static void place_row_heads(struct grid_builder *b, const struct spread *s,
                            const struct form_node *n, size_t column)
{
	for (const struct form_node *c = n->first; c != NULL; c = c->next) {
		bool last = spread_depth(c) == 1;
		size_t row = spread_row(s, c->leaf_first);

		if (spread_has_text(c))
			place(b, &(struct grid_cell){.role = GRID_ROW_HEAD,
			                             .align = label_align(s, c, column),
			                             .row = row,
			                             .column = column,
			                             .row_span = c->leaf_n,
			                             .column_span = last ? s->value - column : 1,
			                             .text = c->text,
			                             .at = c->at});
		for (size_t i = 1; c->keep && i < c->leaf_n; i++)
			b->joined[row + i]++;
		if (c->first != NULL)
			place_row_heads(b, s, c, spread_has_text(c) ? column + 1 : column);
	}
}

static const char *value_text(const struct grid_builder *b, const struct cell *c)
{
	if (c->state != CELL_NUMBER && c->state != CELL_TEXT && b->blanks_as_zero)
		return "0";
	return c->text != NULL ? c->text : "";
}

static enum form_align value_align(const struct form_node *column, const struct cell *c)
{
	return c->align != FORM_ALIGN_DEFAULT ? c->align : column->looks.align;
}

static void place_values(struct grid_builder *b, const struct spread *s)
{
	const struct form_tree *rows = &s->part->rows, *columns = &s->part->columns;
	const struct cell *cell = &b->cells[s->part->cell_first];

	for (size_t r = 0; r < rows->leaf_n; r++) {
		size_t row = spread_row(s, r);

		for (size_t c = 0; c < columns->leaf_n; c++, cell++) {
			size_t first = spread_column(s, c);

			place(b, &(struct grid_cell){.role = GRID_VALUE,
			                             .align = value_align(columns->leaves[c], cell),
			                             .row = row,
			                             .column = first,
			                             .row_span = 1,
			                             .column_span = spread_column(s, c + 1) - first,
			                             .text = value_text(b, cell),
			                             .at = cell->at});
		}
	}
}

static void place_part(struct grid_builder *b, const struct spread *s)
{
	const struct form_part *p = s->part;
	size_t head = s->band->head;

	if (p->title != NULL)
		place(b, &(struct grid_cell){.role = GRID_TITLE,
		                             .row = head++,
		                             .column = s->label,
		                             .row_span = 1,
		                             .column_span = s->end - s->label,
		                             .text = p->title});
	if (s->value > s->label && s->band->body > head)
		place(b, &(struct grid_cell){.role = p->corner != NULL ? GRID_CORNER : GRID_EMPTY,
		                             .row = head,
		                             .column = s->label,
		                             .row_span = s->band->body - head,
		                             .column_span = s->value - s->label,
		                             .text = p->corner != NULL ? p->corner : "",
		                             .at = p->corner_at});
	place_column_heads(b, s, p->columns.root, head);
	place_row_heads(b, s, p->rows.root, s->label);
	place_values(b, s);
}

static size_t count_holes(const struct grid *g)
{
	size_t n = 0;

	for (size_t i = 0; i < g->row_n * g->column_n; i++)
		n += g->at[i] == NO_CELL;
	return n;
}

/* The cells in the grid's order, an empty one in every place that nothing covers. */
static void order_cells(struct grid_builder *b)
{
	struct grid *g = b->grid;
	size_t *moved = mem_alloc(mem_size_mul(b->placed_n, sizeof(*moved)));

	g->cells = arena_array(b->arena, struct grid_cell, b->placed_n + count_holes(g));
	for (size_t i = 0; i < g->row_n * g->column_n; i++) {
		size_t row = i / g->column_n, column = i % g->column_n, old = g->at[i];
		const struct grid_cell *c = old != NO_CELL ? &b->placed[old] : NULL;

		if (c != NULL && (c->row != row || c->column != column)) {
			g->at[i] = moved[old];
			continue;
		}
		if (c != NULL)
			moved[old] = g->cell_n;
		g->at[i] = g->cell_n;
		g->cells[g->cell_n++] = c != NULL ? *c
		                                  : (struct grid_cell){.role = GRID_EMPTY,
		                                                       .row = row,
		                                                       .column = column,
		                                                       .row_span = 1,
		                                                       .column_span = 1,
		                                                       .text = ""};
	}
	free(moved);
}

/* A cell's headers while they are collected. */
struct headers {
	const struct grid *grid;
	const struct grid_cell *of;
	size_t *cells;
	size_t n;
};

/* Adds what stands at a place, unless it is no head or spans on from the place before. */
static void add_header(struct headers *h, size_t row, size_t column)
{
	size_t i = h->grid->at[row * h->grid->column_n + column];
	const struct grid_cell *c = &h->grid->cells[i];

	if (c != h->of && grid_cell_is_head(c) && (h->n == 0 || h->cells[h->n - 1] != i))
		h->cells[h->n++] = i;
}

/* Everything above a cell in its part's heads, then every label of the part to its left. */
static void find_headers(struct grid_builder *b, const struct spread *s, struct grid_cell *c,
                         size_t *room)
{
	size_t above = c->row < s->band->body ? c->row : s->band->body;
	size_t left = c->column < s->value ? c->column : s->value;
	bool labels = c->role == GRID_VALUE || c->role == GRID_ROW_HEAD;
	struct headers h = {.grid = b->grid, .of = c, .cells = room};
	size_t *own;

	/* A label's own column has the corner above it, a remark rather than its head. */
	if (c->role != GRID_ROW_HEAD)
		for (size_t r = s->band->head; r < above; r++)
			add_header(&h, r, c->column);
	for (size_t k = s->label; labels && k < left; k++)
		add_header(&h, c->row, k);
	own = arena_array(b->arena, size_t, h.n);
	if (h.n > 0)
		memcpy(own, h.cells, h.n * sizeof(*own));
	c->headers = own;
	c->header_n = h.n;
}

/* The part that a cell belongs to; the cells of a band go through its parts row by row. */
static const struct spread *spread_of(const struct form_table *t, const struct spread *spreads,
                                      size_t first, const struct grid_cell *c)
{
	size_t i = first;

	while (i + 1 < t->part_n && t->parts[i + 1].band == t->parts[first].band &&
	       c->column >= spreads[i].end)
		i++;
	return &spreads[i];
}

static void find_all_headers(struct grid_builder *b, const struct form_table *t,
                             const struct spread *spreads)
{
	struct grid *g = b->grid;
	size_t *room = mem_alloc(mem_size_mul(g->row_n + g->column_n, sizeof(*room)));
	size_t part = 0;

	for (size_t i = 0; i < g->cell_n; i++) {
		while (g->cells[i].row >= spreads[part].band->end)
			part++;
		find_headers(b, spread_of(t, spreads, part, &g->cells[i]), &g->cells[i], room);
	}
	free(room);
}

const struct grid *grid_build(struct arena *a, const struct form_table *t, const struct cell *cells,
                              bool blanks_as_zero)
{
	struct grid *g = arena_new(a, struct grid);
	struct grid_builder b = {
	        .arena = a, .grid = g, .cells = cells, .blanks_as_zero = blanks_as_zero};
	const struct spread *spreads = spread_parts(a, t, g);

	g->at = arena_array(a, size_t, mem_size_mul(g->row_n, g->column_n));
	for (size_t i = 0; i < g->row_n * g->column_n; i++)
		g->at[i] = NO_CELL;
	b.joined = arena_array(a, unsigned char, g->row_n);
	for (size_t i = 0; i < t->part_n; i++)
		place_part(&b, &spreads[i]);
	g->joined = b.joined;
	order_cells(&b);
	find_all_headers(&b, t, spreads);
	free(b.placed);
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
