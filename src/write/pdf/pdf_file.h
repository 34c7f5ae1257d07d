/* SPDX-License-Identifier: MIT */
/*
 * pdf_file.h: the bytes of a PDF file: streams in the order in which they are added, all other
 * objects packed into object streams (ISO 32000-1, 7.5.7), a cross-reference stream at the end
 * (7.5.8). An object is added once, complete; only its position is kept.
 */
#ifndef KANBEN_WRITE_PDF_PDF_FILE_H
#define KANBEN_WRITE_PDF_PDF_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/out.h"
#include "write/pdf/pdf_deflate.h"
#include "write/write.h"

/* The output intent (ISO 32000-1, 14.11.5): the device that the colours are meant for. */
struct pdf_intent {
	const char *condition; /* its identifier; `info`: the same in words */
	const char *info;
	const char *registry; /* where the identifier is defined, or NULL */
	const void *icc;
	size_t icc_n; /* 0: there is no intent */
	int components;
};

struct pdf_profile {
	const struct writer *writer; /* the profile's row of the table */
	struct pdf_intent intent;
	struct digest *content;   /* as in struct write_input */
	struct task_queue *tasks; /* NULL: there is no second thread */
};

struct pdf_file;

/* Writes the header. Borrows both; write errors of `o` are reported when it is finished. */
struct pdf_file *pdf_file_new(const struct pdf_profile *profile, struct out *o);
void pdf_file_free(struct pdf_file *f); /* accepts NULL */

/* Writes a stream object, and releases its buffers. */
void pdf_file_write_stream(struct pdf_file *f, struct pdf_stream *s);

/* An object stream with so many bytes is full. */
enum { PDF_PACKED_BYTES = 64 << 10 };

/* Adds any other object to the next object stream. */
void pdf_file_pack(struct pdf_file *f, unsigned num, const struct buf *object);

/* Is there an object stream to write: a full one or, with `all`, any that is not empty? */
bool pdf_file_has_packed(const struct pdf_file *f, bool all);

/* Writes it as object `num`. */
void pdf_file_write_packed(struct pdf_file *f, unsigned num);

/* The first of the numbers 1 … last that no object has; 0: none. */
unsigned pdf_file_lookup_gap(const struct pdf_file *f, unsigned last);

/* A hash of everything written so far, before it was compressed. */
void pdf_file_digest(const struct pdf_file *f, unsigned char ret[16]);

/*
 * Writes the cross-reference stream as object `num`, the highest of all. info: 0: none. RC_LIMIT:
 * the file is too large for 32-bit offsets.
 */
MUST_USE enum rc pdf_file_finish(struct pdf_file *f, unsigned num, unsigned root, unsigned info);

#endif
