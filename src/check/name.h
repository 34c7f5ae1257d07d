/* SPDX-License-Identifier: MIT */
/* name.h: what rows, columns, cells and sections are called in messages. */
#ifndef KANBEN_CHECK_NAME_H
#define KANBEN_CHECK_NAME_H

#include "base/arena.h"
#include "form/form.h"

/*
 * A leaf's label, in the arena or of the form; with the labels above it if another leaf of the tree
 * has the same one; NULL for a row without a label.
 */
const char *name_leaf(struct arena *a, const struct form_tree *tree, size_t leaf);

/* Always with all labels above it; NULL without any. */
const char *name_chain(struct arena *a, const struct form_node *leaf);

/* The name of a section: its heading, else its key. */
const char *name_section(const struct form_section *s);

/* Where a cell of a table's part stands. */
struct form_place {
	const struct form_part *part;
	size_t row, column; /* leaves of its trees */
};
struct form_place form_place_of(const struct form_table *t, size_t cell);

/* row “…”, column “…”; if the row has no name, that of the section stands for it. */
const char *name_cell(struct arena *a, const struct form_section *s, size_t cell);

#endif
