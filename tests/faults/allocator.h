/* SPDX-License-Identifier: MIT */
/*
 * allocator.h: the C library's allocator, in which an allocation fails for which fails(), defined
 * above, returns true.
 */
#ifndef KANBEN_TESTS_FAULTS_ALLOCATOR_H
#define KANBEN_TESTS_FAULTS_ALLOCATOR_H

#include <errno.h>
#include <stddef.h>

extern void *__libc_malloc(size_t n);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *p, size_t n);
extern void *__libc_memalign(size_t alignment, size_t n);

/* The build hides what is not told to be exported. */
#pragma GCC visibility push(default)

void *memalign(size_t alignment, size_t n);

void *malloc(size_t n)
{
	return fails() ? NULL : __libc_malloc(n);
}

void *calloc(size_t count, size_t size)
{
	return fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *p, size_t n)
{
	return fails() ? NULL : __libc_realloc(p, n);
}

void *memalign(size_t alignment, size_t n)
{
	return fails() ? NULL : __libc_memalign(alignment, n);
}

void *aligned_alloc(size_t alignment, size_t n)
{
	return memalign(alignment, n);
}

int posix_memalign(void **ret, size_t alignment, size_t n)
{
	void *p = memalign(alignment, n);

	if (p == NULL)
		return ENOMEM;
	*ret = p;
	return 0;
}

#pragma GCC visibility pop

#endif
