/* SPDX-License-Identifier: MIT */
#include "write/pdf/pdf_doc.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <hpdf.h>

#include "base/mem.h"
#include "base/tr.h"
#include "write/pdf/pdf_file.h"
#include "write/pdf/pdf_put.h"

enum {
	STRING_MAX = 32767,  /* bytes; ISO 19005-2, 6.1.13 */
	XREF_STEP = 1 << 18, /* libharu copies its object list each time it has grown by this */
};

/* The body of one dictionary; libharu's dict points to it and frees it. */
struct entries {
	struct pdf_doc *doc;
	pdf_entries_fn *fn; /* or: */
	const void *arg;
	char *text;
	size_t n;
};

struct pdf_doc {
	const struct pdf_profile *profile;
	struct diag_list *dl;
	enum rc rc;
	HPDF_Error_Rec error;
	HPDF_MMgr mmgr;
	HPDF_Xref xref;
	HPDF_Stream sink; /* into `object` */
	struct buf scratch, object;
	struct pdf_file *file;
};

static void *haru_alloc(HPDF_UINT n)
{
	return mem_alloc(n);
}

static HPDF_STATUS write_sink(HPDF_Stream stream, const HPDF_BYTE *p, HPDF_UINT n)
{
	buf_put(stream->attr, p, n);
	return HPDF_OK;
}

struct pdf_doc *pdf_doc_new(const struct pdf_profile *profile, struct out *o, struct diag_list *dl)
{
	struct pdf_doc *d = mem_alloc(sizeof(*d));

	d->profile = profile;
	d->dl = dl;
	/* Only the object model: HPDF_Doc would bring fonts, encoders and pages of its own. */
	HPDF_Error_Init(&d->error, d);
	d->mmgr = HPDF_MMgr_New(&d->error, /*buf_size*/ 0, haru_alloc, free);
	d->xref = HPDF_Xref_New(d->mmgr, /*offset*/ 0);
	d->xref->entries->items_per_block = XREF_STEP;
	d->sink = HPDF_CallbackWriter_New(d->mmgr, write_sink, &d->object);
	d->file = pdf_file_new(profile, o);
	return d;
}

void pdf_doc_free(struct pdf_doc *d)
{
	if (d == NULL)
		return;
	pdf_file_free(d->file);
	HPDF_Stream_Free(d->sink);
	HPDF_Xref_Free(d->xref);
	HPDF_MMgr_Free(d->mmgr);
	buf_release(&d->scratch);
	buf_release(&d->object);
	free(d);
}

const struct pdf_profile *pdf_doc_profile(const struct pdf_doc *d)
{
	return d->profile;
}

void pdf_doc_fail(struct pdf_doc *d, enum rc rc, const char *fmt, ...)
{
	const struct diag_place place = {.rule = "PDF"};
	struct buf message = {0};
	va_list ap;

	if (d->rc != RC_OK)
		return;
	d->rc = rc;
	va_start(ap, fmt);
	buf_vputf(&message, fmt, ap);
	va_end(ap);
	diag_add(d->dl, DIAG_ERROR, &place, "%s", message.p);
	buf_release(&message);
}

enum rc pdf_doc_fault(const struct pdf_doc *d)
{
	return d->rc;
}

/* libharu keeps its first error in the record and returns it from nearly everything. */
static void fail_haru(struct pdf_doc *d, HPDF_STATUS status)
{
	if (status == HPDF_XREF_COUNT_ERR)
		pdf_doc_fail(d, RC_LIMIT, _("the document has more objects than a PDF may hold"));
	else
		pdf_doc_fail(d, RC_BUG, _("libharu reports error 0x%04lX"), (unsigned long)status);
}

static unsigned object_number(const HPDF_Dict dict)
{
	return dict->header.obj_id & 0x00ffffff;
}

static void free_entries(HPDF_Dict dict)
{
	struct entries *e = dict->attr;

	free(e->text);
	free(e);
}

static HPDF_STATUS write_entries(HPDF_Dict dict, HPDF_Stream stream)
{
	struct entries *e = dict->attr;
	struct buf *b = &e->doc->scratch;

	if (e->text != NULL)
		return HPDF_Stream_Write(stream, (const HPDF_BYTE *)e->text, (HPDF_UINT)e->n);
	if (e->fn == NULL) {
		pdf_doc_fail(e->doc, RC_BUG, _("object %u of the PDF was never filled"),
		             object_number(dict));
		return HPDF_INVALID_OBJECT;
	}
	buf_clear(b);
	e->fn(b, e->arg);
	return HPDF_Stream_Write(stream, (const HPDF_BYTE *)b->p, (HPDF_UINT)b->n);
}

static void attach_entries(struct pdf_doc *d, HPDF_Dict dict)
{
	struct entries *e = mem_alloc(sizeof(*e));

	e->doc = d;
	dict->attr = e;
	dict->write_fn = write_entries;
	dict->free_fn = free_entries;
}

unsigned pdf_doc_reserve(struct pdf_doc *d)
{
	HPDF_Dict dict = HPDF_Dict_New(d->mmgr);
	HPDF_STATUS status;

	attach_entries(d, dict);
	status = HPDF_Xref_Add(d->xref, dict); /* frees dict if it fails */
	if (status != HPDF_OK) {
		fail_haru(d, status);
		return 0;
	}
	return object_number(dict);
}

/* Frees a written object; only its position remains. */
static void let_go(struct pdf_doc *d, unsigned num)
{
	HPDF_XrefEntry entry = HPDF_Xref_GetEntry(d->xref, num);

	HPDF_Obj_ForceFree(d->mmgr, entry->obj);
	entry->obj = NULL;
}

/* Writes the object streams that are full, or all of them. */
static void write_packed(struct pdf_doc *d, bool all)
{
	while (pdf_file_has_packed(d->file, all)) {
		unsigned num = pdf_doc_reserve(d);

		if (num == 0)
			return;
		let_go(d, num);
		pdf_file_write_packed(d->file, num);
	}
}

/* Writes a dictionary whose entries are known. */
static void write_dictionary(struct pdf_doc *d, unsigned num)
{
	HPDF_STATUS status;

	if (d->rc != RC_OK)
		return;
	buf_clear(&d->object);
	status = HPDF_Obj_WriteValue(HPDF_Xref_GetEntry(d->xref, num)->obj, d->sink, NULL);
	if (status != HPDF_OK) {
		fail_haru(d, status);
		return;
	}
	let_go(d, num);
	pdf_file_pack(d->file, num, &d->object);
	write_packed(d, /*all*/ false);
}

static struct entries *lookup_entries(struct pdf_doc *d, unsigned num)
{
	HPDF_Dict dict = HPDF_Xref_GetEntry(d->xref, num)->obj;

	return dict->attr;
}

void pdf_doc_fill_take(struct pdf_doc *d, unsigned num, struct buf *entries)
{
	if (num != 0) {
		struct entries *e = lookup_entries(d, num);

		e->n = entries->n;
		e->text = buf_detach(entries);
		write_dictionary(d, num);
	}
	buf_release(entries);
}

void pdf_doc_fill_late(struct pdf_doc *d, unsigned num, pdf_entries_fn *fn, const void *arg)
{
	struct entries *e;

	if (num == 0)
		return;
	e = lookup_entries(d, num);
	e->fn = fn;
	e->arg = arg;
}

unsigned pdf_doc_add_take(struct pdf_doc *d, struct buf *entries)
{
	unsigned num = pdf_doc_reserve(d);

	pdf_doc_fill_take(d, num, entries);
	return num;
}

unsigned pdf_doc_add_stream(struct pdf_doc *d, enum pdf_filter filter, struct buf *entries,
                            const void *data, size_t n)
{
	unsigned num = d->rc == RC_OK ? pdf_doc_reserve(d) : 0;

	if (num != 0) {
		let_go(d, num);
		pdf_file_write_stream(d->file, num, entries,
		                      &(struct pdf_stream_data){filter, data, n});
	}
	buf_release(entries);
	return num;
}

void pdf_doc_put_text(struct pdf_doc *d, struct buf *b, const char *s)
{
	size_t n = strlen(s);

	if (pdf_text_size(s, n) > STRING_MAX)
		pdf_doc_fail(d, RC_LIMIT, _("a text of %zu bytes is too long for a PDF string"), n);
	else
		pdf_put_text(b, s, n);
}

void pdf_doc_digest(const struct pdf_doc *d, unsigned char ret[16])
{
	pdf_file_digest(d->file, ret);
}

/* Writes the dictionaries that were left until the end. */
static void write_late(struct pdf_doc *d)
{
	unsigned last = d->xref->start_offset + d->xref->entries->count;

	for (unsigned num = 1; num < last && d->rc == RC_OK; num++) {
		if (HPDF_Xref_GetEntry(d->xref, num)->obj != NULL)
			write_dictionary(d, num);
	}
	write_packed(d, /*all*/ true);
}

enum rc pdf_doc_save(struct pdf_doc *d, unsigned root, unsigned info)
{
	unsigned num;

	if (d->rc == RC_OK && d->error.error_no != HPDF_OK)
		fail_haru(d, d->error.error_no);
	write_late(d);
	if (d->rc != RC_OK)
		return d->rc;
	num = pdf_doc_reserve(d);
	if (num != 0) {
		let_go(d, num);
		if (pdf_file_finish(d->file, num, root, info) != RC_OK)
			pdf_doc_fail(d, RC_LIMIT, _("the PDF would be larger than 4 GB"));
	}
	return d->rc;
}
