/* SPDX-License-Identifier: MIT */
/* page_file.c: what the browser loads: the desk's own files. */
#include <string.h>

#include "base/media_type.h"
#include "base/tr.h"
#include "json/json.h"
#include "serve/server.h"

enum { PAGE_MAX_BYTES = 8 << 20 };

static void send_file(struct request *r, const char *name)
{
	const char *known = request_header(r, MHD_HTTP_HEADER_IF_NONE_MATCH);
	char hash[DIGEST_TEXT];

	r->page = true;
	if (store_read(&r->server->pages, name, PAGE_MAX_BYTES, &r->answer.body, NULL) != RC_OK) {
		buf_release(&r->answer.body);
		answer_error(r, MHD_HTTP_NOT_FOUND, "unknown",
		             _("A file of the desk is missing: %s"), name);
		return;
	}
	store_hash(r->answer.body.p, r->answer.body.n, hash);
	answer_set_etag(r, hash);
	r->answer.status = MHD_HTTP_OK;
	r->answer.type = media_type_of(name);
	if (known != NULL && strcmp(known, r->etag) == 0) {
		r->answer.status = MHD_HTTP_NOT_MODIFIED;
		r->answer.type = NULL;
		buf_release(&r->answer.body);
	}
}

void page_file(struct request *r)
{
	send_file(r, r->name);
}

/* A cookie that scripts cannot read and that other sites' pages cannot make a browser send. */
static void let_in(struct request *r, const struct person *who)
{
	r->cookie = arena_printf(&r->arena, "kanben-%u=%s; Path=/; HttpOnly; SameSite=Strict%s",
	                         r->server->access.port, who->cookie,
	                         r->server->access.secure ? "; Secure" : "");
}

void page_enter(struct request *r)
{
	const char *token = request_param(r, "token");
	const struct person *who;

	if (token == NULL) {
		send_file(r, "index.html");
		return;
	}
	who = people_by_token(&r->server->people, token);
	if (who == NULL) {
		answer_error(r, MHD_HTTP_UNAUTHORIZED, "token",
		             _("The token in the address is not valid, or not any more."));
		return;
	}
	let_in(r, who);
	r->location = "/"; /* the token leaves the address bar and the history */
	r->answer.status = MHD_HTTP_SEE_OTHER;
}

/* The token of {"token": "…"}, or NULL. */
static const char *token_of(struct request *r)
{
	const struct source body = {"body", r->body.p != NULL ? r->body.p : "", r->body.n};
	const struct json *root = NULL, *token;
	struct diag_list dl = {0};
	bool read = json_parse(&r->arena, &body, &dl, &root) == RC_OK;

	diag_release(&dl);
	token = read ? json_lookup(root, "token") : NULL;
	return token != NULL && token->kind == JSON_STRING ? token->text : NULL;
}

void api_login(struct request *r)
{
	const char *token = token_of(r);
	const struct person *who =
	        token != NULL ? people_by_token(&r->server->people, token) : NULL;

	if (token == NULL) {
		answer_error(r, MHD_HTTP_BAD_REQUEST, "request",
		             _("The body must be an object with a token."));
	} else if (who == NULL) {
		answer_error(r, MHD_HTTP_UNAUTHORIZED, "token",
		             _("This token is not valid, or not any more."));
	} else {
		let_in(r, who);
		r->answer.status = MHD_HTTP_NO_CONTENT;
	}
}
