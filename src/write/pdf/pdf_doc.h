/* SPDX-License-Identifier: MIT */
/*
 * pdf_doc.h: a PDF file being written: numbered dictionaries and streams, whose entries the rest of
 * this folder supplies as text. Each is written as soon as its entries are known, and of it only
 * its position is kept. Only pdf_doc.c uses libharu, which serialises them.
 *
 * Faults are sticky: after the first one every function is still safe to call, and pdf_doc_save
 * returns it. Object number 0 means that the object could not be made.
 */
#ifndef KANBEN_WRITE_PDF_PDF_DOC_H
#define KANBEN_WRITE_PDF_PDF_DOC_H

#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/out.h"
#include "write/pdf/pdf_file.h"

struct pdf_doc;

/* Borrows its arguments. Write errors of `o` are reported when it is finished. */
struct pdf_doc *pdf_doc_new(const struct pdf_profile *profile, struct out *o, struct diag_list *dl);
void pdf_doc_free(struct pdf_doc *d); /* accepts NULL */

const struct pdf_profile *pdf_doc_profile(const struct pdf_doc *d);

/* Records a fault. The first becomes a finding (PDF); later ones are dropped. */
void pdf_doc_fail(struct pdf_doc *d, enum rc rc, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* The code of the first fault so far, or RC_OK. */
enum rc pdf_doc_fault(const struct pdf_doc *d);

/* Returns the number of a new dictionary, to be filled before pdf_doc_save. */
unsigned pdf_doc_reserve(struct pdf_doc *d);

/* Writes it, with these entries, without << and >>. */
void pdf_doc_fill(struct pdf_doc *d, unsigned num, const struct buf *entries);

/* The same; the buffer is released. */
void pdf_doc_fill_take(struct pdf_doc *d, unsigned num, struct buf *entries);

/* Reserves and fills a dictionary. */
unsigned pdf_doc_add_take(struct pdf_doc *d, struct buf *entries);

/* A stream of n bytes, which are not needed afterwards; takes the entries. */
unsigned pdf_doc_add_stream(struct pdf_doc *d, enum pdf_filter filter, struct buf *entries,
                            const void *data, size_t n);

/* The same; takes the data too. */
unsigned pdf_doc_add_stream_take(struct pdf_doc *d, enum pdf_filter filter, struct buf *entries,
                                 struct buf *data);

/* Appends text as a text string; longer text than PDF/A allows is a fault. */
void pdf_doc_put_text(struct pdf_doc *d, struct buf *b, const char *s);

/* A hash of everything written so far. */
void pdf_doc_digest(const struct pdf_doc *d, unsigned char ret[16]);

/* Writes what is left. info: 0: the file has none. RC_OK, or the code of the first fault since
 * pdf_doc_new. */
MUST_USE enum rc pdf_doc_save(struct pdf_doc *d, unsigned root, unsigned info);

#endif
