/* SPDX-License-Identifier: MIT */
/*
 * catalogue.h: a catalogue of translations as msgfmt writes it (GNU gettext manual, “The Format of
 * GNU MO Files”), for systems whose gettext does not read it. Either byte order. Plural forms and
 * strings that depend on the system are not told from others: a text is looked up by the first of
 * its forms, and its translation is the first of those.
 */
#ifndef KANBEN_BASE_CATALOGUE_H
#define KANBEN_BASE_CATALOGUE_H

#include "base/arena.h"

struct catalogue;

/*
 * Reads a file of n bytes, which the catalogue borrows. NULL if it is no catalogue, if anything in
 * it points outside of it, if a string does not end, or if the strings are not in order.
 */
const struct catalogue *catalogue_read(struct arena *a, const void *bytes, size_t n);

/* One without strings: every text stays as it is in the sources, in English. */
extern const struct catalogue catalogue_none;

/* The translation of a text, borrowed from the file; NULL if there is none. */
const char *catalogue_lookup(const struct catalogue *c, const char *source);

#endif
