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
	STRING_MAX = 32767,    /* bytes; ISO 19005-2, 6.1.13 */
	OBJECTS_MAX = 8388607, /* indirect objects; the same */
	/* Room for an object of so many bytes is used again for the next; few are larger. */
	OBJECT_KEPT = 64 << 10
};

struct pdf_doc {
	const struct pdf_profile *profile;
	struct diag_list *dl;
	enum rc rc;
	HPDF_Error_Rec error;
	HPDF_MMgr mmgr;
	HPDF_Dict dict; /* each dictionary in turn: its entries are `entries` */
	const struct buf *entries;
	HPDF_Stream sink; /* into `object` */
	struct buf object;
	unsigned last; /* object number */
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

static HPDF_STATUS write_entries(HPDF_Dict dict, HPDF_Stream stream)
{
	const struct pdf_doc *d = dict->attr;

	return HPDF_Stream_Write(stream, (const HPDF_BYTE *)d->entries->p,
	                         (HPDF_UINT)d->entries->n);
}

struct pdf_doc *pdf_doc_new(const struct pdf_profile *profile, struct out *o, struct diag_list *dl)
{
	struct pdf_doc *d = mem_alloc(sizeof(*d));

	d->profile = profile;
	d->dl = dl;
	/* Only the object model: HPDF_Doc would bring fonts, encoders and pages of its own. */
	HPDF_Error_Init(&d->error, d);
	d->mmgr = HPDF_MMgr_New(&d->error, /*buf_size*/ 0, haru_alloc, free);
	d->dict = HPDF_Dict_New(d->mmgr);
	d->dict->attr = d;
	d->dict->write_fn = write_entries;
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
	HPDF_Dict_Free(d->dict);
	HPDF_MMgr_Free(d->mmgr);
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

unsigned pdf_doc_reserve(struct pdf_doc *d)
{
	if (d->last == OBJECTS_MAX) {
		pdf_doc_fail(d, RC_LIMIT, _("the document has more objects than a PDF may hold"));
		return 0;
	}
	return ++d->last;
}

/* Writes the object streams that are full, or all of them. */
static void write_packed(struct pdf_doc *d, bool all)
{
	while (pdf_file_has_packed(d->file, all)) {
		unsigned num = pdf_doc_reserve(d);

		if (num == 0)
			return;
		pdf_file_write_packed(d->file, num);
	}
}

/* Makes d->object; false: there is none. */
static bool serialise(struct pdf_doc *d, unsigned num, const struct buf *entries)
{
	HPDF_STATUS status;

	if (d->rc != RC_OK || num == 0)
		return false;
	buf_clear(&d->object);
	d->entries = entries;
	status = HPDF_Obj_WriteValue(d->dict, d->sink, NULL);
	if (status != HPDF_OK)
		pdf_doc_fail(d, RC_BUG, _("libharu reports error 0x%04lX"), (unsigned long)status);
	return status == HPDF_OK;
}

/*
 * One that fills a stream has its own: qpdf makes objects of all that is in a stream when one of
 * them is asked for, and a document's kids are next to the fonts.
 */
static void pack(struct pdf_doc *d, unsigned num)
{
	if (d->object.n >= PDF_PACKED_BYTES)
		write_packed(d, /*all*/ true);
	pdf_file_pack(d->file, num, &d->object);
	if (d->object.n > OBJECT_KEPT)
		buf_release(&d->object);
	write_packed(d, /*all*/ false);
}

void pdf_doc_fill(struct pdf_doc *d, unsigned num, const struct buf *entries)
{
	if (serialise(d, num, entries))
		pack(d, num);
}

void pdf_doc_fill_take(struct pdf_doc *d, unsigned num, struct buf *entries)
{
	bool made = serialise(d, num, entries);

	buf_release(entries);
	if (made)
		pack(d, num);
}

unsigned pdf_doc_add_take(struct pdf_doc *d, struct buf *entries)
{
	unsigned num = pdf_doc_reserve(d);

	pdf_doc_fill_take(d, num, entries);
	return num;
}

/* Takes its buffers. */
static unsigned add_stream(struct pdf_doc *d, struct pdf_stream *s)
{
	s->num = d->rc == RC_OK ? pdf_doc_reserve(d) : 0;
	if (s->num != 0)
		pdf_file_write_stream(d->file, s);
	else
		pdf_stream_release(s);
	return s->num;
}

unsigned pdf_doc_add_stream(struct pdf_doc *d, enum pdf_filter filter, struct buf *entries,
                            const void *data, size_t n)
{
	struct pdf_stream s = {.filter = filter, .entries = *entries, .p = data, .n = n};

	*entries = (struct buf){0};
	return add_stream(d, &s);
}

unsigned pdf_doc_add_stream_take(struct pdf_doc *d, enum pdf_filter filter, struct buf *entries,
                                 struct buf *data)
{
	struct pdf_stream s = {
	        .filter = filter, .entries = *entries, .p = data->p, .n = data->n, .own = *data};

	*entries = *data = (struct buf){0};
	return add_stream(d, &s);
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

enum rc pdf_doc_save(struct pdf_doc *d, unsigned root, unsigned info)
{
	unsigned num;

	write_packed(d, /*all*/ true);
	num = pdf_file_lookup_gap(d->file, d->last);
	if (num != 0)
		pdf_doc_fail(d, RC_BUG, _("object %u of the PDF was never filled"), num);
	num = pdf_doc_reserve(d);
	if (d->rc != RC_OK)
		return d->rc;
	if (pdf_file_finish(d->file, num, root, info) != RC_OK)
		pdf_doc_fail(d, RC_LIMIT, _("the PDF would be larger than 4 GB"));
	return d->rc;
}
