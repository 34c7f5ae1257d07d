/* SPDX-License-Identifier: MIT */
#include "import/norm.h"

#include <string.h>

#include "base/utf8.h"

enum {
	TEXT_MAX = 120,       /* code points of a text that is matched as a whole … */
	LOOKED_AT_MAX = 1000, /* … and with those that are ignored */
	NUMBER_MAX = 4,       /* digits */
	FIRST_YEAR = 1949
};

/* A text as norm_char reads it, without blanks. */
struct phrase_line {
	uint32_t cps[TEXT_MAX];
	const char *at[TEXT_MAX + 1]; /* where each is in the text */
	size_t n;
	bool more; /* the text is longer */
};

static void read_line(struct phrase_line *l, const char *text)
{
	const char *end = text + strnlen(text, LOOKED_AT_MAX * 4);

	l->n = 0;
	for (size_t n = 0; text < end && l->n < TEXT_MAX && n < LOOKED_AT_MAX; n++) {
		const char *at = text;
		uint32_t cp = norm_char(utf8_next(&text, end));

		if (cp == 0)
			continue;
		l->at[l->n] = at;
		l->cps[l->n++] = cp;
	}
	l->at[l->n] = text;
	l->more = *text != '\0';
}

/* The value of a numeral in digits or of 〇零一…九, or -1. */
static int digit_of(uint32_t cp)
{
	static const uint32_t han[] = {0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB,
	                               0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D};

	if (cp >= '0' && cp <= '9')
		return (int)(cp - '0');
	if (cp == 0x96F6 || cp == 0x25CB) /* 零, and the circle that stands for 〇 */
		return 0;
	for (int i = 0; i < 10; i++)
		if (cp == han[i])
			return i;
	return -1;
}

/* 二十四, 十, 三十: ten with the digits before and after it. */
static size_t read_tens(const struct phrase_line *l, size_t i, int *ret)
{
	enum { TEN = 0x5341 };
	size_t start = i;
	int tens = 1, ones = 0;

	if (i < l->n && l->cps[i] != TEN && digit_of(l->cps[i]) > 0)
		tens = digit_of(l->cps[i++]);
	if (i == l->n || l->cps[i++] != TEN)
		return 0;
	if (i < l->n && digit_of(l->cps[i]) > 0)
		ones = digit_of(l->cps[i++]);
	*ret = 10 * tens + ones;
	return i - start;
}

/* How many code points from i on are a number; 0 if there is none. */
static size_t read_number(const struct phrase_line *l, size_t i, int *ret)
{
	size_t n = read_tens(l, i, ret);

	if (n > 0)
		return n;
	for (*ret = 0; i + n < l->n && n < NUMBER_MAX; n++) {
		/* The letter O is often typed for 〇. */
		int digit = n > 0 && l->cps[i + n] == 'o' ? 0 : digit_of(l->cps[i + n]);

		if (digit < 0)
			break;
		*ret = *ret * 10 + digit;
	}
	return n;
}

struct trial {
	const struct phrase_line *line;
	struct phrase_match m;
};

static bool fits(struct trial *t, const char *phrase, size_t i, bool whole);

static bool fits_number(struct trial *t, const char *phrase, size_t i, bool whole)
{
	const char *rest = strchr(phrase, '}') + 1;
	size_t name_n = (size_t)(rest - phrase) - 2;
	int v;
	size_t n = read_number(t->line, i, &v);

	if (n == 0)
		return false;
	if (name_n == 4)
		t->m.year = v;
	else if (phrase[1] == 'y')
		t->m.date.year = v;
	else if (phrase[1] == 'm')
		t->m.date.month = v;
	else if (phrase[1] == 'd')
		t->m.date.day = v;
	if (name_n == 4 && (n != 4 || v < FIRST_YEAR))
		return false;
	return fits(t, rest, i + n, whole);
}

/* The shortest organ for which the rest of the phrase fits. */
static bool fits_organ(struct trial *t, const char *phrase, size_t i, bool whole)
{
	for (size_t end = i; end <= t->line->n; end++) {
		if (end > i && t->line->cps[end - 1] == '.')
			return false;
		if (fits(t, phrase + strlen("{organ}"), end, whole)) {
			t->m.organ = t->line->at[i];
			t->m.organ_n = (size_t)(t->line->at[end] - t->line->at[i]);
			return true;
		}
	}
	return false;
}

static bool is_number_name(const char *phrase)
{
	static const char *const names[] = {"{year}", "{y}", "{m}", "{d}", "{n}"};

	for (size_t i = 0; i < COUNT(names); i++)
		if (strncmp(phrase, names[i], strlen(names[i])) == 0)
			return true;
	return false;
}

static bool fits(struct trial *t, const char *phrase, size_t i, bool whole)
{
	const char *end = phrase + strlen(phrase);

	while (phrase < end) {
		uint32_t cp;

		/* The brace first: this is asked for each character at each place. */
		if (*phrase == '{' && strncmp(phrase, "{organ}", strlen("{organ}")) == 0)
			return fits_organ(t, phrase, i, whole);
		if (*phrase == '{' && is_number_name(phrase))
			return fits_number(t, phrase, i, whole);
		cp = norm_char(utf8_next(&phrase, end));
		if (cp == 0)
			continue;
		if (i == t->line->n || t->line->cps[i] != cp)
			return false;
		i++;
	}
	t->m.length = i;
	return !whole || (i == t->line->n && !t->line->more);
}

bool phrase_match(const struct form_texts *phrases, const char *text, struct phrase_match *ret)
{
	struct phrase_line line;

	read_line(&line, text);
	for (size_t i = 0; i < phrases->n; i++) {
		struct trial t = {.line = &line};

		if (fits(&t, phrases->texts[i], 0, /*whole*/ true)) {
			*ret = t.m;
			return true;
		}
	}
	return false;
}

/* ---- searching ---- */

enum {
	WINDOW = 16, /* code points in which a phrase that is searched for fits: they are short */
	STRETCH = 512
};

/* Some code points of a text, as norm_char reads them, with a window behind the last one. */
struct searched {
	uint32_t cps[STRETCH + WINDOW];
	const char *at[STRETCH + WINDOW + 1];
	size_t n;
};

static void read_searched(struct searched *s, const char *text, const char *end)
{
	for (s->n = 0; text < end && s->n < COUNT(s->cps); s->n++) {
		s->at[s->n] = text;
		s->cps[s->n] = norm_char(utf8_next(&text, end));
	}
	s->at[s->n] = text;
}

/* The window at place i. */
static void read_window(const struct searched *s, size_t i, struct phrase_line *l)
{
	size_t end = i + WINDOW < s->n ? i + WINDOW : s->n;

	l->n = 0;
	l->more = false;
	for (size_t k = i; k < end; k++)
		if (s->cps[k] != 0) {
			l->at[l->n] = s->at[k];
			l->cps[l->n++] = s->cps[k];
		}
	l->at[l->n] = s->at[end];
}

/* The first character in the window at place i, or 0. */
static uint32_t first_in_window(const struct searched *s, size_t i)
{
	size_t end = i + WINDOW < s->n ? i + WINDOW : s->n;

	while (i < end && s->cps[i] == 0)
		i++;
	return i < end ? s->cps[i] : 0;
}

/* Whether every phrase begins with a number in digits: most places need no second look. */
static bool begin_with_number(const struct form_texts *phrases)
{
	for (size_t i = 0; i < phrases->n; i++)
		if (strncmp(phrases->texts[i], "{year}", strlen("{year}")) != 0)
			return false;
	return true;
}

void phrase_search(const struct form_texts *phrases, const char *text, size_t n,
                   void (*found)(void *ctx, const struct phrase_match *m), void *ctx)
{
	const char *end = text + strnlen(text, n);
	bool in_number = false, numbers = begin_with_number(phrases);
	struct searched s;

	for (; text < end; text = s.at[s.n < STRETCH ? s.n : STRETCH]) {
		read_searched(&s, text, end);
		for (size_t i = 0; i < s.n && i < STRETCH; i++) {
			uint32_t first = first_in_window(&s, i);
			bool digit = digit_of(first) >= 0,
			     search = !in_number && (digit || !numbers);
			struct phrase_line line;

			/* 024 in 2024 is not a number of its own. */
			in_number = first != 0 && digit;
			if (!search)
				continue;
			read_window(&s, i, &line);
			for (size_t k = 0; k < phrases->n; k++) {
				struct trial t = {.line = &line};

				if (fits(&t, phrases->texts[k], 0, /*whole*/ false))
					found(ctx, &t.m);
			}
		}
	}
}
