/* SPDX-License-Identifier: MIT */
/* formula_line.c: walking a formula along a column or a row. */
#include "check/checker.h"

const struct form_tree *line_tree(const struct formula_line *line, const struct form_term *term)
{
	return line->each == FORM_EACH_COLUMN ? &term->part->rows : &term->part->columns;
}

size_t line_count(const struct formula_line *line)
{
	const struct form_part *part = line->formula->part;

	return line->each == FORM_EACH_COLUMN ? part->columns.leaf_n : part->rows.leaf_n;
}

const struct cell *line_cell(const struct section *s, const struct formula_line *line,
                             const struct form_term *term, size_t leaf)
{
	return line->each == FORM_EACH_COLUMN ? section_cell(s, term->part, leaf, line->index)
	                                      : section_cell(s, term->part, line->index, leaf);
}

struct operands operands_begin(const struct formula_line *line, const struct form_term *term)
{
	return (struct operands){line_tree(line, term), term, term->node->leaf_first};
}

bool operands_next(struct operands *o, size_t *ret_leaf)
{
	size_t end = o->term->node->leaf_first + o->term->node->leaf_n;

	while (o->term->kind == FORM_TERM_SUM && o->next < end && o->tree->leaves[o->next]->total)
		o->next++;
	if (o->next >= end)
		return false;
	*ret_leaf = o->next++;
	return true;
}
