/* SPDX-License-Identifier: MIT */
/* line.c: line ends → pen positions; widths for table columns. */
#include "text/text.h"

#include "base/mem.h"
#include "text/class.h"
#include "text/fit.h"
#include "text/ruler.h"

/* A line being set: what each of its gaps gains or loses. */
struct setting {
	const struct ruler *r;
	size_t first, end; /* without the spaces at its end */
	lu *gain;          /* of the gap before cluster first + i */
};

/* Gives the gaps shares of `amount` as their room is to `total`, to the last unit. */
static void share_out(struct setting *t, const lu *room, int64_t total, int64_t amount)
{
	int64_t sum = 0, given = 0;

	for (size_t i = 1; i < t->end - t->first; i++) {
		sum += room[i];
		t->gain[i] += (lu)(amount * sum / total - given);
		given = amount * sum / total;
	}
}

static void shrink(struct setting *t, lu *room, int64_t amount)
{
	for (int step = 0; step < SHRINK_STEP_N && amount > 0; step++) {
		int64_t total = 0, taken;

		for (size_t i = t->first + 1; i < t->end; i++) {
			room[i - t->first] = ruler_shrink(t->r, i, (enum shrink_step)step);
			total += room[i - t->first];
		}
		taken = total < amount ? total : amount;
		if (total > 0)
			share_out(t, room, total, -taken);
		amount -= taken;
	}
}

/* What does not go into the gaps is left at the line's end. */
static void stretch(struct setting *t, lu *room, int64_t amount)
{
	for (int step = 0; step < STRETCH_STEP_N && amount > 0; step++) {
		int64_t total = 0, given;

		for (size_t i = t->first + 1; i < t->end; i++) {
			room[i - t->first] = ruler_stretch(t->r, i, (enum stretch_step)step);
			total += room[i - t->first];
		}
		given = total < amount ? total : amount;
		if (total > 0)
			share_out(t, room, total, given);
		amount -= given;
	}
}

/* A line too long always shrinks: it was chosen because it can. */
static void adjust(struct setting *t, struct arena *a, int64_t width, bool justify)
{
	int64_t natural = ruler_width(t->r, t->first, t->end);
	lu *room = arena_array(a, lu, t->end - t->first);

	if (natural > width)
		shrink(t, room, natural - width);
	else if (justify)
		stretch(t, room, width - natural);
}

static void place(const struct setting *t, struct text_line *line)
{
	const struct ruler *r = t->r;
	size_t end = t->end - t->first;

	line->x[0] = line->start - ruler_start_trim(r, t->first);
	for (size_t i = 1; i < line->last - line->first; i++)
		line->x[i] = line->x[i - 1] + ruler_step(r, line->first + i) + t->gain[i];
	if (end > 0)
		line->width = line->x[end - 1] + r->s->clusters[t->end - 1].advance -
		              ruler_end_trim(r, t->end - 1) - line->start;
}

static void set_line(struct arena *a, const struct ruler *r, const struct text_measure *m,
                     struct text_line *line)
{
	size_t n = line->last - line->first, visible = r->visible[line->last];
	struct setting t = {.r = r, .first = line->first, .gain = arena_array(a, lu, n)};

	t.end = visible > line->first ? visible : line->first;
	line->x = arena_array(a, lu, n);
	if (t.end > t.first)
		adjust(&t, a, (int64_t)m->width - line->start,
		       m->justify && line->last < r->s->cluster_n);
	place(&t, line);
}

void text_break_lines(struct arena *a, const struct shaped *s, const struct text_measure *m,
                      struct text_line **ret, size_t *ret_n)
{
	size_t *ends = arena_array(a, size_t, s->cluster_n), n;
	struct text_line *lines;
	struct ruler r;

	ruler_init(&r, a, s);
	n = m->balance ? fit_balanced(&r, m, a, ends) : fit_greedy(&r, m, ends);
	lines = arena_array(a, struct text_line, n);
	for (size_t i = 0; i < n; i++) {
		lines[i].first = i > 0 ? ends[i - 1] : 0;
		lines[i].last = ends[i];
		lines[i].start = i > 0 ? 0 : m->indent;
		set_line(a, &r, m, &lines[i]);
	}
	*ret = lines;
	*ret_n = n;
}

/* The widest of the stretches that breaks of this kind, or a better one, part. */
static int64_t widest_stretch(const struct ruler *r, enum text_break least)
{
	int64_t widest = 0;

	for (size_t first = 0, end = 1; end <= r->s->cluster_n; end++) {
		if (end < r->s->cluster_n && r->s->clusters[end].brk < least)
			continue;
		if (ruler_width(r, first, end) > widest)
			widest = ruler_width(r, first, end);
		first = end;
	}
	return widest;
}

static bool has_hints(const struct shaped *s)
{
	for (size_t i = 0; i < s->cluster_n; i++) {
		if (s->clusters[i].brk == TEXT_BREAK_HINT)
			return true;
	}
	return false;
}

static lu clamp(int64_t width)
{
	return width < LU_MAX ? (lu)width : LU_MAX;
}

lu text_min_content(const struct shaped *s)
{
	struct arena scratch = {0};
	struct ruler r;
	int64_t width;

	ruler_init(&r, &scratch, s);
	/* Who gave hints wants no other breaks: a column is to be wide enough for that. */
	width = widest_stretch(&r, has_hints(s) ? TEXT_BREAK_HINT : TEXT_BREAK);
	arena_release(&scratch);
	return clamp(width);
}

lu text_max_content(const struct shaped *s)
{
	struct arena scratch = {0};
	struct ruler r;
	int64_t width;

	ruler_init(&r, &scratch, s);
	width = s->cluster_n > 0 ? ruler_width(&r, 0, s->cluster_n) : 0;
	arena_release(&scratch);
	return clamp(width);
}
