/* SPDX-License-Identifier: MIT */
/*
 * fit.c: the lines of running text, chosen for the paragraph as a whole.
 *
 * After Knuth and Plass: every place at which some line may end is a node; a node's cost is that of
 * the cheapest way to set the text up to it. Nodes are met in the text's order. From a node, the
 * ends of the next line are tried, and a way through an end that costs less than the best one known
 * replaces it. The way that reaches the end of the text is the answer.
 *
 * What ends are tried, and what a line costs, is where Chinese differs from boxes and glue:
 *
 * - A line gives way not in proportion but in a fixed order (the steps of ruler.h). Its strain is
 *   what it has to gain in parts of what it may; word spaces and gaps between Han and Latin, which
 *   grow before all others and are less seen, count a third. A line costs the square of its strain.
 * - Almost every character is an opportunity, so full lines are the rule, and a line is never
 *   squeezed only to get one character more in. It is squeezed to the rescue: where the character
 *   that no longer fits may not be parted from the one before, the line may shrink to take it in
 *   instead of giving up the one before. For a mark that costs next to nothing, so it comes before
 *   stretching: 先挤进后推出. For a unit or a word it is weighed against the looser line.
 * - From the last end that fits without squeezing, ends are tried backwards until one leaves a line
 *   that can no more be filled: shorter ones are worse for this line, and hardly ever better for
 *   those below.
 * - Addresses and long Latin words have opportunities inside (places.h), at a price.
 * - A line in which there is none of all these breaks the weakest hold (enum text_hold), at a price
 *   that no ordinary line comes near: rather is the paragraph set loosely than a number cut. So
 *   every node has at least one end, every line at least one cluster, and the end of the text is
 *   always reached.
 * - A last line of one character (孤字) has its price as well: a line above is stretched instead.
 *
 * Of two ways that cost the same, the one with the fuller lines above is taken.
 *
 * All in integers. The ruler measures a line in constant time; the last end that fits only moves
 * forward from node to node; and at most ENDS_MAX ends are tried from one, of which some ten are
 * near enough in a line of 28 characters. So the time is linear in the length of the text.
 */
#include "text/fit.h"

#include "base/mem.h"
#include "text/places.h"

/*
 * Strain in thousandths: FULL is every gap grown by a quarter of an em, TORN by twice that, the
 * most a line is stretched. Beyond it is left short, the emptier the worse.
 */
enum { STRAIN_FULL = 1000, STRAIN_TORN = 2000, STRAIN_EMPTY = 10000 };

enum { EASE_WEIGHT = 3, ENDS_MAX = 64 };

#define SQUARE(x) ((int64_t)(x) * (x))

/*
 * The strain of a line squeezed as far as it can be: for a mark, next to nothing, so that it always
 * comes before stretching; for a unit or a word, more: all commas of a line as narrow as can be are
 * worse than gaps a little wider.
 */
enum { SQUEEZED_FOR_MARK = STRAIN_FULL / 20, SQUEEZED_FOR_WORD = STRAIN_FULL * 6 / 10 };

/* Each line costs so much that of ways alike that with fewer lines is better. */
static const int64_t LINE_COST = SQUARE(100);

/* A lone last character is as bad as a line with gaps a little wider than they should get. */
static const int64_t LONE_COST = SQUARE(1200);

/* The same for breaks in names, addresses and words: a line may become loose or end short instead.
 */
static const int64_t PLACE_COSTS[PLACE_N] = {[PLACE_NAME] = SQUARE(700),
                                             [PLACE_ADDRESS] = SQUARE(1000),
                                             [PLACE_LETTER] = SQUARE(1500),
                                             [PLACE_CUT] = SQUARE(4000)};

/* Text that is not justified has no line to fill: only what is longer than one is broken. */
enum { RAGGED_PRICE = 100 };

/* Breaks where there should be none; each weighs more than a page of the lesser ones. */
static const int64_t FORCE_COSTS[] = {[TEXT_KEPT] = 1000000000,
                                      [TEXT_JOINED] = 10000000000,
                                      [TEXT_RULED] = 100000000000,
                                      [TEXT_NUMBER] = 1000000000000};

struct fit_node {
	bool reached;
	size_t from; /* where the line that ends here begins */
	int64_t cost;
	size_t place, free; /* the last place of any kind, and the last free one, up to here */
};

struct fitter {
	const struct ruler *r;
	const struct text_measure *m;
	const unsigned char *places;
	struct fit_node *nodes;
	size_t n;
};

/* A line that begins at a node. */
struct opening {
	size_t first;
	int64_t width; /* of the measure there */
	size_t far;    /* the last end that fits without squeezing */
	int squeezed;  /* the strain of squeezing it there as far as it can be */
};

/* Whether a line can come to the edge, or without justification looks as if it did. */
static bool is_filled(const struct fitter *f, const struct ruler_line *l, int64_t width)
{
	if (!f->m->justify)
		return width - l->width <= width / 2;
	return width - l->width <= l->ease + l->growth + l->wide;
}

/* Of a line that has to grow, or ends short. */
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

/* How far a line is over the edge; a mark may hang there. Below 0: it is not. */
static int64_t excess(const struct fitter *f, const struct opening *o, size_t end,
                      const struct ruler_line *l)
{
	int64_t over = l->width - o->width;

	return over > 0 ? over - ruler_hang(f->r, o->first, end) : over;
}

/* Whether nothing but one character and marks is on the line [first, end). */
static bool is_lone(const struct fitter *f, size_t first, size_t end)
{
	int n = 0;

	for (size_t i = end; i > first && n < 2; i--) {
		enum text_class c = (enum text_class)f->r->s->clusters[i - 1].class_;

		n += c != TEXT_SPACE && !text_class_is_mark(c);
	}
	return n == 1;
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
	       (end == f->n && o->first > 0 && is_lone(f, o->first, end) ? LONE_COST : 0);
}

static void try_end(struct fitter *f, const struct opening *o, size_t end, int64_t price)
{
	int64_t cost = f->nodes[o->first].cost + line_cost(f, o, end) + price;
	struct fit_node *node = &f->nodes[end];

	if (node->reached && node->cost < cost)
		return;
	node->reached = true;
	node->from = o->first;
	node->cost = cost;
}

static void try_place(struct fitter *f, const struct opening *o, size_t end)
{
	try_end(f, o, end, PLACE_COSTS[f->places[end]] * (f->m->justify ? 1 : RAGGED_PRICE));
}

/* Ends that fit; returns whether there is any. */
static bool try_backwards(struct fitter *f, const struct opening *o)
{
	size_t first_tried = f->nodes[o->far].place;
	int tried = 0;

	for (size_t end = first_tried; end > o->first; end = f->nodes[end - 1].place) {
		struct ruler_line l = ruler_measure(f->r, o->first, end);

		if (++tried > ENDS_MAX)
			end = f->nodes[end].free;
		if (end <= o->first)
			break;
		try_place(f, o, end);
		if (f->places[end] == PLACE_FREE &&
		    (tried > ENDS_MAX || !is_filled(f, &l, o->width)))
			break;
	}
	return first_tried > o->first;
}

/*
 * 先挤进后推出: where the line may not be parted at the last end that fits, it shrinks to come to
 * the next one, or lets a mark hang. Returns whether it can.
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

/* Where nothing may be parted the weakest hold gives way, as far on as it can. */
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

/* All lines from node to node; the cheapest way to the end of the text is found with it. */
static void try_all(struct fitter *f)
{
	struct opening o = {0};

	for (; o.first < f->n; o.first++) {
		bool any;

		if (!f->nodes[o.first].reached)
			continue;
		o.width = (int64_t)f->m->width - (o.first == 0 ? f->m->indent : 0);
		if (f->m->indent < 0)
			o.far = 0; /* a first line that hangs out is wider than the others */
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

size_t fit_total(const struct ruler *r, const struct text_measure *m, struct arena *a,
                 size_t *ret_ends)
{
	size_t n = r->s->cluster_n, line_n = 0;
	unsigned char *places = arena_array(a, unsigned char, n + 1);
	struct fitter f = {.r = r, .m = m, .places = places, .n = n};

	f.nodes = arena_array(a, struct fit_node, n + 1);
	places_find(r, m->width, places);
	f.nodes[0].reached = true;
	for (size_t i = 1; i <= n; i++) {
		f.nodes[i].place = places[i] != PLACE_NONE ? i : f.nodes[i - 1].place;
		f.nodes[i].free = places[i] == PLACE_FREE ? i : f.nodes[i - 1].free;
	}
	try_all(&f);
	for (size_t end = n; end > 0; end = f.nodes[end].from)
		line_n++;
	for (size_t end = n, k = line_n; end > 0; end = f.nodes[end].from)
		ret_ends[--k] = end;
	return line_n;
}
