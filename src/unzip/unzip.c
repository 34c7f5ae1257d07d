/* SPDX-License-Identifier: MIT */
#include "unzip/unzip.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <libdeflate.h>
#include <zip.h>

#include "base/mem.h"

/* A name and the number of its file. */
struct unzip_entry {
	const char *name; /* borrowed from the package */
	size_t number;
};

struct unzip {
	zip_t *zip;
	size_t n;                                 /* its bytes */
	struct libdeflate_decompressor *inflater; /* NULL: not used yet */
	struct unzip_entry *sorted; /* in any case, then by number; NULL: nobody has asked yet */
	size_t sorted_n;
};

static zip_t *open_zip(const void *p, size_t n)
{
	zip_source_t *bytes;
	zip_error_t error;
	zip_t *zip;

	zip_error_init(&error);
	bytes = zip_source_buffer_create(p, n, /*free*/ 0, &error);
	zip = bytes != NULL ? zip_open_from_source(bytes, ZIP_RDONLY, &error) : NULL;
	zip_error_fini(&error);
	if (zip == NULL)
		zip_source_free(bytes);
	return zip;
}

struct unzip *unzip_open(const void *p, size_t n)
{
	zip_t *zip = open_zip(p, n);
	struct unzip *z;

	if (zip == NULL)
		return NULL;
	z = mem_alloc(sizeof(*z));
	*z = (struct unzip){.zip = zip, .n = n};
	return z;
}

void unzip_close(struct unzip *z)
{
	if (z == NULL)
		return;
	zip_discard(z->zip);
	libdeflate_free_decompressor(z->inflater);
	free(z->sorted);
	free(z);
}

size_t unzip_count(const struct unzip *z)
{
	zip_int64_t n = zip_get_num_entries(z->zip, 0);

	return n > 0 ? (size_t)n : 0;
}

const char *unzip_name(const struct unzip *z, size_t i)
{
	const char *name = zip_get_name(z->zip, i, 0);

	return name != NULL ? name : "";
}

static int compare_entries(const void *a, const void *b)
{
	const struct unzip_entry *x = a, *y = b;
	int order = strcasecmp(x->name, y->name);

	if (order != 0)
		return order;
	return x->number < y->number ? -1 : x->number > y->number;
}

static void sort_entries(struct unzip *z)
{
	z->sorted_n = unzip_count(z);
	z->sorted = mem_alloc(mem_size_mul(z->sorted_n + 1, sizeof(*z->sorted)));
	for (size_t i = 0; i < z->sorted_n; i++)
		z->sorted[i] = (struct unzip_entry){unzip_name(z, i), i};
	if (z->sorted_n > 0)
		qsort(z->sorted, z->sorted_n, sizeof(*z->sorted), compare_entries);
}

/* The first file of that name in any case, -1: there is none. */
static int64_t find_any_case(struct unzip *z, const char *name)
{
	struct unzip_entry key = {name, 0};
	size_t first = 0, n;

	if (z->sorted == NULL)
		sort_entries(z);
	for (n = z->sorted_n; first < n;) {
		size_t middle = first + (n - first) / 2;

		if (compare_entries(&z->sorted[middle], &key) < 0)
			first = middle + 1;
		else
			n = middle;
	}
	return first < z->sorted_n && strcasecmp(z->sorted[first].name, name) == 0
	               ? (int64_t)z->sorted[first].number
	               : -1;
}

int64_t unzip_find(struct unzip *z, const char *name, bool any_case)
{
	return any_case ? find_any_case(z, name) : zip_name_locate(z->zip, name, 0);
}

enum { STEP = 1 << 16 };

static bool is_encrypted(const zip_stat_t *st)
{
	return (st->valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 &&
	       st->encryption_method != ZIP_EM_NONE;
}

/* Deflated, and of sizes that such data can have in this package. */
static bool is_plain(const struct unzip *z, const zip_stat_t *st, size_t most)
{
	const zip_uint64_t needed =
	        ZIP_STAT_COMP_METHOD | ZIP_STAT_COMP_SIZE | ZIP_STAT_SIZE | ZIP_STAT_CRC;
	const unsigned ratio_max = 1032, least = 64; /* what cannot be compressed grows a little */

	return (st->valid & needed) == needed && st->comp_method == ZIP_CM_DEFLATE &&
	       st->size <= most && st->size / ratio_max <= st->comp_size &&
	       st->comp_size <= st->size + st->size / 8 + least && st->comp_size <= z->n;
}

/* The bytes of a file as they are stored; false: they are not all there. */
static bool read_stored(const struct unzip *z, const zip_stat_t *st, struct buf *b)
{
	zip_file_t *file = zip_fopen_index(z->zip, st->index, ZIP_FL_COMPRESSED);
	zip_int64_t n = -1;

	if (file != NULL) {
		buf_reserve(b, (size_t)st->comp_size);
		n = zip_fread(file, b->p, st->comp_size);
		zip_fclose(file);
	}
	b->n = n > 0 ? (size_t)n : 0;
	return n >= 0 && (zip_uint64_t)n == st->comp_size;
}

/*
 * Inflates at once what is as the package says, in half the time of libzip. False, with nothing
 * appended: it is not, or not deflated.
 */
static bool inflate_whole(struct unzip *z, const zip_stat_t *st, size_t most, struct buf *b)
{
	struct buf stored = {0};
	size_t n = 0;
	bool good = is_plain(z, st, most) && read_stored(z, st, &stored);

	if (good) {
		z->inflater = z->inflater != NULL ? z->inflater : libdeflate_alloc_decompressor();
		if (z->inflater == NULL)
			mem_exhausted();
		buf_reserve(b, (size_t)st->size);
		good = libdeflate_deflate_decompress(z->inflater, stored.p, stored.n, b->p + b->n,
		                                     (size_t)st->size, &n) == LIBDEFLATE_SUCCESS &&
		       n == st->size && libdeflate_crc32(0, b->p + b->n, n) == st->crc;
		b->n += good ? n : 0;
		b->p[b->n] = '\0';
	}
	buf_release(&stored);
	return good;
}

/* Reads as far as there is something to read. */
static enum unzip_fault read_steps(struct unzip *z, const zip_stat_t *st, size_t most,
                                   struct buf *b)
{
	const size_t start = b->n;
	zip_file_t *file = zip_fopen_index(z->zip, st->index, 0);
	zip_int64_t n;

	if (file == NULL)
		return UNZIP_DAMAGED;
	/* Room for a whole file and its end, if it is what the package says and small. */
	buf_reserve(b, (st->valid & ZIP_STAT_SIZE) != 0 && st->size < STEP ? (size_t)st->size + 1
	                                                                   : STEP);
	do {
		size_t room;

		buf_reserve(b, 1);
		room = b->cap - b->n - 1;
		n = zip_fread(file, b->p + b->n, room < STEP ? room : STEP);
		if (n > 0)
			b->n += (size_t)n;
	} while (n > 0 && b->n - start <= most);
	b->p[b->n] = '\0';
	zip_fclose(file);
	if (n < 0)
		return UNZIP_DAMAGED;
	return b->n - start > most ? UNZIP_TOO_LARGE : UNZIP_FINE;
}

enum unzip_fault unzip_read(struct unzip *z, int64_t i, size_t most, struct buf *b)
{
	zip_stat_t st;

	zip_stat_init(&st);
	if (zip_stat_index(z->zip, (zip_uint64_t)i, 0, &st) != 0)
		return UNZIP_DAMAGED;
	if (is_encrypted(&st))
		return UNZIP_ENCRYPTED;
	return inflate_whole(z, &st, most, b) ? UNZIP_FINE : read_steps(z, &st, most, b);
}
