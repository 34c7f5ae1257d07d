/* SPDX-License-Identifier: MIT */
/* A linearised copy is the same document, with its identifier. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "pdf_damage.h"
#include "reread/reread.h"

/* The identifiers of the file's trailer, as they stand there. */
static void put_ids(const struct buf *pdf, struct buf *ret)
{
	qpdf_data q = qpdf_init();
	qpdf_oh ids;

	assert_int_equal(qpdf_read_memory(q, "test", pdf->p, pdf->n, NULL), QPDF_SUCCESS);
	ids = qpdf_oh_get_key(q, qpdf_get_trailer(q), "/ID");
	assert_int_equal(qpdf_oh_get_array_n_items(q, ids), 2);
	for (int i = 0; i < 2; i++)
		buf_puts(ret, qpdf_oh_unparse_binary(q, qpdf_oh_get_array_item(q, ids, i)));
	qpdf_cleanup(&q);
}

static void a_linearised_copy_has_the_identifier_of_the_file(void **state)
{
	struct edition e = {.profile = "web"};
	struct sample *s;
	struct buf linear = {0}, want = {0}, got = {0};
	struct buf pdf;
	const char *at;
	int found = 0;

	(void)state;
	open_edition(&e);
	s = e.sample;
	pdf = (struct buf){.p = e.bytes, .n = e.n};
	assert_int_equal(kanben_reread.linearize(&pdf, &s->dl, &linear), RC_OK);
	put_ids(&pdf, &want);
	put_ids(&linear, &got);
	assert_int_equal(want.n, 2 * strlen("<00112233445566778899aabbccddeeff>"));
	assert_string_equal(got.p, want.p);
	/* In front of the first page there is one more cross-reference. */
	at = linear.p;
	while ((at = memmem(at, (size_t)(linear.p + linear.n - at), want.p, want.n)) != NULL) {
		at += want.n;
		found++;
	}
	assert_int_equal(found, 2);
	assert_null(s->dl.first);
	buf_release(&linear);
	buf_release(&want);
	buf_release(&got);
	close_edition(&e);
}

/* A file that qpdf gave the same identifier as it gives the copy. */
static void an_identifier_may_be_the_one_that_it_replaces(void **state)
{
	struct edition e = {.profile = "web"};
	struct buf pdf = {0}, linear = {0}, want = {0}, got = {0};
	qpdf_data q;

	(void)state;
	open_edition(&e);
	q = open_bytes(&e);
	qpdf_oh_remove_key(q, qpdf_get_trailer(q), "/ID");
	write_changed(q, qpdf_o_generate, &pdf);
	assert_int_equal(kanben_reread.linearize(&pdf, &((struct sample *)e.sample)->dl, &linear),
	                 RC_OK);
	put_ids(&pdf, &want);
	put_ids(&linear, &got);
	assert_string_equal(got.p, want.p);
	qpdf_cleanup(&q);
	buf_release(&pdf);
	buf_release(&linear);
	buf_release(&want);
	buf_release(&got);
	close_edition(&e);
}

/* An identifier of another length could not be put in the place of qpdf's; ours have one. */
static void another_kind_of_identifier_is_a_finding(void **state)
{
	struct edition e = {.profile = "web"};
	struct sample *s;
	struct buf pdf = {0}, linear = {0};
	qpdf_data q;

	(void)state;
	open_edition(&e);
	s = e.sample;
	q = open_bytes(&e);
	qpdf_oh_replace_key(q, qpdf_get_trailer(q), "/ID", qpdf_oh_parse(q, "[<0011><0011>]"));
	write_changed(q, qpdf_o_generate, &pdf);
	assert_int_equal(kanben_reread.linearize(&pdf, &s->dl, &linear), RC_BUG);
	assert_int_equal(s->dl.error_n, 1);
	assert_string_equal(s->dl.first->place.rule, "PDF");
	qpdf_cleanup(&q);
	buf_release(&pdf);
	buf_release(&linear);
	close_edition(&e);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_linearised_copy_has_the_identifier_of_the_file),
	        cmocka_unit_test(an_identifier_may_be_the_one_that_it_replaces),
	        cmocka_unit_test(another_kind_of_identifier_is_a_finding),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
