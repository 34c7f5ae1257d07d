/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include "base/mem.h"
#include "base/tr.h"
#include "picture/decode.h"

enum { EXIF = JPEG_APP0 + 1, EXIF_MAX = 65533, ORIENTATION = 0x0112 };

struct jpeg_reading {
	struct jpeg_error_mgr errors; /* first: libjpeg knows only this */
	jmp_buf failed;
	struct jpeg_decompress_struct jpeg;
	unsigned char *row; /* heap */
};

static void fail(j_common_ptr jpeg)
{
	longjmp(((struct jpeg_reading *)jpeg->err)->failed, 1);
}

static void say_nothing(j_common_ptr jpeg)
{
	(void)jpeg;
}

/* ---- Exif: how the camera was held ---- */

static unsigned number_at(const unsigned char *p, int n, bool little)
{
	unsigned v = 0;

	for (int i = 0; i < n; i++)
		v = v << 8 | p[little ? n - 1 - i : i];
	return v;
}

/* The orientation in a TIFF of n bytes; 1: as it is stored. */
static unsigned orientation_in(const unsigned char *tiff, size_t n)
{
	enum { HEADER = 8, ENTRY = 12 };
	bool little = n > HEADER && tiff[0] == 'I';
	size_t at = n > HEADER ? number_at(tiff + 4, 4, little) : n, count;

	if (at > n - 2 || n < HEADER + 2)
		return 1;
	count = number_at(tiff + at, 2, little);
	for (at += 2; count > 0 && at + ENTRY <= n; at += ENTRY, count--)
		if (number_at(tiff + at, 2, little) == ORIENTATION)
			return number_at(tiff + at + 8, 2, little);
	return 1;
}

static void find_orientation(const struct jpeg_reading *r, struct picture *p)
{
	static const char mark[] = "Exif\0";
	unsigned how = 1;

	for (jpeg_saved_marker_ptr m = r->jpeg.marker_list; m != NULL; m = m->next)
		if (m->marker == EXIF && m->data_length > 6 && memcmp(m->data, mark, 6) == 0) {
			how = orientation_in(m->data + 6, m->data_length - 6);
			break;
		}
	if (how < 1 || how > 8)
		return;
	p->exchanged = how >= 5;
	p->mirrored_x = how == 2 || how == 3 || how == 6 || how == 7;
	p->mirrored_y = how == 3 || how == 4 || how == 7 || how == 8;
}

/* ---- pixels ---- */

static const char *read_rows(struct jpeg_reading *r, struct buf *ret)
{
	size_t stride;

	jpeg_start_decompress(&r->jpeg);
	stride = (size_t)r->jpeg.output_width * (size_t)r->jpeg.output_components;
	r->row = mem_alloc(stride);
	while (r->jpeg.output_scanline < r->jpeg.output_height) {
		jpeg_read_scanlines(&r->jpeg, &r->row, 1);
		if (ret != NULL)
			buf_put(ret, r->row, stride);
	}
	jpeg_finish_decompress(&r->jpeg);
	/* Of damage libjpeg only warns, and goes on in grey. */
	return r->errors.num_warnings > 0 ? _("it is damaged") : NULL;
}

static const char *read_jpeg(struct jpeg_reading *r, struct picture *p, bool gray, struct buf *ret)
{
	const char *why;

	if (setjmp(r->failed) != 0)
		return _("it is damaged");
	jpeg_create_decompress(&r->jpeg);
	jpeg_mem_src(&r->jpeg, (unsigned char *)p->bytes, p->n);
	jpeg_save_markers(&r->jpeg, EXIF, EXIF_MAX);
	jpeg_read_header(&r->jpeg, TRUE);
	if (r->jpeg.num_components != 1 && r->jpeg.num_components != 3)
		return _("its colours are neither grey nor RGB (CMYK perhaps): save it as RGB");
	p->width = (int)r->jpeg.image_width;
	p->height = (int)r->jpeg.image_height;
	p->colour = r->jpeg.num_components == 3;
	why = decode_check_size(r->jpeg.image_width, r->jpeg.image_height);
	if (why != NULL)
		return why;
	find_orientation(r, p);
	r->jpeg.out_color_space = gray || !p->colour ? JCS_GRAYSCALE : JCS_RGB;
	return read_rows(r, ret);
}

const char *jpeg_decode(struct picture *p, bool gray, struct buf *ret)
{
	struct jpeg_reading r = {0};
	const char *why;

	r.jpeg.err = jpeg_std_error(&r.errors);
	r.errors.error_exit = fail;
	r.errors.output_message = say_nothing;
	why = read_jpeg(&r, p, gray, ret);
	free(r.row);
	jpeg_destroy_decompress(&r.jpeg);
	return why;
}
