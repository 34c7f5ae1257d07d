/* SPDX-License-Identifier: MIT */
#include "write/pdf/pdf_doc.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <hpdf.h>
#include <libdeflate.h>

#include "base/mem.h"
#include "base/tr.h"
#include "write/pdf/pdf_put.h"

enum {
	STRING_MAX = 32767,   /* bytes; ISO 19005-2, 6.1.13 */
	XREF_STEP = 1 << 18,  /* libharu copies its list of objects every so many of them */
	SINK_BLOCK = 1 << 16, /* libharu writes single characters */
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
	struct libdeflate_compressor *deflate;
	struct buf scratch;

	/* while saving */
	struct out *out;
	struct buf pending;
	uint64_t total;
	HPDF_MD5_CTX md5;
	unsigned root, info;
};

static void *haru_alloc(HPDF_UINT n)
{
	return mem_alloc(n);
}

struct pdf_doc *pdf_doc_new(const struct pdf_profile *profile, struct diag_list *dl)
{
	struct pdf_doc *d = mem_alloc(sizeof(*d));

	d->profile = profile;
	d->dl = dl;
	/* The object model without HPDF_Doc: that brings fonts, encoders and pages of its own. */
	HPDF_Error_Init(&d->error, d);
	d->mmgr = HPDF_MMgr_New(&d->error, /*buf_size*/ 0, haru_alloc, free);
	d->xref = HPDF_Xref_New(d->mmgr, /*offset*/ 0);
	d->xref->entries->items_per_block = XREF_STEP;
	d->deflate = libdeflate_alloc_compressor(profile->deflate_level);
	if (d->deflate == NULL)
		pdf_doc_fail(d, RC_BUG, _("the compressor cannot be set up"));
	return d;
}

void pdf_doc_free(struct pdf_doc *d)
{
	if (d == NULL)
		return;
	HPDF_Xref_Free(d->xref);
	HPDF_MMgr_Free(d->mmgr);
	libdeflate_free_compressor(d->deflate);
	buf_release(&d->scratch);
	buf_release(&d->pending);
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

static struct entries *lookup_entries(struct pdf_doc *d, unsigned num)
{
	HPDF_Dict dict = HPDF_Xref_GetEntry(d->xref, num)->obj;

	return dict->attr;
}

static void take_text(struct entries *e, struct buf *entries)
{
	e->n = entries->n;
	e->text = buf_detach(entries);
}

void pdf_doc_fill_take(struct pdf_doc *d, unsigned num, struct buf *entries)
{
	if (num != 0)
		take_text(lookup_entries(d, num), entries);
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

/* libharu itself can only deflate at zlib's level 6. */
static void deflate_to_scratch(struct pdf_doc *d, const void *data, size_t n)
{
	size_t bound = libdeflate_zlib_compress_bound(d->deflate, n);

	buf_clear(&d->scratch);
	buf_reserve(&d->scratch, bound);
	d->scratch.n = libdeflate_zlib_compress(d->deflate, data, n, d->scratch.p, bound);
}

unsigned pdf_doc_add_stream(struct pdf_doc *d, enum pdf_filter filter, struct buf *entries,
                            const void *data, size_t n)
{
	HPDF_Dict dict = NULL;
	HPDF_STATUS status;

	if (d->rc == RC_OK)
		dict = HPDF_DictStream_New(d->mmgr, d->xref);
	if (dict == NULL) {
		fail_haru(d, d->error.error_no);
		buf_release(entries);
		return 0;
	}
	if (filter == PDF_DEFLATE) {
		buf_puts(entries, "/Filter/FlateDecode");
		deflate_to_scratch(d, data, n);
		data = d->scratch.p;
		n = d->scratch.n;
	}
	attach_entries(d, dict);
	take_text(dict->attr, entries);
	status = HPDF_Stream_Write(dict->stream, data, (HPDF_UINT)n);
	if (status != HPDF_OK)
		fail_haru(d, status);
	return object_number(dict);
}

void pdf_doc_put_text(struct pdf_doc *d, struct buf *b, const char *s)
{
	size_t n = strlen(s);

	if (pdf_text_size(s, n) > STRING_MAX)
		pdf_doc_fail(d, RC_LIMIT, _("a text of %zu bytes is too long for a PDF string"), n);
	else
		pdf_put_text(b, s, n);
}

static void flush_pending(struct pdf_doc *d)
{
	HPDF_MD5Update(&d->md5, (const HPDF_BYTE *)d->pending.p, (HPDF_UINT32)d->pending.n);
	out_put(d->out, d->pending.p, d->pending.n);
	buf_clear(&d->pending);
}

static HPDF_STATUS write_sink(HPDF_Stream stream, const HPDF_BYTE *p, HPDF_UINT n)
{
	struct pdf_doc *d = stream->attr;

	d->total += n;
	if (d->total > UINT32_MAX) { /* libharu counts offsets in 32 bits */
		pdf_doc_fail(d, RC_LIMIT, _("the PDF would be larger than 4 GB"));
		return HPDF_FILE_IO_ERROR;
	}
	buf_put(&d->pending, p, n);
	if (d->pending.n >= SINK_BLOCK)
		flush_pending(d);
	return HPDF_OK;
}

static void put_id(struct buf *b, const HPDF_BYTE digest[16])
{
	buf_putc(b, '<');
	for (int i = 0; i < 16; i += 2)
		pdf_put_hex16(b, (unsigned)digest[i] << 8 | digest[i + 1]);
	buf_putc(b, '>');
}

/* By now everything but the trailer is written: the hash of that names the file. */
static HPDF_STATUS write_trailer(HPDF_Dict trailer, HPDF_Stream stream)
{
	struct pdf_doc *d = trailer->attr;
	struct buf *b = &d->scratch;
	HPDF_BYTE digest[16];

	flush_pending(d);
	HPDF_MD5Final(digest, &d->md5);
	buf_clear(b);
	buf_puts(b, "/Root ");
	pdf_put_ref(b, d->root);
	buf_puts(b, "/Info ");
	pdf_put_ref(b, d->info);
	buf_puts(b, "/ID[");
	put_id(b, digest);
	put_id(b, digest);
	buf_puts(b, "]\n");
	return HPDF_Stream_Write(stream, (const HPDF_BYTE *)b->p, (HPDF_UINT)b->n);
}

static HPDF_STATUS write_file(struct pdf_doc *d, HPDF_Stream stream)
{
	HPDF_STATUS status;

	/* The second line tells transfer programs that this is not text (ISO 19005-2, 6.1.2). */
	buf_clear(&d->scratch);
	buf_putf(&d->scratch, "%%PDF-%s\n%%\xb7\xbe\xad\xaa\n", d->profile->version);
	status =
	        HPDF_Stream_Write(stream, (const HPDF_BYTE *)d->scratch.p, (HPDF_UINT)d->scratch.n);
	if (status == HPDF_OK)
		status = HPDF_Xref_WriteToStream(d->xref, stream, /*encrypt*/ NULL);
	return status;
}

enum rc pdf_doc_save(struct pdf_doc *d, unsigned root, unsigned info, struct out *o)
{
	HPDF_Stream stream;
	HPDF_STATUS status;

	if (d->rc == RC_OK && d->error.error_no != HPDF_OK)
		fail_haru(d, d->error.error_no);
	if (d->rc != RC_OK)
		return d->rc;
	d->out = o;
	d->root = root;
	d->info = info;
	HPDF_MD5Init(&d->md5);
	d->xref->trailer->write_fn = write_trailer;
	d->xref->trailer->attr = d;
	stream = HPDF_CallbackWriter_New(d->mmgr, write_sink, d);
	status = write_file(d, stream);
	if (status == HPDF_OK)
		status = d->error.error_no;
	if (status != HPDF_OK)
		fail_haru(d, status);
	flush_pending(d);
	HPDF_Stream_Free(stream);
	return d->rc;
}
