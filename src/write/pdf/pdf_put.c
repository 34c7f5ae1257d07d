/* SPDX-License-Identifier: MIT */
#include "write/pdf/pdf_put.h"

#include <stdbool.h>
#include <string.h>

#include "base/lu.h"
#include "base/utf8.h"

static const char hex_digits[] = "0123456789ABCDEF";

void pdf_put_ref(struct buf *b, unsigned num)
{
	num_put_int(b, num);
	buf_puts(b, " 0 R");
}

static bool is_regular(unsigned char c)
{
	return c > ' ' && c < 0x7f && strchr("()<>[]{}/%#", c) == NULL;
}

void pdf_put_name(struct buf *b, const char *name)
{
	buf_putc(b, '/');
	for (const unsigned char *s = (const unsigned char *)name; *s != '\0'; s++) {
		if (is_regular(*s)) {
			buf_putc(b, (char)*s);
		} else {
			buf_putc(b, '#');
			buf_putc(b, hex_digits[*s >> 4]);
			buf_putc(b, hex_digits[*s & 15]);
		}
	}
}

void pdf_put_ascii(struct buf *b, const char *s)
{
	buf_putc(b, '(');
	for (; *s != '\0'; s++) {
		if (strchr("()\\", *s) != NULL)
			buf_putc(b, '\\');
		buf_putc(b, *s);
	}
	buf_putc(b, ')');
}

void pdf_put_hex16(struct buf *b, unsigned v)
{
	const char digits[4] = {hex_digits[v >> 12 & 15], hex_digits[v >> 8 & 15],
	                        hex_digits[v >> 4 & 15], hex_digits[v & 15]};

	buf_put(b, digits, sizeof(digits));
}

void pdf_put_utf16(struct buf *b, uint32_t cp)
{
	if (cp >= 0x10000) {
		pdf_put_hex16(b, 0xd800 + ((cp - 0x10000) >> 10));
		pdf_put_hex16(b, 0xdc00 + ((cp - 0x10000) & 0x3ff));
	} else {
		pdf_put_hex16(b, cp);
	}
}

uint32_t pdf_text_char(uint32_t cp)
{
	if (cp < ' ' || cp == 0x7f)
		return ' ';
	return cp == 0xfffe || cp == 0xffff ? 0xfffd : cp;
}

void pdf_put_text(struct buf *b, const char *s, size_t n)
{
	const char *end = s + n;

	buf_puts(b, "<FEFF");
	while (s < end)
		pdf_put_utf16(b, pdf_text_char(utf8_next(&s, end)));
	buf_putc(b, '>');
}

size_t pdf_text_size(const char *s, size_t n)
{
	const char *end = s + n;
	size_t size = 2;

	while (s < end)
		size += utf8_next(&s, end) >= 0x10000 ? 4 : 2;
	return size;
}
