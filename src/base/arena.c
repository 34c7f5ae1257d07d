/* SPDX-License-Identifier: MIT */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/sanitized.h"

#if SANITIZED
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#endif

/* Bytes behind each block that nobody may touch: a sanitizer cannot tell blocks of a chunk apart.
 */
enum { FENCE = IS_SANITIZED ? 64 : 0 };

/* Chunk sizes double from the first to the last, so that a short-lived arena costs little. */
enum { CHUNK_FIRST = 1024, CHUNK_LAST = 64 * 1024 };

struct arena_chunk {
	struct arena_chunk *before;
	size_t used, size;
	alignas(max_align_t) char bytes[];
};

void arena_release(struct arena *a)
{
	struct arena_chunk *c = a->last;

	while (c != NULL) {
		struct arena_chunk *before = c->before;

		free(c);
		c = before;
	}
	a->last = NULL;
}

size_t arena_size(const struct arena *a)
{
	size_t n = 0;

	for (const struct arena_chunk *c = a->last; c != NULL; c = c->before)
		n += c->size;
	return n;
}

void arena_join(struct arena *into, struct arena *from)
{
	struct arena_chunk *oldest = from->last;

	if (into->last == NULL || oldest == NULL) {
		into->last = into->last != NULL ? into->last : oldest;
		from->last = NULL;
		return;
	}
	while (oldest->before != NULL)
		oldest = oldest->before;
	/* Insert behind the chunk that is being filled, so that filling continues. */
	oldest->before = into->last->before;
	into->last->before = from->last;
	from->last = NULL;
}

void arena_reset(struct arena *a)
{
	struct arena_chunk *c = a->last;

	if (c == NULL)
		return;
	arena_release(&(struct arena){c->before});
	c->before = NULL;
	c->used = 0;
}

static struct arena_chunk *chunk_new(size_t size)
{
	struct arena_chunk *c;
	size_t total;

	if (__builtin_add_overflow(sizeof(*c), size, &total))
		total = SIZE_MAX; /* mem_realloc fails on this */
	c = mem_realloc(NULL, total);
	*c = (struct arena_chunk){.size = size};
	return c;
}

/* Size for the chunk that follows c: large enough for n bytes. */
static size_t next_size(const struct arena_chunk *c, size_t n)
{
	size_t size = c == NULL ? CHUNK_FIRST : c->size < CHUNK_LAST / 2 ? c->size * 2 : CHUNK_LAST;

	return n > size ? n : size;
}

/* n bytes, with whatever was there before. */
static void *take_bytes(struct arena *a, size_t n)
{
	struct arena_chunk *c = a->last;
	void *p;

	if (c == NULL || c->size - c->used < n) {
		if (n > CHUNK_LAST / 4 && c != NULL) {
			/* A large block gets its own chunk, behind the current one. */
			struct arena_chunk *big = chunk_new(n);

			big->used = n;
			big->before = c->before;
			c->before = big;
			return big->bytes;
		}
		c = chunk_new(next_size(c, n));
		c->before = a->last;
		a->last = c;
	}
	p = c->bytes + c->used;
	c->used += n;
	return p;
}

void *arena_alloc_bare(struct arena *a, size_t n)
{
	const size_t align = alignof(max_align_t);
	size_t taken;
	char *p;

	if (n > SIZE_MAX - align - FENCE)
		n = mem_size_mul(n, 2); /* overflows: out of memory */
	taken = (n + align - 1) / align * align;
	p = take_bytes(a, taken + FENCE);
	ASAN_UNPOISON_MEMORY_REGION(p, n);
	ASAN_POISON_MEMORY_REGION(p + n, taken - n + FENCE);
	return p;
}

void *arena_alloc(struct arena *a, size_t n)
{
	return memset(arena_alloc_bare(a, n), 0, n);
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
	char *p = arena_alloc_bare(a, n + 1);

	if (n > 0)
		memcpy(p, s, n);
	p[n] = '\0';
	return p;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return arena_strndup(a, s, strlen(s));
}

char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	va_list again;
	char *p;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n < 0)
		return arena_strdup(a, fmt);
	p = arena_alloc(a, (size_t)n + 1);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	return p;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *p;

	va_start(ap, fmt);
	p = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return p;
}
