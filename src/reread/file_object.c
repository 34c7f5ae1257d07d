/* SPDX-License-Identifier: MIT */
/* file_object.c: values as they stand in a file (ISO 32000-2, 7.3). */
#include "reread/file_objects.h"

#include <stdint.h>
#include <string.h>

#include "base/lu.h"
#include "base/utf8.h"
#include "reread/page_text.h"
#include "reread/pdf_token.h"

static const struct file_object none;

static const char *skip_regular(const char *p, const char *end)
{
	while (p < end && pdf_is_regular(*p))
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

/* Behind an array or a dictionary, of which only the delimiters matter here. */
static const char *skip_container(const char *p, const char *end)
{
	size_t depth = 0;

	while (p < end) {
		bool begins = is_pair(p, end, '<'), ends = is_pair(p, end, '>');

		if (begins || *p == '[')
			depth++;
		else if (ends || *p == ']')
			depth--;
		if (begins || ends)
			p += 2;
		else
			p = *p == '(' || *p == '<' ? skip_atom(p, end) : p + 1;
		if (depth == 0)
			return p;
		while (p < end && !pdf_is_delimiter(*p))
			p++;
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
		p = pdf_skip_space(p, end);
	}
	return p < end && *p == 'R' && (p + 1 == end || !pdf_is_regular(p[1])) ? p + 1 : NULL;
}

/* The value that begins at or after p. */
static struct file_object value_at(const char *p, const char *end)
{
	struct file_object x = {.p = pdf_skip_space(p, end)};

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

/* A dictionary, or that of a stream. */
static bool has_entries(struct file_object x)
{
	return x.p != NULL && is_pair(x.p, x.end, '<');
}

bool object_is_dictionary(struct file_object x)
{
	return has_entries(x) && !x.is_stream;
}

bool object_is_string(struct file_object x)
{
	return x.p != NULL && (*x.p == '(' || (*x.p == '<' && !has_entries(x)));
}

/* The number that digits from *p on are, as far as it may still be an int; *p goes behind them. */
static int64_t take_digits(const char **p, const char *end)
{
	int64_t n = 0;

	for (; *p < end && utf8_is_ascii_digit(**p) && n <= INT32_MAX; ++*p)
		n = n * 10 + (**p - '0');
	return n;
}

bool object_integer(struct file_object x, int *ret)
{
	const char *p = x.p;
	int64_t n;
	bool minus;

	if (p == NULL)
		return false;
	minus = *p == '-';
	p += *p == '-' || *p == '+';
	if (p == x.end)
		return false;
	n = take_digits(&p, x.end);
	n = minus ? -n : n;
	if (p < x.end || n < INT32_MIN || n > INT32_MAX)
		return false;
	*ret = (int)n;
	return true;
}

void object_put_name(struct file_object name, struct buf *b)
{
	pdf_put_plain(name.p, name.end, b);
}

/* Is it this one, with characters in hexadecimal digits? */
static bool is_written_name(struct file_object x, const char *name, size_t n)
{
	struct buf text = {0};
	bool is;

	object_put_name(x, &text);
	is = text.n == n + 1 && memcmp(text.p + 1, name, n) == 0;
	buf_release(&text);
	return is;
}

bool object_is_name(struct file_object x, const char *name)
{
	size_t n = strlen(name), got;

	if (x.p == NULL || *x.p != '/')
		return false;
	got = (size_t)(x.end - x.p) - 1;
	if (got == n)
		return memcmp(x.p + 1, name, n) == 0;
	return got > n && memchr(x.p, '#', got + 1) != NULL && is_written_name(x, name, n);
}

bool object_real(struct file_object x, double *ret)
{
	return x.p != NULL && num_read(x.p, ret) == x.end;
}

bool object_is_reference(struct file_object x)
{
	return x.p != NULL && utf8_is_ascii_digit(*x.p) && x.end[-1] == 'R';
}

int object_number(struct file_object x)
{
	int64_t n;

	if (x.number != 0)
		return x.number;
	n = object_is_reference(x) ? take_digits(&x.p, x.end) : 0;
	return n <= INT32_MAX ? (int)n : INT32_MAX; /* one that is too large is nobody's */
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
	if (!has_entries(dictionary))
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

void object_pick(struct file_object dictionary, const char *const keys[], size_t n,
                 struct file_object ret[])
{
	struct file_object key, value;

	for (size_t i = 0; i < n; i++)
		ret[i] = none;
	if (!has_entries(dictionary))
		return;
	dictionary.end -= 2;
	for (key = value_at(dictionary.p + 2, dictionary.end); key.p != NULL;
	     key = value_at(value.end, dictionary.end)) {
		value = value_at(key.end, dictionary.end);
		if (value.p == NULL)
			return;
		for (size_t i = 0; i < n; i++)
			if (object_is_name(key, keys[i]))
				ret[i] = value;
	}
}

/* An end of a line in a literal string is a line feed, whatever it is made of (7.3.4.2). */
static void put_lines(struct file_object literal, struct buf *b)
{
	for (const char *p = literal.p; p < literal.end; p++) {
		if (*p == '\r' && p[1] == '\n') /* its end is a parenthesis */
			continue;
		buf_putc(b, *p == '\r' ? '\n' : *p);
	}
}

void object_put_string(struct file_object string, struct buf *b)
{
	struct content_scan s = {.p = string.p, .end = string.end};
	struct buf lines = {0};
	struct content_token t;

	if (*string.p == '(' && memchr(string.p, '\r', (size_t)(string.end - string.p)) != NULL) {
		put_lines(string, &lines);
		s.p = lines.p;
		s.end = lines.p + lines.n;
	}
	t = content_next(&s);
	buf_put(b, s.text.p + t.at, t.n);
	buf_release(&s.text);
	buf_release(&lines);
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
	/* Most differ in the first letter, unless characters are written in digits. */
	for (size_t i = 0; i < e->n; i++) {
		const char *first = e->keys[i].p + 1;

		if ((*first == key[1] || *first == '#') && object_is_name(e->keys[i], key + 1))
			return e->values[i];
	}
	return none;
}

/* An object's text; it may be long, and is not gone through for its end. */
struct file_object object_whole(const char *p, const char *end)
{
	p = pdf_skip_space(p, end);
	while (end > p && pdf_is_space(end[-1]))
		end--;
	return p < end ? (struct file_object){.p = p, .end = end} : none;
}
