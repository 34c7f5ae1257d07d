/* SPDX-License-Identifier: MIT */
/* mutate_zip.c: changes one file within a package, so that the package stays one; XML as a tree. */
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "change_xml.h"
#include "fuzz.h"

enum { PART_MAX = 1 << 18, STORED_MAX = 4096 /* bytes; deflating takes longer */ };

/* The bytes of a file in the package, with room to grow; NULL: it has none that can be read. */
static uint8_t *read_part(zip_t *z, zip_uint64_t i, size_t *ret_n)
{
	zip_stat_t st;
	zip_file_t *f;
	uint8_t *bytes;
	zip_int64_t n;

	if (zip_stat_index(z, i, 0, &st) != 0 || st.size > PART_MAX)
		return NULL;
	f = zip_fopen_index(z, i, 0);
	if (f == NULL)
		return NULL;
	bytes = malloc(st.size + 1024);
	n = bytes != NULL ? zip_fread(f, bytes, st.size) : -1;
	zip_fclose(f);
	if (n >= 0) {
		*ret_n = (size_t)n;
		return bytes;
	}
	free(bytes);
	return NULL;
}

static void change(zip_t *z, zip_uint64_t i, unsigned seed)
{
	size_t n = 0;
	uint8_t *bytes = read_part(z, i, &n), *other = NULL;
	zip_source_t *source;

	if (bytes == NULL)
		return;
	if (seed % 8 > 0)
		other = change_xml(bytes, n, seed, &n);
	if (other != NULL)
		free(bytes);
	else
		n = LLVMFuzzerMutate(bytes, n, n + 1000);
	bytes = other != NULL ? other : bytes;
	source = zip_source_buffer(z, bytes, n, /*freep*/ 1);
	if (source == NULL) {
		free(bytes);
		return;
	}
	if (zip_file_replace(z, i, source, 0) != 0)
		zip_source_free(source);
	else
		zip_set_file_compression(z, i, n > STORED_MAX ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 1);
}

/* The package that the source holds, into data; 0: it is too large, or none. */
static size_t take(zip_source_t *source, uint8_t *data, size_t max_size)
{
	zip_int64_t n = 0;

	if (zip_source_open(source) != 0)
		return 0;
	if (zip_source_seek(source, 0, SEEK_END) == 0)
		n = zip_source_tell(source);
	if (n > 0 && (size_t)n <= max_size && zip_source_seek(source, 0, SEEK_SET) == 0)
		n = zip_source_read(source, data, (zip_uint64_t)n);
	else
		n = 0;
	zip_source_close(source);
	return n > 0 ? (size_t)n : 0;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed)
{
	zip_error_t error;
	zip_source_t *source = NULL;
	zip_t *z = NULL;
	zip_int64_t n;
	size_t made = 0;
	void *copy;

	zip_error_init(&error);
	/* Of a copy, as libzip frees the bytes once the package is written anew. */
	copy = seed % 16 > 0 && size > 0 ? malloc(size) : NULL;
	if (copy != NULL)
		source = zip_source_buffer_create(memcpy(copy, data, size), size, 1, &error);
	if (source != NULL)
		z = zip_open_from_source(source, 0, &error);
	n = z != NULL ? zip_get_num_entries(z, 0) : 0;
	if (n > 0) {
		change(z, (zip_uint64_t)(seed / 16) % (zip_uint64_t)n, seed / 1024);
		zip_source_keep(source);
		if (zip_close(z) == 0)
			made = take(source, data, max_size);
		else
			zip_discard(z);
		zip_source_free(source);
	} else if (z != NULL) {
		zip_discard(z);
	} else if (source != NULL) {
		zip_source_free(source);
	}
	zip_error_fini(&error);
	return made > 0 ? made : LLVMFuzzerMutate(data, size, max_size);
}
