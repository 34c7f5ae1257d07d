/* SPDX-License-Identifier: MIT */
/* Writes objects and streams and reads them back with qpdf. */
#include "pdf_replay.h"

#include "write/pdf/pdf_doc.h"
#include "write/pdf/pdf_put.h"

static const struct pdf_version version = {.number = "1.7", .info = true};
static const struct writer writer = {
        .pdf_version = &version, .deflate_level = 6, .outline_level = 1};
static const struct pdf_profile plain = {.writer = &writer};

struct bench {
	char path[32];
	struct out *out;
	struct diag_list dl;
	struct pdf_doc *doc;
	unsigned root, info;
};

static int begin(void **state)
{
	struct bench *t = calloc(1, sizeof(*t));
	struct buf b = {0};
	int fd;

	strcpy(t->path, "/tmp/kanben-test-XXXXXX");
	fd = mkstemp(t->path);
	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(out_open(t->path, &t->out), RC_OK);
	t->doc = pdf_doc_new(&plain, t->out, &t->dl);
	buf_puts(&b, "/Type/Pages/Kids[]/Count 0");
	t->info = pdf_doc_add_take(t->doc, &b);
	buf_puts(&b, "/Type/Catalog/Pages ");
	pdf_put_ref(&b, t->info);
	t->root = pdf_doc_add_take(t->doc, &b);
	*state = t;
	return 0;
}

static int end(void **state)
{
	struct bench *t = *state;

	pdf_doc_free(t->doc);
	out_abandon(t->out);
	diag_release(&t->dl);
	unlink(t->path);
	free(t);
	return 0;
}

struct read_back {
	qpdf_data q;
};

/* Saves the file and reads it back. */
static void finish(struct bench *t, struct read_back *ret)
{
	assert_int_equal(pdf_doc_save(t->doc, t->root, t->info), RC_OK);
	assert_int_equal(out_finish(t->out), RC_OK);
	t->out = NULL;
	ret->q = qpdf_init();
	qpdf_set_suppress_warnings(ret->q, QPDF_TRUE);
	assert_int_equal(qpdf_read(ret->q, t->path, NULL), QPDF_SUCCESS);
	assert_false(qpdf_more_warnings(ret->q));
}

static int number_in(struct read_back *p, unsigned num)
{
	qpdf_oh object = qpdf_get_object_by_id(p->q, (int)num, 0);

	return qpdf_oh_get_int_value_as_int(p->q, qpdf_oh_get_key(p->q, object, "/Number"));
}

static void put_number(struct buf *b, const void *arg)
{
	buf_putf(b, "/Number %d", *(const int *)arg);
}

/* More objects than several object streams hold: filled at once, later out of order, at the end. */
static void every_object_is_found_again(void **state)
{
	enum { N = 3000 };
	static unsigned nums[N];
	static int values[N];
	struct bench *t = *state;
	struct read_back p;
	struct buf b = {0};

	for (int i = 0; i < N; i++) {
		values[i] = i;
		nums[i] = pdf_doc_reserve(t->doc);
		if (i % 3 == 0) {
			put_number(&b, &values[i]);
			pdf_doc_fill_take(t->doc, nums[i], &b);
		} else if (i % 3 == 1) {
			put_number(&b, &values[i]);
			pdf_doc_fill(t->doc, nums[i], &b);
			buf_release(&b);
		}
	}
	for (int i = N - 1; i >= 0; i--) {
		if (i % 3 == 2) {
			put_number(&b, &values[i]);
			pdf_doc_fill_take(t->doc, nums[i], &b);
		}
	}
	finish(t, &p);
	for (int i = 0; i < N; i++)
		assert_int_equal(number_in(&p, nums[i]), i);
	qpdf_cleanup(&p.q);
}

static void streams_keep_their_bytes(void **state)
{
	static const char data[] = "0 1 2 endstream endobj \r\n\0 3";
	struct bench *t = *state;
	struct read_back p;
	unsigned nums[2];

	for (int i = 0; i < 2; i++) {
		struct buf b = {0};

		buf_putf(&b, "/Number %d", i);
		nums[i] = pdf_doc_add_stream(t->doc, i == 0 ? PDF_PLAIN : PDF_DEFLATE, &b, data,
		                             sizeof(data));
	}
	finish(t, &p);
	for (int i = 0; i < 2; i++) {
		qpdf_oh stream = qpdf_get_object_by_id(p.q, (int)nums[i], 0);
		unsigned char *got = NULL;
		size_t n = 0;

		assert_int_equal(qpdf_oh_get_stream_data(p.q, stream, qpdf_dl_all, NULL, &got, &n),
		                 0);
		assert_int_equal(n, sizeof(data));
		assert_memory_equal(got, data, n);
		free(got);
	}
	qpdf_cleanup(&p.q);
}

/* An object reserved but never filled is a fault, not a gap in the file. */
static void an_object_never_filled_is_a_fault(void **state)
{
	struct bench *t = *state;

	(void)pdf_doc_reserve(t->doc);
	assert_int_equal(pdf_doc_save(t->doc, t->root, t->info), RC_BUG);
	assert_int_equal(t->dl.error_n, 1);
	assert_string_equal(t->dl.first->place.rule, "PDF");
}

/* The finished file, its NULs as blanks. */
static void read_bytes(struct bench *t, char bytes[4096])
{
	struct read_back p;
	FILE *f;
	size_t n;

	finish(t, &p);
	qpdf_cleanup(&p.q);
	f = fopen(t->path, "rb");
	assert_non_null(f);
	n = fread(bytes, 1, 4095, f);
	assert_in_range(n, 1, 4094);
	fclose(f);
	for (size_t i = 0; i < n; i++)
		bytes[i] = bytes[i] == '\0' ? ' ' : bytes[i];
	bytes[n] = '\0';
}

/* Only the cross-reference stream locates objects: two objects, one entry each. */
static void cross_reference_is_a_stream(void **state)
{
	char bytes[4096];

	read_bytes(*state, bytes);
	assert_memory_equal(bytes, "%PDF-1.7\n%", 10);
	assert_non_null(strstr(bytes, "/Type/ObjStm/N 2/First"));
	assert_non_null(strstr(bytes, "/Type/XRef/Size 5/W[1 4 2]"));
	assert_null(strstr(bytes, "trailer"));
}

/* Who asks for one of those beside it need not read it. */
static void an_object_that_fills_a_stream_is_alone_in_it(void **state)
{
	static const struct {
		size_t n;
		const char *streams[2];
	} cases[] = {{65000, {"/Type/ObjStm/N 5/First", NULL}},
	             {66000, {"/Type/ObjStm/N 3/First", "/Type/ObjStm/N 1/First"}}};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct bench *t;
		char bytes[4096], *at = bytes;

		if (i > 0) {
			end(state);
			begin(state);
		}
		t = *state;
		for (int k = 0; k < 3; k++) {
			struct buf b = {0};

			buf_puts(&b, "/Number 1/Text(");
			for (size_t n = 0; k == 1 && n < cases[i].n; n++)
				buf_putc(&b, 'x');
			buf_putc(&b, ')');
			pdf_doc_add_take(t->doc, &b);
		}
		read_bytes(t, bytes);
		for (size_t k = 0; k < 2 && cases[i].streams[k] != NULL; k++) {
			at = strstr(at, cases[i].streams[k]);
			assert_non_null(at);
		}
	}
}

/* Nodes of the page tree have 64 kids: as many pages, and 64 times as many, fill the last one. */
static void any_number_of_pages_is_a_tree(void **state)
{
	static const size_t numbers[] = {1, 63, 64, 65, 128, 4095, 4096, 4097};

	(void)state;
	for (size_t i = 0; i < COUNT(numbers); i++) {
		void *sample = NULL;
		struct sample *s;
		struct pdf_file p;

		assert_int_equal(open_sample(&sample), 0);
		s = sample;
		begin_text(s);
		while (s->pl.page_n < numbers[i])
			page_add(&s->pl, PT(595.276), PT(841.89))->label = "1";
		pdf_open(&p, s);
		assert_int_equal(qpdf_get_num_pages(p.q), numbers[i]);
		pdf_close(&p);
		close_sample(&sample);
	}
}

/* Not to a part of it that is a tag of its own, such as the mark of a footnote below its first
 * line. */
static void a_bookmark_leads_to_the_headings_own_text(void **state)
{
	struct sample *s = *state;
	struct pdf_file p;
	qpdf_oh dest;
	int heading;

	page_add(&s->pl, PT(595.276), PT(841.89))->label = "1";
	page_add_tag(&s->pl, TAG_DOCUMENT, -1);
	heading = page_add_tag(&s->pl, TAG_H1, 0);
	s->pl.tags[heading].title = "甲";
	sample_text(s, &song, AT(0, heading, 100, 100), "一");
	sample_text(s, &song, AT(0, page_add_tag(&s->pl, TAG_SPAN, heading), 100, 130), "一");
	pdf_open(&p, s);
	/* 841.89 - 100 + 16 */
	dest = pdf_at(&p, qpdf_get_root(p.q), "/Outlines", "/First", "/Dest", "3", NULL);
	assert_string_equal(qpdf_oh_unparse(p.q, dest), "757.89");
	pdf_close(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(every_object_is_found_again, begin, end),
	        cmocka_unit_test_setup_teardown(streams_keep_their_bytes, begin, end),
	        cmocka_unit_test_setup_teardown(an_object_never_filled_is_a_fault, begin, end),
	        cmocka_unit_test_setup_teardown(cross_reference_is_a_stream, begin, end),
	        cmocka_unit_test_setup_teardown(an_object_that_fills_a_stream_is_alone_in_it, begin,
	                                        end),
	        cmocka_unit_test(any_number_of_pages_is_a_tree),
	        cmocka_unit_test_setup_teardown(a_bookmark_leads_to_the_headings_own_text,
	                                        open_sample, close_sample),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
