/* SPDX-License-Identifier: MIT */
/*
 * checked.h: what is asked of HarfBuzz and takes memory. When there is none, HarfBuzz says nothing
 * and returns an object that does nothing, so that text would be missing from the document. Each
 * function here calls mem_exhausted instead. Ownership is that of HarfBuzz's own functions.
 */
#ifndef KANBEN_FONT_CHECKED_H
#define KANBEN_FONT_CHECKED_H

#include <stddef.h>
#include <stdint.h>

#include <hb.h>

hb_buffer_t *checked_buffer(void);
void checked_shape(hb_font_t *font, hb_buffer_t *buffer, const hb_feature_t *features, unsigned n);

hb_map_t *checked_map(void);
void checked_map_set(hb_map_t *map, uint32_t key, uint32_t value);

hb_draw_funcs_t *checked_draw_funcs(void);

/* Borrows the bytes. */
hb_blob_t *checked_blob(const void *p, size_t n);

/* Takes over what mmap(2) returned, which the blob unmaps. */
hb_blob_t *checked_mapping(void *p, size_t n);

/* A file, read into memory: whatever becomes of it later does not matter. NULL: it cannot be. */
hb_blob_t *checked_read(const char *path);

/* Of a face made from a blob; one that the face lacks is empty. */
hb_blob_t *checked_table(hb_face_t *face, hb_tag_t tag);

/* A file of tables, none of them empty, in the order in which HarfBuzz sorts them. */
struct checked_part {
	hb_tag_t tag;
	const void *p;
	size_t n;
};
hb_blob_t *checked_file(const struct checked_part *parts, size_t n);

#endif
