/* SPDX-License-Identifier: MIT */
/*
 * norm.h: private to import/. Compares texts as people read them: blanks, full and half width and
 * kinds of punctuation make no difference. A text is compared with another (norm.c), or with a
 * phrase of the layout (phrase.c).
 */
#ifndef KANBEN_IMPORT_NORM_H
#define KANBEN_IMPORT_NORM_H

#include <stdint.h>

#include "base/distance.h"
#include "import/doc.h"
#include "report/report.h"

enum {
	NORM_SAME = 1000,
	NORM_LEAST = 750 /* below it two texts are different */
};

struct norm {
	const uint32_t *cps; /* at most DISTANCE_MAX + 1 of them */
	size_t n;
	size_t number;    /* length of the number at the beginning: （一）, 1. */
	uint64_t letters; /* a bit for each that stands behind it, several of which share one */
};

/* Where the text of a norm may be that is compared at once and not kept. */
struct norm_room {
	uint32_t cps[DISTANCE_MAX + 1];
};

/*
 * Leaves out '|', the texts of `dropped` and everything that makes no difference. A text that is
 * longer than any wording is read only so far that this shows.
 */
struct norm norm_in(struct norm_room *room, const char *text, const struct form_texts *dropped);

/* The same in the arena. */
struct norm norm_text(struct arena *a, const char *text, const struct form_texts *dropped);

/* Likeness of a document's wording to the form's: NORM_LEAST … NORM_SAME, or 0. */
int norm_likeness(const struct norm *found, const struct norm *wanted);

/* Whether it is NORM_SAME, at less cost. */
bool norm_is_same(const struct norm *a, const struct norm *b);

/* Whether a text has more code points. */
bool norm_is_longer(const char *text, size_t most);

/* Length of the longest common subsequence. */
size_t norm_common(const struct norm *a, const struct norm *b);

/* Half width for full width, one form of each punctuation mark; 0 for what is ignored. */
uint32_t norm_char(uint32_t cp);

/* The text behind a wording of the layout that it begins with, or NULL. */
const char *norm_behind(const char *text, const char *wording);

/*
 * Phrases are a layout's wordings for titles, dates, years and page numbers: {organ} is any text,
 * {year} {y} {m} {d} {n} are numbers in digits or Han numerals, the rest is literal.
 */
struct phrase_match {
	const char *organ; /* in the text, with its blanks; NULL: the phrase has no {organ} */
	size_t organ_n;    /* bytes */
	int year;          /* 0: the phrase has no {year} */
	struct date date;
	size_t length; /* code points of the text that it fits, without blanks */
};

/* Whether a phrase fits the whole text; the first that does counts. */
bool phrase_match(const struct form_texts *phrases, const char *text, struct phrase_match *ret);

/* Calls `found` for each place in the first n bytes of a text where a phrase fits. */
void phrase_search(const struct form_texts *phrases, const char *text, size_t n,
                   void (*found)(void *ctx, const struct phrase_match *m), void *ctx);

#endif
