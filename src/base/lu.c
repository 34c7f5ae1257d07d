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

/* Digits from s on into *v, as many as it can hold: *kept. Returns their end. */
static const char *read_digits(const char *s, int64_t *v, int *kept)
{
	const int64_t full = 100000000000000; /* one digit more is still exact in a double */

	for (*kept = 0; *s >= '0' && *s <= '9'; s++)
		if (*v < full) {
			*v = *v * 10 + (*s - '0');
			++*kept;
		}
	return s;
}

/* v * 10^places: exact steps, one of them for what anybody writes. */
static double scaled(double v, ptrdiff_t places)
{
	static const double powers[] = {1,    1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
	                                1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
	                                1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
	const ptrdiff_t most = 22;

	for (; places < -most; places += most)
		v /= powers[most];
	for (; places > most; places -= most)
		v *= powers[most];
	return places < 0 ? v / powers[-places] : v * powers[places];
}

const char *num_read(const char *s, double *ret)
{
	const char *whole = s + (*s == '-' || *s == '+'), *end, *part;
	int64_t v = 0;
	int kept;
	ptrdiff_t digits, places;

	end = read_digits(whole, &v, &kept);
	digits = end - whole;
	places = digits - kept;
	if (*end == '.') {
		part = end + 1;
		end = read_digits(part, &v, &kept);
		digits += end - part;
		places -= kept;
	}
	if (digits == 0)
		return NULL;
	*ret = scaled(*s == '-' ? -(double)v : (double)v, places);
	return end;
}
