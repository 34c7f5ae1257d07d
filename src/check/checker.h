/* SPDX-License-Identifier: MIT */
/* checker.h: private to check/: one run of a form's checks over a report. */
#ifndef KANBEN_CHECK_CHECKER_H
#define KANBEN_CHECK_CHECKER_H

#include "base/pattern.h"
#include "check/check.h"
#include "check/name.h"
#include "form/prose_check.h"
#include "report/visit.h"

struct checker {
	struct arena *arena;
	struct diag_list *findings;
	const struct report *given;
	const struct report *report;   /* a copy with its totals filled in */
	const struct report *previous; /* last year's, in this year's form; NULL: not compared */
};

static inline const struct section *checker_section(const struct report *r,
                                                    const struct form_section *form)
{
	return &r->sections[form - r->form->sections];
}

/* A cell's pointer; last year's has the file in front: "last.json#/t/x/0". */
const char *checker_pointer(const struct checker *c, const struct report *r,
                            const struct cell *cell);

/* One check each, except that check_prose runs all checks of prose. */
void check_prose(struct checker *c);
void check_change(struct checker *c, const struct form_check *check);
void check_formulas(struct checker *c, const struct form_check *check);
void check_values(struct checker *c, const struct form_check *check);
void check_blanks(struct checker *c, const struct form_check *check);

/* ---- totals.c ---- */

/* Fills in the totals that were left blank. */
void totals_compute(struct checker *c);

/* Blanks every total that a formula defines. */
void totals_forget(struct checker *c);

/* ---- sums.c: formulas ---- */

/* One application of a formula: to column number `index`, or to row number `index`. */
struct formula_line {
	const struct form_formula *formula;
	enum form_each each; /* FORM_EACH_COLUMN, FORM_EACH_ROW */
	size_t index;
};

/* The tree that a term of a line is in; the cell at a leaf of that tree. */
const struct form_tree *line_tree(const struct formula_line *line, const struct form_term *term);
const struct cell *line_cell(const struct section *s, const struct formula_line *line,
                             const struct form_term *term, size_t leaf);

/* Iterates over the leaves of a term. */
struct operands {
	const struct form_tree *tree;
	const struct form_term *term;
	size_t next;
};
struct operands operands_begin(const struct formula_line *line, const struct form_term *term);
bool operands_next(struct operands *o, size_t *ret_leaf);

/* A formula while it is worked out in one column or row. */
struct work {
	struct checker *c;
	const struct section *section; /* of the copy with totals */
	const struct section *given;   /* the same section of the report itself */
	const struct section *before;  /* last year's, or NULL */
	struct formula_line line;
};

/* The value of a side, and whether it can be compared. */
struct sum_side {
	const struct form_term *terms;
	size_t term_n;
	struct dec value;
	size_t cell_n;
	bool any, bad; /* it has a figure; it has a cell that is not one */
};

/* The cell of a term at a leaf of its tree. */
const struct cell *sum_operand(const struct work *w, const struct form_term *term, size_t leaf);

struct sum_side sum_read_side(const struct work *w, const struct form_term *terms, size_t n);

/*
 * The typing slip that explains why an equation does not hold, if just one does: a figure left out,
 * counted twice, with two digits swapped or one too many, or in the next column. Else NULL.
 */
const char *cause_find(const struct work *w, const struct sum_side *left,
                       const struct sum_side *right);

/* ---- figures.c: single cells and sums of them ---- */

/* The sum of a figure's cells. */
struct tally {
	struct dec value;
	bool any; /* a figure, not only blanks */
	bool bad; /* a cell is not a figure, or last year's report had no such cell */
};

struct tally figure_read_tally(const struct report *r, const struct form_figure *f);

/* The figure with its cells' names and numbers: row “…”, column “…” 3 + … = 5. */
const char *figure_text(struct checker *c, const struct report *r, const struct form_figure *f);

/* The same without the numbers. */
const char *figure_name(struct checker *c, const struct form_figure *f);

/* Appends the pointers of its cells. */
struct pointers {
	const char **list;
	size_t n, cap;
};
void figure_pointers(struct checker *c, const struct report *r, const struct form_figure *f,
                     struct pointers *to);

/* ---- texts.c: a report's texts, and how messages quote them ---- */

struct texts {
	struct report_text *list;   /* heap; in document order */
	struct pattern_gist *gists; /* [n] */
	size_t n, cap;
	size_t bytes;               /* total length of the texts in the list */
	size_t again;               /* bytes searched again, for `unless` */
	const struct json *skipped; /* the first one that was too long to be searched, or NULL */
};

/* One check on its way through the texts. */
struct walk {
	struct checker *c;
	const struct form_check *check;
	const struct form_prose_check *prose;
	struct texts *texts;
	struct pattern_search *search;
	size_t reported; /* findings about the current text */
};

bool text_in_scope(const struct walk *w, const struct report_text *t);

/*
 * The next match at or after *at that `unless` does not exclude; *at is moved past it. `t` is one
 * of w->texts.
 */
bool text_find(const struct walk *w, const struct report_text *t, const struct pattern *p,
               size_t *at, struct pattern_span *ret);

/* The group of the number or the year in pattern k of the check; 0: it has none. */
int text_group(const struct walk *w, size_t k);

/* The place in the source of a byte of a text. */
struct diag_place text_place(const struct walk *w, const struct report_text *t, size_t off);

/* A span with a few characters on either side, safe to print. */
const char *text_context(const struct walk *w, const struct report_text *t,
                         struct pattern_span span);

/* The layout's message in the user's language, {match} and {context} filled in; t may be NULL. */
const char *text_message(const struct walk *w, const struct form_message *message,
                         const struct report_text *t, struct pattern_span span);

/* One for each enum form_prose_check_kind. */
void texts_check_find(struct walk *w);
void texts_check_lack(struct walk *w);
void texts_check_count(struct walk *w);
void texts_check_year(struct walk *w);
void texts_check_series(struct walk *w);
void texts_check_levels(struct walk *w);
void texts_check_repeat(struct walk *w);

#endif
