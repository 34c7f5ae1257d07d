/* SPDX-License-Identifier: MIT */
#include "check/check.h"

#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "check/checker.h"

/* A copy with cells of its own; everything else is shared. */
static struct report *copy_report(struct arena *a, const struct report *r)
{
	struct report *copy = arena_new(a, struct report);

	*copy = *r;
	copy->sections = arena_array(a, struct section, r->form->section_n);
	for (size_t i = 0; i < r->form->section_n; i++) {
		struct section *s = &copy->sections[i];

		*s = r->sections[i];
		if (s->form->body != FORM_TABLE)
			continue;
		s->cells = arena_array(a, struct cell, s->form->table->cell_n);
		memcpy(s->cells, r->sections[i].cells, s->form->table->cell_n * sizeof(*s->cells));
	}
	return copy;
}

/* A required section that is there but has no text. No layout has to declare this. */
static bool is_empty(const struct section *s)
{
	return s->form->body == FORM_PROSE && s->form->required && s->at != NULL &&
	       s->at->kind == JSON_ARRAY && s->at->count == 0;
}

static void check_empty(struct checker *c)
{
	for (size_t i = 0; i < c->report->form->section_n; i++) {
		const struct section *s = &c->report->sections[i];
		struct diag_place place = {.source = c->report->source, .rule = "EMPTY"};

		if (!is_empty(s))
			continue;
		place.off = s->at->off;
		place.pointer = json_pointer(c->arena, s->at);
		diag_add(c->findings, DIAG_WARNING, &place, _("“%s” has no text yet"),
		         name_section(s->form));
	}
}

static void run_check(struct checker *c, const struct form_check *check)
{
	if (check->previous != (c->previous != NULL))
		return;
	switch (check->each) {
	case FORM_EACH_COLUMN:
	case FORM_EACH_ROW:
		check_formulas(c, check);
		break;
	case FORM_EACH_CELL:
		check_values(c, check);
		break;
	case FORM_BLANK_ROWS:
		check_blanks(c, check);
		break;
	case FORM_CHANGE:
		check_change(c, check);
		break;
	case FORM_PROSE_CHECK:
		break; /* check_prose runs them together */
	}
}

static void run_checks(struct checker *c)
{
	for (size_t i = 0; i < c->report->form->check_n; i++)
		run_check(c, &c->report->form->checks[i]);
	check_prose(c);
}

const struct checked_report *report_check(struct arena *a, const struct report *r,
                                          struct diag_list *dl)
{
	struct checker c = {.arena = a, .findings = dl, .given = r, .report = copy_report(a, r)};
	struct checked_report *checked = arena_new(a, struct checked_report);

	totals_compute(&c);
	check_empty(&c);
	run_checks(&c);
	checked->report = c.report;
	return checked;
}

const struct report *report_recompute(struct arena *a, const struct report *r)
{
	struct checker c = {a, NULL, r, copy_report(a, r)};

	totals_forget(&c);
	totals_compute(&c);
	return c.report;
}

void report_check_years(struct arena *a, const struct checked_report *now,
                        const struct checked_report *before, struct diag_list *dl)
{
	struct checker c = {a, dl, now->report, now->report,
	                    previous_align(a, before->report, now->report->form)};

	run_checks(&c);
}
