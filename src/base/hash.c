/* SPDX-License-Identifier: MIT */
#include "base/hash.h"

#include <string.h>

uint64_t hash_bytes(uint64_t h, const void *p, size_t n)
{
	const unsigned char *s = p;

	for (size_t i = 0; i < n; i++)
		h = (h ^ s[i]) * 0x100000001b3u;
	return h;
}

/* Byte by byte, so that the hash does not depend on the machine's byte order. */
uint64_t hash_number(uint64_t h, uint64_t value)
{
	unsigned char bytes[8];

	for (int i = 0; i < 8; i++)
		bytes[i] = (unsigned char)(value >> 8 * i);
	return hash_bytes(h, bytes, sizeof(bytes));
}

uint64_t hash_item(uint64_t h, const void *p, size_t n)
{
	return hash_bytes(hash_number(h, n), p, n);
}

uint64_t hash_text(uint64_t h, const char *s)
{
	return s != NULL ? hash_item(h, s, strlen(s)) : hash_number(h, UINT64_MAX);
}
