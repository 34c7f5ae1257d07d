/* SPDX-License-Identifier: MIT */
#include "base/csv.h"

#include <stdbool.h>
#include <string.h>

#include "base/mem.h"

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

/* Full-width forms of the signs are read as the signs themselves by some spreadsheets. */
static bool begins_formula(const char *s)
{
	static const char *const starts[] = {"=",  "+",  "-",  "@",  "\t", "\r",
	                                     "\n", "＝", "＋", "－", "＠"};

	for (size_t i = 0; i < COUNT(starts); i++) {
		if (strncmp(s, starts[i], strlen(starts[i])) == 0)
			return true;
	}
	return false;
}

void csv_put_text(struct buf *b, const char *s)
{
	if (s != NULL && begins_formula(s)) {
		struct buf safe = {0};

		buf_putc(&safe, '\'');
		buf_puts(&safe, s);
		csv_put(b, safe.p);
		buf_release(&safe);
	} else if (s != NULL) {
		csv_put(b, s);
	}
}
