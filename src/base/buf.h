/* SPDX-License-Identifier: MIT */
/*
 * buf.h: a growable byte buffer on the heap. Invariant: p is NULL, or p[n] is a NUL that n does not
 * count. A zeroed struct is an empty buffer.
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

/* Ensures room for `more` bytes beyond n. */
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

/* Appends the lowest `width` bytes of a number, 1 to 4, the highest of them first. */
void buf_put_big_endian(struct buf *b, uint32_t v, unsigned width);

/*
 * Appends text of an XML element, or of an attribute in double quotes. Text is valid UTF-8. Line
 * breaks and other control characters become spaces, characters that XML forbids U+FFFD.
 */
void buf_put_xml(struct buf *b, const char *s, size_t n);

/* Appends bytes in base64 (RFC 4648, 4), without line breaks. */
void buf_put_base64(struct buf *b, const void *bytes, size_t n);

/* Appends a code point as UTF-8. */
void buf_put_utf8(struct buf *b, uint32_t cp);

/* Moves the bytes into the arena as a NUL-terminated string ("" if empty); releases the buffer. */
char *buf_to_arena(struct arena *a, struct buf *b);

/* Returns the bytes as a NUL-terminated heap string, which the caller frees; empties b. */
char *buf_detach(struct buf *b);

#endif
