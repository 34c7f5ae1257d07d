/* SPDX-License-Identifier: MIT */
#include "write/ofd/ofd_xml.h"

#include "base/utf8.h"

int64_t ofd_um(int64_t v)
{
	int64_t num = v * 25400, den = 72 * LU_PER_PT;

	return (num >= 0 ? num + den / 2 : num - den / 2) / den;
}

void ofd_put_text(struct buf *b, const char *s, size_t n)
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

void ofd_put_lengths(struct buf *b, const int64_t *um, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_putc(b, ' ');
		num_put_milli(b, um[i]);
	}
}

void ofd_put_number(struct buf *b, const char *name, unsigned number)
{
	buf_putc(b, ' ');
	buf_puts(b, name);
	buf_puts(b, "=\"");
	num_put_milli(b, (int64_t)number * 1000);
	buf_putc(b, '"');
}
