/* SPDX-License-Identifier: MIT */
/* test_picture.c: pixels of pictures; tests/cli/test_pictures.py has them in reports. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <jpeglib.h>
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

/* ---- how a camera was held ---- */

/* A JPEG of 4 × 2 pixels, with what Exif says of it. */
static unsigned char *make_photo(const char *exif, unsigned exif_n, size_t *ret_n)
{
	struct jpeg_error_mgr errors;
	struct jpeg_compress_struct jpeg = {.err = jpeg_std_error(&errors)};
	unsigned char *bytes = NULL, row[4] = {0};
	JSAMPROW rows = row;
	unsigned long n = 0;

	jpeg_create_compress(&jpeg);
	jpeg_mem_dest(&jpeg, &bytes, &n);
	jpeg.image_width = 4;
	jpeg.image_height = 2;
	jpeg.input_components = 1;
	jpeg.in_color_space = JCS_GRAYSCALE;
	jpeg_set_defaults(&jpeg);
	jpeg_start_compress(&jpeg, TRUE);
	jpeg_write_marker(&jpeg, JPEG_APP0 + 1, (const JOCTET *)exif, exif_n);
	for (int i = 0; i < 2; i++)
		(void)jpeg_write_scanlines(&jpeg, &rows, 1);
	jpeg_finish_compress(&jpeg);
	jpeg_destroy_compress(&jpeg);
	*ret_n = n;
	return bytes;
}

/* A list of one tag with one short value, with the highest byte first or the lowest. */
#define BIG(tag, value) "Exif\0\0MM\0*\0\0\0\x08\0\x01" tag "\0\x03\0\0\0\x01" value "\0\0"
#define LITTLE(tag, value) "Exif\0\0II*\0\x08\0\0\0\x01\0" tag "\x03\0\x01\0\0\0" value "\0\0"

static void a_picture_is_turned_as_its_camera_says(void **state)
{
	static const struct {
		const char *exif;
		unsigned n;
		bool exchanged, mirrored_x, mirrored_y;
	} cases[] = {
#define SAYS(text) text, sizeof(text) - 1
	        {SAYS(BIG("\x01\x12", "\0\x01")), false, false, false},
	        {SAYS(BIG("\x01\x12", "\0\x02")), false, true, false},
	        {SAYS(BIG("\x01\x12", "\0\x06")), true, true, false},
	        {SAYS(LITTLE("\x12\x01", "\x03\0")), false, true, true},
	        {SAYS(LITTLE("\x12\x01", "\x08\0")), true, false, true},
	        {SAYS(BIG("\x01\x12", "\0\x09")), false, false, false}, /* no such way */
	        {SAYS(BIG("\x01\x10", "\0\x06")), false, false, false}, /* another tag */
	        {SAYS("Exif\0\0MM\0*\0\0\0\x08"), false, false, false},
	        {SAYS("Exif\0\0"), false, false, false},
	        {SAYS("other"), false, false, false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		size_t n;
		unsigned char *bytes = make_photo(cases[i].exif, cases[i].n, &n);
		struct picture p;

		assert_null(picture_open(bytes, n, &p));
		assert_true(p.jpeg);
		assert_int_equal(p.exchanged, cases[i].exchanged);
		assert_int_equal(p.mirrored_x, cases[i].mirrored_x);
		assert_int_equal(p.mirrored_y, cases[i].mirrored_y);
		assert_int_equal(p.width, p.exchanged ? 2 : 4);
		free(bytes);
	}
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
	        cmocka_unit_test(a_picture_is_turned_as_its_camera_says),
	        cmocka_unit_test(what_is_cut_off_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
