/* SPDX-License-Identifier: MIT */
/* Catalogues of messages, sound and damaged, and the choice between them and gettext. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/catalogue.h"
#include "base/mem.h"
#include "base/tr.h"

static const char *const texts[][2] = {
        {"", "header"},
        {"a place", "Ort"},
        {"%d file", "%d Datei"},
        {"z", ""},
        {"No such file or directory", "nicht da"},
};

enum { TEXT_N = COUNT(texts), TABLE_AT = 28 };

static const size_t order[TEXT_N] = {0, 2, 4, 1, 3}; /* as strcmp sorts them */

static void put_number(struct buf *b, uint32_t n, bool big)
{
	for (int i = 0; i < 4; i++)
		buf_putc(b, (char)(n >> 8 * (big ? 3 - i : i)));
}

/* A file with these texts in the order of `sorted`. */
static void put_catalogue(struct buf *b, const size_t *sorted, bool big)
{
	uint32_t at = TABLE_AT + 2 * TEXT_N * 8;
	const uint32_t head[] = {0x950412DE, 0, TEXT_N, TABLE_AT, TABLE_AT + TEXT_N * 8, 0, at};

	for (size_t i = 0; i < COUNT(head); i++)
		put_number(b, head[i], big);
	for (size_t side = 0; side < 2; side++)
		for (size_t i = 0; i < TEXT_N; i++) {
			uint32_t n = (uint32_t)strlen(texts[sorted[i]][side]);

			put_number(b, n, big);
			put_number(b, at, big);
			at += n + 1;
		}
	for (size_t side = 0; side < 2; side++)
		for (size_t i = 0; i < TEXT_N; i++)
			buf_put(b, texts[sorted[i]][side], strlen(texts[sorted[i]][side]) + 1);
}

static void catalogue_of_either_byte_order(void **state)
{
	(void)state;
	for (int big = 0; big < 2; big++) {
		struct arena a = {0};
		struct buf b = {0};
		const struct catalogue *c;

		put_catalogue(&b, order, big);
		c = catalogue_read(&a, b.p, b.n);
		assert_non_null(c);
		for (size_t i = 0; i < TEXT_N; i++)
			assert_string_equal(catalogue_lookup(c, texts[i][0]), texts[i][1]);
		assert_null(catalogue_lookup(c, "a plac"));
		assert_null(catalogue_lookup(c, "a places"));
		assert_null(catalogue_lookup(c, "zz"));
		arena_release(&a);
		buf_release(&b);
	}
}

/* Its numbers need all their bytes. */
static void a_large_catalogue_is_read_in_either_byte_order(void **state)
{
	enum { LARGE = 70000 };

	(void)state;
	for (int big = 0; big < 2; big++) {
		const uint32_t head[] = {0x950412DE, 0, 2, 28, 44, 0, 60};
		const uint32_t table[] = {0, 60, 1, 61, LARGE, 63, 1, 63 + LARGE + 1};
		struct arena a = {0};
		struct buf b = {0};
		const struct catalogue *c;

		for (size_t i = 0; i < COUNT(head); i++)
			put_number(&b, head[i], big);
		for (size_t i = 0; i < COUNT(table); i++)
			put_number(&b, table[i], big);
		buf_put(&b, "\0b\0", 3);
		for (size_t i = 0; i < LARGE; i++)
			buf_putc(&b, 'x');
		buf_put(&b, "\0B\0", 3);
		c = catalogue_read(&a, b.p, b.n);
		assert_non_null(c);
		assert_string_equal(catalogue_lookup(c, "b"), "B");
		assert_int_equal(strlen(catalogue_lookup(c, "")), LARGE);
		arena_release(&a);
		buf_release(&b);
	}
}

enum { AFTER = 64 };

/*
 * Reads a copy of n bytes on the heap. Beyond it there is either nothing, so that a sanitizer sees
 * what is read there, or text that must not be taken for a part of it.
 */
static bool read_copy(const char *bytes, size_t n, size_t after)
{
	struct arena a = {0};
	char *copy = malloc(n + after + 1);
	const struct catalogue *c;

	assert_non_null(copy);
	memcpy(copy, bytes, n);
	if (after > 0)
		memset(copy + n, 'x', after);
	copy = realloc(copy, n + after + (after > 0 || n == 0));
	assert_non_null(copy);
	if (after > 0)
		copy[n + after] = '\0';
	c = catalogue_read(&a, copy, n);
	if (c != NULL)
		for (size_t i = 0; i < TEXT_N; i++) {
			const char *found = catalogue_lookup(c, texts[i][0]);

			assert_true(found == NULL || found + strlen(found) < copy + n);
		}
	arena_release(&a);
	free(copy);
	return c != NULL;
}

static bool read_exactly(const char *bytes, size_t n)
{
	bool exact = read_copy(bytes, n, 0);

	assert_true(exact == read_copy(bytes, n, AFTER));
	return exact;
}

static void catalogue_that_is_cut_off_is_refused(void **state)
{
	struct buf b = {0};

	(void)state;
	put_catalogue(&b, order, false);
	for (size_t n = 0; n < b.n; n++)
		assert_false(read_exactly(b.p, n));
	assert_true(read_exactly(b.p, b.n));
	buf_release(&b);
}

static void catalogue_damaged_anywhere_is_read_within_its_bytes(void **state)
{
	struct buf b = {0};
	size_t refused = 0;

	(void)state;
	put_catalogue(&b, order, false);
	for (size_t i = 0; i < b.n; i++)
		for (int value = 0; value < 256; value++) {
			char kept = b.p[i];

			b.p[i] = (char)value;
			refused += !read_exactly(b.p, b.n);
			b.p[i] = kept;
		}
	assert_true(refused > b.n);
	buf_release(&b);
}

static void catalogue_out_of_order_is_refused(void **state)
{
	static const size_t unsorted[TEXT_N] = {0, 1, 2, 3, 4};
	struct buf b = {0};

	(void)state;
	put_catalogue(&b, unsorted, false);
	assert_false(read_exactly(b.p, b.n));
	buf_release(&b);
}

static void catalogue_that_was_set_translates(void **state)
{
	struct arena a = {0};
	struct buf b = {0};

	(void)state;
	put_catalogue(&b, order, false);
	assert_string_equal(_("a place"), "a place");
	tr_set_catalogue(catalogue_read(&a, b.p, b.n));
	assert_non_null(tr_catalogue());
	assert_string_equal(_("a place"), "Ort");
	assert_string_equal(_("another place"), "another place");
	for (unsigned long n = 1; n < 3; n++)
		assert_string_equal(tr_plural("%d file", "%d files", n), "%d Datei");
	assert_string_equal(tr_plural("%d page", "%d pages", 1), "%d page");
	assert_string_equal(tr_plural("%d page", "%d pages", 2), "%d pages");
	tr_set_catalogue(NULL);
	assert_string_equal(_("a place"), "a place");
	arena_release(&a);
	buf_release(&b);
}

/* Whatever the C library says of a file that is not there must be among our messages. */
static void what_the_system_says_is_translated(void **state)
{
	struct arena a = {0};
	struct buf b = {0};

	(void)state;
	put_catalogue(&b, order, false);
	assert_string_equal(tr_error(ENOENT), "No such file or directory");
	tr_set_catalogue(catalogue_read(&a, b.p, b.n));
	assert_string_equal(tr_error(ENOENT), "nicht da");
	assert_string_equal(tr_error(EXDEV), strerror(EXDEV));
	tr_set_catalogue(NULL);
	arena_release(&a);
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(catalogue_of_either_byte_order),
	        cmocka_unit_test(a_large_catalogue_is_read_in_either_byte_order),
	        cmocka_unit_test(catalogue_that_is_cut_off_is_refused),
	        cmocka_unit_test(catalogue_damaged_anywhere_is_read_within_its_bytes),
	        cmocka_unit_test(catalogue_out_of_order_is_refused),
	        cmocka_unit_test(catalogue_that_was_set_translates),
	        cmocka_unit_test(what_the_system_says_is_translated),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
