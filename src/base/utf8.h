/* SPDX-License-Identifier: MIT */
/* utf8.h: stepping through UTF-8 that json/ has already proved valid. */
#ifndef KANBEN_BASE_UTF8_H
#define KANBEN_BASE_UTF8_H

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

/* Writes cp as UTF-8 to out (room for 4); returns the length. */
size_t utf8_encode(uint32_t cp, char out[4]);

#endif
