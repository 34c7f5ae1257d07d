/* SPDX-License-Identifier: MIT */
#include "app/job.h"

#include <string.h>

#include "app/input.h"
#include "app/limits.h"
#include "app/print.h"
#include "base/tr.h"
#include "check/check.h"
#include "layout/layout.h"
#include "write/write.h"

#define DEFAULT_LAYOUT "annual-report-2021"

enum { LAST_YEAR = 9999 /* that YYYY-MM-DD can tell */ };

/* One report on its way. */
struct job {
	struct program *program;
	const struct options *options;
	struct arena arena;
	struct diag_list dl;
	struct source source;
	const struct json *root;
	const struct layout_file *layout;
	const struct checked_report *report;
	struct page_list pages;
};

static enum exit_code exit_of(enum rc rc)
{
	switch (rc) {
	case RC_OK:
		return EXIT_WELL;
	case RC_INPUT:
	case RC_LIMIT:
		return EXIT_REPORT;
	case RC_IO:
	case RC_BUG:
		break;
	}
	return EXIT_SURROUNDINGS;
}

static enum exit_code say_io(const char *name)
{
	print_errno(name);
	return EXIT_SURROUNDINGS;
}

/* Where layouts were looked for, for a message. */
static const char *layout_folders(struct job *j)
{
	const struct paths *p = &j->program->paths;
	const char *list = p->layout_n > 0 ? p->layouts[0] : _("(none; KANBEN_LAYOUTS names one)");

	for (size_t i = 1; i < p->layout_n; i++)
		list = arena_printf(&j->arena, "%s, %s", list, p->layouts[i]);
	return list;
}

/*
 * A report that names a layout that is not there is at fault itself, unless the layout comes with
 * the program or no layout is there at all.
 */
static enum rc job_no_layout(struct job *j, const struct json *node, const char *name)
{
	struct diag_place place = {.rule = "LAYOUT"};

	if (node != NULL && strcmp(name, DEFAULT_LAYOUT) != 0 &&
	    layouts_any(&j->program->layouts)) {
		json_error(&j->dl, &j->source, node, "TYPE", _("there is no layout “%s”"), name);
		return RC_INPUT;
	}
	diag_add(&j->dl, DIAG_ERROR, &place, _("there is no layout “%s”; folders searched: %s"),
	         name, layout_folders(j));
	return RC_IO;
}

/* The layout: --layout, or what the report says, or the default. */
static enum rc job_load_layout(struct job *j)
{
	const struct json *node = json_lookup(j->root, "layout");
	const char *name = DEFAULT_LAYOUT;
	enum rc rc;

	if (j->options->layout != NULL) {
		name = j->options->layout;
		node = NULL;
	} else if (node != NULL && node->kind == JSON_STRING) {
		name = node->text;
		if (!layouts_name_is_plain(name) || node->has_nul) {
			json_error(&j->dl, &j->source, node, "TYPE",
			           _("the name of a layout expected; --layout takes a file"));
			return RC_INPUT;
		}
	}
	rc = layouts_load(&j->program->layouts, name, &j->dl, &j->layout);
	return rc == RC_INPUT ? job_no_layout(j, node, name) : rc;
}

/* JSON → report → checked report. With RC_INPUT there may still be a report to set. */
static enum rc job_read(struct job *j)
{
	const struct report *report = NULL;
	struct report_input in;
	enum rc rc, checked;

	rc = json_parse(&j->arena, &j->source, &j->dl, &j->root);
	if (rc != RC_OK)
		return rc;
	rc = job_load_layout(j);
	if (rc != RC_OK)
		return rc;
	in = (struct report_input){&j->source, j->root, j->layout->form};
	rc = report_read(&j->arena, &in, &j->dl, &report);
	if (report == NULL)
		return rc;
	limits_check(report, &j->dl);
	checked = report_check(&j->arena, report, &j->dl, &j->report);
	return rc != RC_OK ? rc : checked;
}

static bool date_given(const struct date *d)
{
	return d->year != 0;
}

/* The document's date; never the clock. */
static struct date job_date(const struct job *j)
{
	const struct report *r = j->report->report;

	if (date_given(&r->date))
		return r->date;
	if (date_given(&j->options->date))
		return j->options->date;
	if (j->program->epoch_set)
		return j->program->epoch;
	if (r->year == 0) /* a draft of a report that does not tell */
		return (struct date){1970, 1, 1};
	/* The day by which a report of the year before has to be out. */
	return (struct date){r->year < LAST_YEAR ? r->year + 1 : LAST_YEAR, 1, 31};
}

/* Says where a date came from that nobody wrote into the report or the command. */
static void job_note_date(struct job *j, const struct date *d)
{
	struct diag_place place = {.source = &j->source, .rule = "DATE", .pointer = "/date"};

	if (date_given(&j->report->report->date) || date_given(&j->options->date))
		return;
	if (j->program->epoch_set)
		diag_add(&j->dl, DIAG_NOTE, &place,
		         _("no date given; SOURCE_DATE_EPOCH makes it %d-%02d-%02d"), d->year,
		         d->month, d->day);
	else if (j->report->report->year == 0)
		diag_add(&j->dl, DIAG_NOTE, &place,
		         _("no date and no year given; the document is dated %d-%02d-%02d"),
		         d->year, d->month, d->day);
	else
		diag_add(&j->dl, DIAG_NOTE, &place,
		         _("no date given; the document is dated %d-%02d-%02d, the statutory day"),
		         d->year, d->month, d->day);
}

static enum rc job_open_fonts(struct job *j)
{
	struct program *p = j->program;

	if (p->fonts == NULL && !p->fonts_failed)
		p->fonts_failed =
		        font_set_open(p->paths.fonts, p->paths.font_n, &j->dl, &p->fonts) != RC_OK;
	return p->fonts_failed ? RC_IO : RC_OK;
}

static enum rc job_set(struct job *j, const struct date *date)
{
	struct layout_input in = {.report = j->report,
	                          .style = j->layout->style,
	                          .force = j->options->force,
	                          .blanks_as_zero = j->options->empty_zero,
	                          .date = *date};
	enum rc rc = job_open_fonts(j);

	if (rc != RC_OK)
		return rc;
	in.fonts = j->program->fonts;
	return layout_report(&j->arena, &in, &j->dl, &j->pages);
}

static enum exit_code job_write(struct job *j, const char *path)
{
	const struct writer *w = writer_lookup(j->options->profile);
	struct out *out = NULL;
	enum rc rc;

	if (out_open(path, &out) != RC_OK)
		return say_io(path);
	rc = w->write(&j->pages, out, &j->dl);
	if (rc != RC_OK) {
		out_abandon(out);
		return exit_of(rc);
	}
	if (out_finish(out) != RC_OK)
		return say_io(path);
	return EXIT_WELL;
}

static void job_init(struct job *j, struct program *p, const struct options *o)
{
	*j = (struct job){.program = p, .options = o};
	page_list_init(&j->pages, &j->arena);
}

static void job_release(struct job *j)
{
	page_list_release(&j->pages);
	diag_release(&j->dl);
	arena_release(&j->arena);
}

/* Reads, checks and sets a report and, if there is an output, writes it. */
static enum exit_code job_run(struct program *p, const struct options *o, const char *input,
                              const char *output)
{
	struct date date;
	enum exit_code code;
	struct job j;
	enum rc set = RC_OK;

	job_init(&j, p, o);
	if (input_read(&j.arena, input, JSON_MAX_BYTES, &j.source) != RC_OK) {
		code = say_io(input);
		goto done;
	}
	code = exit_of(job_read(&j));
	if (j.report != NULL) {
		date = job_date(&j);
		set = job_set(&j, &date);
		code = exit_worst(code, exit_of(set));
	}
	if (j.dl.error_n > 0)
		code = exit_worst(code, EXIT_REPORT);
	if (output != NULL && j.report != NULL && set == RC_OK && (code == EXIT_WELL || o->force)) {
		job_note_date(&j, &date);
		code = exit_worst(code, job_write(&j, output));
	}
	print_list(&j.dl, o->json);
done:
	job_release(&j);
	return code;
}

enum exit_code job_render(struct program *p, const struct options *o, const char *input,
                          const char *output)
{
	return job_run(p, o, input, output);
}

enum exit_code job_check(struct program *p, const struct options *o, const char *input)
{
	/* Set but not written: only the fonts know whether every character can be printed. */
	return job_run(p, o, input, NULL);
}
