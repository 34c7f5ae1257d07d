/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "pdf_replay.h"

static void writers_are_found_by_name(void **state)
{
	(void)state;
	assert_string_equal(writer_lookup("publish")->suffix, ".pdf");
	assert_string_equal(writer_lookup("trace")->suffix, ".trace.txt");
	assert_null(writer_lookup("Publish"));
	assert_string_equal(writer_lookup("archive")->suffix, ".archive.pdf");
	assert_string_equal(writer_lookup("archive2")->suffix, ".archive2.pdf");
	assert_true(writer_lookup("web")->html);
	assert_true(writer_lookup("trace")->tests_only);
	assert_false(writer_lookup("web")->tests_only);
	assert_string_equal(writer_at(0)->profile, "publish");
	assert_true(writer_lookup("svg")->paged);
	assert_null(writer_lookup("svg")->write);
	for (size_t i = 0; i < 9; i++)
		assert_ptr_equal(writer_lookup(writer_at(i)->profile), writer_at(i));
	assert_null(writer_at(9));
}

static void claims_are_named_in_the_order_of_the_standards(void **state)
{
	static const struct {
		struct write_claims claims;
		const char *text;
	} cases[] = {
	        {{.pdfa_part = 2, .pdfa_conformance = 'A', .pdfua_part = 1}, "PDF/A-2a PDF/UA-1"},
	        {{.pdfx = "PDF/X-4", .pdfa_part = 2, .pdfa_conformance = 'A'}, "PDF/X-4 PDF/A-2a"},
	        {{.pdfa_part = 4, .pdfa_conformance = 'F', .pdfua_part = 2, .wtpdf = "1.0"},
	         "PDF/A-4f PDF/UA-2 WTPDF 1.0"},
	        {{.pdfua_part = 1}, "PDF/UA-1"},
	        {{.pdfx = "PDF/X-4"}, "PDF/X-4"}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf b = {0};

		buf_puts(&b, "x ");
		write_put_claims(&b, &cases[i].claims);
		assert_string_equal(b.p + 2, cases[i].text);
		buf_release(&b);
	}
}

/* ---- trace ---- */

static void trace_shows_every_item_and_the_tags(void **state)
{
	struct sample *s = *state;
	char path[4096], *got, *want;
	size_t n;
	FILE *f;

	sample_report(s);
	got = write_and_read(s, writer_lookup("trace"), RC_OK, &n);
	snprintf(path, sizeof(path), "%s/tests/unit/write/report.trace.txt",
	         getenv("KANBEN_SOURCE"));
	f = fopen(path, "rb");
	assert_non_null(f);
	want = calloc(1, n + 1);
	assert_int_equal(fread(want, 1, n, f), n);
	assert_int_equal(fgetc(f), EOF);
	fclose(f);
	assert_string_equal(got, want);
	free(got);
	free(want);
}

static void trace_lists_positions_only_where_they_are_uneven(void **state)
{
	struct sample *s = *state;
	int p = begin_paragraph(s);
	size_t n;
	char *got;

	sample_text(s, &song, AT(0, p, 10, 20), "一二三");
	sample_text(s, &song, AT(0, p, 10, 40), "一二三");
	last_glyphs(s)[2].x += PT(1);
	got = write_and_read(s, writer_lookup("trace"), RC_OK, &n);
	assert_non_null(strstr(got, "run 1 10,20 to 58 NotoSerifCJKsc-Regular 16 \"一二三\"\n"));
	assert_non_null(strstr(got, "run 1 10,40 to 59 NotoSerifCJKsc-Regular 16 \"一二三\" "
	                            "at 0 16 33\n"));
	free(got);
}

/* ---- the file as a whole ---- */

static void pdf_is_read_by_qpdf_without_a_warning(void **state)
{
	struct sample *s = *state;
	struct pdf_file p;

	sample_report(s);
	pdf_open(&p, s);
	assert_int_equal(qpdf_check_pdf(p.q), QPDF_SUCCESS);
	assert_false(qpdf_more_warnings(p.q));
	assert_string_equal(qpdf_get_pdf_version(p.q), "1.7");
	pdf_close(&p);
}

static void pdf_of_the_same_pages_has_the_same_bytes(void **state)
{
	struct sample *s = *state;
	struct pdf_file a, b;

	sample_report(s);
	pdf_open(&a, s);
	pdf_open(&b, s);
	assert_int_equal(a.n, b.n);
	assert_memory_equal(a.bytes, b.bytes, a.n);
	pdf_close(&a);
	pdf_close(&b);
}

static void pdf_id_differs_when_the_content_does(void **state)
{
	struct sample *s = *state;
	struct pdf_file a, b;
	const char *id_a, *id_b;

	sample_report(s);
	pdf_open(&a, s);
	s->pl.pages[1].items[0].gray = 7;
	pdf_open(&b, s);
	id_a = memmem(a.bytes, a.n, "/ID[<", 5);
	id_b = memmem(b.bytes, b.n, "/ID[<", 5);
	assert_true(id_a != NULL && id_b != NULL);
	assert_memory_equal(id_a + 4, id_a + 4 + 34, 34); /* both identifiers are the same hash */
	assert_memory_not_equal(id_a, id_b, 39);
	pdf_close(&a);
	pdf_close(&b);
}

static void pdf_has_a_tree_of_pages(void **state)
{
	struct sample *s = *state;
	int document = page_add_tag(&s->pl, TAG_DOCUMENT, -1);
	struct pdf_file p;
	qpdf_oh kids;

	for (size_t i = 0; i < 200; i++) {
		int tag = page_add_tag(&s->pl, TAG_P, document);

		page_add(&s->pl, PT(100) + (lu)i * LU_PER_PT, PT(100));
		sample_text(s, &song, AT(i, tag, 10, 20), "一");
	}
	pdf_open(&p, s);
	kids = pdf_at(&p, qpdf_get_root(p.q), "/Pages", "/Kids", NULL);
	assert_int_equal(qpdf_oh_get_array_n_items(p.q, kids), 4); /* of 64 pages */
	assert_int_equal(qpdf_get_num_pages(p.q), 200);
	for (int i = 0; i < 200; i++) {
		qpdf_oh page = qpdf_get_page_n(p.q, (size_t)i);
		qpdf_oh width = pdf_at(&p, page, "/MediaBox", "2", NULL);

		assert_int_equal(qpdf_oh_get_int_value_as_int(p.q, width), 100 + i);
	}
	kids = pdf_at(&p, qpdf_get_root(p.q), "/StructTreeRoot", "/ParentTree", "/Kids", NULL);
	assert_int_equal(qpdf_oh_get_array_n_items(p.q, kids), 4);
	assert_string_equal(qpdf_oh_unparse(p.q, pdf_at(&p, kids, "3", "/Limits", NULL)),
	                    "[ 192 199 ]");
	pdf_close(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(claims_are_named_in_the_order_of_the_standards),
	        cmocka_unit_test_setup_teardown(writers_are_found_by_name, open_sample,
	                                        close_sample),
	        cmocka_unit_test_setup_teardown(trace_shows_every_item_and_the_tags, open_sample,
	                                        close_sample),
	        cmocka_unit_test_setup_teardown(trace_lists_positions_only_where_they_are_uneven,
	                                        open_sample, close_sample),
	        cmocka_unit_test_setup_teardown(pdf_is_read_by_qpdf_without_a_warning, open_sample,
	                                        close_sample),
	        cmocka_unit_test_setup_teardown(pdf_of_the_same_pages_has_the_same_bytes,
	                                        open_sample, close_sample),
	        cmocka_unit_test_setup_teardown(pdf_id_differs_when_the_content_does, open_sample,
	                                        close_sample),
	        cmocka_unit_test_setup_teardown(pdf_has_a_tree_of_pages, open_sample, close_sample),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
