/* SPDX-License-Identifier: MIT */
/* utf8.h: stepping through UTF-8 that json/ has already validated. */
#ifndef KANBEN_BASE_UTF8_H
#define KANBEN_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decodes the code point at *s (*s < end) and advances *s past it. Input must be valid UTF-8. */
uint32_t utf8_next(const char **s, const char *end);

/* Length of the sequence at s, of which n bytes are available; 0 if it is not UTF-8 (RFC 3629). */
size_t utf8_valid_length(const char *s, size_t n);

/* Length of the longest valid prefix; n if all bytes are valid. */
size_t utf8_valid_prefix(const char *s, size_t n);

/* Code points in n bytes of valid UTF-8. */
size_t utf8_count(const char *s, size_t n);

/* Unicode White_Space: spaces and line ends of any width. Trimmed from the ends of a text. */
bool utf8_is_space(uint32_t cp);

/*
 * White space, or invisible (base/unicode.h). A text of only these counts as empty. Control
 * characters are not included: in a report they are errors.
 */
bool utf8_is_blank(uint32_t cp);

/* The ASCII character of which this is the full-width form (U+FF01 to U+FF5E); itself if none. */
static inline uint32_t utf8_half_width(uint32_t cp)
{
	return cp >= 0xFF01 && cp <= 0xFF5E ? cp - 0xFEE0 : cp;
}

/* 0 to 9, in any locale. */
static inline bool utf8_is_ascii_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The value of a hexadecimal digit, in any locale; -1: it is none. */
static inline int utf8_hex_digit(char c)
{
	if (utf8_is_ascii_digit(c))
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Encodes cp as UTF-8; returns the length in bytes. */
size_t utf8_encode(uint32_t cp, char out[4]);

#endif
