/* SPDX-License-Identifier: MIT */
/*
 * pdf_names.h: private to reread/. What a name or an object of a PDF has been found to be: a
 * document says some of them a million times, and each question costs qpdf a search and an object
 * of its own.
 */
#ifndef KANBEN_REREAD_PDF_NAMES_H
#define KANBEN_REREAD_PDF_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct pdf_name {
	unsigned kind; /* of what is asked for; whoever asks has a number for each */
	int owner;     /* the object in which the name stands */
	const char *text;
	size_t n;
};

/* Zeroed at first; it stays where it is. */
struct pdf_names {
	struct known_name {
		uint64_t hash;
		unsigned kind;
		int owner;
		size_t at, n; /* its text in texts */
		int value;
	} * known;
	size_t n, cap;
	uint32_t *places; /* [place_n], by hash: 1 + index in known; 0: free */
	size_t place_n;   /* a power of two, at least twice n */
	struct buf texts;
};

/* What is kept for a name; false: nothing is. */
bool pdf_names_find(const struct pdf_names *t, const struct pdf_name *name, int *ret_value);

/* Keeps a value for a name that has none yet. */
void pdf_names_put(struct pdf_names *t, const struct pdf_name *name, int value);

void pdf_names_release(struct pdf_names *t);

#endif
