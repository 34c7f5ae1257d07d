/* SPDX-License-Identifier: MIT */
/* read_text.h: private to import/. The lines of a plain text. */
#ifndef KANBEN_IMPORT_READ_TEXT_H
#define KANBEN_IMPORT_READ_TEXT_H

#include "import/doc.h"

struct plain_line {
	const char *s; /* in doc.source */
	size_t n;      /* 0: a blank line */
	bool page_top; /* after a form feed */
	size_t blanks; /* blank lines before it */
	/* Columns before its text and of it, a Han character being two; in a text with pages how
	 * far it stands in, and how much shorter it is than the widest. */
	size_t indent, width;
};

struct text_lines {
	struct plain_line *lines;
	size_t n;
};

/* Adds a line as a paragraph. */
void text_add_paragraph(struct doc *d, const struct plain_line *line);

/* Adds a cell of one row and column whose n bytes of text stand in the source. */
void text_add_cell(struct doc *d, struct doc_table *t, const struct doc_cell *like, size_t n);

#endif
