/* SPDX-License-Identifier: MIT */
/* tagged_lines.h: the web page that tagged.c writes: elements and paragraphs, a line each. */
#ifndef KANBEN_REREAD_TAGGED_LINES_H
#define KANBEN_REREAD_TAGGED_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* A piece of the current paragraph. */
struct tagged_piece {
	size_t from, to; /* in tagged_lines.words */
	double size, y;  /* in points; 0: unknown */
};

/* Zeroed at first. */
struct tagged_lines {
	struct buf words; /* of the current paragraph */
	struct tagged_piece *pieces;
	size_t piece_n, piece_cap;
	size_t page;       /* that the current paragraph is on, from 0 */
	const char *block; /* its element; NULL: "p" */
	bool right;        /* it is right-aligned */
	bool bulleted;     /* it is an item with a bullet */
	bool in_list;      /* a list with bullets is open */
	struct buf html;
	size_t *lines, *line_pages; /* where each line of html begins, and its page, from 1 */
	size_t line_n, line_cap;
};

/* A line begins; the caller writes it to html. */
void lines_begin(struct tagged_lines *l);

/* A tag as a line. */
void lines_open(struct tagged_lines *l, const char *element);
void lines_close(struct tagged_lines *l, const char *element);

/* Adds n bytes to the paragraph. */
void lines_add(struct tagged_lines *l, const char *s, size_t n, double size, double y);

/* Writes the paragraph, if there is one, with its raised and lowered pieces as such. */
void lines_flush(struct tagged_lines *l);

void lines_release(struct tagged_lines *l);

#endif
