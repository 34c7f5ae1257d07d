/* SPDX-License-Identifier: MIT */
/* placed_group.c: which lines of a page meet, by way of others too. From top to bottom, so that a
 * line is compared only with those that reach down to it. */
#include "import/placed.h"

#include <stdlib.h>

static bool meets(const struct placed_rule *a, const struct placed_rule *b)
{
	return a->x0 <= b->x1 + PLACED_MEETS && b->x0 <= a->x1 + PLACED_MEETS &&
	       a->y0 <= b->y1 + PLACED_MEETS && b->y0 <= a->y1 + PLACED_MEETS;
}

/* A rule by its upper end. */
struct from_top {
	float y;
	size_t rule;
};

static int compare_tops(const void *a, const void *b)
{
	const struct from_top *x = a, *y = b;

	if (x->y != y->y)
		return x->y < y->y ? -1 : 1;
	return x->rule < y->rule ? -1 : x->rule > y->rule;
}

static struct from_top *sorted_rules(const struct placed_page *p)
{
	struct from_top *list = mem_alloc(mem_size_mul(p->rule_n + 1, sizeof(*list)));

	for (size_t i = 0; i < p->rule_n; i++)
		list[i] = (struct from_top){p->rules[i].y0, i};
	if (p->rule_n > 0)
		qsort(list, p->rule_n, sizeof(*list), compare_tops);
	return list;
}

/* The first rule of a group. Each rule names one before it, or itself; paths are halved. */
static size_t first_of(size_t *up, size_t rule)
{
	while (up[rule] != rule)
		rule = up[rule] = up[up[rule]];
	return rule;
}

static void join(size_t *up, size_t a, size_t b)
{
	a = first_of(up, a);
	b = first_of(up, b);
	up[a < b ? b : a] = a < b ? a : b;
}

/* Compares a rule with those that are open, and closes those which end above it. */
static void compare(const struct placed_page *p, size_t rule, size_t *open, size_t *open_n,
                    size_t *up)
{
	const struct placed_rule *r = &p->rules[rule];
	size_t kept = 0;

	for (size_t i = 0; i < *open_n; i++) {
		const struct placed_rule *above = &p->rules[open[i]];

		if (!(r->y0 <= above->y1 + PLACED_MEETS))
			continue;
		if (meets(r, above))
			join(up, rule, open[i]);
		open[kept++] = open[i];
	}
	open[kept++] = rule;
	*open_n = kept;
}

bool placed_group(const struct placed_page *p, size_t *steps, struct placed_groups *ret)
{
	struct from_top *order = sorted_rules(p);
	size_t *open = mem_alloc(mem_size_mul(p->rule_n + 1, sizeof(*open))), open_n = 0;
	size_t *up = mem_alloc(mem_size_mul(p->rule_n + 1, sizeof(*up))), done = 0;

	*ret = (struct placed_groups){mem_alloc(mem_size_mul(p->rule_n + 1, sizeof(size_t))),
	                              mem_alloc(mem_size_mul(p->rule_n + 1, sizeof(size_t)))};
	for (size_t i = 0; i < p->rule_n; i++)
		up[i] = i;
	for (; done < p->rule_n && *steps <= PLACED_MAX_STEPS; done++) {
		*steps += open_n + 1;
		compare(p, order[done].rule, open, &open_n, up);
	}
	for (size_t i = 0; i < p->rule_n; i++)
		ret->first[i] = PLACED_NO_RULE;
	for (size_t i = p->rule_n; i-- > 0;) {
		size_t first = first_of(up, i);

		ret->next[i] = ret->first[first];
		ret->first[first] = i;
	}
	free(order);
	free(open);
	free(up);
	return done == p->rule_n;
}

void placed_groups_release(struct placed_groups *groups)
{
	free(groups->first);
	free(groups->next);
}
