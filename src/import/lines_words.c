/* SPDX-License-Identifier: MIT */
/*
 * lines_words.c: which words of lines are pieces of a table's wordings, and which characters lines
 * have. Both are asked for each of many words, so they are looked up.
 */
#include <stdlib.h>
#include <string.h>

#include "import/lines.h"

/* What stands in a wording from some character on. */
struct suffix {
	const uint32_t *cps;
	size_t n;
};

struct wording_index {
	struct suffix *suffixes; /* sorted */
	size_t n;
};

static int compare(const void *a, const void *b)
{
	const struct suffix *x = a, *y = b;
	size_t n = x->n < y->n ? x->n : y->n;
	int order = n > 0 ? memcmp(x->cps, y->cps, n * sizeof(*x->cps)) : 0;

	return order != 0 ? order : (x->n > y->n) - (x->n < y->n);
}

struct wording_index *wording_index_make(struct arena *a, const struct term_list *terms)
{
	struct wording_index *index = arena_new(a, struct wording_index);
	size_t n = 0;

	for (size_t i = 0; i < terms->n; i++)
		n += terms->terms[i].wording.n;
	index->suffixes = arena_array(a, struct suffix, n);
	for (size_t i = 0; i < terms->n; i++) {
		const struct norm *w = &terms->terms[i].wording;

		for (size_t at = 0; at < w->n; at++)
			index->suffixes[index->n++] = (struct suffix){w->cps + at, w->n - at};
	}
	if (n > 0)
		qsort(index->suffixes, n, sizeof(*index->suffixes), compare);
	return index;
}

bool wording_index_has(const struct wording_index *index, const struct norm *piece)
{
	const struct suffix wanted = {piece->cps, piece->n};
	size_t first = 0, end = index->n;

	while (first < end) {
		size_t mid = first + (end - first) / 2;

		if (compare(&index->suffixes[mid], &wanted) < 0)
			first = mid + 1;
		else
			end = mid;
	}
	return piece->n > 0 && first < index->n && index->suffixes[first].n >= piece->n &&
	       memcmp(index->suffixes[first].cps, piece->cps, piece->n * sizeof(*piece->cps)) == 0;
}

enum { LAST_CODE_POINT = 0x10FFFF, BITS = 8 };

struct character_set {
	unsigned char bits[LAST_CODE_POINT / BITS + 1];
};

struct character_set *character_set_make(struct arena *a)
{
	return arena_new(a, struct character_set);
}

void character_set_add(struct character_set *set, const struct norm *text)
{
	for (size_t i = 0; i < text->n; i++)
		if (text->cps[i] <= LAST_CODE_POINT)
			set->bits[text->cps[i] / BITS] |=
			        (unsigned char)(1U << text->cps[i] % BITS);
}

bool character_set_has_all(const struct character_set *set, const struct norm *text)
{
	for (size_t i = 0; i < text->n; i++)
		if (text->cps[i] > LAST_CODE_POINT ||
		    (set->bits[text->cps[i] / BITS] & 1U << text->cps[i] % BITS) == 0)
			return false;
	return true;
}
