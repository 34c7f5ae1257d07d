/* SPDX-License-Identifier: MIT */
/* template.h: wording with named places to fill: "{y}年{m}月{d}日". */
#ifndef KANBEN_BASE_TEMPLATE_H
#define KANBEN_BASE_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct template_value {
	const char *name; /* without the braces */
	const char *text; /* what stands there; braces in it are only characters */
};

/* A stretch of a format: plain text, or where one of the values goes. */
struct template_piece {
	const struct template_value *value; /* NULL: plain text */
	const char *text;                   /* of the value or the format; not NUL-terminated */
	size_t len;
};

/*
 * The piece with which *format begins, which is moved past it; false at its end. A brace that names
 * no value is plain text. A value whose text is NULL has none: the caller puts something there.
 */
bool template_next(const char **format, const struct template_value *values, size_t n,
                   struct template_piece *ret);

/* The format with each {name} replaced by its value, in the arena; a brace that names none stays.
 */
const char *template_fill(struct arena *a, const char *format, const struct template_value *values,
                          size_t n);

#endif
