/* SPDX-License-Identifier: MIT */
/* cause.c: the typing slip that a difference probably comes from. */
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "check/checker.h"

struct cause {
	const struct work *w;
	const struct sum_side *left, *right;
	struct dec difference; /* left - right, not 0 */
};

/* An operand, and the value that would make both sides equal. */
struct suspect {
	const struct form_term *term;
	size_t leaf;
	struct dec is, should;
};

typedef bool suspect_fn(const struct cause *c, const struct suspect *s);

/* Has one pair of neighbouring digits been swapped? */
static bool is_swapped(const struct cause *c, const struct suspect *s)
{
	struct arena *a = c->w->c->arena;
	const char *x = dec_text(a, s->is), *y = dec_text(a, s->should);
	size_t n = strlen(x), i = 0;

	if (dec_sign(s->should) < 0 || strlen(y) != n)
		return false;
	while (x[i] == y[i])
		i++;
	return i + 1 < n && x[i] == y[i + 1] && x[i + 1] == y[i] &&
	       strcmp(x + i + 2, y + i + 2) == 0;
}

static bool is_superfluous(const struct cause *c, const struct suspect *s)
{
	(void)c;
	return dec_sign(s->is) != 0 && dec_sign(s->should) == 0;
}

/* It would have to be twice as large: the total on the other side counts it twice. */
static bool is_missing_opposite(const struct cause *c, const struct suspect *s)
{
	(void)c;
	return dec_sign(s->is) > 0 && dec_cmp(s->should, dec_add(s->is, s->is)) == 0;
}

static void visit_side(const struct cause *c, const struct sum_side *side, suspect_fn *fn,
                       struct suspect *ret, size_t *n)
{
	for (size_t i = 0; i < side->term_n; i++) {
		const struct form_term *term = &side->terms[i];
		struct operands o = operands_begin(&c->w->line, term);
		bool adds = (side == c->left) == (term->sign > 0);
		size_t leaf;

		while (operands_next(&o, &leaf)) {
			struct suspect s = {term, leaf, sum_operand(c->w, term, leaf)->value, {0}};

			s.should =
			        adds ? dec_sub(s.is, c->difference) : dec_add(s.is, c->difference);
			if (fn(c, &s) && (*n)++ == 0)
				*ret = s;
		}
	}
}

/* The operand that fn accepts, if there is exactly one; side NULL: on either side. */
static bool find_only(const struct cause *c, const struct sum_side *side, suspect_fn *fn,
                      struct suspect *ret)
{
	size_t n = 0;

	if (side == NULL || side == c->left)
		visit_side(c, c->left, fn, ret, &n);
	if (side == NULL || side == c->right)
		visit_side(c, c->right, fn, ret, &n);
	return n == 1;
}

static const char *name_of(const struct cause *c, const struct suspect *s)
{
	const char *name = name_leaf(c->w->c->arena, line_tree(&c->w->line, s->term), s->leaf);

	return name != NULL ? name : "";
}

static bool is_single(const struct sum_side *side)
{
	return side->term_n == 1 && side->terms->kind == FORM_TERM_LEAF;
}

static bool is_ten_times(struct dec x, struct dec y)
{
	struct dec ten = {0};

	for (int i = 0; i < 10; i++)
		ten = dec_add(ten, y);
	return dec_sign(x) > 0 && dec_cmp(x, ten) == 0;
}

/* The name of a neighbouring column that is out by the same amount the other way, or NULL. */
static const char *find_neighbour(const struct cause *c)
{
	const struct form_formula *f = c->w->line.formula;
	const struct form_tree *columns = &f->part->columns;

	if (c->w->line.each != FORM_EACH_COLUMN)
		return NULL;
	for (int step = 1; step >= -1; step -= 2) {
		struct work other = *c->w;
		struct sum_side left, right;

		other.line.index += (size_t)step; /* -1 wraps round to beyond the last */
		if (other.line.index >= columns->leaf_n || columns->leaves[other.line.index]->total)
			continue;
		left = sum_read_side(&other, f->left, f->left_n);
		right = sum_read_side(&other, f->right, f->right_n);
		if (!left.bad && !right.bad &&
		    dec_cmp(dec_sub(right.value, left.value), c->difference) == 0)
			return name_leaf(c->w->c->arena, columns, other.line.index);
	}
	return NULL;
}

static const char *explain_total(const struct cause *c)
{
	struct arena *a = c->w->c->arena;
	struct suspect s = {0};

	if (dec_sign(c->left->value) == 0 && dec_sign(c->right->value) > 0)
		return _("the total seems not to have been filled in");
	if (is_ten_times(c->left->value, c->right->value) ||
	    is_ten_times(c->right->value, c->left->value))
		return _("a digit seems to be missing, or one too many");
	if (find_only(c, c->right, is_superfluous, &s))
		return arena_printf(a, _("“%s” %s seems to be left out of the total"),
		                    name_of(c, &s), dec_text(a, s.is));
	if (find_only(c, c->right, is_missing_opposite, &s))
		return arena_printf(a, _("“%s” %s seems to be counted twice in the total"),
		                    name_of(c, &s), dec_text(a, s.is));
	return NULL;
}

const char *cause_find(const struct work *w, const struct sum_side *left,
                       const struct sum_side *right)
{
	struct cause c = {w, left, right, dec_sub(left->value, right->value)};
	struct arena *a = w->c->arena;
	const char *name, *explained;
	struct suspect s = {0};

	/* A bound holds for many values, so none of them is the probable one. */
	if (w->line.formula->relation != FORM_EQUAL)
		return NULL;
	if (find_only(&c, NULL, is_swapped, &s))
		return arena_printf(a, _("“%s” %s may be %s with two digits swapped"),
		                    name_of(&c, &s), dec_text(a, s.is), dec_text(a, s.should));
	if (w->line.formula->previous)
		return NULL;
	name = find_neighbour(&c);
	if (name != NULL)
		return arena_printf(a,
		                    _("column “%s” is out by the same amount the other way; a "
		                      "figure may be in the wrong column"),
		                    name);
	explained = is_single(left) ? explain_total(&c) : NULL;
	if (explained != NULL || is_single(left))
		return explained;
	/* If one side is 0, the slip is there and not in a figure of the other side. */
	if (dec_sign(left->value) != 0 && dec_sign(right->value) != 0 &&
	    find_only(&c, NULL, is_superfluous, &s))
		return arena_printf(a, _("without “%s” %s both sides would be equal"),
		                    name_of(&c, &s), dec_text(a, s.is));
	return NULL;
}
