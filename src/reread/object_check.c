/* SPDX-License-Identifier: MIT */
/*
 * object_check.c: is the text of an object what ISO 32000-2, 7.3 says, so that all who read it see
 * the same? Of everything else (comments among it, which are rare within objects) qpdf says what it
 * is.
 */
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "reread/file_objects.h"
#include "reread/pdf_token.h"

enum { DEPTH_MAX = 64, DIGITS_MAX = 9 /* of what is surely an int */ };

/* The arrays and dictionaries that have begun. */
struct nesting {
	uint64_t arrays; /* a bit for each, the innermost last: it is an array */
	unsigned depth;
	bool key; /* the innermost one is a dictionary, and its next item a key */
};

/* qpdf takes a vertical tab for white space, which it is not. */
static bool ends_here(const char *p, const char *end)
{
	return p == end || !pdf_is_regular(*p);
}

static const char *skip_digits(const char *p, const char *end)
{
	while (p < end && utf8_is_ascii_digit(*p))
		p++;
	return p;
}

/* # and two digits, but not of the NUL, which nobody can have in a name (7.3.5). */
static bool is_escape(const char *p, const char *end)
{
	return end - p >= 3 && utf8_hex_digit(p[1]) >= 0 && utf8_hex_digit(p[2]) >= 0 &&
	       !(p[1] == '0' && p[2] == '0');
}

/* Each returns the end of what begins at p, or NULL. */
static const char *name_end(const char *p, const char *end)
{
	for (p++;; p++) {
		/* Nearly all of them are letters. */
		while (p < end && ((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z')))
			p++;
		if (ends_here(p, end))
			return p;
		if (*p == '\v' || (*p == '#' && !is_escape(p, end)))
			return NULL;
	}
}

static const char *number_end(const char *p, const char *end)
{
	const char *digits = p + (*p == '+' || *p == '-'), *point = skip_digits(digits, end);

	if (point < end && *point == '.') {
		p = skip_digits(point + 1, end);
		if (p == digits + 1) /* no digit at all, or none behind the point that begins it */
			return NULL;
	} else {
		p = point;
		if (p == digits || p - digits > DIGITS_MAX)
			return NULL;
	}
	return ends_here(p, end) ? p : NULL;
}

static const char *word_end(const char *p, const char *end)
{
	static const char *const words[] = {"true", "false", "null"};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		size_t n = strlen(words[i]);

		if ((size_t)(end - p) >= n && memcmp(p, words[i], n) == 0 && ends_here(p + n, end))
			return p + n;
	}
	return NULL;
}

static const char *hex_end(const char *p, const char *end)
{
	for (p++; p < end && *p != '>'; p++)
		if (utf8_hex_digit(*p) < 0 && !pdf_is_space(*p))
			return NULL;
	return p < end ? p + 1 : NULL;
}

static const char *literal_end(const char *p, const char *end)
{
	size_t depth = 0;

	for (; p < end; p++) {
		if (*p == '\\')
			p++;
		else if (*p == '(')
			depth++;
		else if (*p == ')' && --depth == 0)
			return p + 1;
	}
	return NULL;
}

/* "12 0 R" */
static const char *reference_end(const char *p, const char *end)
{
	for (int i = 0; i < 2; i++) {
		const char *number = p;

		p = skip_digits(p, end);
		if (p - number > DIGITS_MAX)
			return NULL;
		number = p;
		p = pdf_skip_space(p, end);
		if (p == number) /* and so where there are no digits */
			return NULL;
	}
	return p < end && *p == 'R' && ends_here(p + 1, end) ? p + 1 : NULL;
}

/* What is neither [ ] nor << >>. */
static const char *atom_end(const struct nesting *n, const char *p, const char *end)
{
	const char *after = NULL;

	switch (*p) {
	case '/':
		return name_end(p, end);
	case '(':
		return literal_end(p, end);
	case '<':
		return hex_end(p, end);
	case 't':
	case 'f':
	case 'n':
		return word_end(p, end);
	default:
		/* An object that is a reference is none for everybody. */
		if (n->depth > 0)
			after = reference_end(p, end);
		return after != NULL ? after : number_end(p, end);
	}
}

static bool begin(struct nesting *n, bool array)
{
	if (n->depth == DEPTH_MAX || n->key)
		return false;
	n->arrays = n->arrays << 1 | array;
	n->depth++;
	n->key = !array;
	return true;
}

/* Where nothing has begun, `arrays` and `key` are 0, and neither may end. */
static bool finish(struct nesting *n, bool array)
{
	if ((n->arrays & 1) != array || n->key == array)
		return false;
	n->arrays >>= 1;
	n->depth--;
	n->key = (n->arrays & 1) == 0;
	return true;
}

/* Behind the token at p, or NULL. */
static const char *token_end(struct nesting *n, const char *p, const char *end)
{
	bool twice = end - p >= 2 && p[1] == p[0];

	if (*p == '[' || (*p == '<' && twice))
		return begin(n, *p == '[') ? p + (*p == '[' ? 1 : 2) : NULL;
	if (*p == ']' || (*p == '>' && twice))
		return finish(n, *p == ']') ? p + (*p == ']' ? 1 : 2) : NULL;
	if (n->key && *p != '/')
		return NULL;
	n->key = !n->key && (n->arrays & 1) == 0;
	return atom_end(n, p, end);
}

const char *object_sound_end(const char *p, const char *end)
{
	struct nesting n = {.depth = 0};

	do {
		p = pdf_skip_space(p, end);
		p = p < end ? token_end(&n, p, end) : NULL;
	} while (p != NULL && n.depth > 0);
	return p;
}
