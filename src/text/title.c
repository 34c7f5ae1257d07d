/* SPDX-License-Identifier: MIT */
/*
 * title.c: line ends for titles (GB/T 9704-2012, 7.3.1): broken by sense, in the shape of a
 * trapezium or a diamond. An exact search over pairs of consecutive lines.
 */
#include "text/fit.h"

#include "base/mem.h"
#include "text/class.h"

enum {
	CLUSTERS_MAX = 200, /* longer texts are set like heads */
	LINE_PRICE = 2,     /* one more line must gain as much as this many good breaks */
	WORD_PRICE = 3,     /* cost of a break within a word besides that in a head */
	JOINT_PART = 2,     /* a break before a conjunction is half as good as a good one */
	BRACKET_PRICE = 2   /* cost of a break within brackets, in good breaks */
};

/* Kinds of cost, compared in this order: an earlier one outweighs all later ones. */
enum title_cost {
	COST_FORCED, /* breaks where none is allowed */
	COST_ORGAN,  /* breaks within components of the organ's name */
	COST_WAIST,  /* lines shorter than both neighbours: an hourglass */
	COST_SHAPE,  /* squared widths, the price of lines, and what breaks do to words */
	COST_KIND_N
};

/* The best way to set the text up to `end` with [start, end) as its last line. */
struct title_way {
	bool reached, falling; /* falling: some line is shorter than the previous one */
	bool from_falling;     /* `falling` of the previous line */
	size_t from;           /* start of the previous line */
	int64_t cost[COST_KIND_N];
};

struct search {
	const struct ruler *r;
	size_t n;
	int64_t measure;
	int64_t line_price;
	const struct sense *sense;
	const int64_t *breaks;  /* cost of a break before each cluster */
	struct title_way *ways; /* by start, end, falling */
};

static struct title_way *way_at(const struct search *s, size_t start, size_t end, bool falling)
{
	return &s->ways[(start * (s->n + 1) + end) * 2 + falling];
}

static int64_t width_of(const struct search *s, size_t start, size_t end)
{
	return ruler_width(s->r, start, end);
}

/* Makes breaks within brackets costlier, and those around brackets cheaper. */
static void price_brackets(const struct shaped *s, int64_t *breaks, int64_t weight)
{
	int depth = 0;

	for (size_t i = 0; i < s->cluster_n; i++) {
		bool closing = s->clusters[i].class_ == TEXT_CLOSING;

		if (i > 0 && depth > 0)
			breaks[i] += BRACKET_PRICE * weight;
		if (i > 0 && depth == 0 && s->clusters[i].class_ == TEXT_OPENING)
			breaks[i] -= weight;
		if (s->clusters[i].class_ == TEXT_OPENING)
			depth++;
		else if (closing && depth > 0)
			depth--;
		if (closing && depth == 0)
			breaks[i + 1] -= weight;
	}
}

static bool is_cheaper(const int64_t *a, const int64_t *b)
{
	for (int k = 0; k < COST_KIND_N; k++)
		if (a[k] != b[k])
			return a[k] < b[k];
	return false;
}

static void offer(struct title_way *to, const struct title_way *way)
{
	if (!to->reached || is_cheaper(way->cost, to->cost))
		*to = *way;
}

/* Adds the cost of a line, regardless of its neighbours. */
static void add_line(const struct search *s, size_t start, size_t end, int64_t *cost)
{
	cost[COST_SHAPE] += balance_square(width_of(s, start, end)) + s->line_price;
	if (end < s->n) {
		cost[COST_FORCED] += balance_force((enum text_hold)s->r->s->clusters[end].hold);
		cost[COST_ORGAN] += s->sense->organ[end];
		cost[COST_SHAPE] += s->breaks[end];
	}
}

/* Extends a way by the line [end, next). */
static void extend(const struct search *s, const struct title_way *w, size_t start, size_t end,
                   size_t next)
{
	int64_t em = s->r->s->clusters[0].em;
	int64_t growth = width_of(s, end, next) - width_of(s, start, end);
	struct title_way to = *w;

	to.from = start;
	to.from_falling = w->falling;
	to.falling = w->falling || growth < -em / 2;
	to.cost[COST_WAIST] += w->falling && growth > em;
	/* Lines of equal length form a block, which is neither of the two shapes. */
	if (growth > -em && growth < em)
		to.cost[COST_SHAPE] += balance_square(2 * em);
	add_line(s, end, next, to.cost);
	offer(way_at(s, end, next, to.falling), &to);
}

/* Lines do not start with a space: break after a run of spaces. */
static bool may_end(const struct search *s, size_t end)
{
	return end == s->n || s->r->s->clusters[end].class_ != TEXT_SPACE;
}

static void extend_all(const struct search *s, size_t start, size_t end)
{
	size_t last = ruler_farthest(s->r, end, end + 1, s->measure);

	for (int falling = 0; falling < 2; falling++) {
		const struct title_way *w = way_at(s, start, end, falling);

		for (size_t next = end + 1; w->reached && next <= last; next++)
			if (may_end(s, next))
				extend(s, w, start, end, next);
	}
}

/* The best way to the end; of equally good ones that with the shortest last line. */
static const struct title_way *choose(const struct search *s, size_t *ret_start)
{
	const struct title_way *best = NULL;

	for (size_t start = s->n; start-- > 0;)
		for (int falling = 0; falling < 2; falling++) {
			const struct title_way *w = way_at(s, start, s->n, falling);

			if (w->reached && (best == NULL || is_cheaper(w->cost, best->cost))) {
				best = w;
				*ret_start = start;
			}
		}
	return best;
}

static size_t collect(const struct search *s, const struct title_way *w, size_t start,
                      size_t *ret_ends)
{
	size_t end = s->n, line_n = 0;

	/* Collect from the last line to the first, then reverse. */
	for (;;) {
		size_t from = w->from;

		ret_ends[line_n++] = end;
		if (start == 0)
			break;
		end = start;
		start = from;
		w = way_at(s, start, end, w->from_falling);
	}
	for (size_t i = 0; i < line_n / 2; i++) {
		size_t other = ret_ends[line_n - 1 - i];

		ret_ends[line_n - 1 - i] = ret_ends[i];
		ret_ends[i] = other;
	}
	return line_n;
}

size_t fit_title(const struct ruler *r, const struct text_measure *m, struct arena *a,
                 size_t *ret_ends)
{
	struct search s = {.r = r, .n = r->s->cluster_n, .measure = m->width};
	size_t least = fit_balanced(r, m, a, ret_ends), last, last_start = 0;
	int64_t weight = balance_word_weight(m->width);
	const struct title_way *best;
	struct sense sense;
	int64_t *breaks;

	if (least == 1 || s.n > CLUSTERS_MAX)
		return least;
	fit_find_sense(r->s, a, &sense);
	breaks = balance_word_costs(&sense, s.n, m->width, a);
	for (size_t i = 1; i < s.n; i++) {
		breaks[i] += sense.word[i] ? WORD_PRICE * weight : 0;
		breaks[i] -= sense.joint[i] ? weight / JOINT_PART : 0;
	}
	price_brackets(r->s, breaks, weight);
	s.sense = &sense;
	s.breaks = breaks;
	/* Offset what one more even line saves in squares, so that it must earn its price. */
	s.line_price = balance_square(ruler_width(r, 0, s.n)) / (int64_t)(least * (least + 1)) +
	               LINE_PRICE * weight;
	s.ways = arena_array(a, struct title_way, (s.n + 1) * (s.n + 1) * 2);
	last = ruler_farthest(r, 0, 1, s.measure - m->indent);
	for (size_t end = 1; end <= last; end++) {
		struct title_way first = {.reached = true};

		add_line(&s, 0, end, first.cost);
		if (may_end(&s, end))
			offer(way_at(&s, 0, end, false), &first);
	}
	for (size_t end = 1; end < s.n; end++)
		for (size_t start = 0; start < end; start++)
			extend_all(&s, start, end);
	best = choose(&s, &last_start);
	return best != NULL ? collect(&s, best, last_start, ret_ends) : least;
}
