/* SPDX-License-Identifier: MIT */
/*
 * Loaded before the program, with the C library's allocator behind it: allocation number
 * KANBEN_FAIL fails. The number of allocations goes into the file KANBEN_COUNT.
 */
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

extern void *__libc_malloc(size_t n);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *p, size_t n);
extern void *__libc_memalign(size_t alignment, size_t n);

static atomic_long made;
static long failing = -1;

#pragma GCC visibility push(default)
void *memalign(size_t alignment, size_t n);
#pragma GCC visibility pop

static int fails(void)
{
	if (failing < 0)
		failing = getenv("KANBEN_FAIL") != NULL ? atol(getenv("KANBEN_FAIL")) : 0;
	if (++made != failing)
		return 0;
	errno = ENOMEM;
	return 1;
}

/* The build hides what is not told to be exported. */
#pragma GCC visibility push(default)

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

__attribute__((destructor)) static void tell(void)
{
	long n = made;
	const char *path = getenv("KANBEN_COUNT");
	FILE *f = path != NULL ? fopen(path, "w") : NULL;

	if (f == NULL)
		return;
	fprintf(f, "%ld\n", n);
	fclose(f);
}
