/* SPDX-License-Identifier: MIT */
#include "grid/spread.h"

/* The columns of all parts that stand at one place of their bands. */
struct lane {
	size_t first, label_n, value_n; /* value_n: of parts that have another one to their right */
};

static size_t max(size_t a, size_t b)
{
	return a > b ? a : b;
}

bool spread_has_text(const struct form_node *n)
{
	return n->text != NULL && n->text[0] != '\0';
}

size_t spread_depth(const struct form_node *n)
{
	size_t deepest = 0;

	for (const struct form_node *c = n->first; c != NULL; c = c->next)
		deepest = max(deepest, spread_depth(c));
	return deepest + (spread_has_text(n) ? 1 : 0);
}

size_t spread_row(const struct spread *s, size_t leaf)
{
	return leaf < s->foot ? s->band->body + leaf : s->band->end - (s->part->rows.leaf_n - leaf);
}

size_t spread_column(const struct spread *s, size_t leaf)
{
	return leaf < s->part->columns.leaf_n ? s->value + leaf : s->end;
}

static bool is_last(const struct form_table *t, size_t part)
{
	return part + 1 == t->part_n || t->parts[part + 1].band != t->parts[part].band;
}

/* Where a part stands in its band, given where the one before it does. */
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
			size_t levels = spread_depth(p->columns.root);

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
		lanes[lane].label_n = max(lanes[lane].label_n, spread_depth(p->rows.root));
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

/* Columns that several looks speak of take the most that one of them asks for. */
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
		size_t first = spread_column(s, i), end = spread_column(s, i + 1);

		apply_looks(columns + first, end - first, &p->columns.leaves[i]->looks);
	}
}

const struct spread *spread_parts(struct arena *a, const struct form_table *t, struct grid *g)
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
