/* SPDX-License-Identifier: MIT */
#include "diff/diff.h"

#include <string.h>

#include "base/mem.h"
#include "check/name.h"
#include "diff/differ.h"

void differ_add(struct differ *d, const struct change *c)
{
	*d->tail = arena_new(d->arena, struct change);
	**d->tail = *c;
	(*d->tail)->section = d->section;
	d->tail = &(*d->tail)->next;
}

/* Compares a text that may be missing from either report. */
static void compare_texts(struct differ *d, const struct change *like, const char *before,
                          const char *after)
{
	struct change c = *like;

	if (before == NULL && after == NULL)
		return;
	if (before != NULL && after != NULL && strcmp(before, after) == 0)
		return;
	c.how = before == NULL ? CHANGE_ADDED : after == NULL ? CHANGE_REMOVED : CHANGE_CHANGED;
	c.before = before;
	c.after = after;
	differ_add(d, &c);
}

static const char *date_text(struct differ *d, const struct date *date)
{
	if (date->year == 0)
		return NULL;
	return arena_printf(d->arena, "%04d-%02d-%02d", date->year, date->month, date->day);
}

static const char *number_text(struct differ *d, int number)
{
	return number != 0 ? arena_printf(d->arena, "%d", number) : NULL;
}

static void compare_heads(struct differ *d, const struct report *x, const struct report *y)
{
	const struct revision *a = &x->revision, *b = &y->revision;
	const struct {
		const char *kind, *pointer, *before, *after;
	} members[] = {
	        {"title", "/title", x->title, y->title},
	        {"organ", "/organ", x->organ, y->organ},
	        {"year", "/year", number_text(d, x->year), number_text(d, y->year)},
	        {"date", "/date", date_text(d, &x->date), date_text(d, &y->date)},
	        {"revision", "/revision/number", number_text(d, a->number),
	         number_text(d, b->number)},
	        {"revision", "/revision/date", date_text(d, &a->date), date_text(d, &b->date)},
	        {"revision", "/revision/reason", a->reason, b->reason},
	};

	for (size_t i = 0; i < COUNT(members); i++)
		compare_texts(
		        d, &(struct change){.kind = members[i].kind, .pointer = members[i].pointer},
		        members[i].before, members[i].after);
}

void differ_compare_cells(struct differ *d, const struct cell *before, const struct cell *after,
                          const struct change *place)
{
	struct change c = *place;

	if (strcmp(before->text, after->text) == 0)
		return;
	c.kind = "cell";
	c.before = before->text;
	c.after = after->text;
	if (before->state == CELL_NUMBER && after->state == CELL_NUMBER)
		c.difference = dec_text(d->arena, dec_sub(after->value, before->value));
	differ_add(d, &c);
}

static void compare_tables(struct differ *d, const struct section *x, const struct section *y)
{
	const struct form_table *t = x->form->table;

	for (size_t i = 0; i < t->cell_n; i++) {
		struct form_place at = form_place_of(t, i);
		bool gone = y->cells[i].state == CELL_ABSENT;
		struct change place = {.pointer = gone ? x->cells[i].pointer : y->cells[i].pointer,
		                       .row = name_leaf(d->arena, &at.part->rows, at.row),
		                       .column = name_leaf(d->arena, &at.part->columns, at.column)};

		differ_compare_cells(d, &x->cells[i], &y->cells[i], &place);
	}
}

static void compare_sections(struct differ *d, const struct section *x, const struct section *y)
{
	/* As printed; IN_NONE: the cells of the layout's table. */
	static const enum report_where order[] = {IN_PROSE, IN_BEFORE, IN_UNIT,  IN_NONE,
	                                          IN_NOTES, IN_AFTER,  IN_ITEMS, IN_ORGANS};
	struct change c = {.kind = "section",
	                   .pointer = arena_printf(d->arena, "/%s", x->form->key)};
	struct diff_units before, after;
	struct arena scratch = {0};

	d->section = name_section(x->form);
	if ((x->at == NULL) != (y->at == NULL)) {
		c.how = x->at == NULL ? CHANGE_ADDED : CHANGE_REMOVED;
		differ_add(d, &c);
	}
	before = differ_read_units(&scratch, x);
	after = differ_read_units(&scratch, y);
	for (size_t i = 0; i < COUNT(order); i++) {
		if (order[i] != IN_NONE)
			differ_compare_units(d, &before, &after, order[i]);
		else if (x->form->body == FORM_TABLE)
			compare_tables(d, x, y);
	}
	c.kind = "date";
	c.pointer = arena_printf(d->arena, "/%s/date", x->form->key);
	compare_texts(d, &c, date_text(d, &x->date), date_text(d, &y->date));
	d->section = NULL;
	arena_release(&scratch);
}

const struct change *diff_reports(struct arena *a, const struct report *before,
                                  const struct report *after)
{
	struct differ d = {.arena = a, .tail = &d.first};

	compare_heads(&d, before, after);
	for (size_t i = 0; i < before->form->section_n; i++)
		compare_sections(&d, &before->sections[i], &after->sections[i]);
	return d.first;
}
