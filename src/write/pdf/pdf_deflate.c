/* SPDX-License-Identifier: MIT */
#include "write/pdf/pdf_deflate.h"

#include <stdlib.h>

#include <libdeflate.h>

#include "base/mem.h"

/* Bytes that may wait, so that the memory of a long document stays flat. */
enum { WAITING_MAX = 1 << 20, REST_LEVEL = 5 };

static int level_of(const struct writer *w, enum pdf_filter filter)
{
	if (filter == PDF_DEFLATE_OUTLINES)
		return w->outline_level;
	if (filter == PDF_DEFLATE_REST && w->deflate_level > REST_LEVEL)
		return REST_LEVEL;
	return w->deflate_level;
}

static struct libdeflate_compressor *compressor(struct pdf_compressors *c, enum pdf_filter filter)
{
	int level = level_of(c->writer, filter);
	bool own = level != c->writer->deflate_level;
	struct libdeflate_compressor **one = &c->list[own ? filter : PDF_DEFLATE];

	if (*one == NULL)
		*one = libdeflate_alloc_compressor(level);
	if (*one == NULL)
		mem_exhausted();
	return *one;
}

/* Once there is room, compressing asks for no memory. */
static void make_room(struct pdf_compressors *c, const struct pdf_stream *s, struct buf *out)
{
	buf_clear(out);
	buf_reserve(out, libdeflate_zlib_compress_bound(compressor(c, s->filter), s->n));
}

void pdf_deflate(struct pdf_compressors *c, const struct pdf_stream *s, struct buf *out)
{
	make_room(c, s, out);
	out->n = libdeflate_zlib_compress(compressor(c, s->filter), s->p, s->n, out->p, out->cap);
}

void pdf_compressors_release(struct pdf_compressors *c)
{
	for (int i = 0; i < PDF_FILTER_N; i++)
		if (c->list[i] != NULL)
			libdeflate_free_compressor(c->list[i]);
}

void pdf_stream_release(struct pdf_stream *s)
{
	buf_release(&s->entries);
	buf_release(&s->own);
}

/* ---- in a second thread ---- */

struct pending {
	struct pending *next;
	struct pdf_deflater *owner;
	struct pdf_stream stream;
	struct buf out;
	struct queued_task task;
};

struct pdf_deflater {
	struct task_queue *tasks;
	struct pdf_compressors *here, second; /* of each thread */
	struct pending *first, *last;
	size_t waiting; /* bytes of all */
};

struct pdf_deflater *pdf_deflater_new(struct pdf_compressors *here, struct task_queue *tasks)
{
	struct pdf_deflater *d = mem_alloc(sizeof(*d));

	*d = (struct pdf_deflater){.tasks = tasks, .here = here, .second.writer = here->writer};
	return d;
}

static void run(struct queued_task *t, enum task_thread in)
{
	struct pending *p = t->user;

	pdf_deflate(in == TASK_CALLER ? p->owner->here : &p->owner->second, &p->stream, &p->out);
}

void pdf_deflater_put(struct pdf_deflater *d, const struct pdf_stream *s)
{
	struct pending *p = mem_alloc(sizeof(*p));

	*p = (struct pending){.owner = d, .stream = *s, .task = {.run = run, .user = p}};
	if (s->own.p == NULL)
		buf_put(&p->stream.own, s->p, s->n);
	p->stream.p = p->stream.own.p;
	if (d->last != NULL)
		d->last->next = p;
	else
		d->first = p;
	d->last = p;
	d->waiting += s->n;
	if (s->filter == PDF_PLAIN)
		return;
	make_room(&d->second, s, &p->out);
	task_queue_add(d->tasks, &p->task, s->n);
}

static bool is_ready(struct pdf_deflater *d, bool all)
{
	struct queued_task *t = &d->first->task;

	if (d->first->stream.filter == PDF_PLAIN)
		return true;
	if (all || d->waiting > WAITING_MAX)
		task_queue_finish(d->tasks, t);
	return task_queue_is_done(d->tasks, t);
}

bool pdf_deflater_take(struct pdf_deflater *d, bool all, struct pdf_stream *ret)
{
	struct pending *p = d->first;

	if (p == NULL || !is_ready(d, all))
		return false;
	d->first = p->next;
	if (d->first == NULL)
		d->last = NULL;
	d->waiting -= p->stream.n;
	*ret = p->stream;
	if (ret->filter != PDF_PLAIN) {
		buf_release(&ret->own);
		ret->own = p->out;
		ret->p = ret->own.p;
		ret->n = ret->own.n;
	}
	free(p);
	return true;
}

void pdf_deflater_free(struct pdf_deflater *d)
{
	if (d == NULL)
		return;
	while (d->first != NULL) {
		struct pending *p = d->first;

		d->first = p->next;
		pdf_stream_release(&p->stream);
		buf_release(&p->out);
		free(p);
	}
	pdf_compressors_release(&d->second);
	free(d);
}
