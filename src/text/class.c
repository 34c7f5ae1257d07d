/* SPDX-License-Identifier: MIT */
#include "text/class.h"

#include <stddef.h>

#include <hb.h>

#include "base/mem.h"
#include "base/unicode.h"

struct class_range {
	uint32_t first, last;
	enum text_class class_;
};

/*
 * Ascending. Other characters are classified by their general category. Prefixes and suffixes are
 * the classes PR and PO of UAX #14 (version 15), with those of AL and AI that belong to what is
 * after or before them: § and △, indices and fractions. Digits are NU.
 */
static const struct class_range CLASSES[] = {
        {0x0020, 0x0020, TEXT_SPACE},       {0x0021, 0x0021, TEXT_POINT},
        {0x0024, 0x0024, TEXT_PREFIX},      {0x0025, 0x0025, TEXT_SUFFIX},
        {0x0028, 0x0028, TEXT_OPENING},     {0x0029, 0x0029, TEXT_CLOSING},
        {0x002B, 0x002B, TEXT_PREFIX},      {0x002C, 0x002C, TEXT_POINT},
        {0x002D, 0x002D, TEXT_HYPHEN},      {0x002E, 0x002E, TEXT_POINT},
        {0x002F, 0x002F, TEXT_SOLIDUS},     {0x0030, 0x0039, TEXT_DIGIT},
        {0x003A, 0x003B, TEXT_POINT},       {0x003F, 0x003F, TEXT_POINT},
        {0x005B, 0x005B, TEXT_OPENING},     {0x005D, 0x005D, TEXT_CLOSING},
        {0x007B, 0x007B, TEXT_OPENING},     {0x007D, 0x007D, TEXT_CLOSING},
        {0x00A0, 0x00A0, TEXT_FIXED_SPACE}, {0x00A2, 0x00A2, TEXT_SUFFIX},
        {0x00A3, 0x00A5, TEXT_PREFIX},      {0x00A7, 0x00A7, TEXT_PREFIX},
        {0x00A9, 0x00A9, TEXT_PREFIX},      {0x00AE, 0x00AE, TEXT_SUFFIX},
        {0x00B0, 0x00B0, TEXT_SUFFIX},      {0x00B1, 0x00B1, TEXT_PREFIX},
        {0x00B2, 0x00B3, TEXT_SUFFIX},      {0x00B7, 0x00B7, TEXT_INTERPUNCT},
        {0x00B9, 0x00B9, TEXT_SUFFIX},      {0x00BC, 0x00BE, TEXT_SUFFIX},
        {0x2007, 0x2007, TEXT_FIXED_SPACE}, {0x2010, 0x2011, TEXT_HYPHEN},
        {0x2013, 0x2015, TEXT_CONNECTOR},   {0x2016, 0x2016, TEXT_SIGN},
        {0x2018, 0x2018, TEXT_OPENING},     {0x2019, 0x2019, TEXT_CLOSING},
        {0x201C, 0x201C, TEXT_OPENING},     {0x201D, 0x201D, TEXT_CLOSING},
        {0x2020, 0x2021, TEXT_SUFFIX},      {0x2027, 0x2027, TEXT_INTERPUNCT},
        {0x202F, 0x202F, TEXT_FIXED_SPACE}, {0x2030, 0x2031, TEXT_SUFFIX},
        {0x2032, 0x2037, TEXT_SUFFIX},      {0x2057, 0x2057, TEXT_SUFFIX},
        {0x2070, 0x209F, TEXT_SUFFIX},      {0x20A0, 0x20CF, TEXT_PREFIX},
        {0x2103, 0x2103, TEXT_SUFFIX},      {0x2109, 0x2109, TEXT_SUFFIX},
        {0x2116, 0x2116, TEXT_PREFIX},      {0x2122, 0x2122, TEXT_SUFFIX},
        {0x2150, 0x215E, TEXT_SUFFIX},      {0x2189, 0x2189, TEXT_SUFFIX},
        {0x2191, 0x2191, TEXT_PREFIX},      {0x2193, 0x2193, TEXT_PREFIX},
        {0x2212, 0x2212, TEXT_PREFIX},      {0x2213, 0x2213, TEXT_PREFIX},
        {0x2308, 0x230B, TEXT_SIGN},        {0x25B2, 0x25B3, TEXT_PREFIX},
        {0x25BC, 0x25BD, TEXT_PREFIX},      {0x27E6, 0x27EB, TEXT_SIGN},
        {0x3000, 0x3000, TEXT_SPACE},       {0x3001, 0x3001, TEXT_PAUSE},
        {0x3002, 0x3002, TEXT_STOP},        {0x3008, 0x3008, TEXT_OPENING},
        {0x3009, 0x3009, TEXT_CLOSING},     {0x300A, 0x300A, TEXT_OPENING},
        {0x300B, 0x300B, TEXT_CLOSING},     {0x300C, 0x300C, TEXT_OPENING},
        {0x300D, 0x300D, TEXT_CLOSING},     {0x300E, 0x300E, TEXT_OPENING},
        {0x300F, 0x300F, TEXT_CLOSING},     {0x3010, 0x3010, TEXT_OPENING},
        {0x3011, 0x3011, TEXT_CLOSING},     {0x3014, 0x3014, TEXT_OPENING},
        {0x3015, 0x3015, TEXT_CLOSING},     {0x3016, 0x3016, TEXT_OPENING},
        {0x3017, 0x3017, TEXT_CLOSING},     {0x301C, 0x301C, TEXT_CONNECTOR},
        {0x30FB, 0x30FB, TEXT_INTERPUNCT},  {0x3371, 0x33DF, TEXT_SUFFIX},
        {0xFE69, 0xFE69, TEXT_PREFIX},      {0xFE6A, 0xFE6A, TEXT_SUFFIX},
        {0xFF01, 0xFF01, TEXT_STOP},        {0xFF04, 0xFF04, TEXT_PREFIX},
        {0xFF05, 0xFF05, TEXT_SUFFIX},      {0xFF08, 0xFF08, TEXT_OPENING},
        {0xFF09, 0xFF09, TEXT_CLOSING},     {0xFF0B, 0xFF0B, TEXT_PREFIX},
        {0xFF0C, 0xFF0C, TEXT_PAUSE},       {0xFF0D, 0xFF0D, TEXT_PREFIX},
        {0xFF0E, 0xFF0E, TEXT_STOP},        {0xFF0F, 0xFF0F, TEXT_SOLIDUS},
        {0xFF10, 0xFF19, TEXT_DIGIT},       {0xFF1A, 0xFF1B, TEXT_PAUSE},
        {0xFF1F, 0xFF1F, TEXT_STOP},        {0xFF3B, 0xFF3B, TEXT_OPENING},
        {0xFF3D, 0xFF3D, TEXT_CLOSING},     {0xFF5B, 0xFF5B, TEXT_OPENING},
        {0xFF5D, 0xFF5D, TEXT_CLOSING},     {0xFF5E, 0xFF5E, TEXT_CONNECTOR},
        {0xFFE0, 0xFFE0, TEXT_SUFFIX},      {0xFFE1, 0xFFE1, TEXT_PREFIX},
        {0xFFE5, 0xFFE5, TEXT_PREFIX},      {0xFFE6, 0xFFE6, TEXT_PREFIX},
};

/* From here on, letters too (kana, bopomofo, hangul) are set like ideographs. */
enum { EAST_ASIAN_FIRST = 0x2E80 };

/* An arrow leads from one word to the next; it does not make a formula of them. */
static bool is_arrow(uint32_t cp)
{
	return cp >= 0x2190 && cp <= 0x21FF;
}

static enum text_class class_by_category(uint32_t cp)
{
	hb_unicode_general_category_t gc =
	        hb_unicode_general_category(hb_unicode_funcs_get_default(), cp);

	if (gc == HB_UNICODE_GENERAL_CATEGORY_SPACE_SEPARATOR)
		return TEXT_SPACE;
	if (cp < 0x7F) /* the rest of ASCII: # & ' * @ _ … */
		return TEXT_LATIN;
	if (cp >= EAST_ASIAN_FIRST)
		return TEXT_HAN;
	if (gc == HB_UNICODE_GENERAL_CATEGORY_DECIMAL_NUMBER)
		return TEXT_DIGIT;
	if (gc == HB_UNICODE_GENERAL_CATEGORY_MATH_SYMBOL && !is_arrow(cp))
		return TEXT_SIGN;
	return gc >= HB_UNICODE_GENERAL_CATEGORY_LOWERCASE_LETTER &&
	                       gc <= HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK
	               ? TEXT_LATIN
	               : TEXT_HAN;
}

enum text_class text_class_of(uint32_t cp)
{
	size_t lo = 0, hi = COUNT(CLASSES);

	if (cp >= 0x3400 && text_is_ideograph(cp))
		return TEXT_HAN;
	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (cp < CLASSES[mid].first)
			hi = mid;
		else if (cp > CLASSES[mid].last)
			lo = mid + 1;
		else
			return CLASSES[mid].class_;
	}
	return class_by_category(cp);
}

bool text_is_ideograph(uint32_t cp)
{
	return (cp >= 0x4E00 && cp <= 0x9FFF) || (cp >= 0x3400 && cp <= 0x4DBF) ||
	       (cp >= 0x20000 && cp <= 0x3FFFF) || (cp >= 0xF900 && cp <= 0xFAFF) ||
	       (cp >= 0x2E80 && cp <= 0x2FDF) || (cp >= 0x3005 && cp <= 0x3007) ||
	       (cp >= 0x3021 && cp <= 0x3029);
}

bool text_is_raised(uint32_t cp)
{
	return cp == 0xB2 || cp == 0xB3 || cp == 0xB9 || (cp >= 0x2070 && cp <= 0x209F);
}

bool text_is_two_em_half(uint32_t cp)
{
	return cp == 0x2014 || cp == 0x2026 || cp == 0x22EF;
}

bool text_is_ignorable(uint32_t cp)
{
	return unicode_is_invisible(cp) && !text_is_variation_selector(cp);
}

bool text_is_variation_selector(uint32_t cp)
{
	return unicode_class(cp) == UNICODE_SELECTOR;
}

bool text_is_control(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7F && cp <= 0x9F) || cp == 0x2028 || cp == 0x2029;
}

/* The lowest level at which a class must not start a line; 0: it always may. */
static const enum text_prohibition NEVER_STARTS[TEXT_CLASS_N] = {
        [TEXT_CLOSING] = TEXT_PROHIBIT_BASIC, [TEXT_PAUSE] = TEXT_PROHIBIT_BASIC,
        [TEXT_STOP] = TEXT_PROHIBIT_BASIC,    [TEXT_INTERPUNCT] = TEXT_PROHIBIT_BASIC,
        [TEXT_SOLIDUS] = TEXT_PROHIBIT_BASIC, [TEXT_CONNECTOR] = TEXT_PROHIBIT_BASIC,
        [TEXT_HYPHEN] = TEXT_PROHIBIT_BASIC,  [TEXT_POINT] = TEXT_PROHIBIT_BASIC,
        [TEXT_SUFFIX] = TEXT_PROHIBIT_BASIC,  [TEXT_TWO_EM] = TEXT_PROHIBIT_STRICT,
};

/* The same for the end of a line. */
static const enum text_prohibition NEVER_ENDS[TEXT_CLASS_N] = {
        [TEXT_OPENING] = TEXT_PROHIBIT_BASIC,
        [TEXT_SOLIDUS] = TEXT_PROHIBIT_GB,
};

static bool applies(const enum text_prohibition *from, enum text_class c,
                    enum text_prohibition level)
{
	return c < TEXT_CLASS_N && from[c] != TEXT_PROHIBIT_NONE && level >= from[c];
}

bool text_class_never_starts(enum text_class c, enum text_prohibition level)
{
	return applies(NEVER_STARTS, c, level);
}

bool text_class_never_ends(enum text_class c, enum text_prohibition level)
{
	return applies(NEVER_ENDS, c, level);
}

bool text_class_is_word(enum text_class c)
{
	return c == TEXT_DIGIT || c == TEXT_LATIN;
}

bool text_class_is_mark(enum text_class c)
{
	return c >= TEXT_OPENING && c <= TEXT_POINT;
}
