/* SPDX-License-Identifier: MIT */
/*
 * unit.h: private to import/. The units in which a document says its figures are: in a head, a
 * row's label, a line above the table.
 */
#ifndef KANBEN_IMPORT_UNIT_H
#define KANBEN_IMPORT_UNIT_H

#include <stdbool.h>

#include "import/doc.h"

#define NO_POWER (-1)

/* Money that is not converted: of another currency, or it has two units. */
#define OTHER_POWER (-2)

/* What a text says of units. A zeroed one is not empty: see unit_none. */
struct unit {
	int money;           /* 10 to the power of it is one unit of form.recognise.money's first */
	const char *text;    /* of the money's unit, or of `scaled`, in the arena; NULL: none */
	const char *other;   /* the second unit of money, which contradicts `text`; or NULL */
	const char *counter; /* of counts, or NULL */
	bool scaled;         /* counts are in tens, hundreds and so on */
	bool labelled;       /* the text has a word such as form.recognise.units */
};

struct unit unit_none(void);

bool unit_is_named(const struct unit *u);

/* The layout's words for units, made once for a document. */
struct unit_words;
const struct unit_words *unit_words_read(struct arena *a, const struct form *form);

/*
 * The units that a text names behind stops and brackets, as in “…（单位：万元）” and
 * “单位：件、元”. The whole text is no unit: labels of columns and rows may be worded like one.
 */
struct unit unit_read(struct arena *a, const struct unit_words *words, const char *text);

/* Both: a contradiction if they name different units of money. */
struct unit unit_join(const struct unit *one, const struct unit *other);

#endif
