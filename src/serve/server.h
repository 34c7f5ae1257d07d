/* SPDX-License-Identifier: MIT */
/*
 * server.h: private to serve/: the server and its requests. One thread does everything but the work
 * on reports, so nothing here is locked, and two writes cannot meet.
 */
#ifndef KANBEN_SERVE_SERVER_H
#define KANBEN_SERVE_SERVER_H

#include <microhttpd.h>
#include <sys/socket.h>

#include "serve/access.h"
#include "serve/index.h"
#include "serve/journal.h"
#include "serve/people.h"
#include "serve/pool.h"
#include "serve/serve.h"

enum {
	BODY_MAX_REPORT = STORE_MAX_REPORT,
	BODY_MAX_UPLOAD = 32 << 20,
	BODY_MAX_SMALL = 256 << 10,
	CONNECTIONS_MAX = 512,
	CONNECTIONS_PER_ADDRESS = 64, /* unless only this machine can connect */
	WAITING_MAX = 256,            /* requests that have been read and are not answered */
	/* Seconds for a request to arrive, or an answer to be fetched; more for long ones. */
	READ_SECONDS = 15,
	SEND_SECONDS = 60,
	BYTES_PER_SECOND = 16 << 10,
	/* In all, of the reports of one merge. */
	MERGE_MAX_BYTES = 200 << 20
};

struct request;

struct server {
	const struct serve_input *in;
	struct access access;
	struct people people;
	struct store folder;
	const char *folder_name; /* its path, without links */
	struct store pages;      /* what the browser loads */
	struct journal journal;
	struct index index;
	struct pool *pool;
	struct MHD_Daemon *daemon;
	int signals; /* signalfd */
	int socket;
	struct wire *links;            /* of the open connections */
	struct request *first, **tail; /* those whose order no worker has yet */
	struct request *held;          /* those that need the index to be complete */
	size_t waiting_n;
	bool ending;
	bool woken; /* a connection was resumed: libmicrohttpd must be run, and does not say so */
	struct arena arena;
};

/* What a request is doing. */
enum request_state { REQUEST_READING, REQUEST_WAITING, REQUEST_READY };

struct request {
	struct server *server;
	struct MHD_Connection *connection;
	struct arena arena;
	const struct route *route;
	const char *name;  /* of the report or layout in the address; NULL: none */
	struct person who; /* name "" and no role, if anybody may ask */
	const struct catalogue *language;
	const char *language_name; /* "zh", "en"; NULL: the server's own */
	struct buf body;
	bool large; /* the body is larger than the route allows */
	enum request_state state;
	bool suspended;
	struct serve_order order;
	/* What is to be done with the worker's answer; NULL: it is the answer. */
	void (*finish)(struct request *r, struct serve_answer *a);
	/* The answer. */
	struct serve_answer answer;
	char etag[DIGEST_TEXT + 2];            /* with its quotation marks, or "" */
	const char *location, *cookie, *allow; /* headers, or NULL */
	bool page;                             /* one of the desk's own files */
	bool shown;                            /* to be shown, not saved */
	struct request *next;
};

/* What an address is. */
enum route_flags {
	ROUTE_PUBLIC = 1, /* for anybody */
	ROUTE_WRITES = 2, /* for editors only */
	ROUTE_INDEX = 4   /* once everything in the folder is known */
};

struct route {
	const char *method;
	const char *before, *after; /* of the name in the address; after NULL: there is none */
	bool report;                /* the name is a report's */
	unsigned flags;
	size_t body_max;
	void (*handle)(struct request *r);
};

/* ---- routes.c ---- */

/* The route of an address. NULL: none; *ret_allow then has the methods that it has, or is NULL. */
const struct route *route_lookup(struct request *r, const char *method, const char *url,
                                 const char **ret_allow);

/* ---- request.c: from the first byte to the last ---- */

/* MHD_AccessHandlerCallback */
enum MHD_Result request_access(void *server, struct MHD_Connection *c, const char *url,
                               const char *method, const char *version, const char *data, size_t *n,
                               void **request);
/* MHD_RequestCompletedCallback */
void request_completed(void *server, struct MHD_Connection *c, void **request,
                       enum MHD_RequestTerminationCode how);

/* Has a worker carry out r->order, whose first file is the body unless there are others. */
void request_order(struct request *r, enum serve_op op);

/* Gives waiting requests to idle workers, then unknown files of the folder. */
void request_dispatch(struct server *s);

/* Answers requests that were held, if the folder is known by now. */
void request_unhold(struct server *s);

/* Answers everything that is waiting: the server ends. */
void request_abandon_all(struct server *s);

/* A parameter of the address, or NULL; a header, or NULL. */
const char *request_param(const struct request *r, const char *key);
const char *request_header(const struct request *r, const char *name);
bool request_flag(const struct request *r, const char *key);

/* The worker's answer becomes the request's; a message is put into the form of errors. */
void request_take_answer(struct request *r, struct serve_answer *a);

/* From which address it came, in the request's arena. */
const char *request_from(struct request *r);

/* Adds a parameter to the order; a NULL value is not added. */
void order_param(struct request *r, const char *key, const char *value);

/* Adds the request's body to the order as a file. */
void order_body(struct request *r);

/* Adds a file of the folder to the order. False: it cannot be read, and r is answered. */
bool order_report(struct request *r, const char *name);

/* ---- answer.c ---- */

/* The answer is an error; the code is a literal, the message formatted. */
void answer_error(struct request *r, int status, const char *code, const char *fmt, ...)
        PRINTF_LIKE(4, 5);

/* It is JSON, in r->answer.body. */
void answer_json(struct request *r, int status);

void answer_set_etag(struct request *r, const char *hash);

/* Queues it. */
enum MHD_Result answer_send(struct request *r);

/* ---- links.c: connections, so that slow ones can be cut ---- */

/* MHD_NotifyConnectionCallback */
void link_notify(void *server, struct MHD_Connection *c, void **link,
                 enum MHD_ConnectionNotificationCode code);

/* What a connection does from now on. */
enum link_phase { LINK_READING, LINK_WORKING, LINK_SENDING };
void link_enter(struct MHD_Connection *c, enum link_phase phase, size_t bytes);

/* So many bytes have arrived. */
void link_count(struct MHD_Connection *c, size_t n);

/* Whether an answer is on its way. */
bool links_sending(const struct server *s);

/* Cuts those that take too long. */
void link_cut_slow(struct server *s);

/* ---- handlers ---- */

void api_session(struct request *r);
void api_login(struct request *r);
void api_list(struct request *r);
void api_read(struct request *r);
void api_write(struct request *r);
void api_check(struct request *r);
void api_document(struct request *r);       /* of the body */
void api_saved_document(struct request *r); /* of the report in the address */
void api_zip(struct request *r);
void api_form(struct request *r);
void api_schema(struct request *r);
void api_blank(struct request *r);
void api_previous(struct request *r);
void api_next(struct request *r);
void api_diff(struct request *r);
void api_import(struct request *r);
void api_merge(struct request *r);
void api_pictures(struct request *r);
void api_picture(struct request *r); /* the bytes of one */
void api_add_picture(struct request *r);
void page_enter(struct request *r); /* "/", with or without a token */
void page_file(struct request *r);

#endif
