/* SPDX-License-Identifier: MIT */
#include "write/ofd/ofd_zip.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <libdeflate.h>

#include "base/mem.h"

enum { LOCAL = 0x04034b50, CENTRAL = 0x02014b50, END = 0x06054b50 };
enum { VERSION = 20, UTF8_NAMES = 1 << 11, DEFLATED = 8, DAY = 1 << 5 | 1, ENTRIES_MAX = 65534 };

struct ofd_zip {
	struct out *o;
	struct digest *content, *hash;
	struct libdeflate_compressor *deflate[2];
	struct buf directory, scratch;
	uint64_t at; /* bytes written */
	size_t n;
	bool too_large;
};

/* ZIP numbers have their lowest byte first. */
static void put(struct buf *b, uint32_t v, int width)
{
	for (; width > 0; width--, v >>= 8)
		buf_putc(b, (char)v);
}

struct ofd_zip *ofd_zip_new(struct out *o, struct digest *content, const int levels[2])
{
	struct ofd_zip *z = mem_alloc(sizeof(*z));

	*z = (struct ofd_zip){.o = o, .content = content, .hash = digest_new()};
	for (int i = 0; i < 2; i++) {
		z->deflate[i] = libdeflate_alloc_compressor(levels[i]);
		if (z->deflate[i] == NULL)
			mem_exhausted();
	}
	return z;
}

/*
 * The identifier is of the entries' lengths and checksums: hashing all bytes of a report takes
 * longer than writing them.
 */
static void note(struct ofd_zip *z, const void *p, size_t n)
{
	const uint64_t sums[] = {n, libdeflate_crc32(0, p, n), libdeflate_adler32(1, p, n)};
	unsigned char bytes[sizeof(sums)];

	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (unsigned char)(sums[i / 8] >> 8 * (i % 8));
	digest_put(z->hash, bytes, sizeof(bytes));
	digest_put(z->content, p, n);
}

/* The fields that an entry has in both of its places, from the version on. */
static void put_facts(struct buf *b, bool deflated, uint32_t crc, const size_t sizes[3])
{
	put(b, VERSION, 2);
	put(b, UTF8_NAMES, 2);
	put(b, deflated ? DEFLATED : 0, 2);
	put(b, DAY << 16, 4); /* midnight */
	put(b, crc, 4);
	put(b, (uint32_t)sizes[0], 4);
	put(b, (uint32_t)sizes[1], 4);
	put(b, (uint32_t)sizes[2], 2);
	put(b, 0, 2);
}

static void put_entry(struct ofd_zip *z, const char *name, uint32_t crc, size_t packed, size_t n)
{
	const size_t sizes[3] = {packed, n, strlen(name)};
	struct buf b = {0};

	put(&b, LOCAL, 4);
	put_facts(&b, packed < n, crc, sizes);
	buf_puts(&b, name);
	put(&z->directory, CENTRAL, 4);
	put(&z->directory, VERSION, 2);
	put_facts(&z->directory, packed < n, crc, sizes);
	put(&z->directory, 0, 4); /* comment, disc */
	put(&z->directory, 0, 4); /* attributes */
	put(&z->directory, 0, 2);
	put(&z->directory, (uint32_t)z->at, 4);
	buf_puts(&z->directory, name);
	out_put(z->o, b.p, b.n);
	z->at += b.n + packed;
	z->n++;
	buf_release(&b);
}

void ofd_zip_add(struct ofd_zip *z, const char *name, const void *p, size_t n)
{
	size_t packed, m = strlen(name);
	bool outlines = m > 4 && strcmp(name + m - 4, ".ttf") == 0;

	note(z, name, strlen(name) + 1);
	note(z, p, n);
	buf_clear(&z->scratch);
	buf_reserve(&z->scratch, n + 1);
	packed =
	        n > 0 ? libdeflate_deflate_compress(z->deflate[outlines], p, n, z->scratch.p, n - 1)
	              : 0;
	z->too_large = z->too_large || n >= UINT32_MAX || z->n >= ENTRIES_MAX;
	put_entry(z, name, libdeflate_crc32(0, p, n), packed > 0 ? packed : n, n);
	out_put(z->o, packed > 0 ? z->scratch.p : p, packed > 0 ? packed : n);
	z->too_large = z->too_large || z->at >= UINT32_MAX;
}

void ofd_zip_hash(struct ofd_zip *z, char ret[33])
{
	char all[DIGEST_TEXT];

	digest_finish(z->hash, all);
	digest_free(z->hash);
	z->hash = digest_new();
	memcpy(ret, all, 32);
	ret[32] = '\0';
}

void ofd_zip_free(struct ofd_zip *z)
{
	if (z == NULL)
		return;
	for (int i = 0; i < 2; i++)
		libdeflate_free_compressor(z->deflate[i]);
	digest_free(z->hash);
	buf_release(&z->directory);
	buf_release(&z->scratch);
	free(z);
}

enum rc ofd_zip_finish(struct ofd_zip *z)
{
	enum rc rc = z->too_large ? RC_LIMIT : RC_OK;
	struct buf b = {0};

	put(&b, END, 4);
	put(&b, 0, 4);
	put(&b, (uint32_t)z->n, 2);
	put(&b, (uint32_t)z->n, 2);
	put(&b, (uint32_t)z->directory.n, 4);
	put(&b, (uint32_t)z->at, 4);
	put(&b, 0, 2);
	out_put(z->o, z->directory.p, z->directory.n);
	out_put(z->o, b.p, b.n);
	buf_release(&b);
	ofd_zip_free(z);
	return rc;
}
