/* SPDX-License-Identifier: MIT */
/* sense.c: what line breaks do to the sense of a title, heading or head. */
#include <string.h>

#include "base/utf8.h"
#include "base/words.h"
#include "text/class.h"
#include "text/fit.h"

enum { YEAR = 0x5E74 }; /* 年 */

/* The characters of a space-separated list. */
struct characters {
	uint32_t *cps;
	size_t n;
};

static struct characters read_list(const char *list, struct arena *a)
{
	const char *end;
	struct characters c = {0};

	if (list == NULL)
		return c;
	end = list + strlen(list);
	c.cps = arena_array(a, uint32_t, strlen(list));
	while (list < end) {
		uint32_t cp = utf8_next(&list, end);

		if (cp != ' ')
			c.cps[c.n++] = cp;
	}
	return c;
}

static bool is_listed(const struct characters *list, uint32_t cp)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->cps[i] == cp)
			return true;
	return false;
}

/*
 * Whether one of the pauses ends before i, such as the end of an organ's name or of a region's. Of
 * two in a row the last one counts: 郑州市. At the end of a word of two characters it is none:
 * 城乡.
 */
static bool is_pause(const struct characters *pauses, const uint32_t *cps, const bool *within,
                     size_t i)
{
	bool short_word = within[i - 1] && !within[i - 2]; /* within[0] is false */

	return !within[i] && !short_word && is_listed(pauses, cps[i - 1]) &&
	       (within[i + 1] || !is_listed(pauses, cps[i]));
}

/* Whether cluster i follows a year. */
static bool ends_year(const struct shaped *s, size_t i)
{
	return s->clusters[i - 1].cp == YEAR && i >= 2 && s->clusters[i - 2].class_ == TEXT_DIGIT;
}

/* Whether one of the input's openers, such as 关于, begins at i. */
static bool begins_opener(const struct shaped *s, const uint32_t *cps, size_t i)
{
	const char *list = s->in->openers, *end = list != NULL ? list + strlen(list) : NULL;
	size_t matched = 0;
	bool equal = true;

	while (list < end) {
		uint32_t cp = utf8_next(&list, end);

		if (cp != ' ') {
			equal = equal && i + matched < s->cluster_n && cps[i + matched] == cp;
			matched++;
		} else if (equal && matched > 0) {
			return true;
		} else {
			matched = 0;
			equal = true;
		}
	}
	return equal && matched > 0;
}

/* The organ's name, cut at its pauses: 某省|某市|住房和城乡建设局. */
struct organ_parts {
	uint32_t *cps;
	bool *within, *starts; /* [n]: `starts`: a component begins here */
	size_t n, last;        /* last: start of the last component */
};

static struct organ_parts read_organ(const struct text_input *in, const struct characters *pauses,
                                     struct arena *a)
{
	const char *at = in->organ, *end = in->organ + strlen(in->organ);
	size_t len = (size_t)(end - at);
	struct organ_parts o = {.cps = arena_array(a, uint32_t, len + 1),
	                        .within = arena_array(a, bool, len + 1),
	                        .starts = arena_array(a, bool, len + 1)};

	while (at < end)
		o.cps[o.n++] = utf8_next(&at, end);
	words_find(in->words, o.cps, o.n, o.within);
	for (size_t i = 0; i < o.n; i++) {
		o.starts[i] = i == 0 || is_pause(pauses, o.cps, o.within, i);
		if (o.starts[i])
			o.last = i;
	}
	return o;
}

/* Where [from, n) of the name is in the text; cluster_n if it is not. */
static size_t find_organ(const struct shaped *s, const uint32_t *cps, const struct organ_parts *o,
                         size_t from)
{
	size_t n = o->n - from;

	for (size_t i = 0; i + n <= s->cluster_n; i++)
		if (memcmp(cps + i, o->cps + from, n * sizeof(*cps)) == 0)
			return i;
	return s->cluster_n;
}

/* Titles often leave out the names of the regions above: the longest part of the name counts. */
static void mark_organ(const struct shaped *s, const uint32_t *cps, const struct characters *pauses,
                       struct arena *a, struct sense *ret)
{
	struct organ_parts o = read_organ(s->in, pauses, a);

	for (size_t from = 0; from < o.n; from++) {
		size_t at = o.starts[from] ? find_organ(s, cps, &o, from) : s->cluster_n;
		size_t end = at + o.n - from;

		if (at == s->cluster_n)
			continue;
		for (size_t i = from + 1; i < o.n; i++)
			if (!o.starts[i])
				ret->organ[at + i - from] = i > o.last ? 2 : 1;
		if (end < s->cluster_n)
			ret->welcome[end] = true;
		return;
	}
}

static const uint32_t *read_text(const struct shaped *s, struct arena *a)
{
	uint32_t *cps = arena_array(a, uint32_t, s->cluster_n + 1);

	for (size_t i = 0; i < s->cluster_n; i++)
		cps[i] = s->clusters[i].cp;
	return cps;
}

const bool *sense_find_words(const struct shaped *s, struct arena *a)
{
	bool *words = arena_array(a, bool, s->cluster_n + 1);

	words_find(s->in->words, read_text(s, a), s->cluster_n, words);
	return words;
}

void sense_find(const struct shaped *s, struct arena *a, struct sense *ret)
{
	size_t n = s->cluster_n;
	const uint32_t *cps = read_text(s, a);
	const struct characters pauses = read_list(s->in->pauses, a);

	ret->word = arena_array(a, bool, n + 1);
	ret->welcome = arena_array(a, bool, n + 1);
	ret->organ = arena_array(a, unsigned char, n + 1);
	words_find(s->in->words, cps, n, ret->word);
	for (size_t i = 1; i < n; i++)
		ret->welcome[i] = ends_year(s, i) || begins_opener(s, cps, i) ||
		                  is_pause(&pauses, cps, ret->word, i);
	if (s->in->organ != NULL)
		mark_organ(s, cps, &pauses, a, ret);
}
