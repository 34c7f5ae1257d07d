/* SPDX-License-Identifier: MIT */
/* Files as strangers write them: whatever is read as text is what qpdf makes of it. */
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

enum { OBJECTS_MAX = 20, DEPTH_MAX = 6 };

/* ---- files ---- */

/* A file while it is written. */
struct maker {
	struct buf pdf;
	size_t at[OBJECTS_MAX]; /* where an object is, by number */
	size_t section;         /* the newest one */
};

static void begin(struct maker *m)
{
	*m = (struct maker){.section = 0};
	buf_puts(&m->pdf, "%PDF-1.7\n");
}

static void put(struct maker *m, int number, const char *text)
{
	m->at[number] = m->pdf.n;
	buf_putf(&m->pdf, "%d 0 obj%s endobj\n", number, text);
}

/* The catalogue, which leads to the objects 4 to 9, and no pages. */
static void put_catalogue(struct maker *m)
{
	put(m, 1, "<</Type/Catalog/Pages 2 0 R/All[4 0 R 5 0 R 6 0 R 7 0 R 8 0 R 9 0 R]>>");
	put(m, 2, "<</Type/Pages/Kids[]/Count 0>>");
}

static void put_stream(struct maker *m, int number, const char *keys, const char *data, size_t n)
{
	m->at[number] = m->pdf.n;
	buf_putf(&m->pdf, "%d 0 obj<<%s/Length %zu>>stream\n", number, keys, n);
	buf_put(&m->pdf, data, n);
	buf_puts(&m->pdf, "\nendstream endobj\n");
}

/* An object stream with two objects. */
static void put_pair(struct maker *m, int number, int first, const char *text, const char *other)
{
	struct buf head = {0}, data = {0}, keys = {0};

	buf_putf(&head, "%d 0 %d %zu ", first, first + 1, strlen(text) + 1);
	buf_putf(&data, "%s%s %s", head.p, text, other);
	buf_putf(&keys, "/Type/ObjStm/N 2/First %zu", head.n);
	put_stream(m, number, keys.p, data.p, data.n);
	buf_release(&head);
	buf_release(&data);
	buf_release(&keys);
}

/* A line of a table for the objects [first, end): 'n' where they are, or 'f'. */
static void put_rows(struct maker *m, int first, int end, char kind)
{
	buf_putf(&m->pdf, "%d %d\n", first, end - first);
	for (int i = first; i < end; i++)
		buf_putf(&m->pdf, "%010zu %05d %c \n", kind == 'n' ? m->at[i] : 0,
		         i == 0 ? 65535 : 0, kind);
}

static void begin_table(struct maker *m)
{
	m->section = m->pdf.n;
	buf_puts(&m->pdf, "xref\n");
}

static void end_table(struct maker *m, const char *keys)
{
	buf_putf(&m->pdf, "trailer<</Size 20/Root 1 0 R%s>>\n", keys);
}

/* A row of a cross-reference stream. */
struct row {
	unsigned char kind;
	unsigned first, second;
};

static void put_xref(struct maker *m, int number, const char *keys, const struct row *rows,
                     size_t n)
{
	struct buf data = {0}, all = {0};

	m->section = m->pdf.n;
	for (size_t i = 0; i < n; i++) {
		unsigned first = rows[i].kind == 1 && rows[i].first == 0 ? (unsigned)m->section
		                                                         : rows[i].first;

		buf_putc(&data, (char)rows[i].kind);
		buf_put_big_endian(&data, first, 3);
		buf_putc(&data, (char)rows[i].second);
	}
	buf_putf(&all, "/Type/XRef/Size 20/Root 1 0 R/W[1 3 1]%s", keys);
	put_stream(m, number, all.p, data.p, data.n);
	buf_release(&data);
	buf_release(&all);
}

/* ---- what is read ---- */

static void assert_same(struct file_objects *o, struct file_object x, qpdf_data q, qpdf_oh want,
                        int depth);

static void assert_same_text(struct file_object x, const char *want, size_t n)
{
	struct buf got = {0};

	if (*x.p == '/')
		object_put_name(x, &got);
	else
		object_put_string(x, &got);
	assert_int_equal(got.n, n);
	if (n > 0)
		assert_memory_equal(got.p, want, n);
	buf_release(&got);
}

static void assert_same_array(struct file_objects *o, struct file_object x, qpdf_data q,
                              qpdf_oh want, int depth)
{
	struct file_object item = object_first(x);

	assert_int_equal(object_count(x), qpdf_oh_get_array_n_items(q, want));
	for (int i = 0; item.p != NULL; i++) {
		assert_same(o, objects_resolve(o, item), q, qpdf_oh_get_array_item(q, want, i),
		            depth + 1);
		item = object_next(x, item);
	}
}

static void assert_same_entries(struct file_objects *o, struct file_object x, qpdf_data q,
                                qpdf_oh want, int depth)
{
	qpdf_oh_begin_dict_key_iter(q, want);
	for (char *list[OBJECTS_MAX], **end = list; end < list + OBJECTS_MAX; end++) {
		if (qpdf_oh_dict_more_keys(q)) {
			*end = strdup(qpdf_oh_dict_next_key(q));
			continue;
		}
		while (end-- > list) {
			const char *key = *end + 1;
			struct file_object value;

			object_pick(x, &key, 1, &value);
			assert_same(o, objects_resolve(o, value), q, qpdf_oh_get_key(q, want, *end),
			            depth + 1);
			free(*end);
		}
		return;
	}
	fail();
}

static void assert_same(struct file_objects *o, struct file_object x, qpdf_data q, qpdf_oh want,
                        int depth)
{
	int number;

	if (qpdf_oh_is_null(q, want)) {
		assert_null(x.p);
		return;
	}
	assert_non_null(x.p);
	if (depth == DEPTH_MAX)
		return;
	assert_int_equal(x.is_stream, qpdf_oh_is_stream(q, want));
	if (x.is_stream) {
		assert_false(object_is_dictionary(x));
		assert_same_entries(o, x, q, qpdf_oh_get_dict(q, want), depth);
	} else if (qpdf_oh_is_dictionary(q, want)) {
		assert_true(object_is_dictionary(x));
		assert_same_entries(o, x, q, want, depth);
	} else if (qpdf_oh_is_array(q, want)) {
		assert_same_array(o, x, q, want, depth);
	} else if (qpdf_oh_is_name(q, want)) {
		assert_same_text(x, qpdf_oh_get_name(q, want), strlen(qpdf_oh_get_name(q, want)));
	} else if (qpdf_oh_is_string(q, want)) {
		size_t n;
		const char *text = qpdf_oh_get_binary_string_value(q, want, &n);

		assert_true(object_is_string(x));
		assert_same_text(x, text, n);
	} else if (qpdf_oh_is_integer(q, want)) {
		assert_true(object_integer(x, &number));
		assert_int_equal(number, qpdf_oh_get_int_value_as_int(q, want));
	} else {
		assert_false(object_integer(x, &number));
		assert_int_equal(x.end - x.p, strlen(qpdf_oh_unparse(q, want)));
	}
}

/* Whether an object is read where it stands in the file, which is not for those in streams. */
static bool stands_in_file(const struct maker *m, struct file_object x)
{
	return x.p >= m->pdf.p && x.end <= m->pdf.p + m->pdf.n;
}

/* Compares all objects; returns how many are read where they stand in the file. */
static int compare(struct maker *m)
{
	qpdf_data q = qpdf_init();
	struct file_objects *o;
	int n = 0;

	buf_putf(&m->pdf, "startxref\n%zu\n%%%%EOF\n", m->section);
	qpdf_silence_errors(q);
	qpdf_set_suppress_warnings(q, QPDF_TRUE);
	qpdf_set_attempt_recovery(q, QPDF_FALSE);
	assert_int_equal(qpdf_read_memory(q, "test", m->pdf.p, m->pdf.n, NULL) & QPDF_ERRORS, 0);
	o = objects_open(q, m->pdf.p, m->pdf.n);
	for (int i = 1; i < OBJECTS_MAX; i++) {
		struct file_object x = objects_get(o, i);

		assert_same(o, x, q, qpdf_get_object_by_id(q, i, 0), 0);
		n += stands_in_file(m, x);
	}
	objects_close(o);
	qpdf_cleanup(&q);
	buf_release(&m->pdf);
	return n;
}

/* The object 4 of a file with a table; returns whether it is read where it stands. */
static bool compare_one(const char *text)
{
	struct maker m;

	begin(&m);
	put_catalogue(&m);
	put(&m, 4, text);
	put(&m, 5, "<</Five(5)>>");
	begin_table(&m);
	put_rows(&m, 0, 1, 'f');
	put_rows(&m, 1, 3, 'n');
	put_rows(&m, 4, 6, 'n');
	end_table(&m, "");
	return compare(&m) == 4;
}

/* ---- the tests ---- */

static void what_everybody_reads_alike_is_read_where_it_stands(void **state)
{
	static const char *const texts[] = {
	        "<</A(a\\(b\\)\\051(c)\\n\\7\\12)/B<4E 2D 0>/C/D#20e/F[+1 -2 3.5 -.5 6.]>>",
	        "\n[ true false null 5 0 R/ /#41 [ ] << >>]\n",
	        "(two\r\nlines\rand \\\r\nhalf)",
	        "<</K 1/K 2/L 3/L null>>",
	        "<</K#4B 1/KK 2>>",
	        "<</Five 5  0\nR/None 19 0 R/Zero 0 0 R>>",
	        "\r-17",
	        "<</A 5 1 R>>",
	        "<FEFF4e2d>",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		assert_true(compare_one(texts[i]));
}

static void of_the_rest_qpdf_says_what_it_is(void **state)
{
	static const char *const texts[] = {
	        "<</A 1 % a comment >>\n/B 2>>",
	        "5 0 R",
	        "<</A 1/B>>",
	        "<</A 1 2/B 3>>",
	        "[1 2",
	        "[1 2>>",
	        "(a(b)",
	        "<4E2Dx>",
	        "null",
	        "<</A -5 0 R>>",
	        "[/A#00 /B]",
	        "[/A\vB 1]",
	        "[1e5 --2 . {}]",
	        "[1234567890]",
	        "[truefalse]",
	        "<</A 1>> 2",
	        "",
	        "<</Stream 1/Length 3>>stream\nabc\nendstream",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		assert_false(compare_one(texts[i]));
}

static void deep_objects_are_the_same(void **state)
{
	struct buf text = {0};

	(void)state;
	for (int depth = 60; depth < 70; depth++) {
		buf_clear(&text);
		for (int i = 0; i < depth; i++)
			buf_puts(&text, i % 2 ? "[" : "<</K");
		buf_puts(&text, " 7");
		for (int i = depth; i-- > 0;)
			buf_puts(&text, i % 2 ? "]" : ">>");
		assert_int_equal(compare_one(text.p), depth <= 64);
	}
	buf_release(&text);
}

static void the_newest_object_counts(void **state)
{
	struct maker m;
	struct buf prev = {0};

	(void)state;
	begin(&m);
	put_catalogue(&m);
	for (int i = 4; i < 8; i++)
		put(&m, i, "(old)");
	begin_table(&m);
	put_rows(&m, 0, 3, 'n');
	put_rows(&m, 4, 8, 'n');
	end_table(&m, "");
	buf_putf(&prev, "/Prev %zu", m.section);
	put(&m, 5, "(new)");
	begin_table(&m);
	put_rows(&m, 5, 6, 'n');
	put_rows(&m, 6, 7, 'f');
	end_table(&m, prev.p);
	assert_int_equal(compare(&m), 5);
	buf_release(&prev);
}

static void objects_may_be_in_streams(void **state)
{
	struct maker m;

	(void)state;
	begin(&m);
	put_catalogue(&m);
	put_pair(&m, 3, 4, "<</In[1 6 0 R]>>", "(five)");
	put_pair(&m, 10, 6, "<</A 1 % comment\n>>", "7");
	put_pair(&m, 11, 8, "8", "<</A 1");
	put_xref(&m, 12, "/Index[1 3 4 6 10 3]",
	         (const struct row[]){{1, (unsigned)m.at[1], 0},
	                              {1, (unsigned)m.at[2], 0},
	                              {1, (unsigned)m.at[3], 0},
	                              {2, 3, 0},
	                              {2, 3, 1},
	                              {2, 10, 0},
	                              {2, 10, 1},
	                              {2, 11, 0},
	                              {2, 11, 1},
	                              {1, (unsigned)m.at[10], 0},
	                              {1, (unsigned)m.at[11], 0},
	                              {1, 0, 0}},
	         12);
	assert_int_equal(compare(&m), 2);
}

/* What a table says is free is in the stream beside it (7.5.8.4). */
static void hybrid_files_have_both(void **state)
{
	struct maker m;
	struct buf beside = {0};

	(void)state;
	begin(&m);
	put_catalogue(&m);
	put_pair(&m, 3, 4, "<</In[1 6 0 R]>>", "(five)");
	put(&m, 6, "(six)");
	put_xref(&m, 7, "/Index[4 2]", (const struct row[]){{2, 3, 0}, {2, 3, 1}}, 2);
	buf_putf(&beside, "/XRefStm %zu", m.section);
	begin_table(&m);
	put_rows(&m, 0, 1, 'f');
	put_rows(&m, 1, 4, 'n');
	put_rows(&m, 4, 6, 'f');
	put_rows(&m, 6, 8, 'n');
	end_table(&m, beside.p);
	assert_int_equal(compare(&m), 3);
	buf_release(&beside);
}

/* An offset that leads elsewhere, a number that has been used again, a stream that is damaged. */
static void wrong_places_are_for_qpdf(void **state)
{
	struct maker m;

	(void)state;
	begin(&m);
	put_catalogue(&m);
	put_stream(&m, 3, "/Type/ObjStm/N 2/First 4", "4 0 x (four) (five)", 19);
	put(&m, 6, "(six)");
	put(&m, 7, "(seven)");
	put_xref(&m, 9, "/Index[1 9]",
	         (const struct row[]){{1, (unsigned)m.at[1], 0},
	                              {1, (unsigned)m.at[2], 0},
	                              {1, (unsigned)m.at[3], 0},
	                              {2, 3, 0},
	                              {2, 3, 1},
	                              {1, (unsigned)m.at[7], 0},
	                              {1, (unsigned)m.at[7], 1},
	                              {1, 1, 0},
	                              {1, 0, 0}},
	         9);
	assert_int_equal(compare(&m), 2);
}

/* Whoever goes through the same again and again comes to an end. */
static void what_is_gone_through_has_a_limit(void **state)
{
	struct maker m;
	struct file_objects *o;
	qpdf_data q = qpdf_init();

	(void)state;
	begin(&m);
	put_catalogue(&m);
	begin_table(&m);
	put_rows(&m, 0, 3, 'n');
	end_table(&m, "");
	buf_putf(&m.pdf, "startxref\n%zu\n%%%%EOF\n", m.section);
	assert_int_equal(qpdf_read_memory(q, "test", m.pdf.p, m.pdf.n, NULL) & QPDF_ERRORS, 0);
	o = objects_open(q, m.pdf.p, m.pdf.n);
	objects_limit(o, 1000);
	for (int i = 0; i < 1000 / 30 + 1; i++) {
		struct file_object x = objects_get(o, 2);

		assert_int_equal(x.p == NULL, objects_over(o));
		objects_take(o, x);
	}
	assert_true(objects_over(o));
	assert_null(objects_get(o, 1).p);
	objects_close(o);
	qpdf_cleanup(&q);
	buf_release(&m.pdf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(what_everybody_reads_alike_is_read_where_it_stands),
	        cmocka_unit_test(of_the_rest_qpdf_says_what_it_is),
	        cmocka_unit_test(deep_objects_are_the_same),
	        cmocka_unit_test(the_newest_object_counts),
	        cmocka_unit_test(objects_may_be_in_streams),
	        cmocka_unit_test(hybrid_files_have_both),
	        cmocka_unit_test(wrong_places_are_for_qpdf),
	        cmocka_unit_test(what_is_gone_through_has_a_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
