/* SPDX-License-Identifier: MIT */
/*
 * lu.h: layout units, 1/1024 pt in 32-bit integers, so that sums are exact and the same on every
 * machine. The origin is the top left corner of the page; y grows downwards.
 */
#ifndef KANBEN_BASE_LU_H
#define KANBEN_BASE_LU_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

typedef int32_t lu;

#define LU_PER_PT 1024
#define LU_MAX INT32_MAX

/* Convert thousandths of a point or of a millimetre, rounding half away from zero. */
lu lu_from_milli_pt(int64_t milli);
lu lu_from_milli_mm(int64_t milli);

/* value * num / den in 64 bits, rounding half away from zero; den > 0. */
lu lu_scale(lu value, int64_t num, int64_t den);

/* Appends a length in pt, at most three decimals, no trailing zeros: 442205 -> "431.841". */
void lu_put_pt(struct buf *b, lu value);

/* Appends a whole number. */
void num_put_int(struct buf *b, int64_t value);

/* Appends milli / 1000, at most three decimals, no trailing zeros: 15793 -> "15.793". */
void num_put_milli(struct buf *b, int64_t milli);

/*
 * Reads "-12.5" or "+.5" at s as a decimal number, whatever the locale, and returns where it ends,
 * which is any other character, a NUL perhaps; NULL, with *ret as it was: there is none. It is the
 * nearest double, of up to 15 digits and 22 places. No exponents: PDF, OFD and CSS lengths have
 * none.
 */
const char *num_read(const char *s, double *ret);

#endif
