/* SPDX-License-Identifier: MIT */
/*
 * parse.h: private to json/. The strict pass that goes before cJSON: the grammar of RFC 8259, UTF-8
 * as of RFC 3629, the limits of json.h. It keeps what cJSON forgets: where each value stands.
 */
#ifndef KANBEN_JSON_PARSE_H
#define KANBEN_JSON_PARSE_H

#include <stdint.h>

#include "json/json.h"

/* ---- the pass (scan.c) ---- */

/* One value. 32 bits hold any offset up to JSON_MAX_BYTES; there may be millions of these. */
struct json_mark {
	uint32_t off, end; /* [off, end) */
	uint32_t key_off;  /* 0: no key (a key never stands at the very beginning) */
	bool has_nul, key_has_nul;
};

/* The values in document order, a container before what is in it. On the heap. */
struct json_marks {
	struct json_mark *items;
	size_t n, cap;
};

/* Fills zeroed marks; after a fault (RC_INPUT, RC_LIMIT: one SYN finding) they are incomplete. */
MUST_USE enum rc json_scan(const struct source *src, struct diag_list *dl,
                           struct json_marks *marks);

void json_marks_release(struct json_marks *marks);

/* ---- where it stands (cursor.c) ---- */

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

/* ---- tokens (token.c): each moves the cursor past one of them ---- */

/* The cursor is at the opening quotation mark. */
MUST_USE enum rc json_token_string(struct json_cursor *c, bool *ret_has_nul);

/* The cursor is at a minus sign or a digit. */
MUST_USE enum rc json_token_number(struct json_cursor *c);

/* true, false or null; a fault if anything else stands at the cursor. */
MUST_USE enum rc json_token_word(struct json_cursor *c);

/*
 * ---- string literals that were found valid (literal.c): from the opening quotation mark to the
 * closing one, with their escapes (RFC 8259 section 7) ----
 */

/* Value of a hexadecimal digit, or -1. */
int json_hex_digit(char c);

/* Surrogates (RFC 8259 section 7, RFC 3629 section 3). */
enum { JSON_HIGH_FIRST = 0xD800, JSON_LOW_FIRST = 0xDC00, JSON_LOW_LAST = 0xDFFF };

/* Stands for \u0000, which a C string cannot hold. */
enum { JSON_NUL_STAND_IN = 0xFFFD };

/* Appends the decoded string whose opening quotation mark is at `quote`. */
void json_literal_decode(struct buf *b, const char *quote);

/* ---- keys that stand twice in an object (keys.c) ---- */

/* Adds a KEY finding for every member whose key an earlier one has, in document order. */
void json_keys_check(const struct json *nodes, size_t n, const struct source *src,
                     struct diag_list *dl);

/* ---- pointers (RFC 6901), grown token by token from the root (cursor.c, node.c) ---- */

/* Each appends "/" and a token; false, b unchanged, if that made it longer than max bytes. */
bool json_pointer_put_key(struct buf *b, const char *key, size_t max);
bool json_pointer_put_index(struct buf *b, size_t index, size_t max);

#endif
