/* SPDX-License-Identifier: MIT */
/*
 * mem.h: the heap. Nothing here returns NULL: when memory runs out the handler is called and must
 * not return. A layout job has no sensible half-way state, so a check at each of some hundred call
 * sites would buy nothing; an output file is safe all the same (see out.h).
 */
#ifndef KANBEN_BASE_MEM_H
#define KANBEN_BASE_MEM_H

#include <stddef.h>

/* Items of an array (not of a pointer to one). */
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Sets what happens when memory runs out; the default writes a line and ends the process with 3. */
void mem_set_oom_handler(void (*handler)(void));

/*
 * What a shared object that is loaded on demand exports first. It has its own copy of base/ and
 * must be passed the handler: this is mem_set_oom_handler of that copy, or NULL.
 */
struct module {
	void (*set_oom_handler)(void (*handler)(void));
};

/* For memory that a library could not get: calls the handler; does not return. */
_Noreturn void mem_exhausted(void);

/* n bytes, zeroed; free with free(). n == 0 gives a pointer that may be freed. */
void *mem_alloc(size_t n);

/* Like realloc(), the new part not zeroed. */
void *mem_realloc(void *p, size_t n);

/* a * b, ending like memory exhaustion when the product does not fit. */
size_t mem_size_mul(size_t a, size_t b);

/*
 * Makes room for one more item in a heap array that doubles: returns the array, moved or not, and
 * updates *cap. `size` is one item's size in bytes.
 */
void *mem_grow(void *items, size_t count, size_t *cap, size_t size);

#endif
