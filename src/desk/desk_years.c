/* SPDX-License-Identifier: MIT */
/* desk_years.c: last year's report beside this year's, and as the beginning of the next. */
#include <stdio.h>
#include <string.h>

#include "base/tr.h"
#include "check/check.h"
#include "check/name.h"
#include "desk/desk_job.h"
#include "diff/diff.h"

/* Reads a file of the order without judging it. False, answered: it is no report. */
static bool load_unjudged(struct desk_job *j, size_t i, struct loaded *ret)
{
	struct diag_list unjudged = {0};

	desk_load(j, i, ret, &unjudged);
	diag_release(&unjudged);
	if (ret->report == NULL)
		desk_fail_findings(j, _("This cannot be read as a report."), &ret->dl);
	return ret->report != NULL;
}

/* ---- figures ---- */

static void put_figures(struct desk_job *j, struct json_emit *e, const struct loaded *now,
                        const struct loaded *before)
{
	const struct form *form = now->report->report->form;
	const struct report *then = previous_align(&j->arena, before->report->report, form);
	const struct report *places = report_new(&j->arena, form);

	json_emit_open(e, "figures", JSON_OBJECT, JSON_LINES);
	for (size_t i = 0; i < form->section_n; i++) {
		const struct form_section *s = &form->sections[i];

		for (size_t k = 0; s->body == FORM_TABLE && k < s->table->cell_n; k++) {
			const struct cell *c = &then->sections[i].cells[k];

			if (!c->bad && c->text != NULL && *c->text != '\0')
				json_emit_text(e, places->sections[i].cells[k].pointer, c->text);
		}
	}
	json_emit_close(e, JSON_OBJECT);
}

void desk_figures(struct desk_job *j)
{
	struct json_emit e = {.b = &j->answer->body};
	struct loaded l[2] = {{.root = NULL}, {.root = NULL}};

	if (load_unjudged(j, 0, &l[0]) && load_unjudged(j, 1, &l[1])) {
		const struct report *then = l[1].report->report;

		json_emit_open(&e, NULL, JSON_OBJECT, JSON_LINES);
		json_emit_text(&e, "name", l[1].source.name);
		json_emit_whole(&e, "year", then->year);
		json_emit_text(&e, "layout", then->form->name);
		put_figures(j, &e, &l[0], &l[1]);
		json_emit_close(&e, JSON_OBJECT);
	}
	loaded_release(&l[0]);
	loaded_release(&l[1]);
}

/* ---- the next year's report ---- */

/* The text with the last year in it counted on, if it has it. */
static const char *count_on(struct arena *a, const char *text, int year)
{
	char number[16];
	const char *at;

	snprintf(number, sizeof(number), "%d", year);
	at = text != NULL ? strstr(text, number) : NULL;
	if (at == NULL)
		return text;
	return arena_printf(a, "%.*s%d%s", (int)(at - text), text, year + 1, at + strlen(number));
}

static struct cell *cell_at(const struct report *r, const struct form_section *s,
                            const struct form_part *p, const struct form_place *at)
{
	return &r->sections[s - r->form->sections]
	                .cells[p->cell_first + at->row * p->columns.leaf_n + at->column];
}

/* Whether a formula says that one row, or column, begins with what another ended with. */
static bool carries(const struct form_formula *f)
{
	return f->relation == FORM_EQUAL && f->left_n == 1 && f->right_n == 1 &&
	       f->left->kind == FORM_TERM_LEAF && f->right->kind == FORM_TERM_LEAF &&
	       !f->left->previous && f->right->previous && f->left->sign > 0 && f->right->sign > 0;
}

static void carry(const struct form_check *check, const struct form_formula *f,
                  const struct report *from, struct report *to)
{
	bool by_column = check->each == FORM_EACH_COLUMN;
	const struct form_part *p = f->left->part, *q = f->right->part;
	size_t n = by_column ? p->columns.leaf_n : p->rows.leaf_n;

	for (size_t i = 0; i < n; i++) {
		size_t x = f->left->node->leaf_first, y = f->right->node->leaf_first;
		struct form_place there = {p, by_column ? x : i, by_column ? i : x};
		struct form_place here = {q, by_column ? y : i, by_column ? i : y};
		const struct cell *given = cell_at(from, check->section, q, &here);
		struct cell *cell = cell_at(to, check->section, p, &there);

		if (given->state != CELL_NUMBER || given->bad)
			continue;
		cell->state = CELL_NUMBER;
		cell->value = given->value;
		cell->text = given->text;
	}
}

static void carry_all(const struct report *from, struct report *to)
{
	for (size_t i = 0; i < from->form->check_n; i++) {
		const struct form_check *check = &from->form->checks[i];

		if (check->each != FORM_EACH_COLUMN && check->each != FORM_EACH_ROW)
			continue;
		for (size_t k = 0; k < check->formula_n; k++)
			if (carries(&check->formulas[k]))
				carry(check, &check->formulas[k], from, to);
	}
}

static void copy_section(const struct section *from, struct section *to, bool prose)
{
	if (prose) {
		to->prose = from->prose;
		to->before = from->before;
		to->after = from->after;
	}
	to->organs = from->organs;
	to->items = from->items;
}

void desk_next(struct desk_job *j)
{
	const char *prose = desk_param(j, "prose");
	struct loaded l = {.root = NULL};

	if (load_unjudged(j, 0, &l) && l.report->report->year == 0) {
		desk_fail_findings(j, _("The report has no year to count on from."), &l.dl);
	} else if (l.report != NULL) {
		const struct report *from = l.report->report;
		struct report *to = report_new(&j->arena, from->form);

		to->title = count_on(&j->arena, from->title, from->year);
		to->organ = from->organ;
		to->year = from->year + 1;
		for (size_t i = 0; i < from->form->section_n; i++)
			copy_section(&from->sections[i], &to->sections[i],
			             prose == NULL || strcmp(prose, "0") != 0);
		carry_all(from, to);
		report_write_json(&j->answer->body, to);
	}
	loaded_release(&l);
}

/* ---- what has changed ---- */

void desk_diff(struct desk_job *j)
{
	struct json_emit e = {.b = &j->answer->body};
	struct loaded l[2] = {{.root = NULL}, {.root = NULL}};

	if (load_unjudged(j, 0, &l[0]) && load_unjudged(j, 1, &l[1])) {
		const struct report *now = l[0].report->report, *then = l[1].report->report;

		if (strcmp(now->form->name, then->form->name) != 0) {
			desk_fail(j, 422, "report",
			          _("The reports have different layouts, “%s” and “%s”."),
			          then->form->name, now->form->name);
		} else {
			json_emit_open(&e, NULL, JSON_OBJECT, JSON_LINES);
			json_emit_text(&e, "name", l[1].source.name);
			json_emit_open(&e, "changes", JSON_ARRAY, JSON_LINES);
			for (const struct change *c = diff_reports(&j->arena, then, now); c != NULL;
			     c = c->next) {
				struct buf b = {0};

				diff_put_json(&b, c);
				json_emit_raw(&e, NULL, b.p);
				buf_release(&b);
			}
			json_emit_close(&e, JSON_ARRAY);
			json_emit_close(&e, JSON_OBJECT);
		}
	}
	loaded_release(&l[0]);
	loaded_release(&l[1]);
}
