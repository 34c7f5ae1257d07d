/* SPDX-License-Identifier: MIT */
/* markup.c: texts and attributes, escaped. */
#include <ctype.h>
#include <string.h>

#include "base/unicode.h"
#include "base/utf8.h"
#include "html/writer.h"

/* Characters that HTML does not allow, not even as references (HTML, 13.2.3.5). */
static bool is_forbidden(uint32_t cp)
{
	return (cp < 0x20 && cp != '\t' && cp != '\n') || (cp >= 0x7F && cp < 0xA0) ||
	       (cp >= 0xFDD0 && cp <= 0xFDEF) || (cp & 0xFFFE) == 0xFFFE;
}

static void put_character(struct buf *b, uint32_t cp)
{
	enum { REPLACEMENT = 0xFFFD };

	switch (cp) {
	case '&':
		buf_puts(b, "&amp;");
		break;
	case '<':
		buf_puts(b, "&lt;");
		break;
	case '>':
		buf_puts(b, "&gt;");
		break;
	case '"':
		buf_puts(b, "&quot;");
		break;
	case '\'':
		buf_puts(b, "&#39;");
		break;
	default:
		buf_put_utf8(b, is_forbidden(cp) ? REPLACEMENT : cp);
	}
}

void markup_put_text(struct buf *b, const char *s, size_t n)
{
	uint32_t before = 0;

	for (const char *end = s + n; s < end;) {
		uint32_t cp = utf8_next(&s, end);
		const char *next = s;

		if (cp != '\n')
			put_character(b, cp);
		else if (s < end && unicode_break_is_blank(before, utf8_next(&next, end)))
			buf_putc(b, ' ');
		before = cp;
	}
}

static void put_character_or_break(struct buf *b, uint32_t cp)
{
	if (cp == '\n')
		buf_puts(b, "<br>");
	else
		put_character(b, cp);
}

/* '|' is a break hint. */
static void put_hinted(struct buf *b, const char *s, size_t n)
{
	for (const char *end = s + n; s < end;) {
		uint32_t cp = utf8_next(&s, end);

		if (cp == '|')
			buf_puts(b, "<wbr>");
		else
			put_character(b, cp);
	}
}

/* A piece of a text; breaks: as in markup_put_stretch, from the piece on. */
static void put_piece(struct buf *b, const char *s, size_t n, const bool *breaks)
{
	struct address_scan scan = {.s = s, .n = n};

	for (const char *end = s + n; s < end;) {
		size_t i = (size_t)(s - scan.s);

		if ((breaks != NULL && breaks[i]) || breaks_address(&scan, i))
			buf_puts(b, "<wbr>");
		put_character_or_break(b, utf8_next(&s, end));
	}
}

void markup_put_stretch(struct buf *b, const struct content_text *t, size_t from, size_t to,
                        const bool *breaks)
{
	size_t start = 0;

	for (size_t i = 0; i < t->span_n; i++) {
		const struct content_span *span = &t->spans[i];
		size_t first = start > from ? start : from;
		size_t end = start + span->len < to ? start + span->len : to;
		const struct date *d = &span->date;
		bool dated = span->role == SPAN_DATE;

		start += span->len;
		if (first >= end)
			continue;
		if (span->role == SPAN_MARK)
			buf_putf(b,
			         "<a class=\"kb-mark\" id=\"kb-m%zu\" href=\"#kb-n%zu\" "
			         "role=\"doc-noteref\">",
			         (size_t)span->number, (size_t)span->number);
		if (dated)
			buf_putf(b, "<time datetime=\"%04d-%02d-%02d\">", d->year, d->month,
			         d->day);
		put_piece(b, t->text + first, end - first, breaks != NULL ? breaks + first : NULL);
		if (dated)
			buf_puts(b, "</time>");
		if (span->role == SPAN_MARK)
			buf_puts(b, "</a>");
	}
}

void markup_put_content(struct buf *b, const struct content_text *t)
{
	if (t->hints)
		put_hinted(b, t->text, t->len);
	else
		markup_put_stretch(b, t, 0, t->len, NULL);
}

/* Has a text characters that are read from right to left, or that turn others? */
static bool is_turned(const char *s, size_t n)
{
	for (const char *end = s + n; s < end;) {
		uint32_t cp = utf8_next(&s, end);

		if (unicode_is_right_to_left(cp) || unicode_class(cp) == UNICODE_BIDI)
			return true;
	}
	return false;
}

bool markup_open_isolated(struct buf *b, const struct content_text *t)
{
	bool turned = is_turned(t->text, t->len);

	if (turned)
		buf_puts(b, "<bdi>");
	return turned;
}

void markup_close_isolated(struct buf *b, bool opened)
{
	if (opened)
		buf_puts(b, "</bdi>");
}

void markup_put_name(struct buf *b, const struct content_text *t)
{
	bool opened = markup_open_isolated(b, t);

	markup_put_content(b, t);
	markup_close_isolated(b, opened);
}

void markup_put_link(struct buf *b, const char *file)
{
	/* "./", or else a colon in the first segment would end a scheme (RFC 3986, 4.2). */
	buf_puts(b, " href=\"./");
	for (; *file != '\0'; file++) {
		unsigned char c = (unsigned char)*file;

		if (c < 0x80 && (isalnum(c) != 0 || strchr("-._~", c) != NULL))
			buf_putc(b, *file);
		else
			buf_putf(b, "%%%02X", c);
	}
	buf_putc(b, '"');
}

void markup_put_attribute(struct buf *b, const char *name, const char *value)
{
	if (value == NULL || *value == '\0')
		return;
	buf_putf(b, " %s=\"", name);
	markup_put_text(b, value, strlen(value));
	buf_putc(b, '"');
}
