/* SPDX-License-Identifier: MIT */
/* pdf_damage.h: finished PDFs in which one thing is changed, and whether that is noticed. */
#ifndef KANBEN_TESTS_PDF_DAMAGE_H
#define KANBEN_TESTS_PDF_DAMAGE_H

#include "pdf_replay.h"
#include "reread/reread.h"
#include "reread/verify.h"

/* A bit of everything: /ActualText, a turned page, a fill. */
static inline void make_document(struct sample *s)
{
	const struct sample_style mark = {.role = "小标宋", .size = PT(30), .rotate = 45};
	struct page_item *fill;
	int p, list;

	sample_report(s);
	p = page_add_tag(&s->pl, TAG_P, 0);
	sample_text(s, &song, AT(1, p, 100, 700), "一");
	last_item(s)->u.run.text = "\ue123";
	sample_text(s, &song, AT(1, p, 100, 730), "一");
	page_add(&s->pl, PT(595.276), PT(841.89))->turned = true;
	sample_text(s, &song, AT(2, p, 700, 100), "一二");
	sample_text(s, &mark, AT(2, PAGE_ARTIFACT_WATERMARK, 300, 300), "一二");
	sample_rule(s, AT(2, PAGE_ARTIFACT, 10, 20), PT(800), PT(20));
	fill = page_add_item(&s->pl, 2, ITEM_FILL, PAGE_ARTIFACT);
	fill->gray = 128;
	fill->u.fill.x = PT(100);
	fill->u.fill.w = fill->u.fill.h = PT(50);
	sample_text(s, &song, AT(2, PAGE_ARTIFACT_PAGINATION, 300, 800), "一");
	last_item(s)->upright = true;
	list = page_add_tag(&s->pl, TAG_L, 0);
	s->pl.tags[list].numbering = NUMBERING_DISC;
	list = page_add_tag(&s->pl, TAG_LI, list);
	sample_text(s, &song, AT(2, page_add_tag(&s->pl, TAG_LBL, list), 100, 500), "一");
	sample_text(s, &song, AT(2, page_add_tag(&s->pl, TAG_LBODY, list), 120, 500), "二");
}

/* A paragraph with a footnote; they lead to each other. */
static inline void add_linked_note(struct sample *s)
{
	struct page_list *pl = &s->pl;
	int p = page_add_tag(pl, TAG_P, 0), reference = page_add_tag(pl, TAG_REFERENCE, p);
	int there = page_add_tag(pl, TAG_LINK, reference), note = page_add_tag(pl, TAG_NOTE, p);
	int label = page_add_tag(pl, TAG_LBL, note), back = page_add_tag(pl, TAG_LINK, label);
	int words = page_add_tag(pl, TAG_SPAN, note);

	pl->tags[reference].other = note;
	pl->tags[note].other = reference;
	pl->tags[there].other = back;
	pl->tags[there].alt = "note";
	pl->tags[back].other = there;
	pl->tags[back].alt = "mark";
	sample_text(s, &song, AT(1, there, 100, 760), "一");
	sample_text(s, &song, AT(1, there, 130, 760), "二");
	sample_text(s, &song, AT(2, back, 100, 400), "一");
	sample_text(s, &song, AT(2, words, 120, 400), "二");
}

static const struct write_attachment files[] = {
        {.name = "a.json", .mime = "application/json", .relation = "Data", .data = "1", .n = 1},
        {.name = "b.json", .mime = "application/json", .relation = "Source", .data = "22", .n = 2},
};

/* The profile of the document and what is attached to it. */
static const struct writer *make_edition(struct sample *s, const char *profile)
{
	static char icc[128] = "................CMYK................acsp";
	static const struct write_colours colours = {
	        .condition = "Custom", .info = "x", .icc = icc, .icc_n = sizeof(icc)};
	const struct writer *w = writer_lookup(profile);

	make_document(s);
	if (!w->press)
		add_linked_note(s);
	if (w->attaches) {
		s->in.attachments = files;
		s->in.attachment_n = 2;
	}
	if (w->press)
		s->in.colours = &colours;
	return w;
}

/* ---- damage ---- */

enum how {
	EDIT, /* the first `from` in a stream's data becomes `to` */
	SET,  /* the value under the key `from` becomes `to` */
	DROP, /* the key `from`, or the array item with that index, is removed */
	SWAP  /* two items of an array: "0" and "1" */
};

#define PAGES "/Root", "/Pages", "/Kids"
#define TREE "/Root", "/StructTreeRoot"
#define DOCUMENT TREE, "/K", "0"
#define TABLE DOCUMENT, "/K", "4"
#define HEAD TABLE, "/K", "1", "/K"
#define FONT(name) PAGES, "0", "/Resources", "/Font", name
#define CID_FONT(name) FONT(name), "/DescendantFonts", "0"

struct damage {
	const char *profile;
	const char *path[16]; /* from the trailer */
	enum how how;
	const char *from, *to, *message;
};

static inline qpdf_oh find(qpdf_data q, const struct damage *d)
{
	qpdf_oh at = qpdf_get_trailer(q);

	for (const char *const *step = d->path; *step != NULL; step++) {
		at = view_at(q, at, *step, NULL);
		assert_false(qpdf_oh_is_null(q, at));
	}
	return at;
}

static inline void edit_stream(qpdf_data q, qpdf_oh stream, const struct damage *d)
{
	struct buf old = {0}, new = {0};
	char *at;

	assert_true(view_stream(q, stream, &old));
	at = memmem(old.p, old.n, d->from, strlen(d->from));
	assert_non_null(at);
	buf_put(&new, old.p, (size_t)(at - old.p));
	buf_puts(&new, d->to);
	at += strlen(d->from);
	buf_put(&new, at, old.n - (size_t)(at - old.p));
	qpdf_oh_replace_stream_data(q, stream, (unsigned char *)new.p, new.n, qpdf_oh_new_null(q),
	                            qpdf_oh_new_null(q));
	buf_release(&old);
	buf_release(&new);
}

static inline void swap(qpdf_data q, qpdf_oh array, int i, int k)
{
	qpdf_oh a = qpdf_oh_get_array_item(q, array, i), b = qpdf_oh_get_array_item(q, array, k);

	qpdf_oh_set_array_item(q, array, i, b);
	qpdf_oh_set_array_item(q, array, k, a);
}

static inline void inflict(qpdf_data q, const struct damage *d)
{
	qpdf_oh at = find(q, d);
	bool is_key = *d->from == '/';

	if (qpdf_oh_is_stream(q, at) && d->how != EDIT)
		at = qpdf_oh_get_dict(q, at);
	if (d->how == EDIT)
		edit_stream(q, at, d);
	else if (d->how == SWAP)
		swap(q, at, atoi(d->from), atoi(d->to));
	else if (d->how == DROP && is_key)
		qpdf_oh_remove_key(q, at, d->from);
	else if (d->how == DROP)
		qpdf_oh_erase_item(q, at, atoi(d->from));
	else if (is_key)
		qpdf_oh_replace_key(q, at, d->from, qpdf_oh_parse(q, d->to));
	else
		qpdf_oh_set_array_item(q, at, atoi(d->from), qpdf_oh_parse(q, d->to));
}

/* The document of a profile. */
struct edition {
	const char *profile;
	void *sample;
	const struct writer *writer;
	char *bytes;
	size_t n;
};

/* The edition's document with these bytes, for its structure to be changed. */
static inline qpdf_data open_bytes(const struct edition *e)
{
	qpdf_data q = qpdf_init();

	qpdf_set_suppress_warnings(q, QPDF_TRUE);
	qpdf_silence_errors(q);
	assert_int_equal(qpdf_read_memory(q, "test", e->bytes, e->n, NULL), QPDF_SUCCESS);
	return q;
}

/* The changed document as a file, with objects in streams or without. */
static inline void write_changed(qpdf_data q, enum qpdf_object_stream_e mode, struct buf *ret)
{
	buf_clear(ret);
	assert_int_equal(qpdf_init_write_memory(q), QPDF_SUCCESS);
	qpdf_set_object_stream_mode(q, mode);
	qpdf_set_static_ID(q, QPDF_TRUE);
	assert_int_equal(qpdf_write(q), QPDF_SUCCESS);
	buf_put(ret, qpdf_get_buffer(q), qpdf_get_buffer_length(q));
}

/* Closes the document, too. */
static inline void assert_differs(struct edition *e, qpdf_data q, const char *message)
{
	static const enum qpdf_object_stream_e modes[] = {qpdf_o_generate, qpdf_o_disable};
	struct sample *s = e->sample;
	const struct write_input in = sample_input(s, e->writer);
	struct buf pdf = {0};

	for (size_t i = 0; i < COUNT(modes); i++) {
		write_changed(q, modes[i], &pdf);
		diag_release(&s->dl);
		if (kanben_reread.verify(&pdf, &in, &s->dl) != RC_BUG)
			fail_msg("not noticed: %s", message);
		assert_int_equal(s->dl.error_n, 1);
		assert_string_equal(s->dl.first->place.rule, "PDF");
		if (strstr(s->dl.first->message, message) == NULL)
			assert_string_equal(s->dl.first->message, message);
	}
	buf_release(&pdf);
	qpdf_cleanup(&q);
}

static inline void open_edition(struct edition *e)
{
	assert_int_equal(open_sample(&e->sample), 0);
	e->writer = make_edition(e->sample, e->profile);
	e->bytes = write_and_read(e->sample, e->writer, RC_OK, &e->n);
}

static inline void close_edition(struct edition *e)
{
	free(e->bytes);
	close_sample(&e->sample);
}

/* Each damage of this profile is noticed; the rows of others are passed over. */
static inline void assert_noticed(const char *profile, const struct damage *damages, size_t n)
{
	struct edition e = {.profile = profile};

	open_edition(&e);
	for (size_t i = 0; i < n; i++) {
		qpdf_data q;

		if (strcmp(damages[i].profile, profile) != 0)
			continue;
		q = open_bytes(&e);
		inflict(q, &damages[i]);
		assert_differs(&e, q, damages[i].message);
	}
	close_edition(&e);
}

#endif
