/* SPDX-License-Identifier: MIT */
#include "base/sense.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

enum { YEAR = 0x5E74 }; /* 年 */

/* Marks after a name that do not part it from what it ends: a closing bracket. */
static const uint32_t closings[] = {0xFF09, 0x3015, 0x3011};

/* A space-separated list: its entries one after the other, where each ends; single characters. */
struct entries {
	uint32_t *cps, *single;
	size_t *ends;
	size_t n, single_n;
};

static struct entries read_list(const char *given, struct arena *a)
{
	const char *list = given != NULL ? given : "";
	size_t len = strlen(list), n = 0, first = 0;
	const char *end = list + len;
	struct entries e = {arena_array(a, uint32_t, len + 1), arena_array(a, uint32_t, len + 1),
	                    arena_array(a, size_t, len + 1)};

	while (len > 0 && list < end) {
		uint32_t cp = utf8_next(&list, end);

		if (cp != ' ')
			e.cps[n++] = cp;
		if ((cp != ' ' && list < end) || n == first)
			continue;
		if (n == first + 1)
			e.single[e.single_n++] = e.cps[first];
		e.ends[e.n++] = first = n;
	}
	return e;
}

static bool is_listed(const struct entries *list, uint32_t cp)
{
	for (size_t i = 0; i < list->single_n; i++)
		if (list->single[i] == cp)
			return true;
	return false;
}

/* The length of the longest entry of several characters that n characters begin with; 0: of none.
 */
static size_t match_entry(const struct entries *list, const uint32_t *cps, size_t n)
{
	size_t longest = 0;

	for (size_t i = 0, first = 0; list->n > list->single_n && i < list->n;
	     first = list->ends[i++]) {
		size_t len = list->ends[i] - first;

		if (len > 1 && len > longest && len <= n && list->cps[first] == cps[0] &&
		    memcmp(list->cps + first, cps, len * sizeof(*cps)) == 0)
			longest = len;
	}
	return longest;
}

/* Whether each character is in one word with the one before it. */
struct sense_words {
	bool *listed, *joined; /* [n + 1]: in a word of the list; words_join */
};

/*
 * Whether one of the pauses ends before i, such as the end of an organ's name or of a region's. Of
 * two in a row the last one counts: 郑州市. At the end of a word of two characters it is none,
 * 城乡, unless the list has that word: 新区.
 */
static bool is_pause(const struct entries *pauses, const uint32_t *cps,
                     const struct sense_words *words, size_t i)
{
	const bool *listed = words->listed;
	bool short_word = listed[i - 1] && !listed[i - 2]; /* listed[0] is false */

	if (words->joined[i])
		return false;
	if (i >= 2 && match_entry(pauses, cps + i - 2, 2) == 2)
		return true;
	return !short_word && is_listed(pauses, cps[i - 1]) &&
	       (listed[i + 1] || !is_listed(pauses, cps[i]));
}

static bool is_closing(uint32_t cp)
{
	for (size_t i = 0; i < COUNT(closings); i++)
		if (closings[i] == cp)
			return true;
	return false;
}

/* Whether a component of an organ's name begins at i; a bracket goes with what it closes. */
static bool begins_component(const struct entries *pauses, const uint32_t *cps,
                             const struct sense_words *words, size_t i)
{
	if (i == 0 || is_closing(cps[i]))
		return i == 0;
	if (i > 1 && is_closing(cps[i - 1]))
		return is_pause(pauses, cps, words, i - 1);
	return is_pause(pauses, cps, words, i);
}

/* Full-width digits are in no text that has been read (NORM). */
static bool is_digit(uint32_t cp)
{
	return cp >= '0' && cp <= '9';
}

/* Whether character i follows a year. */
static bool ends_year(const uint32_t *cps, size_t i)
{
	return cps[i - 1] == YEAR && i >= 2 && is_digit(cps[i - 2]);
}

/* A text, and what is known of its words. */
struct sense_text {
	const struct sense_rules *rules;
	const struct entries *openers;
	const uint32_t *cps;
	size_t n;
};

/* The length of the opener, such as 关于, that begins at i. */
static size_t opener_at(const struct sense_text *t, size_t i)
{
	size_t n = i < t->n ? match_entry(t->openers, t->cps + i, t->n - i) : 0;

	return n > 0 ? n : i < t->n && is_listed(t->openers, t->cps[i]);
}

/*
 * The length of the word of a list that ends before character i, or begins there; 0: of none. It
 * must stand alone: 和 in 和解 is no conjunction.
 */
static size_t lone_word(const struct entries *list, const struct sense_text *t, const bool *listed,
                        size_t i, bool ends)
{
	for (size_t k = 0, first = 0; k < list->n; first = list->ends[k++]) {
		size_t len = list->ends[k] - first, at = ends ? i - len : i;

		if ((ends ? len > i : len > t->n - i) || t->cps[at] != list->cps[first])
			continue;
		if (!listed[at] && !listed[at + len] &&
		    memcmp(list->cps + first, t->cps + at, len * sizeof(*t->cps)) == 0)
			return len;
	}
	return 0;
}

/* 的 belongs to what is before it, 和 to what is after it. */
static void find_stray(const struct sense_text *t, const bool *listed, struct arena *a,
                       struct sense *ret)
{
	const struct entries particles = read_list(t->rules->particles, a);
	const struct entries conjunctions = read_list(t->rules->conjunctions, a);

	for (size_t i = 1; i < t->n; i++) {
		size_t len = lone_word(&conjunctions, t, listed, i, /*ends*/ true);

		ret->stray[i] = len > 0 || lone_word(&particles, t, listed, i, /*ends*/ false) > 0;
		ret->joint[i - len] |= len > 0 && len < i && !ret->stray[i - len];
		ret->welcome[i] = ret->welcome[i] && !ret->stray[i];
	}
}

static struct sense_words find_words(const struct word_list *list, const uint32_t *cps, size_t n,
                                     struct arena *a)
{
	struct sense_words w = {arena_array(a, bool, n + 1), arena_array(a, bool, n + 1)};

	words_find(list, cps, n, w.listed);
	memcpy(w.joined, w.listed, n * sizeof(bool));
	words_join(list, cps, n, w.joined);
	return w;
}

/*
 * A name ends at a pause, and before an opener, also where a list has neither as affix or word. A
 * single character after a pause may be of one word with it: 局长.
 */
static void part_at_pauses(const struct sense_text *t, const struct entries *pauses,
                           struct sense_words *w)
{
	for (size_t i = 1; i < t->n; i++) {
		bool joined = w->joined[i] && !w->listed[i];
		bool single = i + 1 == t->n || !w->joined[i + 1];

		if (joined && (opener_at(t, i) > 0 ||
		               (!single && !w->listed[i - 1] && is_listed(pauses, t->cps[i - 1]))))
			w->joined[i] = false;
	}
}

/* The organ's name, cut at its pauses: 某省|某市|住房和城乡建设局. */
struct organ_parts {
	uint32_t *cps;
	bool *starts;   /* [n]: a component begins here */
	size_t n, last; /* last: start of the last component */
};

static struct organ_parts read_organ(const struct sense_text *t, const struct entries *pauses,
                                     struct arena *a)
{
	const struct sense_rules *r = t->rules;
	const char *at = r->organ, *end = r->organ + strlen(r->organ);
	size_t len = (size_t)(end - at);
	struct organ_parts o = {.cps = arena_array(a, uint32_t, len + 1),
	                        .starts = arena_array(a, bool, len + 1)};
	struct sense_words words;

	while (at < end)
		o.cps[o.n++] = utf8_next(&at, end);
	words = find_words(r->words, o.cps, o.n, a);
	part_at_pauses(&(struct sense_text){r, t->openers, o.cps, o.n}, pauses, &words);
	for (size_t i = 0; i < o.n; i++) {
		o.starts[i] = begins_component(pauses, o.cps, &words, i);
		if (o.starts[i])
			o.last = i;
	}
	return o;
}

/* Where [from, o->n) of the name is in the text; t->n if it is not. */
static size_t find_organ(const struct sense_text *t, const struct organ_parts *o, size_t from)
{
	size_t n = o->n - from;

	for (size_t i = 0; i + n <= t->n; i++)
		if (memcmp(t->cps + i, o->cps + from, n * sizeof(*t->cps)) == 0)
			return i;
	return t->n;
}

/* Titles often leave out the names of the regions above: the longest part of the name counts. */
static void mark_organ(const struct sense_text *t, const struct entries *pauses, struct arena *a,
                       struct sense *ret)
{
	struct organ_parts o = read_organ(t, pauses, a);

	for (size_t from = 0; from < o.n; from++) {
		size_t at = o.starts[from] ? find_organ(t, &o, from) : t->n;
		size_t end = at + o.n - from;

		if (at == t->n)
			continue;
		for (size_t i = from + 1; i < o.n; i++)
			if (!o.starts[i])
				ret->organ[at + i - from] = i > o.last ? 2 : 1;
		if (end < t->n) {
			ret->welcome[end] = true;
			ret->word[end] = false;
		}
		return;
	}
}

/* An opener stays with what it opens. */
static void hold_openers(const struct sense_text *t, struct sense *ret)
{
	for (size_t i = 1; i < t->n; i++) {
		size_t end = i + opener_at(t, i);

		if (end > i && end < t->n)
			ret->word[end] = true;
	}
}

void sense_find(struct arena *a, const struct sense_rules *r, const uint32_t *cps, size_t n,
                struct sense *ret)
{
	const struct entries pauses = read_list(r->pauses, a), openers = read_list(r->openers, a);
	const struct sense_text t = {r, &openers, cps, n};
	struct sense_words words = find_words(r->words, cps, n, a);

	part_at_pauses(&t, &pauses, &words);
	ret->welcome = arena_array(a, bool, n + 1);
	ret->organ = arena_array(a, unsigned char, n + 1);
	ret->word = words.joined;
	for (size_t i = 1; i < n; i++)
		ret->welcome[i] = ends_year(cps, i) || opener_at(&t, i) > 0 ||
		                  is_pause(&pauses, cps, &words, i);
	hold_openers(&t, ret);
	ret->stray = arena_array(a, bool, n + 1);
	ret->joint = arena_array(a, bool, n + 1);
	if (r->particles != NULL || r->conjunctions != NULL)
		find_stray(&t, words.listed, a, ret);
	if (r->organ != NULL)
		mark_organ(&t, &pauses, a, ret);
}
