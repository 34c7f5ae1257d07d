/* SPDX-License-Identifier: MIT */
/* widths.c: how wide a text is in a given number of lines; for the columns of tables. */
#include "text/fit.h"

/* How close a width is searched, before it is made exact. */
enum { SEARCH_STEP = LU_PER_PT / 2 };

/* A text, and whether a line may end before each of its clusters. */
struct stretches {
	struct arena scratch;
	struct ruler r;
	unsigned char *ends; /* [cluster_n + 1], enum place; the first is not used */
};

/* Hints mean that no other breaks are wanted, so the column must be wide enough for them. */
static void find_hints(struct stretches *t, const struct shaped *s)
{
	for (size_t i = 1; i < s->cluster_n; i++)
		if (s->clusters[i].brk == TEXT_BREAK_HINT)
			t->ends[i] = PLACE_FREE;
	t->ends[s->cluster_n] = PLACE_FREE;
}

static void find_ends(struct stretches *t, const struct shaped *s, const struct text_parting *p)
{
	const bool *words = NULL;

	t->ends = arena_array(&t->scratch, unsigned char, s->cluster_n + 1);
	if (fit_has_hints(s)) {
		find_hints(t, s);
		return;
	}
	places_find(&t->r, p->ends == TEXT_ENDS_LETTERS ? 0 : p->measure, t->ends);
	if (p->ends >= TEXT_ENDS_RUNNING)
		return;
	if (p->ends == TEXT_ENDS_SENSE)
		words = fit_find_words(s, &t->scratch);
	for (size_t i = 1; i < s->cluster_n; i++)
		if (t->ends[i] == PLACE_UNIT || (words != NULL && words[i]))
			t->ends[i] = PLACE_NONE;
}

static void measure(struct stretches *t, const struct shaped *s, const struct text_parting *p)
{
	ruler_init(&t->r, &t->scratch, s);
	find_ends(t, s, p);
}

/* The widest of the lines between typed line breaks. */
static int64_t widest_line(const struct ruler *r)
{
	int64_t widest = 0;

	for (size_t first = 0, end; first < r->s->cluster_n; first = end) {
		end = fit_typed_end(r->s, first);
		if (ruler_width(r, first, end) > widest)
			widest = ruler_width(r, first, end);
	}
	return widest;
}

static int64_t widest_stretch(const struct stretches *t)
{
	int64_t widest = 0;

	for (size_t first = 0, end = 1; end <= t->r.s->cluster_n; end++) {
		if (t->ends[end] == PLACE_NONE)
			continue;
		if (ruler_width(&t->r, first, end) > widest)
			widest = ruler_width(&t->r, first, end);
		first = end;
	}
	return widest;
}

/* How many lines no wider than `width` the text takes; *ret_widest: the widest of them. */
static size_t count_lines(const struct stretches *t, int64_t width, int64_t *ret_widest)
{
	size_t n = t->r.s->cluster_n, lines = 0, typed = 0;

	*ret_widest = 0;
	for (size_t first = 0, end; first < n; first = end, lines++) {
		int64_t line;

		if (first >= typed)
			typed = fit_typed_end(t->r.s, first);
		end = ruler_farthest(&t->r, first, first + 1, width);
		if (end > typed)
			end = typed;
		while (end > first + 1 && t->ends[end] == PLACE_NONE)
			end--;
		while (t->ends[end] ==
		       PLACE_NONE) /* wider than the column: it must not be parted */
			end++;
		line = ruler_width(&t->r, first, end);
		if (line > *ret_widest)
			*ret_widest = line;
	}
	return lines;
}

static lu clamp(int64_t width)
{
	return width < LU_MAX ? (lu)width : LU_MAX;
}

/* In so few lines as are asked for, it is wider than any column, and how wide does not matter. */
static size_t estimate_widths(const struct shaped *s, size_t n, lu *ret)
{
	int64_t whole = 0, line = 0;

	for (size_t i = 0; i < s->cluster_n; i++) {
		line = s->clusters[i].brk == TEXT_BREAK_LINE ? 0 : line;
		line += s->clusters[i].advance;
		whole = line > whole ? line : whole;
	}
	for (size_t k = 0; k < n; k++)
		ret[k] = clamp(whole / (int64_t)(k + 1));
	return n;
}

/* How wide a text is, of which a part after the other is measured. */
struct extent {
	const struct shaped *s;
	const struct text_parting *p;
	struct stretches t; /* of a part */
	int64_t min, max;
	int64_t stretch, line; /* of what goes on from the parts so far */
};

static void extend(int64_t *widest, int64_t *open, int64_t by, bool ends)
{
	*open += by;
	if (*open > *widest)
		*widest = *open;
	if (ends)
		*open = 0;
}

/* The last place where a line may end before the end of a part; 0: none. */
static size_t last_end(const struct stretches *t)
{
	size_t end = t->r.s->cluster_n - 1;

	while (end > 0 && t->ends[end] == PLACE_NONE)
		end--;
	return end;
}

static bool ends_line(const struct shaped *s, size_t end)
{
	return end == s->cluster_n || s->clusters[end].brk == TEXT_BREAK_LINE;
}

/*
 * Adds clusters [first, end) of a text. If it goes on, the last of them are left to the next part,
 * so that it begins where a line may. Returns where that is.
 */
static size_t extend_by_part(struct extent *e, size_t first, size_t end)
{
	struct shaped part = *e->s;
	bool goes_on = end < part.cluster_n;
	size_t n;

	part.clusters += first;
	n = part.cluster_n = end - first;
	measure(&e->t, &part, e->p);
	if (goes_on && last_end(&e->t) > 0)
		n = last_end(&e->t);
	for (size_t at = 0, i = 1; i <= n; i++) {
		if (e->t.ends[i] == PLACE_NONE)
			continue;
		extend(&e->min, &e->stretch, ruler_width(&e->t.r, at, i),
		       i < part.cluster_n || !goes_on);
		at = i;
	}
	for (size_t at = 0, i; at < n; at = i) {
		i = fit_typed_end(&part, at);
		i = i < n ? i : n;
		extend(&e->max, &e->line, ruler_width(&e->t.r, at, i), ends_line(e->s, first + i));
	}
	arena_reset(&e->t.scratch);
	return first + n;
}

struct text_extent text_content(const struct shaped *s, const struct text_parting *p)
{
	struct extent e = {.s = s, .p = p};

	for (size_t first = 0; first < s->cluster_n;) {
		size_t left = s->cluster_n - first;

		first = extend_by_part(&e, first, first + (left < LONG_TEXT ? left : LONG_TEXT));
	}
	arena_release(&e.t.scratch);
	return (struct text_extent){clamp(e.min), clamp(e.max)};
}

lu text_min_content(const struct shaped *s, const struct text_parting *p)
{
	return text_content(s, p).min;
}

lu text_max_content(const struct shaped *s)
{
	struct arena scratch = {0};
	struct ruler r;
	int64_t width;
	lu about;

	if (s->cluster_n > LONG_TEXT) {
		estimate_widths(s, 1, &about);
		return about;
	}
	ruler_init(&r, &scratch, s);
	width = widest_line(&r);
	arena_release(&scratch);
	return clamp(width);
}

size_t text_line_widths(const struct shaped *s, const struct text_parting *p, size_t n, lu *ret)
{
	struct stretches t = {0};
	int64_t whole, least;
	size_t k = 0;

	if (s->cluster_n == 0)
		return 0;
	if (s->cluster_n > LONG_TEXT)
		return estimate_widths(s, n, ret);
	measure(&t, s, p);
	whole = widest_line(&t.r);
	least = widest_stretch(&t);
	for (; k < n && (k == 0 || ret[k - 1] > clamp(least)); k++) {
		int64_t low = whole / (int64_t)(k + 1), high = k > 0 ? ret[k - 1] : whole, widest;

		if (low < least)
			low = least;
		if (count_lines(&t, low, &widest) <= k + 1) {
			ret[k] = clamp(widest);
			continue;
		}
		while (high - low > SEARCH_STEP) {
			int64_t middle = low + (high - low) / 2;

			if (count_lines(&t, middle, &widest) <= k + 1)
				high = widest;
			else
				low = middle;
		}
		ret[k] = clamp(high);
	}
	arena_release(&t.scratch);
	return k;
}
