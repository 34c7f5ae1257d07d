/* SPDX-License-Identifier: MIT */
/*
 * arena.h: memory with a single lifetime. A job has one arena for its report, form and pages;
 * blocks are never freed one by one. Allocation never returns NULL (see mem.h).
 */
#ifndef KANBEN_BASE_ARENA_H
#define KANBEN_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include "base/mem.h"
#include "base/rc.h"

struct arena_chunk;

struct arena {
	struct arena_chunk *last;
};

/* A zeroed struct is an empty arena. Release frees everything and leaves it empty. */
void arena_release(struct arena *a);

/* How many bytes it has taken from the heap. */
size_t arena_size(const struct arena *a);

/* Moves everything in `from` to `into`; `from` is left empty. Blocks keep their addresses. */
void arena_join(struct arena *into, struct arena *from);

/* Like release, but keeps one chunk for reuse. */
void arena_reset(struct arena *a);

/* n zeroed bytes, aligned for any type. */
void *arena_alloc(struct arena *a, size_t n);

/* The same without zeros, for what is written at once: its bytes are whatever was there. */
void *arena_alloc_bare(struct arena *a, size_t n);

/* count zeroed items of type T; overflow of the size counts as out of memory. */
#define arena_array(a, T, count) ((T *)arena_alloc(a, mem_size_mul(count, sizeof(T))))
#define arena_array_bare(a, T, count) ((T *)arena_alloc_bare(a, mem_size_mul(count, sizeof(T))))
#define arena_new(a, T) ((T *)arena_alloc(a, sizeof(T)))

/* NUL-terminated strings in the arena; arena_strndup copies exactly n bytes. */
char *arena_strndup(struct arena *a, const char *s, size_t n);
char *arena_strdup(struct arena *a, const char *s);
char *arena_printf(struct arena *a, const char *fmt, ...) PRINTF_LIKE(2, 3);
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap) PRINTF_LIKE(2, 0);

#endif
