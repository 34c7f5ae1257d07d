/* SPDX-License-Identifier: MIT */
#include "font/sfnt.h"
#include "font/checked.h"

#include <stdint.h>
#include <string.h>

enum {
	HEAD_BYTES = 54,
	HEAD_UNITS = 18,
	HEAD_BOX = 36,
	POST_BYTES = 32,
	POST_ANGLE = 4, /* 16.16 */
	POST_FIXED = 12,
	OS2_BYTES = 78, /* version 0 */
	OS2_WEIGHT = 4,
	OS2_FS_TYPE = 8,
	OS2_FAMILY_CLASS = 30,
	OS2_PANOSE = 32,
	OS2_SELECTION = 62,
	OS2_CAP_HEIGHT = 88,
	OS2_BYTES_2 = 96 /* version 2, the first with sCapHeight */
};

static int sfnt_i16(const unsigned char *p)
{
	return (short)sfnt_u16(p);
}

/* A table; the empty blob, with *ret NULL, if it is shorter than `least` bytes. */
static hb_blob_t *table(hb_face_t *face, hb_tag_t tag, unsigned least, const unsigned char **ret)
{
	hb_blob_t *blob = checked_table(face, tag);
	unsigned n;

	*ret = (const unsigned char *)hb_blob_get_data(blob, &n);
	if (n >= least)
		return blob;
	*ret = NULL;
	hb_blob_destroy(blob);
	return hb_blob_get_empty();
}

bool sfnt_has_table(hb_face_t *face, hb_tag_t tag)
{
	const unsigned char *p;

	hb_blob_destroy(table(face, tag, 1, &p));
	return p != NULL;
}

void sfnt_read_os2(hb_face_t *face, struct sfnt_os2 *ret)
{
	const unsigned char *p;
	hb_blob_t *blob = table(face, HB_TAG('O', 'S', '/', '2'), OS2_BYTES, &p);

	*ret = (struct sfnt_os2){.there = p != NULL};
	if (p != NULL) {
		ret->weight = sfnt_u16(p + OS2_WEIGHT);
		ret->fs_type = sfnt_u16(p + OS2_FS_TYPE);
		ret->family_class = p[OS2_FAMILY_CLASS];
		ret->selection = sfnt_u16(p + OS2_SELECTION);
		memcpy(ret->panose, p + OS2_PANOSE, sizeof(ret->panose));
		if (sfnt_u16(p) >= 2 && hb_blob_get_length(blob) >= OS2_BYTES_2)
			ret->cap_height = sfnt_i16(p + OS2_CAP_HEIGHT);
	}
	hb_blob_destroy(blob);
}

void sfnt_read_facts(hb_face_t *face, struct sfnt_facts *ret)
{
	const unsigned char *head, *post;
	hb_blob_t *heads = table(face, HB_TAG('h', 'e', 'a', 'd'), HEAD_BYTES, &head);
	hb_blob_t *posts = table(face, HB_TAG('p', 'o', 's', 't'), POST_BYTES, &post);

	*ret = (struct sfnt_facts){0};
	sfnt_read_os2(face, &ret->os2);
	if (head != NULL) {
		ret->units_per_em = sfnt_u16(head + HEAD_UNITS);
		for (int i = 0; i < 4; i++)
			ret->bbox[i] = sfnt_i16(head + HEAD_BOX + 2 * i);
	}
	if (post != NULL) {
		ret->italic_angle = (int32_t)sfnt_u32(post + POST_ANGLE) / 65536;
		ret->fixed_pitch = sfnt_u32(post + POST_FIXED) != 0;
	}
	hb_blob_destroy(heads);
	hb_blob_destroy(posts);
}
