/* SPDX-License-Identifier: MIT */
/* set_prose.h: titles, headings and paragraphs as flow items with their tags. */
#ifndef KANBEN_LAYOUT_SET_PROSE_H
#define KANBEN_LAYOUT_SET_PROSE_H

#include "layout/flow.h"

/* State that goes from block to block. */
struct prose_setter {
	struct setting *s;
	struct flow *flow;
	int document; /* the Document tag */
	int level;    /* of the last heading's tag: H1 is the title */
};

/* The title, then what a corrected edition says of itself, then the space before the text. */
void prose_set_title(struct prose_setter *p, const struct raw_text *title);
void prose_set_revision(struct prose_setter *p, const struct revision *rev);
void prose_set_title_space(struct prose_setter *p);

/* A heading of level 1 … STYLE_LEVELS; its tag never skips a level (ISO 14289-1 7.4.2). */
void prose_set_heading(struct prose_setter *p, int level, const struct raw_text *text);

/* Where the layout has run-in headings, its first sentence may be one. */
void prose_set_paragraph(struct prose_setter *p, struct raw_text *text);

/* A table, with the line above it if it has one. */
void prose_set_table(struct prose_setter *p, const struct table_source *src);

void prose_set_blocks(struct prose_setter *p, const struct prose *blocks);

#endif
