/* SPDX-License-Identifier: MIT */
#include "text/ruler.h"

#include "base/mem.h"

enum { FULL_WIDTH_FIRST = 0x2E80, LABEL_MAX = 12 };

/* Kinds of gaps; a gap may be of several. */
enum gap_kind {
	GAP_SPACE = 1,      /* after a word space */
	GAP_BRACKET = 2,    /* beside the blank of a bracket or quotation mark */
	GAP_PAUSE = 4,      /* after ，、；： */
	GAP_STOP = 8,       /* after 。？！ */
	GAP_WESTERN = 16,   /* between Han and Latin or digits */
	GAP_OPEN = 32,      /* may be stretched */
	GAP_CONNECTOR = 64, /* beside a connector or a solidus: stretched as late as possible */
};

/*
 * The steps of line adjustment, after CLREQ. A step shrinks or stretches a gap's blank to `milli`
 * thousandths of an em, or with `by` set stretches the gap by that amount. Interpuncts, which CLREQ
 * allows to shrink to half an em, are half an em wide to begin with.
 */
static const struct {
	unsigned char kinds;
	bool by;
	short milli;
} STEPS[] = {
        [SHRINK_SPACE] = {GAP_SPACE, false, 250},
        [SHRINK_BRACKET] = {GAP_BRACKET, false, 0},
        [SHRINK_PAUSE] = {GAP_PAUSE, false, 0},
        [SHRINK_GAP] = {GAP_WESTERN, false, 125},
        [SHRINK_STOP] = {GAP_STOP, false, 0},
        [STRETCH_SPACE] = {GAP_SPACE, false, 500},
        [STRETCH_GAP] = {GAP_WESTERN, false, 500},
        [STRETCH_ANY] = {GAP_OPEN, true, 250},
        [STRETCH_CONNECTOR] = {GAP_CONNECTOR, true, 250},
        [STRETCH_WIDE] = {GAP_OPEN | GAP_CONNECTOR, true, 250},
};

static enum text_class class_at(const struct ruler *r, size_t i)
{
	return (enum text_class)r->s->clusters[i].class_;
}

static lu em_at(const struct ruler *r, size_t i)
{
	return r->s->clusters[i].em;
}

/* Half an em if cluster i is full-width; else 0: a Latin bracket has no blank half. */
static lu half(const struct ruler *r, size_t i)
{
	const struct cluster *c = &r->s->clusters[i];

	return c->advance == c->em ? c->em / 2 : 0;
}

lu ruler_blank_left(const struct ruler *r, size_t i)
{
	return class_at(r, i) == TEXT_OPENING ? half(r, i) : 0;
}

lu ruler_blank_right(const struct ruler *r, size_t i)
{
	enum text_class c = class_at(r, i);

	return c == TEXT_CLOSING || c == TEXT_PAUSE || c == TEXT_STOP ? half(r, i) : 0;
}

static void find_blanks(struct ruler *r)
{
	for (size_t i = 0; i < r->s->cluster_n; i++)
		r->at[i] = (struct ruled){.advance = r->s->clusters[i].advance,
		                          .lead = ruler_blank_left(r, i),
		                          .trail = ruler_blank_right(r, i)};
	r->at[r->s->cluster_n] = (struct ruled){0};
}

static void cut_blank(struct ruled *at)
{
	at->cut += at->lead;
	at->advance -= at->trail;
	at->lead = at->trail = 0;
}

static bool is_query(const struct ruler *r, size_t i)
{
	uint32_t cp = r->s->clusters[i].cp;

	return (cp == 0xFF1F || cp == 0xFF01) && r->at[i].trail > 0; /* ？ ！ */
}

/* Two consecutive ？！ take one em, three take two (GB/T 15834-2011). */
static void pair_queries(struct ruler *r)
{
	for (size_t i = 0; i + 1 < r->s->cluster_n; i++) {
		if (!is_query(r, i) || !is_query(r, i + 1))
			continue;
		cut_blank(&r->at[i]);
		cut_blank(&r->at[++i]);
	}
}

/* Whether clusters i - 1 and i are adjacent marks with blank between them; at least one of the two
 * is a bracket or quotation mark. */
static bool is_adjacent(const struct ruler *r, size_t i)
{
	const struct ruled *a = &r->at[i - 1], *b = &r->at[i];
	enum text_class prev = class_at(r, i - 1), next = class_at(r, i);

	if (next == TEXT_OPENING)
		return b->lead > 0 && (a->trail > 0 || a->lead > 0 || prev == TEXT_INTERPUNCT);
	if (next == TEXT_INTERPUNCT)
		return prev == TEXT_CLOSING && a->trail > 0;
	return a->trail > 0 && b->trail > 0 && (prev == TEXT_CLOSING || next == TEXT_CLOSING);
}

/*
 * Adjacent marks lose half an em, in the tight style one em, mostly the blank between them (CLREQ,
 * adjustment of adjacent punctuation). If a line ends between them, that blank would be trimmed
 * anyway.
 */
static void narrow_marks(struct ruler *r)
{
	size_t n = r->s->cluster_n;

	for (size_t i = 1; i < n; i++)
		r->at[i].adjacent = is_adjacent(r, i);
	for (size_t i = 1; i < n; i++) {
		if (!r->at[i].adjacent)
			continue;
		if (r->s->in->rules.tight_marks || class_at(r, i) != TEXT_OPENING)
			cut_blank(&r->at[i - 1]);
		if (r->s->in->rules.tight_marks || class_at(r, i) == TEXT_OPENING)
			cut_blank(&r->at[i]);
	}
}

static bool is_han(const struct ruler *r, size_t i)
{
	return class_at(r, i) == TEXT_HAN && text_is_ideograph(r->s->clusters[i].cp);
}

/* Latin letters, digits, and signs attached to digits: %, ¥, +. */
static bool is_western(const struct ruler *r, size_t i)
{
	const struct cluster *c = &r->s->clusters[i];

	if (c->class_ == TEXT_PREFIX || c->class_ == TEXT_SUFFIX)
		return c->advance < c->em &&
		       ((i > 0 && class_at(r, i - 1) == TEXT_DIGIT) ||
		        (i + 1 < r->s->cluster_n && class_at(r, i + 1) == TEXT_DIGIT));
	return text_class_is_word(class_at(r, i)) && c->cp < FULL_WIDTH_FIRST;
}

/* Whether the text before i is the label of a table or figure: 表1. */
static bool is_label(const struct ruler *r, size_t i)
{
	uint32_t first = r->s->clusters[0].cp;

	if (i < 2 || i > LABEL_MAX || (first != 0x8868 && first != 0x56FE)) /* 表 图 */
		return false;
	for (size_t k = 1; k < i; k++) {
		if (class_at(r, k) == TEXT_HAN || class_at(r, k) == TEXT_SPACE)
			return false;
	}
	return true;
}

/*
 * Whether a space typed between clusters `prev` and i is to be replaced by the gap. Multiple spaces
 * are intentional, as is a space between a label and its text.
 */
static bool is_gap_space(const struct ruler *r, size_t prev, size_t i)
{
	return i == prev + 2 && r->s->clusters[prev + 1].cp == ' ' && !is_label(r, prev + 1);
}

static void find_gap(struct ruler *r, size_t prev, size_t i)
{
	lu em = is_han(r, i) ? em_at(r, i) : em_at(r, prev);

	if (!(is_han(r, prev) && is_western(r, i)) && !(is_western(r, prev) && is_han(r, i)))
		return;
	if (i > prev + 1) {
		if (!is_gap_space(r, prev, i))
			return;
		r->at[prev + 1].advance = 0;
	}
	r->at[i].kinds = GAP_WESTERN;
	r->at[i].blank = lu_scale(em, r->s->in->rules.autospace, 1000);
}

/* The gaps between Han and Latin or digits. There are none beside marks. */
static void find_gaps(struct ruler *r)
{
	for (size_t i = 1, prev = 0; i < r->s->cluster_n; i++) {
		if (r->s->clusters[i].cp == ' ')
			continue;
		find_gap(r, prev, i);
		prev = i;
	}
}

static bool is_connector(enum text_class c)
{
	return c == TEXT_CONNECTOR || c == TEXT_SOLIDUS || c == TEXT_HYPHEN;
}

/* A space typed to indent a paragraph, whose advance shaping has set to 0. */
static bool is_indent(const struct ruler *r, size_t i)
{
	return class_at(r, i) == TEXT_SPACE && r->s->clusters[i].advance == 0;
}

/* Classifies the gap before cluster i if it is not one between Han and Latin. */
static void find_kind(struct ruler *r, size_t i)
{
	struct ruled *at = &r->at[i];
	enum text_class prev = class_at(r, i - 1), next = class_at(r, i);

	at->blank = r->at[i - 1].trail + at->lead;
	if (is_indent(r, i - 1))
		return;
	if (prev == TEXT_SPACE) {
		at->kinds = GAP_SPACE;
		at->blank = r->at[i - 1].advance;
	} else if (at->blank > 0) {
		if (next == TEXT_OPENING || prev == TEXT_CLOSING)
			at->kinds = GAP_BRACKET;
		else
			at->kinds = prev == TEXT_PAUSE ? GAP_PAUSE : GAP_STOP;
	}
}

/* Nothing is inserted before a space, since the gap after it stretches, or after typed indents. */
static void find_kinds(struct ruler *r)
{
	for (size_t i = 1; i < r->s->cluster_n; i++) {
		enum text_class prev = class_at(r, i - 1), next = class_at(r, i);

		if (r->at[i].kinds == 0)
			find_kind(r, i);
		else if (r->at[i].blank == 0)
			r->at[i].kinds = 0; /* without autospace, such gaps do not stretch either */
		if (next == TEXT_SPACE || r->s->clusters[i].tight || is_indent(r, i - 1))
			continue;
		r->at[i].kinds |=
		        is_connector(prev) || is_connector(next) ? GAP_CONNECTOR : GAP_OPEN;
	}
}

lu ruler_room(const struct ruler *r, size_t i, enum ruler_step step)
{
	const struct ruled *at = &r->at[i];
	lu em, aim, room;

	if ((at->kinds & STEPS[step].kinds) == 0)
		return 0;
	em = em_at(r, i) < em_at(r, i - 1) ? em_at(r, i) : em_at(r, i - 1);
	aim = lu_scale(em, STEPS[step].milli, 1000);
	if (STEPS[step].by)
		return aim;
	room = step < SHRINK_END ? at->blank - aim : aim - at->blank;
	return room > 0 ? room : 0;
}

static int64_t sum_rooms(const struct ruler *r, size_t i, enum ruler_step first,
                         enum ruler_step end)
{
	int64_t sum = 0;

	for (enum ruler_step step = first; step < end; step++)
		sum += ruler_room(r, i, step);
	return sum;
}

lu ruler_distance(const struct ruler *r, size_t i)
{
	const struct ruled *at = &r->at[i];

	return r->at[i - 1].advance - at->cut + ((at->kinds & GAP_WESTERN) != 0 ? at->blank : 0);
}

void ruler_init(struct ruler *r, struct arena *a, const struct shaped *s)
{
	size_t n = s->cluster_n;

	*r = (struct ruler){.s = s, .at = arena_array_bare(a, struct ruled, n + 1)};
	find_blanks(r);
	pair_queries(r);
	narrow_marks(r);
	find_gaps(r);
	find_kinds(r);
	for (size_t i = 1; i < n; i++) {
		struct ruled *at = &r->at[i];

		at->pen = at[-1].pen + ruler_distance(r, i);
		if (at->kinds == GAP_OPEN) { /* nearly all of them */
			at[1].slack = at->slack;
			at[1].ease = at->ease;
			at[1].growth = at->growth + ruler_room(r, i, STRETCH_ANY);
			continue;
		}
		at[1].slack = at->slack + sum_rooms(r, i, SHRINK_SPACE, SHRINK_END);
		at[1].ease = at->ease + sum_rooms(r, i, STRETCH_SPACE, STRETCH_ANY);
		at[1].growth = at->growth + sum_rooms(r, i, STRETCH_ANY, STRETCH_WIDE);
	}
	for (size_t i = 0; i < n; i++)
		r->at[i + 1].visible =
		        class_at(r, i) == TEXT_SPACE ? r->at[i].visible : (uint32_t)i + 1;
}

lu ruler_ink_start(const struct ruler *r, size_t i)
{
	return r->at[i].cut + r->at[i].lead;
}

lu ruler_ink_end(const struct ruler *r, size_t i)
{
	return r->at[i].advance - r->at[i].trail;
}

size_t ruler_visible_end(const struct ruler *r, size_t first, size_t last)
{
	return r->at[last].visible > first ? r->at[last].visible : first;
}

int64_t ruler_width(const struct ruler *r, size_t first, size_t last)
{
	size_t end = ruler_visible_end(r, first, last);

	if (end == first)
		return 0;
	return r->at[end - 1].pen + ruler_ink_end(r, end - 1) - r->at[first].pen -
	       ruler_ink_start(r, first);
}

struct ruler_line ruler_measure(const struct ruler *r, size_t first, size_t last)
{
	size_t end = ruler_visible_end(r, first, last);
	struct ruler_line line = {.width = ruler_width(r, first, last)};

	if (end > first + 1) {
		const struct ruled *a = &r->at[first + 1], *b = &r->at[end];

		line.slack = b->slack - a->slack;
		line.ease = b->ease - a->ease;
		line.growth = b->growth - a->growth;
	}
	return line;
}

static bool is_mark(const struct ruler *r, size_t i)
{
	return text_class_is_mark(class_at(r, i));
}

lu ruler_hang(const struct ruler *r, size_t first, size_t last)
{
	size_t end = ruler_visible_end(r, first, last);
	uint32_t cp;

	/* Only single marks hang (CLREQ, hanging punctuation). */
	if (!r->s->in->rules.hanging || end < first + 2 || is_mark(r, end - 2) ||
	    (end < r->s->cluster_n && is_mark(r, end)))
		return 0;
	cp = r->s->clusters[end - 1].cp;
	return cp == 0x3001 || cp == 0x3002 || cp == 0xFF0C ? ruler_ink_end(r, end - 1) : 0;
}

size_t ruler_farthest(const struct ruler *r, size_t first, size_t least, int64_t width)
{
	size_t end = least > first ? least : first + 1;

	while (end < r->s->cluster_n &&
	       (class_at(r, end) == TEXT_SPACE || ruler_width(r, first, end + 1) <= width))
		end++;
	return end;
}
