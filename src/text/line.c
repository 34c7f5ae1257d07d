/* SPDX-License-Identifier: MIT */
/* line.c: pen positions from line ends; widths for table columns. */
#include "text/text.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/class.h"
#include "text/fit.h"

/* A gap of less than half of a blank half is nearer to none. */
enum { NEARLY = 2 };

/* Clusters of a head. Longer texts are set like running text: each end costs much less. */
enum { BALANCED_MAX = 2048 };

/* A line being justified. */
struct line_setting {
	const struct ruler *r;
	size_t first, end; /* without spaces at the end */
	lu *gain;          /* [i]: change of the gap before cluster first + i */
	lu *room;          /* [i]: the most that gap can change in the current step */
};

/* Distributes exactly `amount` over the gaps in proportion to their room, which sums to `total`. */
static void share_out(struct line_setting *t, int64_t total, int64_t amount)
{
	int64_t sum = 0, given = 0;

	for (size_t i = 1; i < t->end - t->first; i++) {
		sum += t->room[i];
		t->gain[i] += (lu)(amount * sum / total - given);
		given = amount * sum / total;
	}
}

/* Applies steps [step, end) until the line has grown by `amount`, which may be negative. */
static void adjust(struct line_setting *t, int64_t amount, int step, int end)
{
	int sign = amount < 0 ? -1 : 1;
	int64_t left = amount * sign;

	for (; step < end && left > 0; step++) {
		int64_t total = 0, taken;

		for (size_t i = t->first + 1; i < t->end; i++) {
			t->room[i - t->first] = ruler_room(t->r, i, (enum ruler_step)step);
			total += t->room[i - t->first];
		}
		taken = total < left ? total : left;
		if (total > 0)
			share_out(t, total, sign * taken);
		left -= taken;
	}
}

/*
 * A line that is too long was chosen because it can shrink. A line that cannot be filled is left
 * alone: stretched, it would look torn and still not reach the edge.
 */
static void fill(struct line_setting *t, int64_t width, bool justify)
{
	struct ruler_line l = ruler_measure(t->r, t->first, t->end);
	int64_t left = width - l.width;

	if (left < 0)
		adjust(t, left, SHRINK_SPACE, SHRINK_END);
	else if (justify && left <= l.ease + 2 * l.growth)
		adjust(t, left, STRETCH_SPACE, STRETCH_END);
}

static void place(const struct line_setting *t, struct text_line *line, lu hang)
{
	const struct ruler *r = t->r;
	size_t end = t->end - t->first;
	lu edge = line->start;

	line->x[0] = line->start - ruler_ink_start(r, t->first);
	for (size_t i = 1; i < end; i++)
		line->x[i] = line->x[i - 1] + ruler_distance(r, line->first + i) + t->gain[i];
	if (end > 0) {
		edge = line->x[end - 1] + ruler_ink_end(r, t->end - 1);
		line->width = edge - hang - line->start;
	}
	/* Spaces at the end have no width, however many there are. */
	for (size_t i = end > 0 ? end : 1; i < line->last - line->first; i++)
		line->x[i] = edge;
}

/* Takes a blank half out of what is left of a gap, or tells that it was trimmed. */
static bool is_trimmed(lu half, lu *gap)
{
	if (half == 0)
		return false;
	if (*gap < half / NEARLY)
		return true;
	*gap -= half;
	return false;
}

/*
 * Which blank halves the gaps of the finished line have no room for. The last mark keeps its own:
 * another text may follow where it ends.
 */
static void find_trims(const struct line_setting *t, struct text_line *line)
{
	const struct ruler *r = t->r;

	for (size_t i = t->first; i < t->end; i++) {
		lu right = i > t->first ? ruler_blank_right(r, i - 1) : 0;
		lu left = ruler_blank_left(r, i), gap = 0;
		unsigned char *trims = line->trims + (i - t->first);

		if (left == 0 && right == 0)
			continue;
		if (i > t->first)
			gap = line->x[i - t->first] + left - line->x[i - t->first - 1] -
			      r->s->clusters[i - 1].advance + right;
		if (is_trimmed(right, &gap))
			trims[-1] |= TEXT_TRIM_RIGHT;
		if (is_trimmed(left, &gap))
			*trims |= TEXT_TRIM_LEFT;
	}
}

/* line->x and line->trims have room for the line's clusters. */
static void set_line(struct arena *scratch, const struct ruler *r, const struct text_measure *m,
                     struct text_line *line)
{
	size_t n = line->last - line->first;
	int64_t width = (int64_t)m->width - line->start;
	struct line_setting t = {.r = r,
	                         .first = line->first,
	                         .end = ruler_visible_end(r, line->first, line->last),
	                         .gain = arena_array(scratch, lu, n),
	                         .room = arena_array(scratch, lu, n)};
	lu hang = 0;

	if (ruler_width(r, line->first, line->last) > width)
		hang = ruler_hang(r, line->first, line->last);
	if (t.end > t.first)
		fill(&t, width + hang, m->justify && line->last < r->s->cluster_n);
	place(&t, line, hang);
	find_trims(&t, line);
}

static size_t fit(const struct ruler *r, const struct text_measure *m, struct arena *a,
                  size_t *ret_ends)
{
	size_t n = r->s->cluster_n;

	if (n == 0)
		return 0;
	if (ruler_width(r, 0, n) <= (int64_t)m->width - m->indent) {
		ret_ends[0] = n;
		return 1;
	}
	if (m->title)
		return fit_title(r, m, a, ret_ends);
	return m->balance && n <= BALANCED_MAX ? fit_balanced(r, m, a, ret_ends)
	                                       : fit_total(r, m, a, ret_ends);
}

/* Lines on the heap: how many there are is known at the end. */
struct line_list {
	struct text_line *items;
	size_t n, cap;
};

/* A text being set, one part after the other. */
struct text_setting {
	struct arena *a, scratch; /* scratch: of one part */
	const struct shaped *s;
	const struct text_measure *m;
	struct line_list lines;
};

static void add_line(struct text_setting *t, const struct ruler *r, const struct text_measure *m,
                     const struct text_line *from)
{
	size_t n = from->last - from->first;
	struct line_list *l = &t->lines;
	struct text_line *line;

	l->items = mem_grow(l->items, l->n, &l->cap, sizeof(*l->items));
	line = &l->items[l->n++];
	*line = *from;
	line->x = arena_array(t->a, lu, n);
	line->trims = arena_array(t->a, unsigned char, n);
	set_line(&t->scratch, r, m, line);
}

/*
 * Sets the lines of clusters [first, end), without the last one if the text goes on: how that ends
 * is not known. Returns where they end, `first` if there is just one line.
 */
static size_t set_part(struct text_setting *t, size_t first, size_t end, bool goes_on)
{
	struct shaped part = *t->s;
	struct text_measure m = *t->m;
	struct ruler r;
	size_t *ends, line_n, from = 0, before = t->lines.n;

	part.clusters += first;
	part.cluster_n = end - first;
	m.indent = first == 0 ? m.indent : 0; /* only the text's first line has it */
	ruler_init(&r, &t->scratch, &part);
	ends = arena_array_bare(&t->scratch, size_t, part.cluster_n);
	line_n = fit(&r, &m, &t->scratch, ends);
	line_n -= goes_on;
	for (size_t i = 0; i < line_n; from = ends[i++])
		add_line(t, &r, &m,
		         &(struct text_line){
		                 .first = from, .last = ends[i], .start = i > 0 ? 0 : m.indent});
	for (size_t i = before; i < t->lines.n; i++) {
		t->lines.items[i].first += first;
		t->lines.items[i].last += first;
	}
	arena_reset(&t->scratch);
	return first + from;
}

/*
 * What stands between two typed line breaks is set as a text of its own. Of a long one as much at a
 * time as the processor's memory holds.
 */
static void set_typed(struct text_setting *t, size_t first, size_t end)
{
	size_t most = LONG_TEXT;

	while (first < end) {
		bool goes_on = end - first > most;
		size_t next = set_part(t, first, goes_on ? first + most : end, goes_on);

		most = next == first ? most * 2 : LONG_TEXT;
		first = next;
	}
}

void text_break_lines(struct arena *a, const struct shaped *s, const struct text_measure *m,
                      struct text_line **ret, size_t *ret_n)
{
	struct text_setting t = {.a = a, .s = s, .m = m};

	for (size_t first = 0, end; first < s->cluster_n; first = end) {
		end = fit_typed_end(s, first);
		set_typed(&t, first, end);
	}
	arena_release(&t.scratch);
	*ret_n = t.lines.n;
	*ret = arena_array_bare(a, struct text_line, t.lines.n);
	if (t.lines.n > 0)
		memcpy(*ret, t.lines.items, t.lines.n * sizeof(**ret));
	free(t.lines.items);
}
