/* SPDX-License-Identifier: MIT */
/*
 * json.h: parses JSON text into a tree whose nodes know their position in the text. A strict pass
 * of our own (RFC 8259, UTF-8, limits) runs before cJSON, which accepts more than JSON and keeps
 * neither positions nor the digits of numbers.
 */
#ifndef KANBEN_JSON_JSON_H
#define KANBEN_JSON_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"

enum __attribute__((packed)) json_kind {
	JSON_NULL,
	JSON_BOOL,
	JSON_NUMBER,
	JSON_STRING,
	JSON_ARRAY,
	JSON_OBJECT
};

enum {
	JSON_MAX_DEPTH = 200,
	JSON_MAX_BYTES = 64 << 20,
	JSON_MAX_STRING = 1 << 20, /* bytes of one string, decoded */
	JSON_MAX_VALUES = 4 << 20,
	JSON_MAX_FINDING_POINTER = 2048 /* bytes */
};

/* From byte `at` on, an edited text is what the decoded original has from byte `from` on. */
struct json_edit {
	size_t at, from;
};

/* Ascending. */
struct json_edits {
	const struct json_edit *list;
	size_t n;
};

/*
 * There may be millions of them: what no kind has both of shares its room, and 32 bits hold any
 * offset up to JSON_MAX_BYTES.
 */
struct json {
	enum json_kind kind;
	bool truth;   /* JSON_BOOL */
	bool has_nul; /* the string had a \u0000; text has U+FFFD instead */
	bool edited;  /* text differs from the source: json_edits says where */
	union {
		uint32_t len;   /* bytes of text */
		uint32_t count; /* array, object: number of children */
	};
	uint32_t off, end; /* the value's bytes in the source: [off, end) */
	union {
		uint32_t key_off; /* of a member: offset of the key's opening quotation mark */
		uint32_t index;   /* of an array's item: its position, from 0 */
	};
	const char *key; /* member name, or NULL */
	union {
		const char *text;         /* string decoded, or number as written; NUL-terminated */
		const struct json *first; /* array, object: json_first, if it may be none */
	};
	const struct json *parent, *next;
};

/* The first child of a node of any kind, or NULL. */
static inline const struct json *json_first(const struct json *node)
{
	return node->kind == JSON_ARRAY || node->kind == JSON_OBJECT ? node->first : NULL;
}

/* Gives a string another text, which is copied into the arena; borrows the list of edits. */
void json_edit(struct arena *a, struct json *string, const struct buf *text,
               const struct json_edits *edits);

/* Where a string's text differs from the source. */
struct json_edits json_edits(const struct json *string);

/*
 * Parses the whole source. A syntax error adds one SYN finding and returns RC_INPUT (RC_LIMIT if a
 * limit is exceeded). Duplicate keys add KEY findings, but the tree is still made and the first of
 * them is used. The tree is made in the arena and borrows nothing from the source. Several threads
 * may parse at once: cJSON has a static variable, but they all write the same bytes into it.
 */
MUST_USE enum rc json_parse(struct arena *a, const struct source *src, struct diag_list *dl,
                            const struct json **ret);

/*
 * The same for a text that the caller owns and that lives as long as the tree: strings without
 * escapes stay in it. Once it has returned RC_OK, the text has a NUL in place of the quotation mark
 * that ends each of them. Its length and places are as before, so that findings need no other;
 * json_restore_quotes undoes it, in a copy or when the tree is no longer needed: JSON has no NUL.
 */
MUST_USE enum rc json_parse_within(struct arena *a, const struct source *src, struct diag_list *dl,
                                   const struct json **ret);
void json_restore_quotes(char *text, size_t n);

/* The member of an object, or NULL. obj may be NULL or any kind of node. */
const struct json *json_lookup(const struct json *obj, const char *key);

/*
 * Copies a tree into the arena. `change` is called for each string and may set another text and
 * edits in the copy; keys and positions stay the same.
 */
typedef void json_change_fn(void *user, const struct json *from, struct json *to);
const struct json *json_copy(struct arena *a, const struct json *root, json_change_fn *change,
                             void *user);

/* The JSON pointer (RFC 6901) of a node, in the arena; "" for the root. */
const char *json_pointer(struct arena *a, const struct json *node);

/* The source offset of byte `text_off` of a node's text, so that findings can point at it. */
size_t json_string_offset(const struct source *src, const struct json *node, size_t text_off);

/* Replaces n such offsets, which must ascend, by source offsets in one pass. */
void json_string_offsets(const struct source *src, const struct json *node, size_t *offs, size_t n);

/*
 * Adds an error at a node, with its pointer and offset. If the pointer is longer than
 * JSON_MAX_FINDING_POINTER, the nearest ancestor's that is short enough is used: a million findings
 * under 200 levels of long keys must not take gigabytes.
 */
struct diag *json_error(struct diag_list *dl, const struct source *src, const struct json *node,
                        const char *rule, const char *fmt, ...) PRINTF_LIKE(5, 6);

/* The same, but at the member's key if it has one. */
struct diag *json_key_error(struct diag_list *dl, const struct source *src, const struct json *node,
                            const char *rule, const char *fmt, ...) PRINTF_LIKE(5, 6);

/* "a string", "an object", … for messages, translated. */
const char *json_kind_name(enum json_kind k);

/* Appends n bytes of UTF-8 as a JSON string literal. */
void json_put_string(struct buf *b, const char *s, size_t n);

#endif
