/* SPDX-License-Identifier: MIT */
/* file_object.c: values as they stand in a file (ISO 32000-1, 7.3). */
#include "reread/file_objects.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "reread/pdf_token.h"

static const struct file_object none;

static bool is_regular(char c)
{
	return !pdf_is_space(c) && !pdf_is_delimiter(c);
}

static const char *skip_space(const char *p, const char *end)
{
	while (p < end && pdf_is_space(*p))
		p++;
	return p;
}

static const char *skip_regular(const char *p, const char *end)
{
	while (p < end && is_regular(*p))
		p++;
	return p;
}

/* ISO 32000-1, 7.3.4.2: parentheses within are in pairs or have a backslash. */
static const char *skip_literal(const char *p, const char *end)
{
	int depth = 0;

	for (; p < end; p++) {
		if (*p == '\\' && p + 1 < end)
			p++;
		else if (*p == '(')
			depth++;
		else if (*p == ')' && --depth == 0)
			return p + 1;
	}
	return end;
}

/* Behind what is neither [ ], << >> nor a reference; at least one byte on. */
static const char *skip_atom(const char *p, const char *end)
{
	const char *next;

	if (*p == '(')
		return skip_literal(p, end);
	if (*p == '<') {
		next = memchr(p, '>', (size_t)(end - p));
		return next != NULL ? next + 1 : end;
	}
	next = skip_regular(p + (*p == '/'), end);
	return next > p ? next : p + 1;
}

static bool is_pair(const char *p, const char *end, char c)
{
	return end - p >= 2 && p[0] == c && p[1] == c;
}

/* Behind an array or a dictionary. */
static const char *skip_container(const char *p, const char *end)
{
	size_t depth = 0;

	while (p < end) {
		bool begins = is_pair(p, end, '<'), ends = is_pair(p, end, '>');

		if (begins || *p == '[')
			depth++;
		else if (ends || *p == ']')
			depth--;
		p = begins || ends ? p + 2 : skip_atom(p, end);
		if (depth == 0)
			return p;
		p = skip_space(p, end);
	}
	return end;
}

/* "12 0 R": its end, or NULL. */
static const char *reference_end(const char *p, const char *end)
{
	for (int i = 0; i < 2; i++) {
		const char *number = p;

		while (p < end && utf8_is_ascii_digit(*p))
			p++;
		if (p == number)
			return NULL;
		p = skip_space(p, end);
	}
	return p < end && *p == 'R' && (p + 1 == end || !is_regular(p[1])) ? p + 1 : NULL;
}

/* The value that begins at or after p. */
static struct file_object value_at(const char *p, const char *end)
{
	struct file_object x = {.p = skip_space(p, end)};

	if (x.p >= end)
		return none;
	if (*x.p == '[' || is_pair(x.p, end, '<'))
		x.end = skip_container(x.p, end);
	else if (utf8_is_ascii_digit(*x.p))
		x.end = reference_end(x.p, end);
	if (x.end == NULL)
		x.end = skip_atom(x.p, end);
	return x;
}

bool object_is_array(struct file_object x)
{
	return x.p != NULL && *x.p == '[';
}

bool object_is_dictionary(struct file_object x)
{
	return x.p != NULL && is_pair(x.p, x.end, '<');
}

bool object_integer(struct file_object x, int *ret)
{
	char *end;
	long n;

	if (x.p == NULL || (!utf8_is_ascii_digit(*x.p) && *x.p != '-'))
		return false;
	n = strtol(x.p, &end, 10);
	if (end != x.end || n < INT32_MIN || n > INT32_MAX)
		return false;
	*ret = (int)n;
	return true;
}

bool object_is_name(struct file_object x, const char *name)
{
	size_t n = strlen(name);

	return x.p != NULL && *x.p == '/' && (size_t)(x.end - x.p) == n + 1 &&
	       memcmp(x.p + 1, name, n) == 0;
}

bool object_real(struct file_object x, double *ret)
{
	char *end;

	if (x.p == NULL || (!utf8_is_ascii_digit(*x.p) && *x.p != '-' && *x.p != '.'))
		return false;
	*ret = strtod(x.p, &end);
	return end == x.end;
}

bool object_is_reference(struct file_object x)
{
	return x.p != NULL && utf8_is_ascii_digit(*x.p) && x.end[-1] == 'R';
}

int object_number(struct file_object x)
{
	if (x.number != 0)
		return x.number;
	return object_is_reference(x) ? (int)strtol(x.p, NULL, 10) : 0;
}

struct file_object object_first(struct file_object array)
{
	return object_is_array(array) ? value_at(array.p + 1, array.end - 1) : none;
}

struct file_object object_next(struct file_object array, struct file_object item)
{
	return value_at(item.end, array.end - 1);
}

void object_entries_of(struct file_object dictionary, struct file_entries *ret)
{
	const char *end = dictionary.end;
	struct file_object key;

	ret->n = 0;
	if (!object_is_dictionary(dictionary))
		return;
	end -= 2;
	key = value_at(dictionary.p + 2, end);
	while (key.p != NULL && ret->n < OBJECT_ENTRIES_MAX) {
		struct file_object value = value_at(key.end, end);

		if (value.p == NULL)
			return;
		ret->keys[ret->n] = key;
		ret->values[ret->n++] = value;
		key = value_at(value.end, end);
	}
}

size_t object_count(struct file_object array)
{
	size_t n = 0;

	for (struct file_object item = object_first(array); item.p != NULL;
	     item = object_next(array, item))
		n++;
	return n;
}

struct file_object object_entry(const struct file_entries *e, const char *key)
{
	for (size_t i = 0; i < e->n; i++)
		if (object_is_name(e->keys[i], key + 1))
			return e->values[i];
	return none;
}

/* An object's text; it may be long, and is not gone through for its end. */
struct file_object object_whole(const char *p, const char *end)
{
	p = skip_space(p, end);
	while (end > p && pdf_is_space(end[-1]))
		end--;
	return p < end ? (struct file_object){.p = p, .end = end} : none;
}
