/* SPDX-License-Identifier: MIT */
/* docx.h: private to import/. The walk through a .docx: blocks (read_docx.c), text (docx_inline.c).
 */
#ifndef KANBEN_IMPORT_DOCX_H
#define KANBEN_IMPORT_DOCX_H

#include "import/xml.h"

enum { DOCX_FIELDS_MAX = 16 /* fields within fields; deeper ones are read as text */ };

/* A complex field (ECMA-376-1, 17.16.18) that has begun. */
struct docx_field {
	size_t code;   /* where its code begins in docx.codes */
	bool result;   /* its result has begun */
	bool left_out; /* its result is a page number */
};

struct docx {
	struct gather g;
	struct docx_numbers *numbers; /* NULL in headers and footers */
	struct seen seen;             /* by the paragraph's style */
	bool filled;                  /* the ground of cell or paragraph is not white */
	struct docx_field fields[DOCX_FIELDS_MAX];
	size_t field_n;
	struct buf codes;
	size_t paragraph_n;
	bool too_deep; /* is reported */
};

/* Elements that only wrap their content, NULL-terminated. */
extern const char *const docx_wrappers[];

/* Reads paragraphs and tables; or a run, or whatever else is in a paragraph. */
void docx_walk_blocks(struct docx *x, const xmlNode *parent, int depth);
void docx_walk_inline(struct docx *x, const xmlNode *node, int depth);

#endif
