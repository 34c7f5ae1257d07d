/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"

static void arena_blocks_are_zeroed_and_disjoint(void **state)
{
	struct arena a = {0};
	unsigned char *last = NULL;

	(void)state;
	for (size_t n = 1; n < 200000; n = n * 3 + 1) {
		unsigned char *p = arena_alloc(&a, n);

		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < n; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xFF, n);
		if (last != NULL)
			assert_int_equal(last[0], 0xFF);
		last = p;
	}
	assert_string_equal(arena_printf(&a, "%d-%s", 7, "x"), "7-x");
	arena_release(&a);
	assert_null(a.last);
}

static void arena_blocks_are_zeroed_after_a_reset(void **state)
{
	struct arena a = {0};

	(void)state;
	arena_reset(&a); /* empty */
	for (int round = 0; round < 20; round++) {
		for (size_t n = 1; n < 40000; n = n * 2 + (size_t)round) {
			unsigned char *p = arena_alloc(&a, n);

			for (size_t i = 0; i < n; i++)
				assert_int_equal(p[i], 0);
			memset(p, 0xFF, n);
		}
		arena_reset(&a);
	}
	arena_release(&a);
}

static void joined_arenas_share_one_lifetime(void **state)
{
	struct arena into = {0}, from = {0};
	char *first, *small, *big;

	(void)state;
	arena_join(&into, &from); /* both empty */
	assert_null(into.last);
	small = arena_strdup(&from, "small");
	big = memset(arena_alloc(&from, 100000), 'b', 100000);
	arena_join(&into, &from); /* into an empty arena */
	assert_null(from.last);
	first = arena_strdup(&into, "first");
	for (int i = 0; i < 100; i++)
		memset(arena_alloc(&from, 10000), 0xFF, 10000);
	arena_join(&into, &from);
	arena_join(&into, &from); /* from an empty arena */
	assert_string_equal(arena_strdup(&into, "last"), "last");
	arena_release(&from);
	assert_string_equal(first, "first");
	assert_string_equal(small, "small");
	assert_int_equal(big[99999], 'b');
	arena_release(&into);
}

static void buf_is_always_nul_terminated(void **state)
{
	struct buf b = {0};
	char *p;

	(void)state;
	for (int i = 0; i < 1000; i++)
		buf_putf(&b, "%d,", i);
	assert_int_equal(b.p[b.n], '\0');
	assert_int_equal(strlen(b.p), b.n);
	buf_clear(&b);
	assert_string_equal(b.p, "");
	buf_put_utf8(&b, 0x20164);
	p = buf_detach(&b);
	assert_string_equal(p + strlen(p) - 4, "\xF0\xA0\x85\xA4");
	assert_null(b.p);
	free(p);
}

static void a_buffer_moves_into_an_arena(void **state)
{
	struct arena a = {0};
	struct buf b = {0};

	(void)state;
	assert_string_equal(buf_to_arena(&a, &b), "");
	buf_puts(&b, "甲");
	assert_string_equal(buf_to_arena(&a, &b), "甲");
	assert_null(b.p);
	assert_int_equal(b.n, 0);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_buffer_moves_into_an_arena),
	        cmocka_unit_test(arena_blocks_are_zeroed_and_disjoint),
	        cmocka_unit_test(arena_blocks_are_zeroed_after_a_reset),
	        cmocka_unit_test(joined_arenas_share_one_lifetime),
	        cmocka_unit_test(buf_is_always_nul_terminated),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
