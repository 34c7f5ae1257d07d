/* SPDX-License-Identifier: MIT */
/* The box around a flattened charstring (Adobe Technical Note 5177), operator by operator. */
#include "font/charstring.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* One-byte numbers: their value and 139. */
#define N(v) (char)((v) + 139)
#define MOVE 21
#define RLINE 5
#define HLINE 6
#define VLINE 7
#define RRCURVE 8
#define END 14
#define VVCURVE 26
#define HHCURVE 27
#define VHCURVE 30
#define HVCURVE 31

static const struct {
	char bytes[32];
	size_t n;
	int32_t box[4];
} cases[] = {
#define GLYPH(...) {N(1), N(2), MOVE, __VA_ARGS__, END}, sizeof((char[]){0, 0, 0, __VA_ARGS__, 0})
        {GLYPH(N(9), N(-8), RLINE), {1, -6, 10, 2}},
        {GLYPH(N(9), N(8), N(7), HLINE), {1, 2, 17, 10}},
        {GLYPH(N(9), N(8), N(7), VLINE), {1, 2, 9, 18}},
        {GLYPH(N(1), N(2), N(3), N(4), N(5), N(6), RRCURVE), {1, 2, 10, 14}},
        /* two curves, the first one with an operand aside */
        {GLYPH(N(5), N(1), N(2), N(3), N(4), N(10), N(20), N(30), N(40), HHCURVE), {1, 2, 78, 40}},
        {GLYPH(N(1), N(2), N(3), N(4), N(10), N(20), N(30), N(40), HHCURVE), {1, 2, 78, 35}},
        {GLYPH(N(5), N(1), N(2), N(3), N(4), N(10), N(20), N(30), N(40), VVCURVE), {1, 2, 28, 90}},
        {GLYPH(N(1), N(2), N(3), N(4), N(10), N(20), N(30), N(40), VVCURVE), {1, 2, 23, 90}},
        /* they turn; the last one ends aslant */
        {GLYPH(N(1), N(2), N(3), N(4), N(10), N(20), N(30), N(40), HVCURVE), {1, 2, 64, 49}},
        {GLYPH(N(1), N(2), N(3), N(4), N(9), VHCURVE), {1, 2, 7, 15}},
};

static void each_operator_widens_the_box(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct cff_bytes glyph = {(const uint8_t *)cases[i].bytes, cases[i].n};
		int32_t box[4];

		assert_true(charstring_bounds(glyph, box));
		for (int k = 0; k < 4; k++)
			assert_int_equal(box[k], cases[i].box[k]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(each_operator_widens_the_box),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
