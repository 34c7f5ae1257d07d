/* SPDX-License-Identifier: MIT */
#include "check/checker.h"

#include <string.h>

#include "base/mem.h"

/* A sum of so few cells lists them all; a longer one leaves out those that are 0. */
enum { FEW_CELLS = 4 };

static const struct cell *cell_of(const struct report *r, const struct form_operand *o)
{
	return &checker_section(r, o->section)->cells[o->cell];
}

struct tally figure_read_tally(const struct report *r, const struct form_figure *f)
{
	struct tally t = {0};

	for (size_t i = 0; i < f->cell_n; i++) {
		const struct cell *cell = cell_of(r, &f->cells[i]);

		t.bad |= cell->bad;
		t.any |= cell->state == CELL_NUMBER;
		t.value = f->cells[i].sign > 0 ? dec_add(t.value, cell->value)
		                               : dec_sub(t.value, cell->value);
	}
	return t;
}

/* r: NULL for names only. */
static const char *spell(struct checker *c, const struct report *r, const struct form_figure *f)
{
	struct buf b = {0};
	size_t n = 0;

	for (size_t i = 0; i < f->cell_n; i++) {
		const struct form_operand *o = &f->cells[i];
		struct cell none = {0};
		const struct cell *cell = r != NULL ? cell_of(r, o) : &none;

		if (r != NULL && f->cell_n > FEW_CELLS && dec_sign(cell->value) == 0)
			continue;
		if (n++ > 0)
			buf_puts(&b, o->sign > 0 ? " + " : " - ");
		buf_puts(&b, name_cell(c->arena, o->section, o->cell));
		if (r != NULL)
			buf_putf(&b, " %s", dec_text(c->arena, cell->value));
	}
	if (r != NULL && f->cell_n > 1)
		buf_putf(&b, n > 0 ? " = %s" : "%s",
		         dec_text(c->arena, figure_read_tally(r, f).value));
	return buf_to_arena(c->arena, &b);
}

const char *figure_text(struct checker *c, const struct report *r, const struct form_figure *f)
{
	return spell(c, r, f);
}

const char *figure_name(struct checker *c, const struct form_figure *f)
{
	return spell(c, NULL, f);
}

void figure_pointers(struct checker *c, const struct report *r, const struct form_figure *f,
                     struct pointers *to)
{
	if (to->n + f->cell_n > to->cap) {
		const char **more;

		to->cap = 2 * to->cap + f->cell_n;
		more = arena_array(c->arena, const char *, to->cap);
		if (to->n > 0)
			memcpy(more, to->list, to->n * sizeof(*more));
		to->list = more;
	}
	for (size_t i = 0; i < f->cell_n; i++)
		to->list[to->n++] = checker_pointer(c, r, cell_of(r, &f->cells[i]));
}
