/* SPDX-License-Identifier: MIT */
/*
 * buf.h: a growing byte buffer on the heap. Invariant: p is NULL, or p[n] is a NUL not counted in
 * n. A zeroed struct is an empty buffer.
 */
#ifndef KANBEN_BASE_BUF_H
#define KANBEN_BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"

struct buf {
	char *p;
	size_t n, cap;
};

void buf_release(struct buf *b);
void buf_clear(struct buf *b); /* keeps the memory */

/* Makes room for `more` further bytes. */
void buf_reserve(struct buf *b, size_t more);

void buf_put(struct buf *b, const void *p, size_t n);
void buf_puts(struct buf *b, const char *s);

static inline void buf_putc(struct buf *b, char c)
{
	if (b->n + 1 >= b->cap)
		buf_reserve(b, 1);
	b->p[b->n++] = c;
	b->p[b->n] = '\0';
}

void buf_putf(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);
void buf_vputf(struct buf *b, const char *fmt, va_list ap) PRINTF_LIKE(2, 0);

/* A code point as UTF-8. */
void buf_put_utf8(struct buf *b, uint32_t cp);

/* The bytes as a NUL-terminated text in the arena, "" for none; the buffer is released. */
char *buf_to_arena(struct arena *a, struct buf *b);

/* The bytes as a heap string, NUL-terminated; the caller frees it; b is empty again. */
char *buf_detach(struct buf *b);

#endif
