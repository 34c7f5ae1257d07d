/* SPDX-License-Identifier: MIT */
#include "font/sparse.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "font/cff.h"
#include "font/checked.h"
#include "font/names.h"

enum {
	HEAD_BYTES = 4096,      /* of a CFF table: header, Name INDEX and Top DICT INDEX */
	OUTLINES_MIN = 1 << 20, /* bytes; fewer are read with the rest of the file */
	COUNT_BYTES = 3,        /* of an INDEX: count and offSize */
	WIDTH_MAX = 4
};

/* Bytes of the file. */
struct file_range {
	uint64_t at, end;
};

struct sparse {
	struct peek *file;
	char *bytes; /* [st.st_size], the blob's */
	struct file_range outlines;
	bool filled, lost; /* lost: what was needed could not be read */
	struct stat st;
};

static bool read_range(int fd, char *bytes, struct file_range r)
{
	while (r.at < r.end) {
		ssize_t n = pread(fd, bytes + r.at, (size_t)(r.end - r.at), (off_t)r.at);

		if (n == 0 || (n < 0 && errno != EINTR))
			return false;
		r.at += n > 0 ? (uint64_t)n : 0;
	}
	return true;
}

static bool read_all(int fd, void *ret, size_t n, uint64_t at)
{
	return pread(fd, ret, n, (off_t)at) == (ssize_t)n;
}

/* Where the data of the CharStrings INDEX are that begins at r->at; it ends before r->end. */
static bool find_data(int fd, struct file_range *r)
{
	uint8_t head[COUNT_BYTES], last[WIDTH_MAX];
	uint64_t offsets = r->at + COUNT_BYTES, count, n;
	unsigned width;

	if (!read_all(fd, head, sizeof(head), r->at))
		return false;
	count = cff_number(head, 2);
	width = head[2];
	if (width < 1 || width > WIDTH_MAX || !read_all(fd, last, width, offsets + count * width))
		return false;
	n = cff_number(last, width);
	r->at = offsets + (count + 1) * width;
	if (n < OUTLINES_MIN || r->at + n - 1 > r->end)
		return false;
	r->end = r->at + n - 1;
	return true;
}

/* Where the outlines of a face are. */
static bool find_outlines(struct peek *file, unsigned index, const struct stat *st,
                          struct file_range *ret)
{
	uint8_t head[HEAD_BYTES];
	uint64_t at;
	size_t n, glyphs;

	if (!peek_table(file, index, HB_TAG('C', 'F', 'F', ' '), &at, &n) || n < sizeof(head) ||
	    at + n > (uint64_t)st->st_size ||
	    !read_all(peek_descriptor(file), head, sizeof(head), at))
		return false;
	glyphs = cff_glyphs_at((struct cff_bytes){head, sizeof(head)});
	*ret = (struct file_range){at + glyphs, at + n};
	return glyphs > 0 && glyphs < n && find_data(peek_descriptor(file), ret);
}

/* Memory that costs nothing where nothing is read into it. */
static hb_blob_t *zeros_new(size_t n, char **ret)
{
	void *p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
	               -1, 0);

	*ret = p;
	return p != MAP_FAILED ? checked_mapping(p, n) : NULL;
}

static hb_blob_t *read_rest(struct sparse *s)
{
	int fd = peek_descriptor(s->file);
	uint64_t size = (uint64_t)s->st.st_size;
	hb_blob_t *blob = zeros_new((size_t)size, &s->bytes);

	if (blob == NULL || (read_range(fd, s->bytes, (struct file_range){0, s->outlines.at}) &&
	                     read_range(fd, s->bytes, (struct file_range){s->outlines.end, size})))
		return blob;
	hb_blob_destroy(blob);
	return NULL;
}

struct sparse *sparse_open(const char *path, unsigned index, hb_blob_t **ret)
{
	struct sparse *s = mem_alloc(sizeof(*s));

	*ret = NULL;
	s->file = peek_open(path);
	if (s->file != NULL && fstat(peek_descriptor(s->file), &s->st) == 0 &&
	    S_ISREG(s->st.st_mode) && s->st.st_size <= UINT_MAX &&
	    find_outlines(s->file, index, &s->st, &s->outlines))
		*ret = read_rest(s);
	if (*ret != NULL)
		return s;
	sparse_close(s);
	return NULL;
}

void sparse_close(struct sparse *s)
{
	if (s != NULL)
		peek_close(s->file);
	free(s);
}

int sparse_descriptor(const struct sparse *s)
{
	return peek_descriptor(s->file);
}

bool sparse_fill(struct sparse *s)
{
	if (!s->filled && !s->lost)
		s->filled = read_range(peek_descriptor(s->file), s->bytes, s->outlines);
	s->lost |= !s->filled;
	return s->filled;
}

static bool same_time(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec == b->tv_sec && a->tv_nsec == b->tv_nsec;
}

bool sparse_is_intact(const struct sparse *s)
{
	struct stat now;

	return !s->lost && fstat(peek_descriptor(s->file), &now) == 0 &&
	       now.st_size == s->st.st_size && same_time(&now.st_mtim, &s->st.st_mtim);
}
