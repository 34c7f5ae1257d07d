/* SPDX-License-Identifier: MIT */
/* text_lines.h: private to import/. The lines of a plain text, and its tables (text_drawn.c). */
#ifndef KANBEN_IMPORT_TEXT_LINES_H
#define KANBEN_IMPORT_TEXT_LINES_H

#include "import/doc.h"

struct plain_line {
	const char *s; /* in doc.source */
	size_t n;      /* 0: a blank line */
	bool page_top; /* after a form feed */
	size_t blanks; /* blank lines before it */
	/* Width of the space before its text and of the text, a Han character being 2; in a text
	 * with pages replaced by its indent and by how much shorter it is than the widest. */
	size_t indent, width;
};

struct text_lines {
	struct plain_line *lines;
	size_t n;
	/* No table of cells in lines of their own, or between bars, begins before these lines. */
	size_t valueless, unbarred;
};

bool text_is_blank(const char *s, size_t n);

/* The place of s, which is in doc.source. */
struct doc_place text_place(const struct doc *d, const char *s);

void text_add_paragraph(struct doc *d, const struct plain_line *line);

/* Reads the drawn table that begins at a line; the line after it, or `first` if there is none. */
size_t text_read_drawn(struct doc *d, struct text_lines *ls, size_t first);

/*
 * Makes commas or semicolons between values tabs, in a text without tabs: of a file that is a table
 * as a whole, or of rows with figures and without sentences. Places stay as they are.
 */
void text_split_csv(struct doc *d);

#endif
