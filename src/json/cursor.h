/* SPDX-License-Identifier: MIT */
/*
 * cursor.h: private to json/. Where the strict pass stands in the text, what is open around it, and
 * how it says what is wrong there.
 */
#ifndef KANBEN_JSON_CURSOR_H
#define KANBEN_JSON_CURSOR_H

#include <stdint.h>

#include "json/json.h"
#include "json/scan.h"

/* An array or object that has been opened and not yet closed. */
struct json_open {
	uint32_t mark;    /* its index in marks */
	uint32_t child_n; /* values begun in it so far */
};

struct json_cursor {
	const struct source *src;
	struct diag_list *dl;
	size_t pos;
	struct json_marks *marks; /* .end is 0 as long as a value is not finished */
	struct json_open open[JSON_MAX_DEPTH];
	size_t depth;
};

/* The byte at the cursor; '\0', which is no part of any token, at the end of the text. */
static inline char json_cursor_peek(const struct json_cursor *c)
{
	return c->pos < c->src->len ? c->src->text[c->pos] : '\0';
}

/* ASCII letters, digits and the underscore: what people type for true, NaN, 0x1F. */
bool json_is_word_byte(char ch);

/* Adds the one SYN finding, with the pointer of the innermost value begun; returns rc. */
enum rc json_fault(struct json_cursor *c, size_t off, enum rc rc, const char *fmt, ...)
        PRINTF_LIKE(4, 5);

/* "WANTED expected, found …" at the cursor, or that what stands there is not UTF-8. RC_INPUT. */
enum rc json_fault_unexpected(struct json_cursor *c, const char *wanted);

#endif
