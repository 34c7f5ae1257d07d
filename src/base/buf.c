/* SPDX-License-Identifier: MIT */
#include "base/buf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

void buf_release(struct buf *b)
{
	free(b->p);
	*b = (struct buf){0};
}

void buf_clear(struct buf *b)
{
	b->n = 0;
	if (b->p != NULL)
		b->p[0] = '\0';
}

void buf_reserve(struct buf *b, size_t more)
{
	size_t need, cap;

	if (__builtin_add_overflow(b->n, more, &need) || need == SIZE_MAX)
		need = mem_size_mul(SIZE_MAX, 2); /* overflows: out of memory */
	if (need + 1 <= b->cap)
		return;
	cap = b->cap < SIZE_MAX / 2 ? b->cap * 2 : need + 1;
	if (cap < need + 1)
		cap = need + 1;
	if (cap < 64)
		cap = 64;
	b->p = mem_realloc(b->p, cap);
	b->cap = cap;
}

void buf_put(struct buf *b, const void *p, size_t n)
{
	buf_reserve(b, n);
	if (n > 0)
		memcpy(b->p + b->n, p, n);
	b->n += n;
	b->p[b->n] = '\0';
}

void buf_puts(struct buf *b, const char *s)
{
	buf_put(b, s, strlen(s));
}

void buf_vputf(struct buf *b, const char *fmt, va_list ap)
{
	const size_t usual = 48; /* bytes; most are shorter, and formatted once */
	va_list again;
	int n;

	va_copy(again, ap);
	buf_reserve(b, usual);
	n = vsnprintf(b->p + b->n, usual, fmt, again);
	va_end(again);
	if (n < 0) {
		b->p[b->n] = '\0';
		return;
	}
	if ((size_t)n >= usual) {
		buf_reserve(b, (size_t)n);
		vsnprintf(b->p + b->n, (size_t)n + 1, fmt, ap);
	}
	b->n += (size_t)n;
}

void buf_putf(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vputf(b, fmt, ap);
	va_end(ap);
}

void buf_put_big_endian(struct buf *b, uint32_t v, unsigned width)
{
	char bytes[4] = {(char)(v >> 24), (char)(v >> 16), (char)(v >> 8), (char)v};

	buf_put(b, bytes + 4 - width, width);
}

void buf_put_utf8(struct buf *b, uint32_t cp)
{
	char bytes[4];

	buf_put(b, bytes, utf8_encode(cp, bytes));
}

char *buf_to_arena(struct arena *a, struct buf *b)
{
	char *text = arena_strndup(a, b->n > 0 ? b->p : "", b->n);

	buf_release(b);
	return text;
}

char *buf_detach(struct buf *b)
{
	char *p;

	buf_reserve(b, 0);
	b->p[b->n] = '\0';
	p = b->p;
	*b = (struct buf){0};
	return p;
}

void buf_put_base64(struct buf *b, const void *bytes, size_t n)
{
	const unsigned char *p = bytes;
	static const char digits[] =
	        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < n; i += 3) {
		unsigned v = (unsigned)p[i] << 16;

		if (i + 1 < n)
			v |= (unsigned)p[i + 1] << 8;
		if (i + 2 < n)
			v |= p[i + 2];
		buf_putc(b, digits[v >> 18]);
		buf_putc(b, digits[v >> 12 & 63]);
		buf_putc(b, i + 1 < n ? digits[v >> 6 & 63] : '=');
		buf_putc(b, i + 2 < n ? digits[v & 63] : '=');
	}
}

void buf_put_xml(struct buf *b, const char *s, size_t n)
{
	const char *end = s + n;

	while (s < end) {
		uint32_t cp = utf8_next(&s, end);

		if (cp == '&')
			buf_puts(b, "&amp;");
		else if (cp == '<')
			buf_puts(b, "&lt;");
		else if (cp == '>')
			buf_puts(b, "&gt;");
		else if (cp == '"')
			buf_puts(b, "&quot;");
		else if (cp < ' ' || (cp >= 0x7f && cp < 0xa0))
			buf_putc(b, ' ');
		else
			buf_put_utf8(b, cp == 0xfffe || cp == 0xffff ? 0xfffd : cp);
	}
}
