/* SPDX-License-Identifier: MIT */
/* fit.c: line after line, each as full as it can be. */
#include "text/fit.h"

#include "text/class.h"

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

static size_t line_end(const struct ruler *r, size_t first, int64_t width)
{
	size_t end = fit_farthest(r, first, width), squeezed;

	if (may_end_at(r->s, end))
		return end;
	squeezed = squeeze_in(r, first, end, width);
	if (squeezed != end)
		return squeezed;
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

	for (size_t first = 0; first < r->s->cluster_n; first = ret_ends[n++])
		ret_ends[n] = line_end(r, first, (int64_t)m->width - (n == 0 ? m->indent : 0));
	return n;
}
