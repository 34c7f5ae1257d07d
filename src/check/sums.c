/* SPDX-License-Identifier: MIT */
/* sums.c: formulas that do not hold, reported with every number in them. */
#include "check/checker.h"

#include "base/mem.h"
#include "base/tr.h"

/* A sum of so few operands lists them all; a longer one leaves out those that are 0. */
enum { FEW_OPERANDS = 4 };

const struct form_tree *line_tree(const struct formula_line *line, const struct form_term *term)
{
	return line->each == FORM_EACH_COLUMN ? &term->part->rows : &term->part->columns;
}

static size_t line_count(const struct formula_line *line)
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

const struct cell *sum_operand(const struct work *w, const struct form_term *term, size_t leaf)
{
	return line_cell(term->previous ? w->before : w->section, &w->line, term, leaf);
}

static struct dec term_value(const struct work *w, const struct form_term *term)
{
	struct operands o = operands_begin(&w->line, term);
	struct dec value = {0};
	size_t leaf;

	while (operands_next(&o, &leaf))
		value = dec_add(value, sum_operand(w, term, leaf)->value);
	return value;
}

struct sum_side sum_read_side(const struct work *w, const struct form_term *terms, size_t n)
{
	struct sum_side side = {.terms = terms, .term_n = n};

	for (size_t i = 0; i < n; i++) {
		struct operands o = operands_begin(&w->line, &terms[i]);
		struct dec value = term_value(w, &terms[i]);
		size_t leaf;

		side.value =
		        terms[i].sign > 0 ? dec_add(side.value, value) : dec_sub(side.value, value);
		while (operands_next(&o, &leaf)) {
			const struct cell *cell = sum_operand(w, &terms[i], leaf);

			side.any |= cell->state == CELL_NUMBER;
			side.bad |= cell->bad;
			side.cell_n++;
		}
	}
	return side;
}

static void put_operand(struct buf *b, const struct work *w, const struct form_term *term,
                        size_t leaf)
{
	const struct cell *cell = sum_operand(w, term, leaf);
	const char *name = name_leaf(w->c->arena, line_tree(&w->line, term), leaf);

	if (name != NULL)
		buf_putf(b, term->previous ? _("last year's “%s” ") : "“%s” ", name);
	if (cell->state == CELL_NUMBER)
		dec_put(b, cell->value);
	else if (cell->state == CELL_SLASH)
		buf_puts(b, _("0 (“/”)"));
	else
		buf_puts(b, _("0 (blank)"));
}

static void put_sum(struct buf *b, const struct work *w, const struct form_term *term)
{
	bool rows = w->line.each == FORM_EACH_COLUMN;
	struct operands o = operands_begin(&w->line, term), count = o;
	struct buf list = {0};
	size_t n = 0, leaf;

	while (operands_next(&count, &leaf))
		n++;
	while (operands_next(&o, &leaf)) {
		if (n > FEW_OPERANDS && dec_sign(sum_operand(w, term, leaf)->value) == 0)
			continue;
		if (list.n > 0)
			buf_puts(&list, " + ");
		put_operand(&list, w, term, leaf);
	}
	if (list.n > 0)
		buf_putf(b, rows ? _("sum of %zu rows (%s)") : _("sum of %zu columns (%s)"), n,
		         list.p);
	else
		buf_putf(b, rows ? _("sum of %zu rows") : _("sum of %zu columns"), n);
	buf_release(&list);
}

/* “a” 1 + “b” 0 = 1; for a single cell just “a” 1. */
static const char *side_text(const struct work *w, const struct sum_side *side)
{
	struct buf b = {0};

	for (size_t i = 0; i < side->term_n; i++) {
		const struct form_term *term = &side->terms[i];

		if (i > 0)
			buf_puts(&b, term->sign > 0 ? " + " : " - ");
		if (term->kind == FORM_TERM_LEAF) {
			put_operand(&b, w, term, term->node->leaf_first);
			continue;
		}
		put_sum(&b, w, term);
		if (side->term_n > 1)
			buf_putf(&b, " %s", dec_text(w->c->arena, term_value(w, term)));
	}
	if (side->term_n > 1 || side->terms->kind == FORM_TERM_SUM)
		buf_putf(&b, " = %s", dec_text(w->c->arena, side->value));
	return buf_to_arena(w->c->arena, &b);
}

/* The left side's first cell that the report has; else where its first one would be. */
static const struct cell *place_of(const struct work *w, const struct sum_side *left)
{
	const struct cell *first = NULL;

	for (size_t i = 0; i < left->term_n; i++) {
		struct operands o = operands_begin(&w->line, &left->terms[i]);
		size_t leaf;

		while (operands_next(&o, &leaf)) {
			const struct cell *cell =
			        line_cell(w->given, &w->line, &left->terms[i], leaf);

			if (cell->state != CELL_ABSENT)
				return cell;
			if (first == NULL)
				first = cell;
		}
	}
	return first;
}

static void collect_pointers(const struct work *w, const struct sum_side *side, const char **cells,
                             size_t *n)
{
	for (size_t i = 0; i < side->term_n; i++) {
		struct operands o = operands_begin(&w->line, &side->terms[i]);
		size_t leaf;

		while (operands_next(&o, &leaf))
			cells[(*n)++] = checker_pointer(
			        w->c, side->terms[i].previous ? w->c->previous : w->c->report,
			        sum_operand(w, &side->terms[i], leaf));
	}
}

static void attach_sum(const struct work *w, const struct sum_side *left,
                       const struct sum_side *right, struct diag *d)
{
	struct arena *a = w->c->arena;
	struct diag_sum sum = {.left = dec_text(a, left->value),
	                       .right = dec_text(a, right->value),
	                       .difference = dec_text(a, dec_sub(left->value, right->value))};
	const char **cells = arena_array(a, const char *, left->cell_n + right->cell_n);

	collect_pointers(w, left, cells, &sum.cell_n);
	collect_pointers(w, right, cells, &sum.cell_n);
	sum.cells = cells;
	diag_attach_sum(w->c->findings, d, &sum);
}

/* The right side, worded as what the left one should be. */
static const char *expected_text(const struct work *w, const struct sum_side *right)
{
	const char *text = side_text(w, right);

	switch (w->line.formula->relation) {
	case FORM_EQUAL:
		break;
	case FORM_AT_LEAST:
		return arena_printf(w->c->arena, _("it should be at least %s"), text);
	case FORM_AT_MOST:
		return arena_printf(w->c->arena, _("it should be at most %s"), text);
	}
	return text;
}

static void tell_mismatch(const struct work *w, const struct form_check *check,
                          const struct sum_side *left, const struct sum_side *right)
{
	struct checker *c = w->c;
	const struct form_part *part = w->line.formula->part;
	bool by_column = check->each == FORM_EACH_COLUMN;
	const struct cell *cell = place_of(w, left);
	struct diag_place place = {c->report->source, cell->at->off, check->rule, cell->pointer};
	const char *l = side_text(w, left), *r = expected_text(w, right), *name;
	const char *difference = dec_text(c->arena, dec_sub(left->value, right->value));
	const char *message, *cause = cause_find(w, left, right);
	struct diag *d;

	name = name_leaf(c->arena, by_column ? &part->columns : &part->rows, w->line.index);
	if (by_column)
		message = arena_printf(c->arena, _("column “%s”: %s, but %s; difference %s"), name,
		                       l, r, difference);
	else if (name != NULL)
		message = arena_printf(c->arena, _("row “%s”: %s, but %s; difference %s"), name, l,
		                       r, difference);
	else
		message = arena_printf(c->arena, _("“%s”: %s, but %s; difference %s"),
		                       name_section(check->section), l, r, difference);
	d = diag_add(c->findings, check->severity, &place, cause != NULL ? _("%s; %s") : "%s%s",
	             message, cause != NULL ? cause : "");
	attach_sum(w, left, right, d);
}

static bool holds(enum form_relation relation, struct dec left, struct dec right)
{
	int order = dec_cmp(left, right);

	switch (relation) {
	case FORM_EQUAL:
		break;
	case FORM_AT_LEAST:
		return order >= 0;
	case FORM_AT_MOST:
		return order <= 0;
	}
	return order == 0;
}

static void check_line(const struct work *w, const struct form_check *check)
{
	const struct form_formula *f = w->line.formula;
	struct sum_side left = sum_read_side(w, f->left, f->left_n);
	struct sum_side right = sum_read_side(w, f->right, f->right_n);

	if (left.bad || right.bad || !(left.any || right.any))
		return;
	if (!holds(f->relation, left.value, right.value))
		tell_mismatch(w, check, &left, &right);
}

void check_formulas(struct checker *c, const struct form_check *check)
{
	struct work w = {.c = c,
	                 .section = checker_section(c->report, check->section),
	                 .given = checker_section(c->given, check->section)};

	if (c->previous != NULL)
		w.before = checker_section(c->previous, check->section);

	for (size_t i = 0; i < check->formula_n; i++) {
		const struct form_formula *f = &check->formulas[i];

		w.line = (struct formula_line){f, check->each, 0};
		for (; w.line.index < line_count(&w.line); w.line.index++)
			check_line(&w, check);
	}
}
