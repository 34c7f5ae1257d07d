/* SPDX-License-Identifier: MIT */
/*
 * pdf_deflate.h: streams being compressed (ISO 32000-1, 7.4.4), which takes a third of the time of
 * writing a document. With a second thread it is done beside the rest. The streams come out in the
 * order in which they went in, with the same bytes either way.
 */
#ifndef KANBEN_WRITE_PDF_PDF_DEFLATE_H
#define KANBEN_WRITE_PDF_PDF_DEFLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/task_queue.h"
#include "base/buf.h"
#include "write/write.h"

enum pdf_filter {
	PDF_PLAIN,
	PDF_DEFLATE,
	PDF_DEFLATE_OUTLINES, /* at the profile's level for outlines */
	PDF_DEFLATE_REST,     /* of a large document: no harder than others are compressed */
	PDF_FILTER_N
};

struct libdeflate_compressor;

/* Made as they are needed; zeroed except for `writer`, which is borrowed, there are none. */
struct pdf_compressors {
	const struct writer *writer; /* its levels */
	struct libdeflate_compressor *list[PDF_FILTER_N];
};

/* A stream object. Who has it owns its buffers. */
struct pdf_stream {
	unsigned num;
	enum pdf_filter filter;
	struct buf entries; /* of its dictionary, without /Length and /Filter */
	const void *p;      /* n bytes: those of `own`, or borrowed if it is empty */
	size_t n;
	struct buf own;
};

void pdf_stream_release(struct pdf_stream *s);

/* Replaces what is in `out` by the stream's bytes. Any filter but PDF_PLAIN. */
void pdf_deflate(struct pdf_compressors *c, const struct pdf_stream *s, struct buf *out);
void pdf_compressors_release(struct pdf_compressors *c);

/* Streams that may be compressed in a second thread, which asks for no memory. */
struct pdf_deflater;

/* Borrows both; the compressors are the caller's thread's. */
struct pdf_deflater *pdf_deflater_new(struct pdf_compressors *here, struct task_queue *tasks);

/* Drops what is in it, which nobody may still be compressing. Accepts NULL. */
void pdf_deflater_free(struct pdf_deflater *d);

/* Takes over its buffers; borrowed bytes are copied. */
void pdf_deflater_put(struct pdf_deflater *d, const struct pdf_stream *s);

/*
 * Hands out the oldest stream, compressed, if it is ready, if there is more in the deflater than
 * should be, or if `all` are wanted. False: there is none.
 */
bool pdf_deflater_take(struct pdf_deflater *d, bool all, struct pdf_stream *ret);

#endif
