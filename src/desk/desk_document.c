/* SPDX-License-Identifier: MIT */
/* desk_document.c: editions of a report, one or all of them. */
#include <string.h>

#include "base/tr.h"
#include "desk/desk_job.h"
#include "write/ofd/ofd_zip.h"

/* A file of an edition. */
struct edition_piece {
	const char *name;
	struct buf bytes;
};

/* The name of the order's report without its ending. */
static const char *stem_of(struct desk_job *j)
{
	const char *name = desk_param(j, "name");
	size_t n = name != NULL ? strlen(name) : 0;

	if (n > 5 && strcmp(name + n - 5, ".json") == 0)
		return arena_strndup(&j->arena, name, n - 5);
	return "report";
}

/* Makes the files of an edition, at most two. False: it cannot be written. */
static bool write_edition(struct desk_job *j, struct edition *e, struct edition_piece pieces[2])
{
	const struct writer *w = e->how->writer;
	struct out *document = out_open_memory(&pieces[0].bytes);
	struct out *html = w->html ? out_open_memory(&pieces[1].bytes) : NULL;
	enum rc rc = edition_write(e, &(struct edition_files){.document = document, .html = html});

	pieces[0].name = arena_printf(&j->arena, "%s%s", stem_of(j), w->suffix);
	if (html != NULL)
		pieces[1].name = arena_printf(&j->arena, "%s.html", stem_of(j));
	if (rc != RC_OK) {
		out_abandon(document);
		out_abandon(html);
		return false;
	}
	rc = out_finish(document);
	return (html == NULL || out_finish(html) == RC_OK) && rc == RC_OK;
}

/*
 * Makes an edition of the order's first file, each from its own reading: what one edition finds
 * must not show in the next. False, answered: it has errors, or it cannot be made.
 */
static bool make(struct desk_job *j, const char *profile, struct edition_piece pieces[2])
{
	struct edition_options how = desk_options(j, profile);
	const char *empty = desk_param(j, "empty");
	struct edition e = {.engine = NULL};
	struct loaded l;
	bool made = false;

	how.force = desk_flag(j, "force");
	how.empty_zero = empty != NULL && strcmp(empty, "zero") == 0;
	if (how.writer->html)
		how.document_name = arena_printf(&j->arena, "%s%s", stem_of(j), how.writer->suffix);
	desk_load(j, 0, &l, NULL);
	if (l.report != NULL &&
	    (!how.writer->press || colours_own(j->desk->engine, &l.dl, &how.colours) == RC_OK)) {
		(void)!edition_set(&e, j->desk->engine, &l, &how);
		made = e.ready && write_edition(j, &e, pieces);
		edition_release(&e);
	}
	if (!made)
		desk_fail_findings(j, _("No document can be made of this report."), &l.dl);
	loaded_release(&l);
	return made;
}

static const char *type_of(const char *name)
{
	static const struct {
		const char *ending, *type;
	} types[] = {{".pdf", "application/pdf"},
	             {".html", "text/html"},
	             {".ofd", "application/ofd"},
	             {".svg", "image/svg+xml"}};
	size_t n = strlen(name);

	for (size_t i = 0; i < COUNT(types); i++) {
		size_t ending = strlen(types[i].ending);

		if (n > ending && strcmp(name + n - ending, types[i].ending) == 0)
			return types[i].type;
	}
	return "application/octet-stream";
}

/* The piece is the answer. */
static void answer(struct desk_job *j, struct edition_piece *p)
{
	j->answer->body = p->bytes;
	p->bytes = (struct buf){0};
	j->answer->type = type_of(p->name);
	buf_puts(&j->answer->file, p->name);
}

void desk_document(struct desk_job *j)
{
	const char *profile = desk_param(j, "profile"), *part = desk_param(j, "part");
	const struct writer *w = writer_lookup(profile != NULL ? profile : "publish");
	bool html = part != NULL && strcmp(part, "html") == 0;
	struct edition_piece pieces[2] = {{.name = NULL}};

	if (w == NULL || w->tests_only)
		desk_fail(j, 400, "request", _("There is no profile “%s”."), profile);
	else if (part != NULL && !(html && w->html))
		desk_fail(j, 400, "request", _("The profile “%s” has no part “%s”."), w->profile,
		          part);
	else if (make(j, w->profile, pieces))
		answer(j, &pieces[html ? 1 : 0]);
	buf_release(&pieces[0].bytes);
	buf_release(&pieces[1].bytes);
}

void desk_zip(struct desk_job *j)
{
	const struct source *report = &j->order->files[0];
	struct buf bytes = {0};
	struct out *o = out_open_memory(&bytes);
	struct ofd_zip *zip = ofd_zip_new(o, NULL, 6);
	const struct writer *w;
	bool made = true;

	ofd_zip_add(zip, arena_printf(&j->arena, "%s.json", stem_of(j)), report->text, report->len);
	for (size_t i = 0; made && (w = writer_at(i)) != NULL; i++) {
		struct edition_piece pieces[2] = {{.name = NULL}};

		if (w->tests_only)
			continue;
		made = make(j, w->profile, pieces);
		for (size_t k = 0; made && k < 2 && pieces[k].name != NULL; k++)
			ofd_zip_add(zip, pieces[k].name, pieces[k].bytes.p, pieces[k].bytes.n);
		buf_release(&pieces[0].bytes);
		buf_release(&pieces[1].bytes);
	}
	made = ofd_zip_finish(zip) == RC_OK && made;
	made = out_finish(o) == RC_OK && made;
	if (made) {
		j->answer->body = bytes;
		bytes = (struct buf){0};
		j->answer->type = "application/zip";
		buf_putf(&j->answer->file, "%s.zip", stem_of(j));
	} else if (j->answer->status < 400) {
		desk_fail(j, 500, "failed", _("No ZIP can be made of this report."));
	}
	buf_release(&bytes);
}
