/* SPDX-License-Identifier: MIT */
/* name.h: what rows, columns, cells and tables are called in messages. */
#ifndef KANBEN_CHECK_NAME_H
#define KANBEN_CHECK_NAME_H

#include "base/arena.h"
#include "form/form.h"

/*
 * The name of a leaf: its label; with those above it where another leaf of the tree has the same
 * label; NULL for a row without a label.
 */
const char *name_leaf(struct arena *a, const struct form_tree *tree, size_t leaf);

/* The same with all that stand above it, which tells it apart in any tree; NULL without labels. */
const char *name_chain(struct arena *a, const struct form_node *leaf);

/* The name of a section: its heading, else its key. */
const char *name_section(const struct form_section *s);

/* Where a cell of a table's part stands. */
struct form_place {
	const struct form_part *part;
	size_t row, column; /* leaves of its trees */
};
struct form_place form_place_of(const struct form_table *t, size_t cell);

/* row “…”, column “…”; the section's name where its row has none. */
const char *name_cell(struct arena *a, const struct form_section *s, size_t cell);

#endif
