/* SPDX-License-Identifier: MIT */
/* last_year.c: last year's report as one of this year's form. */
#include <string.h>

#include "base/mem.h"
#include "check/checker.h"

/* Takes over the cells that have the same keys; what has none is not known. */
static void take_cells(struct section *to, const struct form_slot *slot, const struct section *from,
                       const struct form_slot *before)
{
	if (slot->cell != FORM_NO_CELL) {
		if (before != NULL && before->cell != FORM_NO_CELL)
			to->cells[slot->cell] = from->cells[before->cell];
		else
			to->cells[slot->cell] = (struct cell){.bad = true, .text = ""};
		return;
	}
	for (const struct form_slot *c = slot->first; c != NULL; c = c->next) {
		const struct form_slot *same = before != NULL ? before->first : NULL;

		while (same != NULL && strcmp(same->key, c->key) != 0)
			same = same->next;
		take_cells(to, c, from, same);
	}
}

static void take_section(struct arena *a, struct section *to, const struct report *before)
{
	const struct form_section *old = form_lookup_section(before->form, to->form->key);
	const struct section *from =
	        old != NULL ? &before->sections[old - before->form->sections] : NULL;

	if (from != NULL)
		to->at = from->at;
	if (to->form->body == FORM_TABLE) {
		to->cells = arena_array(a, struct cell, to->form->table->cell_n);
		take_cells(to, to->form->table->slots, from,
		           from != NULL && old->body == FORM_TABLE ? old->table->slots : NULL);
	} else if (from != NULL && old->body == to->form->body) {
		to->prose = from->prose;
	}
}

const struct report *previous_align(struct arena *a, const struct report *before,
                                    const struct form *form)
{
	struct report *r;

	if (before->form == form)
		return before;
	r = arena_new(a, struct report);
	*r = *before;
	r->form = form;
	r->sections = arena_array(a, struct section, form->section_n);
	for (size_t i = 0; i < form->section_n; i++) {
		r->sections[i].form = &form->sections[i];
		take_section(a, &r->sections[i], before);
	}
	return r;
}

const char *checker_pointer(const struct checker *c, const struct report *r,
                            const struct cell *cell)
{
	if (r != c->previous)
		return cell->pointer;
	return arena_printf(c->arena, "%s#%s", r->source->name,
	                    cell->pointer != NULL ? cell->pointer : "");
}
