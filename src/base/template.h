/* SPDX-License-Identifier: MIT */
/* template.h: wording with named places to fill: "{y}年{m}月{d}日". */
#ifndef KANBEN_BASE_TEMPLATE_H
#define KANBEN_BASE_TEMPLATE_H

#include <stddef.h>

#include "base/arena.h"

struct template_value {
	const char *name; /* without the braces */
	const char *text; /* what stands there; braces in it are only characters */
};

/* The format with each {name} replaced by its value, in the arena; a brace that names none stays.
 */
const char *template_fill(struct arena *a, const char *format, const struct template_value *values,
                          size_t n);

#endif
