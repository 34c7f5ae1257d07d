/* SPDX-License-Identifier: MIT */
/* name.h: names of rows, columns, cells and sections for messages. */
#ifndef KANBEN_CHECK_NAME_H
#define KANBEN_CHECK_NAME_H

#include "base/arena.h"
#include "form/form.h"

/*
 * A leaf's label, in the arena or borrowed from the form; preceded by the labels above it if
 * another leaf of the tree has the same label; NULL for a row without a label.
 */
const char *name_leaf(struct arena *a, const struct form_tree *tree, size_t leaf);

/* A leaf's label, always with all labels above it; NULL if there are none. */
const char *name_chain(struct arena *a, const struct form_node *leaf);

/* A section's heading or, without one, its key. */
const char *name_section(const struct form_section *s);

/* The position of a cell in a table. */
struct form_place {
	const struct form_part *part;
	size_t row, column; /* leaves of its trees */
};
struct form_place form_place_of(const struct form_table *t, size_t cell);

/* row “…”, column “…”; the section's name instead of the row's if the row has none. */
const char *name_cell(struct arena *a, const struct form_section *s, size_t cell);

/*
 * What a pointer into a report leads to, in the words of the form: “section / row / column”, in the
 * arena or borrowed; "" for the report itself.
 */
const char *name_place(struct arena *a, const struct form *form, const char *pointer);

/*
 * The name of an organ without blanks and with half-width brackets, as names are compared; in the
 * arena.
 */
const char *name_organ_key(struct arena *a, const char *s);

#endif
