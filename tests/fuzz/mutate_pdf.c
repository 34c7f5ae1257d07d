/* SPDX-License-Identifier: MIT */
/* mutate_pdf.c: changes a PDF anywhere and makes its cross-reference table anew, so that it can be
 * opened. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "fuzz.h"

enum { OBJECT_MAX = 4096 };

/* The offset of each “N 0 obj” that begins a line; the number of entries. */
static size_t find_objects(const char *p, size_t n, size_t *offsets)
{
	size_t count = 0;

	memset(offsets, 0, OBJECT_MAX * sizeof(*offsets));
	for (size_t i = 0; i + 8 < n; i++) {
		size_t number = 0, k = i;

		if (i > 0 && p[i - 1] != '\n')
			continue;
		for (; k < n && p[k] >= '0' && p[k] <= '9' && number < OBJECT_MAX; k++)
			number = 10 * number + (size_t)(p[k] - '0');
		if (k == i || number >= OBJECT_MAX || n - k < 6 || memcmp(p + k, " 0 obj", 6) != 0)
			continue;
		offsets[number] = i;
		if (number >= count)
			count = number + 1;
	}
	return count;
}

/* The last place of a word, or n. */
static size_t find_last(const char *p, size_t n, const char *word)
{
	size_t len = strlen(word);

	for (size_t i = n; i-- > 0;)
		if (n - i >= len && memcmp(p + i, word, len) == 0)
			return i;
	return n;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed)
{
	static size_t offsets[OBJECT_MAX];
	struct buf b = {0};
	const char *p = (const char *)data;
	size_t n, table, trailer, start, count, made;

	size = LLVMFuzzerMutate(data, size, max_size);
	if (seed % 16 == 0)
		return size;
	n = size;
	trailer = find_last(p, n, "trailer");
	table = find_last(p, trailer, "xref");
	start = find_last(p, n, "startxref");
	count = find_objects(p, table, offsets);
	if (trailer == n || start < trailer || count == 0)
		return size;
	buf_put(&b, p, table);
	buf_putf(&b, "xref\n0 %zu\n0000000000 65535 f \n", count);
	for (size_t i = 1; i < count; i++)
		buf_putf(&b, "%010zu %05d %c \n", offsets[i], 0, offsets[i] > 0 ? 'n' : 'f');
	buf_put(&b, p + trailer, start - trailer);
	buf_putf(&b, "startxref\n%zu\n%%%%EOF\n", table);
	made = b.n <= max_size ? b.n : size;
	if (b.n <= max_size)
		memcpy(data, b.p, b.n);
	buf_release(&b);
	return made;
}
