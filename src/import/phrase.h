/* SPDX-License-Identifier: MIT */
/*
 * phrase.h: private to import/. The layout's patterns for titles, dates, years, page numbers:
 * {organ} is any text, {year} {y} {m} {d} {n} a number in digits or Han numerals, all else stands
 * for itself; blanks, widths and kinds of punctuation make no difference.
 */
#ifndef KANBEN_IMPORT_PHRASE_H
#define KANBEN_IMPORT_PHRASE_H

#include "import/doc.h"
#include "report/report.h"

struct pattern_match {
	const char *organ; /* in the text that was matched, blanks and all; NULL if none was asked
	                      for */
	size_t organ_n;    /* bytes */
	int year;          /* 0: not asked for */
	struct date date;
	size_t length; /* code points of the text that were looked at, blanks left out */
};

/* The whole text is as one of the patterns says; the first that fits counts. */
bool pattern_match(const struct form_texts *patterns, const char *text, struct pattern_match *ret);

/* Calls `found` for each place in a text where a pattern fits. */
void pattern_search(const struct form_texts *patterns, const char *text,
                    void (*found)(void *ctx, const struct pattern_match *m), void *ctx);

#endif
