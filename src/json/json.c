/* SPDX-License-Identifier: MIT */
#include "json/json.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "base/tr.h"
#include "json/parse.h"

/*
 * cJSON gets no more than so many bytes of a large array or object at once: its own tree would take
 * several times the memory of the text.
 */
enum { PIECE_BYTES = 64 << 10 };

/* Numbers of up to so many digits are looked for among the last ones: tables are full of them. */
enum { DIGITS = 4, NUMBERS = 1024 };

/* A long report has a hundred thousand. */
_Static_assert(sizeof(struct json) <= 56, "a node is small");

/* A container that the current item is in. */
struct level {
	const cJSON *item; /* NULL: it is too large for cJSON */
	struct json *node;
	struct json *last; /* its last child so far */
};

struct json_builder {
	struct arena *arena;
	const struct source *src;
	bool within; /* strings may stay in the source */
	const struct json_marks *marks;
	struct json *nodes;
	const char *numbers[NUMBERS]; /* by their bytes */
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
static const char *decode(struct json_builder *b, size_t off)
{
	struct buf own = {0};
	const char *s;

	json_literal_decode(&own, b->src->text + off);
	s = arena_strndup(b->arena, own.p != NULL ? own.p : "", own.n);
	buf_release(&own);
	return s;
}

/* A string whose literal begins at `off`. One with escapes is shorter than its literal. */
static const char *take_string(struct json_builder *b, const char *decoded, size_t off,
                               bool has_nul)
{
	const char *literal = b->src->text + off + 1;
	size_t n;

	if (decoded == NULL || has_nul)
		return decode(b, off);
	n = strlen(decoded);
	if (b->within && literal[n] == '"' && memcmp(decoded, literal, n) == 0)
		return literal;
	return arena_strndup(b->arena, decoded, n);
}

/* The text of a number, which the text of an equal one may be. */
static const char *take_number(struct json_builder *b, const char *s, size_t n)
{
	const char **known;
	size_t h = 0;

	if (n > DIGITS)
		return arena_strndup(b->arena, s, n);
	for (size_t i = 0; i < n; i++)
		h = h * 10 + (unsigned char)s[i];
	known = &b->numbers[h % NUMBERS];
	if (*known == NULL || strncmp(*known, s, n) != 0 || (*known)[n] != '\0')
		*known = arena_strndup(b->arena, s, n);
	return *known;
}

/* The key is cJSON's, or NULL: it is not known. */
static void fill_place(struct json_builder *b, struct json *node, const char *key,
                       const struct json_mark *mark)
{
	node->off = mark->off;
	node->end = mark->end;
	if (mark->key_off == 0)
		return;
	node->key_off = mark->key_off;
	node->key = take_string(b, key, mark->key_off, mark->key_has_nul);
}

static bool fill(struct json_builder *b, struct json *node, const cJSON *item,
                 const struct json_mark *mark)
{
	const char *here = b->src->text + mark->off;

	node->kind = kind_at(here);
	if (!has_kind(item, node->kind))
		return false;
	if (node->kind == JSON_BOOL)
		node->truth = *here == 't';
	if (node->kind == JSON_NUMBER) {
		node->len = mark->end - mark->off;
		node->text = take_number(b, here, node->len);
	}
	if (node->kind == JSON_STRING) {
		node->has_nul = mark->has_nul;
		node->text = take_string(b, item->valuestring, mark->off, mark->has_nul);
		node->len = (uint32_t)(node->text == here + 1 ? mark->end - mark->off - 2
		                                              : strlen(node->text));
	}
	return true;
}

static void link_to_parent(struct json_builder *b, struct json *node)
{
	struct level *up;

	if (b->depth == 0)
		return;
	up = &b->levels[b->depth - 1];
	node->parent = up->node;
	if (node->key == NULL)
		node->index = up->node->count;
	up->node->count++;
	if (up->last != NULL)
		up->last->next = node;
	else
		up->node->first = node;
	up->last = node;
}

/* The next item in document order above level `base`, or NULL. */
static const cJSON *item_after(struct json_builder *b, const cJSON *item, struct json *node,
                               size_t base)
{
	if (item->child != NULL) {
		b->levels[b->depth++] = (struct level){.item = item, .node = node};
		return item->child;
	}
	while (item->next == NULL && b->depth > base)
		item = b->levels[--b->depth].item;
	return item->next;
}

/* Walks cJSON's tree of value *i and the marks in parallel; false if they are not the same tree. */
static bool build_piece(struct json_builder *b, size_t *i)
{
	const struct json_mark *root = &b->marks->items[*i];
	cJSON *tree = cJSON_ParseWithLengthOpts(b->src->text + root->off, root->end - root->off,
	                                        NULL, /*require NUL*/ false);
	const cJSON *item = tree;
	size_t base = b->depth;
	bool same = tree != NULL;

	for (; same && *i < b->marks->n && b->marks->items[*i].off < root->end; ++*i) {
		const struct json_mark *mark = &b->marks->items[*i];
		struct json *node = &b->nodes[*i];

		same = item != NULL && fill(b, node, item, mark) &&
		       (mark == root || (item->string != NULL) == (mark->key_off > 0));
		if (!same)
			break;
		fill_place(b, node, item->string, mark);
		link_to_parent(b, node);
		item = item_after(b, item, node, base);
	}
	cJSON_Delete(tree);
	return same && item == NULL;
}

static bool build(struct json_builder *b)
{
	for (size_t i = 0; i < b->marks->n;) {
		const struct json_mark *mark = &b->marks->items[i];
		enum json_kind kind = kind_at(b->src->text + mark->off);
		bool whole = mark->end - mark->off <= PIECE_BYTES ||
		             (kind != JSON_ARRAY && kind != JSON_OBJECT);

		while (b->depth > 0 && mark->off >= b->levels[b->depth - 1].node->end)
			b->depth--;
		if (whole) {
			if (!build_piece(b, &i))
				return false;
			continue;
		}
		b->nodes[i].kind = kind;
		fill_place(b, &b->nodes[i], NULL, mark);
		link_to_parent(b, &b->nodes[i]);
		b->levels[b->depth++] = (struct level){.node = &b->nodes[i++]};
	}
	return true;
}

/* Ends the strings that have stayed in the source. */
static void end_strings(const struct json_builder *b)
{
	char *text = (char *)b->src->text;

	for (size_t i = 0; i < b->marks->n; i++) {
		const struct json *node = &b->nodes[i];

		if (node->kind == JSON_STRING && node->text == text + node->off + 1)
			text[node->end - 1] = '\0';
		if (node->key != NULL && node->key == text + node->key_off + 1)
			*strchr(text + node->key_off + 1, '"') = '\0';
	}
}

void json_restore_quotes(char *text, size_t n)
{
	for (char *end = text + n; (text = memchr(text, '\0', (size_t)(end - text))) != NULL;)
		*text = '"';
}

static enum rc fault_of_library(const struct source *src, struct diag_list *dl)
{
	struct diag_place place = {.source = src, .rule = "SYN"};

	diag_add(dl, DIAG_ERROR, &place,
	         _("the text is valid JSON, but the JSON library could not read it (an internal "
	           "error, or not enough memory)"));
	return RC_BUG;
}

static enum rc parse(struct json_builder *b, struct diag_list *dl, const struct json **ret)
{
	struct json_marks marks = {0};
	enum rc rc = json_scan(b->src, dl, &marks);

	b->marks = &marks;
	if (rc == RC_OK) {
		b->nodes = arena_array(b->arena, struct json, marks.n);
		rc = build(b) ? RC_OK : fault_of_library(b->src, dl);
	}
	if (rc == RC_OK) {
		if (b->within)
			end_strings(b);
		json_keys_check(b->nodes, marks.n, b->src, dl);
		*ret = b->nodes;
	}
	json_marks_release(&marks);
	return rc;
}

enum rc json_parse(struct arena *a, const struct source *src, struct diag_list *dl,
                   const struct json **ret)
{
	return parse(&(struct json_builder){.arena = a, .src = src}, dl, ret);
}

enum rc json_parse_within(struct arena *a, const struct source *src, struct diag_list *dl,
                          const struct json **ret)
{
	return parse(&(struct json_builder){.arena = a, .src = src, .within = true}, dl, ret);
}
