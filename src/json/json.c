/* SPDX-License-Identifier: MIT */
#include "json/json.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "base/tr.h"
#include "json/parse.h"

/* A container that the current item is in. */
struct level {
	const cJSON *item;
	struct json *node;
	struct json *last; /* its last child so far */
};

struct json_builder {
	struct arena *arena;
	const struct source *src;
	struct level levels[JSON_MAX_DEPTH];
	size_t depth;
};

static bool has_kind(const cJSON *item, enum json_kind kind)
{
	switch (kind) {
	case JSON_NULL:
		return cJSON_IsNull(item);
	case JSON_BOOL:
		return cJSON_IsBool(item);
	case JSON_NUMBER:
		return cJSON_IsNumber(item);
	case JSON_STRING:
		return cJSON_IsString(item);
	case JSON_ARRAY:
		return cJSON_IsArray(item);
	case JSON_OBJECT:
		return cJSON_IsObject(item);
	}
	return false;
}

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

/* cJSON's strings end at the first \u0000, so strings with one are decoded here. */
static const char *copy_string(struct json_builder *b, const char *decoded, size_t off,
                               bool has_nul)
{
	struct buf own = {0};
	const char *s;

	if (!has_nul)
		return arena_strdup(b->arena, decoded);
	json_literal_decode(&own, b->src->text + off);
	s = arena_strndup(b->arena, own.p, own.n);
	buf_release(&own);
	return s;
}

static bool fill(struct json_builder *b, struct json *node, const cJSON *item,
                 const struct json_mark *mark)
{
	const char *here = b->src->text + mark->off;

	node->kind = kind_at(here);
	if (!has_kind(item, node->kind) || (item->string != NULL) != (mark->key_off > 0))
		return false;
	node->off = mark->off;
	node->end = mark->end;
	if (mark->key_off > 0) {
		node->key_off = mark->key_off;
		node->key = copy_string(b, item->string, mark->key_off, mark->key_has_nul);
	}
	if (node->kind == JSON_BOOL)
		node->truth = *here == 't';
	if (node->kind == JSON_NUMBER) {
		node->len = mark->end - mark->off;
		node->text = arena_strndup(b->arena, here, node->len);
	}
	if (node->kind == JSON_STRING) {
		node->has_nul = mark->has_nul;
		node->text = copy_string(b, item->valuestring, mark->off, mark->has_nul);
		node->len = strlen(node->text);
	}
	return true;
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

/* The next item in document order, or NULL. */
static const cJSON *item_after(struct json_builder *b, const cJSON *item, struct json *node)
{
	if (item->child != NULL) {
		b->levels[b->depth++] = (struct level){.item = item, .node = node};
		return item->child;
	}
	while (item->next == NULL && b->depth > 0)
		item = b->levels[--b->depth].item;
	return item->next;
}

/* Walks cJSON's tree and the marks in parallel; false if they are not the same tree. */
static bool build(struct json_builder *b, const cJSON *item, const struct json_marks *marks,
                  struct json *nodes)
{
	for (size_t i = 0; i < marks->n; i++) {
		if (item == NULL || !fill(b, &nodes[i], item, &marks->items[i]))
			return false;
		if (b->depth > 0)
			link_to_parent(b, &nodes[i]);
		item = item_after(b, item, &nodes[i]);
	}
	return item == NULL;
}

static enum rc fault_of_library(const struct source *src, struct diag_list *dl)
{
	struct diag_place place = {.source = src, .rule = "SYN"};

	diag_add(dl, DIAG_ERROR, &place,
	         _("the text is valid JSON, but the JSON library could not read it (an internal "
	           "error, or not enough memory)"));
	return RC_BUG;
}

enum rc json_parse(struct arena *a, const struct source *src, struct diag_list *dl,
                   const struct json **ret)
{
	struct json_builder b = {.arena = a, .src = src};
	struct json_marks marks = {0};
	struct json *nodes;
	cJSON *tree = NULL;
	size_t mark;
	enum rc rc = json_scan(src, dl, &marks);

	if (rc != RC_OK)
		goto done;
	mark = source_mark_length(src);
	tree = cJSON_ParseWithLengthOpts(src->text + mark, src->len - mark, NULL,
	                                 /*require NUL*/ false);
	nodes = arena_array(a, struct json, marks.n);
	if (tree == NULL || !build(&b, tree, &marks, nodes)) {
		rc = fault_of_library(src, dl);
		goto done;
	}
	json_keys_check(nodes, marks.n, src, dl);
	*ret = nodes;
done:
	cJSON_Delete(tree);
	json_marks_release(&marks);
	return rc;
}
