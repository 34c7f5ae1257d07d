/* SPDX-License-Identifier: MIT */
#include "xml/xml_tree.h"

#include <string.h>
#include <strings.h>

struct xml_budget xml_budget_of(size_t n)
{
	enum { LEAST = 500000, MOST = 4000000, BYTES_OF_A_NODE = 4 };
	size_t nodes = LEAST + n / BYTES_OF_A_NODE;

	return (struct xml_budget){nodes < MOST ? nodes : MOST};
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static const char *skip_blanks(const char *s, const char *end)
{
	while (s < end && is_blank(*s))
		s++;
	return s;
}

/* Behind the text; the end if it is not there. */
static const char *behind(const char *s, const char *end, const char *text)
{
	const char *at = memmem(s, (size_t)(end - s), text, strlen(text));

	return at != NULL ? at + strlen(text) : end;
}

/* A value: quotes count only where it begins (HTML, 13.2.5.37). */
static const char *skip_value(const char *s, const char *end)
{
	s = skip_blanks(s, end);
	if (s < end && (*s == '"' || *s == '\'')) {
		const char *close = memchr(s + 1, *s, (size_t)(end - s - 1));

		return close != NULL ? close + 1 : end;
	}
	while (s < end && *s != '>' && !is_blank(*s))
		s++;
	return s;
}

/* Behind the ">" of a tag whose name is at s; *ret_n: its attributes. */
static const char *skip_tag(const char *s, const char *end, size_t *ret_n)
{
	*ret_n = 0;
	while (s < end && *s != '>' && *s != '/' && !is_blank(*s))
		s++;
	while (s < end && *s != '>') {
		if (is_blank(*s) || *s == '/') {
			s++;
			continue;
		}
		++*ret_n;
		while (s < end && *s != '>' && *s != '/' && *s != '=' && !is_blank(*s))
			s++;
		s = skip_blanks(s, end);
		if (s < end && *s == '=')
			s = skip_value(s + 1, end);
	}
	return s < end ? s + 1 : end;
}

static bool begins(const char *s, const char *end, const char *name)
{
	size_t n = strlen(name);

	return (size_t)(end - s) >= n && strncasecmp(s, name, n) == 0;
}

bool xml_fits(const char *text, size_t n, size_t attributes, struct xml_budget *left)
{
	const char *s = text, *end = text + n;

	while (s < end && (s = memchr(s, '<', (size_t)(end - s))) != NULL) {
		bool raw = begins(s, end, "<script") || begins(s, end, "<style");
		size_t count = 0, nodes = 1;

		s++;
		if (begins(s, end, "!--"))
			s = behind(s, end, "-->");
		else if (s < end && (*s == '/' || *s == '!' || *s == '?'))
			s = behind(s, end, ">");
		else
			s = skip_tag(s, end, &count);
		if (raw)
			s = behind(s, end, "</");
		nodes += count + (s < end && *s != '<'); /* a text */
		if (count > attributes || nodes > left->nodes)
			return false;
		left->nodes -= nodes;
	}
	return true;
}
