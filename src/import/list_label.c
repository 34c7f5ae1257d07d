/* SPDX-License-Identifier: MIT */
/* list_label.c: the numbers of list items, as word processors and browsers count. */
#include <string.h>
#include <strings.h>

#include "import/doc.h"

struct count_name {
	const char *name;
	enum list_count count;
};

static bool find_name(const struct count_name *names, const char *name, size_t n,
                      enum list_count *ret)
{
	for (; names->name != NULL; names++)
		if (strlen(names->name) == n && strncasecmp(names->name, name, n) == 0) {
			*ret = names->count;
			return true;
		}
	return false;
}

bool list_count_of_word(const char *name, enum list_count *ret)
{
	static const struct count_name names[] = {
	        {"none", LIST_NO_MARK},
	        {"bullet", LIST_BULLET},
	        {"decimal", LIST_DECIMAL},
	        {"decimalHalfWidth", LIST_DECIMAL},
	        {"decimalZero", LIST_DECIMAL_ZERO},
	        {"decimalFullWidth", LIST_DECIMAL_WIDE},
	        {"decimalFullWidth2", LIST_DECIMAL_WIDE},
	        {"lowerLetter", LIST_LETTER},
	        {"upperLetter", LIST_UPPER_LETTER},
	        {"lowerRoman", LIST_ROMAN},
	        {"upperRoman", LIST_UPPER_ROMAN},
	        {"chineseCounting", LIST_HAN},
	        {"chineseCountingThousand", LIST_HAN},
	        {"taiwaneseCounting", LIST_HAN},
	        {"taiwaneseCountingThousand", LIST_HAN},
	        {"ideographDigital", LIST_HAN},
	        {"taiwaneseDigital", LIST_HAN},
	        {"japaneseCounting", LIST_HAN_SHORT},
	        {"japaneseDigitalTenThousand", LIST_HAN_SHORT},
	        {"chineseLegalSimplified", LIST_HAN_LEGAL},
	        {"ideographLegalTraditional", LIST_HAN_LEGAL_TRADITIONAL},
	        {"ideographTraditional", LIST_STEMS},
	        {"ideographZodiac", LIST_BRANCHES},
	        {"decimalEnclosedCircle", LIST_CIRCLED},
	        {"decimalEnclosedCircleChinese", LIST_CIRCLED},
	        {"decimalEnclosedParen", LIST_PARENTHESISED},
	        {"decimalEnclosedFullstop", LIST_WITH_STOP},
	        {"ideographEnclosedCircle", LIST_CIRCLED_HAN},
	        {NULL, LIST_NO_MARK},
	};

	return find_name(names, name, strlen(name), ret);
}

bool list_count_of_css(const char *name, size_t n, enum list_count *ret)
{
	static const struct count_name names[] = {
	        {"none", LIST_NO_MARK},
	        {"disc", LIST_BULLET},
	        {"circle", LIST_BULLET},
	        {"square", LIST_BULLET},
	        {"decimal", LIST_DECIMAL},
	        {"decimal-leading-zero", LIST_DECIMAL_ZERO},
	        {"lower-alpha", LIST_ALPHA},
	        {"lower-latin", LIST_ALPHA},
	        {"upper-alpha", LIST_UPPER_ALPHA},
	        {"upper-latin", LIST_UPPER_ALPHA},
	        {"lower-roman", LIST_ROMAN},
	        {"upper-roman", LIST_UPPER_ROMAN},
	        {"cjk-ideographic", LIST_HAN},
	        {"simp-chinese-informal", LIST_HAN},
	        {"trad-chinese-informal", LIST_HAN},
	        {"japanese-informal", LIST_HAN_SHORT},
	        {"simp-chinese-formal", LIST_HAN_LEGAL},
	        {"trad-chinese-formal", LIST_HAN_LEGAL_TRADITIONAL},
	        {"cjk-heavenly-stem", LIST_STEMS},
	        {"cjk-earthly-branch", LIST_BRANCHES},
	        {NULL, LIST_NO_MARK},
	};

	return find_name(names, name, n, ret);
}

/* ---- numbers ---- */

static void put_letters(struct buf *b, char first, long number)
{
	enum { REPEATED_MAX = 30 }; /* Word starts again after so many alphabets */

	for (long i = 0; i <= (number - 1) / 26 % REPEATED_MAX; i++)
		buf_putc(b, (char)(first + (number - 1) % 26));
}

static void put_alphabetic(struct buf *b, char first, long number)
{
	if (number > 26)
		put_alphabetic(b, first, (number - 1) / 26);
	buf_putc(b, (char)(first + (number - 1) % 26));
}

static void put_roman(struct buf *b, bool upper, long number)
{
	static const struct {
		int value;
		const char *upper, *lower;
	} parts[] = {
	        {1000, "M", "m"}, {900, "CM", "cm"}, {500, "D", "d"}, {400, "CD", "cd"},
	        {100, "C", "c"},  {90, "XC", "xc"},  {50, "L", "l"},  {40, "XL", "xl"},
	        {10, "X", "x"},   {9, "IX", "ix"},   {5, "V", "v"},   {4, "IV", "iv"},
	        {1, "I", "i"},
	};

	for (size_t i = 0; i < COUNT(parts); i++)
		for (; number >= parts[i].value; number -= parts[i].value)
			buf_puts(b, upper ? parts[i].upper : parts[i].lower);
}

static void put_wide(struct buf *b, long number)
{
	char digits[24];
	size_t n = 0;

	for (; number > 0; number /= 10)
		digits[n++] = (char)(number % 10);
	while (n > 0)
		buf_put_utf8(b, 0xFF10 + (uint32_t)digits[--n]);
}

struct han_numerals {
	uint32_t digits[10], units[4]; /* zero to nine; none, ten, hundred, thousand */
	bool short_ones, zeros;        /* omit a one before a unit; write a zero for a gap */
};

static const struct han_numerals *han_numerals(enum list_count count)
{
	static const struct han_numerals plain = {{0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
	                                           0x516D, 0x4E03, 0x516B, 0x4E5D},
	                                          {0, 0x5341, 0x767E, 0x5343},
	                                          false,
	                                          true},
	                                 brief = {{0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
	                                           0x516D, 0x4E03, 0x516B, 0x4E5D},
	                                          {0, 0x5341, 0x767E, 0x5343},
	                                          true,
	                                          false},
	                                 legal = {{0x96F6, 0x58F9, 0x8D30, 0x53C1, 0x8086, 0x4F0D,
	                                           0x9646, 0x67D2, 0x634C, 0x7396},
	                                          {0, 0x62FE, 0x4F70, 0x4EDF},
	                                          false,
	                                          true},
	                                 traditional = {{0x96F6, 0x58F9, 0x8CB3, 0x53C3, 0x8086,
	                                                 0x4F0D, 0x9678, 0x67D2, 0x634C, 0x7396},
	                                                {0, 0x62FE, 0x4F70, 0x4EDF},
	                                                false,
	                                                true};

	return count == LIST_HAN_SHORT               ? &brief
	       : count == LIST_HAN_LEGAL             ? &legal
	       : count == LIST_HAN_LEGAL_TRADITIONAL ? &traditional
	                                             : &plain;
}

/* 1 … 9999. Eleven begins with ten, not with one ten, except in the capitals of accounts. */
static void put_han(struct buf *b, enum list_count count, long number)
{
	enum { ZERO = 0x96F6 };
	const struct han_numerals *h = han_numerals(count);
	bool gap = false, any = false;
	long unit = 1000;

	for (int i = 3; i >= 0; i--, unit /= 10) {
		long digit = number / unit % 10;

		gap |= digit == 0 && any;
		if (digit == 0)
			continue;
		if (gap && h->zeros)
			buf_put_utf8(b, ZERO);
		gap = false;
		if (i == 0 || digit > 1 ||
		    !(h->short_ones || (i == 1 && !any && count == LIST_HAN)))
			buf_put_utf8(b, h->digits[digit]);
		if (i > 0)
			buf_put_utf8(b, h->units[i]);
		any = true;
	}
}

/* Numbers that are one character each; false past their last one. */
static bool put_sign(struct buf *b, enum list_count count, long number)
{
	static const uint32_t stems[] = {0x7532, 0x4E59, 0x4E19, 0x4E01, 0x620A,
	                                 0x5DF1, 0x5E9A, 0x8F9B, 0x58EC, 0x7678};
	static const uint32_t branches[] = {0x5B50, 0x4E11, 0x5BC5, 0x536F, 0x8FB0, 0x5DF3,
	                                    0x5348, 0x672A, 0x7533, 0x9149, 0x620C, 0x4EA5};
	uint32_t i = (uint32_t)number - 1;

	if (number < 1)
		return false;
	if (count == LIST_STEMS && i < COUNT(stems))
		buf_put_utf8(b, stems[i]);
	else if (count == LIST_BRANCHES && i < COUNT(branches))
		buf_put_utf8(b, branches[i]);
	else if (count == LIST_CIRCLED && i < 20)
		buf_put_utf8(b, 0x2460 + i);
	else if (count == LIST_PARENTHESISED && i < 20)
		buf_put_utf8(b, 0x2474 + i);
	else if (count == LIST_WITH_STOP && i < 20)
		buf_put_utf8(b, 0x2488 + i);
	else if (count == LIST_CIRCLED_HAN && i < 10)
		buf_put_utf8(b, 0x3280 + i);
	else
		return false;
	return true;
}

static bool is_reached(enum list_count count, long number)
{
	enum { ROMAN_MAX = 3999, HAN_MAX = 9999 };

	if (count == LIST_ROMAN || count == LIST_UPPER_ROMAN)
		return number >= 1 && number <= ROMAN_MAX;
	if (count >= LIST_HAN && count <= LIST_HAN_LEGAL_TRADITIONAL)
		return number >= 1 && number <= HAN_MAX;
	return number >= 1;
}

void list_put_number(struct buf *b, enum list_count count, long number)
{
	switch (is_reached(count, number) ? count : LIST_DECIMAL) {
	case LIST_NO_MARK:
	case LIST_BULLET:
		return;
	case LIST_DECIMAL:
		break;
	case LIST_DECIMAL_ZERO:
		buf_putf(b, "%02ld", number);
		return;
	case LIST_DECIMAL_WIDE:
		put_wide(b, number);
		return;
	case LIST_LETTER:
	case LIST_UPPER_LETTER:
		put_letters(b, count == LIST_LETTER ? 'a' : 'A', number);
		return;
	case LIST_ALPHA:
	case LIST_UPPER_ALPHA:
		put_alphabetic(b, count == LIST_ALPHA ? 'a' : 'A', number);
		return;
	case LIST_ROMAN:
	case LIST_UPPER_ROMAN:
		put_roman(b, count == LIST_UPPER_ROMAN, number);
		return;
	case LIST_HAN:
	case LIST_HAN_SHORT:
	case LIST_HAN_LEGAL:
	case LIST_HAN_LEGAL_TRADITIONAL:
		put_han(b, count, number);
		return;
	case LIST_STEMS:
	case LIST_BRANCHES:
	case LIST_CIRCLED:
	case LIST_PARENTHESISED:
	case LIST_WITH_STOP:
	case LIST_CIRCLED_HAN:
		if (put_sign(b, count, number))
			return;
		break;
	}
	buf_putf(b, "%ld", number);
}
