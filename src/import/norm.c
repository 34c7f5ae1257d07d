/* SPDX-License-Identifier: MIT */
#include "import/norm.h"

#include <string.h>

#include "base/distance.h"
#include "base/utf8.h"

enum {
	IDEOGRAPHS_FIRST = 0x3400,
	IDEOGRAPHS_LAST = 0x9FFF,
	LOOKED_AT_MAX = 1000, /* code points of a text that is compared, ignored ones among them */
	IGNORED_MAX = 200,    /* and of such in a row, before what is compared */
	UNLIKE = 0xFFFD       /* in no wording */
};

static bool is_one_of(uint32_t cp, const uint32_t *set, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (set[i] == cp)
			return true;
	return false;
}

#define IS_ONE_OF(cp, set) is_one_of(cp, set, COUNT(set))

/* Quotes of all kinds, and '|'. */
static bool is_ignored(uint32_t cp)
{
	switch (cp) {
	case '"':
	case '\'':
	case '|':
	case 0x2018:
	case 0x2019:
	case 0x201C:
	case 0x201D:
	case 0xFF02:
	case 0xFF07:
	case 0x300A:
	case 0x300B:
	case 0x300C:
	case 0x300D:
	case 0x300E:
	case 0x300F:
		return true;
	default:
		return doc_is_blank(cp);
	}
}

uint32_t norm_char(uint32_t cp)
{
	/* 、。，．：；·•‧, and in half width */
	static const uint32_t stops[] = {0x3001, 0x3002, 0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xB7,
	                                 0x2022, 0x2027, ',',    '.',    ':',    ';'};
	static const uint32_t open[] = {0xFF08, 0xFE59, 0x3014, '[', 0xFF3B, 0x3010};
	static const uint32_t close[] = {0xFF09, 0xFE5A, 0x3015, ']', 0xFF3D, 0x3011};
	static const uint32_t dashes[] = {0x2010, 0x2011, 0x2012, 0x2013, 0x2014,
	                                  0x2015, 0x2212, 0xFF0D, 0x2500};

	/* Most are one of these. */
	if ((cp >= IDEOGRAPHS_FIRST && cp <= IDEOGRAPHS_LAST) || (cp >= '0' && cp <= '9') ||
	    (cp >= 'a' && cp <= 'z'))
		return cp;
	if (cp <= ' ' || is_ignored(cp))
		return 0;
	if (IS_ONE_OF(cp, stops))
		return '.';
	if (IS_ONE_OF(cp, open))
		return '(';
	if (IS_ONE_OF(cp, close))
		return ')';
	if (IS_ONE_OF(cp, dashes))
		return '-';
	cp = utf8_half_width(cp);
	return cp >= 'A' && cp <= 'Z' ? cp + 32 : cp;
}

/* 〇零一二三四五六七八九十百 and digits */
static bool is_numeral(uint32_t cp)
{
	static const uint32_t numerals[] = {0x3007, 0x96F6, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
	                                    0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341, 0x767E};

	return (cp >= '0' && cp <= '9') || IS_ONE_OF(cp, numerals);
}

/* Length of the number that a text begins with: "(一)", "1.", "一."; 0 if there is none. */
static size_t numbering(const uint32_t *cps, size_t n)
{
	bool bracket = n > 0 && cps[0] == '(';
	size_t i = bracket;

	while (i < n && is_numeral(cps[i]))
		i++;
	if (i == (size_t)bracket || i >= n)
		return 0;
	if (bracket)
		return cps[i] == ')' ? i + 1 : 0;
	return cps[i] == '.' ? i + 1 : 0;
}

/* Length of the text among `dropped` that begins here; 0: there is none. */
static size_t dropped_length(const char *s, const char *end, const struct form_texts *dropped)
{
	for (size_t i = 0; dropped != NULL && i < dropped->n; i++) {
		const char *text = dropped->texts[i];
		size_t n = *text == *s ? strlen(text) : 0;

		if (n > 0 && (size_t)(end - s) >= n && memcmp(s, text, n) == 0)
			return n;
	}
	return 0;
}

static uint64_t letters_of(const struct norm *norm)
{
	uint64_t letters = 0;

	for (size_t i = norm->number; i < norm->n; i++)
		letters |= (uint64_t)1 << norm->cps[i] % 64;
	return letters;
}

struct norm norm_in(struct norm_room *room, const char *text, const struct form_texts *dropped)
{
	const char *end = text + strnlen(text, LOOKED_AT_MAX * 4);
	uint32_t *cps = room->cps;
	struct norm norm = {.cps = cps};

	for (size_t n = 0; text < end && norm.n < DISTANCE_MAX + 1 && n < LOOKED_AT_MAX; n++) {
		size_t skip = dropped_length(text, end, dropped);
		uint32_t cp;

		if (skip > 0) {
			text += skip;
			continue;
		}
		cp = norm_char(utf8_next(&text, end));
		if (cp != 0)
			cps[norm.n++] = cp;
	}
	/* Nearly all of it is ignored: it is as unlike any wording as a text that is too long. */
	while (*text != '\0' && norm.n < DISTANCE_MAX + 1)
		cps[norm.n++] = UNLIKE;
	while (norm.n > 1 && norm.n <= DISTANCE_MAX && cps[norm.n - 1] == '.')
		norm.n--;
	norm.number = numbering(cps, norm.n);
	norm.letters = letters_of(&norm);
	return norm;
}

struct norm norm_text(struct arena *a, const char *text, const struct form_texts *dropped)
{
	struct norm_room room;
	struct norm norm = norm_in(&room, text, dropped);
	uint32_t *copy = arena_array(a, uint32_t, norm.n);

	if (norm.n > 0)
		memcpy(copy, norm.cps, norm.n * sizeof(*copy));
	norm.cps = copy;
	return norm;
}

static bool same(const struct norm *a, size_t from_a, const struct norm *b, size_t from_b)
{
	return a->n - from_a == b->n - from_b &&
	       memcmp(a->cps + from_a, b->cps + from_b, (a->n - from_a) * sizeof(*a->cps)) == 0;
}

bool norm_is_same(const struct norm *a, const struct norm *b)
{
	return a->n > 0 && same(a, 0, b, 0);
}

bool norm_is_longer(const char *text, size_t most)
{
	return utf8_count(text, strnlen(text, (most + 1) * 4)) > most;
}

/* Without a remark in brackets at the end, such as "（单位：万元）". */
static struct norm without_remark(const struct norm *norm)
{
	struct norm cut = *norm;
	size_t i = norm->n;

	if (i == 0 || norm->cps[i - 1] != ')')
		return cut;
	while (i > norm->number && norm->cps[i - 1] != '(')
		i--;
	if (i > norm->number + 1)
		cut.n = i - 1;
	return cut;
}

/* In thousandths, of words of which the longer one has so many letters and d are other ones. */
static int nearness_at(size_t longer, size_t d)
{
	return d < longer ? (int)((longer - d) * 950 / longer) : 0;
}

/* How many letters at least are other ones: those that only one of two words has. */
static size_t least_distance(const struct norm *a, const struct norm *b)
{
	int only_a = __builtin_popcountll(a->letters & ~b->letters);
	int only_b = __builtin_popcountll(b->letters & ~a->letters);

	return (size_t)(only_a > only_b ? only_a : only_b);
}

/*
 * 0 below NORM_LEAST, where one other letter brings words of up to four: they are equal or
 * different, and never similar.
 */
static int nearness(const struct norm *a, const struct norm *b)
{
	size_t n = a->n - a->number, m = b->n - b->number, longer = n > m ? n : m, d;

	if (n > DISTANCE_MAX || m > DISTANCE_MAX || (n > m ? n - m : m - n) * 4 > longer ||
	    nearness_at(longer, least_distance(a, b)) < NORM_LEAST)
		return 0;
	d = distance_measure(a->cps + a->number, n, b->cps + b->number, m);
	return nearness_at(longer, d) >= NORM_LEAST ? nearness_at(longer, d) : 0;
}

int norm_likeness(const struct norm *found, const struct norm *wanted)
{
	enum { OTHER_NUMBER = 960, NO_REMARK = 930 };
	struct norm short_found, short_wanted;

	if (found->n == 0 || wanted->n == 0)
		return 0;
	if (same(found, 0, wanted, 0))
		return NORM_SAME;
	if (found->n == found->number || wanted->n == wanted->number)
		return 0;
	if (same(found, found->number, wanted, wanted->number))
		return OTHER_NUMBER;
	short_found = without_remark(found);
	short_wanted = without_remark(wanted);
	if (same(&short_found, found->number, &short_wanted, wanted->number))
		return NO_REMARK;
	return nearness(found, wanted);
}

size_t norm_common(const struct norm *a, const struct norm *b)
{
	size_t rows[2][DISTANCE_MAX + 2] = {{0}};
	size_t *last = rows[0], *row = rows[1];

	for (size_t i = 1; i <= a->n; i++) {
		size_t *spare = last;

		for (size_t j = 1; j <= b->n; j++) {
			row[j] = last[j] > row[j - 1] ? last[j] : row[j - 1];
			if (a->cps[i - 1] == b->cps[j - 1])
				row[j] = last[j - 1] + 1;
		}
		last = row;
		row = spare;
	}
	return last[b->n];
}

const char *norm_behind(const char *text, const char *wording)
{
	const char *w_end = wording + strlen(wording);
	const char *end = text + strnlen(text, (size_t)(w_end - wording + 1) * IGNORED_MAX * 4);

	while (wording < w_end) {
		uint32_t wanted = norm_char(utf8_next(&wording, w_end)), found = 0;

		for (size_t n = 0; wanted != 0 && found == 0 && text < end && n < IGNORED_MAX; n++)
			found = norm_char(utf8_next(&text, end));
		if (wanted != 0 && found != wanted)
			return NULL;
	}
	return text;
}
