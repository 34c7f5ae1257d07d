/* SPDX-License-Identifier: MIT */
#include "text/ruler.h"

#include "base/mem.h"
#include "text/class.h"

static enum text_class class_at(const struct ruler *r, size_t i)
{
	return (enum text_class)r->s->clusters[i].class_;
}

/* Half of the square, if cluster i really is one: a Latin bracket has no blank half. */
static lu half(const struct ruler *r, size_t i)
{
	const struct cluster *c = &r->s->clusters[i];

	return c->advance == c->em ? c->em / 2 : 0;
}

lu ruler_start_trim(const struct ruler *r, size_t i)
{
	return class_at(r, i) == TEXT_OPENING ? half(r, i) : 0;
}

lu ruler_end_trim(const struct ruler *r, size_t i)
{
	enum text_class c = class_at(r, i);

	return c == TEXT_CLOSING || c == TEXT_PAUSE || c == TEXT_STOP ? half(r, i) : 0;
}

/*
 * Two marks, one of them at least a bracket or quotation mark, take one em and a half: the blank
 * between them shrinks by half an em (CLREQ, adjustment of adjacent punctuation).
 */
static lu narrowing(const struct ruler *r, size_t i)
{
	enum text_class a = class_at(r, i - 1), b = class_at(r, i);

	if (b == TEXT_OPENING)
		return a == TEXT_OPENING || ruler_end_trim(r, i - 1) > 0 ? ruler_start_trim(r, i)
		                                                         : 0;
	if (ruler_end_trim(r, i) > 0 && (a == TEXT_CLOSING || b == TEXT_CLOSING))
		return ruler_end_trim(r, i - 1);
	return 0;
}

/* All that comes between clusters beside their own advances is decided here: so far only marks
 * that narrow; a gap between Han and Latin is none. */
lu ruler_step(const struct ruler *r, size_t i)
{
	return r->s->clusters[i - 1].advance - narrowing(r, i);
}

static enum shrink_step step_of(const struct ruler *r, size_t i)
{
	if (class_at(r, i) == TEXT_OPENING || class_at(r, i - 1) == TEXT_CLOSING)
		return SHRINK_BRACKET;
	return class_at(r, i - 1) == TEXT_PAUSE ? SHRINK_PAUSE : SHRINK_STOP;
}

/* A word space shrinks to a quarter of an em; a mark's blank goes wholly. */
static lu give(const struct ruler *r, size_t i)
{
	lu least = r->s->clusters[i - 1].em / 4;

	if (class_at(r, i - 1) != TEXT_SPACE)
		return ruler_end_trim(r, i - 1) + ruler_start_trim(r, i) - narrowing(r, i);
	return r->s->clusters[i - 1].advance > least ? r->s->clusters[i - 1].advance - least : 0;
}

lu ruler_shrink(const struct ruler *r, size_t i, enum shrink_step step)
{
	enum shrink_step own = class_at(r, i - 1) == TEXT_SPACE ? SHRINK_SPACE : step_of(r, i);

	return own == step ? give(r, i) : 0;
}

/*
 * A word space grows to half an em first. Beyond a quarter of an em more a gap looks like a space,
 * and the line like a row of single characters.
 */
lu ruler_stretch(const struct ruler *r, size_t i, enum stretch_step step)
{
	const struct cluster *space = &r->s->clusters[i - 1];
	lu em = space->em;

	if (step == STRETCH_ANY)
		return r->s->clusters[i].tight ? 0 : em / 4;
	return space->class_ == TEXT_SPACE && space->advance > 0 && space->advance < em / 2
	               ? em / 2 - space->advance
	               : 0;
}

void ruler_init(struct ruler *r, struct arena *a, const struct shaped *s)
{
	size_t n = s->cluster_n;

	*r = (struct ruler){.s = s,
	                    .pen = arena_array(a, int64_t, n + 1),
	                    .shrink = arena_array(a, int64_t, n + 1),
	                    .stretch = arena_array(a, int64_t, n + 1),
	                    .visible = arena_array(a, size_t, n + 1)};
	for (size_t i = 1; i < n; i++) {
		r->pen[i] = r->pen[i - 1] + ruler_step(r, i);
		r->shrink[i + 1] = r->shrink[i] + give(r, i);
		r->stretch[i + 1] = r->stretch[i] + ruler_stretch(r, i, STRETCH_SPACE) +
		                    ruler_stretch(r, i, STRETCH_ANY);
	}
	for (size_t i = 0; i < n; i++)
		r->visible[i + 1] = class_at(r, i) == TEXT_SPACE ? r->visible[i] : i + 1;
}

int64_t ruler_width(const struct ruler *r, size_t first, size_t last)
{
	size_t end = r->visible[last];

	if (end <= first)
		return 0;
	return r->pen[end - 1] + r->s->clusters[end - 1].advance - ruler_end_trim(r, end - 1) -
	       r->pen[first] - ruler_start_trim(r, first);
}

int64_t ruler_slack(const struct ruler *r, size_t first, size_t last)
{
	size_t end = r->visible[last];

	return end > first + 1 ? r->shrink[end] - r->shrink[first + 1] : 0;
}

int64_t ruler_growth(const struct ruler *r, size_t first, size_t last)
{
	size_t end = r->visible[last];

	return end > first + 1 ? r->stretch[end] - r->stretch[first + 1] : 0;
}
