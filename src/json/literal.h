/* SPDX-License-Identifier: MIT */
/*
 * literal.h: private to json/. String literals that scan.c has found valid: from the opening
 * quotation mark to the closing one, with its escapes (RFC 8259 section 7).
 */
#ifndef KANBEN_JSON_LITERAL_H
#define KANBEN_JSON_LITERAL_H

#include <stdint.h>

#include "base/buf.h"

/* Value of a hexadecimal digit, or -1. */
int json_hex_digit(char c);

/* Surrogates (RFC 8259 section 7, RFC 3629 section 3). */
enum { JSON_HIGH_FIRST = 0xD800, JSON_LOW_FIRST = 0xDC00, JSON_LOW_LAST = 0xDFFF };

/* Stands for \u0000, which a C string cannot hold. */
enum { JSON_NUL_STAND_IN = 0xFFFD };

/* Appends the decoded string whose opening quotation mark is at `quote`. */
void json_literal_decode(struct buf *b, const char *quote);

#endif
