/* SPDX-License-Identifier: MIT */
/*
 * tables.h: private to import/. The cells of a document's tables at their places in a report. A
 * figure belongs to the row whose labels stand beside it and to the column whose heads stand above
 * it; nothing is told by position.
 */
#ifndef KANBEN_IMPORT_TABLES_H
#define KANBEN_IMPORT_TABLES_H

#include "import/draft.h"
#include "import/terms.h"

/* A leaf that labels or heads name, in one part. */
struct leaf_match {
	const struct form_node *leaf; /* NULL: none */
	int score;
	bool tie; /* another one is named as well */
};

/* What is known of one form table from the document's tables so far. */
struct table_state {
	struct draft_section *section;
	struct term_list terms;
	struct leaf_match *columns; /* of the last heads: [column * part_n + part], or NULL */
	size_t column_n;
	const struct form_node *last_row; /* the last label that was recognised, or NULL */
	size_t title;                     /* the part whose title stood last, or part_n */
};

void table_state_init(struct arena *a, struct table_state *st, const struct form *form,
                      struct draft_section *s);

/* One table of the document, being read. */
enum document_row { ROW_BLANK, ROW_LOOSE, ROW_HEAD, ROW_DATA };

struct table_view {
	struct draft *dr;
	struct doc_table *t;
	const struct form_table *form;
	struct table_state *st;
	struct hit_list *hits;    /* [t->cell_n] */
	struct value *values;     /* [t->cell_n] */
	bool *used;               /* [t->cell_n]: it is in the report, or a finding tells of it */
	enum document_row *kinds; /* [t->row_n] */
	size_t *row_first; /* [t->row_n + 1]: where in t->cells those begin that begin in a row */
};

/* Looks at a table with one form table in mind; *ret_likeness: how much of its wording is there. */
void table_view_init(struct table_view *v, struct draft *dr, struct doc_table *t,
                     struct table_state *st, long *ret_likeness);

/* Where only the order of cells is known, or blanks stand for what spans: the grid (grid.c). */
void table_view_lay_out(struct table_view *v);

/* Puts its figures into the section's cells; what is left over are findings (tables.c). */
void table_place(struct table_view *v);

#endif
