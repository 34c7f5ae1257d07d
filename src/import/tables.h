/* SPDX-License-Identifier: MIT */
/*
 * tables.h: private to import/. Puts the figures of a document's tables into a report. A figure
 * belongs to the row whose labels are beside it and to the column whose heads are above it; its
 * position alone means nothing. In order: the form's wording (terms.c), what is in a cell
 * (value.c), a table and its grid (tables.c, doc_grid.c), tables that are lines of text (lines.c).
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

/* A term that a text is like. */
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

/* Every term that a text is like; of a node's aliases only the likest counts. */
struct hit_list terms_match(struct arena *a, const struct term_list *list, const char *text);

/* Likeness to that node; 0: none. */
int hits_likeness(const struct hit_list *hits, const struct form_node *node);

/* Likeness to the title of a part. */
int hits_title(const struct hit_list *hits, size_t part);

enum value_kind {
	VALUE_TEXT, /* any other text: a label, or something a report cannot hold */
	VALUE_BLANK,
	VALUE_NOTHING, /* "无", "-": read as blank, with a finding */
	VALUE_SLASH,
	VALUE_NUMBER
};

struct value {
	enum value_kind kind;
	const char *text; /* VALUE_NUMBER: in half width, no blanks, no commas between thousands */
	bool changed;     /* it was written differently */
};

struct value value_read(struct arena *a, const struct form *form, const char *text);

/*
 * Puts a value into a cell of the row labelled `row`. A finding if it was changed, if a report
 * cannot hold it, or if the cell has another value already. A blank replaces nothing.
 */
void value_put(const struct draft *dr, const struct doc_cell *from, const struct value *v,
               struct draft_cell *to, const char *row);

/* The leaf of a part that labels or heads match. */
struct leaf_match {
	const struct form_node *leaf; /* NULL: none */
	int score;
	bool tie; /* another leaf matches as well */
};

/* What the document's tables so far say about one table of the form. */
struct table_state {
	struct draft_section *section;
	struct term_list terms;
	struct leaf_match *columns; /* by the last heads: [column * part_n + part], or NULL */
	size_t column_n;
	const struct form_node *last_row; /* of the last label that was recognised, or NULL */
	size_t title;                     /* the part of the last title, or part_n */
};

void table_state_init(struct arena *a, struct table_state *st, const struct form *form,
                      struct draft_section *s);

/* A table of the document, read as one of the form. */
enum document_row { ROW_BLANK, ROW_LOOSE, ROW_HEAD, ROW_DATA };

struct table_view {
	struct draft *dr;
	struct doc_table *t;
	const struct form_table *form;
	struct table_state *st;
	struct hit_list *hits;    /* [t->cell_n] */
	struct value *values;     /* [t->cell_n] */
	bool *used;               /* [t->cell_n]: in the report, or reported */
	enum document_row *kinds; /* [t->row_n] */
	size_t *row_first;        /* [t->row_n + 1]: index in t->cells of a row's first cell */
};

/* Compares a table with the form's; *ret_likeness: how much of its wording it has. */
void table_view_init(struct table_view *v, struct draft *dr, struct doc_table *t,
                     struct table_state *st, long *ret_likeness);

/* Finds the columns of cells if only their order is known, and fills in spans (doc_grid.c). */
void table_view_lay_out(struct table_view *v);

/* Puts the figures into the section's cells; the rest become findings (tables.c). */
void table_place(struct table_view *v);

/* Whether the line ends in figures after several blanks, or has only figures. */
bool lines_has_figures(const struct draft *dr, const struct doc_block *line);

/*
 * Reads n lines as a table whose columns are only blanks apart, as pdftotext -layout prints it, or
 * that has a line for each cell. A row is recognised by its label, pieced together from the lines
 * around its figures; all heads must be there, and columns are in the form's order, with a warning.
 * taken[i]: the line is part of the table.
 */
void lines_place(struct draft *dr, struct table_state *st, const struct doc_block *const *lines,
                 size_t n, bool *taken);

#endif
