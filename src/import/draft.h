/* SPDX-License-Identifier: MIT */
/*
 * draft.h: private to import/. A report in the making: prose and cells at their places in the form.
 * The matching fills it in, draft_write writes it.
 */
#ifndef KANBEN_IMPORT_DRAFT_H
#define KANBEN_IMPORT_DRAFT_H

#include "import/doc.h"
#include "report/report.h"

enum draft_cell_state { DRAFT_ABSENT, DRAFT_NULL, DRAFT_SLASH, DRAFT_NUMBER };

struct draft_cell {
	enum draft_cell_state state;
	const char *text; /* of DRAFT_NUMBER: the figure as written, in half width */
	struct doc_place place;
	const char *seen; /* in the document */
	enum import_found found;
};

/* What belongs to a table and stands around it. A zeroed one is empty. */
struct draft_remarks {
	const char *caption; /* of a table of the report's own, or NULL */
	const char *unit;    /* of its figures, without its label, or NULL */
	const char **notes;
	size_t note_n, note_cap;
};

struct draft_item {
	const char *text;
	bool heading;
	const struct doc_block *block;       /* whose text it is */
	const struct doc_table *table;       /* one of the report's own, and text is ""; or NULL */
	const struct draft_remarks *remarks; /* of the table; or NULL */
};

/* A zeroed one is empty. */
struct draft_prose {
	struct draft_item *items;
	size_t n, cap;
};

struct draft_section {
	const struct form_section *form;
	bool found;
	struct draft_prose prose;         /* FORM_PROSE */
	struct draft_prose before, after; /* FORM_TABLE */
	struct draft_remarks remarks;     /* FORM_TABLE */
	bool table_found;
	struct draft_cell *cells; /* FORM_TABLE: [form->table->cell_n] */
	const char *organ;        /* FORM_SIGNATURE, FORM_IMPRINT */
	struct date date;
	const char **items; /* FORM_ATTACHMENTS; FORM_NOTE, FORM_IMPRINT: at most one */
	size_t item_n, item_cap;
	bool other_form; /* the document has the table of another form, which is reported */
};

struct draft {
	struct doc *doc;
	const struct form *form;
	const struct unit_words *units;
	const char *title, *organ;
	int year;
	struct date date;
	struct draft_section *sections; /* [form->section_n] */
};

/* Sorts the document's blocks and table cells into the sections (sections.c). */
void draft_sort(struct draft *dr);

/* Cuts lines that hold several sections at the form's headings (one_line.c). */
void draft_cut_lines(struct draft *dr);

/* Adds a block's text at the end, as a sub-heading if it looks like one. */
void draft_add(struct draft *dr, struct draft_prose *p, const struct doc_block *block);

/*
 * Takes title, organ, year and date (front.c) from `front`, the text before the first section's
 * heading. The rest becomes the preamble.
 */
void draft_read_front(struct draft *dr, struct draft_prose *front);

/* The first section with this kind of body, or NULL. */
struct draft_section *draft_section_of(struct draft *dr, enum form_body body);

/*
 * Leaves out the lines of a web page around the report, of which a finding tells, and takes the
 * attachments and, behind the signature, note and imprint (around.c).
 */
void draft_drop_furniture(struct draft *dr, size_t first_heading, size_t last_heading);
void draft_read_attachments(struct draft *dr, struct draft_prose *p);
bool draft_read_closing(struct draft *dr, const char *text);

/* A date that stands alone. */
bool draft_is_date(const struct draft *dr, const char *text, struct date *ret);

/* Whether a table is small and without spans, so that it can be one of the report's own. */
bool draft_is_own_table(const struct doc_table *t);

/* The table of an item as JSON (prose_table.c). */
const struct json *draft_own_table(const struct draft *dr, const struct draft_item *item);

/*
 * Moves captions and units right above tables and notes right below them from the prose to the
 * tables (around_table.c).
 */
void draft_take_remarks(struct draft *dr);

/* Whether a line only names the unit of a table's figures. */
bool draft_is_unit(const struct draft *dr, const char *text);

/* Reports sections, tables, rows and columns that the document does not have (absent.c). */
void draft_tell_absent(const struct draft *dr);

/* Takes the organ and date at the end; text after them is reported (front.c). */
void draft_read_signature(struct draft *dr);

/* For each item the next one of the same list and level, or 0; in the arena. */
const size_t *draft_list_links(struct arena *a, const struct draft_prose *p);

/*
 * The index after the last item of the list that begins at `first`; `first` if no list begins
 * there. Bullets make a list, and so do two or more numbers from 1 on that are not the report's
 * headings (see draft_list.c); all other numbers stay in the text.
 */
size_t draft_list_end(const struct draft_prose *p, const size_t *links, size_t first);

/* Item i of a list that begins at `first`. */
struct draft_list_item {
	const char *label; /* in the arena */
	const char *text;  /* without its label, unless `deeper` */
	size_t level;      /* 0, or 1 for an item of an inner list */
	bool ordered;      /* its label is a number that the layout makes again */
	bool deeper;       /* it was below the second level in the document */
};

struct draft_list_item draft_list_item(struct arena *a, const struct draft_prose *p, size_t first,
                                       size_t i);

/* Lists the figures with their places; the items are in the arena. */
void draft_list_figures(const struct draft *dr, struct import_figures *ret);

/* Appends it as JSON text. */
void draft_write(struct buf *b, const struct draft *dr);

#endif
