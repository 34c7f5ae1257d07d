/* SPDX-License-Identifier: MIT */
#include "unzip/unzip.h"

#include <zip.h>

static zip_t *zip_of(const struct unzip *z)
{
	return (zip_t *)z;
}

struct unzip *unzip_open(const void *p, size_t n)
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
	return (struct unzip *)zip;
}

void unzip_close(struct unzip *z)
{
	if (z != NULL)
		zip_discard(zip_of(z));
}

size_t unzip_count(const struct unzip *z)
{
	zip_int64_t n = zip_get_num_entries(zip_of(z), 0);

	return n > 0 ? (size_t)n : 0;
}

const char *unzip_name(const struct unzip *z, size_t i)
{
	const char *name = zip_get_name(zip_of(z), i, 0);

	return name != NULL ? name : "";
}

int64_t unzip_find(const struct unzip *z, const char *name, bool any_case)
{
	return zip_name_locate(zip_of(z), name, any_case ? ZIP_FL_NOCASE : 0);
}

static bool is_encrypted(zip_t *zip, zip_uint64_t i)
{
	zip_stat_t st;

	zip_stat_init(&st);
	return zip_stat_index(zip, i, 0, &st) == 0 &&
	       (st.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && st.encryption_method != ZIP_EM_NONE;
}

enum { STEP = 1 << 16 };

/* Room for a whole file and its end, if it is what the package says and small; otherwise a step. */
static size_t first_step(zip_t *zip, zip_uint64_t i)
{
	zip_stat_t st;

	zip_stat_init(&st);
	return zip_stat_index(zip, i, 0, &st) == 0 && (st.valid & ZIP_STAT_SIZE) != 0 &&
	                       st.size < STEP
	               ? (size_t)st.size + 1
	               : STEP;
}

enum unzip_fault unzip_read(const struct unzip *z, int64_t i, size_t most, struct buf *b)
{
	const size_t start = b->n;
	zip_file_t *file;
	zip_int64_t n;

	if (is_encrypted(zip_of(z), (zip_uint64_t)i))
		return UNZIP_ENCRYPTED;
	file = zip_fopen_index(zip_of(z), (zip_uint64_t)i, 0);
	if (file == NULL)
		return UNZIP_DAMAGED;
	buf_reserve(b, first_step(zip_of(z), (zip_uint64_t)i));
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
