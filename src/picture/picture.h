/* SPDX-License-Identifier: MIT */
/*
 * picture.h: pictures in PNG (ISO/IEC 15948) and JPEG (ISO/IEC 10918-1): what they are, and their
 * pixels. Nothing here reads files.
 */
#ifndef KANBEN_PICTURE_PICTURE_H
#define KANBEN_PICTURE_PICTURE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/digest.h"

enum {
	PICTURE_MAX_BYTES = 32 << 20,  /* of a file */
	PICTURE_MAX_PIXELS = 50000000, /* of a picture */
	PICTURE_MAX_SIDE = 20000       /* in pixels */
};

struct picture {
	bool jpeg; /* else PNG */
	bool colour;
	int width, height; /* in pixels, as people see it */
	/*
	 * How the stored rows and columns lie in what people see (Exif 2.3, tag 0x0112): first
	 * exchanged, then mirrored. Only of JPEG.
	 */
	bool exchanged, mirrored_x, mirrored_y;
	const void *bytes; /* the file, borrowed */
	size_t n;
	char hash[DIGEST_TEXT]; /* of the file */
};

/*
 * Looks at a file's bytes, all of them: a picture that is accepted can be decoded. Returns NULL, or
 * why it cannot be printed, translated.
 */
const char *picture_open(const void *bytes, size_t n, struct picture *ret);

/*
 * Appends the pixels as they are stored, rows from the top, 8 bits a sample: red, green and blue,
 * or one of grey if the picture has no colour or `gray` is set. What is transparent is on white
 * paper.
 */
void picture_decode(const struct picture *p, bool gray, struct buf *ret);

/* Width and height of the stored rows. */
void picture_stored_size(const struct picture *p, int *ret_width, int *ret_height);

#endif
