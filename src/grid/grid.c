/* SPDX-License-Identifier: MIT */
#include "grid/grid.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define NO_CELL SIZE_MAX

/*
 * Where a part of the table lies in the grid: columns [label, value) hold its row labels,
 * [value, end) its figures. Parts at the same position in their bands begin in the same column, and
 * so do their values; the last part of a band extends to the grid's right edge.
 */
struct spread {
	const struct form_part *part;
	const struct grid_band *band;
	size_t label, value, end;
	size_t foot; /* the first leaf row that belongs at the band's foot; rows.leaf_n: none */
};

/* The columns shared by all parts at one position in their bands. */
struct lane {
	size_t first, label_n, value_n; /* value_n: without the last part of a band */
};

static size_t max(size_t a, size_t b)
{
	return a > b ? a : b;
}

/* A node without text is not printed: its children take its level. */
static bool has_text(const struct form_node *n)
{
	return n->text != NULL && n->text[0] != '\0';
}

/* The number of printed levels at and below a node. */
static size_t printed_depth(const struct form_node *n)
{
	size_t deepest = 0;

	for (const struct form_node *c = n->first; c != NULL; c = c->next)
		deepest = max(deepest, printed_depth(c));
	return deepest + (has_text(n) ? 1 : 0);
}

/* The row of a leaf of the part's row tree. */
static size_t leaf_row(const struct spread *s, size_t leaf)
{
	return leaf < s->foot ? s->band->body + leaf : s->band->end - (s->part->rows.leaf_n - leaf);
}

/* The first column of a leaf; for the leaf after the last, the end of the part. */
static size_t leaf_column(const struct spread *s, size_t leaf)
{
	return leaf < s->part->columns.leaf_n ? s->value + leaf : s->end;
}

static bool is_last(const struct form_table *t, size_t part)
{
	return part + 1 == t->part_n || t->parts[part + 1].band != t->parts[part].band;
}

/* A part's position in its band, given the position of the part before it. */
static size_t next_lane(const struct form_table *t, size_t part, size_t lane)
{
	return part > 0 && t->parts[part].band == t->parts[part - 1].band ? lane + 1 : 0;
}

static void measure_bands(struct arena *a, const struct form_table *t, struct grid *g)
{
	g->band_n = t->band_n;
	g->bands = arena_array(a, struct grid_band, t->band_n);
	for (size_t i = 0; i < t->part_n;) {
		size_t band = t->parts[i].band, head_n = 0, body_n = 0;

		for (; i < t->part_n && t->parts[i].band == band; i++) {
			const struct form_part *p = &t->parts[i];
			size_t levels = printed_depth(p->columns.root);

			head_n = max(head_n, levels + (p->title != NULL));
			body_n = max(body_n, p->rows.leaf_n);
		}
		g->bands[band].head = g->row_n;
		g->bands[band].body = g->row_n + head_n;
		g->row_n += head_n + body_n;
		g->bands[band].end = g->row_n;
	}
}

static const struct lane *measure_lanes(struct arena *a, const struct form_table *t, struct grid *g)
{
	struct lane *lanes = arena_array(a, struct lane, t->part_n);
	size_t lane = 0;

	for (size_t i = 0; i < t->part_n; i++) {
		const struct form_part *p = &t->parts[i];

		lane = next_lane(t, i, lane);
		lanes[lane].label_n = max(lanes[lane].label_n, printed_depth(p->rows.root));
		if (!is_last(t, i))
			lanes[lane].value_n = max(lanes[lane].value_n, p->columns.leaf_n);
	}
	for (size_t i = 1; i < t->part_n; i++)
		lanes[i].first = lanes[i - 1].first + lanes[i - 1].label_n + lanes[i - 1].value_n;
	for (size_t i = 0; i < t->part_n; i++) {
		lane = next_lane(t, i, lane);
		if (is_last(t, i))
			g->column_n = max(g->column_n, lanes[lane].first + lanes[lane].label_n +
			                                       t->parts[i].columns.leaf_n);
	}
	return lanes;
}

static size_t first_foot(const struct form_tree *rows)
{
	for (const struct form_node *n = rows->root->first; n != NULL; n = n->next)
		if (n->foot)
			return n->leaf_first;
	return rows->leaf_n;
}

/* Where several looks apply to a column, the largest value of each kind counts. */
static void apply_looks(struct grid_column *columns, size_t n, const struct form_looks *looks)
{
	for (size_t i = 0; i < n; i++) {
		int least = (looks->min_milli_mm + (int)n - 1) / (int)n;

		if (least > columns[i].min_milli_mm)
			columns[i].min_milli_mm = least;
		if (looks->weight > columns[i].weight)
			columns[i].weight = looks->weight;
	}
}

static void describe_columns(const struct spread *s, struct grid_column *columns)
{
	const struct form_part *p = s->part;
	size_t label_n = (size_t)p->rows.depth;

	for (size_t i = s->label; i < s->value; i++)
		columns[i].label = true;
	for (size_t i = 0; p->labels != NULL && i < label_n; i++) {
		size_t first = s->label + i;
		size_t end = i + 1 == label_n ? s->value : first + 1;

		apply_looks(columns + first, end - first, &p->labels[i]);
	}
	for (size_t i = 0; i < p->columns.leaf_n; i++) {
		size_t first = leaf_column(s, i), end = leaf_column(s, i + 1);

		apply_looks(columns + first, end - first, &p->columns.leaves[i]->looks);
	}
}

/* Makes the grid's bands and columns; returns where each part [t->part_n] lies in them. */
static const struct spread *spread_parts(struct arena *a, const struct form_table *t,
                                         struct grid *g)
{
	struct spread *spreads = arena_array(a, struct spread, t->part_n);
	struct grid_column *columns;
	const struct lane *lanes;
	size_t lane = 0;

	measure_bands(a, t, g);
	lanes = measure_lanes(a, t, g);
	columns = arena_array(a, struct grid_column, g->column_n);
	for (size_t i = 0; i < t->part_n; i++) {
		struct spread *s = &spreads[i];

		lane = next_lane(t, i, lane);
		s->part = &t->parts[i];
		s->band = &g->bands[t->parts[i].band];
		s->label = lanes[lane].first;
		s->value = s->label + lanes[lane].label_n;
		s->end = is_last(t, i) ? g->column_n : lanes[lane + 1].first;
		s->foot = first_foot(&s->part->rows);
		describe_columns(s, columns);
	}
	g->columns = columns;
	return spreads;
}

/* A grid under construction. */
struct grid_builder {
	struct arena *arena;
	struct grid *grid;
	const struct cell *cells;
	bool blanks_as_zero;
	struct grid_cell *placed; /* in order of placement */
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
		size_t first = leaf_column(s, c->leaf_first);
		size_t end = leaf_column(s, c->leaf_first + c->leaf_n);
		bool last = printed_depth(c) == 1; /* nothing is printed below it */

		if (has_text(c))
			place(b, &(struct grid_cell){.role = GRID_COLUMN_HEAD,
			                             .row = row,
			                             .column = first,
			                             .row_span = last ? s->band->body - row : 1,
			                             .column_span = end - first,
			                             .text = c->text,
			                             .at = c->at});
		if (c->first != NULL)
			place_column_heads(b, s, c, has_text(c) ? row + 1 : row);
	}
}

/* A label has its own alignment, or else that of the label column in which it begins. */
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
		bool last = printed_depth(c) == 1;
		size_t row = leaf_row(s, c->leaf_first);

		if (has_text(c))
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
			place_row_heads(b, s, c, has_text(c) ? column + 1 : column);
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
		size_t row = leaf_row(s, r);

		for (size_t c = 0; c < columns->leaf_n; c++, cell++) {
			size_t first = leaf_column(s, c);

			place(b, &(struct grid_cell){.role = GRID_VALUE,
			                             .align = value_align(columns->leaves[c], cell),
			                             .row = row,
			                             .column = first,
			                             .row_span = 1,
			                             .column_span = leaf_column(s, c + 1) - first,
			                             .text = value_text(b, cell),
			                             .at = cell->at,
			                             .pointer = cell->pointer});
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

/* Sorts the cells into grid order and fills uncovered places with empty ones. */
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

/* The headers of a cell, being collected. */
struct headers {
	const struct grid *grid;
	const struct grid_cell *of;
	size_t *cells;
	size_t n;
};

/* Adds the header at a place, once if it spans several. */
static void add_header(struct headers *h, size_t row, size_t column)
{
	size_t i = h->grid->at[row * h->grid->column_n + column];
	const struct grid_cell *c = &h->grid->cells[i];

	if (c != h->of && grid_cell_is_head(c) && (h->n == 0 || h->cells[h->n - 1] != i))
		h->cells[h->n++] = i;
}

/* A list of headers that a neighbour has already. */
static bool is_list(const struct headers *h, const size_t *list, size_t n)
{
	return n == h->n && (n == 0 || memcmp(list, h->cells, n * sizeof(*list)) == 0);
}

static const size_t *copy_list(struct grid_builder *b, const struct headers *h)
{
	size_t *own = arena_array(b->arena, size_t, h->n);

	if (h->n > 0)
		memcpy(own, h->cells, h->n * sizeof(*own));
	return own;
}

/* The cell before another in its row, or above it. */
static const struct grid_cell *neighbour(const struct grid *g, const struct grid_cell *c,
                                         bool above)
{
	if (above)
		return c->row > 0 ? grid_cell_at(g, c->row - 1, c->column) : c;
	return c->column > 0 ? grid_cell_at(g, c->row, c->column - 1) : c;
}

/* All headers above a cell in its part. */
static void find_above(struct grid_builder *b, const struct spread *s, struct grid_cell *c,
                       size_t *room)
{
	size_t end = c->row < s->band->body ? c->row : s->band->body;
	struct headers h = {.grid = b->grid, .of = c, .cells = room};
	const struct grid_cell *up = neighbour(b->grid, c, /*above*/ true);

	/* Above a row label there is only the corner, which is not its header. */
	if (c->role != GRID_ROW_HEAD)
		for (size_t r = s->band->head; r < end; r++)
			add_header(&h, r, c->column);
	c->above = is_list(&h, up->above, up->above_n) ? up->above : copy_list(b, &h);
	c->above_n = (uint32_t)h.n;
}

/* All row labels of its part to its left. */
static void find_beside(struct grid_builder *b, const struct spread *s, struct grid_cell *c,
                        size_t *room)
{
	size_t end = c->column < s->value ? c->column : s->value;
	bool labels = c->role == GRID_VALUE || c->role == GRID_ROW_HEAD;
	struct headers h = {.grid = b->grid, .of = c, .cells = room};
	const struct grid_cell *up = neighbour(b->grid, c, /*above*/ true);
	const struct grid_cell *left = neighbour(b->grid, c, /*above*/ false);

	for (size_t k = s->label; labels && k < end; k++)
		add_header(&h, c->row, k);
	if (is_list(&h, left->beside, left->beside_n))
		c->beside = left->beside;
	else
		c->beside = is_list(&h, up->beside, up->beside_n) ? up->beside : copy_list(b, &h);
	c->beside_n = (uint32_t)h.n;
}

/* The part that a cell belongs to; `first` is the first part of its band. */
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
		const struct spread *spread;

		while (g->cells[i].row >= spreads[part].band->end)
			part++;
		spread = spread_of(t, spreads, part, &g->cells[i]);
		find_above(b, spread, &g->cells[i], room);
		find_beside(b, spread, &g->cells[i], room);
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
