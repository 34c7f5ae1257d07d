/* SPDX-License-Identifier: MIT */
/* Objects of a file looked at as text: the same as qpdf sees, in object streams and outside. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "reread/file_objects.h"

static const char CATALOGUE[] = "<</Type/Catalog/Pages 2 0 R/Text(a\\(b(c)\\))/Wide<FEFF4E2D>"
                                "/List[1 -2.5 3 0 R[/In(])]<</Deep(>>)/K[7]>>true]/Far 5 0 R>>";

static void put_object(struct buf *pdf, long *at, const char *text)
{
	*at = (long)pdf->n;
	buf_puts(pdf, text);
}

/* A file with a table of objects. */
static void put_file(struct buf *pdf)
{
	long at[5], xref;
	struct buf catalogue = {0};

	buf_puts(pdf, "%PDF-1.7\n");
	buf_putf(&catalogue, "1 0 obj\n%s\nendobj\n", CATALOGUE);
	put_object(pdf, &at[0], catalogue.p);
	put_object(pdf, &at[1], "2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n");
	put_object(pdf, &at[2], "3 0 obj\n(three)\nendobj\n");
	put_object(pdf, &at[3], "4 0 obj\n<</Name/Four>>\nendobj\n");
	put_object(pdf, &at[4], "5 0 obj\n[4 0 R]\nendobj\n");
	xref = (long)pdf->n;
	buf_puts(pdf, "xref\n0 6\n0000000000 65535 f \n");
	for (size_t i = 0; i < COUNT(at); i++)
		buf_putf(pdf, "%010ld 00000 n \n", at[i]);
	buf_putf(pdf, "trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%ld\n%%%%EOF\n", xref);
	buf_release(&catalogue);
}

static qpdf_data open_file(const struct buf *pdf)
{
	qpdf_data q = qpdf_init();

	assert_int_equal(qpdf_read_memory(q, "test", pdf->p, pdf->n, NULL), QPDF_SUCCESS);
	return q;
}

/* The same file with its objects in streams, or encrypted so that nobody needs a password. */
static void pack(struct buf *pdf, bool streams, bool encrypted)
{
	qpdf_data q = open_file(pdf);

	assert_int_equal(qpdf_init_write_memory(q), QPDF_SUCCESS);
	qpdf_set_object_stream_mode(q, streams ? qpdf_o_generate : qpdf_o_disable);
	if (encrypted)
		qpdf_set_r6_encryption_parameters2(q, "", "", QPDF_TRUE, QPDF_TRUE, QPDF_TRUE,
		                                   QPDF_TRUE, QPDF_TRUE, QPDF_TRUE, qpdf_r3p_full,
		                                   QPDF_TRUE);
	else
		qpdf_set_static_ID(q, QPDF_TRUE);
	assert_int_equal(qpdf_write(q), QPDF_SUCCESS);
	buf_clear(pdf);
	buf_put(pdf, qpdf_get_buffer(q), qpdf_get_buffer_length(q));
	qpdf_cleanup(&q);
	assert_int_equal(memmem(pdf->p, pdf->n, "/ObjStm", 7) != NULL, streams);
	assert_int_equal(memmem(pdf->p, pdf->n, "/Catalog", 8) == NULL, streams && !encrypted);
	assert_int_equal(memmem(pdf->p, pdf->n, "/Encrypt", 8) != NULL, encrypted);
}

static void assert_text(struct file_objects *o, struct file_object x, const char *want)
{
	struct buf got = {0};

	assert_true(objects_put_text(o, x, &got));
	assert_string_equal(got.p, want);
	buf_release(&got);
}

static void look(struct file_objects *o)
{
	struct file_object root = objects_root(o), list = objects_at(o, root, "/List", NULL);
	double real;
	int number;

	assert_true(object_is_name(objects_at(o, root, "/Type", NULL), "Catalog"));
	assert_true(object_is_dictionary(objects_at(o, root, "/Pages", NULL)));
	assert_text(o, objects_at(o, root, "/Text", NULL), "a(b(c))");
	assert_text(o, objects_at(o, root, "/Wide", NULL), "中");
	assert_int_equal(object_count(list), 6);
	assert_true(object_integer(objects_at(o, list, "0", NULL), &number));
	assert_int_equal(number, 1);
	assert_false(object_integer(objects_at(o, list, "1", NULL), &number));
	assert_true(object_real(objects_at(o, list, "1", NULL), &real));
	assert_true(real == -2.5);
	assert_text(o, objects_at(o, list, "2", NULL), "three");
	assert_text(o, objects_at(o, list, "3", "0", NULL), "In");
	assert_text(o, objects_at(o, list, "3", "1", NULL), "]");
	assert_text(o, objects_at(o, list, "4", "/Deep", NULL), ">>");
	assert_true(object_integer(objects_at(o, list, "4", "/K", "0", NULL), &number));
	assert_int_equal(number, 7);
	assert_null(objects_at(o, list, "6", NULL).p);
	assert_null(objects_at(o, root, "/Absent", "/K", NULL).p);
	assert_null(objects_get(o, 0).p);
	assert_null(objects_get(o, 9999).p);
}

static void objects_are_read_outside_of_streams_and_in_them(void **state)
{
	struct buf pdf = {0};

	(void)state;
	put_file(&pdf);
	for (int packed = 0; packed < 4; packed++) {
		qpdf_data q;
		struct file_objects *o;

		if (packed > 0)
			pack(&pdf, /*streams*/ packed<3, /*encrypted*/ packed> 1);
		q = open_file(&pdf);
		o = objects_open(q, pdf.p, pdf.n);
		look(o);
		assert_text(o, objects_at(o, objects_root(o), "/Far", "0", "/Name", NULL), "Four");
		objects_close(o);
		qpdf_cleanup(&q);
	}
	buf_release(&pdf);
}

/* A stream has one object, and a cross-reference says where five are. */
static void put_stream_file(struct buf *pdf)
{
	long at[4];
	const long entries[][3] = {{0, 0, 0}, {1, 0, 0}, {1, 1, 0}, {1, 2, 0},
	                           {2, 3, 0}, {1, 3, 0}, {2, 3, 1}, {2, 2, 0}};

	buf_puts(pdf, "%PDF-1.5\n");
	put_object(pdf, &at[0], "1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n");
	put_object(pdf, &at[1], "2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n");
	put_object(pdf, &at[2],
	           "3 0 obj\n<</Type/ObjStm/N 1/First 4/Length 10>>stream\n4 0 (four)\n"
	           "endstream\nendobj\n");
	put_object(pdf, &at[3],
	           "5 0 obj\n<</Type/XRef/Size 8/W[1 2 1]/Root 1 0 R/Length 32>>stream\n");
	for (size_t i = 0; i < COUNT(entries); i++) {
		long place = entries[i][0] == 1 ? at[entries[i][1]] : entries[i][1];

		buf_putc(pdf, (char)entries[i][0]);
		buf_putc(pdf, (char)(place >> 8));
		buf_putc(pdf, (char)place);
		buf_putc(pdf, (char)entries[i][2]);
	}
	buf_putf(pdf, "\nendstream\nendobj\nstartxref\n%ld\n%%%%EOF\n", at[3]);
}

static void what_a_stream_does_not_have_is_no_object(void **state)
{
	struct buf pdf = {0};
	struct file_objects *o;
	qpdf_data q;

	(void)state;
	put_stream_file(&pdf);
	q = open_file(&pdf);
	o = objects_open(q, pdf.p, pdf.n);
	assert_text(o, objects_get(o, 4), "four");
	assert_null(objects_get(o, 6).p); /* behind its last */
	assert_null(objects_get(o, 7).p); /* in what is no stream */
	objects_close(o);
	qpdf_cleanup(&q);
	buf_release(&pdf);
}

/* Text that ends within a value is no reason to read behind it. */
static void unfinished_values_end_where_the_text_does(void **state)
{
	const size_t n = strlen(CATALOGUE);

	(void)state;
	for (size_t cut = 0; cut < n; cut++) {
		char *text = mem_alloc(cut + 1);
		struct file_entries e;
		struct file_object x;

		assert_null(object_sound_end(CATALOGUE, CATALOGUE + cut));
		memcpy(text, CATALOGUE, cut); /* an allocation of its own, for the sanitizer */
		assert_null(object_sound_end(text, text + cut));
		x = object_whole(text, text + cut);
		object_entries_of(x, &e);
		for (size_t i = 0; i < e.n; i++) {
			assert_true(e.values[i].end <= text + cut);
			for (struct file_object item = object_first(e.values[i]); item.p != NULL;
			     item = object_next(e.values[i], item))
				assert_true(item.p < item.end && item.end <= text + cut);
		}
		free(text);
	}
}

/* A value that ends where the text does, though a digit stands behind it. */
static bool is_sound(const char *text)
{
	struct buf b = {0};
	const char *end;
	size_t n = strlen(text);

	buf_putf(&b, "%s1", text);
	end = object_sound_end(b.p, b.p + n);
	if (end != NULL)
		assert_true(end == b.p + n);
	buf_release(&b);
	return end != NULL;
}

static void assert_all(const char *const *texts, size_t n, bool sound)
{
	for (size_t i = 0; i < n; i++)
		if (is_sound(texts[i]) != sound)
			fail_msg("%s: %s", sound ? "unsound" : "sound", texts[i]);
}

/* All readers take them for the same, or perhaps not. */
static void values_are_sound_or_not(void **state)
{
	static const char *const sound[] = {
	        "/Name",  "/",     "/A.b-9", "/A#20b",     "/#0A", "/#A0",  "/#01",    "/#10",
	        "/a#Ffb", "1",     "-12",    "+123456789", "0.5",  "-.5",   "4.",      "true",
	        "null",   "false", "()",     "(a\\)b(c))", "<>",   "<4 1>", "<09afAF>"};
	static const char *const unsound[] = {
	        "/#00",  "/A#00b", "/#0", "/#", "/A#1",  "/#0g",       "/#g0", "/#g",
	        "/A\vb", "+",      ".",   "-.", "1.5.2", "1234567890", "1x",   "1-2",
	        "tru",   "truer",  "R",   "(a", "(a\\)", "<4x>",       "<41"};

	(void)state;
	assert_all(sound, COUNT(sound), true);
	assert_all(unsound, COUNT(unsound), false);
}

static void what_is_nested_is_sound_or_not(void **state)
{
	static const char *const sound[] = {"[]",
	                                    "<<>>",
	                                    "[1 0 R]",
	                                    "[1 0 2]",
	                                    "[123456789 0 R]",
	                                    "[11 ((a))]",
	                                    "<</A 1 0 R/B[<</C(])>>]/D<41>>>"};
	static const char *const unsound[] = {"[",
	                                      "<<",
	                                      "]",
	                                      ">>",
	                                      "[>>",
	                                      "<<]",
	                                      "<</A>>",
	                                      "<</A]",
	                                      "<<1 2>>",
	                                      "<<[]>>",
	                                      "[1 R]",
	                                      "[1 0 R",
	                                      "[1 0R]",
	                                      "[1 0 R1]",
	                                      "[1 0 x]",
	                                      "[1234567890 0 R]",
	                                      "[1 1234567890 R]"};
	static const char reference[] = "12 0 R";

	(void)state;
	assert_all(sound, COUNT(sound), true);
	assert_all(unsound, COUNT(unsound), false);
	/* An object of its own that is a reference is none for everybody. */
	assert_true(object_sound_end(reference, reference + strlen(reference)) == reference + 2);
}

static void values_are_sound_to_a_depth(void **state)
{
	enum { MOST = 64 };

	(void)state;
	for (int depth = MOST; depth <= MOST + 1; depth++) {
		struct buf b = {0};

		buf_puts(&b, "<</Key");
		for (int i = 1; i < depth; i++)
			buf_putc(&b, '[');
		for (int i = 1; i < depth; i++)
			buf_putc(&b, ']');
		buf_puts(&b, ">>");
		assert_int_equal(is_sound(b.p), depth == MOST);
		buf_release(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(objects_are_read_outside_of_streams_and_in_them),
	        cmocka_unit_test(what_a_stream_does_not_have_is_no_object),
	        cmocka_unit_test(values_are_sound_or_not),
	        cmocka_unit_test(what_is_nested_is_sound_or_not),
	        cmocka_unit_test(values_are_sound_to_a_depth),
	        cmocka_unit_test(unfinished_values_end_where_the_text_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
