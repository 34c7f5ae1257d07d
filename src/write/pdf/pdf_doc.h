/* SPDX-License-Identifier: MIT */
/*
 * pdf_doc.h: a PDF file while it is written: numbered dictionaries and streams, whose entries the
 * rest of this folder makes as text. Only pdf_doc.c uses libharu, which numbers and serialises the
 * objects and keeps those whose entries are not known yet; all others are written at once and
 * freed.
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

/* Appends a dictionary's entries, without << and >>; called once, by pdf_doc_save. */
typedef void pdf_entries_fn(struct buf *b, const void *arg);

/* Borrows its arguments; errors of `o` show when it is finished. */
struct pdf_doc *pdf_doc_new(const struct pdf_profile *profile, struct out *o, struct diag_list *dl);
void pdf_doc_free(struct pdf_doc *d); /* accepts NULL */

const struct pdf_profile *pdf_doc_profile(const struct pdf_doc *d);

/* Records a fault: the first becomes a finding with rule PDF, later ones nothing. */
void pdf_doc_fail(struct pdf_doc *d, enum rc rc, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* The code of the first fault so far, or RC_OK. */
enum rc pdf_doc_fault(const struct pdf_doc *d);

/* The number of a dictionary that is to be filled before the save. */
unsigned pdf_doc_reserve(struct pdf_doc *d);

/* Takes the entries; the buffer is empty afterwards. */
void pdf_doc_fill_take(struct pdf_doc *d, unsigned num, struct buf *entries);

/*
 * The same for many objects: entries are made only when they are written. arg is borrowed until
 * then.
 */
void pdf_doc_fill_late(struct pdf_doc *d, unsigned num, pdf_entries_fn *fn, const void *arg);

/* Reserve and fill. */
unsigned pdf_doc_add_take(struct pdf_doc *d, struct buf *entries);

/* A stream of n bytes, written at once; takes the entries. */
unsigned pdf_doc_add_stream(struct pdf_doc *d, enum pdf_filter filter, struct buf *entries,
                            const void *data, size_t n);

/* Appends text as a text string; a fault if it is beyond what PDF/A allows. */
void pdf_doc_put_text(struct pdf_doc *d, struct buf *b, const char *s);

/* A hash of everything written so far. */
void pdf_doc_digest(const struct pdf_doc *d, unsigned char ret[16]);

/* Writes what is left. RC_OK, or the code of the first fault since pdf_doc_new. */
MUST_USE enum rc pdf_doc_save(struct pdf_doc *d, unsigned root, unsigned info);

#endif
