/* SPDX-License-Identifier: MIT */
#include "merge/merge.h"

#include <string.h>

#include "base/tr.h"
#include "check/check.h"
#include "check/name.h"

/* How many reports are named as the cause of a difference; the others are only counted. */
enum { CULPRITS_MAX = 10 };

struct merge_tally {
	struct dec sum;
	int places; /* the most decimals written in any report */
	size_t figure_n, slash_n;
	/* of a total: computed from the reports' own figures; and the reports that gave another */
	struct dec recomputed;
	const char *culprits;
	size_t culprit_n;
};

/* The unit of a table, and the first report that has another one. */
struct merge_unit {
	const char *text; /* "": none */
	const char *first, *other, *other_text;
};

struct merge {
	struct arena *arena;
	const struct form *form;
	struct merge_tally **tallies; /* of each section: [cell_n], NULL without a table */
	struct merge_unit *units;     /* of each section */
	const bool **totals;          /* by section and cell: a formula defines it as a total */
	size_t child_n;
};

struct merge *merge_new(struct arena *a, const struct form *form)
{
	struct merge *m = arena_new(a, struct merge);

	m->arena = a;
	m->form = form;
	m->tallies = arena_array(a, struct merge_tally *, form->section_n);
	m->units = arena_array(a, struct merge_unit, form->section_n);
	m->totals = arena_array(a, const bool *, form->section_n);
	for (size_t i = 0; i < form->section_n; i++) {
		const struct form_section *s = &form->sections[i];

		if (s->body != FORM_TABLE)
			continue;
		m->tallies[i] = arena_array(a, struct merge_tally, s->table->cell_n);
		m->totals[i] = report_defined_totals(a, form, s);
	}
	return m;
}

static int written_places(const char *text)
{
	const char *point = strchr(text, '.');
	size_t n = point != NULL ? strlen(point + 1) : 0;

	return n < DEC_FRAC_DIGITS ? (int)n : DEC_FRAC_DIGITS;
}

/* The value of a cell that may be blank. */
static struct dec figure(const struct cell *c)
{
	return c->state == CELL_NUMBER && !c->bad ? c->value : (struct dec){0};
}

/* Notes a report whose total is not the sum of its own figures. */
static void blame(struct merge *m, struct merge_tally *t, const struct merge_child *child,
                  const struct dec *difference)
{
	if (t->culprit_n++ >= CULPRITS_MAX)
		return;
	t->culprits = arena_printf(m->arena, "%s%s%s (%s)", t->culprits != NULL ? t->culprits : "",
	                           t->culprits != NULL ? ", " : "", child->name,
	                           dec_text(m->arena, *difference));
}

static void add_cell(struct merge_tally *t, const struct cell *c)
{
	int places;

	if (c->bad)
		return;
	t->figure_n += c->state == CELL_NUMBER;
	t->slash_n += c->state == CELL_SLASH;
	if (c->state != CELL_NUMBER)
		return;
	t->sum = dec_add(t->sum, c->value);
	places = written_places(c->text);
	if (places > t->places)
		t->places = places;
}

static void add_unit(struct merge *m, size_t section, const struct merge_child *child)
{
	const char *unit = child->report->sections[section].remarks.unit;
	struct merge_unit *u = &m->units[section];

	unit = unit != NULL ? unit : "";
	if (m->child_n == 0) {
		u->text = arena_strdup(m->arena, unit);
		u->first = arena_strdup(m->arena, child->name);
	} else if (u->other == NULL && strcmp(u->text, unit) != 0) {
		u->other_text = arena_strdup(m->arena, unit);
		u->other = arena_strdup(m->arena, child->name);
	}
}

void merge_add(struct merge *m, const struct merge_child *child)
{
	struct arena scratch = {0};
	const struct report *own = report_recompute(&scratch, child->report);

	for (size_t i = 0; i < m->form->section_n; i++) {
		const struct cell *given = child->report->sections[i].cells;
		const struct cell *anew = own->sections[i].cells;

		add_unit(m, i, child);
		for (size_t k = 0; m->tallies[i] != NULL && k < m->form->sections[i].table->cell_n;
		     k++) {
			struct merge_tally *t = &m->tallies[i][k];
			struct dec difference = dec_sub(figure(&anew[k]), figure(&given[k]));

			add_cell(t, &given[k]);
			t->recomputed = dec_add(t->recomputed, figure(&anew[k]));
			if (dec_sign(difference) != 0)
				blame(m, t, child, &difference);
		}
	}
	m->child_n++;
	arena_release(&scratch);
}

/* A figure if there was one; "/" if all have that; else blank. */
static void fill_cell(struct merge *m, struct cell *c, const struct merge_tally *t,
                      struct dec value)
{
	struct buf b = {0};

	if (t->figure_n > 0) {
		dec_put_places(&b, value, t->places);
		c->state = CELL_NUMBER;
		c->value = value;
		c->text = buf_to_arena(m->arena, &b);
	} else if (t->slash_n > 0 && t->slash_n == m->child_n) {
		c->state = CELL_SLASH;
		c->text = "/";
	} else {
		c->state = CELL_NULL;
	}
}

static void tell_difference(struct merge *m, const struct form_section *s, size_t cell,
                            struct diag_list *dl)
{
	const struct merge_tally *t = &m->tallies[s - m->form->sections][cell];
	struct diag_place place = {.rule = "MERGE"};
	struct buf more = {0};

	if (t->culprit_n > CULPRITS_MAX)
		buf_putf(&more,
		         tr_plural(", and %zu more", ", and %zu more", t->culprit_n - CULPRITS_MAX),
		         t->culprit_n - CULPRITS_MAX);
	diag_add(dl, DIAG_WARNING, &place,
	         _("%s: the figures add up to %s, the totals given to %s; difference %s, from: "
	           "%s%s"),
	         name_cell(m->arena, s, cell), dec_text(m->arena, t->recomputed),
	         dec_text(m->arena, t->sum), dec_text(m->arena, dec_sub(t->recomputed, t->sum)),
	         t->culprits, more.n > 0 ? more.p : "");
	buf_release(&more);
}

/* Figures in different units must not be added up. */
static void fill_unit(struct merge *m, struct section *s, struct diag_list *dl)
{
	const struct merge_unit *u = &m->units[s->form - m->form->sections];
	struct diag_place place = {.rule = "MERGE"};

	if (u->other != NULL)
		diag_add(dl, DIAG_ERROR, &place,
		         _("%s: the reports have different units, “%s” (%s) and “%s” (%s)"),
		         name_section(s->form), u->text, u->first, u->other_text, u->other);
	else if (u->text != NULL && u->text[0] != '\0')
		s->remarks.unit = u->text;
}

static void fill_section(struct merge *m, struct section *s, struct diag_list *dl)
{
	size_t index = (size_t)(s->form - m->form->sections);

	fill_unit(m, s, dl);
	for (size_t k = 0; k < s->form->table->cell_n; k++) {
		const struct merge_tally *t = &m->tallies[index][k];
		bool total = m->totals[index][k];

		/* Sums are linear: the total of the sums is the sum of each report's recomputed
		 * total. */
		fill_cell(m, &s->cells[k], t, total ? t->recomputed : t->sum);
		if (t->culprit_n > 0)
			tell_difference(m, s->form, k, dl);
	}
}

/* The signature has an organ only; a person writes the date. */
static struct report_line *sign(struct merge *m, const char *organ)
{
	struct report_line *line = arena_new(m->arena, struct report_line);

	*line = (struct report_line){.text = organ, .len = strlen(organ)};
	return line;
}

const struct report *merge_finish(struct merge *m, const struct merge_head *head,
                                  struct diag_list *dl)
{
	struct report *r = report_new(m->arena, m->form);

	r->title = head->title;
	r->organ = head->organ;
	r->year = head->year;
	for (size_t i = 0; i < m->form->section_n; i++) {
		struct section *s = &r->sections[i];

		if (s->form->body == FORM_TABLE)
			fill_section(m, s, dl);
		if (s->form->body == FORM_SIGNATURE)
			s->organs = (struct report_lines){sign(m, head->organ), 1};
	}
	return r;
}
