/* SPDX-License-Identifier: MIT */
/* request.c: a request from its first byte to its answer. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/tr.h"
#include "serve/server.h"
#include "serve/supply.h"

/* ---- what it says ---- */

const char *request_param(const struct request *r, const char *key)
{
	return MHD_lookup_connection_value(r->connection, MHD_GET_ARGUMENT_KIND, key);
}

const char *request_header(const struct request *r, const char *name)
{
	return MHD_lookup_connection_value(r->connection, MHD_HEADER_KIND, name);
}

bool request_flag(const struct request *r, const char *key)
{
	const char *value = request_param(r, key);

	return value != NULL && strcmp(value, "1") == 0;
}

/* The first of our two languages that is accepted; browsers list the best first. */
static const char *accepted_language(const char *list)
{
	while (list != NULL && *list != '\0') {
		list += strspn(list, " ,");
		if (strncasecmp(list, "zh", 2) == 0)
			return "zh";
		if (strncasecmp(list, "en", 2) == 0)
			return "en";
		list += strcspn(list, ",");
	}
	return NULL;
}

static void choose_language(struct request *r)
{
	const char *wanted = request_param(r, "lang");

	r->language_name = accepted_language(
	        wanted != NULL ? wanted : request_header(r, MHD_HTTP_HEADER_ACCEPT_LANGUAGE));
	if (r->language_name == NULL)
		return;
	if (*r->language_name == 'e')
		r->language = &catalogue_none;
	else
		r->language = r->server->in->chinese;
}

const char *request_from(struct request *r)
{
	const union MHD_ConnectionInfo *info =
	        MHD_get_connection_info(r->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);

	return info != NULL ? access_address(&r->arena, info->client_addr) : "";
}

/* ---- may it be answered? ---- */

/* The value of our cookie in the arena, or NULL. */
static const char *cookie_of(struct request *r)
{
	char name[32];

	snprintf(name, sizeof(name), "kanben-%u", r->server->access.port);
	return MHD_lookup_connection_value(r->connection, MHD_COOKIE_KIND, name);
}

static const struct person *who_asks(struct request *r, bool *ret_bearer)
{
	const char *given = request_header(r, MHD_HTTP_HEADER_AUTHORIZATION);
	const char *cookie;

	*ret_bearer = given != NULL && strncasecmp(given, "Bearer ", 7) == 0;
	if (*ret_bearer)
		return people_by_token(&r->server->people, given + 7);
	cookie = cookie_of(r);
	return cookie != NULL ? people_by_cookie(&r->server->people, cookie) : NULL;
}

/* False, answered: it came by another name. */
static bool check_host(struct request *r)
{
	const char *host = request_header(r, MHD_HTTP_HEADER_HOST);

	if (access_host_ok(&r->server->access, host))
		return true;
	answer_error(r, MHD_HTTP_FORBIDDEN, "host",
	             _("This server is not to be reached by the name in the address; behind "
	               "another server it needs --origin."));
	return false;
}

/*
 * A browser says from which page a request comes: always if it changes something (Origin), and of
 * late in any case (Sec-Fetch-Site). A program with a token of its own need not.
 */
static bool check_origin(struct request *r, const char *method, bool bearer)
{
	const char *origin = request_header(r, "Origin");
	const char *site = request_header(r, "Sec-Fetch-Site");
	bool reads = strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
	bool own;

	if (origin != NULL)
		own = access_origin_ok(&r->server->access, origin,
		                       request_header(r, MHD_HTTP_HEADER_HOST));
	else if (site != NULL)
		own = strcmp(site, "same-origin") == 0 || (reads && strcmp(site, "none") == 0);
	else
		own = reads || bearer;
	if (own && site != NULL && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0)
		own = false;
	if (!own)
		answer_error(r, MHD_HTTP_FORBIDDEN, "origin",
		             _("The request came from another site's page."));
	return own;
}

/* False, answered: nobody of whom we know, or somebody who may only read. */
static bool check_person(struct request *r, const struct person *who)
{
	if ((r->route->flags & ROUTE_PUBLIC) != 0)
		return true;
	if (who == NULL) {
		answer_error(r, MHD_HTTP_UNAUTHORIZED, "token",
		             _("The desk opens by the address that “kanben serve” has printed, or "
		               "with your token."));
		return false;
	}
	r->who = *who;
	r->who.name = arena_strdup(&r->arena, who->name);
	if ((r->route->flags & ROUTE_WRITES) == 0 || who->writes)
		return true;
	answer_error(r, MHD_HTTP_FORBIDDEN, "role", _("You may read here, but not write."));
	return false;
}

/* False, answered: there is no such address. */
static bool find_route(struct request *r, const char *method, const char *url)
{
	r->route = route_lookup(r, method, url, &r->allow);
	if (r->route != NULL)
		return true;
	if (r->allow != NULL)
		answer_error(r, MHD_HTTP_METHOD_NOT_ALLOWED, "method",
		             _("This address takes only the methods %s."), r->allow);
	else
		answer_error(r, MHD_HTTP_NOT_FOUND, "unknown",
		             _("There is nothing at this address."));
	return false;
}

/* What can be told by the headers alone. */
static void begin(struct request *r, const char *method, const char *url)
{
	const char *length = request_header(r, MHD_HTTP_HEADER_CONTENT_LENGTH);
	const struct person *who;
	bool bearer;

	choose_language(r);
	tr_set_catalogue(r->language);
	if (!check_host(r) || !find_route(r, method, url))
		return;
	who = who_asks(r, &bearer);
	if ((r->route->flags & ROUTE_PUBLIC) == 0 || r->route->body_max > 0)
		if (!check_origin(r, method, bearer))
			return;
	if (!check_person(r, who))
		return;
	r->large = length != NULL && strtoull(length, NULL, 10) > r->route->body_max;
	if (r->server->ending)
		answer_error(r, MHD_HTTP_SERVICE_UNAVAILABLE, "busy",
		             _("The server is about to end."));
}

static void tell_large(struct request *r)
{
	answer_error(r, MHD_HTTP_CONTENT_TOO_LARGE, "large",
	             _("This is larger than %zu KiB, which is all that is allowed here."),
	             r->route->body_max >> 10);
}

/* ---- orders ---- */

void order_param(struct request *r, const char *key, const char *value)
{
	if (value != NULL && r->order.param_n < SERVE_PARAMS_MAX)
		r->order.params[r->order.param_n++] = (struct serve_param){key, value};
}

/* Appends a request to a list. */
static void hold(struct request *r)
{
	r->next = r->server->held;
	r->server->held = r;
}

void request_order(struct request *r, enum serve_op op)
{
	struct server *s = r->server;

	if (s->waiting_n >= WAITING_MAX) {
		answer_error(r, MHD_HTTP_SERVICE_UNAVAILABLE, "busy",
		             _("Too many requests are waiting; please try again."));
		return;
	}
	r->order.op = op;
	if (r->order.file_n == 0 && r->route->body_max > 0)
		order_body(r);
	order_param(r, "lang", r->language_name);
	r->state = REQUEST_WAITING;
	r->next = NULL;
	*s->tail = r;
	s->tail = &r->next;
	s->waiting_n++;
}

/* Has an answer now: libmicrohttpd asks for it. */
static void wake(struct request *r)
{
	r->state = REQUEST_READY;
	if (r->suspended) {
		r->suspended = false;
		r->server->woken = true;
		MHD_resume_connection(r->connection);
	}
}

/* The worker's answer becomes ours; messages of errors are put into their form. */
void request_take_answer(struct request *r, struct serve_answer *a)
{
	struct serve_answer given = *a;

	*a = (struct serve_answer){0};
	given.type = given.type != NULL ? arena_strdup(&r->arena, given.type) : NULL;
	given.code = given.code != NULL ? arena_strdup(&r->arena, given.code) : "failed";
	r->answer = given;
	if (given.status >= 400) {
		const char *message = arena_strndup(
		        &r->arena, given.body.p != NULL ? given.body.p : "", given.body.n);

		answer_error(r, given.status, given.code, "%s", message);
	}
}

static void done(void *user, enum pool_end how, struct serve_answer *a);

/* Gives the order again, with the files that the worker asks for. False, answered: it cannot be. */
static bool give_again(struct request *r, const struct serve_answer *a)
{
	struct server *s = r->server;

	if (supply_files(&s->folder, a, &r->arena, &r->order) != RC_OK) {
		answer_error(r, MHD_HTTP_CONTENT_TOO_LARGE, "large",
		             _("The report's pictures are more than %d, or have more than %d MiB "
		               "together."),
		             SUPPLY_MAX_FILES, SUPPLY_MAX_BYTES >> 20);
		return false;
	}
	if (pool_give(s->pool, &r->order, done, r) == RC_OK)
		return true;
	answer_error(r, MHD_HTTP_INTERNAL_SERVER_ERROR, "failed",
	             _("No process can be started for this."));
	return false;
}

static void done(void *user, enum pool_end how, struct serve_answer *a)
{
	struct request *r = user;

	tr_set_catalogue(r->language);
	if (supply_is_wanted(&r->order, a)) {
		if (give_again(r, a))
			return;
	} else if (how == POOL_SLOW)
		answer_error(r, MHD_HTTP_GATEWAY_TIMEOUT, "slow",
		             _("This took longer than %zu seconds and was stopped."),
		             r->server->in->seconds);
	else if (how == POOL_ENDED || a->status == SERVE_STATUS_WANTS)
		answer_error(r, MHD_HTTP_INTERNAL_SERVER_ERROR, "failed",
		             _("The process that worked on this ended unexpectedly, or needed more "
		               "memory than allowed."));
	else if (r->finish != NULL)
		r->finish(r, a);
	else
		request_take_answer(r, a);
	r->server->waiting_n--;
	wake(r);
}

static void give(struct server *s, struct request *r)
{
	if (pool_give(s->pool, &r->order, done, r) == RC_OK)
		return;
	s->waiting_n--;
	tr_set_catalogue(r->language);
	answer_error(r, MHD_HTTP_INTERNAL_SERVER_ERROR, "failed",
	             _("No process can be started for this."));
	wake(r);
}

void request_unhold(struct server *s)
{
	struct request *r = s->held;

	if (r == NULL || index_is_vague(&s->index))
		return;
	s->held = NULL;
	while (r != NULL) {
		struct request *next = r->next;

		tr_set_catalogue(r->language);
		r->state = REQUEST_READING;
		r->route->handle(r);
		if (r->state == REQUEST_READING)
			wake(r);
		r = next;
	}
}

/* ---- files of the folder that are not known yet ---- */

/* A file that a worker looks at; on the heap. */
struct question {
	struct server *server;
	struct stat st;
	char hash[DIGEST_TEXT];
	struct source file;
	struct serve_order order;
	struct arena arena;
};

static void question_free(struct question *q)
{
	if (q != NULL)
		arena_release(&q->arena);
	free(q);
}

static void know(void *user, enum pool_end how, struct serve_answer *a)
{
	struct question *q = user;
	struct server *s = q->server;
	struct entry *e = index_lookup(&s->index, q->file.name);

	if (supply_is_wanted(&q->order, a)) {
		if (supply_files(&s->folder, a, &q->arena, &q->order) == RC_OK &&
		    pool_give(s->pool, &q->order, know, q) == RC_OK)
			return;
		how = POOL_ENDED;
	}
	/* It may have gone, or changed, in the meantime. */
	if (e != NULL && index_same_file(&e->st, &q->st)) {
		memcpy(e->hash, q->hash, sizeof(e->hash));
		index_note(e, how == POOL_DONE ? a : NULL);
	}
	question_free(q);
}

static void ask(struct server *s, struct entry *e)
{
	struct question *q = mem_alloc(sizeof(*q));
	struct buf text = {0};

	q->server = s;
	q->file.name = arena_strdup(&q->arena, e->name);
	q->order = (struct serve_order){.op = SERVE_SUMMARY, .files = &q->file, .file_n = 1};
	e->state = ENTRY_ASKED;
	if (store_read(&s->folder, e->name, STORE_MAX_REPORT, &text, &q->st) == RC_OK) {
		store_hash(text.p, text.n, q->hash);
		q->file.len = text.n;
		q->file.text = buf_to_arena(&q->arena, &text);
		e->st = q->st;
		if (pool_give(s->pool, &q->order, know, q) == RC_OK)
			q = NULL;
	}
	if (q != NULL)
		index_note(e, NULL);
	question_free(q);
	buf_release(&text);
}

void request_dispatch(struct server *s)
{
	struct entry *e;

	while (pool_idle(s->pool) > 0 && s->first != NULL) {
		struct request *r = s->first;

		s->first = r->next;
		if (s->first == NULL)
			s->tail = &s->first;
		give(s, r);
	}
	while (pool_idle(s->pool) > 0 && (e = index_next(&s->index)) != NULL)
		ask(s, e);
}

void request_abandon_all(struct server *s)
{
	struct request *lists[] = {s->first, s->held};

	s->first = s->held = NULL;
	s->tail = &s->first;
	for (size_t i = 0; i < COUNT(lists); i++)
		for (struct request *r = lists[i], *next; r != NULL; r = next) {
			next = r->next;
			tr_set_catalogue(r->language);
			answer_error(r, MHD_HTTP_SERVICE_UNAVAILABLE, "busy",
			             _("The server is about to end."));
			wake(r);
		}
}

/* ---- libmicrohttpd's side ---- */

static struct request *request_new(struct server *s, struct MHD_Connection *c)
{
	struct request *r = mem_alloc(sizeof(*r));

	r->server = s;
	r->connection = c;
	r->who.name = "";
	link_enter(c, LINK_READING, 0);
	return r;
}

void request_completed(void *server, struct MHD_Connection *c, void **request,
                       enum MHD_RequestTerminationCode how)
{
	struct request *r = *request;

	(void)server;
	(void)how;
	link_enter(c, LINK_READING, 0);
	if (r == NULL)
		return;
	*request = NULL;
	buf_release(&r->body);
	answer_release(&r->answer);
	arena_release(&r->arena);
	free(r);
}

/* Everything has been read. */
static enum MHD_Result handle(struct request *r)
{
	tr_set_catalogue(r->language);
	link_enter(r->connection, LINK_WORKING, 0);
	if ((r->route->flags & ROUTE_INDEX) != 0 && index_refresh(&r->server->index) == RC_OK &&
	    index_is_vague(&r->server->index)) {
		r->state = REQUEST_WAITING;
		hold(r);
	} else {
		r->route->handle(r);
	}
	if (r->state != REQUEST_WAITING)
		return answer_send(r);
	r->suspended = true;
	MHD_suspend_connection(r->connection);
	return MHD_YES;
}

/* A part of the body. */
static void receive(struct request *r, const char *data, size_t n)
{
	link_count(r->connection, n);
	if (r->large || r->body.n + n > r->route->body_max)
		r->large = true;
	else
		buf_put(&r->body, data, n);
}

enum MHD_Result request_access(void *server, struct MHD_Connection *c, const char *url,
                               const char *method, const char *version, const char *data, size_t *n,
                               void **request)
{
	struct request *r = *request;

	(void)version;
	if (r == NULL) {
		*request = r = request_new(server, c);
		begin(r, method, url);
		if (r->answer.status == 0 && r->large)
			tell_large(r);
		/* libmicrohttpd closes the connection if there is a body that is not read. */
		return r->answer.status != 0 ? answer_send(r) : MHD_YES;
	}
	if (*n > 0) {
		receive(r, data, *n);
		*n = 0;
		return MHD_YES;
	}
	if (r->state == REQUEST_READY)
		return answer_send(r);
	if (r->state == REQUEST_WAITING) /* not resumed by us */
		return MHD_YES;
	if (r->large) {
		tell_large(r);
		return answer_send(r);
	}
	return handle(r);
}
