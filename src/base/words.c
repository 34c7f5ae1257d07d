/* SPDX-License-Identifier: MIT */
#include "base/words.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

struct word {
	const uint32_t *cps;
	size_t n;
};

struct word_list {
	struct word *items; /* ascending by their first character */
	size_t n;
};

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
	bool open = false;

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
	if (w->n > 0)
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

		if (word->n > left || memcmp(word->cps, cps, word->n * sizeof(*cps)) != 0)
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
