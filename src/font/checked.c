/* SPDX-License-Identifier: MIT */
#include "font/checked.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/mem.h"

hb_buffer_t *checked_buffer(void)
{
	hb_buffer_t *b = hb_buffer_create();

	if (b == hb_buffer_get_empty())
		mem_exhausted();
	return b;
}

void checked_shape(hb_font_t *font, hb_buffer_t *buffer, const hb_feature_t *features, unsigned n)
{
	/* The buffer remembers what failed while it was filled. */
	if (!hb_buffer_allocation_successful(buffer) ||
	    !hb_shape_full(font, buffer, features, n, NULL) ||
	    !hb_buffer_allocation_successful(buffer))
		mem_exhausted();
}

hb_map_t *checked_map(void)
{
	hb_map_t *map = hb_map_create();

	if (map == hb_map_get_empty())
		mem_exhausted();
	return map;
}

void checked_map_set(hb_map_t *map, uint32_t key, uint32_t value)
{
	hb_map_set(map, key, value);
	if (!hb_map_allocation_successful(map))
		mem_exhausted();
}

hb_draw_funcs_t *checked_draw_funcs(void)
{
	hb_draw_funcs_t *funcs = hb_draw_funcs_create();

	/* One that could not be made keeps no function. */
	if (hb_draw_funcs_is_immutable(funcs))
		mem_exhausted();
	return funcs;
}

hb_blob_t *checked_blob(const void *p, size_t n)
{
	hb_blob_t *blob = hb_blob_create(p, (unsigned)n, HB_MEMORY_MODE_READONLY, NULL, NULL);

	if (hb_blob_get_length(blob) != n)
		mem_exhausted();
	return blob;
}

/* How many of at most n bytes there were; -1: they cannot be read. */
static ssize_t read_bytes(int fd, char *p, size_t n)
{
	size_t done = 0;
	ssize_t got = 1;

	while (done < n && got != 0) {
		got = read(fd, p + done, n - done);
		if (got < 0 && errno != EINTR)
			return -1;
		done += got > 0 ? (size_t)got : 0;
	}
	return (ssize_t)done;
}

static hb_blob_t *read_open(int fd)
{
	struct stat st;
	hb_blob_t *blob;
	ssize_t n;
	char *p;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size > UINT_MAX)
		return NULL;
	p = mem_alloc((size_t)st.st_size + 1);
	n = read_bytes(fd, p, (size_t)st.st_size);
	if (n < 0) {
		free(p);
		return NULL;
	}
	blob = hb_blob_create(p, (unsigned)n, HB_MEMORY_MODE_READONLY, p, free);
	if (hb_blob_get_length(blob) != n) /* and the bytes are gone */
		mem_exhausted();
	return blob;
}

struct mapping {
	void *p;
	size_t n;
};

static void unmap(void *mapping)
{
	struct mapping *m = mapping;

	munmap(m->p, m->n);
	free(m);
}

hb_blob_t *checked_mapping(void *p, size_t n)
{
	struct mapping *m = mem_alloc(sizeof(*m));
	hb_blob_t *blob;

	*m = (struct mapping){p, n};
	blob = hb_blob_create(p, (unsigned)n, HB_MEMORY_MODE_READONLY, m, unmap);
	if (hb_blob_get_length(blob) != n) /* and the mapping is gone */
		mem_exhausted();
	return blob;
}

hb_blob_t *checked_read(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	hb_blob_t *blob = fd >= 0 ? read_open(fd) : NULL;

	if (fd >= 0)
		close(fd);
	return blob;
}

static bool has_table(const hb_face_t *face, hb_tag_t tag)
{
	hb_tag_t tags[32];
	unsigned n = COUNT(tags);

	for (unsigned start = 0; n == COUNT(tags); start += n) {
		hb_face_get_table_tags(face, start, &n, tags);
		for (unsigned i = 0; i < n; i++) {
			if (tags[i] == tag)
				return true;
		}
	}
	return false;
}

/*
 * A table that the face lists and that is empty all the same is asked for again: a face whose
 * directory is wrong gives the same answer.
 */
hb_blob_t *checked_table(hb_face_t *face, hb_tag_t tag)
{
	hb_blob_t *blob = hb_face_reference_table(face, tag);

	if (hb_blob_get_length(blob) > 0 || !has_table(face, tag))
		return blob;
	hb_blob_destroy(blob);
	blob = hb_face_reference_table(face, tag);
	if (hb_blob_get_length(blob) > 0)
		mem_exhausted();
	return blob;
}

hb_blob_t *checked_file(const struct checked_part *parts, size_t n)
{
	enum { HEADER = 12, RECORD = 16 };
	hb_face_t *builder = hb_face_builder_create();
	size_t len = HEADER + RECORD * n;
	hb_blob_t *file;

	for (size_t i = 0; i < n; i++) {
		hb_blob_t *table = checked_blob(parts[i].p, parts[i].n);

		if (!hb_face_builder_add_table(builder, parts[i].tag, table))
			mem_exhausted();
		hb_blob_destroy(table);
		len += (parts[i].n + 3) / 4 * 4;
	}
	file = hb_face_reference_blob(builder);
	if (hb_blob_get_length(file) != len)
		mem_exhausted();
	hb_face_destroy(builder);
	return file;
}
