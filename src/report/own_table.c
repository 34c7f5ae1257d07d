/* SPDX-License-Identifier: MIT */
/* own_table.c: tables that a report brings with their heads. They need no keys: nothing names them.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "base/tr.h"
#include "form/looks.h"
#include "report/report_reader.h"

enum head_kind { COLUMNS, ROWS };

/* A table while it is read. */
struct table_reader {
	const struct report_reader *rd;
	struct looks_reader looks;
	struct member_names known[2]; /* of a node, by enum head_kind */
	struct member_names value_names;
	const struct json **values; /* of each leaf row, in their order */
	size_t value_n, value_cap;
};

static struct member_names name_list(const struct report_reader *rd, const char *const *names,
                                     size_t n)
{
	struct member_names list = {0};

	for (size_t i = 0; i < n; i++)
		member_names_add(rd->m.arena, &list, names[i]);
	return list;
}

static bool is_kind(const struct report_reader *rd, const struct json *at, enum json_kind kind)
{
	if (at->kind != kind)
		reader_wrong_kind(rd, at, json_kind_name(kind));
	return at->kind == kind;
}

static void read_nodes(struct table_reader *t, const struct json *array, enum head_kind kind,
                       struct form_node *parent);

static void read_column(struct table_reader *t, const struct json *obj, struct form_node *node)
{
	if (node->at == NULL)
		reader_missing(t->rd, obj, "text");
	if (json_lookup(obj, "children") == NULL)
		node->looks = looks_read_column(&t->looks, obj);
	else
		looks_refuse(&t->looks, obj);
}

/* A row with others under it is their label, one without has values and may do without a label. */
static void read_row(struct table_reader *t, const struct json *obj, struct form_node *node)
{
	const struct json *values = json_lookup(obj, "values");

	node->looks = looks_read_label(&t->looks, obj);
	node->keep = looks_read_flag(&t->looks, obj, "keep");
	if (json_lookup(obj, "children") != NULL) {
		if (node->at == NULL)
			reader_missing(t->rd, obj, "text");
		if (values != NULL)
			json_error(t->rd->m.findings, t->rd->m.source, values, "TYPE",
			           _("a row with rows under it has no values of its own"));
		return;
	}
	if (values == NULL)
		reader_missing(t->rd, obj, "values");
	t->values = mem_grow(t->values, t->value_n, &t->value_cap, sizeof(*t->values));
	t->values[t->value_n++] = values;
}

static struct form_node *read_node(struct table_reader *t, const struct json *obj,
                                   enum head_kind kind, struct form_node *parent)
{
	struct form_node *node = arena_new(t->rd->m.arena, struct form_node);
	const struct json *children;

	node->parent = parent;
	node->depth = parent->depth + 1;
	if (!is_kind(t->rd, obj, JSON_OBJECT))
		return node;
	member_check_names(&t->rd->m, obj, &t->known[kind]);
	node->at = json_lookup(obj, "text");
	node->text = node->label = reader_text(t->rd, node->at);
	children = json_lookup(obj, "children");
	if (children != NULL)
		read_nodes(t, children, kind, node);
	if (kind == COLUMNS)
		read_column(t, obj, node);
	else
		read_row(t, obj, node);
	return node;
}

static void read_nodes(struct table_reader *t, const struct json *array, enum head_kind kind,
                       struct form_node *parent)
{
	struct form_node **tail = &parent->first;

	if (!is_kind(t->rd, array, JSON_ARRAY))
		return;
	if (array->count == 0)
		json_error(t->rd->m.findings, t->rd->m.source, array, "TYPE",
		           kind == COLUMNS ? _("at least one column expected")
		                           : _("at least one row expected"));
	if (parent->depth == FORM_MAX_DEPTH) {
		json_error(t->rd->m.findings, t->rd->m.source, array, "TYPE",
		           _("heads may stand at most %d levels deep"), FORM_MAX_DEPTH);
		return;
	}
	for (const struct json *obj = array->first; obj != NULL; obj = obj->next) {
		*tail = read_node(t, obj, kind, parent);
		tail = &(*tail)->next;
	}
}

static void read_tree(struct table_reader *t, const struct json *obj, enum head_kind kind,
                      struct form_tree *ret)
{
	static const char *const names[] = {"columns", "rows"};
	const size_t most[] = {REPORT_TABLE_MAX_COLUMNS, REPORT_TABLE_MAX_ROWS};
	const struct json *array = json_lookup(obj, names[kind]);

	ret->root = arena_new(t->rd->m.arena, struct form_node);
	if (array == NULL) {
		reader_missing(t->rd, obj, names[kind]);
		return;
	}
	read_nodes(t, array, kind, ret->root);
	form_tree_number(t->rd->m.arena, ret);
	if (ret->leaf_n > most[kind])
		json_error(t->rd->m.findings, t->rd->m.source, array, "TYPE",
		           kind == COLUMNS ? _("%zu columns; at most %zu are possible")
		                           : _("%zu rows; at most %zu are possible"),
		           ret->leaf_n, most[kind]);
}

static struct form_table *read_form(struct table_reader *t, const struct json *obj)
{
	struct form_table *table = arena_new(t->rd->m.arena, struct form_table);
	struct form_part *part = arena_new(t->rd->m.arena, struct form_part);

	table->parts = part;
	table->part_n = table->band_n = 1;
	table->landscape = looks_read_orientation(&t->looks, obj);
	part->corner_at = json_lookup(obj, "corner");
	part->corner = reader_text(t->rd, part->corner_at);
	read_tree(t, obj, COLUMNS, &part->columns);
	read_tree(t, obj, ROWS, &part->rows);
	part->labels = looks_read_labels(&t->looks, obj, part->rows.depth);
	table->cell_n = part->columns.leaf_n * part->rows.leaf_n;
	return table;
}

static void check_values(struct table_reader *t, size_t column_n)
{
	for (size_t i = 0; i < t->value_n; i++)
		if (is_kind(t->rd, t->values[i], JSON_ARRAY) && t->values[i]->count != column_n)
			json_error(t->rd->m.findings, t->rd->m.source, t->values[i], "TYPE",
			           _("%zu values expected, one for each column, found %zu"),
			           column_n, t->values[i]->count);
}

/* A cell, or {"value": cell, "align": …} where one stands other than its column. */
static struct cell read_value(struct table_reader *t, const struct json *v)
{
	const struct json *value = json_lookup(v, "value");
	struct cell c = {.text = "", .at = v, .bad = true};

	if (v->kind != JSON_OBJECT)
		return cell_read_own(t->rd, v);
	member_check_names(&t->rd->m, v, &t->value_names);
	if (value == NULL)
		reader_missing(t->rd, v, "value");
	else
		c = cell_read_own(t->rd, value);
	c.align = looks_read_label(&t->looks, v).align;
	return c;
}

static const struct cell *read_cells(struct table_reader *t, size_t cell_n)
{
	struct cell *cells = arena_array(t->rd->m.arena, struct cell, cell_n), *c = cells;

	for (size_t i = 0; i < t->value_n; i++)
		for (const struct json *v = t->values[i]->first; v != NULL; v = v->next)
			*c++ = read_value(t, v);
	return cells;
}

const struct report_table *report_table_read(const struct report_reader *rd, const struct json *obj)
{
	static const char *const table_names[] = {"caption", "orientation", "corner",
	                                          "labels",  "columns",     "rows"};
	static const char *const column_names[] = {"text", "children", "align", "min_mm", "weight"};
	static const char *const value_names[] = {"value", "align"};
	static const char *const row_names[] = {"text", "children", "values", "align", "keep"};
	struct table_reader t = {.rd = rd, .looks = {&rd->m, "TYPE"}};
	struct report_table *table = arena_new(rd->m.arena, struct report_table);
	size_t faults = rd->m.findings->error_n;

	if (!is_kind(rd, obj, JSON_OBJECT))
		return NULL;
	t.known[COLUMNS] = name_list(rd, column_names, COUNT(column_names));
	t.known[ROWS] = name_list(rd, row_names, COUNT(row_names));
	t.value_names = name_list(rd, value_names, COUNT(value_names));
	member_check_array(&rd->m, obj, table_names, COUNT(table_names));
	table->at = obj;
	table->caption_at = json_lookup(obj, "caption");
	table->caption = reader_text(rd, table->caption_at);
	table->form = read_form(&t, obj);
	if (rd->m.findings->error_n == faults)
		check_values(&t, table->form->parts->columns.leaf_n);
	if (rd->m.findings->error_n == faults)
		table->cells = read_cells(&t, table->form->cell_n);
	free(t.values);
	return table->cells != NULL ? table : NULL;
}
