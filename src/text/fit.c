/* SPDX-License-Identifier: MIT */
/*
 * fit.c: line ends for running text, optimised over the whole paragraph.
 *
 * The algorithm is that of Knuth and Plass. Every possible line end is a node; its cost is that of
 * the cheapest way to set the text up to it. Nodes are visited in text order. From each node the
 * possible ends of the next line are tried; a path cheaper than the best one known so far replaces
 * it. The cheapest path to the end of the text is the result.
 *
 * Chinese differs from boxes and glue in which ends are tried and in what a line costs:
 *
 * - A line is adjusted in a fixed order (the steps of ruler.h), not in proportion. Its strain is
 *   the stretch it needs relative to the stretch available; word spaces and gaps between Han and
 *   Latin, which stretch first and least visibly, count for a third. The cost of a line is the
 *   square of its strain.
 * - Almost every character is a break opportunity, so lines are normally full, and a line is never
 *   shrunk just to fit in one more character. It may be shrunk if the character that does not fit
 *   must not be separated from the previous one, instead of carrying both over. For a mark this
 *   costs next to nothing, so that it is preferred to stretching (先挤进后推出); for a unit or a
 *   word it competes with the looser line.
 * - Starting at the last end that fits without shrinking, ends are tried backwards until a line
 *   could no longer be filled. Even shorter lines are worse and hardly ever help the lines below.
 * - Addresses and long Latin words may be broken inside (places.c), at a cost.
 * - If there is no such end at all, the line is broken at its weakest hold (enum text_hold), at a
 *   cost far above that of any ordinary line: a loose paragraph is better than a broken number.
 *   Hence every node has a successor, every line has a cluster, and the end is always reached.
 * - A last line of a single character (孤字) or of marks only has a cost too, so that a line above
 * is stretched instead.
 *
 * Of paths with equal cost, the one with the fuller lines at the top wins.
 *
 * All arithmetic is in integers. The ruler measures a line in constant time; the last end that fits
 * only moves forward from node to node; from each node at most ENDS_MAX ends are tried (some ten
 * for a line of 28 characters), at most LETTERS_MAX of them between letters of a word. So the time
 * is linear in the length of the text.
 */
#include "text/fit.h"

#include "base/mem.h"

/*
 * Strain in thousandths. At FULL every gap is stretched by a quarter of an em, at TORN by twice
 * that, the maximum. A line that would need more is left short; the emptier, the worse.
 */
enum { STRAIN_FULL = 1000, STRAIN_TORN = 2000, STRAIN_EMPTY = 10000 };

enum { EASE_WEIGHT = 3, ENDS_MAX = 64, LONG_TEXT_ENDS_MAX = 12, LETTERS_MAX = 8 };

#define SQUARE(x) ((int64_t)(x) * (x))

/*
 * The strain of a line shrunk as far as possible. For a mark it is next to nothing, so that it is
 * always preferred to stretching. For a unit or a word it is higher: fully compressed commas look
 * worse than slightly wider gaps.
 */
enum { SQUEEZED_FOR_MARK = STRAIN_FULL / 20, SQUEEZED_FOR_WORD = STRAIN_FULL * 6 / 10 };

/* The base cost of a line, which favours fewer lines. */
static const int64_t LINE_COST = SQUARE(100);

/* A lone last character is as bad as a line stretched a little too far. */
static const int64_t LONE_COST = SQUARE(1200);

/* Marks alone are as bad as a line that is torn. */
static const int64_t MARKS_COST = SQUARE(STRAIN_TORN);

/*
 * Costs of breaks in names, addresses and words, to be weighed against loose or short lines. A unit
 * leaves its number once the gaps would open by more than a quarter of an em.
 */
static const int64_t PLACE_COSTS[PLACE_N] = {
        [PLACE_NAME] = SQUARE(700),    [PLACE_UNIT] = SQUARE(STRAIN_FULL),
        [PLACE_WORD] = SQUARE(800),    [PLACE_ADDRESS] = SQUARE(1000),
        [PLACE_LETTER] = SQUARE(1500), [PLACE_CUT] = SQUARE(4000)};

/* Unjustified text has no lines to fill, so these breaks cost more: a line may end early instead.
 */
enum { RAGGED_PRICE = 100 };

/* Costs of breaks where none is allowed; each outweighs a page of the weaker ones. */
static const int64_t FORCE_COSTS[] = {[TEXT_UNIT] = 100000000,
                                      [TEXT_KEPT] = 1000000000,
                                      [TEXT_JOINED] = 10000000000,
                                      [TEXT_RULED] = 100000000000,
                                      [TEXT_NUMBER] = 1000000000000};

struct fit_node {
	int64_t cost;
	uint32_t from;        /* start of the line that ends here */
	uint32_t place, free; /* the last place up to here, of any kind and PLACE_FREE */
	bool reached;
};

struct fitter {
	const struct ruler *r;
	const struct text_measure *m;
	const unsigned char *places;
	struct fit_node *nodes;
	size_t n;
	int ends_max;
};

/* A line that starts at a node. */
struct opening {
	size_t first;
	int64_t width; /* available */
	size_t far;    /* the last end that fits without shrinking */
	int squeezed;  /* strain if shrunk as far as possible */
};

/* Whether a line can be stretched to the measure or, if not justified, is at least half full. */
static bool is_filled(const struct fitter *f, const struct ruler_line *l, int64_t width)
{
	if (!f->m->justify)
		return width - l->width <= width / 2;
	return width - l->width <= l->ease + 2 * l->growth;
}

/* The strain of a line that is stretched or left short. */
static int64_t strain(const struct fitter *f, const struct ruler_line *l, int64_t width)
{
	int64_t left = width - l->width, ease = left < l->ease ? left : l->ease;
	int64_t room = l->growth * EASE_WEIGHT + l->ease;

	if (left <= 0)
		return 0;
	if (!f->m->justify)
		return STRAIN_TORN * 2 * left / width;
	if (!is_filled(f, l, width) || room == 0)
		return STRAIN_TORN + (STRAIN_EMPTY - STRAIN_TORN) * left / width;
	return STRAIN_FULL * ((left - ease) * EASE_WEIGHT + ease) / room;
}

/* By how much a line exceeds the measure, not counting a hanging mark; negative if it fits. */
static int64_t excess(const struct fitter *f, const struct opening *o, size_t end,
                      const struct ruler_line *l)
{
	int64_t over = l->width - o->width;

	return over > 0 ? over - ruler_hang(f->r, o->first, end) : over;
}

/* What it costs if the last line, [first, end), has at most one character besides punctuation. */
static int64_t lone_cost(const struct fitter *f, size_t first, size_t end)
{
	int n = 0;

	for (size_t i = end; i > first && n < 2; i--) {
		enum text_class c = (enum text_class)f->r->s->clusters[i - 1].class_;

		n += c != TEXT_SPACE && !text_class_is_mark(c);
	}
	return n == 0 ? MARKS_COST : n == 1 ? LONE_COST : 0;
}

static int64_t line_cost(const struct fitter *f, const struct opening *o, size_t end)
{
	struct ruler_line l = ruler_measure(f->r, o->first, end);
	int64_t over = excess(f, o, end, &l), pull = 0;

	if (over > l.slack)
		pull = STRAIN_EMPTY;
	else if (over > 0)
		pull = o->squeezed * over / l.slack;
	else if (end < f->n)
		pull = strain(f, &l, o->width);
	return LINE_COST + SQUARE(pull) +
	       (end == f->n && o->first > 0 ? lone_cost(f, o->first, end) : 0);
}

static void try_end(struct fitter *f, const struct opening *o, size_t end, int64_t price)
{
	int64_t cost = f->nodes[o->first].cost + line_cost(f, o, end) + price;
	struct fit_node *node = &f->nodes[end];

	if (node->reached && node->cost < cost)
		return;
	node->reached = true;
	node->from = (uint32_t)o->first;
	node->cost = cost;
}

static void try_place(struct fitter *f, const struct opening *o, size_t end)
{
	try_end(f, o, end, PLACE_COSTS[f->places[end]] * (f->m->justify ? 1 : RAGGED_PRICE));
}

/* Tries the ends that fit; returns whether there are any. */
static bool try_backwards(struct fitter *f, const struct opening *o)
{
	size_t first_tried = f->nodes[o->far].place;
	int tried = 0, letters = 0;

	for (size_t end = first_tried; end > o->first; end = f->nodes[end - 1].place) {
		struct ruler_line l;

		if (++tried > f->ends_max)
			end = f->nodes[end].free;
		if (end <= o->first)
			break;
		if (f->places[end] >= PLACE_LETTER && ++letters > LETTERS_MAX)
			continue;
		try_place(f, o, end);
		if (f->places[end] != PLACE_FREE)
			continue;
		l = ruler_measure(f->r, o->first, end);
		if (tried > f->ends_max || !is_filled(f, &l, o->width))
			break;
	}
	return first_tried > o->first;
}

/*
 * 先挤进后推出: if the line must not end at the last end that fits, tries to shrink it to the next
 * opportunity or to let a mark hang. Returns whether that is possible.
 */
static bool try_squeezed(struct fitter *f, const struct opening *o)
{
	size_t end = o->far;
	struct ruler_line l;

	if (f->places[end] == PLACE_FREE)
		return false;
	do {
		end++;
		l = ruler_measure(f->r, o->first, end);
		if (excess(f, o, end, &l) > l.slack)
			return false;
	} while (f->places[end] != PLACE_FREE);
	try_place(f, o, end);
	return true;
}

/* Breaks at the weakest hold, as far to the right as possible. */
static void try_forced(struct fitter *f, const struct opening *o)
{
	const struct cluster *clusters = f->r->s->clusters;
	size_t end = o->far;

	for (size_t i = o->far; i > o->first; i--) {
		if (clusters[i].hold < clusters[end].hold)
			end = i;
	}
	try_end(f, o, end, FORCE_COSTS[clusters[end].hold]);
}

/* Tries all lines from all nodes; afterwards the last node has the cheapest path. */
static void try_all(struct fitter *f)
{
	struct opening o = {0};

	for (; o.first < f->n; o.first++) {
		bool any;

		if (!f->nodes[o.first].reached)
			continue;
		o.width = (int64_t)f->m->width - (o.first == 0 ? f->m->indent : 0);
		if (f->m->indent < 0)
			o.far = 0; /* with a hanging indent the first line is wider than the rest */
		o.far = ruler_farthest(f->r, o.first, o.far, o.width);
		if (o.far == f->n) {
			try_end(f, &o, f->n, 0);
			continue;
		}
		o.squeezed = f->r->s->clusters[o.far].hold == TEXT_RULED ? SQUEEZED_FOR_MARK
		                                                         : SQUEEZED_FOR_WORD;
		any = try_backwards(f, &o);
		any = try_squeezed(f, &o) || any;
		if (!any)
			try_forced(f, &o);
	}
}

/*
 * In a heading, words of the list are kept whole if the line allows, and particles with what they
 * belong to.
 */
static void keep_words(const struct ruler *r, struct arena *a, unsigned char *places)
{
	struct sense sense;

	fit_find_sense(r->s, a, &sense);
	for (size_t i = 1; i < r->s->cluster_n; i++)
		if (places[i] == PLACE_FREE && (sense.word[i] || sense.stray[i]))
			places[i] = PLACE_WORD;
}

bool fit_of_long_text(const struct shaped *s)
{
	return s->in->len > LONG_TEXT_BYTES;
}

size_t fit_typed_end(const struct shaped *s, size_t first)
{
	size_t end = first + 1;

	while (end < s->cluster_n && s->clusters[end].brk != TEXT_BREAK_LINE)
		end++;
	return end;
}

size_t fit_total(const struct ruler *r, const struct text_measure *m, struct arena *a,
                 size_t *ret_ends)
{
	size_t n = r->s->cluster_n, line_n = 0;
	unsigned char *places = arena_array(a, unsigned char, n + 1);
	struct fitter f = {.r = r, .m = m, .places = places, .n = n};

	f.ends_max = fit_of_long_text(r->s) ? LONG_TEXT_ENDS_MAX : ENDS_MAX;
	f.nodes = arena_array(a, struct fit_node, n + 1);
	places_find(r, m->width, places);
	if (m->sense && !fit_of_long_text(r->s))
		keep_words(r, a, places);
	f.nodes[0].reached = true;
	for (size_t i = 1; i <= n; i++) {
		f.nodes[i].place = places[i] != PLACE_NONE ? (uint32_t)i : f.nodes[i - 1].place;
		f.nodes[i].free = places[i] == PLACE_FREE ? (uint32_t)i : f.nodes[i - 1].free;
	}
	try_all(&f);
	for (size_t end = n; end > 0; end = f.nodes[end].from)
		line_n++;
	for (size_t end = n, k = line_n; end > 0; end = f.nodes[end].from)
		ret_ends[--k] = end;
	return line_n;
}
