/* SPDX-License-Identifier: MIT */
/*
 * pdf_replay.h: reads a written PDF back with qpdf and interprets a page's operators as a viewer
 * would: what is shown where, with which text, in which marked content.
 */
#ifndef KANBEN_TESTS_PDF_REPLAY_H
#define KANBEN_TESTS_PDF_REPLAY_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <qpdf/qpdf-c.h>

#include "page_sample.h"
#include "reread/view.h"
#include "write/write.h"

struct pdf_file {
	char *bytes;
	size_t n;
	qpdf_data q;
};

/* A page as it looks. */
struct viewer {
	struct view_fonts fonts;
	struct view seen;
};

/* The sample as a writer's input. */
static inline struct write_input sample_input(const struct sample *s, const struct writer *w)
{
	struct write_input in = s->in;

	in.writer = w;
	in.pages = &s->pl;
	return in;
}

/* Writes to a temporary file and returns its bytes. */
static inline char *write_and_read(const struct sample *s, const struct writer *w, enum rc want,
                                   size_t *ret_n)
{
	char path[] = "/tmp/kanben-test-XXXXXX";
	int fd = mkstemp(path);
	struct diag_list *dl = (struct diag_list *)&s->dl;
	const struct write_input in = sample_input(s, w);
	struct out *o = NULL;
	char *bytes = NULL;
	FILE *f;
	long n;

	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(out_open(path, &o), RC_OK);
	assert_int_equal(writer_write(&in, o, dl), want);
	if (want != RC_OK) {
		out_abandon(o);
		unlink(path);
		return NULL;
	}
	assert_int_equal(out_finish(o), RC_OK);
	f = fopen(path, "rb");
	assert_non_null(f);
	fseek(f, 0, SEEK_END);
	n = ftell(f);
	rewind(f);
	bytes = malloc((size_t)n + 1);
	assert_int_equal(fread(bytes, 1, (size_t)n, f), n);
	bytes[n] = '\0';
	fclose(f);
	unlink(path);
	*ret_n = (size_t)n;
	return bytes;
}

/* Pages that must be refused with this message. */
static inline void assert_refused_as(struct sample *s, const char *profile, enum rc rc,
                                     const char *message)
{
	size_t n;

	assert_null(write_and_read(s, writer_lookup(profile), rc, &n));
	assert_int_equal(s->dl.error_n, 1);
	assert_string_equal(s->dl.first->place.rule, "PDF");
	if (strstr(s->dl.first->message, message) == NULL)
		assert_string_equal(s->dl.first->message, message);
}

static inline void assert_refused(struct sample *s, enum rc rc, const char *message)
{
	assert_refused_as(s, "publish", rc, message);
}

static inline void pdf_open_as(struct pdf_file *p, const struct sample *s, const char *profile)
{
	p->bytes = write_and_read(s, writer_lookup(profile), RC_OK, &p->n);
	p->q = qpdf_init();
	qpdf_set_suppress_warnings(p->q, QPDF_TRUE);
	assert_int_equal(qpdf_read_memory(p->q, "test", p->bytes, p->n, NULL), QPDF_SUCCESS);
}

static inline void pdf_open(struct pdf_file *p, const struct sample *s)
{
	pdf_open_as(p, s, "publish");
}

static inline void pdf_close(struct pdf_file *p)
{
	qpdf_cleanup(&p->q);
	free(p->bytes);
}

/*
 * Follows keys ("/Fonts") and array indices ("2"): pdf_at(p, root, "/Pages", "/Kids", "0", NULL).
 */
#define pdf_at(p, ...) view_at((p)->q, __VA_ARGS__)

static inline char *stream_text(struct pdf_file *p, qpdf_oh stream)
{
	struct buf b = {0};

	assert_true(view_stream(p->q, stream, &b));
	buf_puts(&b, "");
	return buf_detach(&b);
}

static inline struct viewer *open_view(struct pdf_file *p, size_t n)
{
	struct viewer *v = calloc(1, sizeof(*v));
	qpdf_oh page = qpdf_get_page_n(p->q, n);

	assert_true(view_fonts_load(&v->fonts, p->q, pdf_at(p, page, "/Resources", NULL)));
	assert_true(view_page(&v->seen, &v->fonts, p->q, pdf_at(p, page, "/Contents", NULL)));
	assert_null(v->seen.fault);
	return v;
}

static inline void close_view(struct viewer *v)
{
	view_release(&v->seen);
	view_fonts_release(&v->fonts);
	free(v);
}

/* The text that the codes map to, regardless of /ActualText. */
static inline void code_texts(const struct viewer *v, struct buf *b)
{
	for (size_t i = 0; i < v->seen.glyph_n; i++) {
		size_t n;
		const char *text = view_code_text(&v->fonts, &v->seen.glyphs[i], &n);

		buf_put(b, text, n);
	}
}

static inline int mcid_of(const struct viewer *v, size_t glyph)
{
	return v->seen.stretches[v->seen.glyphs[glyph].stretch].mcid;
}

/* The marked-content sequences have these tags, in order: "P Span P ". */
static inline void assert_stretches(const struct viewer *v, const char *want)
{
	struct buf got = {0};

	for (size_t i = 0; i < v->seen.stretch_n; i++)
		buf_putf(&got, "%s ", v->seen.stretches[i].tag);
	assert_string_equal(got.p, want);
	buf_release(&got);
}

/* The /ActualText of the last sequence that has one; NULL: none has. */
static inline void assert_explained(const struct viewer *v, const char *want)
{
	struct buf got = {0};

	for (size_t i = 0; i < v->seen.stretch_n; i++) {
		const struct view_stretch *s = &v->seen.stretches[i];

		if (!s->explained)
			continue;
		buf_clear(&got);
		buf_put(&got, v->seen.text.p + s->from, s->to - s->from);
	}
	if (want != NULL)
		assert_string_equal(got.p, want);
	else
		assert_null(got.p);
	buf_release(&got);
}

#endif
