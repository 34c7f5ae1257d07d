/* SPDX-License-Identifier: MIT */
/*
 * lu.h: layout units, 1/1024 pt in 32-bit integers, so that sums are exact and the same on every
 * machine. Origin is the page's top left corner, y grows downwards.
 */
#ifndef KANBEN_BASE_LU_H
#define KANBEN_BASE_LU_H

#include <stdint.h>

#include "base/buf.h"

typedef int32_t lu;

#define LU_PER_PT 1024
#define LU_MAX INT32_MAX

/* From thousandths of a point and of a millimetre, rounded half away from zero. */
lu lu_from_milli_pt(int64_t milli);
lu lu_from_milli_mm(int64_t milli);

/* value * num / den in 64 bits, rounded half away from zero; den > 0. */
lu lu_scale(lu value, int64_t num, int64_t den);

/* Appends points as a decimal with at most three places and no trailing zeros: 442205 -> "431.841".
 */
void lu_put_pt(struct buf *b, lu value);

/* Appends a whole number. */
void num_put_int(struct buf *b, int64_t value);

/* Appends value/1000 with at most three places, no trailing zeros: 15793 -> "15.793". */
void num_put_milli(struct buf *b, int64_t milli);

#endif
