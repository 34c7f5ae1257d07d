/* SPDX-License-Identifier: MIT */
/* tree.c: header trees of columns and rows. */
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "form/reader.h"

static void read_nodes(const struct form_reader *fr, const struct json *array, enum tree_kind kind,
                       struct form_node *parent);

/* The text may be left out only by a row that is alone in its table and has no rows under it. */
static void read_text(const struct form_reader *fr, const struct json *obj, enum tree_kind kind,
                      struct form_node *node)
{
	bool alone = kind == TREE_ROWS && node->depth == 1 && obj->parent->count == 1 &&
	             json_lookup(obj, "children") == NULL;

	node->text = reader_string(fr, obj, "text", alone ? OPTIONAL : REQUIRED);
	node->label = reader_string(fr, obj, "label", OPTIONAL);
	if (node->label == NULL && node->text != NULL)
		node->label = form_plain_text(fr->m.arena, node->text);
}

static struct form_node *read_node(const struct form_reader *fr, const struct json *obj,
                                   enum tree_kind kind, struct form_node *parent)
{
	static const char *const names[] = {"text", "key", "label", "total", "children"};
	struct form_node *node = arena_new(fr->m.arena, struct form_node);
	const struct json *children;

	node->parent = parent;
	node->depth = parent->depth + 1;
	if (obj->kind != JSON_OBJECT) {
		json_error(fr->m.findings, fr->m.source, obj, LAYOUT_RULE,
		           _("%s expected, found %s"), json_kind_name(JSON_OBJECT),
		           json_kind_name(obj->kind));
		return node;
	}
	reader_check_names(fr, obj, names, sizeof(names) / sizeof(names[0]));
	read_text(fr, obj, kind, node);
	node->key = reader_key(fr, obj, OPTIONAL);
	node->total = reader_flag(fr, obj, "total");
	children = reader_member(fr, obj, "children", JSON_ARRAY, OPTIONAL);
	if (children != NULL)
		read_nodes(fr, children, kind, node);
	if (node->total && node->first != NULL)
		json_error(fr->m.findings, fr->m.source, obj, LAYOUT_RULE,
		           _("a total can have no heads under it"));
	return node;
}

static void read_nodes(const struct form_reader *fr, const struct json *array, enum tree_kind kind,
                       struct form_node *parent)
{
	struct form_node **tail = &parent->first;

	if (array->count == 0)
		json_error(fr->m.findings, fr->m.source, array, LAYOUT_RULE,
		           _("at least one head expected"));
	for (const struct json *obj = array->first; obj != NULL; obj = obj->next) {
		*tail = read_node(fr, obj, kind, parent);
		tail = &(*tail)->next;
	}
}

/* Gives each node its range of leaves and collects them; the first pass only counts. */
static void number_leaves(struct form_tree *tree, struct form_node *node, size_t *n)
{
	node->leaf_first = *n;
	if (node->text != NULL && node->depth > tree->depth)
		tree->depth = node->depth;
	if (node->first == NULL && node != tree->root) {
		if (tree->leaves != NULL)
			tree->leaves[*n] = node;
		++*n;
	}
	for (struct form_node *child = node->first; child != NULL; child = child->next)
		number_leaves(tree, child, n);
	node->leaf_n = *n - node->leaf_first;
}

void tree_read(const struct form_reader *fr, const struct json *array, enum tree_kind kind,
               struct form_tree *ret)
{
	size_t n = 0;

	ret->root = arena_new(fr->m.arena, struct form_node);
	if (array == NULL)
		return;
	read_nodes(fr, array, kind, ret->root);
	number_leaves(ret, ret->root, &ret->leaf_n);
	if (ret->leaf_n > FORM_MAX_LEAVES) {
		json_error(fr->m.findings, fr->m.source, array, LAYOUT_RULE,
		           _("%zu columns or rows; at most %d are possible"), ret->leaf_n,
		           FORM_MAX_LEAVES);
		*ret = (struct form_tree){.root = arena_new(fr->m.arena, struct form_node)};
		return;
	}
	ret->leaves = arena_array(fr->m.arena, struct form_node *, ret->leaf_n);
	number_leaves(ret, ret->root, &n);
}

static void lookup_below(const struct form_node *parent, const char *path, size_t len,
                         const struct form_node **found, size_t *n)
{
	for (const struct form_node *node = parent->first; node != NULL; node = node->next) {
		size_t key_len;

		if (node->key == NULL) {
			lookup_below(node, path, len, found, n);
			continue;
		}
		key_len = strlen(node->key);
		if (key_len > len || memcmp(node->key, path, key_len) != 0)
			continue;
		if (key_len == len) {
			*found = node;
			++*n;
		} else if (path[key_len] == '.') {
			lookup_below(node, path + key_len + 1, len - key_len - 1, found, n);
		}
	}
}

const struct form_node *tree_lookup(const struct form_tree *tree, const char *path, size_t len,
                                    size_t *ret_n)
{
	const struct form_node *found = NULL;

	*ret_n = 0;
	if (tree->root != NULL) /* a part that could not be read has no trees */
		lookup_below(tree->root, path, len, &found, ret_n);
	return *ret_n == 1 ? found : NULL;
}
