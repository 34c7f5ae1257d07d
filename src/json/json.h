/* SPDX-License-Identifier: MIT */
/*
 * json.h: JSON text → a tree that knows its places. A strict pass (RFC 8259, UTF-8, limits) goes
 * before cJSON, which would accept more than JSON and forget positions and digits.
 */
#ifndef KANBEN_JSON_JSON_H
#define KANBEN_JSON_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"

enum json_kind { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

enum {
	JSON_MAX_DEPTH = 200,
	JSON_MAX_BYTES = 64 << 20,
	JSON_MAX_STRING = 1 << 20, /* bytes of one string, decoded */
	JSON_MAX_VALUES = 4 << 20,
	JSON_MAX_FINDING_POINTER = 2048 /* bytes */
};

/* From byte `at` of a text on it stands as it does from byte `from` of what was typed, decoded. */
struct json_edit {
	size_t at, from;
};

struct json {
	enum json_kind kind;
	bool truth;                    /* JSON_BOOL */
	bool has_nul;                  /* a \u0000 stood in the string; text has U+FFFD there */
	const char *text;              /* string decoded, or number as written; NUL-terminated */
	size_t len;                    /* bytes of text */
	const struct json_edit *edits; /* [edit_n], ascending: where the text is not as typed */
	size_t edit_n;
	const char *key; /* member name, or NULL */
	size_t key_off;  /* where the key's opening quote stands */
	size_t off, end; /* the value's bytes in the source: [off, end) */
	size_t index;    /* position among its siblings */
	size_t count;    /* children */
	const struct json *parent, *first, *next;
};

/*
 * Reads the whole source. A fault adds one SYN finding and gives RC_INPUT (RC_LIMIT for a limit);
 * duplicate keys add KEY findings and the tree is still made (the first one counts). The tree lives
 * in the arena and borrows nothing. One thread at a time: cJSON notes each parse in a global of its
 * own.
 */
MUST_USE enum rc json_parse(struct arena *a, const struct source *src, struct diag_list *dl,
                            const struct json **ret);

/* The member of an object, or NULL; any kind of node and NULL may be asked. */
const struct json *json_lookup(const struct json *obj, const char *key);

/*
 * A copy of a tree, in the arena, whose strings `change` may give another text and edits; keys and
 * places are those of the tree.
 */
typedef void json_change_fn(void *user, const struct json *from, struct json *to);
const struct json *json_copy(struct arena *a, const struct json *root, json_change_fn *change,
                             void *user);

/* RFC 6901 pointer of a node, in the arena: "" for the root. */
const char *json_pointer(struct arena *a, const struct json *node);

/* Source offset of the decoded string's byte `text_off`: where a character was typed. */
size_t json_string_offset(const struct source *src, const struct json *node, size_t text_off);

/* The same for n of them in ascending order, replaced by their source offsets in one pass. */
void json_string_offsets(const struct source *src, const struct json *node, size_t *offs, size_t n);

/*
 * A finding at a node; pointer and offset are filled in. Where the pointer would be longer than
 * JSON_MAX_FINDING_POINTER, that of the nearest ancestor with a shorter one stands for it: a
 * million findings under 200 hostile keys must not cost gigabytes.
 */
struct diag *json_error(struct diag_list *dl, const struct source *src, const struct json *node,
                        const char *rule, const char *fmt, ...) PRINTF_LIKE(5, 6);

/* The same at the key of a member; at the value where there is no key. */
struct diag *json_key_error(struct diag_list *dl, const struct source *src, const struct json *node,
                            const char *rule, const char *fmt, ...) PRINTF_LIKE(5, 6);

/* "a string", "an object", … for messages, translated. */
const char *json_kind_name(enum json_kind k);

/* Appends a JSON string literal of n bytes of UTF-8. */
void json_put_string(struct buf *b, const char *s, size_t n);

#endif
