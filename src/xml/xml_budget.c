/* SPDX-License-Identifier: MIT */
#include "xml/xml_tree.h"

#include <string.h>
#include <strings.h>

#include "xml/xml_names.h"

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

static bool begins(const char *s, const char *end, const char *name)
{
	size_t n = strlen(name);

	return (size_t)(end - s) >= n && strncasecmp(s, name, n) == 0;
}

/*
 * Behind an end tag, a declaration or an instruction. In XML (names not NULL) what looks like tags
 * in the latter, and in text that is marked as such, is none; in HTML ">" ends all of them.
 */
static const char *skip_other(const char *s, const char *end, struct xml_names *names)
{
	if (names != NULL && *s == '/')
		xml_names_close(names);
	if (names != NULL && *s == '?')
		return behind(s, end, "?>");
	if (names != NULL && begins(s, end, "![CDATA["))
		return behind(s, end, "]]>");
	return behind(s, end, ">");
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

static void take(struct xml_names *names, const char *name, const char *end)
{
	if (names != NULL)
		xml_names_take(names, name, (size_t)(end - name));
}

/*
 * Behind the ">" of a tag whose name is at s; *ret_n: its attributes. The names, which are NULL
 * for HTML, take its own, and what it opens.
 */
static const char *skip_tag(const char *s, const char *end, struct xml_names *names, size_t *ret_n)
{
	const char *name = s;
	size_t spaces = 0;

	*ret_n = 0;
	while (s < end && *s != '>' && *s != '/' && !is_blank(*s))
		s++;
	take(names, name, s);
	while (s < end && *s != '>') {
		if (is_blank(*s) || *s == '/') {
			s++;
			continue;
		}
		++*ret_n;
		spaces += begins(s, end, "xmlns");
		for (name = s; s < end && *s != '>' && *s != '/' && *s != '=' && !is_blank(*s);)
			s++;
		take(names, name, s);
		s = skip_blanks(s, end);
		if (s < end && *s == '=')
			s = skip_value(s + 1, end);
	}
	if (names != NULL && s[-1] != '/')
		xml_names_open(names, spaces);
	return s < end ? s + 1 : end;
}

/* Takes an element, or what else has nodes; false: it is too much. */
static bool take_nodes(struct xml_budget *left, size_t nodes, size_t attributes)
{
	enum { FEW = 32, PAIRS_MAX = 1 << 26 };

	if (nodes > left->nodes)
		return false;
	left->nodes -= nodes;
	if (attributes > FEW)
		left->pairs += attributes * attributes / 2;
	return left->pairs <= PAIRS_MAX;
}

static bool fits(const char *text, size_t n, size_t attributes, struct xml_names *names,
                 struct xml_budget *left)
{
	const char *s = text, *end = text + n;

	while (s < end && (s = memchr(s, '<', (size_t)(end - s))) != NULL) {
		bool raw = names == NULL && (begins(s, end, "<script") || begins(s, end, "<style"));
		size_t count = 0, nodes = 1;

		s++;
		if (begins(s, end, "!--"))
			s = behind(s, end, "-->");
		else if (s < end && (*s == '/' || *s == '!' || *s == '?'))
			s = skip_other(s, end, names);
		else
			s = skip_tag(s, end, names, &count);
		if (raw)
			s = behind(s, end, "</");
		nodes += count + (s < end && *s != '<'); /* a text */
		if (count > attributes || !take_nodes(left, nodes, count) ||
		    (names != NULL && !xml_names_fit(names)))
			return false;
	}
	return true;
}

bool xml_fits(const char *text, size_t n, size_t attributes, struct xml_budget *left)
{
	bool html = attributes > XML_ATTRIBUTES_MAX; /* which has no namespaces */
	struct xml_names names = {.seen = NULL};
	bool fit = fits(text, n, attributes, html ? NULL : &names, left);

	xml_names_release(&names);
	return fit;
}
