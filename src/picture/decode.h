/* SPDX-License-Identifier: MIT */
/* decode.h: private to picture/: one file for each library. */
#ifndef KANBEN_PICTURE_DECODE_H
#define KANBEN_PICTURE_DECODE_H

#include "picture/picture.h"

/*
 * Fills in size and colour, and appends the pixels unless ret is NULL, in which case they are
 * decoded all the same. Returns NULL or what is wrong, translated.
 */
const char *png_decode(struct picture *p, bool gray, struct buf *ret);
const char *jpeg_decode(struct picture *p, bool gray, struct buf *ret);

/* NULL, or that it is too large. */
const char *decode_check_size(unsigned long width, unsigned long height);

#endif
