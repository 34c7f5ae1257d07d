/* SPDX-License-Identifier: MIT */
#include "font/names.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "font/sfnt.h"

enum {
	HEAD_BYTES = 4096, /* covers the table directories of most files */
	TTC_OFFSETS = 12,
	DIRECTORY_RECORDS = 12,
	RECORD_BYTES = 16,
	TABLE_MAX = 1 << 20 /* bytes; larger tables are ignored */
};

struct peek {
	int fd;
	unsigned count;
	size_t head_n;
	unsigned char head[HEAD_BYTES];
};

/* A face of the file and the offset of its table directory; owned by the hb_face_t. */
struct face_member {
	const struct peek *file;
	uint64_t at;
};

static bool read_at(const struct peek *p, uint64_t at, void *ret, size_t n)
{
	if (at <= p->head_n && n <= p->head_n - at) {
		memcpy(ret, p->head + at, n);
		return true;
	}
	return pread(p->fd, ret, n, (off_t)at) == (ssize_t)n;
}

static unsigned count_faces(const struct peek *p)
{
	uint32_t tag = p->head_n >= TTC_OFFSETS ? sfnt_u32(p->head) : 0;

	if (tag == HB_TAG('t', 't', 'c', 'f'))
		return sfnt_u32(p->head + 8);
	return tag == HB_TAG('O', 'T', 'T', 'O') || tag == HB_TAG('t', 'r', 'u', 'e') ||
	       tag == 0x00010000;
}

struct peek *peek_open(const char *path)
{
	struct peek *p = mem_realloc(NULL, sizeof(*p));
	ssize_t n;

	p->fd = open(path, O_RDONLY | O_CLOEXEC);
	n = p->fd >= 0 ? pread(p->fd, p->head, HEAD_BYTES, 0) : -1;
	p->head_n = n > 0 ? (size_t)n : 0;
	p->count = count_faces(p);
	if (p->count > 0)
		return p;
	peek_close(p);
	return NULL;
}

void peek_close(struct peek *p)
{
	if (p == NULL)
		return;
	if (p->fd >= 0)
		close(p->fd);
	free(p);
}

unsigned peek_count(const struct peek *p)
{
	return p->count;
}

/* Locates a table; false if the face has none with that tag. */
static bool find_table(const struct face_member *m, hb_tag_t tag, uint64_t *ret_at, size_t *ret_n)
{
	unsigned char head[DIRECTORY_RECORDS], record[RECORD_BYTES];

	if (!read_at(m->file, m->at, head, sizeof(head)))
		return false;
	for (unsigned i = 0; i < sfnt_u16(head + 4); i++) {
		uint64_t at = m->at + DIRECTORY_RECORDS + (uint64_t)i * RECORD_BYTES;

		if (!read_at(m->file, at, record, sizeof(record)))
			return false;
		if (sfnt_u32(record) == tag) {
			*ret_at = sfnt_u32(record + 8);
			*ret_n = sfnt_u32(record + 12);
			return true;
		}
	}
	return false;
}

static hb_blob_t *read_table(hb_face_t *face, hb_tag_t tag, void *member)
{
	const struct face_member *m = member;
	uint64_t at;
	size_t n;
	char *data;

	(void)face;
	if (!find_table(m, tag, &at, &n) || n == 0 || n > TABLE_MAX)
		return NULL;
	data = mem_realloc(NULL, n);
	if (read_at(m->file, at, data, n))
		return hb_blob_create(data, (unsigned)n, HB_MEMORY_MODE_WRITABLE, data, free);
	free(data);
	return NULL;
}

static struct face_member member_of(const struct peek *p, unsigned index)
{
	struct face_member m = {.file = p};
	unsigned char at[4];

	if (sfnt_u32(p->head) == HB_TAG('t', 't', 'c', 'f') &&
	    read_at(p, TTC_OFFSETS + (uint64_t)index * 4, at, sizeof(at)))
		m.at = sfnt_u32(at);
	return m;
}

bool peek_table(const struct peek *p, unsigned index, hb_tag_t tag, uint64_t *ret_at, size_t *ret_n)
{
	const struct face_member m = member_of(p, index);

	return index < p->count && find_table(&m, tag, ret_at, ret_n);
}

int peek_descriptor(const struct peek *p)
{
	return p->fd;
}

hb_face_t *peek_face(struct peek *p, unsigned index)
{
	struct face_member *m = mem_alloc(sizeof(*m));

	*m = member_of(p, index);
	return hb_face_create_for_tables(read_table, m, free);
}
