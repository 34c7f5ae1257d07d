/* SPDX-License-Identifier: MIT */
/* rows.c: the schema of a table's cells, with the wording of their heads as titles. */
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "report/report.h"
#include "schema/definitions.h"

#define ARROW " → "

/* The deepest path in both trees, including their roots. */
enum { WAY_MAX = 2 * (FORM_MAX_DEPTH + 1) };

/* The path to a cell: the nodes from the root to its row, then those to its column. */
struct cell_way {
	const struct form_part *part;
	const struct form_node *row, *column; /* the leaves */
	const struct form_node *nodes[WAY_MAX];
	size_t n;
};

/* The keys number `from` + 1 to `to` of a path. */
struct key_stretch {
	int from, to;
};

static size_t first_cell(const struct form_slot *slot)
{
	while (slot->cell == FORM_NO_CELL)
		slot = slot->first;
	return slot->cell;
}

static void climb(struct cell_way *way, const struct form_node *node)
{
	if (node->parent != NULL)
		climb(way, node->parent);
	way->nodes[way->n++] = node;
}

static struct cell_way way_to(const struct form_table *table, size_t cell)
{
	const struct form_part *p = table->parts;
	struct cell_way way = {0};

	while (cell - p->cell_first >= p->rows.leaf_n * p->columns.leaf_n)
		p++;
	cell -= p->cell_first;
	way.part = p;
	way.row = p->rows.leaves[cell / p->columns.leaf_n];
	way.column = p->columns.leaves[cell % p->columns.leaf_n];
	climb(&way, way.row);
	climb(&way, way.column);
	return way;
}

/* What is printed for a node; for the root of the rows it is the part's title. */
static const char *label_of(const struct cell_way *way, const struct form_node *node)
{
	return node == way->part->rows.root ? way->part->title : node->text;
}

/*
 * The labels of a stretch of the path to a slot's first cell, as printed, joined to "a → b → c"; or
 * NULL. For a cell they include those after its last key, such as a lone column's.
 */
static const char *title_of(struct arena *a, const struct form_table *table,
                            const struct form_slot *slot, struct key_stretch s)
{
	struct cell_way way = way_to(table, first_cell(slot));
	const char *title = NULL;
	int keys = 0;

	for (size_t i = 0; i < way.n; i++) {
		const char *label = label_of(&way, way.nodes[i]);
		bool within = keys >= s.from && (keys < s.to || slot->cell != FORM_NO_CELL);

		keys += way.nodes[i]->key != NULL;
		if (!within || label == NULL)
			continue;
		label = form_plain_text(a, label);
		title = title != NULL ? arena_printf(a, "%s" ARROW "%s", title, label) : label;
	}
	return title;
}

/* The definition of a cell, depending on whether its row or column is a total. */
static const char *definition_of(const struct form_table *table, const struct form_slot *cell)
{
	struct cell_way way = way_to(table, cell->cell);

	return way.row->total || way.column->total ? DEF_TOTAL : DEF_CELL;
}

/* The value of a row in one of its columns. */
static struct part_ref column_ref(struct arena *a, const struct row_kind *k,
                                  const struct form_slot *column)
{
	struct key_stretch last = {k->depth, k->depth + 1};

	return (struct part_ref){.definition = definition_of(k->table, column),
	                         .title = title_of(a, k->table, column, last)};
}

/* What rows must have in common to share a definition. */
static const char *signature_of(struct arena *a, const struct row_kind *k)
{
	struct buf b = {0};

	for (const struct form_slot *c = k->slot->first; c != NULL; c = c->next) {
		struct part_ref ref = column_ref(a, k, c);

		buf_putf(&b, "%s\n%s\n%s\n", c->key, ref.title != NULL ? ref.title : "",
		         ref.definition);
	}
	return buf_to_arena(a, &b);
}

/* The name of the kind with the same signature; adds this one if there is none yet. */
static const char *kind_name(struct rows *r, struct row_kind *k)
{
	struct row_kind **tail = &r->first;
	size_t n = 1;

	k->signature = signature_of(r->arena, k);
	for (; *tail != NULL; tail = &(*tail)->next) {
		if (strcmp((*tail)->signature, k->signature) == 0)
			return (*tail)->name;
		n += (*tail)->table == k->table;
	}
	k->name = n == 1 ? arena_printf(r->arena, "%s_row", k->section)
	                 : arena_printf(r->arena, "%s_row_%zu", k->section, n);
	*tail = arena_new(r->arena, struct row_kind);
	**tail = *k;
	return k->name;
}

static void open_object(struct json_emit *e, const char *key, const char *title)
{
	json_emit_open(e, key, JSON_OBJECT, JSON_LINES);
	if (title != NULL)
		json_emit_text(e, "title", title);
	parts_put_object(e);
	json_emit_open(e, "properties", JSON_OBJECT, JSON_LINES);
}

static void close_object(struct json_emit *e)
{
	json_emit_close(e, JSON_OBJECT);
	json_emit_close(e, JSON_OBJECT);
}

static void put_slot(struct rows *r, struct json_emit *e, const struct row_kind *at)
{
	const struct form_slot *slot = at->slot;
	struct part_ref ref = {.title = NULL};
	struct row_kind k = *at;

	ref.title = title_of(r->arena, k.table, slot, (struct key_stretch){0, k.depth});
	if (slot->vector || slot->cell != FORM_NO_CELL) {
		ref.definition = slot->vector ? kind_name(r, &k) : definition_of(k.table, slot);
		parts_put_ref(e, slot->key, &ref);
		return;
	}
	open_object(e, slot->key, ref.title);
	k.depth++;
	for (k.slot = slot->first; k.slot != NULL; k.slot = k.slot->next)
		put_slot(r, e, &k);
	close_object(e);
}

void rows_put_section(struct rows *r, struct json_emit *e, const struct form_section *s,
                      const char *title)
{
	struct row_kind k = {.section = s->key, .table = s->table, .depth = 1};
	const struct object *remarks = &remarks_object;

	open_object(e, s->key, title);
	parts_put_ref(e, "before", &(struct part_ref){DEF_PROSE, _("Text above the table")});
	for (size_t i = 0; i < remarks->member_n; i++)
		parts_put_member(e, &remarks->members[i]);
	for (k.slot = s->table->slots->first; k.slot != NULL; k.slot = k.slot->next)
		put_slot(r, e, &k);
	parts_put_ref(e, "after", &(struct part_ref){DEF_PROSE, _("Text below the table")});
	close_object(e);
}

static void put_columns(struct arena *a, struct json_emit *e, const struct row_kind *k,
                        enum json_kind kind)
{
	json_emit_open(e, kind == JSON_ARRAY ? "prefixItems" : "properties", kind, JSON_LINES);
	for (const struct form_slot *c = k->slot->first; c != NULL; c = c->next) {
		struct part_ref ref = column_ref(a, k, c);

		parts_put_ref(e, kind == JSON_ARRAY ? NULL : c->key, &ref);
	}
	json_emit_close(e, kind);
}

/* Each keyword applies to only one kind of value, so "anyOf" is not needed. */
static void put_kind(struct arena *a, struct json_emit *e, const struct row_kind *k)
{
	static const enum json_kind kinds[] = {JSON_ARRAY, JSON_OBJECT, JSON_NULL};

	json_emit_open(e, k->name, JSON_OBJECT, JSON_LINES);
	json_emit_text(
	        e, "description",
	        _("A row: an array of figures in the order of the columns, or an object with "
	          "the columns' keys; null for a blank row"));
	parts_put_kinds(e, kinds, COUNT(kinds));
	json_emit_open(e, "default", JSON_ARRAY, JSON_ONE_LINE);
	for (size_t i = 0; i < k->slot->child_n; i++)
		json_emit_raw(e, NULL, "null");
	json_emit_close(e, JSON_ARRAY);
	json_emit_whole(e, "minItems", (long long)k->slot->child_n);
	json_emit_whole(e, "maxItems", (long long)k->slot->child_n);
	put_columns(a, e, k, JSON_ARRAY);
	json_emit_raw(e, "additionalProperties", "false");
	put_columns(a, e, k, JSON_OBJECT);
	json_emit_close(e, JSON_OBJECT);
}

void rows_put_definitions(const struct rows *r, struct json_emit *e)
{
	for (const struct row_kind *k = r->first; k != NULL; k = k->next)
		put_kind(r->arena, e, k);
}
