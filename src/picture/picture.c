/* SPDX-License-Identifier: MIT */
#include "picture/picture.h"

#include <string.h>

#include "base/tr.h"
#include "picture/decode.h"

static void hash(struct picture *p)
{
	struct digest *d = digest_new();

	digest_put(d, p->bytes, p->n);
	digest_finish(d, p->hash);
	digest_free(d);
}

const char *decode_check_size(unsigned long width, unsigned long height)
{
	if (width > PICTURE_MAX_SIDE || height > PICTURE_MAX_SIDE ||
	    width * height > PICTURE_MAX_PIXELS)
		return _("it has too many pixels");
	return width == 0 || height == 0 ? _("it is damaged") : NULL;
}

static const char *decode(struct picture *p, bool gray, struct buf *ret)
{
	return p->jpeg ? jpeg_decode(p, gray, ret) : png_decode(p, gray, ret);
}

const char *picture_open(const void *bytes, size_t n, struct picture *ret)
{
	static const char png[] = "\x89PNG\r\n\x1a\n", jpeg[] = "\xFF\xD8\xFF";
	const char *why;
	int side;

	*ret = (struct picture){.bytes = bytes, .n = n};
	if (n > PICTURE_MAX_BYTES)
		return _("it has more than 32 MiB");
	ret->jpeg = n >= 3 && memcmp(bytes, jpeg, 3) == 0;
	if (!ret->jpeg && (n < 8 || memcmp(bytes, png, 8) != 0))
		return _("it is neither PNG nor JPEG");
	why = decode(ret, /*gray*/ false, NULL);
	if (why != NULL)
		return why;
	hash(ret);
	side = ret->width;
	if (ret->exchanged) {
		ret->width = ret->height;
		ret->height = side;
	}
	return NULL;
}

void picture_decode(const struct picture *p, bool gray, struct buf *ret)
{
	struct picture again = *p;

	(void)decode(&again, gray, ret);
}

void picture_stored_size(const struct picture *p, int *ret_width, int *ret_height)
{
	*ret_width = p->exchanged ? p->height : p->width;
	*ret_height = p->exchanged ? p->width : p->height;
}
