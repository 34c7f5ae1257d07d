/* SPDX-License-Identifier: MIT */
#include "json/emit.h"

#include <string.h>

enum { INDENT = 2, ONE_LINE_MAX = 100 /* bytes */ };

static void new_line(struct json_emit *e)
{
	buf_putc(e->b, '\n');
	for (int i = 0; i < e->depth * INDENT; i++)
		buf_putc(e->b, ' ');
}

/* Writes what comes before a value: a comma if it is not the first, a new line, the key. */
static void begin(struct json_emit *e, const char *key)
{
	if (e->any)
		buf_putc(e->b, ',');
	if (e->flat == 0 && e->depth > 0)
		new_line(e);
	else if (e->any)
		buf_putc(e->b, ' ');
	if (key != NULL) {
		json_put_string(e->b, key, strlen(key));
		buf_puts(e->b, ": ");
	}
	e->any = true;
}

void json_emit_open(struct json_emit *e, const char *key, enum json_kind kind,
                    enum json_lines lines)
{
	begin(e, key);
	buf_putc(e->b, kind == JSON_OBJECT ? '{' : '[');
	e->depth++;
	if (lines == JSON_ONE_LINE && e->flat == 0)
		e->flat = e->depth;
	e->any = false;
}

void json_emit_close(struct json_emit *e, enum json_kind kind)
{
	bool lines = e->flat == 0 && e->any;

	if (e->flat == e->depth)
		e->flat = 0;
	e->depth--;
	if (lines)
		new_line(e);
	buf_putc(e->b, kind == JSON_OBJECT ? '}' : ']');
	e->any = true;
}

void json_emit_string(struct json_emit *e, const char *key, const char *s, size_t n)
{
	begin(e, key);
	json_put_string(e->b, s, n);
}

void json_emit_text(struct json_emit *e, const char *key, const char *s)
{
	json_emit_string(e, key, s, strlen(s));
}

void json_emit_whole(struct json_emit *e, const char *key, long long value)
{
	begin(e, key);
	buf_putf(e->b, "%lld", value);
}

void json_emit_raw(struct json_emit *e, const char *key, const char *text)
{
	begin(e, key);
	buf_puts(e->b, text);
}

/* Roughly how many bytes a value takes on one line; counting stops at `most`. */
static size_t width(const struct json *node, size_t most)
{
	size_t n = 2 + node->len + (node->key != NULL ? strnlen(node->key, most) + 4 : 0);

	for (const struct json *c = json_first(node); c != NULL && n < most; c = c->next)
		n += 2 + width(c, most - n);
	return n;
}

static enum json_lines lines_of(const struct json *node)
{
	const struct json *c = json_first(node);

	while (c != NULL && json_first(c) == NULL)
		c = c->next;
	return c == NULL || width(node, ONE_LINE_MAX) < ONE_LINE_MAX ? JSON_ONE_LINE : JSON_LINES;
}

void json_emit_node(struct json_emit *e, const char *key, const struct json *node)
{
	switch (node->kind) {
	case JSON_NULL:
		json_emit_raw(e, key, "null");
		break;
	case JSON_BOOL:
		json_emit_raw(e, key, node->truth ? "true" : "false");
		break;
	case JSON_NUMBER:
		json_emit_raw(e, key, node->text);
		break;
	case JSON_STRING:
		json_emit_string(e, key, node->text, node->len);
		break;
	case JSON_ARRAY:
	case JSON_OBJECT:
		/* Recursion is bounded: json_parse allows JSON_MAX_DEPTH. */
		json_emit_open(e, key, node->kind, lines_of(node));
		for (const struct json *c = node->first; c != NULL; c = c->next)
			json_emit_node(e, c->key, c);
		json_emit_close(e, node->kind);
		break;
	}
}
