/* SPDX-License-Identifier: MIT */
#include "base/dec.h"

#include <limits.h>

#include "base/utf8.h"

enum { EXPONENT_MAX = 1000 };

static dec_int ten_to(int n)
{
	dec_int v = 1;

	while (n-- > 0)
		v *= 10;
	return v;
}

/* The significant digits of a number and the position of its decimal point. */
struct digits {
	char d[DEC_INT_DIGITS + DEC_FRAC_DIGITS];
	int n;         /* digits stored */
	int zeros;     /* zeros seen since; stored only if another digit follows */
	int exponent;  /* value = 0.d × 10^exponent, not counting [eE] */
	bool overflow; /* more digits than fit */
};

static void digits_put(struct digits *ds, char c)
{
	if (c == '0') {
		ds->zeros += ds->zeros < INT_MAX;
		return;
	}
	if (ds->n > 0 || ds->zeros > 0) {
		if (ds->zeros > (int)sizeof(ds->d) - ds->n - 1) {
			ds->overflow = true;
			return;
		}
		while (ds->zeros > 0) {
			ds->d[ds->n++] = '0';
			ds->zeros--;
		}
	}
	if (ds->n == (int)sizeof(ds->d)) {
		ds->overflow = true;
		return;
	}
	ds->d[ds->n++] = c;
}

/* Reads digits[.digits]; false unless there is a digit on each side of the point. */
static bool digits_read(struct digits *ds, const char **s, const char *end)
{
	const char *p = *s;

	*ds = (struct digits){0};
	if (p == end || !utf8_is_ascii_digit(*p))
		return false;
	while (p < end && utf8_is_ascii_digit(*p)) {
		if (ds->n > 0 || *p != '0') {
			digits_put(ds, *p);
			ds->exponent++;
		}
		p++;
	}
	if (p < end && *p == '.') {
		if (++p == end || !utf8_is_ascii_digit(*p))
			return false;
		for (; p < end && utf8_is_ascii_digit(*p); p++) {
			if (ds->n == 0 && *p == '0')
				ds->exponent--; /* 0.00…: nothing stored yet */
			else
				digits_put(ds, *p);
		}
	}
	*s = p;
	return true;
}

static bool exponent_read(const char **s, const char *end, int *ret)
{
	const char *p = *s;
	bool minus = false;
	int v = 0;

	*ret = 0;
	if (p == end)
		return true;
	if (*p != 'e' && *p != 'E')
		return false;
	p++;
	if (p < end && (*p == '+' || *p == '-'))
		minus = *p++ == '-';
	if (p == end || !utf8_is_ascii_digit(*p))
		return false;
	for (; p < end && utf8_is_ascii_digit(*p); p++)
		v = v < EXPONENT_MAX ? v * 10 + (*p - '0') : EXPONENT_MAX;
	*ret = minus ? -v : v;
	*s = p;
	return true;
}

bool dec_parse(const char *s, size_t n, struct dec *ret)
{
	const char *end = s + n;
	struct digits ds;
	bool minus = false;
	int exponent, shift;
	dec_int v = 0;

	if (n > 0 && (*s == '-' || *s == '+'))
		minus = *s++ == '-';
	if (!digits_read(&ds, &s, end) || !exponent_read(&s, end, &exponent) || s != end)
		return false;
	if (ds.n == 0) {
		ret->v = 0;
		return true;
	}
	/* 0.d1…dn × 10^e: dn is decimal place n - e. */
	exponent += ds.exponent;
	shift = DEC_FRAC_DIGITS - (ds.n - exponent);
	if (ds.overflow || exponent > DEC_INT_DIGITS || shift < 0)
		return false;
	for (int i = 0; i < ds.n; i++)
		v = v * 10 + (ds.d[i] - '0');
	v *= ten_to(shift);
	ret->v = minus ? -v : v;
	return true;
}

struct dec dec_from_int(long long v)
{
	return (struct dec){(dec_int)v * ten_to(DEC_FRAC_DIGITS)};
}

struct dec dec_add(struct dec a, struct dec b)
{
	return (struct dec){a.v + b.v};
}

struct dec dec_sub(struct dec a, struct dec b)
{
	return (struct dec){a.v - b.v};
}

int dec_cmp(struct dec a, struct dec b)
{
	return (a.v > b.v) - (a.v < b.v);
}

int dec_sign(struct dec a)
{
	return (a.v > 0) - (a.v < 0);
}

int dec_places(struct dec a)
{
	int places = DEC_FRAC_DIGITS;

	if (a.v == 0)
		return 0;
	while (places > 0 && a.v % 10 == 0) {
		a.v /= 10;
		places--;
	}
	return places;
}

void dec_put(struct buf *b, struct dec a)
{
	dec_put_places(b, a, 0);
}

void dec_put_places(struct buf *b, struct dec a, int places)
{
	char out[64];
	int n = sizeof(out), needed = dec_places(a);
	dec_int v = a.v < 0 ? -a.v : a.v;

	if (places < needed)
		places = needed;
	if (places > DEC_FRAC_DIGITS)
		places = DEC_FRAC_DIGITS;
	v /= ten_to(DEC_FRAC_DIGITS - places);
	for (int i = 0; i < places; i++, v /= 10)
		out[--n] = (char)('0' + (int)(v % 10));
	if (places > 0)
		out[--n] = '.';
	do {
		out[--n] = (char)('0' + (int)(v % 10));
		v /= 10;
	} while (v > 0);
	if (a.v < 0)
		out[--n] = '-';
	buf_put(b, out + n, sizeof(out) - (size_t)n);
}

long long dec_milli(struct dec a)
{
	dec_int unit = ten_to(DEC_FRAC_DIGITS - 3);
	dec_int v = a.v >= 0 ? (a.v + unit / 2) / unit : -((-a.v + unit / 2) / unit);

	if (v > LLONG_MAX)
		return LLONG_MAX;
	if (v < LLONG_MIN)
		return LLONG_MIN;
	return (long long)v;
}

bool dec_parse_whole(const char *s, size_t n, int min, int max, int *ret)
{
	struct dec d;

	if (!dec_parse(s, n, &d) || dec_places(d) > 0 || dec_cmp(d, dec_from_int(min)) < 0 ||
	    dec_cmp(d, dec_from_int(max)) > 0)
		return false;
	*ret = (int)(dec_milli(d) / 1000);
	return true;
}

const char *dec_text(struct arena *a, struct dec value)
{
	struct buf b = {0};

	dec_put(&b, value);
	return buf_to_arena(a, &b);
}
