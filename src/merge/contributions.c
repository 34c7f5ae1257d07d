/* SPDX-License-Identifier: MIT */
/* contributions.c: who contributed what to a merged report, as CSV. */
#include <string.h>

#include "base/csv.h"
#include "base/tr.h"
#include "check/name.h"
#include "merge/merge.h"

/* Only checks of a single report's figures have a column, not those of prose or of two years. */
static bool is_listed(const struct form_check *check)
{
	return check->section != NULL && !check->previous;
}

/* Several checks may share a rule; the first one gives it its column. */
static bool is_first(const struct form *form, const struct form_check *check)
{
	if (!is_listed(check))
		return false;
	for (const struct form_check *c = form->checks; c < check; c++)
		if (strcmp(c->rule, check->rule) == 0)
			return false;
	return true;
}

/* Section, row if it has a name, column. */
static void put_cell_name(struct buf *b, struct arena *a, const struct form_section *s, size_t cell)
{
	struct form_place at = form_place_of(s->table, cell);
	const char *row = name_leaf(a, &at.part->rows, at.row);
	const char *column = name_leaf(a, &at.part->columns, at.column);

	csv_put(b, arena_printf(a, "%s / %s%s%s", name_section(s), row != NULL ? row : "",
	                        row != NULL ? " / " : "", column));
}

void contributions_put_heads(struct buf *b, const struct form *form)
{
	struct arena a = {0};
	const struct report *empty = report_new(&a, form);
	struct buf pointers = {0};

	buf_puts(b, CSV_BYTE_ORDER_MARK);
	csv_put(b, _("file"));
	buf_putc(b, ',');
	csv_put(b, _("organ"));
	buf_putc(&pointers, ',');
	for (size_t i = 0; i < form->section_n; i++) {
		const struct form_section *s = &form->sections[i];

		for (size_t k = 0; s->body == FORM_TABLE && k < s->table->cell_n; k++) {
			buf_putc(b, ',');
			put_cell_name(b, &a, s, k);
			buf_putc(&pointers, ',');
			csv_put(&pointers, empty->sections[i].cells[k].pointer);
		}
	}
	for (size_t i = 0; i < form->check_n; i++)
		if (is_first(form, &form->checks[i])) {
			buf_putc(b, ',');
			csv_put_text(b, form->checks[i].rule);
			buf_putc(&pointers, ',');
		}
	buf_puts(b, CSV_LINE_END);
	buf_put(b, pointers.p, pointers.n);
	buf_puts(b, CSV_LINE_END);
	buf_release(&pointers);
	arena_release(&a);
}

static bool has_figures(const struct section *s)
{
	for (size_t i = 0; i < s->form->table->cell_n; i++)
		if (s->cells[i].state == CELL_NUMBER && !s->cells[i].bad)
			return true;
	return false;
}

static const char *outcome(const struct contribution *c, const struct form_check *check)
{
	const struct form *form = c->report->form;
	bool any = false;

	for (const struct diag_rule *r = c->findings->rules; r != NULL; r = r->next)
		if (strcmp(r->name, check->rule) == 0)
			return "FAIL";
	for (size_t i = 0; i < form->check_n; i++)
		if (is_listed(&form->checks[i]) && strcmp(form->checks[i].rule, check->rule) == 0)
			any |= has_figures(
			        &c->report->sections[form->checks[i].section - form->sections]);
	return any ? "PASS" : "—";
}

void contributions_put(struct buf *b, const struct form *form, const struct contribution *c)
{
	csv_put_text(b, c->file);
	buf_putc(b, ',');
	csv_put_text(b, c->organ);
	for (size_t i = 0; i < form->section_n; i++) {
		const struct form_section *f = &form->sections[i];

		for (size_t k = 0; f->body == FORM_TABLE && k < f->table->cell_n; k++) {
			const struct cell *cell =
			        c->report != NULL ? &c->report->sections[i].cells[k] : NULL;

			buf_putc(b, ',');
			if (cell != NULL && !cell->bad)
				csv_put(b, cell->text);
		}
	}
	for (size_t i = 0; i < form->check_n; i++)
		if (is_first(form, &form->checks[i])) {
			buf_putc(b, ',');
			buf_puts(b, c->report != NULL ? outcome(c, &form->checks[i]) : "UNREAD");
		}
	buf_puts(b, CSV_LINE_END);
}
