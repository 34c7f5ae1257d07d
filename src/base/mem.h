/* SPDX-License-Identifier: MIT */
/*
 * mem.h: the heap. Nothing here returns NULL: when memory runs out, the handler is called and must
 * not return. A half-finished layout is of no use, so checking at each of some hundred call sites
 * would gain nothing; output files are safe in any case (see out.h).
 */
#ifndef KANBEN_BASE_MEM_H
#define KANBEN_BASE_MEM_H

#include <stddef.h>

/* Number of items in an array; not for pointers. */
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Sets the out-of-memory handler; NULL restores the default: print a line, exit with status 3. */
void mem_set_oom_handler(void (*handler)(void));

struct catalogue;

/*
 * What a shared object that is loaded on demand exports first. It has its own copy of base/ and
 * must be passed the settings of the process: these are mem_set_oom_handler and tr_set_catalogue
 * of that copy, or NULL.
 */
struct module {
	void (*set_oom_handler)(void (*handler)(void));
	void (*set_catalogue)(const struct catalogue *c);
};

/* Calls the handler, for allocations that failed in a library; does not return. */
_Noreturn void mem_exhausted(void);

/* n zeroed bytes; release with free(). n == 0 still returns a pointer. */
void *mem_alloc(size_t n);

/* Like realloc(); added bytes are not zeroed. */
void *mem_realloc(void *p, size_t n);

/* a * b; overflow counts as out of memory. */
size_t mem_size_mul(size_t a, size_t b);

/*
 * Ensures room for one more item in a heap array that grows by doubling: returns the array, which
 * may have moved, and updates *cap. `count` and *cap are in items, `size` is bytes per item.
 */
void *mem_grow(void *items, size_t count, size_t *cap, size_t size);

#endif
