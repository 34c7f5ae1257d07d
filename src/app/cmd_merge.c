/* SPDX-License-Identifier: MIT */
/* cmd_merge.c: adds up many reports, one at a time in memory (汇总). */
#include "app/command.h"

#include <string.h>

#include "app/boxed.h"
#include "app/inputs.h"
#include "app/outputs.h"
#include "app/print.h"
#include "base/out.h"
#include "base/template.h"
#include "base/tr.h"
#include "base/unicode.h"
#include "merge/merge.h"

/* A merge in progress. */
struct job {
	struct program *program;
	const struct options *options;
	const char *organ, *title; /* of the merged report; title may be NULL */
	struct inputs inputs;
	struct organs *organs;
	struct merge *merge;     /* made when the first report shows the form */
	const struct form *form; /* of the first report */
	int year;                /* --year, else the first report's */
	struct out *table;       /* --contributions, or NULL */
	enum exit_code code;     /* the worst so far */
	const char **left_out;   /* files that cannot be read as reports */
	size_t left_out_n;
	bool unfit; /* a report is of another form or year */
};

enum { NAMED_MAX = 10 };

static void worsen(struct job *j, enum exit_code code)
{
	j->code = exit_worst(j->code, code);
}

/* ---- before anything is read ---- */

static enum exit_code check_paths(const struct job *j)
{
	const struct options *o = j->options;
	bool to_stdout = o->output == NULL || strcmp(o->output, "-") == 0;
	enum exit_code code;

	if (o->contributions != NULL && strcmp(o->contributions, "-") == 0 && to_stdout)
		return usage_error(_("the report and the table cannot both go to standard output"));
	if (o->contributions != NULL && o->output != NULL &&
	    (strcmp(o->output, o->contributions) == 0 ||
	     outputs_same_file(o->output, o->contributions)))
		return usage_error(_("-o and --contributions name the same file"));
	code = outputs_check_json(o->output);
	if (code == EXIT_WELL)
		code = outputs_check_inputs(o->output, j->inputs.paths, j->inputs.n);
	return code == EXIT_WELL
	               ? outputs_check_inputs(o->contributions, j->inputs.paths, j->inputs.n)
	               : code;
}

/* From where it enters the box: the list of organs, too, is somebody else's. */
static enum exit_code prepare(struct job *j)
{
	const struct options *o = j->options;
	const char *const files[] = {o->output, o->contributions};
	enum exit_code code;

	if (o->organ == NULL)
		return usage_error(
		        _("merge: --organ NAME is required: the organ of the merged report"));
	j->organ = unicode_clean_name(&j->program->arena, o->organ, strlen(o->organ));
	if (o->title != NULL)
		j->title = unicode_clean_name(&j->program->arena, o->title, strlen(o->title));
	code = inputs_expand(&j->program->arena, o, &j->inputs);
	if (code == EXIT_WELL)
		code = check_paths(j);
	if (code != EXIT_WELL)
		return code;
	boxed_enter(o, o->output != NULL ? o->output : "-", files, COUNT(files));
	j->year = (int)o->year;
	j->organs = organs_new(&j->program->arena, o->organs, &code);
	if (code == EXIT_WELL && o->contributions != NULL &&
	    out_open(o->contributions, &j->table) != RC_OK)
		code = print_io(o->contributions);
	return code;
}

/* ---- one report ---- */

static void put_contribution(struct job *j, const struct contribution *c)
{
	struct buf b = {0};

	contributions_put(&b, j->form, c);
	out_put(j->table, b.p, b.n);
	buf_release(&b);
}

static void begin_table(struct job *j)
{
	struct buf b = {0};

	if (j->table == NULL)
		return;
	contributions_put_heads(&b, j->form);
	out_put(j->table, b.p, b.n);
	buf_release(&b);
	for (size_t i = 0; i < j->left_out_n; i++)
		put_contribution(j, &(struct contribution){.file = j->left_out[i]});
}

static bool has_tables(const struct form *f)
{
	for (size_t i = 0; i < f->section_n; i++)
		if (f->sections[i].body == FORM_TABLE)
			return true;
	return false;
}

/* The member of the report, or the report itself if it has none of that name. */
static const struct json *place(const struct loaded *in, const char *key)
{
	const struct json *at = json_lookup(in->root, key);

	return at != NULL ? at : in->root;
}

/* Figures of another form or year cannot be added up; adds a finding then. */
static bool fits(struct job *j, struct loaded *in)
{
	const struct report *r = in->report->report;

	if (j->merge == NULL) {
		j->form = r->form;
		j->merge = merge_new(&j->program->arena, j->form);
		begin_table(j);
	}
	if (j->year == 0)
		j->year = r->year;
	if (!has_tables(j->form))
		json_error(&in->dl, &in->source, place(in, "layout"), "MERGE",
		           _("reports of the layout “%s” have no figures to add up"),
		           r->form->name);
	else if (strcmp(r->form->name, j->form->name) != 0)
		json_error(&in->dl, &in->source, place(in, "layout"), "MERGE",
		           _("the layout “%s” of the first report expected, found “%s”"),
		           j->form->name, r->form->name);
	else if (r->year != 0 && r->year != j->year)
		json_error(&in->dl, &in->source, place(in, "year"), "MERGE",
		           _("a report of the year %d expected, found one of %d"), j->year,
		           r->year);
	else
		return true;
	return false;
}

/* An earlier merged report among the inputs would count everything twice. */
static void check_own_organ(struct job *j, struct loaded *in)
{
	const struct report *r = in->report->report;
	struct diag_place at = {.source = &in->source, .rule = "MERGE", .pointer = "/organ"};

	if (r->organ == NULL || strcmp(r->organ, j->organ) != 0)
		return;
	at.off = r->organ_at->off;
	diag_add(&in->dl, DIAG_WARNING, &at,
	         _("“%s” is the organ of the merged report itself; is this an earlier merged "
	           "report?"),
	         r->organ);
}

static void add_report(struct job *j, const char *path, struct loaded *in)
{
	const struct report *r = in->report->report;

	if (!fits(j, in)) {
		j->unfit = true;
		return;
	}
	organs_add(j->organs, path, in);
	check_own_organ(j, in);
	merge_add(j->merge, &(struct merge_child){path, r});
	if (j->table != NULL)
		put_contribution(j, &(struct contribution){path, r->organ, r, &in->dl});
}

/* A file that is no report: it has a row of the table, and --force goes on without it. */
static void leave_out(struct job *j, const char *path)
{
	if (j->left_out == NULL)
		j->left_out = arena_array(&j->program->arena, const char *, j->inputs.n);
	j->left_out[j->left_out_n++] = path;
	if (j->table != NULL && j->form != NULL)
		put_contribution(j, &(struct contribution){.file = path});
}

static void read_report(struct job *j, const char *path)
{
	struct loaded in;

	worsen(j, load_report(j->program, j->options, &(struct source){.name = path}, &in));
	if (in.report != NULL)
		add_report(j, path, &in);
	else
		leave_out(j, path);
	if (in.dl.error_n > 0)
		worsen(j, EXIT_REPORT);
	diag_limit(&in.dl, j->options->max_findings);
	print_list(&in.dl, /*json*/ false);
	loaded_release(&in);
}

/* ---- the sum ---- */

static const char *merged_title(const struct job *j)
{
	const struct template_value values[] = {
	        {"organ", j->organ}, {"year", arena_printf(&j->program->arena, "%d", j->year)}};

	if (j->title != NULL)
		return j->title;
	if (j->form->title_format != NULL)
		return template_fill(&j->program->arena, j->form->title_format, values, 2);
	return NULL;
}

/* Checks the merged report before it is written, and puts it into the table. */
static void check_merged(struct job *j, const struct buf *text, const char *title, bool told)
{
	struct source source = {j->options->output != NULL ? j->options->output : "-", text->p,
	                        text->n};
	struct loaded in;
	enum exit_code code = load_report(j->program, j->options, &source, &in);

	if (told) {
		worsen(j, code);
		diag_limit(&in.dl, j->options->max_findings);
		print_list(&in.dl, /*json*/ false);
	}
	if (j->table != NULL && in.report != NULL)
		put_contribution(
		        j, &(struct contribution){_("sum"), title, in.report->report, &in.dl});
	loaded_release(&in);
}

static const char *names_left_out(const struct job *j)
{
	struct arena *a = &j->program->arena;
	const char *list = j->left_out[0];

	for (size_t i = 1; i < j->left_out_n && i < NAMED_MAX; i++)
		list = arena_printf(a, _("%s, %s"), list, j->left_out[i]);
	if (j->left_out_n > NAMED_MAX)
		list = arena_printf(a, _("%s and %zu more"), list, j->left_out_n - NAMED_MAX);
	return list;
}

static void tell_what_was_done(const struct job *j, bool written)
{
	struct diag_list dl = {0};
	struct diag_place at = {.rule = "MERGE"};

	if (written && j->left_out_n > 0)
		diag_add(&dl, DIAG_NOTE, &at, _("the merged report is written without %s"),
		         names_left_out(j));
	else if (written)
		diag_add(&dl, DIAG_NOTE, &at,
		         _("the merged report is written although there are errors"));
	else if (j->unfit)
		diag_add(&dl, DIAG_NOTE, &at,
		         _("nothing is written: not every report can be added up"));
	else if (j->left_out_n == j->inputs.n)
		diag_add(&dl, DIAG_NOTE, &at, _("nothing is written: there is no report to add"));
	else if (j->left_out_n > 0)
		diag_add(&dl, DIAG_NOTE, &at,
		         _("nothing is written: %zu of %zu files cannot be read as reports (%s); "
		           "--force adds the others up"),
		         j->left_out_n, j->inputs.n, names_left_out(j));
	else
		diag_add(&dl, DIAG_NOTE, &at,
		         _("nothing is written because of the errors; --force adds the reports up "
		           "anyway"));
	print_list(&dl, /*json*/ false);
	diag_release(&dl);
}

static void write_sum(struct job *j, const struct merge_head *head)
{
	struct diag_list dl = {0};
	struct buf text = {0};
	bool written = false, wanted;

	organs_tell_missing(j->organs, &dl);
	report_write_json(&text, merge_finish(j->merge, head, &dl));
	worsen(j, dl.error_n > 0 ? EXIT_REPORT : EXIT_WELL);
	print_list(&dl, /*json*/ false);
	diag_release(&dl);
	wanted = !j->unfit && (j->code == EXIT_WELL || j->options->force);
	check_merged(j, &text, head->organ, wanted);
	if (wanted && (j->code == EXIT_WELL || j->options->force)) {
		enum exit_code code = outputs_write_text(j->options, &text);

		worsen(j, code);
		written = code == EXIT_WELL;
	}
	if (j->code == EXIT_REPORT || j->unfit || j->left_out_n > 0)
		tell_what_was_done(j, written);
	buf_release(&text);
}

static void finish(struct job *j)
{
	struct merge_head head = {.organ = j->organ, .year = j->year};

	if (j->merge == NULL) {
		tell_what_was_done(j, /*written*/ false);
		return;
	}
	head.title = merged_title(j);
	if (head.title == NULL && !j->unfit)
		worsen(j, usage_error(_("the layout “%s” has no title_format; give --title"),
		                      j->form->name));
	else
		write_sum(j, &head);
}

/*
 * Whoever collects reports needs the table most when some are missing: it is written whatever
 * becomes of the sum.
 */
static void finish_table(struct job *j)
{
	struct out *table = j->table;

	if (table == NULL)
		return;
	if (j->form == NULL) { /* no file could be read: the table has only their names */
		struct diag_list dl = {0};
		const struct layout_file *layout = NULL;

		if (loaded_layout(&j->program->engine, j->options->layout, &dl, &layout) == RC_OK) {
			j->form = layout->form;
			begin_table(j);
		}
		diag_release(&dl);
	}
	j->table = NULL;
	if (out_finish(table) != RC_OK)
		worsen(j, print_io(j->options->contributions));
	else
		outputs_tell_written(j->options, j->options->contributions);
}

static enum exit_code run(struct program *p, const struct options *o)
{
	struct job j = {.program = p, .options = o};

	j.code = prepare(&j);
	if (j.code == EXIT_WELL) {
		for (size_t i = 0; i < j.inputs.n; i++)
			read_report(&j, j.inputs.paths[i]);
		finish(&j);
		if (j.code != EXIT_USAGE)
			finish_table(&j);
	}
	out_abandon(j.table);
	if (j.organs != NULL)
		organs_release(j.organs);
	return j.code;
}

static const struct command_option options[] = {
        {.name = "organ"},
        {.name = "output"},
        {.name = "quiet"},
        {.name = "organs"},
        {.name = "contributions"},
        {.name = "max-findings"},
        {.name = "timeout", .help = N_("give up after so much processor time (default: 60)")},
        {.name = "max-memory"},
        {.name = "verbose"},
        {.name = "year"},
        {.name = "title"},
        {.name = "layout", .help = N_("use this layout instead of those that the reports name")},
        {.name = "force",
         .help = N_("add up reports with errors too, and leave out files that cannot "
                    "be read")},
        {.name = NULL},
};

const struct command cmd_merge = {
        .name = "merge",
        .summary = N_("add up the figures of several reports into one"),
        .arguments = N_("REPORT.json|DIR… --organ NAME [options]"),
        .intro =
                N_("Adds up the figures of reports of one layout and year into a new report, whose "
                   "prose is left to be written by hand. A folder stands for the files NAME.json "
                   "in it and in the folders below. Totals are computed from the sums and compared "
                   "with the given ones."),
        .exits = N_("Exit status: 0 success, 1 a report has errors, is given twice, is missing or "
                    "is not expected (nothing is written unless forced), 2 wrong usage, 3 a file "
                    "cannot be read or written."),
        .options = options,
        .min_inputs = 1,
        .max_inputs = SIZE_MAX,
        .run = run,
};
