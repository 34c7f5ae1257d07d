/* SPDX-License-Identifier: MIT */
#include "write/ofd/ofd_xml.h"

int64_t ofd_um(int64_t v)
{
	int64_t num = v * 25400, den = 72 * LU_PER_PT;

	return (num >= 0 ? num + den / 2 : num - den / 2) / den;
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
	num_put_int(b, number);
	buf_putc(b, '"');
}
