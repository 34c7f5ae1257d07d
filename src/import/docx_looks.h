/* SPDX-License-Identifier: MIT */
/* docx_looks.h: private to import/. How run properties let text be seen (ECMA-376-1, 17.3.2). */
#ifndef KANBEN_IMPORT_DOCX_LOOKS_H
#define KANBEN_IMPORT_DOCX_LOOKS_H

#include "import/xml.h"

/* What run properties say; 0: nothing, 1: on, -1: off. */
struct run_looks {
	int hidden, struck, tiny, pale, filled;
	int shift; /* 1: raised, -1: lowered, 2: neither */
};

/* By a w:rPr, or NULL. */
struct run_looks run_looks_read(const xmlNode *properties);

/* Adds what `from`, which is farther from the text, says where `to` says nothing. */
void run_looks_add(struct run_looks *to, const struct run_looks *from);

struct seen run_looks_seen(const struct run_looks *looks);

/* Of a run in a paragraph: what its character style says, then what it says itself. */
struct seen run_looks_apply(struct seen paragraph, const struct run_looks *style,
                            const struct run_looks *direct);

/* w:val of a child element is on unless it says otherwise (17.17.4). */
bool run_looks_is_on(const xmlNode *parent, const char *name);

/* Whether a w:shd in the properties of a cell or paragraph gives it a ground that is not white. */
bool run_looks_is_filled(const xmlNode *properties);

#endif
