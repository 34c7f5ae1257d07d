/* SPDX-License-Identifier: MIT */
/*
 * spread.h: private to grid/: which rows and columns of the grid each part of a table has.
 *
 * Parts that stand at the same place of their bands begin in the same column, and so do their
 * values. The last part of a band goes on to the grid's right edge.
 */
#ifndef KANBEN_GRID_SPREAD_H
#define KANBEN_GRID_SPREAD_H

#include "grid/grid.h"

/* Columns [label, value) have the part's row labels, [value, end) its figures. */
struct spread {
	const struct form_part *part;
	const struct grid_band *band;
	size_t label, value, end;
	size_t foot; /* the first leaf row that stands at the band's foot; rows.leaf_n: none */
};

/* Makes the grid's bands and columns, and tells where each part [t->part_n] stands in them. */
const struct spread *spread_parts(struct arena *a, const struct form_table *t, struct grid *g);

/* Of a node without text, and of what lies under it, nothing is printed at its own level. */
bool spread_has_text(const struct form_node *n);

/* How many printed levels lie at and below a node. */
size_t spread_depth(const struct form_node *n);

/* The row of a leaf of the part's row tree. */
size_t spread_row(const struct spread *s, size_t leaf);

/* The first column of a leaf: the last leaf takes what is left over. */
size_t spread_column(const struct spread *s, size_t leaf);

#endif
