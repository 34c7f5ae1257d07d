/* SPDX-License-Identifier: MIT */
/*
 * dec.h: exact decimals for figures in a report: at most DEC_INT_DIGITS digits before the point and
 * DEC_FRAC_DIGITS after it, held as a scaled integer. Sums of a million such numbers do not
 * overflow.
 */
#ifndef KANBEN_BASE_DEC_H
#define KANBEN_BASE_DEC_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

enum { DEC_INT_DIGITS = 18, DEC_FRAC_DIGITS = 12 };

__extension__ typedef __int128 dec_int;

struct dec {
	dec_int v; /* value * 10^DEC_FRAC_DIGITS */
};

/*
 * Parses [+-]digits[.digits][e[+-]digits] exactly. False, leaving *ret unchanged, if it is anything
 * else or has too many digits (leading and trailing zeros do not count).
 */
bool dec_parse(const char *s, size_t n, struct dec *ret);

/* The same for a whole number in [min, max], in any notation: 3, 3.0, 30e-1. */
bool dec_parse_whole(const char *s, size_t n, int min, int max, int *ret);

struct dec dec_from_int(long long v);
struct dec dec_add(struct dec a, struct dec b);
struct dec dec_sub(struct dec a, struct dec b);
int dec_cmp(struct dec a, struct dec b);
int dec_sign(struct dec a);

/* Decimal places needed to print a: 12.50 -> 1, 12 -> 0. */
int dec_places(struct dec a);

/* Appends the shortest plain decimal: no exponent, no trailing zeros. */
void dec_put(struct buf *b, struct dec a);

/* The same as a string in the arena. */
const char *dec_text(struct arena *a, struct dec value);

/* Appends a with at least `places` decimals, at most DEC_FRAC_DIGITS: 25 with 2 is 25.00. */
void dec_put_places(struct buf *b, struct dec a, int places);

/* a * 1000 rounded half away from zero and clamped to long long; for lengths in layouts. */
long long dec_milli(struct dec a);

#endif
