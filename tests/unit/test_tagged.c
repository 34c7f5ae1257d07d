/* SPDX-License-Identifier: MIT */
/* test_tagged.c: what the web page of a tagged PDF makes of its elements' types. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "reread/reread.h"

enum { TEXTS_MAX = 8 };

/* A file of objects, from number 1 on. */
struct file {
	struct buf bytes;
	long at[16];
	size_t n;
};

static void put_object(struct file *f, const char *fmt, ...) PRINTF_LIKE(2, 3);

static void put_object(struct file *f, const char *fmt, ...)
{
	va_list ap;

	assert_true(f->n < COUNT(f->at));
	f->at[f->n++] = (long)f->bytes.n;
	buf_putf(&f->bytes, "%zu 0 obj\n", f->n);
	va_start(ap, fmt);
	buf_vputf(&f->bytes, fmt, ap);
	va_end(ap);
	buf_puts(&f->bytes, "\nendobj\n");
}

static void put_end(struct file *f)
{
	long table = (long)f->bytes.n;

	buf_putf(&f->bytes, "xref\n0 %zu\n0000000000 65535 f \n", f->n + 1);
	for (size_t i = 0; i < f->n; i++)
		buf_putf(&f->bytes, "%010ld 00000 n \n", f->at[i]);
	buf_putf(&f->bytes, "trailer\n<</Size %zu/Root 1 0 R>>\nstartxref\n%ld\n%%%%EOF\n",
	         f->n + 1, table);
}

/* A page with a text for each element: A, B, C. Their types are names of PDF. */
static void put_file(struct file *f, const char *map, const char *const types[], size_t n)
{
	struct buf content = {0}, kids = {0};

	assert_true(n < TEXTS_MAX);
	for (size_t i = 0; i < n; i++) {
		buf_putf(&content, "/X<</MCID %zu>>BDC BT/F 12 Tf 72 %zu Td(%c)Tj ET EMC\n", i,
		         700 - 20 * i, 'A' + (int)i);
		buf_putf(&kids, "<</S%s/Pg 3 0 R/K %zu>>", types[i], i);
	}
	buf_puts(&f->bytes, "%PDF-1.7\n");
	put_object(f, "<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>"
	              "/StructTreeRoot 6 0 R>>");
	put_object(f, "<</Type/Pages/Kids[3 0 R]/Count 1>>");
	put_object(f, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R"
	              "/Resources<</Font<</F 4 0 R>>>>>>");
	put_object(f, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica"
	              "/Encoding/WinAnsiEncoding>>");
	put_object(f, "<</Length %zu>>stream\n%s\nendstream", content.n, content.p);
	put_object(f, "<</Type/StructTreeRoot/RoleMap<<%s>>/K[%s]>>", map, kids.p);
	put_end(f);
	buf_release(&content);
	buf_release(&kids);
}

static void assert_page(const char *map, const char *const types[], size_t n, const char *want)
{
	struct file f = {.n = 0};
	struct source pdf = {.name = "test.pdf"};
	struct arena a = {0};
	struct diag_list dl = {0};
	struct reread_page page;

	put_file(&f, map, types, n);
	pdf.text = f.bytes.p;
	pdf.len = f.bytes.n;
	assert_int_equal(kanben_reread.page(&pdf, &a, &dl, &page), RC_OK);
	assert_non_null(strstr(page.source.text, "<body>\n"));
	assert_string_equal(strstr(page.source.text, "<body>\n") + strlen("<body>\n"), want);
	assert_null(dl.first);
	diag_release(&dl);
	arena_release(&a);
	buf_release(&f.bytes);
}

static void types_are_read_through_the_role_map(void **state)
{
	static const char *const types[] = {"/Head", "/Far", "/P", "/Nobody"};

	(void)state;
	assert_page("/Head/H2/Far/Further/Further/H3", types, COUNT(types),
	            "<h2>A</h2>\n<h3>B</h3>\n<p>C</p>\n<p>D</p>\n");
}

/* Such a map breaks ISO 14289-1, 7.1, and is not followed. */
static void a_standard_type_means_the_same_whatever_it_is_mapped_to(void **state)
{
	static const char *const types[] = {"/H1", "/Head", "/P", "/Document"};

	(void)state;
	assert_page("/H1/P/Head/H2/H2/Head/P/H3/Document/H4", types, COUNT(types),
	            "<h1>A</h1>\n<h2>B</h2>\n<p>C</p>\n<p>D</p>\n");
}

static void a_type_is_followed_through_seven_others(void **state)
{
	static const char *const types[] = {"/A", "/B"};

	(void)state;
	assert_page("/A/B/B/C/C/D/D/E/E/F/F/G/G/I/I/H1", types, COUNT(types),
	            "<p>A</p>\n<h1>B</h1>\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(types_are_read_through_the_role_map),
	        cmocka_unit_test(a_standard_type_means_the_same_whatever_it_is_mapped_to),
	        cmocka_unit_test(a_type_is_followed_through_seven_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
