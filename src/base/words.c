/* SPDX-License-Identifier: MIT */
#include "base/words.h"

#include <stdlib.h>
#include <string.h>

#include "base/unicode.h"
#include "base/utf8.h"

/* RUN_MAX: a longer run of unknown characters is more than one word. */
enum { ELLIPSIS = 0x2026, HAN_FIRST = 0x3400, HAN_LAST = 0x9FFF, HAN_RARE = 0x20000, RUN_MAX = 3 };

enum word_kind { WORD_WHOLE, WORD_SUFFIX, WORD_PREFIX };

struct word {
	const uint32_t *cps;
	size_t n;
	enum word_kind kind;
};

struct word_list {
	struct word *items; /* ascending by their first character */
	size_t n;
	uint32_t suffix_first, suffix_last; /* the range of first characters of long suffixes */
};

/* Takes the mark of an affix off: …率, …自治县, 非…. */
static void read_affix(struct word *w)
{
	if (w->n >= 2 && w->cps[0] == ELLIPSIS) {
		w->kind = WORD_SUFFIX;
		w->cps++;
		w->n--;
	} else if (w->n == 2 && w->cps[1] == ELLIPSIS) {
		w->kind = WORD_PREFIX;
		w->n = 1;
	}
}

static void note_suffix(struct word_list *w, const struct word *word)
{
	if (word->kind != WORD_SUFFIX || word->n == 1)
		return;
	if (w->suffix_last == 0 || word->cps[0] < w->suffix_first)
		w->suffix_first = word->cps[0];
	if (word->cps[0] > w->suffix_last)
		w->suffix_last = word->cps[0];
}

static int compare(const void *a, const void *b)
{
	uint32_t x = ((const struct word *)a)->cps[0], y = ((const struct word *)b)->cps[0];

	return (x > y) - (x < y);
}

const struct word_list *words_new(struct arena *a, const char *list)
{
	size_t len = list != NULL ? strlen(list) : 0;
	struct word_list *w = arena_new(a, struct word_list);
	uint32_t *cps = arena_array(a, uint32_t, len + 1);
	const char *s = list, *end = list != NULL ? list + len : NULL;
	bool open = false, ascending = true;

	w->items = arena_array(a, struct word, len / 2 + 1);
	while (s < end) {
		uint32_t cp = utf8_next(&s, end);

		if (cp == ' ') {
			open = false;
			continue;
		}
		if (!open)
			w->items[w->n++].cps = cps;
		open = true;
		w->items[w->n - 1].n++;
		*cps++ = cp;
	}
	for (size_t i = 0; i < w->n; i++) {
		read_affix(&w->items[i]);
		note_suffix(w, &w->items[i]);
		ascending = ascending && (i == 0 || compare(&w->items[i - 1], &w->items[i]) <= 0);
	}
	if (!ascending)
		qsort(w->items, w->n, sizeof(w->items[0]), compare);
	return w;
}

/* The first word that begins with a character; w->n if there is none. */
static size_t first_with(const struct word_list *w, uint32_t cp)
{
	size_t lo = 0, hi = w->n;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (w->items[mid].cps[0] < cp)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* The best way to cut a text from a place on. */
struct cut {
	size_t price, len; /* len: of its first piece */
};

/* Chooses among the pieces that begin at i, given the best cuts of what follows. */
static struct cut choose(const struct word_list *w, const uint32_t *cps, size_t left,
                         const struct cut *cuts)
{
	struct cut best = {2 + cuts[1].price, 1};

	for (size_t k = first_with(w, cps[0]); k < w->n && w->items[k].cps[0] == cps[0]; k++) {
		const struct word *word = &w->items[k];

		if ((word->kind != WORD_WHOLE && word->n == 1) || word->n > left ||
		    memcmp(word->cps, cps, word->n * sizeof(*cps)) != 0)
			continue;
		if (1 + cuts[word->n].price < best.price)
			best = (struct cut){1 + cuts[word->n].price, word->n};
	}
	return best;
}

void words_find(const struct word_list *w, const uint32_t *cps, size_t n, bool *ret)
{
	struct arena scratch = {0};
	struct cut *cuts = arena_array(&scratch, struct cut, n + 1);

	memset(ret, 0, n * sizeof(*ret));
	if (w != NULL && w->n > 0) {
		for (size_t i = n; i-- > 0;)
			cuts[i] = choose(w, cps + i, n - i, cuts + i);
		for (size_t i = 0; i < n; i += cuts[i].len)
			for (size_t k = i + 1; k < i + cuts[i].len; k++)
				ret[k] = true;
	}
	arena_release(&scratch);
}

/* Whether n characters, more than one, are a suffix: …自治县. */
static bool is_long_suffix(const struct word_list *w, const uint32_t *cps, size_t n)
{
	if (cps[0] < w->suffix_first || cps[0] > w->suffix_last)
		return false;
	for (size_t k = first_with(w, cps[0]); k < w->n && w->items[k].cps[0] == cps[0]; k++) {
		const struct word *word = &w->items[k];

		if (word->kind == WORD_SUFFIX && word->n == n &&
		    memcmp(word->cps, cps, n * sizeof(*cps)) == 0)
			return true;
	}
	return false;
}

static bool is_listed(const struct word_list *w, uint32_t cp, enum word_kind kind)
{
	for (size_t k = first_with(w, cp); k < w->n && w->items[k].cps[0] == cp; k++)
		if (w->items[k].n == 1 && w->items[k].kind == kind)
			return true;
	return false;
}

/* A text that is being joined, and a run of unknown characters in it. */
struct joining {
	const struct word_list *w;
	const uint32_t *cps;
	size_t n;
	bool *within;
	size_t run, run_n;
	bool open;   /* after a prefix */
	bool joined; /* the last piece can have a suffix */
};

/* Whether character i is in no word: a piece of its own, and not a word of one character. */
static bool is_unknown(const struct joining *j, size_t i)
{
	uint32_t cp = j->cps[i];

	return !j->within[i] && (i + 1 >= j->n || !j->within[i + 1]) && cp >= HAN_FIRST &&
	       (cp <= HAN_LAST || cp >= HAN_RARE) && !is_listed(j->w, cp, WORD_WHOLE);
}

/* A suffix with one more unknown character behind it may as well begin a word: 性质. */
static bool is_suffix(const struct joining *j, size_t i)
{
	bool one = i + 1 < j->n && is_unknown(j, i + 1) && (i + 2 >= j->n || !is_unknown(j, i + 2));

	return j->joined && is_listed(j->w, j->cps[i], WORD_SUFFIX) &&
	       (!one || is_listed(j->w, j->cps[i + 1], WORD_SUFFIX));
}

/* Most words have two characters: so has an even run pairs of them. */
static void end_run(struct joining *j)
{
	size_t end = j->run + j->run_n;
	bool pairs = j->run_n % 2 == 0;

	for (size_t i = j->run + 1; i < end; i++)
		if (j->run_n <= RUN_MAX || i == j->run + 1 || i == end - 1 ||
		    (pairs && (i - j->run) % 2 == 1))
			j->within[i] = true;
	j->run_n = 0;
}

static void join_unknown(struct joining *j, size_t i)
{
	if (is_suffix(j, i)) {
		end_run(j);
		j->within[i] = true;
		j->open = false;
		return;
	}
	if (j->open)
		j->within[i] = true;
	j->open = j->run_n == 0 && is_listed(j->w, j->cps[i], WORD_PREFIX);
	if (!j->open) {
		j->run = j->run_n == 0 ? i : j->run;
		j->run_n++;
	}
	j->joined = true;
}

/* A letter or a Roman numeral, to which suffixes are joined, too: A类, AAA级, Ⅱ期. */
static bool is_letter(uint32_t cp)
{
	return (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z') || unicode_is_roman_numeral(cp);
}

void words_join(const struct word_list *w, const uint32_t *cps, size_t n, bool *within)
{
	struct joining j = {.w = w, .cps = cps, .n = n, .within = within};

	if (w == NULL || w->n == 0)
		return;
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && within[end];)
			end++;
		if (is_unknown(&j, i)) {
			join_unknown(&j, i);
			continue;
		}
		end_run(&j);
		if (end > i + 1 && (j.open || (j.joined && is_long_suffix(w, cps + i, end - i))))
			within[i] = true;
		j.open = false;
		j.joined = end > i + 1 || is_letter(cps[i]);
	}
	end_run(&j);
}
