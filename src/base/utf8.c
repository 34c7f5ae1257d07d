/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"

#include "base/unicode.h"

uint32_t utf8_next(const char **s, const char *end)
{
	const unsigned char *p = (const unsigned char *)*s;
	size_t n = utf8_valid_length(*s, (size_t)(end - *s));
	uint32_t cp;

	switch (n) {
	case 2:
		cp = (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
		break;
	case 3:
		cp = (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
		break;
	case 4:
		cp = (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 |
		     (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
		break;
	default: /* ASCII; an invalid byte is passed through, so that callers make progress */
		cp = p[0];
		n = 1;
	}
	*s += n;
	return cp;
}

static int is_tail(unsigned char c)
{
	return (c & 0xC0) == 0x80;
}

size_t utf8_valid_length(const char *s, size_t n)
{
	const unsigned char *p = (const unsigned char *)s;

	/* Most of a Chinese text, from U+1000 on; U+D000 … U+DFFF, with the surrogates, is below.
	 */
	if (n >= 3 && p[0] > 0xE0 && p[0] <= 0xEF && p[0] != 0xED && is_tail(p[1]) && is_tail(p[2]))
		return 3;
	if (n < 1)
		return 0;
	if (p[0] < 0x80)
		return 1;
	if (p[0] >= 0xC2 && p[0] <= 0xDF)
		return n >= 2 && is_tail(p[1]) ? 2 : 0;
	if (p[0] >= 0xE0 && p[0] <= 0xEF) {
		if (n < 3 || !is_tail(p[1]) || !is_tail(p[2]))
			return 0;
		if ((p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] > 0x9F))
			return 0; /* overlong; surrogates */
		return 3;
	}
	if (p[0] >= 0xF0 && p[0] <= 0xF4) {
		if (n < 4 || !is_tail(p[1]) || !is_tail(p[2]) || !is_tail(p[3]))
			return 0;
		if ((p[0] == 0xF0 && p[1] < 0x90) || (p[0] == 0xF4 && p[1] > 0x8F))
			return 0; /* overlong; above U+10FFFF */
		return 4;
	}
	return 0;
}

size_t utf8_count(const char *s, size_t n)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += !is_tail((unsigned char)s[i]);
	return count;
}

size_t utf8_encode(uint32_t cp, char out[4])
{
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xC0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xE0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
		out[2] = (char)(0x80 | (cp & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
	out[3] = (char)(0x80 | (cp & 0x3F));
	return 4;
}

size_t utf8_valid_prefix(const char *s, size_t n)
{
	size_t good = 0, length;

	while (good < n && (length = utf8_valid_length(s + good, n - good)) > 0)
		good += length;
	return good;
}

bool utf8_is_space(uint32_t cp)
{
	return cp == ' ' || (cp >= 0x09 && cp <= 0x0D) || cp == 0x85 || cp == 0xA0 ||
	       cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200A) || cp == 0x2028 || cp == 0x2029 ||
	       cp == 0x202F || cp == 0x205F || cp == 0x3000;
}

bool utf8_is_blank(uint32_t cp)
{
	return utf8_is_space(cp) || unicode_is_invisible(cp);
}
