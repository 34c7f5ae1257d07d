/* SPDX-License-Identifier: MIT */
/* closing.h: what stands below the text: list of attachments, signature, note. */
#ifndef KANBEN_LAYOUT_CLOSING_H
#define KANBEN_LAYOUT_CLOSING_H

#include "layout/prose.h"

/* The titles of what is attached (附件说明, GB/T 9704-2012, 7.3.4). */
void closing_set_attachments(struct prose_setter *p, const struct section *sec);

/* Organs and date (7.3.5.2, a document without a seal; 7.3.5.4). */
void closing_set_signature(struct prose_setter *p, const struct section *sec);

/* A note in brackets (附注, 7.3.6). */
void closing_set_note(struct prose_setter *p, const struct section *sec);

/* A string of the report as it is. */
struct raw_text closing_raw(const struct report_line *line);

/* How far the text of one line reaches with what comes after it: a mark at its end stays whole. */
lu closing_label_width(const struct set_text *t);

/* A layout's wording with a string of the report in it. */
struct closing_words {
	struct raw_text raw;
	size_t label_len; /* bytes of the wording before the string */
};

/*
 * The wording has {text} in it, where the string goes. What the string itself begins or ends with
 * is not said twice: "（公开）" comes into "（{text}）" as it is.
 */
struct closing_words closing_words(struct setting *s, const char *wording,
                                   const struct report_line *line);

#endif
