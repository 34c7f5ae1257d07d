/* SPDX-License-Identifier: MIT */
/*
 * seen.c: what a reader sees of a text: hidden, struck out, raised, lowered. One place decides for
 * all formats.
 */
#include <string.h>

#include "base/utf8.h"
#include "import/doc.h"

uint32_t seen_shifted(uint32_t cp, int shift)
{
	static const uint32_t squares[] = {0xB9, 0xB2, 0xB3}; /* 1 2 3 are in Latin-1 */
	static const char signs[] = "+-=()";
	const char *sign;

	if (cp == 0x2212)
		cp = '-';
	cp = utf8_half_width(cp);
	if (cp >= '1' && cp <= '3' && shift > 0)
		return squares[cp - '1'];
	if (cp >= '0' && cp <= '9')
		return (shift > 0 ? 0x2070 : 0x2080) + (cp - '0');
	sign = cp > 0 && cp < 0x80 ? strchr(signs, (int)cp) : NULL;
	if (sign != NULL)
		return (uint32_t)((shift > 0 ? 0x207A : 0x208A) + (sign - signs));
	return cp == 'n' && shift > 0 ? 0x207F : 0;
}

bool seen_is_hidden(const struct seen *s, bool in_cell)
{
	return s->gone || s->veiled || s->hidden || s->tiny || s->clear ||
	       (in_cell && s->pale && !s->filled);
}
