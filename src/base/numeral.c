/* SPDX-License-Identifier: MIT */
#include "base/numeral.h"

#include <stdint.h>

#include "base/utf8.h"

enum {
	NOT_HAN = -1,
	GROUP = 3,           /* digits between thousands separators */
	POWER_MYRIAD = 4,    /* 10^4 */
	POWER_MYRIAD_SQ = 8, /* 10^8 */
	TEXT_MAX = 2 * (DEC_INT_DIGITS + DEC_FRAC_DIGITS)
};

/* A Han character with a numeric value: a digit or a power of ten. */
struct han {
	uint32_t cp;
	int digit, power; /* one of the two is NOT_HAN */
};

static const struct han *han_lookup(uint32_t cp)
{
	static const struct han table[] = {
	        {0x3007, 0, NOT_HAN},
	        {0x96F6, 0, NOT_HAN},
	        {0x4E00, 1, NOT_HAN},
	        {0x4E8C, 2, NOT_HAN},
	        {0x4E24, 2, NOT_HAN},
	        {0x4E09, 3, NOT_HAN},
	        {0x56DB, 4, NOT_HAN},
	        {0x4E94, 5, NOT_HAN},
	        {0x516D, 6, NOT_HAN},
	        {0x4E03, 7, NOT_HAN},
	        {0x516B, 8, NOT_HAN},
	        {0x4E5D, 9, NOT_HAN},
	        {0x5341, NOT_HAN, 1},
	        {0x767E, NOT_HAN, 2},
	        {0x5343, NOT_HAN, 3},
	        {0x4E07, NOT_HAN, POWER_MYRIAD},
	        {0x4EBF, NOT_HAN, POWER_MYRIAD_SQ},
	};

	for (size_t i = 0; i < COUNT(table); i++)
		if (table[i].cp == cp)
			return &table[i];
	return NULL;
}

static char ascii_of(uint32_t cp)
{
	if (cp >= 0xFF10 && cp <= 0xFF19)
		return (char)('0' + (cp - 0xFF10));
	if (cp == 0xFF0E)
		return '.';
	if (cp == 0xFF0C)
		return ',';
	return cp < 0x80 ? (char)cp : '\0';
}

/* Thousands separators in the integer part: one before every third digit, counted from its end. */
struct groups {
	int digits; /* since the last separator */
	bool any;
};

static bool groups_put(struct groups *g, char c)
{
	if (c == ',') {
		if (g->digits == 0 || g->digits > GROUP || (g->any && g->digits != GROUP))
			return false;
		g->any = true;
		g->digits = 0;
		return true;
	}
	g->digits++;
	return true;
}

static bool groups_end(const struct groups *g)
{
	return !g->any || g->digits == GROUP;
}

/* Digits, optionally followed by one Han power, such as 1.2 and the character for 10^4. */
static bool parse_digits(const char *s, const char *end, struct dec *ret)
{
	char text[TEXT_MAX + 4];
	struct groups groups = {0};
	bool point = false;
	size_t n = 0;

	while (s < end && n < TEXT_MAX) {
		uint32_t cp = utf8_next(&s, end);
		const struct han *han = han_lookup(cp);
		char c = ascii_of(cp);

		if (han != NULL && han->power >= POWER_MYRIAD && s == end) {
			text[n++] = 'e';
			text[n++] = (char)('0' + han->power);
			break;
		}
		if (!(c >= '0' && c <= '9') && c != '.' && c != ',')
			return false;
		if (c == '.' || (c == ',' && point)) {
			if (point || !groups_end(&groups))
				return false;
			point = true;
		}
		if (!point && !groups_put(&groups, c))
			return false;
		if (c != ',')
			text[n++] = c;
	}
	return s == end && groups_end(&groups) && dec_parse(text, n, ret);
}

/* Digits are positional until the first unit. */
struct han_sum {
	long long total, section, digit;
	bool units, digits;
};

static bool han_put(struct han_sum *h, const struct han *han)
{
	static const long long tens[] = {1, 10, 100, 1000, 10000};
	enum { MOST = 100000000 }; /* limit for what a power multiplies */

	if (han->digit != NOT_HAN) {
		h->digit = h->units ? han->digit : h->digit * 10 + han->digit;
		h->digits = true;
		return h->digit < MOST;
	}
	h->units = true;
	if (han->power < POWER_MYRIAD) {
		/* A ten without a digit before it is one ten. */
		h->section += (h->digits || h->section > 0 ? h->digit : 1) * tens[han->power];
	} else if (han->power == POWER_MYRIAD) {
		h->total += (h->section + h->digit) * tens[POWER_MYRIAD];
		h->section = 0;
	} else {
		h->total += h->section + h->digit;
		if (h->total >= MOST)
			return false;
		h->total *= MOST;
		h->section = 0;
	}
	h->digit = 0;
	h->digits = false;
	return h->section < MOST;
}

static bool parse_han(const char *s, const char *end, struct dec *ret)
{
	struct han_sum h = {0};

	while (s < end) {
		const struct han *han = han_lookup(utf8_next(&s, end));

		if (han == NULL || !han_put(&h, han))
			return false;
	}
	*ret = dec_from_int(h.total + h.section + h.digit);
	return true;
}

bool numeral_parse(const char *s, size_t n, struct dec *ret)
{
	const char *end = s + n, *next = s;

	if (n == 0)
		return false;
	if (han_lookup(utf8_next(&next, end)) != NULL)
		return parse_han(s, end, ret);
	return parse_digits(s, end, ret);
}
