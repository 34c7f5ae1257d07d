/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/lu.h"
#include "base/utf8.h"
#include "reread/page_text.h"
#include "reread/pdf_token.h"

static void skip_space(struct content_scan *s)
{
	while (s->p < s->end && (pdf_is_space(*s->p) || *s->p == '%')) {
		if (*s->p != '%') {
			s->p++;
			continue;
		}
		while (s->p < s->end && *s->p != '\n' && *s->p != '\r')
			s->p++;
	}
}

/* A character after a backslash (table 3). */
static void take_escape(struct content_scan *s)
{
	static const char letters[] = "nrtbf", meant[] = "\n\r\t\b\f";
	const char *found;
	unsigned code = 0;
	int n = 0;

	if (s->p == s->end)
		return;
	for (; n < 3 && s->p < s->end && *s->p >= '0' && *s->p <= '7'; n++)
		code = code * 8 + (unsigned)(*s->p++ - '0');
	if (n > 0) {
		buf_putc(&s->text, (char)code);
		return;
	}
	found = *s->p != '\0' ? strchr(letters, *s->p) : NULL;
	if (*s->p == '\r' && s->p + 1 < s->end && s->p[1] == '\n')
		s->p++;
	else if (*s->p != '\n' && *s->p != '\r')
		buf_putc(&s->text, found != NULL ? meant[found - letters] : *s->p);
	s->p++;
}

static void take_literal(struct content_scan *s)
{
	int depth = 1;

	while (s->p < s->end) {
		char c = *s->p++;

		if (c == '\\') {
			take_escape(s);
			continue;
		}
		depth += (c == '(') - (c == ')');
		if (depth == 0)
			return;
		buf_putc(&s->text, c);
	}
}

static void take_hex(struct content_scan *s)
{
	int high = -1;

	while (s->p < s->end && *s->p != '>') {
		int digit = utf8_hex_digit(*s->p++);

		if (digit < 0)
			continue;
		if (high < 0) {
			high = digit;
			continue;
		}
		buf_putc(&s->text, (char)(high << 4 | digit));
		high = -1;
	}
	if (high >= 0)
		buf_putc(&s->text, (char)(high << 4));
	if (s->p < s->end)
		s->p++;
}

static void take_name(struct content_scan *s)
{
	while (s->p < s->end && pdf_is_regular(*s->p)) {
		char c = *s->p++;

		if (c == '#' && s->end - s->p >= 2 && utf8_hex_digit(s->p[0]) >= 0 &&
		    utf8_hex_digit(s->p[1]) >= 0) {
			c = (char)(utf8_hex_digit(s->p[0]) << 4 | utf8_hex_digit(s->p[1]));
			s->p += 2;
		}
		buf_putc(&s->text, c);
	}
}

static void take_word(struct content_scan *s, struct content_token *t)
{
	const char *word, *end;

	while (s->p < s->end && pdf_is_regular(*s->p))
		buf_putc(&s->text, *s->p++);
	t->kind = CONTENT_WORD;
	if (s->text.n == t->at)
		return;
	word = s->text.p + t->at;
	end = s->text.p + s->text.n;
	if (num_read(word, &t->number) == end)
		t->kind = CONTENT_NUMBER;
}

/* << or >> */
static bool takes_two(const struct content_scan *s)
{
	return (*s->p == '<' || *s->p == '>') && s->end - s->p >= 2 && s->p[1] == *s->p;
}

/* What is neither a name nor a string. */
static bool is_mark(const struct content_scan *s)
{
	return *s->p == '<' ? takes_two(s)
	                    : pdf_is_delimiter(*s->p) && *s->p != '/' && *s->p != '(';
}

struct content_token content_next(struct content_scan *s)
{
	struct content_token t = {.kind = CONTENT_END, .at = s->text.n};

	skip_space(s);
	if (s->p == s->end)
		return t;
	if (is_mark(s)) {
		t.kind = CONTENT_MARK;
		buf_putc(&s->text, *s->p);
		s->p += takes_two(s) ? 2 : 1;
	} else if (*s->p == '/') {
		s->p++;
		t.kind = CONTENT_NAME;
		take_name(s);
	} else if (*s->p == '(' || *s->p == '<') {
		t.kind = CONTENT_STRING;
		if (*s->p++ == '(')
			take_literal(s);
		else
			take_hex(s);
	} else {
		take_word(s, &t);
	}
	t.n = s->text.n - t.at;
	buf_putc(&s->text, '\0');
	return t;
}

bool content_is(const struct content_scan *s, const struct content_token *t, const char *word)
{
	return strlen(word) == t->n && memcmp(s->text.p + t->at, word, t->n) == 0;
}
