/* SPDX-License-Identifier: MIT */
#include "base/template.h"

#include <string.h>

#include "base/buf.h"

/* The value of the placeholder {name} at s, or NULL. */
static const struct template_value *value_at(const char *s, const struct template_value *values,
                                             size_t n)
{
	size_t len = strcspn(s + 1, "}");

	for (size_t i = 0; s[len + 1] == '}' && i < n; i++)
		if (strlen(values[i].name) == len && memcmp(values[i].name, s + 1, len) == 0)
			return &values[i];
	return NULL;
}

bool template_next(const char **format, const struct template_value *values, size_t n,
                   struct template_piece *ret)
{
	const char *at = *format;

	if (*at == '\0')
		return false;
	ret->value = *at == '{' ? value_at(at, values, n) : NULL;
	if (ret->value != NULL) {
		ret->text = ret->value->text;
		ret->len = ret->text != NULL ? strlen(ret->text) : 0;
		*format = at + strlen(ret->value->name) + 2;
	} else {
		ret->text = at;
		ret->len = 1 + strcspn(at + 1, "{");
		*format = at + ret->len;
	}
	return true;
}

const char *template_fill(struct arena *a, const char *format, const struct template_value *values,
                          size_t n)
{
	struct buf b = {0};
	struct template_piece piece;

	while (template_next(&format, values, n, &piece))
		buf_put(&b, piece.text, piece.len);
	return buf_to_arena(a, &b);
}
