/* SPDX-License-Identifier: MIT */
#include "reread/reread.h"

#include <stdarg.h>
#include <string.h>

#include <qpdf/qpdf-c.h>

#include "base/tr.h"
#include "picture/picture.h"
#include "reread/budget.h"
#include "reread/new_memory.h"
#include "reread/stream.h"
#include "reread/tagged.h"
#include "reread/verify.h"

enum { FILES_MAX = 1000 /* associated files looked at */ };

static void tell_fault(struct diag_list *dl, const struct source *src, const char *fmt, ...)
        PRINTF_LIKE(3, 4);

static void tell_fault(struct diag_list *dl, const struct source *src, const char *fmt, ...)
{
	const struct diag_place place = {.source = src, .rule = "PDF"};
	struct buf message = {0};
	va_list ap;

	va_start(ap, fmt);
	buf_vputf(&message, fmt, ap);
	va_end(ap);
	diag_add(dl, DIAG_ERROR, &place, "%s", message.p);
	buf_release(&message);
}

/* qpdf's message for the last call that failed. */
static const char *complaint(qpdf_data q)
{
	return qpdf_has_error(q) ? qpdf_get_error_message_detail(q, qpdf_get_error(q)) : "";
}

/* Of a stranger's file nothing is repaired: that reads it again and again (budget.c). */
static qpdf_data open_foreign(const struct source *pdf, QPDF_ERROR_CODE *ret)
{
	qpdf_data q;

	new_memory_begin();
	q = qpdf_init();
	qpdf_silence_errors(q);
	qpdf_set_suppress_warnings(q, QPDF_TRUE);
	qpdf_set_attempt_recovery(q, QPDF_FALSE);
	*ret = qpdf_read_memory(q, pdf->name, pdf->text, pdf->len, NULL);
	return q;
}

static qpdf_data open_memory(const char *name, const char *p, size_t n, QPDF_ERROR_CODE *ret)
{
	qpdf_data q;

	new_memory_begin();
	q = qpdf_init();
	qpdf_silence_errors(q);
	qpdf_set_suppress_warnings(q, QPDF_TRUE);
	*ret = qpdf_read_memory(q, name, p, n, NULL);
	return q;
}

/* qpdf prints errors that were not fetched. */
static void close_pdf(qpdf_data q)
{
	if (qpdf_has_error(q))
		qpdf_get_error(q);
	qpdf_cleanup(&q);
	new_memory_end();
}

static bool is_name(qpdf_data q, qpdf_oh oh, const char *name)
{
	return qpdf_oh_is_name(q, oh) && strcmp(qpdf_oh_get_name(q, oh), name) == 0;
}

/*
 * The stream of an associated file: of the one of this name or, without a name, of the report, the
 * first one that is the /Source.
 */
static bool find_file(qpdf_data q, const char *name, qpdf_oh *ret)
{
	qpdf_oh files = qpdf_oh_get_key(q, qpdf_get_root(q), "/AF");
	int n = qpdf_oh_is_array(q, files) ? qpdf_oh_get_array_n_items(q, files) : 0;

	for (int i = 0; i < n && i < FILES_MAX; i++) {
		qpdf_oh file = qpdf_oh_get_array_item(q, files, i), streams, key;

		if (!qpdf_oh_is_dictionary(q, file))
			continue;
		key = qpdf_oh_get_key(q, file, "/UF");
		if (name != NULL
		            ? !qpdf_oh_is_string(q, key) ||
		                      strcmp(qpdf_oh_get_utf8_value(q, key), name) != 0
		            : !is_name(q, qpdf_oh_get_key(q, file, "/AFRelationship"), "/Source"))
			continue;
		streams = qpdf_oh_get_key(q, file, "/EF");
		if (!qpdf_oh_is_dictionary(q, streams))
			continue;
		*ret = qpdf_oh_get_key(q, streams, "/F");
		if (qpdf_oh_is_stream(q, *ret))
			return true;
	}
	return false;
}

/*
 * A stream's bytes as the text of *ret, in the arena; not with qpdf, which would inflate a small
 * hostile file to any number of gigabytes. RC_LIMIT: more than `limit`; RC_INPUT: not to be
 * decoded.
 */
static enum rc read_stream(qpdf_data q, qpdf_oh stream, size_t limit, struct arena *a,
                           struct source *ret)
{
	struct buf b = {0};
	size_t left = 2 * limit; /* what is deflated counts too */
	bool good = stream_read(q, stream, &left, &b);
	enum rc rc = left == 0 || b.n > limit ? RC_LIMIT : good ? RC_OK : RC_INPUT;

	if (rc == RC_OK) {
		ret->len = b.n;
		ret->text = arena_strndup(a, b.p != NULL ? b.p : "", b.n);
	}
	buf_release(&b);
	return rc;
}

static enum rc tell_large(const struct source *pdf, struct diag_list *dl)
{
	tell_fault(dl, pdf,
	           _("the streams of the PDF inflate to more than is read of a file of its "
	             "size"));
	return RC_LIMIT;
}

static enum rc reread_source(const struct source *pdf, size_t limit, struct arena *a,
                             struct diag_list *dl, struct source *ret)
{
	QPDF_ERROR_CODE code;
	enum rc rc = RC_INPUT;
	qpdf_oh stream;
	qpdf_data q;

	if (!pdf_fits(pdf, /*pages*/ false))
		return tell_large(pdf, dl);
	q = open_foreign(pdf, &code);
	if ((code & QPDF_ERRORS) != 0) {
		tell_fault(dl, pdf, _("cannot be read as a PDF: %s"), complaint(q));
	} else if (!find_file(q, NULL, &stream)) {
		tell_fault(dl, pdf,
		           _("no report is embedded in the PDF; only archive editions have one"));
	} else {
		ret->name = arena_printf(a, "%s/report.json", pdf->name);
		rc = read_stream(q, stream, limit, a, ret);
		if (rc == RC_LIMIT)
			tell_large(pdf, dl);
		else if (rc != RC_OK)
			tell_fault(dl, pdf,
			           _("the report embedded in the PDF cannot be decompressed"));
	}
	close_pdf(q);
	return rc;
}

static enum rc reread_as_page(const struct source *pdf, struct arena *a, struct diag_list *dl,
                              struct reread_page *ret)
{
	QPDF_ERROR_CODE code;
	enum rc rc = RC_OK;
	qpdf_data q;

	*ret = (struct reread_page){.source = {.name = pdf->name}};
	if (!pdf_fits(pdf, /*pages*/ true))
		return tell_large(pdf, dl);
	q = open_foreign(pdf, &code);
	if ((code & QPDF_ERRORS) != 0) {
		tell_fault(dl, pdf, _("cannot be read as a PDF: %s"), complaint(q));
		rc = RC_INPUT;
	} else if (!tagged_read(q, pdf, a, ret)) {
		tell_fault(dl, pdf,
		           _("the PDF shows or repeats more than is read of a file of its size"));
		rc = RC_LIMIT;
	}
	close_pdf(q);
	return rc;
}

static const char *reread_file(void *pdf, struct arena *a, const char *name, struct source *ret)
{
	const struct source *from = pdf;
	QPDF_ERROR_CODE code;
	bool good;
	qpdf_data q;
	qpdf_oh stream;

	*ret = (struct source){.name = name};
	if (!pdf_fits(from, /*pages*/ false))
		return _("it is not in the PDF");
	q = open_foreign(from, &code);
	good = (code & QPDF_ERRORS) == 0 && find_file(q, name, &stream) &&
	       read_stream(q, stream, PICTURE_MAX_BYTES, a, ret) == RC_OK;
	close_pdf(q);
	return good ? NULL : _("it is not in the PDF");
}

/*
 * qpdf gives the copy an identifier of its own, which is a hash of its bytes, and so of what the
 * compressors made of them, or with qpdf_set_static_ID always the same. We have the latter, and
 * replace it by the identifier that the file came with: a hash of the content.
 */
static bool restore_id(qpdf_data q, struct buf *pdf)
{
	static const char fixed[] = "<31415926535897932384626433832795>";
	const size_t n = sizeof(fixed) - 1;
	qpdf_oh ids = qpdf_oh_get_key(q, qpdf_get_trailer(q), "/ID");
	const char *id = qpdf_oh_unparse_binary(q, qpdf_oh_get_array_item(q, ids, 0)); /* <…> */
	bool found = false;
	char *at = pdf->p;

	if (strlen(id) != n)
		return false;
	while ((at = memmem(at, (size_t)(pdf->p + pdf->n - at), fixed, n)) != NULL) {
		memcpy(at, id, n);
		at += n;
		found = true;
	}
	return found;
}

static enum rc reread_linearize(const struct buf *pdf, struct diag_list *dl, struct buf *ret)
{
	QPDF_ERROR_CODE code;
	qpdf_data q = open_memory("PDF", pdf->p, pdf->n, &code);
	enum rc rc;

	/* qpdf warns of whatever it repairs, and a file of ours needs no repair. */
	if (code == QPDF_SUCCESS)
		code = qpdf_init_write_memory(q);
	if (code == QPDF_SUCCESS) {
		qpdf_set_linearization(q, QPDF_TRUE);
		qpdf_set_object_stream_mode(q, qpdf_o_generate);
		qpdf_set_static_ID(q, QPDF_TRUE);
		qpdf_set_newline_before_endstream(q, QPDF_TRUE); /* ISO 19005-2, 6.1.7.1 */
		code = qpdf_write(q);
	}
	if (code == QPDF_SUCCESS)
		buf_put(ret, qpdf_get_buffer(q), qpdf_get_buffer_length(q));
	else
		tell_fault(dl, NULL, _("the finished PDF cannot be read back: %s"), complaint(q));
	rc = code == QPDF_SUCCESS ? RC_OK : RC_BUG;
	if (rc == RC_OK && !restore_id(q, ret)) {
		tell_fault(dl, NULL, _("the linearised PDF lacks the identifier that qpdf writes"));
		rc = RC_BUG;
	}
	close_pdf(q);
	return rc;
}

/* If qpdf had to repair anything, that is an internal error. */
static enum rc reread_verify(const struct buf *pdf, const struct write_input *in,
                             struct diag_list *dl)
{
	QPDF_ERROR_CODE code;
	qpdf_data q = open_memory("PDF", pdf->p, pdf->n, &code);
	enum rc rc = RC_BUG;

	if (code == QPDF_SUCCESS)
		rc = verify_pdf(q, pdf, in, dl);
	else
		tell_fault(dl, NULL, _("the finished PDF cannot be read back: %s"), complaint(q));
	close_pdf(q);
	return rc;
}

const struct reread kanben_reread = {.source = reread_source,
                                     .page = reread_as_page,
                                     .file = reread_file,
                                     .linearize = reread_linearize,
                                     .verify = reread_verify,
                                     .module = {mem_set_oom_handler, tr_set_catalogue}};
