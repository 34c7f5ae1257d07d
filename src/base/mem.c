/* SPDX-License-Identifier: MIT */
#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void die_of_oom(void)
{
	static const char msg[] = "kanben: out of memory\n";
	ssize_t ignored = write(STDERR_FILENO, msg, sizeof(msg) - 1);

	(void)ignored;
	_exit(3);
}

typedef void handler_function(void);

/* The only process-wide setting. Atomic, because any thread may run out of memory. */
static handler_function *_Atomic oom_handler = die_of_oom;

void mem_set_oom_handler(void (*handler)(void))
{
	oom_handler = handler != NULL ? handler : die_of_oom;
}

_Noreturn void mem_exhausted(void)
{
	(*oom_handler)();
	abort(); /* a handler must not return */
}

void *mem_alloc(size_t n)
{
	void *p = calloc(1, n > 0 ? n : 1);

	if (p == NULL)
		mem_exhausted();
	return p;
}

void *mem_realloc(void *p, size_t n)
{
	void *q = realloc(p, n > 0 ? n : 1);

	if (q == NULL)
		mem_exhausted();
	return q;
}

size_t mem_size_mul(size_t a, size_t b)
{
	size_t product;

	if (__builtin_mul_overflow(a, b, &product))
		mem_exhausted();
	return product;
}

void *mem_grow(void *items, size_t count, size_t *cap, size_t size)
{
	if (count < *cap)
		return items;
	*cap = *cap > 0 ? mem_size_mul(*cap, 2) : 16;
	return mem_realloc(items, mem_size_mul(*cap, size));
}
