/* SPDX-License-Identifier: MIT */
/* test_budget.c: how much the streams of a PDF may hold, to the byte, the object and the place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libdeflate.h>

#include "base/buf.h"
#include "base/mem.h"
#include "reread/budget.h"

/* What SECURITY.md promises of a file of so many bytes. */
enum {
	FILE_SIZE = 1 << 16,
	BYTES = (16 << 20) + 8 * FILE_SIZE,
	OBJECTS = 250000 + FILE_SIZE * 60 / 100,
	PLACES = 200000 + FILE_SIZE / 2,
};

/* A stream with these keys in its dictionary. */
static void put_stream(struct buf *pdf, const char *keys, const struct buf *data)
{
	struct libdeflate_compressor *c = libdeflate_alloc_compressor(1);
	size_t most = libdeflate_zlib_compress_bound(c, data->n);
	char *packed = mem_alloc(most);

	most = libdeflate_zlib_compress(c, data->p, data->n, packed, most);
	assert_true(most > 0);
	buf_putf(pdf, "1 0 obj\n<<%s/Length %zu/Filter/FlateDecode>>stream\n", keys, most);
	buf_put(pdf, packed, most);
	buf_puts(pdf, "\nendstream\nendobj\n");
	free(packed);
	libdeflate_free_compressor(c);
}

/* Does what has been put fit into a file of this size? */
static bool fits(const struct buf *pdf, size_t size, bool pages)
{
	struct buf file = {0};
	struct source source = {.name = "test"};
	bool good;

	assert_true(pdf->n <= size);
	buf_put(&file, pdf->p, pdf->n);
	while (file.n < size)
		buf_putc(&file, '\n');
	source.text = file.p;
	source.len = file.n;
	good = pdf_fits(&source, pages);
	buf_release(&file);
	return good;
}

static bool stream_fits(const char *keys, const struct buf *data, size_t size, bool pages)
{
	struct buf pdf = {0};
	bool good;

	put_stream(&pdf, keys, data);
	good = fits(&pdf, size, pages);
	buf_release(&pdf);
	return good;
}

static void fill(struct buf *b, size_t n, const char *word)
{
	for (size_t i = 0; i < n; i++)
		buf_puts(b, word);
}

/* ---- objects ---- */

#define OBJECT_STREAM "/Type/ObjStm/N 1/First 4"

/* The text at the beginning and at the end, a word, and so many numbers. */
static bool objects_fit(const char *text, size_t numbers, size_t size)
{
	struct buf data = {0};
	bool good;

	buf_puts(&data, text);
	fill(&data, numbers, " 1");
	buf_putf(&data, " true %s", text);
	good = stream_fits(OBJECT_STREAM, &data, size, /*pages*/ false);
	buf_release(&data);
	return good;
}

/* A text counts for so many halves of an object. */
static void assert_halves(const char *text, size_t halves)
{
	if (!objects_fit(text, OBJECTS - 1 - halves, FILE_SIZE))
		fail_msg("more than %zu halves: %s", halves, text);
	if (objects_fit(text, OBJECTS - halves, FILE_SIZE))
		fail_msg("less than %zu halves: %s", halves, text);
}

static void each_kind_of_object_counts(void **state)
{
	(void)state;
	assert_halves("", 0);
	assert_halves(" \n\t\r\f ", 0);
	assert_halves("12", 2);
	assert_halves("-1.5 +2 .5", 6);
	assert_halves("true false null", 6);
	assert_halves("()", 2);
	assert_halves("[]", 2);
	assert_halves("<<>>", 2);
	assert_halves("[1 2]", 6);
	assert_halves("[12[3]4]", 10);
	assert_halves("[[[1]]]", 8);
	assert_halves("<<<<>>>>", 4);
	assert_halves("<<", 2);
	assert_halves("<", 2);
	assert_halves("a{b}c%d", 2);
}

static void a_string_counts_and_its_words_do(void **state)
{
	(void)state;
	assert_halves("(text)", 4);
	assert_halves("(a text)", 6);
	assert_halves("( a  text )", 6);
	assert_halves("<>", 2);
	assert_halves("<4E2D6587>", 4);
	assert_halves("(a)<41>(b)", 12);
}

/* Two numbers and an R are one object, whatever is around them. */
static void a_reference_counts_once(void **state)
{
	(void)state;
	assert_halves("12 0 R", 2);
	assert_halves("[12 0 R]", 4);
	assert_halves("1 0 R 2 0 R", 4);
	assert_halves("7 1 0 R", 4);
	assert_halves("+1 -1 R", 2);
	assert_halves(".1 9. R", 2);
	/* These are none. */
	assert_halves("R", 2);
	assert_halves("1 R", 4);
	assert_halves("1 0 R R", 4);
	assert_halves("1 true 0 R", 8);
	assert_halves("1[0 R", 8);
	assert_halves("(1)0 R", 8);
	assert_halves("1 0 x", 6);
}

/* In a dictionary half of the names are keys, which are no objects of their own. */
static void a_name_counts_half_but_in_arrays(void **state)
{
	(void)state;
	assert_halves("/Name", 1);
	assert_halves("<</Key/Value>>", 4);
	assert_halves("<</Key 1>>", 5);
	assert_halves("<</Key(v)/Other<41>>>", 12);
	assert_halves("[/Name]", 4);
	assert_halves("[/Name/Other]", 6);
	assert_halves("[ /Name 1 /Other ]", 8);
	assert_halves("[[/Name]/Other]", 8);
	/* What has ended counts no more. */
	assert_halves("[/Name]/Other", 5);
	assert_halves("<</Key[/In]/Other/Value>>", 9);
	assert_halves("[/Name<</Key/Value>>/Other]", 10);
	assert_halves("[<41>/Name(text)/Other]", 14);
	assert_halves("[<<>>/Name<</Key[]>>/Other]", 13);
}

static void large_files_may_have_more_objects(void **state)
{
	const size_t size = 3 << 20, most = 250000 + size * 60 / 100 + (size - (1 << 20));

	(void)state;
	assert_true(objects_fit("", most - 1, size));
	assert_false(objects_fit("", most, size));
}

static void the_streams_of_a_file_have_its_objects_together(void **state)
{
	(void)state;
	for (size_t more = 0; more < 2; more++) {
		struct buf data = {0}, pdf = {0};

		fill(&data, OBJECTS / 3, "1 ");
		put_stream(&pdf, OBJECT_STREAM, &data);
		put_stream(&pdf, "/First 9", &data); /* that is what tells it */
		put_stream(&pdf, "/N 9", &data);     /* without it there are none */
		buf_clear(&data);
		fill(&data, OBJECTS - OBJECTS / 3 * 2 + more, "1 ");
		put_stream(&pdf, OBJECT_STREAM, &data);
		assert_int_equal(fits(&pdf, FILE_SIZE, /*pages*/ false), more == 0);
		buf_release(&data);
		buf_release(&pdf);
	}
}

/* ---- bytes and places ---- */

static void assert_bytes(const char *keys, size_t most, bool pages)
{
	struct buf data = {0};

	buf_reserve(&data, most + 2);
	memset(data.p, ' ', most + 1);
	data.n = most;
	assert_true(stream_fits(keys, &data, FILE_SIZE, pages));
	data.n++;
	assert_int_equal(stream_fits(keys, &data, FILE_SIZE, pages), most > BYTES);
	buf_release(&data);
}

static void bytes_count_where_qpdf_inflates_them(void **state)
{
	(void)state;
	assert_bytes(OBJECT_STREAM, BYTES, false);
	assert_bytes("", BYTES, true);
	assert_bytes("", BYTES + 1, false);
	assert_bytes("/Subtype/Image", BYTES + 1, true);
	assert_bytes("/Length1 9", BYTES + 1, true);
}

static void the_streams_of_a_file_have_its_bytes_together(void **state)
{
	(void)state;
	for (size_t more = 0; more < 2; more++) {
		struct buf data = {0}, pdf = {0};

		buf_reserve(&data, BYTES);
		memset(data.p, ' ', BYTES);
		data.n = BYTES / 4;
		put_stream(&pdf, OBJECT_STREAM, &data);
		data.n = BYTES - BYTES / 4 + more;
		put_stream(&pdf, OBJECT_STREAM, &data);
		assert_int_equal(fits(&pdf, FILE_SIZE, /*pages*/ false), more == 0);
		buf_release(&data);
		buf_release(&pdf);
	}
}

/* A place has as many bytes as /W says, or counts as one. */
static void assert_places(const char *keys, size_t bytes)
{
	struct buf data = {0};

	buf_reserve(&data, (PLACES + 1) * bytes + 1);
	memset(data.p, 0, (PLACES + 1) * bytes);
	data.n = (PLACES + 1) * bytes - 1;
	assert_true(stream_fits(keys, &data, FILE_SIZE, /*pages*/ false));
	data.n++;
	assert_false(stream_fits(keys, &data, FILE_SIZE, /*pages*/ false));
	buf_release(&data);
}

static void places_of_cross_references_count(void **state)
{
	(void)state;
	assert_places("/Type/XRef/W[1 2 1]", 4);
	assert_places("/Type/XRef/W [ 1 12 0 ]", 13);
	assert_places("/W[1 2 1]/Type/XRef", 4);
	assert_places("/Type/XRef/Width 9/W[1 1 1]", 3);
	assert_places("/Type/XRef", 1);
	assert_places("/Type/XRef/W[0 0 0]", 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(each_kind_of_object_counts),
	        cmocka_unit_test(a_string_counts_and_its_words_do),
	        cmocka_unit_test(a_reference_counts_once),
	        cmocka_unit_test(a_name_counts_half_but_in_arrays),
	        cmocka_unit_test(large_files_may_have_more_objects),
	        cmocka_unit_test(the_streams_of_a_file_have_its_objects_together),
	        cmocka_unit_test(bytes_count_where_qpdf_inflates_them),
	        cmocka_unit_test(the_streams_of_a_file_have_its_bytes_together),
	        cmocka_unit_test(places_of_cross_references_count),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
