/* SPDX-License-Identifier: MIT */
/* test_picture.c: pixels of pictures; tests/cli/test_pictures.py has them in reports. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <png.h>

#include "picture/picture.h"

/* Four pixels of a format of libpng, as a file. */
static void open_made(struct buf *file, struct picture *p, png_uint_32 format, const void *pixels)
{
	png_image image = {.version = PNG_IMAGE_VERSION, .width = 2, .height = 2, .format = format};
	char bytes[1024];
	png_alloc_size_t n = sizeof(bytes);

	assert_true(png_image_write_to_memory(&image, bytes, &n, 0, pixels, 0, NULL));
	buf_put(file, bytes, n);
	assert_null(picture_open(file->p, file->n, p));
	assert_int_equal(p->width, 2);
	assert_int_equal(p->height, 2);
	assert_false(p->jpeg);
}

static void assert_pixels(const struct picture *p, bool gray, const unsigned char *wanted, size_t n)
{
	struct buf made = {0};

	picture_decode(p, gray, &made);
	assert_int_equal(made.n, n);
	for (size_t i = 0; i < n; i++)
		assert_int_equal((unsigned char)made.p[i], wanted[i]);
	buf_release(&made);
}

/* The weights of ITU-R BT.601; a grey stays what it is. */
static void colours_become_grey_by_their_luma(void **state)
{
	static const unsigned char pixels[] = {255, 0, 0, 0, 255, 0, 0, 0, 255, 77, 77, 77};
	struct buf file = {0};
	struct picture p;

	(void)state;
	open_made(&file, &p, PNG_FORMAT_RGB, pixels);
	assert_true(p.colour);
	assert_pixels(&p, false, pixels, sizeof(pixels));
	assert_pixels(&p, true, (const unsigned char[]){76, 150, 29, 77}, 4);
	buf_release(&file);
}

static void grey_has_one_sample(void **state)
{
	static const unsigned char pixels[] = {0, 128, 200, 255};
	struct buf file = {0};
	struct picture p;

	(void)state;
	open_made(&file, &p, PNG_FORMAT_GRAY, pixels);
	assert_false(p.colour);
	assert_pixels(&p, false, pixels, sizeof(pixels));
	assert_pixels(&p, true, pixels, sizeof(pixels));
	buf_release(&file);
}

static void what_is_transparent_is_on_white_paper(void **state)
{
	static const unsigned char pixels[] = {10, 20, 30, 0, 10,  20,  30,  255,
	                                       0,  0,  0,  0, 255, 255, 255, 255};
	struct buf file = {0};
	struct picture p;

	(void)state;
	open_made(&file, &p, PNG_FORMAT_RGBA, pixels);
	assert_pixels(
	        &p, false,
	        (const unsigned char[]){255, 255, 255, 10, 20, 30, 255, 255, 255, 255, 255, 255},
	        12);
	buf_release(&file);
}

static void what_is_cut_off_is_refused(void **state)
{
	static const unsigned char pixels[12] = {0};
	struct buf file = {0};
	struct picture p, other;

	(void)state;
	open_made(&file, &p, PNG_FORMAT_RGB, pixels);
	for (size_t n = 0; n < file.n - 12; n++) /* all but the last chunk, which is empty */
		assert_non_null(picture_open(file.p, n, &other));
	buf_release(&file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(colours_become_grey_by_their_luma),
	        cmocka_unit_test(grey_has_one_sample),
	        cmocka_unit_test(what_is_transparent_is_on_white_paper),
	        cmocka_unit_test(what_is_cut_off_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
