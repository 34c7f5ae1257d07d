/* SPDX-License-Identifier: MIT */
/* align.c: the longest common subsequence of two sequences, or nearly. */
#include "diff/differ.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum {
	TABLE_MAX = 1 << 22, /* cells of a table of longest common subsequences */
	SPLITS_MAX = 32      /* how often a part is split at its own anchors */
};

/* Tokens as numbers, the same for equal ones. */
struct aligner {
	const uint32_t *a, *b;
	bool *a_changed, *b_changed;
	uint32_t *in_a, *in_b; /* by token: how often it occurs in the current part */
	size_t *where_b;       /* by token: the last place in b */
	uint16_t *table;       /* [TABLE_MAX] */
	size_t table_cap;
};

/* A part of both sequences. */
struct part {
	size_t a, a_end, b, b_end;
};

/* A token that occurs once in each; the anchors of a chain have the same order in both. */
struct anchor {
	size_t a, b;
	size_t before; /* the one before it in its chain, or NO_ANCHOR */
};
#define NO_ANCHOR SIZE_MAX

/* A token, and where to store its number. */
struct token_entry {
	struct diff_token token;
	uint32_t *number;
};

static int compare_entries(const void *x, const void *y)
{
	const struct diff_token *a = &((const struct token_entry *)x)->token;
	const struct diff_token *b = &((const struct token_entry *)y)->token;

	if (a->len != b->len)
		return a->len < b->len ? -1 : 1;
	return memcmp(a->p, b->p, a->len);
}

/* Numbers the tokens of both sequences, a's first, from 0; returns how many numbers there are. */
static size_t number_tokens(const struct sequence *a, const struct sequence *b, uint32_t *ret)
{
	size_t n = a->n + b->n, count = 0;
	struct token_entry *sorted = mem_alloc(mem_size_mul(n, sizeof(*sorted)));

	for (size_t i = 0; i < n; i++)
		sorted[i] = (struct token_entry){i < a->n ? a->tokens[i] : b->tokens[i - a->n],
		                                 &ret[i]};
	qsort(sorted, n, sizeof(*sorted), compare_entries);
	for (size_t i = 0; i < n; i++) {
		count += i > 0 && compare_entries(&sorted[i - 1], &sorted[i]) != 0;
		*sorted[i].number = (uint32_t)count;
	}
	free(sorted);
	return count + 1;
}

static void mark_changed(struct aligner *al, const struct part *p)
{
	for (size_t i = p->a; i < p->a_end; i++)
		al->a_changed[i] = true;
	for (size_t i = p->b; i < p->b_end; i++)
		al->b_changed[i] = true;
}

/* Removes the common beginning and end. */
static struct part trim(const struct aligner *al, struct part p)
{
	while (p.a < p.a_end && p.b < p.b_end && al->a[p.a] == al->b[p.b]) {
		p.a++;
		p.b++;
	}
	while (p.a < p.a_end && p.b < p.b_end && al->a[p.a_end - 1] == al->b[p.b_end - 1]) {
		p.a_end--;
		p.b_end--;
	}
	return p;
}

/* table[i][k]: the longest common subsequence of a from i on and b from k on. */
static void align_exactly(struct aligner *al, const struct part *p)
{
	size_t n = p->a_end - p->a, m = p->b_end - p->b, width = m + 1, i, k;
	uint16_t *t = al->table;

	memset(t + n * width, 0, width * sizeof(*t));
	for (i = n; i-- > 0;) {
		t[i * width + m] = 0;
		for (k = m; k-- > 0;) {
			uint16_t down = t[(i + 1) * width + k], right = t[i * width + k + 1];

			if (al->a[p->a + i] == al->b[p->b + k])
				t[i * width + k] = (uint16_t)(t[(i + 1) * width + k + 1] + 1);
			else
				t[i * width + k] = down > right ? down : right;
		}
	}
	for (i = k = 0; i < n || k < m;) {
		if (i < n && k < m && al->a[p->a + i] == al->b[p->b + k]) {
			i++;
			k++;
		} else if (k == m || (i < n && t[(i + 1) * width + k] >= t[i * width + k + 1])) {
			al->a_changed[p->a + i++] = true;
		} else {
			al->b_changed[p->b + k++] = true;
		}
	}
}

/* The tokens that occur once in each part, in the order of a. */
static size_t find_anchors(struct aligner *al, const struct part *p, struct anchor *ret)
{
	size_t n = 0;

	for (size_t i = p->a; i < p->a_end; i++)
		al->in_a[al->a[i]] = al->in_b[al->a[i]] = 0;
	for (size_t i = p->b; i < p->b_end; i++)
		al->in_a[al->b[i]] = al->in_b[al->b[i]] = 0;
	for (size_t i = p->a; i < p->a_end; i++)
		al->in_a[al->a[i]]++;
	for (size_t i = p->b; i < p->b_end; i++) {
		al->in_b[al->b[i]]++;
		al->where_b[al->b[i]] = i;
	}
	for (size_t i = p->a; i < p->a_end; i++) {
		uint32_t token = al->a[i];

		if (al->in_a[token] == 1 && al->in_b[token] == 1)
			ret[n++] = (struct anchor){i, al->where_b[token], NO_ANCHOR};
	}
	return n;
}

/*
 * Keeps the longest chain of anchors that ascends in both; returns its length. tails[k] is the
 * lowest anchor that ends a chain of k + 1.
 */
static size_t longest_chain(struct anchor *anchors, size_t n)
{
	size_t *tails = mem_alloc(mem_size_mul(n, sizeof(*tails)));
	struct anchor *chain;
	size_t length = 0, at;

	for (size_t i = 0; i < n; i++) {
		size_t low = 0, high = length;

		while (low < high) {
			size_t middle = low + (high - low) / 2;

			if (anchors[tails[middle]].b < anchors[i].b)
				low = middle + 1;
			else
				high = middle;
		}
		anchors[i].before = low > 0 ? tails[low - 1] : NO_ANCHOR;
		tails[low] = i;
		length += low == length;
	}
	chain = mem_alloc(mem_size_mul(length, sizeof(*chain)));
	at = length > 0 ? tails[length - 1] : NO_ANCHOR;
	for (size_t i = length; i-- > 0; at = anchors[at].before)
		chain[i] = anchors[at];
	if (length > 0)
		memcpy(anchors, chain, length * sizeof(*chain));
	free(chain);
	free(tails);
	return length;
}

static void align_part(struct aligner *al, struct part p, int splits);

/* Aligns what is between the anchors; without any, everything is changed. */
static void align_between_anchors(struct aligner *al, const struct part *p, int splits)
{
	size_t shorter = p->a_end - p->a < p->b_end - p->b ? p->a_end - p->a : p->b_end - p->b;
	struct anchor *anchors = mem_alloc(mem_size_mul(shorter, sizeof(*anchors)));
	size_t n = longest_chain(anchors, find_anchors(al, p, anchors));
	struct part rest = *p;

	if (n == 0)
		mark_changed(al, p);
	for (size_t i = 0; i < n; i++) {
		struct part gap = {rest.a, anchors[i].a, rest.b, anchors[i].b};

		align_part(al, gap, splits + 1);
		rest.a = anchors[i].a + 1;
		rest.b = anchors[i].b + 1;
	}
	free(anchors);
	if (n > 0)
		align_part(al, rest, splits + 1);
}

static void align_part(struct aligner *al, struct part p, int splits)
{
	size_t n, m;

	p = trim(al, p);
	n = p.a_end - p.a;
	m = p.b_end - p.b;
	if (n == 0 || m == 0 || splits > SPLITS_MAX)
		mark_changed(al, &p);
	else if (n < TABLE_MAX && m < TABLE_MAX && (n + 1) * (m + 1) <= al->table_cap)
		align_exactly(al, &p);
	else
		align_between_anchors(al, &p, splits);
}

void align_sequences(struct sequence *a, struct sequence *b)
{
	uint32_t *numbers = mem_alloc(mem_size_mul(a->n + b->n, sizeof(*numbers)));
	struct aligner al = {.a = numbers,
	                     .b = numbers + a->n,
	                     .a_changed = a->changed,
	                     .b_changed = b->changed};
	size_t count = number_tokens(a, b, numbers);

	al.table_cap = TABLE_MAX;
	if (a->n < TABLE_MAX && b->n < TABLE_MAX && (a->n + 1) * (b->n + 1) < TABLE_MAX)
		al.table_cap = (a->n + 1) * (b->n + 1);
	al.table = mem_alloc(mem_size_mul(al.table_cap, sizeof(*al.table)));
	al.in_a = mem_alloc(mem_size_mul(count, sizeof(*al.in_a)));
	al.in_b = mem_alloc(mem_size_mul(count, sizeof(*al.in_b)));
	al.where_b = mem_alloc(mem_size_mul(count, sizeof(*al.where_b)));
	for (size_t i = 0; i < a->n; i++)
		a->changed[i] = false;
	for (size_t i = 0; i < b->n; i++)
		b->changed[i] = false;
	align_part(&al, (struct part){0, a->n, 0, b->n}, 0);
	free(al.table);
	free(al.in_a);
	free(al.in_b);
	free(al.where_b);
	free(numbers);
}
