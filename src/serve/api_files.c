/* SPDX-License-Identifier: MIT */
/* api_files.c: the reports of the folder: their list, reading, writing. */
#include <errno.h>
#include <string.h>

#include "base/tr.h"
#include "json/emit.h"
#include "serve/file_name.h"
#include "serve/server.h"

void api_list(struct request *r)
{
	if (index_refresh(&r->server->index) != RC_OK) {
		answer_error(r, MHD_HTTP_INTERNAL_SERVER_ERROR, "failed",
		             _("The folder cannot be read: %s"), tr_error(errno));
		return;
	}
	index_put(&r->server->index, &r->answer.body);
	answer_json(r, MHD_HTTP_OK);
}

/* The file could not be read, errno says why. */
static void tell_unread(struct request *r, const char *name)
{
	if (errno == ENOENT)
		answer_error(r, MHD_HTTP_NOT_FOUND, "unknown", _("There is no report “%s”."), name);
	else if (errno == EFBIG)
		answer_error(r, MHD_HTTP_CONTENT_TOO_LARGE, "large",
		             _("The report “%s” is larger than %d KiB."), name,
		             STORE_MAX_REPORT >> 10);
	else
		answer_error(r, MHD_HTTP_INTERNAL_SERVER_ERROR, "failed",
		             _("The report “%s” cannot be read: %s"), name, tr_error(errno));
}

void api_read(struct request *r)
{
	const char *known = request_header(r, MHD_HTTP_HEADER_IF_NONE_MATCH);
	char hash[DIGEST_TEXT];

	if (store_read(&r->server->folder, r->name, STORE_MAX_REPORT, &r->answer.body, NULL) !=
	    RC_OK) {
		int error = errno;

		buf_release(&r->answer.body);
		errno = error;
		tell_unread(r, r->name);
		return;
	}
	store_hash(r->answer.body.p, r->answer.body.n, hash);
	answer_set_etag(r, hash);
	answer_json(r, MHD_HTTP_OK);
	if (known == NULL || strcmp(known, r->etag) != 0)
		return;
	r->answer.status = MHD_HTTP_NOT_MODIFIED;
	buf_release(&r->answer.body);
}

/* ---- files of orders ---- */

/* Adds a file to the order; its list grows by doubling, in the arena. */
static void add_file(struct request *r, const struct source *file)
{
	struct serve_order *o = &r->order;
	size_t n = o->file_n;
	struct source *list = (struct source *)o->files;

	if ((n & (n - 1)) == 0) { /* 0, 1, 2, 4, … */
		list = arena_array(&r->arena, struct source, n > 0 ? 2 * n : 1);
		if (n > 0)
			memcpy(list, o->files, n * sizeof(*list));
	}
	list[n] = *file;
	o->files = list;
	o->file_n++;
}

bool order_report(struct request *r, const char *name)
{
	struct buf text = {0};
	struct source file = {.name = arena_strdup(&r->arena, name)};

	if (!file_name_is_report(name)) {
		answer_error(r, MHD_HTTP_BAD_REQUEST, "request",
		             _("This is not allowed as the name of a report."));
		return false;
	}
	if (store_read(&r->server->folder, name, STORE_MAX_REPORT, &text, NULL) != RC_OK) {
		int error = errno;

		buf_release(&text);
		errno = error;
		tell_unread(r, name);
		return false;
	}
	file.len = text.n;
	file.text = buf_to_arena(&r->arena, &text);
	add_file(r, &file);
	return true;
}

void order_body(struct request *r)
{
	add_file(r, &(struct source){request_param(r, "name"), r->body.p != NULL ? r->body.p : "",
	                             r->body.n});
}

/* ---- writing ---- */

/* What a PUT makes of a report. */
struct writing {
	bool fresh;               /* If-None-Match: * */
	bool there;               /* there is one now … */
	char before[DIGEST_TEXT]; /* … with this hash */
	char after[DIGEST_TEXT];
};

/* False, answered: the file cannot be read. */
static bool look(struct request *r, struct writing *c)
{
	struct buf now = {0};

	c->there = store_read(&r->server->folder, r->name, STORE_MAX_REPORT, &now, NULL) == RC_OK;
	if (c->there) {
		store_hash(now.p, now.n, c->before);
		answer_set_etag(r, c->before);
	} else if (errno != ENOENT) {
		int error = errno;

		buf_release(&now);
		errno = error;
		tell_unread(r, r->name);
		return false;
	}
	buf_release(&now);
	return true;
}

/* False, answered: it is not as the client believes. */
static bool check_condition(struct request *r, const struct writing *c)
{
	const char *match = request_header(r, MHD_HTTP_HEADER_IF_MATCH);

	if (c->fresh && c->there)
		answer_error(r, MHD_HTTP_PRECONDITION_FAILED, "exists",
		             _("There is a report “%s” already."), r->name);
	else if (!c->fresh && !c->there)
		answer_error(r, MHD_HTTP_PRECONDITION_FAILED, "changed",
		             _("The report “%s” is not there any more."), r->name);
	else if (!c->fresh && strcmp(match, r->etag) != 0)
		answer_error(r, MHD_HTTP_PRECONDITION_FAILED, "changed",
		             _("The report “%s” has been changed by someone else since it was "
		               "read."),
		             r->name);
	else
		return true;
	return false;
}

/* The line in the log comes first: no report is written without one. */
static enum rc log_and_write(struct request *r, const struct writing *c)
{
	const struct store_text text = {r->name, r->body.p, r->body.n, c->fresh};
	struct journal_entry entry = {.who = r->who.name,
	                              .from = request_from(r),
	                              .report = r->name,
	                              .before = c->there ? c->before : NULL,
	                              .after = c->after,
	                              .bytes = r->body.n};
	int error;

	if (journal_put(&r->server->journal, &entry) != RC_OK)
		return RC_IO;
	if (store_write(&r->server->folder, &text) == RC_OK)
		return RC_OK;
	error = errno;
	entry.failed = tr_error(error);
	(void)!journal_put(&r->server->journal, &entry);
	errno = error;
	return RC_IO;
}

/* What the worker found out about it is known at once; how many findings it has, a little later. */
static void note(struct request *r, const struct writing *c, const struct serve_answer *head)
{
	struct index *x = &r->server->index;
	struct entry *e;

	if (index_refresh(x) != RC_OK || (e = index_lookup(x, r->name)) == NULL)
		return;
	index_note_head(e, head);
	memcpy(e->hash, c->after, sizeof(e->hash));
}

static void tell_written(struct request *r, const struct writing *c)
{
	struct json_emit e = {.b = &r->answer.body};

	answer_set_etag(r, c->after);
	json_emit_open(&e, NULL, JSON_OBJECT, JSON_ONE_LINE);
	json_emit_text(&e, "name", r->name);
	json_emit_text(&e, "etag", r->etag);
	json_emit_whole(&e, "bytes", (long long)r->body.n);
	json_emit_close(&e, JSON_OBJECT);
	answer_json(r, c->there ? MHD_HTTP_OK : MHD_HTTP_CREATED);
}

/* A worker has read it: it is a JSON object, or not. */
static void write_read(struct request *r, struct serve_answer *head)
{
	struct writing c = {.fresh = request_header(r, MHD_HTTP_HEADER_IF_NONE_MATCH) != NULL};

	if (head->status != MHD_HTTP_OK) {
		request_take_answer(r, head);
		return;
	}
	if (!look(r, &c) || !check_condition(r, &c))
		return;
	*r->etag = '\0';
	store_hash(r->body.p, r->body.n, c.after);
	if (log_and_write(r, &c) == RC_OK) {
		note(r, &c, head);
		tell_written(r, &c);
	} else if (errno == EEXIST) {
		answer_error(r, MHD_HTTP_PRECONDITION_FAILED, "exists",
		             _("There is a report “%s” already."), r->name);
	} else {
		answer_error(r, MHD_HTTP_INTERNAL_SERVER_ERROR, "failed",
		             _("The report “%s” cannot be written: %s"), r->name, tr_error(errno));
	}
}

void api_write(struct request *r)
{
	const char *match = request_header(r, MHD_HTTP_HEADER_IF_MATCH);
	const char *none = request_header(r, MHD_HTTP_HEADER_IF_NONE_MATCH);

	if (match == NULL && none == NULL) {
		answer_error(r, MHD_HTTP_PRECONDITION_REQUIRED, "condition",
		             _("A report is written with If-Match or with If-None-Match: *."));
		return;
	}
	if (none != NULL && (match != NULL || strcmp(none, "*") != 0)) {
		answer_error(r, MHD_HTTP_BAD_REQUEST, "request",
		             _("If-None-Match must be * and without If-Match."));
		return;
	}
	r->finish = write_read;
	request_order(r, SERVE_HEAD);
}
