/* SPDX-License-Identifier: MIT */
#include "json/json.h"

#include <string.h>

#include "json/parse.h"

/* A container that the current item is in. */
struct level {
	struct json *node;
	struct json *last; /* its last child so far */
};

struct json_builder {
	struct arena *arena;
	const struct source *src;
	struct level levels[JSON_MAX_DEPTH];
	size_t depth;
};

/* The first byte of a valid value determines its kind. */
static enum json_kind kind_at(const char *s)
{
	switch (*s) {
	case 'n':
		return JSON_NULL;
	case 't':
	case 'f':
		return JSON_BOOL;
	case '"':
		return JSON_STRING;
	case '[':
		return JSON_ARRAY;
	case '{':
		return JSON_OBJECT;
	default:
		return JSON_NUMBER;
	}
}

/* The string of the literal at `off`, which is valid: most have no escapes. */
static const char *copy_string(struct json_builder *b, size_t off, size_t *ret_n)
{
	const char *p = b->src->text + off + 1;
	const char *end = memchr(p, '"', b->src->len - off - 1);
	size_t n = (size_t)(end - p);
	struct buf own = {0};
	const char *s;

	if (memchr(p, '\\', n) == NULL) {
		*ret_n = n;
		return arena_strndup(b->arena, p, n);
	}
	json_literal_decode(&own, b->src->text + off);
	*ret_n = own.n;
	s = arena_strndup(b->arena, own.p, own.n);
	buf_release(&own);
	return s;
}

static void fill(struct json_builder *b, struct json *node, const struct json_mark *mark)
{
	const char *here = b->src->text + mark->off;
	size_t key_n;

	node->kind = kind_at(here);
	node->off = mark->off;
	node->end = mark->end;
	if (mark->key_off > 0) {
		node->key_off = mark->key_off;
		node->key = copy_string(b, mark->key_off, &key_n);
	}
	if (node->kind == JSON_BOOL)
		node->truth = *here == 't';
	if (node->kind == JSON_NUMBER) {
		node->len = mark->end - mark->off;
		node->text = arena_strndup(b->arena, here, node->len);
	}
	if (node->kind == JSON_STRING) {
		node->has_nul = mark->has_nul;
		node->text = copy_string(b, mark->off, &node->len);
	}
}

static void link_to_parent(struct json_builder *b, struct json *node)
{
	struct level *up = &b->levels[b->depth - 1];

	node->parent = up->node;
	node->index = up->node->count++;
	if (up->last != NULL)
		up->last->next = node;
	else
		up->node->first = node;
	up->last = node;
}

/* The marks are in document order, so what begins before a container ends is in it. */
static void build(struct json_builder *b, const struct json_marks *marks, struct json *nodes)
{
	for (size_t i = 0; i < marks->n; i++) {
		struct json *node = &nodes[i];

		while (b->depth > 0 && b->levels[b->depth - 1].node->end <= marks->items[i].off)
			b->depth--;
		fill(b, node, &marks->items[i]);
		if (b->depth > 0)
			link_to_parent(b, node);
		if (node->kind == JSON_ARRAY || node->kind == JSON_OBJECT)
			b->levels[b->depth++] = (struct level){.node = node};
	}
}

enum rc json_parse(struct arena *a, const struct source *src, struct diag_list *dl,
                   const struct json **ret)
{
	struct json_builder b = {.arena = a, .src = src};
	struct json_marks marks = {0};
	struct json *nodes;
	enum rc rc = json_scan(src, dl, &marks);

	if (rc == RC_OK) {
		nodes = arena_array(a, struct json, marks.n);
		build(&b, &marks, nodes);
		json_keys_check(nodes, marks.n, src, dl);
		*ret = nodes;
	}
	json_marks_release(&marks);
	return rc;
}
