/* SPDX-License-Identifier: MIT */
/*
 * gather.h: private to import/. Text that comes in pieces, from the runs of a .docx or the nodes of
 * HTML, gathered into paragraphs. Blanks are put together as a browser does, but none is left
 * between Han characters, where a line of the file only ended.
 */
#ifndef KANBEN_IMPORT_GATHER_H
#define KANBEN_IMPORT_GATHER_H

#include "import/doc.h"

struct gather {
	struct doc *doc;
	struct buf text;
	bool gap, line; /* blanks came since; a line ended among them */
	bool cell;      /* in a cell: paragraphs are joined instead of added */
	bool keep;      /* blanks are text, not the file's own lines */
	bool heading, right;
	struct doc_place place;
};

/* Adds n bytes of UTF-8. */
void gather_text(struct gather *g, const char *s, size_t n);

/* A paragraph ends here, or a line within it. */
void gather_break(struct gather *g);

#endif
