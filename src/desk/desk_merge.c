/* SPDX-License-Identifier: MIT */
/* desk_merge.c: reports of the folder added up. */
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/csv.h"
#include "base/tr.h"
#include "base/unicode.h"
#include "desk/desk_job.h"
#include "merge/merge.h"

struct sum {
	struct desk_job *job;
	const char *organ, *title; /* of the merged report */
	int year;                  /* the first report's unless given */
	const struct form *form;   /* of the first report */
	struct merge *merge;
	struct diag_list findings; /* of all of them */
	struct buf csv;
	const char **organs; /* that have a report; on the heap */
	const char **files;  /* theirs */
	size_t organ_n;
	bool unfit;
};

/* The findings of a report are copied: it is gone when the answer is written. */
static void keep_findings(struct sum *s, struct loaded *l)
{
	struct arena *a = &s->findings.arena;
	struct source *file = arena_new(a, struct source);

	/* Lines are counted in the order's file, which stays. */
	*file = l->source;
	file->name = arena_strdup(a, l->source.name);
	/* Those that are not in the list: diag_add counts the others. */
	s->findings.dropped_n += l->dl.dropped_n;
	s->findings.error_n += l->dl.error_n;
	s->findings.warning_n += l->dl.warning_n;
	diag_sort(&l->dl);
	for (const struct diag *d = l->dl.first; d != NULL; d = d->next) {
		struct diag_place at = d->place;
		struct diag *kept;

		s->findings.error_n -= d->severity == DIAG_ERROR;
		s->findings.warning_n -= d->severity == DIAG_WARNING;
		at.source = at.source == &l->source ? file : NULL;
		kept = diag_add(&s->findings, d->severity, &at, "%s", d->message);
		if (d->sum != NULL)
			diag_attach_sum(&s->findings, kept, d->sum);
	}
}

static const struct json *place_in(const struct loaded *l, const char *key)
{
	const struct json *at = json_lookup(l->root, key);

	return at != NULL ? at : l->root;
}

/* Figures of another form or year cannot be added up. */
static bool fits(struct sum *s, struct loaded *l)
{
	const struct report *r = l->report->report;

	if (s->year == 0)
		s->year = r->year;
	if (strcmp(r->form->name, s->form->name) != 0)
		json_error(&l->dl, &l->source, place_in(l, "layout"), "MERGE",
		           _("the layout “%s” of the first report expected, found “%s”"),
		           s->form->name, r->form->name);
	else if (r->year != 0 && r->year != s->year)
		json_error(&l->dl, &l->source, place_in(l, "year"), "MERGE",
		           _("a report of the year %d expected, found one of %d"), s->year,
		           r->year);
	else
		return true;
	return false;
}

static void note_organ(struct sum *s, struct loaded *l)
{
	const struct report *r = l->report->report;
	struct arena *a = &s->job->arena;
	const char *name =
	        r->organ != NULL ? unicode_clean_name(a, r->organ, strlen(r->organ)) : NULL;

	for (size_t i = 0; name != NULL && i < s->organ_n; i++)
		if (strcmp(s->organs[i], name) == 0) {
			json_error(&l->dl, &l->source, r->organ_at, "MERGE",
			           _("“%s” has a report already: %s"), name, s->files[i]);
			return;
		}
	if (name == NULL)
		return;
	s->organs[s->organ_n] = name;
	s->files[s->organ_n++] = l->source.name;
}

static void add_report(struct sum *s, struct loaded *l)
{
	const struct report *r = l->report->report;
	const char *file = l->source.name;

	if (s->form == NULL) {
		s->form = r->form;
		s->merge = merge_new(&s->job->arena, s->form);
		contributions_put_heads(&s->csv, s->form);
	}
	if (!fits(s, l)) {
		s->unfit = true;
		return;
	}
	note_organ(s, l);
	merge_add(s->merge, &(struct merge_child){file, r});
	contributions_put(&s->csv, s->form, &(struct contribution){file, r->organ, r, &l->dl});
}

static void add_all(struct sum *s)
{
	for (size_t i = 0; i < s->job->order->file_n; i++) {
		struct loaded l;

		desk_load(s->job, i, &l, NULL);
		if (l.report != NULL)
			add_report(s, &l);
		else
			s->unfit = true;
		keep_findings(s, &l);
		loaded_release(&l);
	}
}

/* ---- who is missing ---- */

static bool has_report(const struct sum *s, const char *organ)
{
	for (size_t i = 0; i < s->organ_n; i++)
		if (strcmp(s->organs[i], organ) == 0)
			return true;
	return false;
}

static void tell_missing(struct sum *s)
{
	const char *line = desk_param(s->job, "organs"), *next;
	const struct diag_place place = {.rule = "MERGE"};

	for (; line != NULL && *line != '\0'; line = next) {
		size_t n = strcspn(line, "\n");
		const char *comment = memchr(line, '#', n);
		const char *name = unicode_clean_name(
		        &s->job->arena, line, comment != NULL ? (size_t)(comment - line) : n);

		next = line + n + (line[n] == '\n');
		if (*name != '\0' && !has_report(s, name))
			diag_add(&s->findings, DIAG_ERROR, &place, _("“%s” has no report"), name);
	}
}

/* ---- the answer ---- */

/* Takes a field of the table that contributions_put has made; false: the last of its line. */
static bool take_field(const char **p, struct buf *ret)
{
	bool quoted = **p == '"';

	buf_clear(ret);
	*p += quoted;
	for (; **p != '\0'; (*p)++) {
		if (quoted && **p == '"' && *++*p != '"')
			break;
		if (!quoted && (**p == ',' || **p == '\r'))
			break;
		buf_putc(ret, **p);
	}
	if (**p == ',') {
		(*p)++;
		return true;
	}
	*p += strspn(*p, CSV_LINE_END);
	return false;
}

/* The table as rows of texts. */
static void put_rows(struct json_emit *e, const struct buf *csv)
{
	const char *p = csv->p != NULL ? csv->p : "";
	struct buf field = {0};

	p += strncmp(p, CSV_BYTE_ORDER_MARK, 3) == 0 ? 3 : 0;
	json_emit_open(e, "rows", JSON_ARRAY, JSON_LINES);
	while (*p != '\0') {
		bool more = true;

		json_emit_open(e, NULL, JSON_ARRAY, JSON_ONE_LINE);
		while (more) {
			more = take_field(&p, &field);
			json_emit_string(e, NULL, field.p != NULL ? field.p : "", field.n);
		}
		json_emit_close(e, JSON_ARRAY);
	}
	json_emit_close(e, JSON_ARRAY);
	buf_release(&field);
}

static void put_answer(struct sum *s, const struct buf *report)
{
	struct json_emit e = {.b = &s->job->answer->body};

	json_emit_open(&e, NULL, JSON_OBJECT, JSON_LINES);
	json_emit_raw(&e, "report", report->n > 0 ? report->p : "null");
	desk_emit_findings(&e, &s->findings);
	json_emit_open(&e, "contributions", JSON_OBJECT, JSON_LINES);
	json_emit_string(&e, "csv", s->csv.p != NULL ? s->csv.p : "", s->csv.n);
	put_rows(&e, &s->csv);
	json_emit_close(&e, JSON_OBJECT);
	json_emit_close(&e, JSON_OBJECT);
}

/* The merged report's findings, and its line in the table. */
static void check_merged(struct sum *s, const struct buf *report)
{
	struct loaded l = {.source = {"merged.json", report->p, report->n}};

	(void)!loaded_read(s->job->desk->engine, &l, NULL, &l.dl);
	if (l.report != NULL)
		contributions_put(
		        &s->csv, s->form,
		        &(struct contribution){_("sum"), s->organ, l.report->report, &l.dl});
	loaded_release(&l);
}

/* Makes the merged report. False, answered: it has no title. */
static bool finish(struct sum *s, struct buf *ret)
{
	struct merge_head head = {.title = s->title, .organ = s->organ, .year = s->year};

	if (head.title == NULL)
		head.title = desk_title(&s->job->arena, s->form, s->organ, s->year);
	if (head.title == NULL) {
		desk_fail(s->job, 400, "request",
		          _("The layout “%s” has no form of titles; a title must be given."),
		          s->form->name);
		return false;
	}
	report_write_json(ret, merge_finish(s->merge, &head, &s->findings));
	while (ret->n > 0 && ret->p[ret->n - 1] == '\n')
		ret->p[--ret->n] = '\0';
	check_merged(s, ret);
	return true;
}

void desk_merge(struct desk_job *j)
{
	const char *organ = desk_param(j, "organ"), *title = desk_param(j, "title");
	struct sum s = {.job = j, .year = desk_year(desk_param(j, "year"))};
	struct buf report = {0};

	s.organ = unicode_clean_name(&j->arena, organ, strlen(organ));
	if (title != NULL)
		s.title = unicode_clean_name(&j->arena, title, strlen(title));
	s.organs = mem_alloc(mem_size_mul(j->order->file_n, sizeof(*s.organs)));
	s.files = mem_alloc(mem_size_mul(j->order->file_n, sizeof(*s.files)));
	add_all(&s);
	tell_missing(&s);
	if (s.unfit || s.merge == NULL || finish(&s, &report))
		put_answer(&s, &report);
	free(s.organs);
	free(s.files);
	buf_release(&s.csv);
	buf_release(&report);
	diag_release(&s.findings);
}
