/* SPDX-License-Identifier: MIT */
/* fit.c: line after line, each as full as it can be. */
#include "text/fit.h"

#include "text/class.h"

/* What an address leaves on a line and takes to the next one: GB/T stays whole. */
enum { ADDRESS_PART_MIN = 3 };

static bool may_end_at(const struct shaped *s, size_t i)
{
	return i == s->cluster_n || s->clusters[i].brk != TEXT_NO_BREAK;
}

static bool is_space(const struct shaped *s, size_t i)
{
	return s->clusters[i].class_ == TEXT_SPACE;
}

size_t fit_farthest(const struct ruler *r, size_t first, int64_t width)
{
	size_t end = first + 1;

	while (end < r->s->cluster_n &&
	       (is_space(r->s, end) || ruler_width(r, first, end + 1) <= width))
		end++;
	return end;
}

/*
 * 先挤进后推出: where the first cluster that does not fit is a mark that may not start a line, the
 * line is first asked to shrink until the mark is in. Returns the end with the mark, or `end`.
 */
static size_t squeeze_in(const struct ruler *r, size_t first, size_t end, int64_t width)
{
	size_t next = end;

	if (!text_class_never_starts((enum text_class)r->s->clusters[end].class_))
		return end;
	do {
		next++;
		if (ruler_width(r, first, next) - ruler_slack(r, first, next) > width)
			return end;
	} while (!may_end_at(r->s, next));
	return next;
}

/* The last place before `end` where nothing stronger than `hold` is broken; `first` if none. */
static size_t last_held(const struct shaped *s, size_t first, size_t end, enum text_hold hold)
{
	while (end > first && (end == s->cluster_n || s->clusters[end].hold > hold))
		end--;
	return end;
}

/* A line that is looked for an end. */
struct filling {
	const struct ruler *r;
	size_t first;
	int64_t width;
	bool justify;
};

/* Whether a line that ends there comes to the edge without falling apart. */
static bool is_filled(const struct filling *f, size_t end)
{
	int64_t left = f->width - ruler_width(f->r, f->first, end);

	return left <= (f->justify ? ruler_growth(f->r, f->first, end) : f->width / 2);
}

/* An address is read more easily where a line is a little short than where it is cut anywhere. */
static bool is_nearly_filled(const struct filling *f, size_t end)
{
	int64_t left = f->width - ruler_width(f->r, f->first, end);
	int64_t growth = ruler_growth(f->r, f->first, end);

	return left <= growth + f->r->s->clusters[end - 1].em ||
	       (growth == 0 && left <= f->width / 4) || is_filled(f, end);
}

static bool is_latin(const struct shaped *s, size_t i)
{
	return s->clusters[i].class_ == TEXT_LATIN;
}

static bool is_digit(const struct shaped *s, size_t i)
{
	return s->clusters[i].class_ == TEXT_DIGIT;
}

/* Whether `n` clusters from i on are parts of one word. */
static bool is_word_part(const struct shaped *s, size_t i, size_t n)
{
	if (i + n > s->cluster_n)
		return false;
	for (size_t k = i + 1; k < i + n; k++) {
		if (!s->clusters[k].tight)
			return false;
	}
	return true;
}

/* Whether an address may be broken before i: after one of its marks, no number, no short end. */
static bool parts_address(const struct filling *f, size_t i)
{
	static const uint32_t MARKS[] = {'@', '.', '/', '-', '_', '?', '&', '=', ':'};
	const struct shaped *s = f->r->s;
	size_t k = 0, n = sizeof(MARKS) / sizeof(MARKS[0]);

	if (i < f->first + ADDRESS_PART_MIN || !s->clusters[i].tight ||
	    !text_class_is_word((enum text_class)s->clusters[i].class_) ||
	    (is_digit(s, i - 2) && is_digit(s, i)))
		return false;
	while (k < n && s->clusters[i - 1].cp != MARKS[k])
		k++;
	return k < n && is_word_part(s, i - ADDRESS_PART_MIN, 2 * ADDRESS_PART_MIN);
}

/* Whether the word around i, as far as it is in [from, …), takes more than half of the line. */
static bool is_long_word(const struct filling *f, size_t from, size_t i)
{
	const struct shaped *s = f->r->s;
	size_t start = i, end = i + 1;

	while (start > from && s->clusters[start].tight)
		start--;
	while (end < s->cluster_n && s->clusters[end].tight &&
	       ruler_width(f->r, start, end) <= f->width / 2)
		end++;
	return ruler_width(f->r, start, end) > f->width / 2;
}

/*
 * An address or a long Latin word after `from` is broken rather than that the line falls apart. No
 * hyphen is added: it would be read as a part of the address. Returns `from` if there is none.
 */
static size_t word_break(const struct filling *f, size_t from, size_t end)
{
	const struct shaped *s = f->r->s;

	for (size_t i = end; i > from + 1; i--) {
		if (parts_address(f, i) && is_nearly_filled(f, i))
			return i;
	}
	for (size_t i = end; i > from + 1; i--) {
		if (s->clusters[i].hold == TEXT_JOINED && is_latin(s, i - 1) && is_latin(s, i))
			return is_long_word(f, from, i) ? i : from;
	}
	return from;
}

static size_t line_end(const struct filling *f)
{
	const struct ruler *r = f->r;
	size_t first = f->first, end = fit_farthest(r, first, f->width), squeezed, loose, word;

	if (may_end_at(r->s, end))
		return end;
	squeezed = squeeze_in(r, first, end, f->width);
	if (squeezed != end)
		return squeezed;
	loose = last_held(r->s, first, end, TEXT_LOOSE);
	if (loose > first && (!f->justify || is_filled(f, loose)))
		return loose;
	word = word_break(f, loose, end);
	if (word > loose)
		return word;
	/* Something is broken that should not be only where a line is too short for it. */
	for (int hold = TEXT_LOOSE; hold < TEXT_RULED; hold++) {
		size_t held = last_held(r->s, first, end, (enum text_hold)hold);

		if (held > first)
			return held;
	}
	return end;
}

size_t fit_greedy(const struct ruler *r, const struct text_measure *m, size_t *ret_ends)
{
	size_t n = 0;

	for (size_t first = 0; first < r->s->cluster_n; first = ret_ends[n++]) {
		const struct filling f = {.r = r,
		                          .first = first,
		                          .width = (int64_t)m->width - (n == 0 ? m->indent : 0),
		                          .justify = m->justify};

		ret_ends[n] = line_end(&f);
	}
	return n;
}
