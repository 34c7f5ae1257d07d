/* SPDX-License-Identifier: MIT */
/*
 * wording.h: texts made of a layout's wording and a report's facts, as they stand in every kind of
 * document. All in the arena given.
 */
#ifndef KANBEN_WORDING_WORDING_H
#define KANBEN_WORDING_WORDING_H

#include "base/arena.h"
#include "report/report.h"
#include "style/style.h"

/* A date, and what was corrected when. */
const char *wording_date(struct arena *a, const struct style *st, const struct date *d);
const char *wording_revision_note(struct arena *a, const struct style *st,
                                  const struct revision *rev);

/* The number before title i, from 0, of a list of attachments; NULL: a lone one has none. */
const char *wording_attachment_number(struct arena *a, const struct section *sec, size_t i);

/* Who printed a report is said beside this: the day of it, "…印发". */
const char *wording_printed(struct arena *a, const struct style *st, const struct section *sec);

/* A layout's wording with a string of the report in it. */
struct wording_text {
	const char *text;
	size_t label_len; /* bytes of the wording before the string, wherever they come from */
	size_t before;    /* bytes of text before the string */
};

/*
 * The wording has {text} in it, where the string goes. What the string itself begins or ends with
 * is not said twice: "（公开）" comes into "（{text}）" as it is.
 */
struct wording_text wording_fill(struct arena *a, const char *wording,
                                 const struct report_line *line);

#endif
