/* SPDX-License-Identifier: MIT */
/* test_numbers.c: numbers and lengths, read and written without asking the locale. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/lu.h"
#include "base/mem.h"

/* As strtod() reads them where the decimal sign is a point, but for what is no length. */
static void numbers_are_read_to_the_nearest(void **state)
{
	static const char *const numbers[] = {"0",
	                                      "5",
	                                      "-12.5",
	                                      "+.5",
	                                      "-.25",
	                                      "7.",
	                                      "0.1",
	                                      "0.003",
	                                      "16.387",
	                                      "1e5",
	                                      "5-3",
	                                      "1.5.2",
	                                      "123456789012",
	                                      "0.000000000000001234",
	                                      "210 ",
	                                      "0.30 1",
	                                      "999999",
	                                      "33.333333333333"};
	static const char *const none[] = {"",  ".",   "-",  "+.",  "- 1",
	                                   "x", "--1", " 1", "inf", "e5"};

	(void)state;
	for (size_t i = 0; i < COUNT(numbers); i++) {
		size_t n = strspn(numbers[i], "+-.0123456789");
		char plain[32], *end;
		double want, got = -1;
		const char *stop = num_read(numbers[i], &got);

		memcpy(plain, numbers[i], n);
		plain[n] = '\0';
		want = strtod(plain, &end);
		assert_non_null(stop);
		assert_int_equal(stop - numbers[i], end - plain);
		assert_true(got == want);
	}
	for (size_t i = 0; i < COUNT(none); i++) {
		double got = 7;

		assert_null(num_read(none[i], &got));
		assert_true(got == 7);
	}
}

/* More digits than a double has: the first ones, and how many there are. */
static void long_numbers_are_read_as_far_as_they_matter(void **state)
{
	static const struct {
		const char *text;
		double least, most;
	} cases[] = {{"123456789012345678901234567890", 1.2345678901234e29, 1.2345678901235e29},
	             {"0.00000000000000000000000000000123456", 1.23455e-30, 1.23457e-30},
	             {"3.14159265358979323846264338327950288", 3.14159265358, 3.14159265359}};
	double got;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_int_equal(num_read(cases[i].text, &got) - cases[i].text,
		                 strlen(cases[i].text));
		assert_true(got > cases[i].least && got < cases[i].most);
	}
}

static void lengths_print_without_floats(void **state)
{
	struct buf b = {0};

	(void)state;
	lu_put_pt(&b, lu_from_milli_mm(156000));
	buf_putc(&b, ' ');
	num_put_milli(&b, -15793);
	buf_putc(&b, ' ');
	num_put_milli(&b, 0);
	buf_putc(&b, ' ');
	num_put_milli(&b, 1000);
	buf_putc(&b, ' ');
	num_put_milli(&b, 50);
	assert_string_equal(b.p, "442.205 -15.793 0 1 0.05");
	buf_release(&b);
	assert_int_equal(lu_from_milli_pt(16000), 16 * LU_PER_PT);
	assert_int_equal(lu_scale(-3, 1, 2), -2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(numbers_are_read_to_the_nearest),
	        cmocka_unit_test(long_numbers_are_read_as_far_as_they_matter),
	        cmocka_unit_test(lengths_print_without_floats),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
