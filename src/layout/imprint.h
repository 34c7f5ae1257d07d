/* SPDX-License-Identifier: MIT */
/*
 * imprint.h: the imprint (版记) at the foot of the last page: who has copies, who printed the
 * report and when, between rules as wide as the text area (GB/T 9704-2012, 7.4).
 */
#ifndef KANBEN_LAYOUT_IMPRINT_H
#define KANBEN_LAYOUT_IMPRINT_H

#include "layout/set_prose.h"

struct imprint {
	lu height;                              /* from its first rule to its last one */
	const struct set_text *label, *copies;  /* or NULL: who has copies is not said */
	lu copies_x;                            /* of their lines, behind the label */
	const struct set_text *organ, *printed; /* the last line: left and right */
	int copies_tag, organ_tag;
};

/* Adds the imprint to the flow. */
void imprint_set(struct prose_setter *p, const struct section *sec);

/* Its place on a page: the left end of its first rule. */
void imprint_emit(struct setting *s, const struct imprint *im, const struct text_spot *spot);

#endif
