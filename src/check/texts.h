/* SPDX-License-Identifier: MIT */
/* texts.h: private to check/. The texts of a report one after the other, and what is told of them.
 */
#ifndef KANBEN_CHECK_TEXTS_H
#define KANBEN_CHECK_TEXTS_H

#include "base/pattern.h"
#include "check/checker.h"
#include "form/prose_check.h"

/* A text to look at. */
struct text {
	const char *text;
	size_t len;
	const struct json *at;
	const struct section *section; /* NULL: title, organ */
	const struct block *block;     /* NULL: what is no block of prose */
	bool title;
};

struct texts {
	struct text *list;
	size_t n;
	const struct json *skipped; /* the first that is too long to be looked at, or NULL */
};

/* All of a report, in its order. */
struct texts texts_collect(struct arena *a, const struct report *r);

/* One check on its way through the texts. */
struct walk {
	struct checker *c;
	const struct form_check *check;
	const struct form_prose_check *wording;
	const struct texts *texts;
	struct pattern_search *search;
	size_t told; /* findings about the text at hand */
};

bool text_in_scope(const struct walk *w, const struct text *t);

/*
 * The next match of a pattern at or behind *at that its `unless` does not speak against; *at is
 * moved behind it.
 */
bool text_find(const struct walk *w, const struct text *t, const struct pattern *p, size_t *at,
               struct pattern_span *ret);

/* Where a text's byte was typed. */
struct diag_place text_place(const struct walk *w, const struct text *t, size_t off);

/* A stretch with a little of what stands around it, safe for a message. */
const char *text_context(const struct walk *w, const struct text *t, struct pattern_span span);

/* The layout's sentence in the user's language, {match} and {context} filled in. */
const char *text_message(const struct walk *w, const struct form_message *message,
                         const struct text *t, struct pattern_span span);

/* A check of each kind. */
void texts_check_find(struct walk *w);
void texts_check_lack(struct walk *w);
void texts_check_count(struct walk *w);
void texts_check_year(struct walk *w);
void texts_check_series(struct walk *w);
void texts_check_levels(struct walk *w);
void texts_check_repeat(struct walk *w);

#endif
