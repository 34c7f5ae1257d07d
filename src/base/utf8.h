/* SPDX-License-Identifier: MIT */
/* utf8.h: stepping through UTF-8 that json/ has already proved valid. */
#ifndef KANBEN_BASE_UTF8_H
#define KANBEN_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decodes the code point at *s (before end) and moves *s past it. Input must be valid UTF-8. */
uint32_t utf8_next(const char **s, const char *end);

/* Length in bytes of the valid sequence at s (n bytes there), or 0 if it is not UTF-8 (RFC 3629).
 */
size_t utf8_valid_length(const char *s, size_t n);

/* How many bytes from the beginning on are UTF-8: n if all are. */
size_t utf8_valid_prefix(const char *s, size_t n);

/* Code points in n bytes of valid UTF-8. */
size_t utf8_count(const char *s, size_t n);

/*
 * White_Space of Unicode: blanks and line ends, of any width. What is dropped at the ends of a
 * text.
 */
bool utf8_is_space(uint32_t cp);

/*
 * Nothing is to be seen of it: white space, and the marks that take no room (zero-width spaces and
 * joiners, soft hyphen, marks of direction, byte order mark). A text of these alone has nothing to
 * print in it. Control characters are not among them: in a report they are faults of their own.
 */
bool utf8_is_blank(uint32_t cp);

/* Writes cp as UTF-8 to out (room for 4); returns the length. */
size_t utf8_encode(uint32_t cp, char out[4]);

#endif
