/* SPDX-License-Identifier: MIT */
/* head_tree.c: header trees of columns and rows. */
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "form/looks.h"
#include "form/form_reader.h"

static void read_nodes(const struct form_reader *fr, const struct json *array, enum tree_kind kind,
                       struct form_node *parent);

/* The text may be left out only by a row that is alone in its table and has no rows under it. */
static void read_text(const struct form_reader *fr, const struct json *obj, enum tree_kind kind,
                      struct form_node *node)
{
	bool alone = kind == TREE_ROWS && node->depth == 1 && obj->parent->count == 1 &&
	             json_lookup(obj, "children") == NULL;

	node->text = reader_string(fr, obj, "text", alone ? OPTIONAL : REQUIRED);
	node->aliases = reader_texts(fr, obj, "aliases");
	node->label = reader_string(fr, obj, "label", OPTIONAL);
	if (node->label == NULL && node->text != NULL)
		node->label = form_plain_text(fr->m.arena, node->text);
}

static void check_names(const struct form_reader *fr, const struct json *obj, enum tree_kind kind)
{
	static const char *const column[] = {"text",     "aliases", "key",    "label", "total",
	                                     "children", "align",   "min_mm", "weight"};
	static const char *const row[] = {"text",     "aliases", "key",  "label", "total",
	                                  "children", "align",   "keep", "foot"};

	if (kind == TREE_COLUMNS)
		reader_check_names(fr, obj, column, COUNT(column));
	else
		reader_check_names(fr, obj, row, COUNT(row));
}

static void read_looks(const struct form_reader *fr, const struct json *obj, enum tree_kind kind,
                       struct form_node *node)
{
	struct looks_reader lr = {&fr->m, LAYOUT_RULE};

	if (kind == TREE_ROWS) {
		node->looks = looks_read_label(&lr, obj);
		node->keep = looks_read_flag(&lr, obj, "keep");
		node->foot = looks_read_flag(&lr, obj, "foot");
	} else if (node->first == NULL) {
		node->looks = looks_read_column(&lr, obj);
	} else {
		looks_refuse(&lr, obj);
	}
	if (node->foot && node->depth > 1)
		json_error(fr->m.findings, fr->m.source, json_lookup(obj, "foot"), LAYOUT_RULE,
		           _("only a row that is under no other can stand at the foot"));
}

static struct form_node *read_node(const struct form_reader *fr, const struct json *obj,
                                   enum tree_kind kind, struct form_node *parent)
{
	struct form_node *node = arena_new(fr->m.arena, struct form_node);
	const struct json *children;

	node->parent = parent;
	node->depth = parent->depth + 1;
	if (!reader_is_object(fr, obj))
		return node;
	check_names(fr, obj, kind);
	read_text(fr, obj, kind, node);
	node->key = reader_key(fr, obj, OPTIONAL);
	node->total = reader_flag(fr, obj, "total");
	children = reader_member(fr, obj, "children", JSON_ARRAY, OPTIONAL);
	if (children != NULL)
		read_nodes(fr, children, kind, node);
	read_looks(fr, obj, kind, node);
	if (node->total && node->first != NULL)
		json_error(fr->m.findings, fr->m.source, obj, LAYOUT_RULE,
		           _("a total can have no heads under it"));
	return node;
}

static void read_nodes(const struct form_reader *fr, const struct json *array, enum tree_kind kind,
                       struct form_node *parent)
{
	struct form_node **tail = &parent->first;
	bool at_foot = false;

	if (array->count == 0)
		json_error(fr->m.findings, fr->m.source, array, LAYOUT_RULE,
		           _("at least one head expected"));
	if (parent->depth == FORM_MAX_DEPTH) {
		json_error(fr->m.findings, fr->m.source, array, LAYOUT_RULE,
		           _("heads may stand at most %d levels deep"), FORM_MAX_DEPTH);
		return;
	}
	for (const struct json *obj = array->first; obj != NULL; obj = obj->next) {
		struct form_node *node = read_node(fr, obj, kind, parent);

		if (at_foot && !node->foot)
			json_error(fr->m.findings, fr->m.source, obj, LAYOUT_RULE,
			           _("rows at the foot come after all others"));
		at_foot |= node->foot;
		*tail = node;
		tail = &node->next;
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

void form_tree_number(struct arena *a, struct form_tree *tree)
{
	size_t n = 0;

	number_leaves(tree, tree->root, &tree->leaf_n);
	tree->leaves = arena_array(a, struct form_node *, tree->leaf_n);
	number_leaves(tree, tree->root, &n);
}

void tree_read(const struct form_reader *fr, const struct json *array, enum tree_kind kind,
               struct form_tree *ret)
{
	ret->root = arena_new(fr->m.arena, struct form_node);
	if (array == NULL)
		return;
	read_nodes(fr, array, kind, ret->root);
	form_tree_number(fr->m.arena, ret);
	if (ret->leaf_n > FORM_MAX_LEAVES) {
		json_error(fr->m.findings, fr->m.source, array, LAYOUT_RULE,
		           _("%zu columns or rows; at most %d are possible"), ret->leaf_n,
		           FORM_MAX_LEAVES);
		*ret = (struct form_tree){.root = arena_new(fr->m.arena, struct form_node)};
	}
}

/* Looks for a path that begins with a node's own key, or below it if it has none. */
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
