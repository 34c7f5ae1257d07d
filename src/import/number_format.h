/* SPDX-License-Identifier: MIT */
/* number_format.h: private to import/. Figures of a spreadsheet as they are shown. */
#ifndef KANBEN_IMPORT_NUMBER_FORMAT_H
#define KANBEN_IMPORT_NUMBER_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

enum number_shown {
	NUMBER_AS_IT_IS,
	NUMBER_ROUNDED,  /* less is shown than is stored */
	NUMBER_OTHERWISE /* a nought is not shown, or a minus sign in another way */
};

/* What the sections of a format code say. */
struct number_format;

/* Reads a format code ("0.00;-0.00"), in the arena. One that is far too long shows no number. */
const struct number_format *number_format_read(struct arena *a, const char *code);

/*
 * Appends a value ("1.2E-2") as a format shows it, without separators of thousands. False, and
 * nothing is appended: it is not a number, or the format is one for dates, fractions or exponents.
 */
bool number_format_put(struct buf *b, const char *value, const struct number_format *format,
                       enum number_shown *ret_shown);

/* The code of a built-in format (ECMA-376-1, 18.8.30). */
const char *number_format_built_in(size_t id);

#endif
