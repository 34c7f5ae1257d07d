/* SPDX-License-Identifier: MIT */
/* prose.h: titles, headings, paragraphs and signatures as flow items with their tags. */
#ifndef KANBEN_LAYOUT_PROSE_H
#define KANBEN_LAYOUT_PROSE_H

#include "layout/flow.h"

/* State that goes from block to block. */
struct prose_setter {
	struct setting *s;
	struct flow *flow;
	int document; /* the Document tag */
	int level;    /* of the last heading's tag: H1 is the title */
};

void prose_set_title(struct prose_setter *p, const struct raw_text *title);

/* A heading of level 1 … STYLE_LEVELS; its tag never skips a level (ISO 14289-1 7.4.2). */
void prose_set_heading(struct prose_setter *p, int level, const struct raw_text *text);

void prose_set_paragraph(struct prose_setter *p, const struct raw_text *text);

/* A table, with the line above it if it has one. */
void prose_set_table(struct prose_setter *p, const struct table_source *src);

void prose_set_blocks(struct prose_setter *p, const struct prose *blocks);

/* Organ and date below the text (GB/T 9704-2012 7.3.5.2). */
void prose_set_signature(struct prose_setter *p, const struct section *signature);

#endif
