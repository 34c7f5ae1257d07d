/* SPDX-License-Identifier: MIT */
/*
 * tables.h: private to import/. The cells of a document's tables at their places in a report. A
 * figure belongs to the row whose labels stand beside it and to the column whose heads stand above
 * it; nothing is told by position.
 */
#ifndef KANBEN_IMPORT_TABLES_H
#define KANBEN_IMPORT_TABLES_H

#include "import/draft.h"
#include "import/norm.h"

enum term_kind { TERM_TITLE, TERM_CORNER, TERM_COLUMN, TERM_ROW };

struct term {
	enum term_kind kind;
	size_t part;                  /* of form_table.parts */
	const struct form_node *node; /* TERM_COLUMN, TERM_ROW */
	struct norm wording;
};

struct term_list {
	struct term *terms;
	size_t n, cap;
	const struct form_texts *continued;
};

/* That a text is like a term's. */
struct hit {
	const struct term *term;
	int likeness;
};

struct hit_list {
	struct hit *hits;
	size_t n;
	int best[TERM_ROW + 1]; /* of each kind */
};

struct term_list terms_collect(struct arena *a, const struct form *form,
                               const struct form_table *table);

/* Every term that a text is like; a node's aliases count as one, the likest. */
struct hit_list terms_match(struct arena *a, const struct term_list *list, const char *text);

/* How like a text is to that node; 0: not at all. */
int hits_likeness(const struct hit_list *hits, const struct form_node *node);

/* How like it is to the title of a part. */
int hits_title(const struct hit_list *hits, size_t part);

enum value_kind {
	VALUE_TEXT, /* none of the others: a label, or something that no report can hold */
	VALUE_BLANK,
	VALUE_NOTHING, /* "无", "-": blank, and a finding says so */
	VALUE_SLASH,
	VALUE_NUMBER
};

struct value {
	enum value_kind kind;
	const char *text; /* VALUE_NUMBER: in half width, no blanks, no commas between thousands */
	bool changed;     /* it was written otherwise */
};

struct value value_read(struct arena *a, const struct form *form, const char *text);

/*
 * Puts it into a cell of the row that is called `row`: a finding where it is changed, is none that
 * a report can hold, or where something else stood there before. A blank replaces nothing.
 */
void value_put(const struct draft *dr, const struct doc_cell *from, const struct value *v,
               struct draft_cell *to, const char *row);

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

/* Several blanks before figures at its end, or nothing but one figure or more. */
bool lines_has_figures(const struct draft *dr, const struct doc_block *line);

/*
 * Puts the figures of n lines into the cells of the table's section. A row is told by its label,
 * put together from the pieces around its figures; heads must all be there, the order of their
 * columns is taken from the form (a warning says so). taken[i]: the line was a part of the table.
 */
void lines_place(struct draft *dr, struct table_state *st, const struct doc_block *const *lines,
                 size_t n, bool *taken);

#endif
