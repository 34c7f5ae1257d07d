/* SPDX-License-Identifier: MIT */
/* set_closing.h: what stands below the text: list of attachments, signature, note. */
#ifndef KANBEN_LAYOUT_SET_CLOSING_H
#define KANBEN_LAYOUT_SET_CLOSING_H

#include "layout/set_prose.h"
#include "wording/wording.h"

/* The titles of what is attached (附件说明, GB/T 9704-2012, 7.3.4). */
void closing_set_attachments(struct prose_setter *p, const struct section *sec);

/* Organs and date (7.3.5.2, a document without a seal; 7.3.5.4). */
void closing_set_signature(struct prose_setter *p, const struct section *sec);

/* A note in brackets (附注, 7.3.6). */
void closing_set_note(struct prose_setter *p, const struct section *sec);

/* A string of the report as it is. */
struct raw_text closing_raw(const struct report_line *line);

/* The same with the layout's wording around it. */
struct raw_text closing_filled(const struct report_line *line, const struct wording_text *words);

/* How far the text of one line reaches with what comes after it: a mark at its end stays whole. */
lu closing_label_width(const struct set_text *t);

#endif
