/* SPDX-License-Identifier: MIT */
#include "write/pdf/pdf_image.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "write/pdf/pdf_put.h"

struct image {
	const struct picture *picture;
	bool gray;
	unsigned num;
};

struct pdf_images {
	struct pdf_doc *doc;
	struct image *list; /* heap */
	size_t n, cap;
};

struct pdf_images *pdf_images_new(struct pdf_doc *d)
{
	struct pdf_images *images = mem_alloc(sizeof(*images));

	*images = (struct pdf_images){.doc = d};
	return images;
}

void pdf_images_free(struct pdf_images *images)
{
	if (images == NULL)
		return;
	free(images->list);
	free(images);
}

/* Device colours: the output intent says which (pdf_check.c). */
static unsigned write_image(struct pdf_doc *d, const struct picture *p, bool gray)
{
	struct buf entries = {0}, pixels = {0};
	bool as_it_is = p->jpeg && (gray || p->colour) && (!gray || !p->colour);
	int width, height;

	picture_stored_size(p, &width, &height);
	buf_putf(&entries, "/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8",
	         width, height);
	buf_puts(&entries, gray ? "/ColorSpace/DeviceGray" : "/ColorSpace/DeviceRGB");
	if (as_it_is) {
		buf_puts(&entries, "/Filter/DCTDecode");
		return pdf_doc_add_stream(d, PDF_PLAIN, &entries, p->bytes, p->n);
	}
	picture_decode(p, gray, &pixels);
	return pdf_doc_add_stream_take(d, PDF_DEFLATE, &entries, &pixels);
}

int pdf_images_use(struct pdf_images *images, const struct picture *p, bool gray)
{
	struct image *new;

	for (size_t i = 0; i < images->n; i++)
		if (images->list[i].gray == gray &&
		    strcmp(images->list[i].picture->hash, p->hash) == 0)
			return (int)i + 1;
	images->list = mem_grow(images->list, images->n, &images->cap, sizeof(*new));
	new = &images->list[images->n++];
	*new = (struct image){p, gray, write_image(images->doc, p, gray)};
	return (int)images->n;
}

void pdf_images_put_resources(struct buf *b, const struct pdf_images *images)
{
	if (images->n == 0)
		return;
	buf_puts(b, "/XObject<<");
	for (size_t i = 0; i < images->n; i++) {
		buf_putf(b, "/I%zu ", i + 1);
		pdf_put_ref(b, images->list[i].num);
	}
	buf_puts(b, ">>");
}
