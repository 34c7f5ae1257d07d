/* SPDX-License-Identifier: MIT */
/* template.h: wording with named placeholders: "{y}年{m}月{d}日". */
#ifndef KANBEN_BASE_TEMPLATE_H
#define KANBEN_BASE_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct template_value {
	const char *name; /* without the braces */
	const char *text; /* replaces the placeholder; braces in it have no meaning */
};

/* A piece of a format: plain text or a placeholder. */
struct template_piece {
	const struct template_value *value; /* NULL: plain text */
	const char *text;                   /* borrowed from value or format; not NUL-terminated */
	size_t len;
};

/*
 * Takes the first piece of *format and advances *format past it; false at the end. Braces around
 * an unknown name are plain text. A value's text may be NULL: the caller supplies its content.
 */
bool template_next(const char **format, const struct template_value *values, size_t n,
                   struct template_piece *ret);

/* The format with each {name} replaced by its value, in the arena; unknown names are kept as is. */
const char *template_fill(struct arena *a, const char *format, const struct template_value *values,
                          size_t n);

#endif
