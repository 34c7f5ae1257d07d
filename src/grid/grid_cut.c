/* SPDX-License-Identifier: MIT */
/* grid_cut.c: some columns of a grid as one of its own. */
#include "grid/grid.h"

/* Where a column of the whole grid is, or would be, in the cut one. */
static size_t cut_column(const struct grid_cut *cut, size_t column)
{
	if (column <= cut->label_n)
		return column;
	if (column < cut->first)
		return cut->label_n;
	return cut->label_n + (column < cut->end ? column : cut->end) - cut->first;
}

static void copy_columns(struct arena *a, const struct grid *g, const struct grid_cut *cut,
                         struct grid *ret)
{
	struct grid_column *columns;

	ret->column_n = cut->label_n + cut->end - cut->first;
	columns = arena_array(a, struct grid_column, ret->column_n);
	for (size_t i = 0; i < ret->column_n; i++)
		columns[i] = g->columns[i < cut->label_n ? i : cut->first + i - cut->label_n];
	ret->columns = columns;
}

static void cover(struct grid *g, size_t cell)
{
	const struct grid_cell *c = &g->cells[cell];

	for (size_t r = c->row; r < c->row + c->row_span; r++)
		for (size_t k = c->column; k < c->column + c->column_span; k++)
			g->at[r * g->column_n + k] = (uint32_t)cell;
}

/* A cell as far as it lies in the cut's columns; false: it does not. */
static bool clip(const struct grid_cut *cut, struct grid_cell *c)
{
	size_t end = cut_column(cut, c->column + c->column_span);

	c->column = cut_column(cut, c->column);
	c->column_span = end - c->column;
	return c->column_span > 0;
}

static size_t count_cells(const struct grid *g, const struct grid_cut *cut)
{
	size_t n = 0;

	for (size_t i = 0; i < g->cell_n; i++)
		n += clip(cut, &(struct grid_cell){.column = g->cells[i].column,
		                                   .column_span = g->cells[i].column_span});
	return n;
}

const struct grid *grid_cut_columns(struct arena *a, const struct grid *g,
                                    const struct grid_cut *cut, uint32_t **ret_from)
{
	struct grid *part = arena_new(a, struct grid);
	size_t n = count_cells(g, cut);
	uint32_t *from = arena_array(a, uint32_t, n);

	*part = *g;
	copy_columns(a, g, cut, part);
	part->cells = arena_array(a, struct grid_cell, n);
	part->cell_n = 0;
	part->at = arena_array(a, uint32_t, g->row_n * part->column_n);
	for (size_t i = 0; i < g->cell_n; i++) {
		struct grid_cell c = g->cells[i];

		if (!clip(cut, &c))
			continue;
		from[part->cell_n] = (uint32_t)i;
		part->cells[part->cell_n] = c;
		cover(part, part->cell_n++);
	}
	*ret_from = from;
	return part;
}
