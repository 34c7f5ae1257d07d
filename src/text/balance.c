/* SPDX-License-Identifier: MIT */
/* balance.c: line ends for heads, by exact search: few lines of similar length. */
#include "text/fit.h"

#include "text/class.h"

/* What a break before a particle or after a conjunction costs, in good breaks. */
enum { STRAY_PRICE = 2 };

/* Kinds of cost, compared in this order: an earlier one outweighs all later ones. */
enum cost_kind {
	COST_FORCED,   /* breaks where none is allowed */
	COST_UNHINTED, /* breaks other than at hints, in a text that has hints */
	COST_WORD,     /* breaks within words, in a text without hints */
	COST_LINES,    /* the number of lines */
	COST_UNEVEN,   /* squared widths, least for equal lines, and what breaks do to words */
	COST_KIND_N
};

struct cost {
	int64_t v[COST_KIND_N];
};

/* The best way to set clusters [0, i). */
struct balance_node {
	bool reached;
	size_t from;
	struct cost cost;
};

/* The criteria for all lines of a text. */
struct aim {
	bool hinted;
	const struct sense *sense;
	const unsigned char *places; /* places_find */
	const int64_t *breaks;       /* balance_word_costs */
};

/* Costs of forced breaks, by what is broken. */
static const int64_t FORCE[] = {[TEXT_UNIT] = 1,
                                [TEXT_KEPT] = 1,
                                [TEXT_JOINED] = 100,
                                [TEXT_RULED] = 10000,
                                [TEXT_NUMBER] = 1000000};

int64_t balance_force(enum text_hold hold)
{
	return FORCE[hold];
}

int64_t balance_square(int64_t width)
{
	int64_t w = width / (LU_PER_PT / 16);

	return w * w;
}

bool fit_has_hints(const struct shaped *s)
{
	for (size_t i = 0; i < s->cluster_n; i++) {
		if (s->clusters[i].brk == TEXT_BREAK_HINT)
			return true;
	}
	return false;
}

/*
 * The squares of two lines whose widths differ by d sum up to d² / 2 more than those of equal
 * lines. So for a better break, lines may differ by three tenths of the measure.
 */
int64_t balance_word_weight(int64_t measure)
{
	return balance_square(measure * 3 / 10) / 2;
}

/* A cluster counts as its first character. */
static const uint32_t *read_text(const struct shaped *s, struct arena *a)
{
	uint32_t *cps = arena_array(a, uint32_t, s->cluster_n + 1);

	for (size_t i = 0; i < s->cluster_n; i++)
		cps[i] = s->clusters[i].cp;
	return cps;
}

void fit_find_sense(const struct shaped *s, struct arena *a, struct sense *ret)
{
	bool hinted = fit_has_hints(s); /* the layout has looked at particles itself */
	const struct sense_rules rules = {.words = s->in->words,
	                                  .pauses = s->in->pauses,
	                                  .openers = s->in->openers,
	                                  .particles = hinted ? NULL : s->in->particles,
	                                  .conjunctions = hinted ? NULL : s->in->conjunctions,
	                                  .organ = s->in->organ};

	sense_find(a, &rules, read_text(s, a), s->cluster_n, ret);
}

const bool *fit_find_words(const struct shaped *s, struct arena *a)
{
	const uint32_t *cps = read_text(s, a);
	bool *words = arena_array(a, bool, s->cluster_n + 1);

	words_find(s->in->words, cps, s->cluster_n, words);
	words_join(s->in->words, cps, s->cluster_n, words);
	return words;
}

int64_t *balance_word_costs(const struct sense *sense, size_t n, int64_t measure, struct arena *a)
{
	int64_t weight = balance_word_weight(measure);
	int64_t *costs = arena_array(a, int64_t, n + 1);

	for (size_t i = 1; i < n; i++) {
		if (sense->stray[i])
			costs[i] = STRAY_PRICE * weight;
		else if (sense->word[i])
			costs[i] = weight;
		else if (sense->welcome[i])
			costs[i] = -weight;
	}
	return costs;
}

/* Does a break part a word that counts, or an address, which has places for that? */
static bool parts_word(const struct aim *aim, size_t end)
{
	return !aim->hinted && (aim->places[end] == PLACE_ADDRESS || aim->sense->word[end]);
}

static struct cost line_cost(const struct ruler *r, size_t first, size_t end, const struct aim *aim)
{
	const struct shaped *s = r->s;
	struct cost c = {{[COST_LINES] = 1}};

	if (end < s->cluster_n) {
		if (aim->places[end] != PLACE_ADDRESS)
			c.v[COST_FORCED] = balance_force((enum text_hold)s->clusters[end].hold);
		c.v[COST_UNHINTED] = aim->hinted && s->clusters[end].brk != TEXT_BREAK_HINT;
		c.v[COST_WORD] = parts_word(aim, end);
		c.v[COST_UNEVEN] = aim->breaks[end];
	}
	c.v[COST_UNEVEN] += balance_square(ruler_width(r, first, end));
	return c;
}

static bool is_cheaper(const struct cost *a, const struct cost *b)
{
	for (int k = 0; k < COST_KIND_N; k++) {
		if (a->v[k] != b->v[k])
			return a->v[k] < b->v[k];
	}
	return false;
}

static void try_line(const struct ruler *r, struct balance_node *nodes, size_t first, size_t end,
                     const struct aim *aim)
{
	struct cost c = line_cost(r, first, end, aim);

	for (int k = 0; k < COST_KIND_N; k++)
		c.v[k] += nodes[first].cost.v[k];
	/* Of equally good solutions, prefer the one with the shorter last line. */
	if (!nodes[end].reached || !is_cheaper(&nodes[end].cost, &c))
		nodes[end] = (struct balance_node){true, first, c};
}

size_t fit_balanced(const struct ruler *r, const struct text_measure *m, struct arena *a,
                    size_t *ret_ends)
{
	size_t n = r->s->cluster_n, line_n = 0;
	struct balance_node *nodes = arena_array(a, struct balance_node, n + 1);
	struct aim aim = {.hinted = fit_has_hints(r->s)};
	unsigned char *places = arena_array(a, unsigned char, n + 1);
	struct sense sense;

	places_find(r, m->width, places);
	aim.places = places;
	fit_find_sense(r->s, a, &sense);
	aim.sense = &sense;
	aim.breaks = balance_word_costs(&sense, n, m->width, a);
	nodes[0].reached = true;
	for (size_t i = 0; i < n; i++) {
		int64_t width = (int64_t)m->width - (i == 0 ? m->indent : 0);
		size_t last = nodes[i].reached ? ruler_farthest(r, i, i + 1, width) : i;

		for (size_t end = i + 1; end <= last; end++) {
			/* Lines do not start with a space: break after a run of spaces. */
			if (end == n || r->s->clusters[end].class_ != TEXT_SPACE)
				try_line(r, nodes, i, end, &aim);
		}
	}
	for (size_t end = n; end > 0; end = nodes[end].from)
		line_n++;
	for (size_t end = n, k = line_n; end > 0; end = nodes[end].from)
		ret_ends[--k] = end;
	return line_n;
}
