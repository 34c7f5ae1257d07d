/* SPDX-License-Identifier: MIT */
#include "app/job.h"

#include "app/limits.h"
#include "app/load.h"
#include "app/modules.h"
#include "app/print.h"
#include "base/tr.h"
#include "html/html.h"
#include "layout/layout.h"
#include "write/write.h"

/* One report on its way. */
struct job {
	struct program *program;
	const struct options *options;
	struct loaded in;
	struct page_list pages;
	bool written;
};

static bool date_given(const struct date *d)
{
	return d->year != 0;
}

/* The document's date; never the clock. */
static struct date job_date(const struct job *j)
{
	const struct report *r = j->in.report->report;

	if (date_given(&r->date))
		return r->date;
	if (date_given(&j->options->date))
		return j->options->date;
	if (j->program->epoch_set)
		return j->program->epoch;
	if (r->year == 0) /* a draft of a report that does not tell */
		return (struct date){1970, 1, 1};
	/* The day by which a report of the year before has to be out. */
	return (struct date){r->year < REPORT_LAST_YEAR ? r->year + 1 : REPORT_LAST_YEAR, 1, 31};
}

/* Says where a date came from that nobody wrote into the report or the command. */
static void job_note_date(struct job *j, const struct date *d)
{
	struct diag_place place = {.source = &j->in.source, .rule = "DATE", .pointer = "/date"};

	if (date_given(&j->in.report->report->date) || date_given(&j->options->date))
		return;
	if (j->program->epoch_set)
		diag_add(&j->in.dl, DIAG_NOTE, &place,
		         _("no date given; SOURCE_DATE_EPOCH makes it %d-%02d-%02d"), d->year,
		         d->month, d->day);
	else if (j->in.report->report->year == 0)
		diag_add(&j->in.dl, DIAG_NOTE, &place,
		         _("no date and no year given; the document is dated %d-%02d-%02d"),
		         d->year, d->month, d->day);
	else
		diag_add(&j->in.dl, DIAG_NOTE, &place,
		         _("no date given; the document is dated %d-%02d-%02d, the statutory day"),
		         d->year, d->month, d->day);
}

static enum rc job_set(struct job *j, const struct date *date)
{
	struct layout_input in = {.report = j->in.report,
	                          .style = j->in.layout->style,
	                          .force = j->options->force,
	                          .blanks_as_zero = j->options->empty_zero,
	                          .two_sided = writer_lookup(j->options->profile)->press,
	                          .date = *date};
	enum rc rc = program_fonts(j->program, &j->in.dl, &in.fonts);

	if (rc == RC_OK)
		rc = layout_report(&j->in.arena, &in, &j->in.dl, &j->pages);
	if (rc == RC_OK &&
	    !limits_pages(&j->in.source, j->options->max_pages, j->pages.page_n, &j->in.dl))
		rc = RC_LIMIT;
	return rc;
}

/*
 * What goes with the document for machines: the report as it came, and what was found in it.
 * Without the sentences: those depend on who ran the program, and the same input gives the same
 * bytes.
 */
static void job_attach(struct job *j)
{
	const struct form *form = j->in.report->report->form;
	struct page_attachment *files = arena_array(&j->in.arena, struct page_attachment, 2);
	struct buf b = {0};

	print_findings_data(&b, &j->in.dl);
	files[0] = (struct page_attachment){.name = "findings.json",
	                                    .description = form->attached_findings,
	                                    .relation = "Data",
	                                    .data = arena_strndup(&j->in.arena, b.p, b.n),
	                                    .n = b.n};
	files[1] = (struct page_attachment){.name = "report.json",
	                                    .description = form->attached_report,
	                                    .relation = "Source",
	                                    .data = j->in.source.text,
	                                    .n = j->in.source.len};
	for (int i = 0; i < 2; i++)
		files[i].mime = "application/json";
	j->pages.attachments = files;
	j->pages.attachment_n = 2;
	buf_release(&b);
}

/* Is what is written a draft? As the pages know it. */
static bool job_is_draft(const struct job *j)
{
	return j->options->force && j->in.dl.error_n > 0;
}

static void job_put_html(struct job *j, struct out *out)
{
	struct html_input in = {.report = j->in.report,
	                        .style = j->in.layout->style,
	                        .meta = &j->pages.meta,
	                        .fragment = j->options->fragment,
	                        .draft = job_is_draft(j),
	                        .blanks_as_zero = j->options->empty_zero};
	struct buf b = {0};

	html_write(&j->in.arena, &in, &b);
	out_put(out, b.p, b.n);
	buf_release(&b);
}

/* The document of a web edition can be shown while it still comes. */
static enum rc job_linearize(struct job *j, struct buf *pdf)
{
	const struct diag_place place = {.rule = "PDF"};
	const struct reread *module;
	struct buf linear = {0};
	enum rc rc;

	if (j->pages.page_n > WRITER_LINEAR_PAGES) {
		diag_add(&j->in.dl, DIAG_WARNING, &place,
		         _("%zu pages: more than %d are not linearised"), j->pages.page_n,
		         WRITER_LINEAR_PAGES);
		return RC_OK;
	}
	module = modules_reread(j->program, &j->in.dl);
	if (module == NULL)
		return RC_IO;
	rc = module->linearize(pdf, &j->in.dl, &linear);
	if (rc == RC_OK) {
		buf_release(pdf);
		*pdf = linear;
	} else {
		buf_release(&linear);
	}
	return rc;
}

static enum rc job_verify(struct job *j, const struct writer *w, const struct buf *pdf)
{
	const struct reread *module = modules_reread(j->program, &j->in.dl);

	return module != NULL ? module->verify(pdf, &j->pages, w->claims, &j->in.dl) : RC_IO;
}

static enum rc job_write_memory(struct job *j, const struct writer *w, struct buf *pdf)
{
	struct out *memory = out_open_memory(pdf);
	enum rc rc = w->write(&j->pages, memory, &j->in.dl);

	if (rc == RC_OK)
		return out_finish(memory);
	out_abandon(memory);
	return rc;
}

/* What is to be read again before it has a name is in memory first. */
static enum rc job_put_document(struct job *j, const struct writer *w, struct out *out)
{
	struct buf pdf = {0};
	enum rc rc;

	if (!w->linear && !j->options->verify)
		return w->write(&j->pages, out, &j->in.dl);
	rc = job_write_memory(j, w, &pdf);
	if (rc == RC_OK && w->linear)
		rc = job_linearize(j, &pdf);
	if (rc == RC_OK && j->options->verify)
		rc = job_verify(j, w, &pdf);
	if (rc == RC_OK)
		out_put(out, pdf.p, pdf.n);
	buf_release(&pdf);
	return rc;
}

/* The files of one report while they have no names yet. */
struct job_files {
	const struct output *paths;
	struct out *document, *html; /* html NULL: there is none */
};

static enum exit_code job_open(const struct output *paths, struct job_files *ret)
{
	*ret = (struct job_files){.paths = paths};
	if (out_open(paths->document, &ret->document) != RC_OK)
		return print_io(paths->document);
	if (paths->html != NULL && out_open(paths->html, &ret->html) != RC_OK) {
		enum exit_code code = print_io(paths->html);

		out_abandon(ret->document);
		return code;
	}
	return EXIT_WELL;
}

/* Gives the files their names once all of them are on the disc. */
static enum exit_code job_finish(struct job_files *f)
{
	enum exit_code code = EXIT_WELL;

	if (f->html != NULL && out_sync(f->html) != RC_OK)
		code = print_io(f->paths->html);
	else if (f->html != NULL && out_sync(f->document) != RC_OK)
		code = print_io(f->paths->document);
	if (code != EXIT_WELL) {
		out_abandon(f->document);
		out_abandon(f->html);
		return code;
	}
	if (out_finish(f->document) != RC_OK) {
		code = print_io(f->paths->document);
		out_abandon(f->html);
		return code;
	}
	return f->html == NULL || out_finish(f->html) == RC_OK ? EXIT_WELL
	                                                       : print_io(f->paths->html);
}

static enum exit_code job_write(struct job *j, const struct output *output)
{
	const struct writer *w = writer_lookup(j->options->profile);
	struct job_files files;
	enum exit_code code;
	enum rc rc;

	if (w->attaches)
		job_attach(j);
	if (w->press)
		j->pages.colours = &j->program->colours;
	code = job_open(output, &files);
	if (code != EXIT_WELL)
		return code;
	rc = job_put_document(j, w, files.document);
	if (rc != RC_OK) {
		out_abandon(files.document);
		out_abandon(files.html);
		return exit_of(rc);
	}
	if (files.html != NULL)
		job_put_html(j, files.html);
	return job_finish(&files);
}

/* Sets a report that was read and, if there is an output, writes it. */
static enum exit_code job_run(struct job *j, const struct output *output)
{
	struct date date = job_date(j);
	enum rc set = job_set(j, &date);
	enum exit_code code = exit_of(set);

	if (j->in.dl.error_n > 0)
		code = exit_worst(code, EXIT_REPORT);
	if (output != NULL && set == RC_OK && (code == EXIT_WELL || j->options->force)) {
		enum exit_code put;

		job_note_date(j, &date);
		put = job_write(j, output);
		j->written = put == EXIT_WELL;
		code = exit_worst(code, put);
	}
	return code;
}

void job_report(struct program *p, const struct options *o, const struct job_order *order,
                struct made *ret)
{
	struct job j = {.program = p, .options = o};
	const struct source *input = order->input;

	*ret = (struct made){0};
	ret->code = input->text != NULL ? load_text(p, o, input, &j.in)
	                                : load_report(p, o, input->name, &j.in);
	if (j.in.report != NULL) {
		page_list_init(&j.pages, &j.in.arena);
		ret->code = exit_worst(ret->code, job_run(&j, order->output));
		ret->page_n = j.pages.page_n;
		page_list_release(&j.pages);
	}
	ret->written = j.written;
	ret->error_n = j.in.dl.error_n;
	ret->warning_n = j.in.dl.warning_n;
	print_list(&j.in.dl, o->json);
	if (order->story != NULL) {
		print_findings_array(&order->story->findings, &j.in.dl);
		order->story->layout = j.in.layout;
	}
	load_release(&j.in);
}
