/* SPDX-License-Identifier: MIT */
/* api_work.c: what workers are asked for. */
#include <string.h>

#include "base/tr.h"
#include "json/emit.h"
#include "serve/file_name.h"
#include "serve/server.h"

/* ---- the session ---- */

/* The worker's answer are the members that only the engine knows. */
static void finish_session(struct request *r, struct serve_answer *known)
{
	const struct server *s = r->server;
	const char *slash = strrchr(s->folder_name, '/');
	struct json_emit e = {.b = &r->answer.body};

	if (known->status != MHD_HTTP_OK) {
		request_take_answer(r, known);
		return;
	}
	json_emit_open(&e, NULL, JSON_OBJECT, JSON_LINES);
	json_emit_text(&e, "version", KANBEN_VERSION);
	json_emit_text(&e, "folder", slash != NULL ? slash + 1 : s->folder_name);
	json_emit_text(&e, "name", r->who.name);
	json_emit_text(&e, "role", r->who.writes ? "editor" : "reader");
	json_emit_open(&e, "limits", JSON_OBJECT, JSON_ONE_LINE);
	json_emit_whole(&e, "report", BODY_MAX_REPORT);
	json_emit_whole(&e, "upload", BODY_MAX_UPLOAD);
	json_emit_whole(&e, "pages", (long long)s->in->max_pages);
	json_emit_whole(&e, "seconds", (long long)s->in->seconds);
	json_emit_close(&e, JSON_OBJECT);
	/* The object is closed by hand, behind what the worker has put. */
	buf_puts(&r->answer.body, ",\n");
	buf_put(&r->answer.body, known->body.p, known->body.n);
	buf_puts(&r->answer.body, "\n}\n");
	answer_json(r, MHD_HTTP_OK);
}

void api_session(struct request *r)
{
	r->finish = finish_session;
	request_order(r, SERVE_SESSION);
}

/* ---- one report ---- */

/* Adds the report to compare with: the one that `key` names, or last year's. False: answered. */
static bool order_previous(struct request *r, const char *key, const char *name)
{
	const char *given = request_param(r, key);
	const struct index *x = &r->server->index;
	const struct entry *found;

	if (given != NULL)
		return *given == '\0' || order_report(r, given);
	found = name != NULL ? index_previous(x, index_lookup(x, name)) : NULL;
	return found == NULL || order_report(r, found->name);
}

void api_check(struct request *r)
{
	order_body(r);
	if (!order_previous(r, "previous", request_param(r, "name")))
		return;
	order_param(r, "layout", request_param(r, "layout"));
	order_param(r, "pages", request_param(r, "pages"));
	order_param(r, "known", request_param(r, "known"));
	order_param(r, "symbols", request_param(r, "symbols"));
	request_order(r, SERVE_CHECK);
}

static void order_document(struct request *r, const char *name)
{
	static const char *const keys[] = {"profile", "layout", "force", "empty", "part"};

	for (size_t i = 0; i < COUNT(keys); i++)
		order_param(r, keys[i], request_param(r, keys[i]));
	order_param(r, "name", name);
	r->shown = request_flag(r, "inline");
	request_order(r, SERVE_DOCUMENT);
}

void api_document(struct request *r)
{
	const char *name = request_param(r, "name");

	if (name != NULL && !file_name_is_report(name)) {
		answer_error(r, MHD_HTTP_BAD_REQUEST, "request",
		             _("This is not allowed as the name of a report."));
		return;
	}
	order_body(r);
	order_document(r, name);
}

void api_saved_document(struct request *r)
{
	if (order_report(r, r->name))
		order_document(r, r->name);
}

void api_zip(struct request *r)
{
	if (!order_report(r, r->name))
		return;
	order_param(r, "name", r->name);
	order_param(r, "force", request_param(r, "force"));
	request_order(r, SERVE_ZIP);
}

/* ---- last year ---- */

/* False, answered: there is none. */
static bool has_previous(struct request *r)
{
	if (r->order.file_n == 2)
		return true;
	answer_error(r, MHD_HTTP_NOT_FOUND, "unknown",
	             _("There is no report of the same organ for the year before."));
	return false;
}

void api_previous(struct request *r)
{
	if (order_report(r, r->name) && order_previous(r, "previous", r->name) && has_previous(r))
		request_order(r, SERVE_FIGURES);
}

void api_next(struct request *r)
{
	if (!order_report(r, r->name))
		return;
	order_param(r, "prose", request_param(r, "prose"));
	request_order(r, SERVE_NEXT);
}

void api_diff(struct request *r)
{
	order_body(r);
	if (order_previous(r, "with", request_param(r, "name")) && has_previous(r))
		request_order(r, SERVE_DIFF);
}

/* ---- layouts ---- */

void api_form(struct request *r)
{
	order_param(r, "layout", r->name);
	request_order(r, SERVE_FORM);
}

void api_schema(struct request *r)
{
	order_param(r, "layout", r->name);
	request_order(r, SERVE_SCHEMA);
}

void api_blank(struct request *r)
{
	order_param(r, "layout", r->name);
	order_param(r, "organ", request_param(r, "organ"));
	order_param(r, "year", request_param(r, "year"));
	request_order(r, SERVE_BLANK);
}

/* ---- many ---- */

void api_import(struct request *r)
{
	order_param(r, "layout", request_param(r, "layout"));
	request_order(r, SERVE_IMPORT);
}

/* A text member, or NULL. */
static const char *text_of(const struct json *root, const char *key)
{
	const struct json *node = json_lookup(root, key);

	return node != NULL && node->kind == JSON_STRING ? node->text : NULL;
}

/* Adds the reports that the body lists. False: answered. */
static bool order_reports(struct request *r, const struct json *list)
{
	size_t bytes = 0;

	if (list == NULL || list->kind != JSON_ARRAY || list->count == 0) {
		answer_error(r, MHD_HTTP_BAD_REQUEST, "request",
		             _("The body must list the reports to be added up."));
		return false;
	}
	for (const struct json *name = list->first; name != NULL; name = name->next) {
		if (name->kind != JSON_STRING || !order_report(r, name->text)) {
			if (r->answer.status == 0)
				answer_error(r, MHD_HTTP_BAD_REQUEST, "request",
				             _("This is not allowed as the name of a report."));
			return false;
		}
		bytes += r->order.files[r->order.file_n - 1].len;
		if (bytes > MERGE_MAX_BYTES) {
			answer_error(r, MHD_HTTP_CONTENT_TOO_LARGE, "large",
			             _("The reports have more than %d MiB together; “kanben "
			               "merge” can add them up."),
			             MERGE_MAX_BYTES >> 20);
			return false;
		}
	}
	return true;
}

/* The organs that must have a report, if the folder has a list of them. */
static void order_organs(struct request *r)
{
	struct buf text = {0};

	if (store_read(&r->server->folder, INDEX_ORGANS, STORE_MAX_LIST, &text, NULL) == RC_OK)
		order_param(r, "organs", buf_to_arena(&r->arena, &text));
	buf_release(&text);
}

void api_merge(struct request *r)
{
	const struct source body = {"body", r->body.p != NULL ? r->body.p : "", r->body.n};
	const struct json *root = NULL, *year;
	struct diag_list dl = {0};
	bool read = json_parse(&r->arena, &body, &dl, &root) == RC_OK;

	diag_release(&dl);
	if (!read || text_of(root, "organ") == NULL) {
		answer_error(r, MHD_HTTP_BAD_REQUEST, "request",
		             _("The body must be an object with the organ of the merged report."));
		return;
	}
	if (!order_reports(r, json_lookup(root, "reports")))
		return;
	year = json_lookup(root, "year");
	order_param(r, "organ", text_of(root, "organ"));
	order_param(r, "title", text_of(root, "title"));
	order_param(r, "year", year != NULL && year->kind == JSON_NUMBER ? year->text : NULL);
	order_organs(r);
	request_order(r, SERVE_MERGE);
}
