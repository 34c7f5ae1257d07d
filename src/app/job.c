/* SPDX-License-Identifier: MIT */
#include "app/job.h"

#include <string.h>

#include "app/page_files.h"
#include "app/print.h"

/* The files of one report before they are given their names. */
struct job_files {
	const struct output *paths;
	struct out *document, *html; /* html NULL: there is none */
	struct page_files pages;     /* instead, of a profile with a file for each page */
};

static enum exit_code job_open(const struct output *paths, struct job_files *ret)
{
	*ret = (struct job_files){.paths = paths, .pages.document = paths->document};
	if (paths->paged)
		return EXIT_WELL;
	if (out_open(paths->document, &ret->document) != RC_OK)
		return print_io(paths->document);
	if (paths->html != NULL && out_open(paths->html, &ret->html) != RC_OK) {
		enum exit_code code = print_io(paths->html);

		out_abandon(ret->document);
		return code;
	}
	return EXIT_WELL;
}

/* Gives the files their names once all of them are on the disk. */
static enum exit_code job_finish(struct job_files *f)
{
	enum exit_code code;

	if (f->paths->paged)
		return page_files_finish(&f->pages);
	/* out_finish has the document on the disk before it is named. */
	if (f->html != NULL && out_sync(f->html) != RC_OK) {
		code = print_io(f->paths->html);
		out_abandon(f->document);
		out_abandon(f->html);
		return code;
	}
	if (out_finish(f->document) != RC_OK) {
		code = print_io(f->paths->document);
		out_abandon(f->html);
		return code;
	}
	if (f->html == NULL || out_finish(f->html) == RC_OK)
		return EXIT_WELL;
	code = print_io(f->paths->html);
	print_half(f->paths->document, f->paths->html);
	return code;
}

/* Leaves syncing and naming the files to the settler; false: it cannot have them. */
static bool hand_over(const struct job_order *order, struct job_files *f, struct made *ret)
{
	const struct settler_files files = {order->item, f->document, f->html};
	long long bytes = 0;

	if (order->settler == NULL || f->paths->paged)
		return false;
	bytes = out_size(f->document) + (f->html != NULL ? out_size(f->html) : 0);
	if (settler_send(order->settler, &files) != RC_OK)
		return false;
	ret->handed = true;
	ret->bytes = bytes;
	return true;
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}

static struct edition_options job_options(const struct program *p, const struct options *o,
                                          const struct output *output)
{
	bool two = output != NULL && output->html != NULL;

	return (struct edition_options){.writer = writer_lookup(o->profile),
	                                .date = o->date,
	                                .epoch = p->epoch,
	                                .colours = p->colours,
	                                .empty_zero = o->empty == EMPTY_ZERO,
	                                .force = o->force,
	                                .fragment = o->fragment,
	                                .site = &p->site,
	                                .document_name = two ? base_name(output->document) : NULL,
	                                .verify = o->verify,
	                                .hash = o->hash,
	                                .max_pages = o->max_pages};
}

/* The files of a report whose document is written while its pages are set. */
struct early {
	const struct output *output;
	struct job_files files;
	bool open;
	enum exit_code code; /* of opening them */
	/*
	 * What goes to a pipe or a device cannot be taken back when a later page has an error: it
	 * waits here.
	 */
	struct buf spool;
	struct out *spooled; /* into it; NULL: it is not needed */
};

static enum rc open_early(void *user, struct out **ret)
{
	struct early *early = user;

	early->code = job_open(early->output, &early->files);
	if (early->code != EXIT_WELL)
		return RC_IO;
	early->open = true;
	*ret = early->files.document; /* NULL: there is a file for each page */
	if (*ret != NULL && out_is_direct(*ret))
		*ret = early->spooled = out_open_memory(&early->spool);
	return RC_OK;
}

static void put_spooled(struct early *early)
{
	if (early->spooled == NULL)
		return;
	(void)!out_finish(early->spooled); /* memory never fails */
	early->spooled = NULL;
	out_put(early->files.document, early->spool.p, early->spool.n);
}

static void abandon(struct early *early)
{
	out_abandon(early->spooled);
	buf_release(&early->spool);
	if (!early->open)
		return;
	out_abandon(early->files.document);
	out_abandon(early->files.html);
	page_files_abandon(&early->files.pages);
}

static enum exit_code job_write(struct edition *e, struct early *early,
                                const struct job_order *order, struct made *ret)
{
	struct job_files *f = &early->files;
	const struct write_sink pages = {page_files_put, &f->pages};
	enum rc rc;

	if (early->code == EXIT_WELL && !early->open) {
		early->code = job_open(early->output, f);
		early->open = early->code == EXIT_WELL;
	}
	if (early->code != EXIT_WELL)
		return early->code;
	rc = edition_write(e, &(struct edition_files){f->document, f->html, &pages});
	if (rc != RC_OK)
		return exit_of(rc);
	put_spooled(early);
	early->open = false;
	return hand_over(order, f, ret) ? EXIT_WELL : job_finish(f);
}

/* Lays out a report and, if there is an output, writes it. */
static void job_run(struct program *p, const struct options *o, struct loaded *in,
                    const struct job_order *order, struct made *ret)
{
	const struct output *output = order->output;
	struct edition_options how = job_options(p, o, output);
	struct early early = {.output = output};
	const struct write_sink pages = {page_files_put, &early.files.pages};
	const struct edition_target target = {open_early, &early, &pages};
	struct edition e;

	how.second_thread = order->second_thread;
	if (output != NULL)
		how.target = &target;
	else
		how.unwritten = true;
	ret->code = exit_worst(ret->code, exit_of(edition_set(&e, &p->engine, in, &how)));
	ret->code = exit_worst(ret->code, early.code);
	if (output != NULL && e.ready) {
		enum exit_code put = job_write(&e, &early, order, ret);

		ret->written = put == EXIT_WELL;
		if (ret->written)
			ret->hashes = e.hashes;
		ret->code = exit_worst(ret->code, put);
	}
	ret->page_n = e.pages.page_n;
	edition_release(&e);
	abandon(&early);
}

static void tell_findings(const struct job_order *order, const struct options *o, struct loaded *in)
{
	diag_limit(&in->dl, o->max_findings);
	if (order->format != FORMAT_TEXT) {
		formats_put_part(order->part, order->format, in);
		if (order->format != FORMAT_SUMMARY) /* which counts them all */
			print_dropped(&in->dl);
	} else if (order->notes != NULL) {
		print_apart(&in->dl, order->notes);
	} else {
		print_list(&in->dl, /*json*/ false);
	}
}

void job_report(struct program *p, const struct options *o, const struct job_order *order,
                struct made *ret)
{
	struct loaded in;

	*ret = (struct made){0};
	ret->code = load_report(p, o, order->input, &in);
	if (in.report != NULL && order->previous != NULL)
		ret->code = exit_worst(ret->code, previous_check(p, o, order->previous, &in));
	if (in.report != NULL)
		job_run(p, o, &in, order, ret);
	ret->error_n = in.dl.error_n;
	ret->warning_n = in.dl.warning_n;
	tell_findings(order, o, &in);
	if (order->story != NULL) {
		print_findings_array(&order->story->findings, &in.dl);
		order->story->layout = in.layout;
	}
	loaded_release(&in);
}
