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

#define DEFLATED "/Filter/FlateDecode"

static void put_bytes(struct buf *pdf, const char *keys, const char *p, size_t n)
{
	buf_putf(pdf, "1 0 obj\n<<%s/Length %zu>>stream\n", keys, n);
	buf_put(pdf, p, n);
	buf_puts(pdf, "\nendstream\nendobj\n");
}

static void deflate_to(struct buf *ret, const struct buf *data)
{
	struct libdeflate_compressor *c = libdeflate_alloc_compressor(1);
	size_t most = libdeflate_zlib_compress_bound(c, data->n);

	buf_reserve(ret, most);
	ret->n = libdeflate_zlib_compress(c, data->p, data->n, ret->p, most);
	assert_true(ret->n > 0);
	libdeflate_free_compressor(c);
}

/* A deflated stream with these keys in its dictionary. */
static void put_stream(struct buf *pdf, const char *keys, const struct buf *data)
{
	struct buf packed = {0}, all = {0};

	deflate_to(&packed, data);
	buf_putf(&all, "%s" DEFLATED, keys);
	put_bytes(pdf, all.p, packed.p, packed.n);
	buf_release(&packed);
	buf_release(&all);
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

/* The text at the beginning and at the end, so many numbers, and a name. */
static bool objects_fit(const char *text, size_t numbers, size_t size)
{
	struct buf data = {0};
	bool good;

	buf_puts(&data, text);
	fill(&data, numbers, " 1");
	buf_putf(&data, " ]/x %s", text);
	good = stream_fits(OBJECT_STREAM, &data, size, /*pages*/ false);
	buf_release(&data);
	return good;
}

/* A text counts for so many halves of an object. */
static void assert_halves(const char *text, size_t halves)
{
	if (!objects_fit(text, OBJECTS - halves, FILE_SIZE))
		fail_msg("more than %zu halves: %s", halves, text);
	if (objects_fit(text, OBJECTS - halves + 1, FILE_SIZE))
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
	assert_halves("! ! R", 6);
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
	assert_true(objects_fit("", most, size));
	assert_false(objects_fit("", most + 1, size));
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
	assert_bytes("/Subtype/CIDFontType0C", BYTES + 1, true);
	assert_bytes("/Subtype/Type1C", BYTES + 1, true);
	assert_bytes("/Subtype/OpenType", BYTES + 1, true);
	assert_bytes("/Type/ObjStm/Subtype/Image", BYTES, true);
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
	assert_places("/Type/XRef/W[1 10 9]", 20);
	assert_places("/Type/XRef/W[1 2 1]/Index[0 9]", 4);
}

static void the_streams_of_a_file_have_its_places_together(void **state)
{
	(void)state;
	for (size_t more = 0; more < 2; more++) {
		struct buf data = {0}, pdf = {0};

		fill(&data, PLACES / 3, "abc");
		put_stream(&pdf, "/Type/XRef/W[1 2 0]", &data);
		fill(&data, PLACES - PLACES / 3 * 2 + more, "abc");
		put_stream(&pdf, "/Type/XRef/W[1 2 0]", &data);
		assert_int_equal(fits(&pdf, FILE_SIZE, /*pages*/ false), more == 0);
		buf_release(&data);
		buf_release(&pdf);
	}
}

/* The word may be in a dictionary, too, which goes on behind it. */
static void what_a_dictionary_says_counts_around_the_word_stream(void **state)
{
	static const char *const keys[] = {"/Type/ObjStm/A(stream)",
	                                   "/A(stream)/Type/ObjStm",
	                                   "/First 4/A(stream)",
	                                   "/A(stream)/First 4",
	                                   "/Type/ObjStm/Kobj 1/A(stream)",
	                                   "/Type/ObjStm/A(stream)/Kobj 1"};
	struct buf data = {0};

	(void)state;
	fill(&data, OBJECTS, "1 ");
	for (size_t more = 0; more < 2; more++) {
		for (size_t i = 0; i < COUNT(keys); i++)
			if (stream_fits(keys[i], &data, FILE_SIZE, /*pages*/ false) != (more == 0))
				fail_msg("%zu more: %s", more, keys[i]);
		buf_puts(&data, "1");
	}
	buf_release(&data);
}

/* What is in strings, in comments or behind what is no object for everybody, hides nothing. */
static void what_a_dictionary_says_cannot_be_hidden(void **state)
{
	static const char *const hiding[] = {
	        "/X( obj)",
	        "/X(1 0 obj)",
	        "/X(1 0 obj<</N 1>>endobj)",
	        "/X(1 0 obj<</N 1>>stream )",
	        "/X(1 0 obj<</N 1>>\nstream\n\nendstream endobj 2 0 obj<<>>stream )",
	        "/X(1 0 obj<</Y(1 0 obj<<>>stream\n)>>stream )",
	        "% 1 0 obj\n",
	        "% 1 0 obj<<\n",
	        "%\n/X(\nstream 1 0 obj<<>>stream )",
	        "/X 1.2.3/Y(1 0 obj<<>>stream )",
	        "/W[1 1 1]/X(/W[999 999 999])",
	        "/X(/W[999 999 999])/W[1 1 1]",
	};
	static const char *const types[] = {"/Type/ObjStm/N 1/First 4", "/First 4", "/Type/XRef"};
	struct buf data = {0};

	(void)state;
	fill(&data, OBJECTS * 4, "1 ");
	for (size_t i = 0; i < COUNT(hiding); i++)
		for (size_t k = 0; k < COUNT(types) * 2; k++) {
			struct buf keys = {0};

			buf_puts(&keys, k % 2 == 0 ? types[k / 2] : "");
			buf_puts(&keys, hiding[i]);
			buf_puts(&keys, k % 2 == 1 ? types[k / 2] : "");
			if (stream_fits(keys.p, &data, FILE_SIZE, /*pages*/ false))
				fail_msg("%s", keys.p);
			buf_release(&keys);
		}
	buf_release(&data);
}

/* As in names of media types, in scripts and in files that are attached as they are. */
static void words_of_pdf_are_allowed_elsewhere(void **state)
{
	static const char *const texts[] = {
	        "var obj = stream; // stream\nobj\nstream\n",
	        "a\n\nobj <<\n>>stream\n",
	        "1 0 obj\n<</Length 5>>\nstream\nabcde\nendstream\nendobj\n",
	};
	struct buf small = {0}, many = {0}, pdf = {0};

	(void)state;
	fill(&many, OBJECTS + 1, "1 ");
	buf_puts(&small, "1 0 (text)");
	put_stream(&pdf, OBJECT_STREAM, &small);
	for (size_t i = 0; i < COUNT(texts); i++)
		put_bytes(&pdf, "/Subtype/application#2Foctet-stream", texts[i], strlen(texts[i]));
	put_bytes(&pdf, "/Filter/DCTDecode", "\xff\xd8", 2);
	put_stream(&pdf, "/Subtype/application#2Foctet-stream", &many);
	put_stream(&pdf, "/Type/XRef/W[1 2 1]", &small);
	assert_true(fits(&pdf, FILE_SIZE, /*pages*/ false));
	buf_release(&small);
	buf_release(&many);
	buf_release(&pdf);
}

static void a_dictionary_says_nothing_of_the_next_stream(void **state)
{
	struct buf none = {0}, many = {0}, pdf = {0};

	(void)state;
	buf_puts(&none, " ");
	fill(&many, OBJECTS + 1, "1 ");
	put_stream(&pdf, OBJECT_STREAM, &none);
	put_stream(&pdf, "/N 9", &many);
	put_stream(&pdf, "/Type/XRef/W[1 1 1]", &none);
	put_stream(&pdf, "/N 9", &many);
	assert_true(fits(&pdf, FILE_SIZE, /*pages*/ false));
	put_stream(&pdf, OBJECT_STREAM, &many);
	assert_false(fits(&pdf, FILE_SIZE, /*pages*/ false));
	buf_release(&none);
	buf_release(&many);
	buf_release(&pdf);
}

/* ---- what cannot be foreseen ---- */

/* What has been inflated before the damage counts. */
static void objects_of_damaged_data_count(void **state)
{
	struct buf data = {0}, packed = {0}, pdf = {0};

	(void)state;
	fill(&data, 2 * OBJECTS, "1 ");
	deflate_to(&packed, &data);
	packed.p[packed.n - 1] ^= 1;
	put_bytes(&pdf, OBJECT_STREAM DEFLATED, packed.p, packed.n);
	assert_false(fits(&pdf, FILE_SIZE, /*pages*/ false));
	buf_release(&data);
	buf_release(&packed);
	buf_release(&pdf);
}

/* Each takes time, though it gives nothing: then there is no room for others. */
static void damaged_streams_count_a_megabyte(void **state)
{
	(void)state;
	for (int more = 0; more < 2; more++) {
		struct buf data = {0}, pdf = {0};

		fill(&data, 1000, "1 ");
		for (int i = 0; i < (BYTES >> 20) + more; i++)
			put_bytes(&pdf, OBJECT_STREAM DEFLATED, "\x78\x9c\xff", 3);
		put_stream(&pdf, OBJECT_STREAM, &data);
		assert_int_equal(fits(&pdf, FILE_SIZE, /*pages*/ false), more == 0);
		buf_release(&data);
		buf_release(&pdf);
	}
}

static bool bytes_fit(const char *keys, const char *p, size_t n)
{
	struct buf pdf = {0};
	bool good;

	put_bytes(&pdf, keys, p, n);
	good = fits(&pdf, FILE_SIZE, /*pages*/ true);
	buf_release(&pdf);
	return good;
}

/* What holds objects is deflated once, or not at all. */
static void objects_in_other_filters_are_refused(void **state)
{
	static const struct {
		const char *keys;
		bool good;
	} streams[] = {
	        {OBJECT_STREAM DEFLATED, true},
	        {OBJECT_STREAM DEFLATED "/DecodeParms<</Predictor 12>>", true},
	        {OBJECT_STREAM "/Filter[/FlateDecode]", true},
	        {OBJECT_STREAM, true},
	        {OBJECT_STREAM "/Filter[/FlateDecode/FlateDecode]", false},
	        {OBJECT_STREAM "/Filter[/ASCIIHexDecode/FlateDecode]", false},
	        {OBJECT_STREAM "/Filter/LZWDecode", false},
	        {OBJECT_STREAM "/A(stream)/Filter/LZWDecode", false},
	        {"/Type/XRef/Filter/LZWDecode", false},
	        {"/Filter[/ASCIIHexDecode/FlateDecode]", true},
	        {"/First 4/Filter/LZWDecode", false},
	        {OBJECT_STREAM "/Filter/LZW", false},
	        {OBJECT_STREAM "/Filter[/A85/Fl]", false},
	        {OBJECT_STREAM "/Filter[/Fl/FlateDecode]", false},
	        {OBJECT_STREAM "/Filter/RL", false},
	        {OBJECT_STREAM "/Filter/Fl", true},
	        {OBJECT_STREAM "/F#69lter/A85", false},
	        {OBJECT_STREAM "/Filter 9 0 R", false},
	        {OBJECT_STREAM "/Filter[9 0 R]", false},
	        {OBJECT_STREAM "/Filter [ /FlateDecode ]", true},
	        {OBJECT_STREAM "/Filter[]", true},
	        {OBJECT_STREAM "/Filter[/FlateDecode", false},
	};
	struct buf data = {0}, packed = {0};

	(void)state;
	buf_puts(&data, "1 0 (text)");
	deflate_to(&packed, &data);
	for (size_t i = 0; i < COUNT(streams); i++)
		if (bytes_fit(streams[i].keys, packed.p, packed.n) != streams[i].good)
			fail_msg("%s: %s", streams[i].good ? "refused" : "taken", streams[i].keys);
	buf_release(&data);
	buf_release(&packed);
}

/* RFC 1950, 2.2: the method, and a check of two bytes. */
static void data_that_say_that_they_are_deflated_are(void **state)
{
	static const char good[] = "\x78\x9c", check[] = "\x78\x9d", method[] = "\x79\x94";

	(void)state;
	assert_int_equal((0x79 * 256 + 0x94) % 31, 0);
	assert_true(bytes_fit(OBJECT_STREAM DEFLATED, good, 2));
	assert_false(bytes_fit(OBJECT_STREAM DEFLATED, check, 2));
	assert_false(bytes_fit(OBJECT_STREAM DEFLATED, method, 2));
	assert_true(bytes_fit(OBJECT_STREAM, check, 2));
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
	        cmocka_unit_test(the_streams_of_a_file_have_its_places_together),
	        cmocka_unit_test(what_a_dictionary_says_counts_around_the_word_stream),
	        cmocka_unit_test(what_a_dictionary_says_cannot_be_hidden),
	        cmocka_unit_test(words_of_pdf_are_allowed_elsewhere),
	        cmocka_unit_test(a_dictionary_says_nothing_of_the_next_stream),
	        cmocka_unit_test(objects_of_damaged_data_count),
	        cmocka_unit_test(damaged_streams_count_a_megabyte),
	        cmocka_unit_test(objects_in_other_filters_are_refused),
	        cmocka_unit_test(data_that_say_that_they_are_deflated_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
