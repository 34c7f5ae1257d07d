/* SPDX-License-Identifier: MIT */
/* checked.h: short reports bound and checked, for the tests of check/. */
#ifndef KANBEN_TESTS_REPORT_CHECKED_H
#define KANBEN_TESTS_REPORT_CHECKED_H

#include "report/bound.h"

#include "check/check.h"

struct trial {
	struct fixture f;
	const struct report *given;
	const struct report *r; /* checked */
};

/* Reads and checks; findings of reading come first in the list. */
static inline void trial_check(struct trial *t, const char *report)
{
	(void)!fixture_report(&t->f, report, &t->given);
	assert_non_null(t->given);
	t->r = report_check(&t->f.arena, t->given, &t->f.dl)->report;
}

/* A report with the one table `rows`, and a layout with the checks `checks`. */
static inline void trial_small(struct trial *t, const char *checks, const char *rows)
{
	*t = (struct trial){0};
	assert_int_equal(fixture_form(&t->f, arena_printf(&t->f.arena, SMALL("%s"), checks)),
	                 RC_OK);
	trial_check(t, arena_printf(&t->f.arena, "{'title':'题','organ':'机','year':2024,'t':{%s}}",
	                            rows));
}

static inline void trial_shipped(struct trial *t, const char *report)
{
	*t = (struct trial){0};
	fixture_shipped_form(&t->f);
	trial_check(t, report);
}

/* The consistent report with a piece replaced. */
static inline void trial_changed(struct trial *t, const char *from, const char *to)
{
	const char *text, *at;

	*t = (struct trial){0};
	fixture_shipped_form(&t->f);
	text = fixture_file(&t->f, "tests/unit/report/consistent.json");
	at = strstr(text, from);
	assert_non_null(at);
	trial_check(t, arena_printf(&t->f.arena, "%.*s%s%s", (int)(at - text), text, to,
	                            at + strlen(from)));
}

static inline const struct cell *cell(const struct trial *t, const char *pointer)
{
	for (size_t i = 0; i < t->r->form->section_n; i++) {
		const struct section *s = &t->r->sections[i];

		for (size_t k = 0; s->form->table != NULL && k < s->form->table->cell_n; k++)
			if (strcmp(s->cells[k].pointer, pointer) == 0)
				return &s->cells[k];
	}
	fail_msg("no cell %s", pointer);
	return NULL;
}

static inline void assert_computed(const struct trial *t, const char *pointer, const char *text)
{
	const struct cell *c = cell(t, pointer);

	assert_int_equal(c->state, CELL_NUMBER);
	assert_true(c->computed);
	assert_string_equal(c->text, text);
}

#endif
