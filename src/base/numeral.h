/* SPDX-License-Identifier: MIT */
/* numeral.h: numbers as written in Chinese prose. */
#ifndef KANBEN_BASE_NUMERAL_H
#define KANBEN_BASE_NUMERAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/dec.h"

/*
 * Parses n bytes of valid UTF-8 as a number: half- or full-width digits with a decimal point,
 * thousands separators and an optional final 10^4 or 10^8 character; or Chinese numerals,
 * positional ("two four" for 24) or with units (tens, hundreds …). False if it is anything else
 * or out of range.
 */
bool numeral_parse(const char *s, size_t n, struct dec *ret);

#endif
