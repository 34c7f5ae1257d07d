/* SPDX-License-Identifier: MIT */
#include "base/csv.h"

#include <string.h>

void csv_put(struct buf *b, const char *s)
{
	if (strpbrk(s, ",\"\r\n") == NULL) {
		buf_puts(b, s);
		return;
	}
	buf_putc(b, '"');
	for (; *s != '\0'; s++) {
		if (*s == '"')
			buf_putc(b, '"');
		buf_putc(b, *s);
	}
	buf_putc(b, '"');
}

void csv_put_text(struct buf *b, const char *s)
{
	if (s != NULL && *s != '\0' && strchr("=+-@\t\r", *s) != NULL) {
		struct buf safe = {0};

		buf_putc(&safe, '\'');
		buf_puts(&safe, s);
		csv_put(b, safe.p);
		buf_release(&safe);
	} else if (s != NULL) {
		csv_put(b, s);
	}
}
