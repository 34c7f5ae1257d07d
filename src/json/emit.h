/* SPDX-License-Identifier: MIT */
/*
 * emit.h: JSON text as people like to read it: a member a line, indented by two spaces, short rows
 * on one line. What is open must be closed in turn; commas and line ends come by themselves.
 */
#ifndef KANBEN_JSON_EMIT_H
#define KANBEN_JSON_EMIT_H

#include "json/json.h"

/* Begin with {.b = buffer}. */
struct json_emit {
	struct buf *b; /* appended to */
	int depth;     /* containers that are open */
	int flat;      /* the depth from which on all stands on one line; 0: not now */
	bool any;      /* the innermost one has something in it */
};

/* How a container is written. */
enum json_lines { JSON_LINES, JSON_ONE_LINE };

/* In all of these the key is NULL in an array and at the top. */
void json_emit_open(struct json_emit *e, const char *key, enum json_kind kind,
                    enum json_lines lines);
void json_emit_close(struct json_emit *e, enum json_kind kind);

/* A string of n bytes of UTF-8. */
void json_emit_string(struct json_emit *e, const char *key, const char *s, size_t n);

/* One that ends in NUL. */
void json_emit_text(struct json_emit *e, const char *key, const char *s);

void json_emit_whole(struct json_emit *e, const char *key, long long value);

/* A number, true, false or null, as it is to stand. */
void json_emit_raw(struct json_emit *e, const char *key, const char *text);

/*
 * A value that was read, digits as they were written; what is short, or has no container in it, on
 * one line.
 */
void json_emit_node(struct json_emit *e, const char *key, const struct json *node);

#endif
