/* SPDX-License-Identifier: MIT */
#include "report/numbering.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "base/numeral.h"
#include "base/utf8.h"

/* The kind of number that a text begins with. */
enum numeral { NO_NUMERAL, HAN_NUMERAL, DIGITS };

enum {
	RUN_IN_MAX = 30,            /* characters of a sentence that is a heading */
	RUN_IN_LEVEL = 2,           /* 一、 numbers sections, so it is not a heading within one */
	FULL_STOP = 0x3002,         /* 。 */
	ENUMERATION_COMMA = 0x3001, /* 、 */
	FULL_WIDTH_POINT = 0xFF0E,
	NUMBER_MAX = 99 /* larger ones are years or other figures */
};

struct numbering_cursor {
	const char *p, *end;
};

static uint32_t peek(const struct numbering_cursor *c)
{
	const char *p = c->p;

	return p < c->end ? utf8_next(&p, c->end) : 0;
}

static void advance(struct numbering_cursor *c)
{
	if (c->p < c->end)
		utf8_next(&c->p, c->end);
}

static void skip_spaces(struct numbering_cursor *c)
{
	while (utf8_is_space(peek(c)))
		advance(c);
}

static bool is_between(uint32_t cp, uint32_t first, uint32_t last)
{
	return cp >= first && cp <= last;
}

static bool is_digit(uint32_t cp)
{
	return is_between(cp, '0', '9') || is_between(cp, 0xFF10, 0xFF19);
}

static bool is_closing(uint32_t cp)
{
	return cp == ')' || cp == 0xFF09;
}

/* 〇零一二三四五六七八九十百 */
static bool is_han_numeral(uint32_t cp)
{
	static const uint32_t numerals[] = {0x3007, 0x96F6, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
	                                    0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341, 0x767E};

	for (size_t i = 0; i < COUNT(numerals); i++)
		if (cp == numerals[i])
			return true;
	return false;
}

static enum numeral skip_numeral(struct numbering_cursor *c)
{
	if (is_digit(peek(c))) {
		while (is_digit(peek(c)))
			advance(c);
		return DIGITS;
	}
	if (is_han_numeral(peek(c))) {
		while (is_han_numeral(peek(c)))
			advance(c);
		return HAN_NUMERAL;
	}
	return NO_NUMERAL;
}

/* Numbers that are single characters: ① … ⑳, ⑴ … ⒇, ㈠ … ㈩. */
static int level_of_sign(uint32_t cp)
{
	if (is_between(cp, 0x2460, 0x2487))
		return 4;
	return is_between(cp, 0x3220, 0x3229) ? 2 : 0;
}

static int number_of_sign(uint32_t cp)
{
	uint32_t first = cp >= 0x3220 ? 0x3220 : cp >= 0x2474 ? 0x2474 : 0x2460;

	return (int)(cp - first) + 1;
}

static int number_of_numeral(const char *s, const char *end)
{
	struct dec v;

	if (!numeral_parse(s, (size_t)(end - s), &v) || dec_cmp(v, dec_from_int(NUMBER_MAX)) > 0)
		return 0;
	return (int)(dec_milli(v) / 1000);
}

static int level_of_bare(struct numbering_cursor *c, enum numeral kind, uint32_t after)
{
	if (kind == HAN_NUMERAL)
		return after == ENUMERATION_COMMA ? 1 : 0;
	if (kind == NO_NUMERAL)
		return 0;
	if (is_closing(after))
		return 4;
	/* "1.5万件" begins with a figure, not with the number of a heading. */
	if (after == '.')
		return is_digit(peek(c)) ? 0 : 3;
	return after == FULL_WIDTH_POINT || after == ENUMERATION_COMMA ? 3 : 0;
}

/* Moves past a number and returns its level; its value in *ret_number. */
static int skip_number(struct numbering_cursor *c, int *ret_number)
{
	int sign = level_of_sign(peek(c));
	const char *numeral;
	bool bracket = peek(c) == '(' || peek(c) == 0xFF08;
	enum numeral kind;
	uint32_t after;

	if (sign > 0)
		*ret_number = number_of_sign(peek(c));
	if (sign > 0 || bracket)
		advance(c);
	if (sign > 0)
		return sign;
	numeral = c->p;
	kind = skip_numeral(c);
	*ret_number = kind != NO_NUMERAL ? number_of_numeral(numeral, c->p) : 0;
	after = peek(c);
	advance(c);
	if (!bracket)
		return level_of_bare(c, kind, after);
	if (!is_closing(after) || kind == NO_NUMERAL)
		return 0;
	return kind == HAN_NUMERAL ? 2 : 4;
}

int numbering_level(const char *s, size_t n)
{
	struct numbering_cursor c = {s, s + n};
	int number;

	skip_spaces(&c);
	return skip_number(&c, &number);
}

int numbering_number(const char *s, size_t n)
{
	struct numbering_cursor c = {s, s + n};
	int number;

	skip_spaces(&c);
	return skip_number(&c, &number) > 0 ? number : 0;
}

size_t numbering_run_in(const char *s, size_t n)
{
	struct numbering_cursor c = {s, s + n};
	int number;

	skip_spaces(&c);
	if (skip_number(&c, &number) != RUN_IN_LEVEL || peek(&c) == FULL_STOP)
		return 0;
	for (int i = 0; i < RUN_IN_MAX && c.p < c.end; i++) {
		uint32_t cp = peek(&c);
		size_t end;

		advance(&c);
		if (cp != FULL_STOP)
			continue;
		end = (size_t)(c.p - s);
		skip_spaces(&c);
		return c.p < c.end ? end : 0;
	}
	return 0;
}

size_t numbering_without_stop(const char *s, size_t n)
{
	static const char stop[] = "\xE3\x80\x82";

	return n > 3 && memcmp(s + n - 3, stop, 3) == 0 ? n - 3 : n;
}
