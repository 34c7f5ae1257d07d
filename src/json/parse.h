/* SPDX-License-Identifier: MIT */
/*
 * parse.h: private to json/. The strict pass that runs before cJSON: the grammar of RFC 8259, UTF-8
 * (RFC 3629), the limits of json.h. It records what cJSON does not: the position of each value.
 */
#ifndef KANBEN_JSON_PARSE_H
#define KANBEN_JSON_PARSE_H

#include <stdint.h>

#include "json/json.h"

/* ---- the pass (scan.c) ---- */

/* One value. 32 bits hold any offset up to JSON_MAX_BYTES; there may be millions of these. */
struct json_mark {
	uint32_t off, end; /* [off, end) */
	uint32_t key_off;  /* 0: no key (no key is at offset 0, since "{" precedes it) */
	bool has_nul, key_has_nul;
};

/* The values in document order, containers before their content. On the heap. */
struct json_marks {
	struct json_mark *items;
	size_t n, cap;
};

/* Fills zeroed marks; incomplete after a fault (one SYN finding; RC_INPUT or RC_LIMIT). */
MUST_USE enum rc json_scan(const struct source *src, struct diag_list *dl,
                           struct json_marks *marks);

void json_marks_release(struct json_marks *marks);

/* ---- its position in the text (cursor.c) ---- */

/* An array or object that has been opened and not yet closed. */
struct json_open {
	uint32_t mark;    /* its index in marks */
	uint32_t child_n; /* values begun in it so far */
};

struct json_cursor {
	const struct source *src;
	struct diag_list *dl;
	size_t pos;
	struct json_marks *marks; /* .end is 0 until a value is complete */
	struct json_open open[JSON_MAX_DEPTH];
	size_t depth;
};

/* The byte at the cursor; at the end of the text '\0', which is in no token. */
static inline char json_cursor_peek(const struct json_cursor *c)
{
	return c->pos < c->src->len ? c->src->text[c->pos] : '\0';
}

/* ASCII letters, digits and the underscore, as in true, and in mistakes such as NaN and 0x1F. */
bool json_is_word_byte(char ch);

/* Adds the SYN finding, with the pointer of the innermost value begun; returns rc. */
enum rc json_fault(struct json_cursor *c, size_t off, enum rc rc, const char *fmt, ...)
        PRINTF_LIKE(4, 5);

/* Adds "WANTED expected, found …" at the cursor, or that the text there is not UTF-8. RC_INPUT. */
enum rc json_fault_unexpected(struct json_cursor *c, const char *wanted);

/* ---- what was probably meant (mistake.c) ---- */

/*
 * The message for what stands at the cursor if it is a frequent mistake: a comment, a Chinese
 * quotation mark, a unit after a number … The cursor moves to where the mistake begins. It may be
 * composed in b. NULL: none of these.
 */
const char *json_mistake(struct json_cursor *c, struct buf *b);

/* The “ or ” that the text before byte `end`, without blanks and a comma, ends with; 0: none. */
size_t json_mistake_chinese_mark(const struct json_cursor *c, size_t end);
const char *json_mistake_chinese_end(void); /* the message for it */

/* ---- the encoding of the file (encoding.c) ---- */

/*
 * Moves the cursor past a UTF-8 byte order mark, with a NORM finding. RC_INPUT, with a finding:
 * the file is UTF-16 or UTF-32.
 */
MUST_USE enum rc json_encoding_check(struct json_cursor *c);

/* Adds a finding about the byte at the cursor, which is not UTF-8: its encoding, if it is GBK. */
enum rc json_encoding_fault(struct json_cursor *c);

/* ---- tokens (token.c): each function moves the cursor past one ---- */

/* The cursor is at the opening quotation mark. */
MUST_USE enum rc json_token_string(struct json_cursor *c, bool *ret_has_nul);

/* The cursor is at a minus sign or a digit. */
MUST_USE enum rc json_token_number(struct json_cursor *c);

/* true, false or null; anything else at the cursor is a fault. */
MUST_USE enum rc json_token_word(struct json_cursor *c);

/*
 * ---- valid string literals (literal.c), from the opening to the closing quotation mark, with
 * their escapes (RFC 8259 section 7) ----
 */

/* Value of a hexadecimal digit, or -1. */
int json_hex_digit(char c);

/* Surrogates (RFC 8259 section 7, RFC 3629 section 3). */
enum { JSON_HIGH_FIRST = 0xD800, JSON_LOW_FIRST = 0xDC00, JSON_LOW_LAST = 0xDFFF };

/* Replaces \u0000, which a C string cannot hold. */
enum { JSON_NUL_STAND_IN = 0xFFFD };

/* Decodes the literal whose opening quotation mark is at `quote`, and appends the string. */
void json_literal_decode(struct buf *b, const char *quote);

/* ---- duplicate keys (keys.c) ---- */

/* Adds a KEY finding for every member whose key has occurred before in its object. */
void json_keys_check(const struct json *nodes, size_t n, const struct source *src,
                     struct diag_list *dl);

/* ---- pointers (RFC 6901), built token by token from the root (cursor.c, node.c) ---- */

/* Append "/" and a token; false, with b unchanged, if b would become longer than max bytes. */
bool json_pointer_put_key(struct buf *b, const char *key, size_t max);
bool json_pointer_put_index(struct buf *b, size_t index, size_t max);

#endif
