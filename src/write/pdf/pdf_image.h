/* SPDX-License-Identifier: MIT */
/*
 * pdf_image.h: pictures as image XObjects (ISO 32000-1, 8.9.5), each written once. A JPEG is
 * embedded as it is.
 */
#ifndef KANBEN_WRITE_PDF_PDF_IMAGE_H
#define KANBEN_WRITE_PDF_PDF_IMAGE_H

#include <stdbool.h>

#include "picture/picture.h"
#include "write/pdf/pdf_doc.h"

struct pdf_images;

struct pdf_images *pdf_images_new(struct pdf_doc *d);
void pdf_images_free(struct pdf_images *images); /* accepts NULL */

/* The number of its resource, "/I1"; written now if it is new. gray: without its colours. */
int pdf_images_use(struct pdf_images *images, const struct picture *p, bool gray);

/* Appends "/XObject<<…>>" for the resources; nothing if there are no images. */
void pdf_images_put_resources(struct buf *b, const struct pdf_images *images);

#endif
