/* SPDX-License-Identifier: MIT */
/* checker.h: private to check/: one run of a form's checks over a report's copy. */
#ifndef KANBEN_CHECK_CHECKER_H
#define KANBEN_CHECK_CHECKER_H

#include "check/check.h"
#include "check/name.h"

struct checker {
	struct arena *arena;
	struct diag_list *findings;
	const struct report *given;
	const struct report *report;   /* the copy whose totals are filled in */
	const struct report *previous; /* last year's, of the same form; NULL: not this time */
};

/* One application of a formula: to column number `index`, or to row number `index`. */
struct formula_line {
	const struct form_formula *formula;
	enum form_each each; /* FORM_EACH_COLUMN, FORM_EACH_ROW */
	size_t index;
};

static inline const struct section *checker_section(const struct report *r,
                                                    const struct form_section *form)
{
	return &r->sections[form - r->form->sections];
}

/* How many lines a line's formula has. */
size_t line_count(const struct formula_line *line);

/* The tree that a term of a line is in, and the cell at a leaf of that tree. */
const struct form_tree *line_tree(const struct formula_line *line, const struct form_term *term);
const struct cell *line_cell(const struct section *s, const struct formula_line *line,
                             const struct form_term *term, size_t leaf);

/* The leaves that a term stands for, one after the other. */
struct operands {
	const struct form_tree *tree;
	const struct form_term *term;
	size_t next;
};
struct operands operands_begin(const struct formula_line *line, const struct form_term *term);
bool operands_next(struct operands *o, size_t *ret_leaf);

/* Fills in the totals that were left blank. */
void totals_compute(struct checker *c);

/* Makes every total that a formula defines blank. */
void totals_forget(struct checker *c);

/*
 * Last year's report as if it had been given in this form: cells and prose that have the same keys;
 * other cells are marked bad.
 */
const struct report *previous_align(struct arena *a, const struct report *before,
                                    const struct form *form);

/* A cell's pointer; with the file before it ("last.json#/t/x/0") where r is last year's report. */
const char *checker_pointer(const struct checker *c, const struct report *r,
                            const struct cell *cell);

/* One check of each kind; that of the prose runs all of its checks. */
void check_wording(struct checker *c);
void check_change(struct checker *c, const struct form_check *check);
void check_formulas(struct checker *c, const struct form_check *check);
void check_values(struct checker *c, const struct form_check *check);
void check_blanks(struct checker *c, const struct form_check *check);

/* What needs no check of the form: a section that must be there has no text. */
void check_empty(struct checker *c);

#endif
