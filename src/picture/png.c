/* SPDX-License-Identifier: MIT */
#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "picture/decode.h"

/* A file being read. What the error handler needs is not in registers. */
struct png_reading {
	jmp_buf failed;
	const unsigned char *at, *end;
	unsigned char *pixels; /* heap */
	png_bytep *rows;       /* heap */
	png_structp png;
	png_infop info;
};

static void fail(png_structp png, png_const_charp message)
{
	struct png_reading *r = png_get_error_ptr(png);

	(void)message;
	longjmp(r->failed, 1);
}

static void warn(png_structp png, png_const_charp message)
{
	(void)png;
	(void)message;
}

static void read_bytes(png_structp png, png_bytep to, size_t n)
{
	struct png_reading *r = png_get_io_ptr(png);

	if (n > (size_t)(r->end - r->at))
		png_error(png, "truncated");
	memcpy(to, r->at, n);
	r->at += n;
}

/* 8 bits a sample, grey or RGB, on white. */
static void set_form(struct png_reading *r)
{
	static const png_color_16 white = {.red = 255, .green = 255, .blue = 255, .gray = 255};

	png_set_expand(r->png);
	png_set_scale_16(r->png);
	png_set_background(r->png, &white, PNG_BACKGROUND_GAMMA_SCREEN, /*need_expand*/ 0, 1);
	png_set_strip_alpha(r->png);
	png_set_interlace_handling(r->png);
	png_read_update_info(r->png, r->info);
}

static void read_pixels(struct png_reading *r, size_t height)
{
	size_t stride = png_get_rowbytes(r->png, r->info);

	r->pixels = mem_alloc(mem_size_mul(stride, height));
	r->rows = mem_alloc(mem_size_mul(height, sizeof(*r->rows)));
	for (size_t i = 0; i < height; i++)
		r->rows[i] = r->pixels + i * stride;
	png_read_image(r->png, r->rows);
	png_read_end(r->png, NULL);
}

static void put_pixels(const struct png_reading *r, const struct picture *p, bool gray,
                       struct buf *ret)
{
	size_t n = (size_t)p->width * (size_t)p->height;

	if (!p->colour || !gray) {
		buf_put(ret, r->pixels, p->colour ? 3 * n : n);
		return;
	}
	/* The luma of ITU-R BT.601, as JPEG has it. */
	for (size_t i = 0; i < n; i++) {
		const unsigned char *s = &r->pixels[3 * i];

		buf_putc(ret, (char)((299 * s[0] + 587 * s[1] + 114 * s[2] + 500) / 1000));
	}
}

static const char *read_png(struct png_reading *r, struct picture *p, bool gray, struct buf *ret)
{
	const char *why;

	if (setjmp(r->failed) != 0)
		return _("it is damaged");
	png_set_user_limits(r->png, PICTURE_MAX_SIDE * 8, PICTURE_MAX_SIDE * 8);
	png_set_read_fn(r->png, r, read_bytes);
	png_read_info(r->png, r->info);
	p->width = (int)png_get_image_width(r->png, r->info);
	p->height = (int)png_get_image_height(r->png, r->info);
	p->colour = (png_get_color_type(r->png, r->info) & PNG_COLOR_MASK_COLOR) != 0;
	why = decode_check_size((unsigned long)p->width, (unsigned long)p->height);
	if (why != NULL)
		return why;
	set_form(r);
	read_pixels(r, (size_t)p->height);
	if (ret != NULL)
		put_pixels(r, p, gray, ret);
	return NULL;
}

const char *png_decode(struct picture *p, bool gray, struct buf *ret)
{
	struct png_reading r = {.at = p->bytes};
	const char *why;

	r.end = r.at + p->n;
	r.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &r, fail, warn);
	if (r.png == NULL)
		mem_exhausted();
	r.info = png_create_info_struct(r.png);
	if (r.info == NULL)
		mem_exhausted();
	why = read_png(&r, p, gray, ret);
	free(r.pixels);
	free(r.rows);
	png_destroy_read_struct(&r.png, &r.info, NULL);
	return why;
}
