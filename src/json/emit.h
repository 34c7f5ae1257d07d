/* SPDX-License-Identifier: MIT */
/*
 * emit.h: writes JSON text for people to read: a member per line, indented by two spaces, short
 * rows on one line. Commas and line ends are added automatically. The caller closes what it opens.
 */
#ifndef KANBEN_JSON_EMIT_H
#define KANBEN_JSON_EMIT_H

#include "json/json.h"

/* Begin with {.b = buffer}. */
struct json_emit {
	struct buf *b; /* appended to */
	int depth;     /* number of open containers */
	int flat;      /* depth at which the current one-line container was opened; 0: none */
	bool any;      /* the innermost container has a value in it */
};

/* How a container is written. */
enum json_lines { JSON_LINES, JSON_ONE_LINE };

/* In all of these functions the key is NULL in an array and at the top level. */
void json_emit_open(struct json_emit *e, const char *key, enum json_kind kind,
                    enum json_lines lines);
void json_emit_close(struct json_emit *e, enum json_kind kind);

/* A string of n bytes of UTF-8. */
void json_emit_string(struct json_emit *e, const char *key, const char *s, size_t n);

/* A NUL-terminated string. */
void json_emit_text(struct json_emit *e, const char *key, const char *s);

void json_emit_whole(struct json_emit *e, const char *key, long long value);

/* A number, true, false or null, written as given. */
void json_emit_raw(struct json_emit *e, const char *key, const char *text);

/*
 * A value that was read; numbers keep their digits. Containers that are short or contain no others
 * go on one line.
 */
void json_emit_node(struct json_emit *e, const char *key, const struct json *node);

#endif
