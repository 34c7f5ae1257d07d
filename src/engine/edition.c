/* SPDX-License-Identifier: MIT */
#include "engine/edition.h"

#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "engine/findings.h"
#include "engine/page_limit.h"
#include "layout/layout.h"
#include "report/visit.h"
#include "reread/reread.h"

static bool date_given(const struct date *d)
{
	return d->year != 0;
}

/* The document's date; never taken from the clock. */
static struct date find_date(const struct edition *e)
{
	const struct report *r = e->in->report->report;

	if (date_given(&r->date))
		return r->date;
	if (date_given(&e->how->date))
		return e->how->date;
	if (date_given(&e->how->epoch))
		return e->how->epoch;
	if (r->year == 0) /* a draft of a report without a year */
		return (struct date){1970, 1, 1};
	/* The statutory day by which the report of the year before must be published. */
	return (struct date){r->year < REPORT_LAST_YEAR ? r->year + 1 : REPORT_LAST_YEAR, 1, 31};
}

/* Adds a note if the date comes neither from the report nor from the command line. */
static void tell_date(struct edition *e)
{
	struct diag_place place = {.source = &e->in->source, .rule = "DATE", .pointer = "/date"};
	const struct date *d = &e->date;

	if (date_given(&e->in->report->report->date) || date_given(&e->how->date))
		return;
	if (date_given(&e->how->epoch))
		diag_add(&e->in->dl, DIAG_NOTE, &place,
		         _("no date given; the document is dated %d-%02d-%02d, from "
		           "SOURCE_DATE_EPOCH"),
		         d->year, d->month, d->day);
	else if (e->in->report->report->year == 0)
		diag_add(&e->in->dl, DIAG_NOTE, &place,
		         _("no date and no year given; the document is dated %d-%02d-%02d"),
		         d->year, d->month, d->day);
	else
		diag_add(&e->in->dl, DIAG_NOTE, &place,
		         _("no date given; the document is dated %d-%02d-%02d, the statutory day"),
		         d->year, d->month, d->day);
}

/* For a writer with a file for each page. */
static void prepare(struct edition *e, const struct write_sink *pages)
{
	if (!e->how->writer->paged)
		return;
	if (e->engine->outlines == NULL)
		e->engine->outlines = svg_outlines_new();
	e->writing.outlines = e->engine->outlines;
	e->writing.to = pages;
}

/* Is a document too large for being linearised? One that is remains so with each further page. */
static bool is_too_large(const struct edition *e)
{
	return e->pages.page_n > WRITER_LINEAR_PAGES || e->pages.tag_n > WRITER_LINEAR_TAGS ||
	       e->pages.mark_n > WRITER_LINEAR_MARKS;
}

/* Puts what was held of a document, if anything was. */
static void put_held(struct edition *e)
{
	out_let_go(e->out);
	out_put(e->out, e->held.p, e->held.n);
	buf_release(&e->held);
}

/* Opens the target and begins to write to it; false: it cannot be opened. */
static bool begin_early(struct edition *e)
{
	const struct edition_options *how = e->how;

	prepare(e, how->target->pages);
	e->opened = how->target->open(how->target->user, &e->out);
	if (e->opened != RC_OK)
		return false;
	if (how->writer->linear)
		out_hold(e->out, &e->held);
	e->run = how->writer->steps->begin(&e->writing, e->out, &e->in->dl);
	return true;
}

/*
 * Takes a finished page. Once there is an error there will be no document. One that may have to be
 * linearised waits, as its compressed bytes, until it is whole or too large for that.
 */
static void take_page(void *user, size_t page)
{
	struct edition *e = user;
	const struct writer *w = e->how->writer;

	if (e->how->unwritten || e->opened != RC_OK || e->in->dl.error_n > 0)
		return;
	if (e->run == NULL && !begin_early(e))
		return;
	w->steps->put(e->run, page);
	if (w->linear && is_too_large(e))
		put_held(e);
}

/*
 * Can pages be written while later ones are set? A draft is marked once all are known, a verified
 * document is compared with all of them, and the desk asks where texts come from.
 */
static bool goes_page_by_page(const struct edition *e)
{
	const struct edition_options *how = e->how;

	if (how->unwritten)
		return !how->force;
	return how->target != NULL && how->writer->steps != NULL &&
	       (!how->writer->paged || how->target->pages != NULL) && !how->force && !how->verify &&
	       !how->places && e->in->dl.error_n == 0;
}

/* A document is not made of two editions of a font. */
static enum rc check_fonts(struct edition *e)
{
	const struct diag_place place = {.rule = "FONT"};
	const char *path = e->engine->fonts != NULL ? font_set_changed(e->engine->fonts) : NULL;

	if (path == NULL)
		return RC_OK;
	diag_add(&e->in->dl, DIAG_ERROR, &place,
	         _("%s: the font was written to while it was in use"), path);
	return RC_IO;
}

/* Whether this is a draft is decided once the pages are set, when every error is known. */
static enum rc set(struct edition *e)
{
	const struct edition_options *how = e->how;
	const struct content_input from = {.report = e->in->report,
	                                   .style = e->in->layout->style,
	                                   .date = e->date,
	                                   .blanks_as_zero = how->empty_zero};
	struct layout_input in = {.style = e->in->layout->style,
	                          .force = how->force,
	                          .two_sided = how->writer->press,
	                          .places = how->places};
	enum rc rc = engine_fonts(e->engine, &e->in->dl, &in.fonts);

	in.content = e->content = content_build(&e->in->arena, &from);
	if (rc == RC_OK)
		rc = page_limit_lay_out(e->in, how->max_pages, &in, &e->pages, &e->in->dl);
	e->content->draft = how->force && e->in->dl.error_n > 0;
	if (rc == RC_OK && e->content->draft)
		rc = layout_mark_draft(&e->in->arena, &in, &e->in->dl, &e->pages);
	return rc == RC_OK ? check_fonts(e) : rc;
}

enum rc edition_set(struct edition *e, struct engine *engine, struct loaded *in,
                    const struct edition_options *how)
{
	bool sound;
	enum rc rc;

	*e = (struct edition){.engine = engine, .how = how, .in = in};
	page_list_init(&e->pages, &in->arena);
	page_limit_set(in, how->max_pages, how->writer->paged, &e->pages);
	e->writing = (struct write_input){
	        .writer = how->writer, .pages = &e->pages, .second_thread = how->second_thread};
	if (how->writer->press)
		e->writing.colours = how->colours;
	if (how->hash)
		e->writing.content = digest_new();
	e->sink = (struct page_sink){take_page, e};
	if (goes_page_by_page(e))
		e->pages.sink = &e->sink;
	e->date = find_date(e);
	rc = set(e);
	sound = in->dl.error_n == 0;
	/*
	 * A Document tag with nothing below it means that there is nothing to print, not even as a
	 * draft.
	 */
	e->ready = rc == RC_OK && (sound || (how->force && e->pages.tag_n > 1));
	return sound ? rc : rc_worse(rc, RC_INPUT);
}

/* What is not ASCII in a name, as in an address. */
static const char *ascii_key(struct arena *a, const char *name)
{
	struct buf b = {0};

	for (; *name != '\0'; name++)
		if ((unsigned char)*name < 0x80 && *name != '%')
			buf_putc(&b, *name);
		else
			buf_putf(&b, "%%%02X", (unsigned char)*name);
	return buf_to_arena(a, &b);
}

/* The report as it was typed. */
static const char *report_text(struct edition *e)
{
	const struct source *source = &e->in->source;
	char *copy;

	if (!e->in->own)
		return source->text;
	copy = arena_strndup(&e->in->arena, source->text, source->len);
	json_restore_quotes(copy, source->len);
	return copy;
}

static struct write_attachment picture_file(struct arena *a, const struct report_picture *p)
{
	return (struct write_attachment){.name = p->file,
	                                 .key = ascii_key(a, p->file),
	                                 .mime = p->picture.jpeg ? "image/jpeg" : "image/png",
	                                 .description = p->alt.text,
	                                 .relation = "Supplement",
	                                 .data = p->picture.bytes,
	                                 .n = p->picture.n};
}

static int compare_keys(const void *x, const void *y)
{
	const struct write_attachment *a = x, *b = y;

	return strcmp(write_attachment_key(a), write_attachment_key(b));
}

/*
 * Attaches the report as it was read, its findings, and its pictures, with which it can be rendered
 * again. The findings have no messages, since these depend on the user's language and the same
 * input must give the same bytes.
 */
static void attach(struct edition *e, struct write_input *in)
{
	const struct report *report = e->in->report->report;
	struct arena *a = &e->in->arena;
	size_t n;
	const struct report_picture **pictures = report_pictures(a, report, &n);
	struct write_attachment *files = arena_array(a, struct write_attachment, 2 + n);
	struct buf b = {0};

	findings_put_data(&b, &e->in->dl);
	files[0] = (struct write_attachment){.name = "findings.json",
	                                     .description = report->form->attached_findings,
	                                     .relation = "Data",
	                                     .data = arena_strndup(a, b.p, b.n),
	                                     .n = b.n};
	files[1] = (struct write_attachment){.name = "report.json",
	                                     .description = report->form->attached_report,
	                                     .relation = "Source",
	                                     .data = report_text(e),
	                                     .n = e->in->source.len};
	for (int i = 0; i < 2; i++)
		files[i].mime = "application/json";
	for (size_t i = 0; i < n; i++)
		files[2 + i] = picture_file(a, pictures[i]);
	qsort(files, 2 + n, sizeof(*files), compare_keys);
	in->attachments = files;
	in->attachment_n = 2 + n;
	buf_release(&b);
}

static void put_html(struct edition *e, struct out *out)
{
	struct html_input in = {.content = e->content,
	                        .style = e->in->layout->style,
	                        .site = e->how->site,
	                        .pdf = e->how->document_name,
	                        .fragment = e->how->fragment};
	struct buf b = {0};

	html_write(&in, &b);
	out_put(out, b.p, b.n);
	if (e->how->hash) {
		struct digest *d = digest_new();

		digest_put(d, b.p, b.n);
		digest_finish(d, e->hashes.html);
		digest_free(d);
	}
	buf_release(&b);
}

/* Linearises a large document, so that a browser can display it while it is being downloaded. */
static enum rc linearize(struct edition *e, struct buf *pdf)
{
	const struct diag_place place = {.rule = "PDF"};
	size_t size = (size_t)out_size(e->out) + pdf->n;
	const struct reread *module;
	struct buf linear = {0};
	enum rc rc;

	if (e->pages.page_n > WRITER_LINEAR_PAGES) {
		diag_add(&e->in->dl, DIAG_WARNING, &place,
		         _("%zu pages; documents of more than %d are not linearised"),
		         e->pages.page_n, WRITER_LINEAR_PAGES);
		return RC_OK;
	}
	if (size < WRITER_LINEAR_BYTES)
		return RC_OK;
	if (is_too_large(e)) {
		bool tags = e->pages.tag_n > WRITER_LINEAR_TAGS;

		diag_add(&e->in->dl, DIAG_WARNING, &place,
		         tags ? _("%zu cells, paragraphs and other elements; documents of more "
		                  "than %d are not linearised")
		              : _("%zu lines, links and pieces of text; documents of more than "
		                  "%d are not linearised"),
		         tags ? e->pages.tag_n : e->pages.mark_n,
		         tags ? WRITER_LINEAR_TAGS : WRITER_LINEAR_MARKS);
		return RC_OK;
	}
	module = modules_reread(e->engine, &e->in->dl);
	if (module == NULL)
		return RC_IO;
	rc = module->linearize(pdf, &e->in->dl, &linear);
	if (rc == RC_OK) {
		buf_release(pdf);
		*pdf = linear;
	} else {
		buf_release(&linear);
	}
	return rc;
}

static enum rc verify(struct edition *e, const struct write_input *in, const struct buf *pdf)
{
	const struct reread *module = in->writer->pdf_version != NULL
	                                      ? modules_reread(e->engine, &e->in->dl)
	                                      : modules_reread_ofd(e->engine, &e->in->dl);

	return module != NULL ? module->verify(pdf, in, &e->in->dl) : RC_IO;
}

/* Puts a document that was held once it is what it should be. */
static enum rc complete(struct edition *e)
{
	enum rc rc = RC_OK;

	out_let_go(e->out);
	if (e->how->writer->linear)
		rc = linearize(e, &e->held);
	if (rc == RC_OK && e->how->verify)
		rc = verify(e, &e->writing, &e->held);
	if (rc == RC_OK)
		put_held(e);
	return rc;
}

/* A document that is linearised or verified is made in memory first. */
static enum rc put_document(struct edition *e, const struct edition_files *to)
{
	bool whole = e->how->writer->linear || e->how->verify;
	enum rc rc;

	prepare(e, to->pages);
	e->out = to->document;
	if (whole)
		out_hold(e->out, &e->held);
	rc = writer_write(&e->writing, e->out, &e->in->dl);
	return rc == RC_OK && whole ? complete(e) : rc;
}

enum rc edition_write(struct edition *e, const struct edition_files *to)
{
	struct write_input *in = &e->writing;
	enum rc rc = e->opened;

	tell_date(e);
	if (in->writer->attaches)
		attach(e, in);
	if (e->run != NULL) {
		rc = in->writer->steps->finish(e->run);
		e->run = NULL;
		if (rc == RC_OK && in->writer->linear)
			rc = complete(e);
	} else if (rc == RC_OK) {
		rc = put_document(e, to);
	}
	rc = rc_worse(rc, check_fonts(e));
	if (in->content != NULL)
		digest_finish(in->content, e->hashes.document);
	digest_free(in->content);
	in->content = NULL;
	if (rc == RC_OK && to->html != NULL)
		put_html(e, to->html);
	return rc;
}

void edition_release(struct edition *e)
{
	if (e->run != NULL)
		e->how->writer->steps->abandon(e->run);
	digest_free(e->writing.content);
	buf_release(&e->held);
	page_list_release(&e->pages);
}
