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
#include <libdeflate.h>

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
        /* without a clear code at the beginning, with one later, without an end */
        {"/LZW", BYTES("\x16\xc0\xa0\x20"), BYTES("---")},
        {"/LZW", BYTES("\x20\x90\xa0\x04\x38\x08"), BYTES("ABC")},
        {"/LZW", BYTES("\x20\x90\xa0\x40"), BYTES("ABAB")},
        {"/LZW", BYTES(""), BYTES("")},
        {"/AHx", BYTES("09afAF1"), BYTES("\x09\xaf\xAF\x10")},
        /* the first and the last digit, and what is cut off in a group */
        {"/A85", BYTES("s8W-!!!#s"), BYTES("\xff\xff\xff\xff\0\0T")},
        {"/A85", BYTES("!!!!u@:B"), BYTES("\0\0\0Tab")},
        {"/A85", BYTES("rr"), BYTES("\xff")},
        {"/A85", BYTES("87cUR!"), BYTES("Hell")},
        {"/RL", BYTES("\5ab"), BYTES("ab")},
        {"/RL", BYTES("\xfe"), BYTES("")},
        {"/FlateDecode", BYTES("\x78\xda\xcb\x48\xcd\xc9\xc9\x57\xc8\x40\x90\x00\x3a\x2e\x06\x7d"),
         BYTES("hello hello hello")},
};

/* A filter reads the data, whatever stands behind them. */
static bool decode(const struct example *e, size_t most, struct buf *b, bool *ret_more)
{
	struct buf longer = {0};
	bool good;

	buf_put(&longer, e->data, e->n);
	buf_puts(&longer, "7777");
	good = filter_named(e->name)(longer.p, e->n, most, b, ret_more);
	buf_release(&longer);
	return good;
}

static void each_undoes_what_was_done(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(examples); i++) {
		const struct example *e = &examples[i];
		struct buf b = {0};
		bool more = false;

		buf_puts(&b, "before");
		assert_true(decode(e, 100, &b, &more));
		assert_false(more);
		assert_int_equal(b.n, strlen("before") + e->made_n);
		assert_memory_equal(b.p, "before", strlen("before"));
		assert_memory_equal(b.p + strlen("before"), e->made, e->made_n);
		assert_int_equal(b.p[b.n], '\0');
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

			assert_false(decode(e, most, &b, &more));
			assert_true(more);
			assert_true(b.n <= most);
			buf_release(&b);
		}
	}
}

static void damaged_data_are_refused(void **state)
{
	static const struct example damaged[] = {
	        {"/AHx", BYTES("4x")},
	        {"/A85", BYTES("ab\x7f")},
	        {"/A85", BYTES("ab\x01")},
	        {"/A85", BYTES("abv")},
	        {"/A85", BYTES("az")}, /* all of a group, within another */
	        {"/LZW", BYTES("\xff\xff")},
	        {"/LZW", BYTES("\x81\x00")},         /* a code of two bytes before any other */
	        {"/LZW", BYTES("\x20\xc0\x20\x40")}, /* the same behind a clear code */
	        {"/LZW", BYTES("\x80\x10\x65\x80")}, /* a code that is not there yet */
	        {"/Fl", BYTES("x\x9czz")},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(damaged); i++) {
		struct buf b = {0};
		bool more = false;

		if (decode(&damaged[i], 100, &b, &more) || more)
			fail_msg("not refused: %s %zu", damaged[i].name, i);
		buf_release(&b);
	}
}

/* A text of n bytes comes out of what it was packed into, and nothing of it but with its last. */
static void assert_undone(const char *name, const struct buf *packed, const struct buf *text)
{
	const struct example e = {.name = name, .data = packed->p, .n = packed->n};

	for (size_t less = 0; less < 2; less++) {
		struct buf b = {0};
		bool more = false;

		assert_int_equal(decode(&e, text->n - less, &b, &more), less == 0);
		assert_int_equal(more, less > 0);
		if (less == 0) {
			assert_int_equal(b.n, text->n);
			assert_memory_equal(b.p, text->p, text->n);
			assert_int_equal(b.p[b.n], '\0');
		}
		buf_release(&b);
	}
}

/* It takes more room than is tried first, again and again. */
static void a_long_text_that_inflates(void **state)
{
	enum { N = 9 << 20 };
	struct libdeflate_compressor *c = libdeflate_alloc_compressor(1);
	struct buf packed = {0}, text = {0};

	(void)state;
	buf_reserve(&text, N);
	for (size_t i = 0; i < N; i++)
		text.p[i] = (char)(i / 999);
	text.n = N;
	buf_reserve(&packed, N);
	packed.n = libdeflate_zlib_compress(c, text.p, text.n, packed.p, N);
	assert_in_range(packed.n, 1, N / 50);
	assert_undone("/Fl", &packed, &text);
	libdeflate_free_compressor(c);
	buf_release(&packed);
	buf_release(&text);
}

struct packing {
	struct buf out;
	unsigned held, have, bits;
};

static void put_code(struct packing *p, unsigned code)
{
	p->held = p->held << p->bits | code;
	for (p->have += p->bits; p->have >= 8; p->have -= 8)
		buf_putc(&p->out, (char)(p->held >> (p->have - 8)));
	p->held &= (1U << p->have) - 1;
}

/*
 * Packs with LZW: each code is a code and a byte more. A while after the table is full it is
 * cleared.
 */
static void pack(struct packing *p, const struct buf *text)
{
	enum { CLEAR = 256, FIRST = 258, CODES = 4096, FULL = 500 };
	uint16_t(*longer)[256] = mem_alloc(CODES * sizeof(*longer));
	unsigned next = FIRST, full = 0, code = (unsigned char)*text->p;

	p->bits = 9;
	for (size_t i = 1; i < text->n; i++) {
		unsigned char c = (unsigned char)text->p[i];

		if (longer[code][c] != 0) {
			code = longer[code][c];
			continue;
		}
		put_code(p, code);
		if (next < CODES)
			longer[code][c] = (uint16_t)next++;
		else
			full++;
		code = c;
		if (next >= 1U << p->bits && p->bits < 12)
			p->bits++;
		if (full == FULL) {
			put_code(p, CLEAR);
			memset(longer, 0, CODES * sizeof(*longer));
			next = FIRST;
			p->bits = 9;
			full = 0;
		}
	}
	put_code(p, code);
	p->bits = next + 1 >= 1U << p->bits && p->bits < 12 ? p->bits + 1 : p->bits;
	put_code(p, 257);
	buf_putc(&p->out, (char)(p->held << (8 - p->have)));
	free(longer);
}

/* Codes become longer as there are more of them (7.4.4.2). */
static void a_long_text_of_lzw(void **state)
{
	enum { N = 200000 };
	struct packing p = {.held = 0};
	struct buf text = {0};
	unsigned chance = 1;

	(void)state;
	for (size_t i = 0; i < N; i++) {
		chance = chance * 1103515245 + 12345;
		buf_putc(&text, (char)(i % 1000 < 300 ? 'a' : 'a' + (chance >> 16) % 5));
	}
	pack(&p, &text);
	assert_in_range(p.out.n, 1, N);
	assert_undone("/LZW", &p.out, &text);
	buf_release(&p.out);
	buf_release(&text);
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
	        cmocka_unit_test(a_long_text_that_inflates),
	        cmocka_unit_test(a_long_text_of_lzw),
	        cmocka_unit_test(a_name_has_what_was_kept_for_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
