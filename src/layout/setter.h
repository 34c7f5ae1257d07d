/* SPDX-License-Identifier: MIT */
/* setter.h: the blocks of the content as flow items with their tags. */
#ifndef KANBEN_LAYOUT_SETTER_H
#define KANBEN_LAYOUT_SETTER_H

#include "layout/flow.h"

/* State that goes from block to block. */
struct setter {
	struct setting *s;
	struct flow *flow;
	int document; /* the Document tag */
};

/* Sets the blocks of a section one after the other. */
void setter_set_section(struct setter *p, const struct content_section *section);

/* The last item so far stays on one page with the next. */
void setter_keep_last(struct setter *p);

/* Empty slots that stay with what follows. */
void setter_add_blank(struct setter *p, int slots);

/* How far the text of one line reaches with what comes after it: a mark at its end stays whole. */
lu setter_label_width(const struct set_text *t);

/* What stands below the text (GB/T 9704-2012, 7.3.4 … 7.4). */
void closing_set_attachments(struct setter *p, const struct content_attachments *list);
void closing_set_signature(struct setter *p, const struct content_signature *signature);
void imprint_set(struct setter *p, const struct content_imprint *imprint);

/*
 * The imprint (版记) at the foot of the last page: who has copies, who printed the report and when,
 * between rules as wide as the text area (7.4).
 */
struct imprint {
	lu height;                              /* from its first rule to its last one */
	const struct set_text *label, *copies;  /* or NULL: who has copies is not said */
	lu copies_x;                            /* of their lines, behind the label */
	const struct set_text *organ, *printed; /* the last line: left and right */
	int copies_tag, organ_tag;
};

/* Its place on a page: the left end of its first rule. */
void imprint_emit(struct setting *s, const struct imprint *im, const struct text_spot *spot);

#endif
