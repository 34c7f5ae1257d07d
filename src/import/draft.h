/* SPDX-License-Identifier: MIT */
/*
 * draft.h: private to import/. A report as far as it has been made out of a document: prose and
 * cells at the places that a form has for them. Made by the matching, printed by draft_write.
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
};

struct draft_item {
	const char *text;
	bool heading;
	const struct doc_block *block; /* whose text it is */
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
	bool table_found;
	struct draft_cell *cells; /* FORM_TABLE: [form->table->cell_n] */
	const char *organ;        /* FORM_SIGNATURE */
	struct date date;
};

struct draft {
	struct doc *doc;
	const struct form *form;
	const char *title, *organ;
	int year;
	struct date date;
	struct draft_section *sections; /* [form->section_n] */
};

/* Sorts the blocks into the sections, the tables' cells too (sections.c). */
void draft_sort(struct draft *dr);

/* Adds a block's text at the end; as a sub-heading if it stands there as one. */
void draft_add(struct draft *dr, struct draft_prose *p, const struct doc_block *block);

/*
 * Title, organ, year and date (front.c). `front` is all that stands before the first section's
 * heading; what is none of these becomes the preamble.
 */
void draft_read_front(struct draft *dr, struct draft_prose *front);

/* Organ and date at the end; what stands after them is left over (front.c). */
void draft_read_signature(struct draft *dr);

/*
 * Where the list ends that begins with an item of p: the first item behind it; `first` itself if
 * none begins there. Bullets make a list, and so do numbers that are no headings of the report
 * (draft_list.c tells which); all other numbers stay where the document shows them, in the text.
 */
size_t draft_list_end(const struct draft_prose *p, size_t first);

/* One item of such a list. */
struct draft_list_item {
	const char *text; /* without its label; with it if it is deeper than two levels */
	size_t level;     /* 0, or 1 for an item of the list within the one above it */
	bool ordered;
	bool deeper; /* it was deeper than that in the document */
};

struct draft_list_item draft_list_item(const struct draft_prose *p, size_t first, size_t i);

/* Appends it as JSON text. */
void draft_write(struct buf *b, const struct draft *dr);

#endif
