/* SPDX-License-Identifier: MIT */
/* test_filter.c: what filters of PDF streams make of bytes, and that they stop where they must. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "reread/pdf_names.h"
#include "reread/stream.h"

#define BYTES(text) text, sizeof(text) - 1

struct example {
	const char *name, *data;
	size_t n;
	const char *made;
	size_t made_n;
};

static const struct example examples[] = {
        {"/ASCIIHexDecode", BYTES("41 4a4B\n4>99"), BYTES("AJK@")},
        {"/AHx", BYTES(">"), BYTES("")},
        {"/ASCII85Decode", BYTES("87cUR\nz D]j7B~>x"), BYTES("Hell\0\0\0\0o wo")},
        {"/A85", BYTES("87cURDZ~>"), BYTES("Hello")},
        {"/RunLengthDecode", BYTES("\2abc\376d\200xx"), BYTES("abcddd")},
        {"/RL", BYTES("\0a"), BYTES("a")},
        /* the example of ISO 32000-2, 7.4.4.2 */
        {"/LZWDecode", BYTES("\x80\x0B\x60\x50\x22\x0C\x0C\x85\x01"),
         BYTES("\x2d\x2d\x2d\x2d\x2d\x41\x2d\x2d\x2d\x42")},
};

static void each_undoes_what_was_done(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(examples); i++) {
		const struct example *e = &examples[i];
		struct buf b = {0};
		bool more = false;

		buf_puts(&b, "before");
		assert_true(filter_named(e->name)(e->data, e->n, 100, &b, &more));
		assert_false(more);
		assert_int_equal(b.n, strlen("before") + e->made_n);
		assert_memory_equal(b.p, "before", strlen("before"));
		assert_memory_equal(b.p + strlen("before"), e->made, e->made_n);
		buf_release(&b);
	}
	assert_null(filter_named("/DCTDecode"));
}

static void none_makes_more_than_it_may(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(examples); i++) {
		const struct example *e = &examples[i];

		for (size_t most = 0; most < e->made_n; most++) {
			struct buf b = {0};
			bool more = false;

			assert_false(filter_named(e->name)(e->data, e->n, most, &b, &more));
			assert_true(more);
			assert_true(b.n <= most);
			buf_release(&b);
		}
	}
}

static void damaged_data_are_refused(void **state)
{
	static const struct {
		const char *name, *data;
	} damaged[] = {
	        {"/AHx", "4x"}, {"/A85", "ab\x7f"}, {"/LZW", "\xff\xff"}, {"/Fl", "x\x9czz"}};

	(void)state;
	for (size_t i = 0; i < COUNT(damaged); i++) {
		struct buf b = {0};
		bool more = false;

		assert_false(filter_named(damaged[i].name)(damaged[i].data, strlen(damaged[i].data),
		                                           100, &b, &more));
		assert_false(more);
		buf_release(&b);
	}
}

/* Codes become longer as there are more of them (7.4.4.2): a text of every pair of bytes. */
static void a_long_text_of_lzw(void **state)
{
	enum { FIRST = 258, CODES = 4000 };
	struct buf packed = {0}, b = {0};
	unsigned held = 256, have = 9, bits = 9; /* a clear code */
	bool more = false;

	(void)state;
	/* Each byte as a code of its own, which makes a new one of any two. */
	for (unsigned i = 0; i < CODES - FIRST; i++) {
		held = held << bits | (i * 7 & 0xFF);
		for (have += bits; have >= 8; have -= 8)
			buf_putc(&packed, (char)(held >> (have - 8)));
		held &= (1U << have) - 1;
		/* The one that reads is a code behind, and both change a code early. */
		while (bits < 12 && FIRST + i + 1 >= 1U << bits)
			bits++;
	}
	held = held << bits | 257;
	have += bits;
	buf_putc(&packed, (char)(held >> (have - 8)));
	buf_putc(&packed, (char)(have >= 16 ? held >> (have - 16) : held << (16 - have)));
	assert_true(filter_named("/LZW")(packed.p, packed.n, CODES, &b, &more));
	assert_int_equal(b.n, CODES - FIRST);
	for (unsigned i = 0; i < b.n; i++)
		assert_int_equal((unsigned char)b.p[i], i * 7 & 0xFF);
	buf_release(&packed);
	buf_release(&b);
}

static void a_name_has_what_was_kept_for_it(void **state)
{
	enum { N = 3000 };
	struct pdf_names t = {0};
	char text[16];
	int value = -7;

	(void)state;
	for (int turn = 0; turn < 2; turn++) {
		for (int i = 0; i < N; i++) {
			const struct pdf_name name = {
			        (unsigned)i % 3, i % 5, text,
			        (size_t)snprintf(text, sizeof(text), "F%d", i)};
			const struct pdf_name other = {name.kind + 1, name.owner, text, name.n};

			assert_int_equal(pdf_names_find(&t, &name, &value), turn);
			assert_false(pdf_names_find(&t, &other, &value));
			assert_int_equal(value, turn == 0 ? -7 : i);
			if (turn == 0)
				pdf_names_put(&t, &name, i);
		}
	}
	pdf_names_release(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(each_undoes_what_was_done),
	        cmocka_unit_test(none_makes_more_than_it_may),
	        cmocka_unit_test(damaged_data_are_refused),
	        cmocka_unit_test(a_long_text_of_lzw),
	        cmocka_unit_test(a_name_has_what_was_kept_for_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
