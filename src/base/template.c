/* SPDX-License-Identifier: MIT */
#include "base/template.h"

#include <string.h>

#include "base/buf.h"

/* The value whose {name} stands at s, or NULL. */
static const struct template_value *value_at(const char *s, const struct template_value *values,
                                             size_t n)
{
	size_t len = strcspn(s + 1, "}");

	for (size_t i = 0; s[len + 1] == '}' && i < n; i++)
		if (strlen(values[i].name) == len && memcmp(values[i].name, s + 1, len) == 0)
			return &values[i];
	return NULL;
}

const char *template_fill(struct arena *a, const char *format, const struct template_value *values,
                          size_t n)
{
	struct buf b = {0};

	while (*format != '\0') {
		const struct template_value *v =
		        *format == '{' ? value_at(format, values, n) : NULL;
		size_t plain = 1 + strcspn(format + 1, "{");

		if (v != NULL) {
			buf_puts(&b, v->text);
			format += strlen(v->name) + 2;
		} else {
			buf_put(&b, format, plain);
			format += plain;
		}
	}
	return buf_to_arena(a, &b);
}
