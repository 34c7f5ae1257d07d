/* SPDX-License-Identifier: MIT */
#include "kanben/sized.h"

#include <string.h>

enum { SIZE_LIMIT = 4096 /* beyond any version: it was not set */ };

bool sized_take(const void *given, size_t n, void *ret)
{
	size_t size;

	memset(ret, 0, n);
	if (given == NULL)
		return true;
	memcpy(&size, given, sizeof(size));
	if (size < sizeof(size) || size > SIZE_LIMIT || size % sizeof(size) != 0)
		return false;
	for (size_t i = n; i < size; i++)
		if (((const char *)given)[i] != 0)
			return false;
	memcpy(ret, given, size < n ? size : n);
	return true;
}
