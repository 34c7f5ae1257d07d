/* SPDX-License-Identifier: MIT */
#include "check/check.h"

#include <string.h>

#include "base/mem.h"
#include "check/checker.h"

/* A copy whose cells may be changed; all else is shared. */
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

static void run_check(struct checker *c, const struct form_check *check)
{
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
	}
}

enum rc report_check(struct arena *a, const struct report *r, struct diag_list *dl,
                     const struct checked_report **ret)
{
	struct checker c = {a, dl, r, copy_report(a, r)};
	struct checked_report *checked = arena_new(a, struct checked_report);

	totals_compute(&c);
	check_empty(&c);
	for (size_t i = 0; i < r->form->check_n; i++)
		run_check(&c, &r->form->checks[i]);
	checked->report = c.report;
	*ret = checked;
	return RC_OK;
}

const struct report *report_recompute(struct arena *a, const struct report *r)
{
	struct checker c = {a, NULL, r, copy_report(a, r)};

	totals_forget(&c);
	totals_compute(&c);
	return c.report;
}
