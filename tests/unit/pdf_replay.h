/* SPDX-License-Identifier: MIT */
/*
 * pdf_replay.h: reads a written PDF back with qpdf and plays a page's operators, as a viewer would:
 * what is shown where, with which text, in which marked content.
 */
#ifndef KANBEN_TESTS_PDF_REPLAY_H
#define KANBEN_TESTS_PDF_REPLAY_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <qpdf/qpdf-c.h>

#include "page_sample.h"
#include "write/write.h"

enum { CODE_N = 4096, SHOWN_MAX = 2048, FONT_MAX = 8 };

struct pdf_file {
	char *bytes;
	size_t n;
	qpdf_data q;
};

/* One font of the resources. */
struct viewer_font {
	unsigned cid[CODE_N];
	char text[CODE_N][16]; /* UTF-16BE in hexadecimal digits */
	double width[65536];   /* by CID, in 1/1000 em */
};

struct shown {
	double x, y;
	int font;
	unsigned code;
	int mcid; /* -1: an artifact */
};

struct viewer {
	struct viewer_font *fonts[FONT_MAX];
	/* text state */
	int font;
	double size, spacing, rise, matrix[4], x, y;
	/* marked content */
	int depth, mcid;
	char actual_text[256];
	/* what came of it */
	struct shown shown[SHOWN_MAX];
	size_t shown_n;
	int unmarked_n, painted_n;
	char tags[1024]; /* of all stretches: "H1 P Artifact " */
};

/* A file of the tests' own, gone when it is read. */
static inline char *write_and_read(const struct sample *s, const struct writer *w, enum rc want,
                                   size_t *ret_n)
{
	char path[] = "/tmp/kanben-test-XXXXXX";
	int fd = mkstemp(path);
	struct diag_list *dl = (struct diag_list *)&s->dl;
	struct out *o = NULL;
	char *bytes = NULL;
	FILE *f;
	long n;

	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(out_open(path, &o), RC_OK);
	assert_int_equal(w->write(&s->pl, o, dl), want);
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

/* Pages that cannot be written: what the finding says. */
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

static inline void pdf_open(struct pdf_file *p, const struct sample *s)
{
	p->bytes = write_and_read(s, writer_lookup("publish"), RC_OK, &p->n);
	p->q = qpdf_init();
	qpdf_set_suppress_warnings(p->q, QPDF_TRUE);
	assert_int_equal(qpdf_read_memory(p->q, "test", p->bytes, p->n, NULL), QPDF_SUCCESS);
}

static inline void pdf_close(struct pdf_file *p)
{
	qpdf_cleanup(&p->q);
	free(p->bytes);
}

/* Walks keys ("/Fonts") and places ("2"): pdf_at(p, root, "/Pages", "/Kids", "0", NULL). */
static inline qpdf_oh pdf_at(struct pdf_file *p, qpdf_oh from, ...)
{
	const char *step;
	va_list ap;

	va_start(ap, from);
	while ((step = va_arg(ap, const char *)) != NULL) {
		if (*step == '/')
			from = qpdf_oh_get_key(p->q, from, step);
		else
			from = qpdf_oh_get_array_item(p->q, from, atoi(step));
	}
	va_end(ap);
	return from;
}

static inline char *stream_text(struct pdf_file *p, qpdf_oh stream)
{
	unsigned char *data = NULL;
	size_t n = 0;
	char *s;

	assert_int_equal(qpdf_oh_get_stream_data(p->q, stream, qpdf_dl_all, NULL, &data, &n), 0);
	s = malloc(n + 1);
	memcpy(s, data, n);
	s[n] = '\0';
	free(data);
	return s;
}

static inline void load_widths(struct pdf_file *p, struct viewer_font *f, qpdf_oh cid_font)
{
	qpdf_oh w = pdf_at(p, cid_font, "/W", NULL);
	double other = qpdf_oh_get_numeric_value(p->q, pdf_at(p, cid_font, "/DW", NULL));

	for (int i = 0; i < 65536; i++)
		f->width[i] = other;
	for (int i = 0; i < qpdf_oh_get_array_n_items(p->q, w); i += 2) {
		int cid = qpdf_oh_get_int_value_as_int(p->q, qpdf_oh_get_array_item(p->q, w, i));
		qpdf_oh list = qpdf_oh_get_array_item(p->q, w, i + 1);

		for (int k = 0; k < qpdf_oh_get_array_n_items(p->q, list); k++)
			f->width[cid + k] = qpdf_oh_get_numeric_value(
			        p->q, qpdf_oh_get_array_item(p->q, list, k));
	}
}

static inline struct viewer_font *load_font(struct pdf_file *p, qpdf_oh font)
{
	struct viewer_font *f = calloc(1, sizeof(*f));
	char *encoding = stream_text(p, pdf_at(p, font, "/Encoding", NULL));
	char *unicode = stream_text(p, pdf_at(p, font, "/ToUnicode", NULL));
	unsigned code, cid;
	char text[16];

	for (char *line = encoding; line != NULL; line = strchr(line + 1, '\n')) {
		if (sscanf(line, " <%4x>%u", &code, &cid) == 2 && code < CODE_N)
			f->cid[code] = cid;
	}
	for (char *line = unicode; line != NULL; line = strchr(line + 1, '\n')) {
		if (sscanf(line, " <%4x><%15[0-9A-F]>", &code, text) == 2 && code < CODE_N)
			memcpy(f->text[code], text, sizeof(text));
	}
	free(encoding);
	free(unicode);
	load_widths(p, f, pdf_at(p, font, "/DescendantFonts", "0", NULL));
	return f;
}

static inline void show_hex(struct viewer *v, const char *hex)
{
	unsigned code;

	for (; sscanf(hex, "%4x", &code) == 1; hex += 4) {
		const struct viewer_font *f = v->fonts[v->font];

		assert_true(v->shown_n < SHOWN_MAX && code < CODE_N);
		v->shown[v->shown_n++] = (struct shown){
		        .x = v->x + v->rise * v->matrix[2],
		        .y = v->y + v->rise * v->matrix[3],
		        .font = v->font,
		        .code = code,
		        .mcid = v->mcid,
		};
		v->unmarked_n += v->depth == 0;
		v->x += (f->width[f->cid[code]] / 1000 * v->size + v->spacing) * v->matrix[0];
		v->y += (f->width[f->cid[code]] / 1000 * v->size + v->spacing) * v->matrix[1];
	}
}

static inline void show_array(struct viewer *v, char *array)
{
	for (char *s = array; *s != '\0';) {
		if (*s == '<') {
			char *end = strchr(s, '>');

			*end = '\0';
			show_hex(v, s + 1);
			s = end + 1;
		} else if (*s == '[' || *s == ']' || *s == ' ') {
			s++;
		} else {
			double step = -strtod(s, &s) / 1000 * v->size;

			v->x += step * v->matrix[0];
			v->y += step * v->matrix[1];
		}
	}
}

static inline void begin_marked(struct viewer *v, const char *properties)
{
	const char *mcid = strstr(properties, "/MCID "), *text = strstr(properties, "<FEFF");
	size_t n = strcspn(properties + 1, "<");

	v->depth++;
	if (mcid != NULL)
		v->mcid = atoi(mcid + 6);
	if (text != NULL)
		sscanf(text, "<%255[0-9A-F]", v->actual_text);
	strncat(v->tags, properties + 1, n);
	strcat(v->tags, " ");
}

/* One operator with its operands before it on the line, or since the line before. */
static inline void play(struct viewer *v, const char *op, char *operands)
{
	double n[6] = {0};

	sscanf(operands, "%lf %lf %lf %lf %lf %lf", &n[0], &n[1], &n[2], &n[3], &n[4], &n[5]);
	if (strcmp(op, "BDC") == 0) {
		begin_marked(v, operands);
	} else if (strcmp(op, "EMC") == 0) {
		v->depth--;
		v->mcid = -1;
	} else if (strcmp(op, "BT") == 0) {
		v->x = v->y = 0;
		memcpy(v->matrix, (const double[4]){1, 0, 0, 1}, sizeof(v->matrix));
	} else if (strcmp(op, "Td") == 0) {
		v->x += n[0];
		v->y += n[1];
	} else if (strcmp(op, "Tm") == 0) {
		memcpy(v->matrix, n, sizeof(v->matrix));
		v->x = n[4];
		v->y = n[5];
	} else if (strcmp(op, "Tf") == 0) {
		assert_int_equal(sscanf(operands, "/F%d %lf", &v->font, &v->size), 2);
	} else if (strcmp(op, "Tc") == 0) {
		v->spacing = n[0];
	} else if (strcmp(op, "Ts") == 0) {
		v->rise = n[0];
	} else if (strcmp(op, "TJ") == 0) {
		show_array(v, operands);
	} else if (strcmp(op, "S") == 0 || strcmp(op, "f") == 0) {
		v->painted_n++;
		v->unmarked_n += v->depth == 0;
	}
}

/* The last word of each line is its operator; `BDC` and `TJ` follow their operand directly. */
static inline void play_line(struct viewer *v, char *line)
{
	char *end = line + strlen(line), *op = end;

	while (op > line && strchr(" ]>", op[-1]) == NULL)
		op--;
	char copy[8] = {0};

	strncpy(copy, op, sizeof(copy) - 1);
	*op = '\0';
	play(v, copy, line);
}

static inline struct viewer *view_page(struct pdf_file *p, size_t n)
{
	struct viewer *v = calloc(1, sizeof(*v));
	qpdf_oh page = qpdf_get_page_n(p->q, n);
	char *content = stream_text(p, pdf_at(p, page, "/Contents", NULL));
	char *save = NULL;

	for (int i = 0; i < FONT_MAX; i++) {
		char name[8];
		qpdf_oh font;

		snprintf(name, sizeof(name), "/F%d", i);
		font = pdf_at(p, page, "/Resources", "/Font", name, NULL);
		if (qpdf_oh_is_dictionary(p->q, font))
			v->fonts[i] = load_font(p, font);
	}
	v->mcid = -1;
	for (char *line = strtok_r(content, "\n", &save); line != NULL;
	     line = strtok_r(NULL, "\n", &save))
		play_line(v, line);
	free(content);
	return v;
}

static inline void close_view(struct viewer *v)
{
	for (int i = 0; i < FONT_MAX; i++)
		free(v->fonts[i]);
	free(v);
}

/* What a reader copies: UTF-16BE in hexadecimal digits. */
static inline void copied_text(const struct viewer *v, struct buf *b)
{
	for (size_t i = 0; i < v->shown_n; i++)
		buf_puts(b, v->fonts[v->shown[i].font]->text[v->shown[i].code]);
}

#endif
