/* SPDX-License-Identifier: MIT */
/*
 * heap.c: the process's heap, which ends the process when it runs out.
 *
 * Our own code asks for memory through mem.h. The libraries beneath it do not: when an allocation
 * fails in HarfBuzz, a table of a font counts as absent and the text is set without it; libxml2
 * drops a node, qpdf throws through a border of C. Each would end in another document, and each
 * version of a library in another place. So the program puts itself before the C library's
 * allocator, for everything in the process, and a failed allocation can only end in status 3.
 *
 * The library (libkanben) must leave its host's allocator alone, and checks what each of its
 * libraries tells instead.
 */
#include "app/heap.h"

#include <dlfcn.h>
#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "base/mem.h"
#include "base/sanitized.h"

#if !SANITIZED

#define EXPORTED __attribute__((visibility("default")))

EXPORTED void *malloc(size_t n);
EXPORTED void *calloc(size_t count, size_t size);
EXPORTED void *realloc(void *p, size_t n);
EXPORTED void *aligned_alloc(size_t alignment, size_t n);
EXPORTED void *memalign(size_t alignment, size_t n);
EXPORTED int posix_memalign(void **ret, size_t alignment, size_t n);

/*
 * Looks up the function of this name that comes next: the C library's, or that of an allocator
 * which was loaded before it. Threads may race to do so; they find the same.
 */
#define NEXT(type, name)                                                                           \
	static type *_Atomic next;                                                                 \
	type *f = next;                                                                            \
	if (f == NULL) {                                                                           \
		*(void **)&f = dlsym(RTLD_NEXT, name);                                             \
		next = f;                                                                          \
	}

typedef void *malloc_function(size_t n);
typedef void *calloc_function(size_t count, size_t size);
typedef void *realloc_function(void *p, size_t n);
typedef void *aligned_function(size_t alignment, size_t n);
typedef int posix_function(void **ret, size_t alignment, size_t n);

void *malloc(size_t n)
{
	NEXT(malloc_function, "malloc")
	void *p = f(n);

	if (p == NULL)
		mem_exhausted();
	return p;
}

void *calloc(size_t count, size_t size)
{
	NEXT(calloc_function, "calloc")
	void *p = f(count, size);

	if (p == NULL)
		mem_exhausted();
	return p;
}

/* realloc(p, 0) frees p, and NULL is then no failure. */
void *realloc(void *p, size_t n)
{
	NEXT(realloc_function, "realloc")
	void *q = f(p, n);

	if (q == NULL && n > 0)
		mem_exhausted();
	return q;
}

/* EINVAL: the caller's fault, of which it is told. */
void *aligned_alloc(size_t alignment, size_t n)
{
	NEXT(aligned_function, "aligned_alloc")
	void *p = f(alignment, n);

	if (p == NULL && errno == ENOMEM)
		mem_exhausted();
	return p;
}

void *memalign(size_t alignment, size_t n)
{
	NEXT(aligned_function, "memalign")
	void *p = f(alignment, n);

	if (p == NULL && errno == ENOMEM)
		mem_exhausted();
	return p;
}

int posix_memalign(void **ret, size_t alignment, size_t n)
{
	NEXT(posix_function, "posix_memalign")
	int error = f(ret, alignment, n);

	if (error == ENOMEM)
		mem_exhausted();
	return error;
}

#endif

void heap_keep(void)
{
	mallopt(M_MMAP_THRESHOLD, 2 << 20);
	mallopt(M_TRIM_THRESHOLD, 16 << 20);
	mallopt(M_TOP_PAD, 512 << 10);
	mallopt(M_ARENA_MAX, 1); /* the second thread of a document asks for little */
}

/* From Linux 5.14 on; without it pages come when they are touched. */
#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23
#endif

void heap_fill(void)
{
	enum { USED = 1000 << 10, PAGE = 4096 }; /* bytes that any report takes */
	char *p = malloc(USED), *first = p + (PAGE - (uintptr_t)p % PAGE) % PAGE;

	(void)madvise(first, USED - 2 * PAGE, MADV_POPULATE_WRITE);
	free(p);
}
