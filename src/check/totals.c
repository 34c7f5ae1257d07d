/* SPDX-License-Identifier: MIT */
/*
 * totals.c: computes totals that were left out. A total is defined by an equation whose left side
 * is that leaf alone, unless the right side is in another part of the table. The total of totals
 * may have two such equations: the first one with figures to sum is used. Equations may sum totals
 * that are computed themselves.
 */
#include "base/mem.h"
#include "check/checker.h"

enum total_mark { UNTOUCHED, OPEN, SETTLED };

struct totals {
	struct checker *c;
	const struct form_section *form;
	struct section *section;
	enum total_mark
	        *marks; /* of the section's cells; one that is met while OPEN counts as blank */
};

static void settle(struct totals *t, const struct form_part *part, size_t row, size_t column);

static bool defines(const struct form_formula *f)
{
	for (size_t i = 0; i < f->right_n; i++)
		if (f->right[i].part != f->left->part)
			return false;
	return f->relation == FORM_EQUAL && !f->previous && f->left_n == 1 &&
	       f->left->kind == FORM_TERM_LEAF && f->left->node->total;
}

/* The value of a line's right side. */
struct total_tally {
	struct dec value;
	bool any; /* a figure, not only blanks */
	bool bad; /* a cell is not a figure */
};

static void tally_leaf(struct totals *t, const struct formula_line *line, size_t leaf,
                       const struct form_term *term, struct total_tally *sum)
{
	const struct cell *cell = line_cell(t->section, line, term, leaf);
	bool by_column = line->each == FORM_EACH_COLUMN;

	settle(t, term->part, by_column ? leaf : line->index, by_column ? line->index : leaf);
	sum->bad |= cell->bad;
	if (cell->state != CELL_NUMBER)
		return;
	sum->any = true;
	sum->value = term->sign > 0 ? dec_add(sum->value, cell->value)
	                            : dec_sub(sum->value, cell->value);
}

static struct total_tally tally_right(struct totals *t, const struct formula_line *line)
{
	const struct form_formula *f = line->formula;
	struct total_tally sum = {0};

	for (size_t i = 0; i < f->right_n; i++) {
		struct operands o = operands_begin(line, &f->right[i]);
		size_t leaf;

		while (operands_next(&o, &leaf))
			tally_leaf(t, line, leaf, &f->right[i], &sum);
	}
	return sum;
}

static void fill_in(struct totals *t, struct cell *cell, struct dec value)
{
	cell->state = CELL_NUMBER;
	cell->computed = true;
	cell->value = value;
	cell->text = dec_text(t->c->arena, value);
}

/* If the formula defines the cell, *ret is the line of it that does. */
static bool defining_line(const struct form_check *check, const struct form_formula *f, size_t row,
                          size_t column, struct formula_line *ret)
{
	bool by_column = check->each == FORM_EACH_COLUMN;

	if (!defines(f) || f->left->node->leaf_first != (by_column ? row : column))
		return false;
	*ret = (struct formula_line){f, check->each, by_column ? column : row};
	return true;
}

/* Iterates over the formulas that define a cell; start with a zeroed one. */
struct definition {
	size_t check, formula; /* the next to examine */
	struct formula_line line;
};

static bool next_definition(const struct form *form, const struct form_section *section,
                            const struct form_place *at, struct definition *d)
{
	for (; d->check < form->check_n; d->check++, d->formula = 0) {
		const struct form_check *check = &form->checks[d->check];

		while (check->section == section && d->formula < check->formula_n) {
			const struct form_formula *f = &check->formulas[d->formula++];

			if (f->part == at->part &&
			    defining_line(check, f, at->row, at->column, &d->line))
				return true;
		}
	}
	return false;
}

static void compute(struct totals *t, const struct form_part *part, size_t row, size_t column)
{
	struct cell *cell =
	        &t->section->cells[part->cell_first + row * part->columns.leaf_n + column];
	struct form_place at = {part, row, column};
	struct definition d = {0};
	bool bad = false;

	while (next_definition(t->c->report->form, t->form, &at, &d)) {
		struct total_tally sum = tally_right(t, &d.line);

		if (sum.any && !sum.bad) {
			fill_in(t, cell, sum.value);
			return;
		}
		bad |= sum.bad;
	}
	/* A total that sums something other than figures is unknown, so no check may use it. */
	cell->bad = bad;
}

static void settle(struct totals *t, const struct form_part *part, size_t row, size_t column)
{
	size_t index = part->cell_first + row * part->columns.leaf_n + column;
	const struct cell *cell = &t->section->cells[index];

	if (t->marks[index] != UNTOUCHED)
		return;
	t->marks[index] = OPEN;
	if (!cell->bad && (cell->state == CELL_ABSENT || cell->state == CELL_NULL))
		compute(t, part, row, column);
	t->marks[index] = SETTLED;
}

static void compute_section(struct checker *c, const struct form_section *form,
                            struct section *section)
{
	struct totals t = {c, form, section, NULL};

	t.marks = arena_array(c->arena, enum total_mark, form->table->cell_n);
	for (size_t i = 0; i < form->table->part_n; i++) {
		const struct form_part *part = &form->table->parts[i];

		for (size_t row = 0; row < part->rows.leaf_n; row++)
			for (size_t column = 0; column < part->columns.leaf_n; column++)
				settle(&t, part, row, column);
	}
}

void totals_compute(struct checker *c)
{
	const struct form *form = c->report->form;

	for (size_t i = 0; i < form->section_n; i++)
		if (form->sections[i].body == FORM_TABLE)
			compute_section(c, &form->sections[i], &c->report->sections[i]);
}

const bool *report_defined_totals(struct arena *a, const struct form *form,
                                  const struct form_section *s)
{
	bool *defined = arena_array(a, bool, s->table->cell_n);

	for (size_t i = 0; i < s->table->cell_n; i++) {
		struct form_place at = form_place_of(s->table, i);
		struct definition d = {0};

		defined[i] = next_definition(form, s, &at, &d);
	}
	return defined;
}

void totals_forget(struct checker *c)
{
	const struct form *form = c->report->form;

	for (size_t i = 0; i < form->section_n; i++) {
		const struct form_section *s = &form->sections[i];
		const bool *defined;

		if (s->body != FORM_TABLE)
			continue;
		defined = report_defined_totals(c->arena, form, s);
		for (size_t k = 0; k < s->table->cell_n; k++)
			if (defined[k]) {
				struct cell *cell = &c->report->sections[i].cells[k];

				*cell = (struct cell){
				        .text = "", .at = cell->at, .pointer = cell->pointer};
			}
	}
}
