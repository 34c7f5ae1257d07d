/* SPDX-License-Identifier: MIT */
/*
 * mutate_icc.c: changes a profile behind its header, or one field of the header; the fields by
 * which it is a profile at all are mended (ICC.1:2010, 7.2).
 */
#include <string.h>

#include "fuzz.h"

enum { HEADER = 128 };

static const struct field {
	size_t at;
	const char *values[4];
} fields[] = {
        {36, {"acsp", "acsP", "ADSP", "\0\0\0\0"}},
        {12, {"prtr", "mntr", "scnr", "link"}},
        {16, {"CMYK", "RGB ", "GRAY", "7CLR"}},
        {8, {"\2\0\0\0", "\4\0\0\0", "\4\40\0\0", "\5\0\0\0"}},
        {20, {"Lab ", "XYZ ", "CMYK", "\0\0\0\0"}},
};

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed)
{
	size_t field = seed / 64 % 16, n;

	if (max_size <= HEADER || seed % 64 == 0)
		return LLVMFuzzerMutate(data, size, max_size);
	if (size < HEADER) {
		memset(data + size, 0, HEADER - size);
		size = HEADER;
	}
	if (field < 8) { /* the tags behind the header */
		n = HEADER + LLVMFuzzerMutate(data + HEADER, size - HEADER, max_size - HEADER);
	} else {
		LLVMFuzzerMutate(data, HEADER, HEADER);
		n = size;
	}
	for (size_t i = 0; i < COUNT(fields); i++)
		memcpy(data + fields[i].at, fields[i].values[i + 9 == field ? seed / 1024 % 4 : 0],
		       4);
	/* The first field of the header is the length of the whole. */
	for (int i = 0; i < 4; i++)
		data[i] = (uint8_t)(n >> (24 - 8 * i));
	return n;
}
