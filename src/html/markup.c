/* SPDX-License-Identifier: MIT */
/* markup.c: texts and attributes, escaped. */
#include <string.h>

#include "base/utf8.h"
#include "html/writer.h"

/* Characters that HTML allows nowhere, nor as references (HTML, 13.2.3.5). */
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
	for (const char *end = s + n; s < end;)
		put_character(b, utf8_next(&s, end));
}

void markup_put_hinted(struct buf *b, const char *s)
{
	for (const char *end = s + strlen(s); s < end;) {
		uint32_t cp = utf8_next(&s, end);

		if (cp == '|')
			buf_puts(b, "<wbr>");
		else
			put_character(b, cp);
	}
}

void markup_put_attribute(struct buf *b, const char *name, const char *value)
{
	if (value == NULL || *value == '\0')
		return;
	buf_putf(b, " %s=\"", name);
	markup_put_text(b, value, strlen(value));
	buf_putc(b, '"');
}

void markup_put_dated(struct buf *b, const char *text, const char *shown, const struct date *d)
{
	const char *at = *shown != '\0' ? strstr(text, shown) : NULL;

	if (at == NULL || d->year == 0) {
		markup_put_text(b, text, strlen(text));
		return;
	}
	markup_put_text(b, text, (size_t)(at - text));
	buf_putf(b, "<time datetime=\"%04d-%02d-%02d\">", d->year, d->month, d->day);
	markup_put_text(b, shown, strlen(shown));
	buf_puts(b, "</time>");
	at += strlen(shown);
	markup_put_text(b, at, strlen(at));
}
