/* SPDX-License-Identifier: MIT */
/* head_tree.c: reads the header trees of columns and rows. */
#include <string.h>

#include "base/tr.h"
#include "form/form_reader.h"
#include "form/looks.h"

static void read_columns(const struct object_reader *rr, const struct json *array, void *parent);
static void read_rows(const struct object_reader *rr, const struct json *array, void *parent);

#define AT(field) MEMBER_AT(struct form_node, field)

static const struct member column_members[] = {
        {"text", MEMBER_TEXT, .required = MEMBER_ALWAYS, .to = AT(text)},
        {"key", MEMBER_KEY, .to = AT(key)},
        {"aliases", MEMBER_ARRAY, .to = AT(aliases), .read = texts_read},
        {"children", MEMBER_ARRAY, .min = 1, .object = &column_object, .read = read_columns},
        {"total", MEMBER_FLAG, .to = AT(total)},
        {"label", MEMBER_TEXT, .to = AT(label)},
        LOOKS_COLUMN(struct form_node),
};
const struct object column_object = {
        .name = "column", OBJECT_MEMBERS(column_members), .split = "children"};

/* A row that is the only one in its part needs no text. */
static const struct member row_members[] = {
        {"text", MEMBER_TEXT, .to = AT(text)},
        {"key", MEMBER_KEY, .to = AT(key)},
        {"aliases", MEMBER_ARRAY, .to = AT(aliases), .read = texts_read},
        {"children", MEMBER_ARRAY, .min = 1, .object = &row_object, .read = read_rows},
        {"total", MEMBER_FLAG, .to = AT(total)},
        {"label", MEMBER_TEXT, .to = AT(label)},
        {"keep", MEMBER_FLAG, .to = AT(keep)},
        {"foot", MEMBER_FLAG, .to = AT(foot)},
        LOOKS_LABEL_ALIGN(struct form_node, looks.align),
};
const struct object row_object = {.name = "row", OBJECT_MEMBERS(row_members)};

static void check_row(const struct object_reader *rr, const struct json *obj,
                      const struct form_node *node)
{
	bool alone = node->depth == 1 && obj->parent->count == 1 && node->first == NULL;

	if (json_lookup(obj, "text") == NULL && !alone)
		object_missing(rr, obj, "text");
	if (node->foot && node->depth > 1)
		object_fault(rr, json_lookup(obj, "foot"),
		             _("only a top-level row can be at the foot"));
}

static struct form_node *read_node(const struct object_reader *rr, const struct json *obj,
                                   enum tree_kind kind, struct form_node *parent)
{
	struct form_node *node = arena_new(rr->arena, struct form_node);

	node->parent = parent;
	node->depth = parent->depth + 1;
	if (!object_read(rr, kind == TREE_COLUMNS ? &column_object : &row_object, obj, node))
		return node;
	if (kind == TREE_ROWS)
		check_row(rr, obj, node);
	if (node->label == NULL && node->text != NULL)
		node->label = form_plain_text(rr->arena, node->text);
	if (node->total && node->first != NULL)
		object_fault(rr, obj, _("a total cannot have heads under it"));
	return node;
}

static void read_nodes(const struct object_reader *rr, const struct json *array,
                       enum tree_kind kind, struct form_node *parent)
{
	struct form_node **tail = &parent->first;
	bool at_foot = false;

	if (parent->depth == FORM_MAX_DEPTH) {
		object_fault(rr, array, _("heads may be nested at most %d levels deep"),
		             FORM_MAX_DEPTH);
		return;
	}
	for (const struct json *obj = array->first; obj != NULL; obj = obj->next) {
		struct form_node *node = read_node(rr, obj, kind, parent);

		if (at_foot && !node->foot)
			object_fault(rr, obj, _("rows at the foot must come after all others"));
		at_foot |= node->foot;
		*tail = node;
		tail = &node->next;
	}
}

static void read_columns(const struct object_reader *rr, const struct json *array, void *parent)
{
	read_nodes(rr, array, TREE_COLUMNS, parent);
}

static void read_rows(const struct object_reader *rr, const struct json *array, void *parent)
{
	read_nodes(rr, array, TREE_ROWS, parent);
}

/* Sets each node's range of leaves and collects them; the first pass only counts. */
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

void form_tree_number(struct arena *a, struct form_tree *tree)
{
	size_t n = 0;

	number_leaves(tree, tree->root, &tree->leaf_n);
	tree->leaves = arena_array(a, struct form_node *, tree->leaf_n);
	number_leaves(tree, tree->root, &n);
}

void tree_read(const struct object_reader *rr, const struct json *array, enum tree_kind kind,
               struct form_tree *ret)
{
	ret->root = arena_new(rr->arena, struct form_node);
	read_nodes(rr, array, kind, ret->root);
	form_tree_number(rr->arena, ret);
	if (ret->leaf_n > FORM_MAX_LEAVES) {
		object_fault(rr, array, _("%zu columns or rows; at most %d are allowed"),
		             ret->leaf_n, FORM_MAX_LEAVES);
		*ret = (struct form_tree){.root = arena_new(rr->arena, struct form_node)};
	}
}

/* Looks up a path that begins with the node's key, or below the node if it has none. */
static void lookup_at(const struct form_node *node, const char *path, size_t len,
                      const struct form_node **found, size_t *n)
{
	size_t key_len = node->key != NULL ? strlen(node->key) : 0;

	if (node->key != NULL) {
		if (key_len > len || memcmp(node->key, path, key_len) != 0)
			return;
		if (key_len == len) {
			*found = node;
			++*n;
			return;
		}
		if (path[key_len] != '.')
			return;
		key_len++;
	}
	for (const struct form_node *c = node->first; c != NULL; c = c->next)
		lookup_at(c, path + key_len, len - key_len, found, n);
}

const struct form_node *tree_lookup(const struct form_tree *tree, const char *path, size_t len,
                                    size_t *ret_n)
{
	const struct form_node *found = NULL;

	*ret_n = 0;
	lookup_at(tree->root, path, len, &found, ret_n);
	return *ret_n == 1 ? found : NULL;
}
