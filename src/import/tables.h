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
#include "import/unit.h"

enum term_kind { TERM_TITLE, TERM_CORNER, TERM_COLUMN, TERM_ROW };

struct term {
	enum term_kind kind;
	size_t part;                  /* of form_table.parts */
	const struct form_node *node; /* TERM_COLUMN, TERM_ROW */
	struct norm wording;
};

/* A term that a text is like. */
struct hit {
	const struct term *term;
	int likeness;
};

struct term_list {
	struct term *terms;
	size_t n, cap;
	const struct form_texts *continued;
	struct hit *room; /* [n], for terms_match */
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
	bool marked;      /* with raised or lowered marks, which are left out */
	int power;        /* of the unit of money behind it, as in struct unit */
	bool counter;     /* a unit of counts is behind it */
	enum import_found found;
};

struct value value_read(struct arena *a, const struct form *form, const char *text);

/* In which unit a figure is, and in which the form wants it. */
struct value_units {
	struct unit given, wanted;
	bool *told; /* that no unit of money is given is reported */
};

/*
 * The value in the unit that the form wants, with a finding if that changes it; blank, with a
 * finding, if its unit is another one that cannot be converted or is contradictory.
 */
struct value value_convert(const struct draft *dr, const struct doc_cell *from,
                           const struct value *v, const struct value_units *units);

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

/* Whether figures may be placed by their number alone, and where. */
enum order_state {
	ORDER_UNKNOWN, /* not looked at yet */
	ORDER_FORM,    /* the heads confirm the form's order, or there are none */
	ORDER_OWN,     /* the document's heads stand in another order, which rules */
	ORDER_NONE     /* too few heads are known, or their order is not clear */
};

struct column_order {
	enum order_state state;
	const struct form_node **leaves; /* ORDER_OWN: from left to right */
};

/* What the document's tables so far say about one table of the form. */
struct table_state {
	struct draft_section *section;
	struct term_list terms;
	struct leaf_match *columns; /* by the last heads: [column * part_n + part], or NULL */
	size_t column_n;
	const struct form_node *last_row; /* of the last label that was recognised, or NULL */
	size_t title;                     /* the part of the last title, or part_n */
	struct unit unit;                 /* that a line above the figures names */
	struct unit *wanted;              /* [cell_n]: of columns, at the cells of first rows */
	struct unit *given;               /* [cell_n]: what the last heads say of them */
	bool unit_told;                   /* that no unit of money is named is reported */
	struct column_order
	        *order; /* of the last table with heads, for one that goes on; or NULL */
	size_t order_part;
};

void table_state_init(struct arena *a, struct table_state *st, const struct form *form,
                      struct draft_section *s);

/* The heads of another form that the layout names, in form.recognise.other_heads. */
struct other_form {
	struct norm *heads;
	size_t n;
};

enum { OTHER_FORM_LEAST = 2 /* heads that make a table one of that form */ };

struct other_form other_form_read(const struct draft *dr);

/* Whether a text is one of the heads. */
bool other_form_has_head(const struct other_form *o, const char *text);

/* How many words of a line are heads, up to OTHER_FORM_LEAST. */
size_t other_form_count(const struct other_form *o, const char *line);

/* A table of the document, read as one of the form. */
enum document_row { ROW_BLANK, ROW_LOOSE, ROW_HEAD, ROW_DATA };

struct table_view {
	struct draft *dr;
	struct doc_table *t;
	const struct form_table *form;
	struct table_state *st;
	struct hit_list *hits;       /* [t->cell_n] */
	struct value *values;        /* [t->cell_n] */
	bool *used;                  /* [t->cell_n]: in the report, or reported */
	enum document_row *kinds;    /* [t->row_n] */
	size_t *row_first;           /* [t->row_n + 1]: index in t->cells of a row's first cell */
	size_t head_first, head_end; /* the rows of the last heads */
	struct column_order *orders; /* [part_n], of the last heads */
	bool *headed;                /* [t->column_n]: some row of them has a cell there */
	struct row_units *row_units; /* [t->row_n]: what labels of rows say (tables_put.c) */
	bool heads_told;             /* unknown ones among them are reported */
	bool counted;                /* the current row's figures are taken in order */
};

/* The cells that label a row, from left to right, or a column, from top to bottom. */
enum { CHAIN_MAX = 64 };
struct head_chain {
	size_t cells[CHAIN_MAX];
	size_t n;
};

/* Adds the cell at a place, if it is not blank and not the one added last. */
void chain_add(const struct table_view *v, struct head_chain *ch, size_t row, size_t column);

/* The leaf of a tree whose labels or heads a chain has. */
struct leaf_match match_leaf(const struct table_view *v, const struct head_chain *ch,
                             enum term_kind kind, const struct form_tree *tree);

/* Reports the labels of a matched row that the form does not know. */
void tell_unknown_labels(const struct table_view *v, size_t row, const struct head_chain *ch);

/* Reports the heads that the form does not know: as warnings if the figures' number decided. */
void tell_unknown_heads(struct table_view *v, bool counted);

/* Reports that the heads stand in an order of their own (ORDER_OWN). */
void tell_own_order(const struct doc *d, struct doc_place place, const struct column_order *order);

/*
 * Places a row whose label the form knows and that has exactly as many figures as the form has
 * columns: they go in order, whatever the spans say, unless the heads stand in another order.
 * false: it is no such row. (tables_count.c)
 */
bool table_place_counted(struct table_view *v, size_t row);

/* Joins heads that are broken over two rows of cells; joined ones are found in the upper row. */
void table_join_heads(struct table_view *v);

/*
 * The leaves of a part whose heads are above a cell, at most CHAIN_MAX: those of which it covers
 * more than half, since edges of cells that should be in line often are a hair apart.
 */
size_t table_heads_over(const struct table_view *v, size_t part, size_t cell,
                        const struct form_node **ret);

/* Whether it goes on in another row of figures. */
bool spans_rows(const struct table_view *v, size_t cell);

/* Takes note of the units that a line above figures names, if it is short. */
void table_state_note_unit(const struct draft *dr, struct table_state *st, const char *text);

/* The unit in which the form wants a leaf column: by its head, or for the whole table. */
struct unit table_wanted_unit(const struct draft *dr, const struct form_table *table,
                              const struct form_node *column);

/* Finds the units that the last heads name, for table_put. */
void table_read_units(struct table_view *v);

/* Puts the value of a cell into its place in the draft, in the form's unit. */
void table_put(const struct table_view *v, size_t cell, size_t part, const struct form_node *row,
               const struct form_node *column);

/* The cell of the draft for a leaf row and a leaf column of a part. */
struct draft_cell *table_cell(const struct table_view *v, size_t part, const struct form_node *row,
                              const struct form_node *column);

/* What is in the cells, whatever table of the form it is. */
struct value *table_read_values(const struct draft *dr, const struct doc_table *t);

/*
 * Compares a table, of which v has the draft and the values, with one of the form's; hits that it
 * has are made anew. *ret_likeness: how much of the form's wording it has.
 */
void table_view_init(struct table_view *v, struct table_state *st, long *ret_likeness);

/* Finds the columns of cells if only their order is known, and fills in spans (doc_grid.c). */
void table_view_lay_out(struct table_view *v);

/* Puts the figures into the section's cells; the rest become findings (tables.c). */
void table_place(struct table_view *v);

/*
 * Whether one of n lines ends in figures after several blanks, or has only figures. Lines that are
 * more than any form's table has, or have more words, have none.
 */
bool lines_have_figures(const struct draft *dr, const struct doc_block *const *lines, size_t n);

/*
 * Reads n lines as a table whose columns are only blanks apart, as pdftotext -layout prints it, or
 * that has a line for each cell. A row is recognised by its label, pieced together from the lines
 * around its figures; all heads must be there, and columns are in the form's order, with a warning.
 * taken[i]: the line is part of the table.
 */
void lines_place(struct draft *dr, struct table_state *st, const struct doc_block *const *lines,
                 size_t n, bool *taken);

#endif
