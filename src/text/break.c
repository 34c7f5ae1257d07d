/* SPDX-License-Identifier: MIT */
/*
 * break.c: line break opportunities. Prohibition rules after CLREQ at the level of the input.
 * Unbreakable sequences after CLREQ and GB/T 9704-2012, 7.3.3 (numbers and years); also numbers
 * with their units, 第…条 and 〔2021〕30号.
 */
#include "text/shape.h"

#include "base/unicode.h"

enum {
	NUMERALS_MAX = 8,
	SCALERS_MAX = 4,
	UNIT_MAX = 6,
	SHORT_NUMBER = 4, /* 二〇二四, 十四五 */
	ORDINAL = 0x7B2C /* 第 */,
	RIGHT_SHELL_BRACKET = 0x3015 /* 〕 */
};

/* Units that are kept with the number before them. */
static const uint32_t UNITS[] = {
        U'年', U'月', U'日', U'时', U'分', U'秒', U'件', U'条', U'项', U'款', U'章', U'节',
        U'号', U'个', U'份', U'次', U'人', U'名', U'元', U'起', U'宗', U'天', U'周', U'期',
        U'级', U'页', U'类', U'种', U'处', U'家', U'户', U'场', U'篇', U'部', U'台', U'套',
        U'批', U'位', U'则', U'册', U'届', U'倍', U'余', U'多', U'千', U'百', U'万', U'亿',
};

/* Of these, those in dates, times and the numbers of documents. */
static const uint32_t DATES[] = {U'年', U'月', U'日', U'时', U'分', U'秒', U'号'};

/* Units that may be followed by another: 12万元, 100余件. */
static const uint32_t SCALERS[] = {U'余', U'多', U'千', U'百', U'万', U'亿'};

static const uint32_t NUMERALS[] = {U'〇', U'零', U'一', U'二', U'三', U'四', U'五', U'六',
                                    U'七', U'八', U'九', U'十', U'百', U'千', U'万', U'亿'};

/* Pairs of characters in longer names of units: 平方千米, 小时, 个百分点. */
static const uint32_t UNIT_PAIRS[][2] = {
        {U'平', U'方'}, {U'立', U'方'}, {U'方', U'米'}, {U'方', U'千'}, {U'方', U'公'},
        {U'方', U'厘'}, {U'方', U'毫'}, {U'千', U'米'}, {U'公', U'里'}, {U'厘', U'米'},
        {U'毫', U'米'}, {U'公', U'斤'}, {U'千', U'克'}, {U'公', U'顷'}, {U'公', U'吨'},
        {U'毫', U'克'}, {U'毫', U'升'}, {U'千', U'瓦'}, {U'兆', U'瓦'}, {U'瓦', U'时'},
        {U'小', U'时'}, {U'分', U'钟'}, {U'人', U'次'}, {U'件', U'次'}, {U'台', U'次'},
        {U'批', U'次'}, {U'场', U'次'}, {U'个', U'月'}, {U'个', U'百'}, {U'百', U'分'},
        {U'分', U'点'}, {U'美', U'元'}, {U'欧', U'元'}, {U'港', U'元'},
};

/* Particles after a number, which do not start the name of a unit. */
static const uint32_t PARTICLES[] = {U'和', U'与', U'及', U'的', U'在', U'至', U'等', U'或', U'以',
                                     U'是', U'由', U'不', U'了', U'并', U'从', U'到', U'对', U'将',
                                     U'被', U'把', U'按', U'自', U'其', U'也', U'则', U'而', U'因',
                                     U'未', U'均', U'已', U'为', U'中', U'内', U'上', U'下'};

/* Counters after an ordinal with 第. */
static const uint32_t COUNTERS[] = {U'条', U'款', U'项', U'目', U'章', U'节', U'号', U'次', U'届',
                                    U'年', U'个', U'页', U'部', U'批', U'期', U'类', U'级', U'季'};

/* Numerals that follow each other only in years: 二〇二四. */
static const uint32_t FIGURES[] = {U'一', U'二', U'三', U'四', U'五', U'六', U'七', U'八', U'九'};

#define IS_IN(table, cp) is_in(table, COUNT(table), cp)

static bool is_in(const uint32_t *table, size_t n, uint32_t cp)
{
	for (size_t i = 0; i < n; i++) {
		if (table[i] == cp)
			return true;
	}
	return false;
}

static bool is_unit_pair(const struct shaped *s, size_t i)
{
	for (size_t k = 0; i + 1 < s->cluster_n && k < COUNT(UNIT_PAIRS); k++) {
		if (UNIT_PAIRS[k][0] == s->clusters[i].cp &&
		    UNIT_PAIRS[k][1] == s->clusters[i + 1].cp)
			return true;
	}
	return false;
}

static enum text_class class_at(const struct shaped *s, size_t i)
{
	return i < s->cluster_n ? (enum text_class)s->clusters[i].class_ : TEXT_CLASS_N;
}

static bool is_word(const struct shaped *s, size_t i)
{
	return text_class_is_word(class_at(s, i));
}

static bool is_full(const struct shaped *s, size_t i)
{
	return s->clusters[i].advance >= s->clusters[i].em;
}

/* Punctuation inside Latin text and numbers: 3.1, 1,234, GB/T, www.gov.cn. */
static bool is_inner_mark(const struct shaped *s, size_t i)
{
	enum text_class c = class_at(s, i);

	return !is_full(s, i) && (c == TEXT_POINT || c == TEXT_SOLIDUS || c == TEXT_HYPHEN);
}

/* Whether cluster i continues a word after punctuation inside it: https://…, 3.1. */
static bool follows_inner_mark(const struct shaped *s, size_t i)
{
	return s->clusters[i - 1].tight && is_inner_mark(s, i - 1) &&
	       (is_word(s, i) || is_inner_mark(s, i));
}

/*
 * What holds together without spaces: 37.2°C, ≥95%, x²+y², 8.1×10⁴, C++. These are the classes NU,
 * AL, PR and PO of UAX #14 (LB 23 to 25 and 28), and those of AI that are no ideographs: next to a
 * letter or a digit they are taken for AL, where LB 1 leaves the choice.
 */
static bool is_in_formula(enum text_class c)
{
	return text_class_is_word(c) || c == TEXT_PREFIX || c == TEXT_SUFFIX || c == TEXT_SIGN;
}

/*
 * Whether clusters i - 1 and i belong to the same word or number. Connectors do not join: ranges
 * such as 10—15日 or 10％～20％ may be broken after one.
 */
static bool is_joined(const struct shaped *s, size_t i)
{
	enum text_class a = class_at(s, i - 1), b = class_at(s, i);

	if (text_class_is_word(a) && (text_class_is_word(b) || is_inner_mark(s, i)))
		return true;
	if (follows_inner_mark(s, i))
		return a != TEXT_HYPHEN || b != TEXT_LATIN;
	if (a == TEXT_POINT && s->clusters[i - 1].cp == '.') /* .NET, and not 1.NET */
		return !is_full(s, i - 1) && text_class_is_word(b);
	if (text_class_is_word(a) && (b == TEXT_OPENING || b == TEXT_CLOSING))
		return !is_full(s, i);
	if (text_class_is_word(b) && (a == TEXT_OPENING || a == TEXT_CLOSING))
		return !is_full(s, i - 1);
	if (b == TEXT_DIGIT && a == TEXT_HYPHEN)
		return true;
	if (a == TEXT_INTERPUNCT)
		return i >= 2 && is_word(s, i - 2) && text_class_is_word(b); /* kW·h */
	return is_in_formula(a) && is_in_formula(b);
}

/* Whether a number ends with cluster i, any power, 万 or 余 after it included: 10⁸, 12万. */
static bool scales_number(const struct shaped *s, size_t i)
{
	for (int n = 0; n < SCALERS_MAX && i > 0 && IS_IN(SCALERS, s->clusters[i].cp); n++)
		i--;
	while (i > 0 && text_is_raised(s->clusters[i].cp))
		i--;
	return class_at(s, i) == TEXT_DIGIT;
}

/*
 * Whether the letter or Roman numeral before cluster i names what begins there: A类, 5A级, Ⅱ期,
 * U盘. Of several letters only a grade is made: AAA级, but GDP can leave 增长.
 */
static bool is_named_by_letter(const struct shaped *s, size_t i)
{
	uint32_t cp = s->clusters[i].cp;
	bool roman = unicode_is_roman_numeral(s->clusters[i - 1].cp);

	if (!(roman || class_at(s, i - 1) == TEXT_LATIN) || !text_is_ideograph(cp) ||
	    IS_IN(PARTICLES, cp))
		return false;
	return roman || i < 2 || class_at(s, i - 2) != TEXT_LATIN || IS_IN(COUNTERS, cp);
}

/* Whether cluster i is kept with the number that ends at `prev`; there may be spaces in between. */
static bool continues_number(const struct shaped *s, size_t prev, size_t i)
{
	uint32_t cp = s->clusters[i].cp;

	if (s->clusters[prev].cp == RIGHT_SHELL_BRACKET)
		return class_at(s, i) == TEXT_DIGIT || cp == ORDINAL;
	if (scales_number(s, prev) && IS_IN(UNITS, cp))
		return true;
	/* 50平方米, 3公里, 12345热线: the first character of a longer unit, or of any noun. */
	if (prev + 1 == i && class_at(s, prev) != TEXT_HAN && text_is_ideograph(cp) &&
	    scales_number(s, prev))
		return !IS_IN(PARTICLES, cp);
	if (prev + 1 == i && class_at(s, prev) == TEXT_HAN && class_at(s, i) == TEXT_LATIN)
		return scales_number(s, prev); /* 1.5万m³ */
	/* A list number such as "1." is kept with the item. */
	return class_at(s, prev) == TEXT_POINT && !is_full(s, prev) && prev + 1 == i && prev > 0 &&
	       class_at(s, prev - 1) == TEXT_DIGIT;
}

/* Whether clusters i - 1 and i are in the same number, with its punctuation: 1,234.5. */
static bool is_number(const struct shaped *s, size_t i)
{
	size_t prev = i - 1, next = i;

	if (class_at(s, i) == TEXT_POINT && !is_full(s, i))
		next++;
	else if (class_at(s, prev) == TEXT_POINT && !is_full(s, prev) && prev > 0)
		prev--;
	return class_at(s, prev) == TEXT_DIGIT && class_at(s, next) == TEXT_DIGIT;
}

static bool is_ruled(const struct shaped *s, size_t prev, size_t i)
{
	enum text_prohibition level = s->in->rules.prohibition;

	return text_class_never_starts(class_at(s, i), level) ||
	       text_class_never_ends(class_at(s, prev), level);
}

/* The last cluster before i that is not a space; 0 if there is none. */
static size_t before_spaces(const struct shaped *s, size_t i)
{
	for (i--; i > 0 && class_at(s, i) == TEXT_SPACE;)
		i--;
	return i;
}

/*
 * Whether cluster i is a unit that may begin a line rather than leave the number's line torn. The
 * parts of a date or of a document's number stay together always (GB/T 9704-2012, 7.3.3), and a
 * power is part of a formula: 10⁸元.
 */
static bool parts_unit(const struct shaped *s, size_t prev, size_t i)
{
	return prev + 1 == i && class_at(s, prev) != TEXT_HAN && scales_number(s, prev) &&
	       !IS_IN(DATES, s->clusters[i].cp) && !text_is_raised(s->clusters[prev].cp);
}

static enum text_hold hold_between(const struct shaped *s, size_t i)
{
	size_t prev;

	if (class_at(s, i) == TEXT_SPACE || s->clusters[i].raised)
		return TEXT_RULED;
	if (is_number(s, i))
		return TEXT_NUMBER;
	prev = before_spaces(s, i);
	if (is_ruled(s, prev, i))
		return TEXT_RULED;
	if (prev == i - 1 && is_joined(s, i))
		return TEXT_JOINED;
	if (class_at(s, prev) == TEXT_FIXED_SPACE || class_at(s, i) == TEXT_FIXED_SPACE)
		return TEXT_KEPT;
	if (prev == i - 1 && is_named_by_letter(s, i))
		return TEXT_UNIT;
	if (!continues_number(s, prev, i))
		return TEXT_LOOSE;
	return parts_unit(s, prev, i) ? TEXT_UNIT : TEXT_KEPT;
}

static bool is_numeral(const struct shaped *s, size_t i)
{
	return class_at(s, i) == TEXT_DIGIT ||
	       (i < s->cluster_n && IS_IN(NUMERALS, s->clusters[i].cp)) ||
	       (class_at(s, i) == TEXT_POINT && class_at(s, i + 1) == TEXT_DIGIT);
}

/* The end of the ordinal that starts with 第 at i: 第二十条, 第（一）项, 第3.1.2条. */
static size_t ordinal_end(const struct shaped *s, size_t i)
{
	bool bracket = class_at(s, i + 1) == TEXT_OPENING;
	size_t first = i + 1 + bracket, end = first;

	while (end - first < NUMERALS_MAX && is_numeral(s, end))
		end++;
	if (end == first || (bracket && class_at(s, end) != TEXT_CLOSING))
		return i + 1;
	end += bracket;
	if (end < s->cluster_n && IS_IN(COUNTERS, s->clusters[end].cp))
		end++;
	return end;
}

/* Keeps clusters [first, end) together. */
static void keep(struct shaped *s, size_t first, size_t end)
{
	for (size_t k = first + 1; k < end; k++) {
		if (s->clusters[k].hold == TEXT_LOOSE)
			s->clusters[k].hold = TEXT_KEPT;
	}
}

static void keep_ordinals(struct shaped *s)
{
	for (size_t i = 0; i < s->cluster_n; i++) {
		if (s->clusters[i].cp == ORDINAL)
			keep(s, i, ordinal_end(s, i));
	}
}

/* Whether three numerals from i on are consecutive: 七八九. */
static bool counts_up(const struct shaped *s, size_t i)
{
	for (size_t k = 0; k + 2 < COUNT(FIGURES); k++) {
		if (s->clusters[i].cp == FIGURES[k])
			return s->clusters[i + 1].cp == FIGURES[k + 1] &&
			       s->clusters[i + 2].cp == FIGURES[k + 2];
	}
	return false;
}

/*
 * Whether the numerals [first, end) form one number: a short sequence that does not count up, or a
 * longer one without adjacent digits, such as 一千二百三十四. Others are lists of digits.
 */
static bool is_one_number(const struct shaped *s, size_t first, size_t end)
{
	bool is_short = end - first <= SHORT_NUMBER;

	for (size_t i = first; is_short && i + 2 < end; i++) {
		if (counts_up(s, i))
			return false;
	}
	for (size_t i = first + 1; !is_short && i < end; i++) {
		if (IS_IN(FIGURES, s->clusters[i - 1].cp) && IS_IN(FIGURES, s->clusters[i].cp))
			return false;
	}
	return end - first >= 2;
}

/* Keeps numbers in Chinese numerals together with their unit: 二〇二四年, 三十余件. */
static void keep_numerals(struct shaped *s)
{
	for (size_t i = 0, end; i < s->cluster_n; i = end) {
		size_t unit;

		for (end = i; end < s->cluster_n && IS_IN(NUMERALS, s->clusters[end].cp);)
			end++;
		if (end == i) {
			end++;
			continue;
		}
		unit = end;
		if (unit < s->cluster_n && IS_IN(SCALERS, s->clusters[unit].cp))
			unit++;
		if (unit < s->cluster_n && IS_IN(UNITS, s->clusters[unit].cp))
			unit++;
		if (is_one_number(s, i, end))
			keep(s, i, unit);
	}
}

/* Keeps numbers together with units of several characters: 18.6平方千米, 3万公里. */
static void keep_units(struct shaped *s)
{
	for (size_t i = 1; i < s->cluster_n; i++) {
		size_t unit = i, end;

		if (class_at(s, i - 1) != TEXT_DIGIT || class_at(s, i) != TEXT_HAN)
			continue;
		while (unit < i + SCALERS_MAX && unit < s->cluster_n &&
		       IS_IN(SCALERS, s->clusters[unit].cp) && !is_unit_pair(s, unit))
			unit++;
		for (end = unit; end < unit + UNIT_MAX && is_unit_pair(s, end);)
			end++;
		if (end > unit)
			keep(s, i - 1, end + 1);
	}
}

/* Whether justification must not insert space before i; a break may still be possible there. */
static bool is_tight(const struct shaped *s, size_t i)
{
	return is_joined(s, i) || follows_inner_mark(s, i) ||
	       ((s->clusters[i].hold == TEXT_UNIT || s->clusters[i].hold == TEXT_KEPT) &&
	        scales_number(s, before_spaces(s, i)));
}

bool text_rules_equal(const struct text_rules *a, const struct text_rules *b)
{
	return a->prohibition == b->prohibition && a->autospace == b->autospace &&
	       a->tight_marks == b->tight_marks && a->hanging == b->hanging;
}

void break_find(struct shaped *s)
{
	for (size_t i = 1; i < s->cluster_n; i++) {
		s->clusters[i].hold = (unsigned char)hold_between(s, i);
		s->clusters[i].tight = is_tight(s, i);
	}
	keep_ordinals(s);
	keep_numerals(s);
	keep_units(s);
	for (size_t i = 0; i < s->cluster_n; i++) {
		struct cluster *c = &s->clusters[i];

		if (c->brk == TEXT_BREAK_LINE) {
			c->hold = TEXT_LOOSE;
			c->tight = false;
			continue;
		}
		/* Hints override everything except prohibition rules and numbers. */
		if (i == 0 || c->hold >= TEXT_RULED)
			c->brk = TEXT_NO_BREAK;
		else if (c->brk != TEXT_NO_BREAK)
			c->hold = TEXT_LOOSE;
		else
			c->brk = c->hold == TEXT_LOOSE ? TEXT_BREAK : TEXT_NO_BREAK;
	}
}
