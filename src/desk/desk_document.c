/* SPDX-License-Identifier: MIT */
/* desk_document.c: editions of a report, one or all of them. */
#include <stdlib.h>
#include <string.h>

#include "base/media_type.h"
#include "base/tr.h"
#include "desk/desk_job.h"
#include "write/ofd/ofd_zip.h"

enum { ZIP_LEVEL = 6 };

/* A file of an edition. */
struct edition_piece {
	const char *name;
	struct buf bytes;
};

/* The files of an edition, or of several. */
struct edition_pieces {
	struct desk_job *job;
	struct edition_piece *list; /* on the heap */
	size_t n, cap;
};

static struct buf *add_piece(struct edition_pieces *all, const char *name)
{
	all->list = mem_grow(all->list, all->n, &all->cap, sizeof(*all->list));
	all->list[all->n] = (struct edition_piece){.name = name};
	return &all->list[all->n++].bytes;
}

static void release(struct edition_pieces *all)
{
	for (size_t i = 0; i < all->n; i++)
		buf_release(&all->list[i].bytes);
	free(all->list);
}

/* The name of the order's report without its ending. */
static const char *stem_of(struct desk_job *j)
{
	const char *name = desk_param(j, "name");
	size_t n = name != NULL ? strlen(name) : 0;

	if (n > 5 && strcmp(name + n - 5, ".json") == 0)
		return arena_strndup(&j->arena, name, n - 5);
	return "report";
}

static enum rc take_page(void *user, size_t page, const struct buf *bytes)
{
	struct edition_pieces *all = user;
	struct desk_job *j = all->job;
	const char *name = arena_printf(&j->arena, "%s-%zu.svg", stem_of(j), page);

	buf_put(add_piece(all, name), bytes->p, bytes->n);
	return RC_OK;
}

static bool write_pages(struct edition *e, struct edition_pieces *all)
{
	const struct write_sink to = {take_page, all};

	return edition_write(e, &(struct edition_files){.pages = &to}) == RC_OK;
}

/* The files of an edition, one or two, while they are written in memory. */
struct memory_files {
	struct buf document, html;
	struct out *early; /* into `document`, while later pages are set; NULL: not begun */
};

static enum rc open_early(void *user, struct out **ret)
{
	struct memory_files *f = user;

	*ret = f->early = out_open_memory(&f->document);
	return RC_OK;
}

/* False: the edition cannot be written. */
static bool finish_files(struct edition *e, struct memory_files *f)
{
	struct edition_files to = {.document = f->early != NULL ? f->early
	                                                        : out_open_memory(&f->document),
	                           .html = e->how->writer->html ? out_open_memory(&f->html) : NULL};
	enum rc rc = edition_write(e, &to);

	f->early = NULL;
	if (rc == RC_OK) {
		rc = out_finish(to.document);
		if (to.html != NULL)
			rc = rc_worse(rc, out_finish(to.html));
	} else {
		out_abandon(to.document);
		out_abandon(to.html);
	}
	return rc == RC_OK;
}

/* Adds the files of an edition. */
static void add_files(struct edition_pieces *all, const struct writer *w, struct memory_files *f)
{
	struct desk_job *j = all->job;

	*add_piece(all, arena_printf(&j->arena, "%s%s", stem_of(j), w->suffix)) = f->document;
	if (w->html)
		*add_piece(all, arena_printf(&j->arena, "%s.html", stem_of(j))) = f->html;
}

/*
 * Makes an edition of the order's first file, each from its own reading: what one edition finds
 * must not show in the next. False, answered: it has errors, or it cannot be made, and has added
 * nothing.
 */
static bool make(struct edition_pieces *all, const char *profile)
{
	struct desk_job *j = all->job;
	struct edition_options how = desk_options(j, profile);
	const char *empty = desk_param(j, "empty");
	struct memory_files files = {.early = NULL};
	const struct edition_target target = {open_early, &files, NULL};
	struct edition e = {.engine = NULL};
	size_t before = all->n;
	struct loaded l;
	bool made = false;

	how.force = desk_flag(j, "force");
	how.empty_zero = empty != NULL && strcmp(empty, "zero") == 0;
	if (!how.writer->paged)
		how.target = &target;
	if (how.writer->html)
		how.document_name = arena_printf(&j->arena, "%s%s", stem_of(j), how.writer->suffix);
	desk_load(j, 0, &l, NULL);
	if (l.report != NULL &&
	    (!how.writer->press || colours_own(j->desk->engine, &l.dl, &how.colours) == RC_OK)) {
		(void)!edition_set(&e, j->desk->engine, &l, &how);
		made = e.ready &&
		       (how.writer->paged ? write_pages(&e, all) : finish_files(&e, &files));
		edition_release(&e);
		out_abandon(files.early); /* a later page had an error */
		if (!how.writer->paged)
			add_files(all, how.writer, &files);
	}
	while (!made && all->n > before)
		buf_release(&all->list[--all->n].bytes);
	if (!made)
		desk_fail_findings(j, _("No document can be made of this report."), &l.dl);
	loaded_release(&l);
	return made;
}

/* The piece is the answer. */
static void answer(struct desk_job *j, struct edition_piece *p)
{
	j->answer->body = p->bytes;
	p->bytes = (struct buf){0};
	j->answer->type = media_type_of(p->name);
	buf_puts(&j->answer->file, p->name);
}

/* All of them are, in a ZIP of this name. */
static void answer_zip(struct desk_job *j, const struct edition_pieces *all, const char *name)
{
	struct out *o = out_open_memory(&j->answer->body);
	struct ofd_zip *zip = ofd_zip_new(o, NULL, (const int[]){ZIP_LEVEL, ZIP_LEVEL});
	bool made;

	for (size_t i = 0; i < all->n; i++)
		ofd_zip_add(zip, all->list[i].name, all->list[i].bytes.p, all->list[i].bytes.n);
	made = ofd_zip_finish(zip) == RC_OK;
	made = out_finish(o) == RC_OK && made;
	if (made) {
		j->answer->type = "application/zip";
		buf_puts(&j->answer->file, name);
	} else {
		desk_fail(j, 500, "failed", _("No ZIP can be made of this report."));
	}
}

void desk_document(struct desk_job *j)
{
	const char *profile = desk_param(j, "profile"), *part = desk_param(j, "part");
	const struct writer *w = writer_lookup(profile != NULL ? profile : "publish");
	bool html = part != NULL && strcmp(part, "html") == 0;
	struct edition_pieces all = {.job = j};

	if (w == NULL || w->tests_only)
		desk_fail(j, 400, "request", _("There is no profile “%s”."), profile);
	else if (part != NULL && !(html && w->html))
		desk_fail(j, 400, "request", _("The profile “%s” has no part “%s”."), w->profile,
		          part);
	else if (make(&all, w->profile) && w->paged)
		answer_zip(j, &all, arena_printf(&j->arena, "%s.svg.zip", stem_of(j)));
	else if (j->answer->status < 400)
		answer(j, &all.list[html ? 1 : 0]);
	release(&all);
}

/* An edition that cannot be made, as for want of a colour profile, is told of in the ZIP. */
static void leave_out(struct desk_job *j, const struct writer *w, struct buf *told)
{
	struct serve_answer *a = j->answer;

	buf_putf(told, "%s\n%s\n\n", w->profile, a->findings.p != NULL ? a->findings.p : "");
	buf_release(&a->body);
	buf_release(&a->findings);
	a->status = 200;
	a->code = NULL;
}

/* The report and the pictures that it names, each by its own path. */
static void add_report(struct desk_job *j, struct edition_pieces *all)
{
	const struct serve_order *o = j->order;

	buf_put(add_piece(all, arena_printf(&j->arena, "%s.json", stem_of(j))), o->files[0].text,
	        o->files[0].len);
	for (size_t i = 0; i < o->beside_n; i++)
		buf_put(add_piece(all, o->beside[i].name), o->beside[i].text, o->beside[i].len);
}

void desk_zip(struct desk_job *j)
{
	struct edition_pieces all = {.job = j};
	struct buf left_out = {0};
	const struct writer *w;

	add_report(j, &all);
	for (size_t i = 0; j->answer->status < 400 && (w = writer_at(i)) != NULL; i++)
		if (!w->tests_only && !make(&all, w->profile) && i > 0)
			leave_out(j, w, &left_out);
	if (left_out.n > 0 && j->answer->status < 400)
		*add_piece(&all, arena_printf(&j->arena, "%s.left-out.txt", stem_of(j))) = left_out;
	else
		buf_release(&left_out);
	if (j->answer->status < 400)
		answer_zip(j, &all, arena_printf(&j->arena, "%s.zip", stem_of(j)));
	release(&all);
}
