/* SPDX-License-Identifier: MIT */
#include "serve/order.h"

#include <stdint.h>
#include <string.h>

/* Texts and blobs are their length, as eight bytes, and their bytes with a NUL behind them. */
static void put_number(struct buf *b, uint64_t n)
{
	buf_put(b, &n, sizeof(n)); /* both ends are this program on this machine */
}

static void put_bytes(struct buf *b, const char *p, size_t n)
{
	put_number(b, n);
	buf_put(b, p != NULL ? p : "", n);
	buf_putc(b, '\0');
}

static void put_text(struct buf *b, const char *s)
{
	put_bytes(b, s, s != NULL ? strlen(s) : 0);
}

static void put_files(struct buf *b, const struct source *files, size_t n)
{
	put_number(b, n);
	for (size_t i = 0; i < n; i++) {
		put_text(b, files[i].name);
		put_bytes(b, files[i].text, files[i].len);
	}
}

void order_put(struct buf *b, const struct serve_order *o)
{
	put_number(b, (uint64_t)o->op);
	put_number(b, o->param_n);
	for (size_t i = 0; i < o->param_n; i++) {
		put_text(b, o->params[i].key);
		put_text(b, o->params[i].value);
	}
	put_files(b, o->files, o->file_n);
	put_files(b, o->beside, o->beside_n);
	put_number(b, o->supplied);
}

void answer_put(struct buf *b, const struct serve_answer *a)
{
	put_number(b, (uint64_t)a->status);
	put_text(b, a->type);
	put_text(b, a->code);
	put_bytes(b, a->file.p, a->file.n);
	put_bytes(b, a->findings.p, a->findings.n);
	put_bytes(b, a->body.p, a->body.n);
}

/* Bytes that are read from the front; bad once there are too few. */
struct reader {
	const char *p, *end;
	bool bad;
};

static uint64_t read_number(struct reader *r)
{
	uint64_t n = 0;

	if (r->bad || (size_t)(r->end - r->p) < sizeof(n)) {
		r->bad = true;
		return 0;
	}
	memcpy(&n, r->p, sizeof(n));
	r->p += sizeof(n);
	return n;
}

static const char *read_bytes(struct reader *r, size_t *ret_n)
{
	uint64_t n = read_number(r);
	const char *p = r->p;

	*ret_n = 0;
	if (r->bad || n >= (uint64_t)(r->end - r->p) || p[n] != '\0') {
		r->bad = true;
		return "";
	}
	*ret_n = (size_t)n;
	r->p += n + 1;
	return p;
}

static const char *read_text(struct reader *r)
{
	size_t n;
	const char *s = read_bytes(r, &n);

	r->bad |= memchr(s, '\0', n) != NULL;
	return s;
}

/* `most` is how many bytes there are: no more files than that. */
static const struct source *read_files(struct reader *r, struct arena *a, size_t most,
                                       size_t *ret_n)
{
	uint64_t count = read_number(r);
	struct source *files;
	size_t n = 0;

	r->bad |= count > most;
	if (r->bad)
		return NULL;
	files = arena_array(a, struct source, (size_t)count);
	for (; n < count && !r->bad; n++) {
		files[n].name = read_text(r);
		files[n].text = read_bytes(r, &files[n].len);
	}
	*ret_n = n;
	return files;
}

bool order_read(struct arena *a, const char *p, size_t n, struct serve_order *ret)
{
	struct reader r = {p, p + n, false};
	uint64_t op = read_number(&r), count = read_number(&r);

	*ret = (struct serve_order){.op = (enum serve_op)op};
	if (op >= SERVE_OP_N || count > SERVE_PARAMS_MAX)
		return false;
	for (; ret->param_n < count; ret->param_n++) {
		ret->params[ret->param_n].key = read_text(&r);
		ret->params[ret->param_n].value = read_text(&r);
	}
	ret->files = read_files(&r, a, n, &ret->file_n);
	ret->beside = read_files(&r, a, n, &ret->beside_n);
	ret->supplied = read_number(&r) == 1;
	return !r.bad && r.p == r.end;
}

static void read_buf(struct reader *r, struct buf *ret)
{
	size_t n;
	const char *p = read_bytes(r, &n);

	buf_put(ret, p, n);
}

bool answer_read(struct arena *a, const char *p, size_t n, struct serve_answer *ret)
{
	struct reader r = {p, p + n, false};
	uint64_t status = read_number(&r);

	*ret = (struct serve_answer){.status = (int)status};
	if (status < 200 || status > 599)
		return false;
	ret->type = arena_strdup(a, read_text(&r));
	ret->code = arena_strdup(a, read_text(&r));
	read_buf(&r, &ret->file);
	read_buf(&r, &ret->findings);
	read_buf(&r, &ret->body);
	if (!r.bad && r.p == r.end)
		return true;
	answer_release(ret);
	return false;
}

void answer_release(struct serve_answer *a)
{
	buf_release(&a->body);
	buf_release(&a->file);
	buf_release(&a->findings);
}
