/* SPDX-License-Identifier: MIT */
#include "base/lu.h"

static int64_t div_round(int64_t num, int64_t den)
{
	int64_t half = den / 2;

	return num >= 0 ? (num + half) / den : -((-num + half) / den);
}

lu lu_from_milli_pt(int64_t milli)
{
	return (lu)div_round(milli * LU_PER_PT, 1000);
}

lu lu_from_milli_mm(int64_t milli)
{
	/* 1 mm = 72/25.4 pt */
	return (lu)div_round(milli * LU_PER_PT * 720, 254 * 1000);
}

lu lu_scale(lu value, int64_t num, int64_t den)
{
	return (lu)div_round((int64_t)value * num, den);
}

/* Appends v with a decimal point before its last `places` digits; `value` only provides the sign.
 */
static void put_decimal(struct buf *b, int64_t value, uint64_t v, int places)
{
	char digits[24];
	int n = sizeof(digits);

	for (int i = 0; i < places; i++, v /= 10)
		digits[--n] = (char)('0' + v % 10);
	if (places > 0)
		digits[--n] = '.';
	do {
		digits[--n] = (char)('0' + v % 10);
		v /= 10;
	} while (v > 0);
	if (value < 0)
		digits[--n] = '-';
	/* Numbers have three digits or so, and outlines consist of them: a call would take longer.
	 */
	buf_reserve(b, sizeof(digits));
	while (n < (int)sizeof(digits))
		b->p[b->n++] = digits[n++];
	b->p[b->n] = '\0';
}

static uint64_t magnitude(int64_t value)
{
	return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

void num_put_int(struct buf *b, int64_t value)
{
	put_decimal(b, value, magnitude(value), 0);
}

void num_put_milli(struct buf *b, int64_t milli)
{
	uint64_t v = magnitude(milli);
	int places = 3;

	while (places > 0 && v % 10 == 0) {
		v /= 10;
		places--;
	}
	put_decimal(b, milli, v, places);
}

void lu_put_pt(struct buf *b, lu value)
{
	num_put_milli(b, div_round((int64_t)value * 1000, LU_PER_PT));
}
