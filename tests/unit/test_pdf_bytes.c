/* SPDX-License-Identifier: MIT */
/* What of a PDF must not depend on the processor. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "write/pdf/pdf_font.h"

/* A constant: it would differ where the numbers have another byte order or size. */
static void the_tag_of_a_subset_is_the_same_on_every_processor(void **state)
{
	static const struct font_glyph glyphs[] = {
	        {.gid = 1}, {.gid = 0x12345, .left = -7, .right = 300}, {.gid = 9, .up = -120}};
	char tag[7], other[7];

	(void)state;
	pdf_font_tag("NotoSerifCJKsc-Regular", glyphs, 3, tag);
	assert_string_equal(tag, "UUVSRL");
	pdf_font_tag("NotoSerifCJKsc-Regular", glyphs, 2, other);
	assert_string_not_equal(tag, other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(the_tag_of_a_subset_is_the_same_on_every_processor),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
