/* SPDX-License-Identifier: MIT */
/* answer.c: answers and their headers. */
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "json/json.h"
#include "serve/server.h"

/* Scripts, styles and pictures of this server alone, and nothing within the page. */
#define PAGE_POLICY                                                                                \
	"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "    \
	"font-src 'self'; connect-src 'self'; frame-src 'self' blob:; manifest-src 'self'; "       \
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
/* What is no page of the desk loads nothing, wherever it is shown. */
#define DATA_POLICY "default-src 'none'; frame-ancestors 'none'"
/* A PDF may be shown by the desk, in a frame, to be printed; browsers' viewers have styles. */
#define SHOWN_POLICY                                                                               \
	"default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"

void answer_json(struct request *r, int status)
{
	r->answer.status = status;
	r->answer.type = "application/json";
}

static void put_text(struct buf *b, const char *key, const char *text)
{
	buf_putf(b, ",\"%s\":", key);
	json_put_string(b, text, strlen(text));
}

/* Puts a message into the form of errors. */
static void put_error(struct request *r, const char *message)
{
	struct serve_answer *a = &r->answer;
	struct buf b = {0};

	buf_putf(&b, "{\"error\":{\"status\":%d", a->status);
	put_text(&b, "code", a->code);
	put_text(&b, "message", message);
	if (*r->etag != '\0')
		put_text(&b, "etag", r->etag);
	buf_putc(&b, '}');
	if (a->findings.n > 0)
		buf_putf(&b, ",\"findings\":%s", a->findings.p);
	buf_puts(&b, "}\n");
	buf_release(&a->body);
	buf_release(&a->file);
	a->body = b;
	a->type = "application/json";
}

void answer_error(struct request *r, int status, const char *code, const char *fmt, ...)
{
	struct buf message = {0};
	va_list ap;

	va_start(ap, fmt);
	buf_vputf(&message, fmt, ap);
	va_end(ap);
	r->answer.status = status;
	r->answer.code = code;
	put_error(r, message.p);
	buf_release(&message);
}

void answer_set_etag(struct request *r, const char *hash)
{
	r->etag[0] = '"';
	memcpy(r->etag + 1, hash, DIGEST_TEXT - 1);
	r->etag[DIGEST_TEXT] = '"';
	r->etag[DIGEST_TEXT + 1] = '\0';
}

/* Sets a header; texts that cannot be one (a line end) are left out. */
static void put_header(struct MHD_Response *m, const char *name, const char *value)
{
	if (value != NULL && *value != '\0')
		(void)MHD_add_response_header(m, name, value);
}

/* What the report says stands in an HTML edition, which would be a page of this server. */
static bool is_shown(const struct request *r)
{
	return r->shown && r->answer.type != NULL && strcmp(r->answer.type, "application/pdf") == 0;
}

/* The name as RFC 6266 has it for any script. */
static void put_disposition(struct request *r, struct MHD_Response *m)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	                            "0123456789-._";
	const char *how = is_shown(r) ? "inline" : "attachment";
	struct buf b = {0};

	if (r->answer.file.n == 0)
		return;
	buf_putf(&b, "%s; filename*=UTF-8''", how);
	for (const char *s = r->answer.file.p; *s != '\0'; s++)
		if (strchr(plain, *s) != NULL)
			buf_putc(&b, *s);
		else
			buf_putf(&b, "%%%02X", (unsigned)(unsigned char)*s);
	put_header(m, "Content-Disposition", b.p);
	buf_release(&b);
}

static void put_headers(struct request *r, struct MHD_Response *m)
{
	bool shown = is_shown(r);
	bool text = r->answer.type != NULL && strncmp(r->answer.type, "text/", 5) == 0;

	if (r->answer.type != NULL)
		put_header(m, "Content-Type",
		           text ? arena_printf(&r->arena, "%s; charset=utf-8", r->answer.type)
		                : r->answer.type);
	put_header(m, "Cache-Control", r->page ? "no-cache" : "no-store");
	put_header(m, "X-Content-Type-Options", "nosniff");
	put_header(m, "Referrer-Policy", "no-referrer");
	put_header(m, "Cross-Origin-Resource-Policy", "same-origin");
	put_header(m, "Cross-Origin-Opener-Policy", "same-origin");
	put_header(m, "Content-Security-Policy",
	           r->page ? PAGE_POLICY
	           : shown ? SHOWN_POLICY
	                   : DATA_POLICY);
	put_header(m, "ETag", r->etag);
	put_header(m, "Location", r->location);
	put_header(m, "Set-Cookie", r->cookie);
	put_header(m, "Allow", r->allow);
	if (r->answer.status == MHD_HTTP_SERVICE_UNAVAILABLE)
		put_header(m, "Retry-After", "1");
	if (r->answer.status == MHD_HTTP_UNAUTHORIZED)
		put_header(m, "WWW-Authenticate", "Bearer");
	put_disposition(r, m);
}

enum MHD_Result answer_send(struct request *r)
{
	struct serve_answer *a = &r->answer;
	size_t n = a->body.n;
	struct MHD_Response *m;
	enum MHD_Result sent;

	m = MHD_create_response_from_buffer(n, n > 0 ? a->body.p : NULL,
	                                    n > 0 ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);
	if (m == NULL)
		return MHD_NO;
	if (n > 0)
		a->body = (struct buf){0}; /* the response has it now */
	put_headers(r, m);
	link_enter(r->connection, LINK_SENDING, n);
	sent = MHD_queue_response(r->connection, (unsigned)a->status, m);
	MHD_destroy_response(m);
	return sent;
}
