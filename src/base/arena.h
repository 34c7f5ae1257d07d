/* SPDX-License-Identifier: MIT */
/*
 * arena.h: memory with one lifetime. A job has one arena for report, form and pages; nothing in it
 * is freed singly. Blocks are zeroed. Allocation never returns NULL (see mem.h).
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

/* All fields zero is an empty arena; release makes it one again. */
void arena_release(struct arena *a);

/* Gives all that is in `from`, which is empty then, the lifetime of `into`. */
void arena_join(struct arena *into, struct arena *from);

/* As release, but a chunk is kept for what comes next. */
void arena_reset(struct arena *a);

/* n zeroed bytes, aligned for any type. */
void *arena_alloc(struct arena *a, size_t n);

/* count zeroed items of type T; the product is checked. */
#define arena_array(a, T, count) ((T *)arena_alloc(a, mem_size_mul(count, sizeof(T))))
#define arena_new(a, T) ((T *)arena_alloc(a, sizeof(T)))

/* A NUL-terminated copy of n bytes. */
char *arena_strndup(struct arena *a, const char *s, size_t n);
char *arena_strdup(struct arena *a, const char *s);
char *arena_printf(struct arena *a, const char *fmt, ...) PRINTF_LIKE(2, 3);
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap) PRINTF_LIKE(2, 0);

#endif
