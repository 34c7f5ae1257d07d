/* SPDX-License-Identifier: MIT */
/* test_font_names.c: names out of faces of which nobody knows who made them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "font/names.h"

enum { UNICODE, MAC, WINDOWS = 3, ENGLISH = 0x409, CHINESE = 0x804 };

struct record {
	unsigned platform, encoding, language, id;
	const char *text;
	size_t n, off; /* off: of the text among the others, before which it is put */
};

static void put_u16(struct buf *b, size_t v)
{
	buf_putc(b, (char)(v >> 8));
	buf_putc(b, (char)v);
}

/* A face with nothing but these names and, if `selection` is not 0, an OS/2 table. */
static hb_face_t *face_of(const struct record *records, size_t n, unsigned selection)
{
	hb_face_t *face = hb_face_builder_create(), *made;
	struct buf b = {0}, texts = {0};
	hb_blob_t *blob;

	put_u16(&b, 0);
	put_u16(&b, n);
	put_u16(&b, 6 + 12 * n);
	for (size_t i = 0; i < n; i++) {
		put_u16(&b, records[i].platform);
		put_u16(&b, records[i].encoding);
		put_u16(&b, records[i].language);
		put_u16(&b, records[i].id);
		put_u16(&b, records[i].n);
		put_u16(&b, records[i].off + texts.n);
		if (records[i].text != NULL)
			buf_put(&texts, records[i].text, records[i].n);
	}
	buf_put(&b, texts.p, texts.n);
	blob = hb_blob_create(b.p, (unsigned)b.n, HB_MEMORY_MODE_DUPLICATE, NULL, NULL);
	hb_face_builder_add_table(face, HB_TAG('n', 'a', 'm', 'e'), blob);
	hb_blob_destroy(blob);
	if (selection != 0) {
		char os2[96] = {[62] = (char)(selection >> 8), [63] = (char)selection};

		blob = hb_blob_create(os2, sizeof(os2), HB_MEMORY_MODE_DUPLICATE, NULL, NULL);
		hb_face_builder_add_table(face, HB_TAG('O', 'S', '/', '2'), blob);
		hb_blob_destroy(blob);
	}
	blob = hb_face_reference_blob(face);
	made = hb_face_create(blob, 0);
	hb_blob_destroy(blob);
	hb_face_destroy(face);
	buf_release(&b);
	buf_release(&texts);
	return made;
}

/* The family name in one of two languages. */
static void assert_family(const struct record *records, size_t n, bool chinese, const char *wanted)
{
	struct arena a = {0};
	hb_face_t *face = face_of(records, n, 0);
	const char *found = names_read(&a, face, NAME_FAMILY, chinese);

	if (wanted == NULL)
		assert_null(found);
	else
		assert_string_equal(found != NULL ? found : "none", wanted);
	hb_face_destroy(face);
	arena_release(&a);
}

#define EN(text)                                                                                   \
	{                                                                                          \
		WINDOWS, 1, ENGLISH, NAME_FAMILY, text, sizeof(text) - 1, 0                        \
	}
#define ONE(...) ((const struct record[]){__VA_ARGS__}), 1
#define TWO(...) ((const struct record[]){__VA_ARGS__}), 2

static void names_are_decoded_as_their_platform_has_them(void **state)
{
	(void)state;
	assert_family(ONE(EN("\0A\0b")), false, "Ab");
	assert_family(ONE(EN("\0A\0b")), true, NULL);
	assert_family(ONE({WINDOWS, 1, CHINESE, NAME_FAMILY, "\x5B\x8B\x4F\x53", 4, 0}), true,
	              "宋体");
	assert_family(ONE({WINDOWS, 10, ENGLISH, NAME_FAMILY, "\xD8\x40\xDC\x00", 4, 0}), false,
	              "\U00020000");
	assert_family(ONE({WINDOWS, 3, CHINESE, NAME_FAMILY, "\0\xCB\xCE\xCC\xE5", 5, 0}), true,
	              "宋体");
	assert_family(ONE({WINDOWS, 4, CHINESE, NAME_FAMILY, "\xA7\xBA\xC5\xE9", 4, 0}), true,
	              "宋體");
	assert_family(ONE({MAC, 25, 33, NAME_FAMILY, "\xCB\xCE\xCC\xE5", 4, 0}), true, "宋体");
	assert_family(ONE({MAC, 0, 0, NAME_FAMILY, "A\x8E", 2, 0}), false, "Aé");
	assert_family(ONE({MAC, 7, 0, NAME_FAMILY, "AB", 2, 0}), false, NULL);
	assert_family(ONE({WINDOWS, 1, ENGLISH, NAME_FULL, "\0A", 2, 0}), false, NULL);
	assert_family(ONE(EN("\0A\0\n\0B")), false, "A B");
}

/* Of the names in a language that of Windows is the one. */
static void a_name_of_windows_goes_before_others(void **state)
{
	(void)state;
	assert_family(TWO({MAC, 0, 0, NAME_FAMILY, "Mac", 3, 0}, EN("\0W")), false, "W");
	assert_family(TWO(EN("\0W"), {MAC, 0, 0, NAME_FAMILY, "Mac", 3, 0}), false, "W");
}

static void names_that_cannot_be_are_left_out(void **state)
{
	static char longest[4098];

	(void)state;
	for (size_t i = 1; i < sizeof(longest); i += 2)
		longest[i] = 'a';
	assert_family(ONE({WINDOWS, 1, ENGLISH, NAME_FAMILY, longest, 4098, 0}), false, NULL);
	for (int language = 0; language < 2; language++) {
		struct arena a = {0};
		hb_face_t *face =
		        face_of(ONE({WINDOWS, 1, ENGLISH, NAME_FAMILY, longest, 4096, 0}), 0);
		const char *found = names_read(&a, face, NAME_FAMILY, language == 1);

		if (language == 0)
			assert_int_equal(strlen(found), 2048);
		else
			assert_null(found);
		hb_face_destroy(face);
		arena_release(&a);
	}
	assert_family(TWO(EN("\0W"), EN("")), false, "W");
	assert_family(ONE(EN("\xD8\x40\0A")), false, NULL); /* half a pair */
	assert_family(ONE(EN("\xDC\0\0A")), false, NULL);   /* its other half */
	assert_family(ONE(EN("\0A\0\0")), false, NULL);     /* a NUL */
	assert_family(ONE({MAC, 0, 0, NAME_FAMILY, "\0\0", 2, 0}), false, NULL);
	assert_family(ONE({WINDOWS, 3, CHINESE, NAME_FAMILY, "\xCB", 1, 0}), true, NULL);
	/* Beyond the table; all but within it. */
	assert_family(ONE({WINDOWS, 1, ENGLISH, NAME_FAMILY, NULL, 2, 0}), false, NULL);
	assert_family(ONE({WINDOWS, 1, ENGLISH, NAME_FAMILY, "\0A", 2, 1}), false, NULL);
	assert_family(ONE({WINDOWS, 1, ENGLISH, NAME_FAMILY, "\0A", 2, 60000}), false, NULL);
}

/* A bold or italic face is not what the name of its family stands for. */
static void the_family_is_that_of_its_regular_face(void **state)
{
	static const struct record records[] = {EN("\0F"),
	                                        {WINDOWS, 1, ENGLISH, NAME_FULL, "\0F\0B", 4, 0}};
	static const char *const family[] = {"f"}, *const full[] = {"x", "fb"};

	(void)state;
	for (unsigned selection = 0; selection <= 1 << 6; selection = selection * 2 + !selection) {
		struct arena a = {0};
		hb_face_t *face = face_of(records, 2, selection);
		struct face_names names;
		bool regular = selection != 1 && selection != 1 << 5;

		names_list(&a, face, &names);
		assert_int_equal(names_match(&names, family, 1) != NAMES_NO_MATCH, regular);
		assert_true(names_match(&names, full, 2) > 0);
		hb_face_destroy(face);
		arena_release(&a);
	}
}

/* What a face says in every language is kept once, as the name of the family and of the face. */
static void a_name_in_many_languages_is_listed_once(void **state)
{
	static const struct record records[] = {
	        EN("\0F"),
	        {WINDOWS, 1, CHINESE, NAME_FAMILY, "\0F", 2, 0},
	        {WINDOWS, 1, ENGLISH, NAME_FULL, "\0F", 2, 0},
	        {WINDOWS, 1, CHINESE, NAME_FULL, "\0F", 2, 0},
	        {WINDOWS, 1, CHINESE, NAME_FULL, "\0G", 2, 0},
	};
	struct arena a = {0};
	hb_face_t *face = face_of(records, 5, 0);
	struct face_names names;

	(void)state;
	names_list(&a, face, &names);
	assert_int_equal(names.n, 3);
	hb_face_destroy(face);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(names_are_decoded_as_their_platform_has_them),
	        cmocka_unit_test(a_name_of_windows_goes_before_others),
	        cmocka_unit_test(names_that_cannot_be_are_left_out),
	        cmocka_unit_test(the_family_is_that_of_its_regular_face),
	        cmocka_unit_test(a_name_in_many_languages_is_listed_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
