/* SPDX-License-Identifier: MIT */
/* own_table.c: reads tables with heads of their own. No check refers to them, so they have no keys.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "base/tr.h"
#include "form/looks.h"
#include "report/report_reader.h"

/* A table that is being read. */
struct own_draft {
	struct report_table table;
	struct form_table form;
	struct form_part part;
	const struct json *labels;
	const struct json **values; /* of each leaf row, in order */
	size_t value_n, value_cap;
};

/* ---- heads ---- */

static void read_columns(const struct object_reader *rr, const struct json *array, void *parent);
static void read_rows(const struct object_reader *rr, const struct json *array, void *parent);
static void keep_values(const struct object_reader *rr, const struct json *array, void *node);

static const struct object column_of_own, row_of_own, value_of_own;

#define AT(field) MEMBER_AT(struct form_node, field)

static const struct member column_members[] = {
        {"text", MEMBER_TEXT, .required = MEMBER_ALWAYS, .to = AT(text), .at = AT(at)},
        {"children", MEMBER_ARRAY, .min = 1, .max = REPORT_TABLE_MAX_COLUMNS,
         .object = &column_of_own, .read = read_columns},
        LOOKS_COLUMN(struct form_node),
};
static const struct object column_of_own = {
        .name = "ownColumn",
        .title = N_("A column, or with “children” a head over several; only a column has looks"),
        OBJECT_MEMBERS(column_members),
        .split = "children"};

/* A row with rows under it is their label; one without has values and needs no label. */
static const struct member row_members[] = {
        {"text", MEMBER_TEXT, .required = MEMBER_WITH, .to = AT(text), .at = AT(at)},
        {"children", MEMBER_ARRAY, .min = 1, .max = REPORT_TABLE_MAX_ROWS, .object = &row_of_own,
         .read = read_rows},
        {"values", MEMBER_ARRAY, .required = MEMBER_WITHOUT, .only = MEMBER_WITHOUT,
         .refuse = N_("a row with rows under it has no values of its own"), .object = &value_of_own,
         .read = keep_values, .definition = "ownItem"},
        LOOKS_LABEL_ALIGN(struct form_node, looks.align),
        {"keep", MEMBER_FLAG, .to = AT(keep),
         .title = N_("true: the rows under it stay on one page")},
};
static const struct object row_of_own = {
        .name = "ownRow",
        .title = N_("A row with “values”, one for each leaf column; or with “children” the label "
                    "of several"),
        OBJECT_MEMBERS(row_members),
        .split = "children"};

#undef AT

static void read_nodes(const struct object_reader *rr, const struct json *array,
                       const struct object *type, struct form_node *parent)
{
	struct form_node **tail = &parent->first;

	if (parent->depth == FORM_MAX_DEPTH) {
		object_fault(rr, array, _("heads may be nested at most %d levels deep"),
		             FORM_MAX_DEPTH);
		return;
	}
	for (const struct json *obj = array->first; obj != NULL; obj = obj->next) {
		struct form_node *node = arena_new(rr->arena, struct form_node);

		node->parent = parent;
		node->depth = parent->depth + 1;
		object_read(rr, type, obj, node);
		node->label = node->text;
		*tail = node;
		tail = &node->next;
	}
}

static void read_columns(const struct object_reader *rr, const struct json *array, void *parent)
{
	read_nodes(rr, array, &column_of_own, parent);
}

static void read_rows(const struct object_reader *rr, const struct json *array, void *parent)
{
	read_nodes(rr, array, &row_of_own, parent);
}

static void keep_values(const struct object_reader *rr, const struct json *array, void *node)
{
	struct own_draft *t = ((const struct report_reader *)rr->user)->own;

	(void)node;
	t->values = mem_grow(t->values, t->value_n, &t->value_cap, sizeof(*t->values));
	t->values[t->value_n++] = array;
}

static void read_column_tree(const struct object_reader *rr, const struct json *array, void *tree)
{
	struct form_tree *t = tree;

	read_columns(rr, array, t->root);
	form_tree_number(rr->arena, t);
	if (t->leaf_n > REPORT_TABLE_MAX_COLUMNS)
		object_fault(rr, array, _("%zu columns; at most %d are allowed"), t->leaf_n,
		             REPORT_TABLE_MAX_COLUMNS);
}

static void read_row_tree(const struct object_reader *rr, const struct json *array, void *tree)
{
	struct form_tree *t = tree;

	read_rows(rr, array, t->root);
	form_tree_number(rr->arena, t);
	if (t->leaf_n > REPORT_TABLE_MAX_ROWS)
		object_fault(rr, array, _("%zu rows; at most %d are allowed"), t->leaf_n,
		             REPORT_TABLE_MAX_ROWS);
}

/* ---- values ---- */

static void read_own_cell(const struct object_reader *rr, const struct json *at, void *cell)
{
	*(struct cell *)cell = cell_read_own(rr->user, at);
}

/* "value" must come first: reading it overwrites the whole cell. */
static const struct member value_members[] = {
        {"value", MEMBER_ANY, .required = MEMBER_ALWAYS, .read = read_own_cell,
         .definition = "ownFigure"},
        LOOKS_LABEL_ALIGN(struct cell, align),
};
static const struct object value_of_own = {
        .name = "ownValue",
        .title = N_("A value aligned differently from its column"),
        OBJECT_MEMBERS(value_members)};

static void check_values(const struct object_reader *rr, const struct own_draft *t)
{
	size_t column_n = t->part.columns.leaf_n;

	for (size_t i = 0; i < t->value_n; i++)
		if (t->values[i]->count != column_n)
			object_fault(rr, t->values[i],
			             _("%zu values expected, one for each column, found %zu"),
			             column_n, (size_t)t->values[i]->count);
}

/* A cell, or {"value": cell, "align": …} if it is aligned differently from its column. */
static struct cell read_value(const struct object_reader *rr, const struct json *v)
{
	struct cell c = {.text = "", .at = v, .bad = true};

	if (v->kind == JSON_OBJECT && json_lookup(v, "notes") != NULL)
		object_fault(rr, v,
		             _("a cell has no footnotes; the table itself has “notes”, below it"));
	else if (v->kind == JSON_OBJECT)
		object_read(rr, &value_of_own, v, &c);
	else
		c = cell_read_own(rr->user, v);
	return c;
}

static const struct cell *read_cells(const struct object_reader *rr, const struct own_draft *t)
{
	struct cell *cells = arena_array(rr->arena, struct cell, t->form.cell_n), *c = cells;

	for (size_t i = 0; i < t->value_n; i++)
		for (const struct json *v = t->values[i]->first; v != NULL; v = v->next)
			*c++ = read_value(rr, v);
	return cells;
}

/* ---- the table ---- */

#define AT(field) MEMBER_AT(struct own_draft, field)

static const struct member table_members[] = {
        {"caption", MEMBER_TEXT, .to = AT(table.caption), .at = AT(table.caption_at),
         .title = N_("A line above the table")},
        REMARKS_MEMBERS(struct own_draft, table.remarks.),
        {"corner", MEMBER_TEXT, .to = AT(part.corner), .at = AT(part.corner_at),
         .title = N_("Above the row labels")},
        LOOKS_ORIENTATION(struct own_draft, form.landscape),
        LOOKS_LABELS(struct own_draft, labels),
        {"columns", MEMBER_ARRAY, .required = MEMBER_ALWAYS, .min = 1,
         .max = REPORT_TABLE_MAX_COLUMNS, .to = AT(part.columns), .object = &column_of_own,
         .read = read_column_tree},
        {"rows", MEMBER_ARRAY, .required = MEMBER_ALWAYS, .min = 1, .max = REPORT_TABLE_MAX_ROWS,
         .to = AT(part.rows), .object = &row_of_own, .read = read_row_tree},
};
const struct object own_table_object = {
        .name = "ownTable",
        .title = N_("A table with heads of its own: trees of columns and rows, and a value for "
                    "each leaf column in every leaf row"),
        OBJECT_MEMBERS(table_members)};

#undef AT

static struct report_table *finish(const struct object_reader *rr, const struct own_draft *t)
{
	struct report_table *table = arena_new(rr->arena, struct report_table);
	struct form_table *form = arena_new(rr->arena, struct form_table);

	*table = t->table;
	*form = t->form;
	form->parts = arena_new(rr->arena, struct form_part);
	*form->parts = t->part;
	form->part_n = form->band_n = 1;
	table->form = form;
	return table;
}

void own_table_read(const struct object_reader *rr, const struct json *obj, void *to)
{
	struct own_draft t = {.table.at = obj};
	size_t faults = rr->findings->error_n;

	((struct report_reader *)rr->user)->own = &t;
	t.part.columns.root = arena_new(rr->arena, struct form_node);
	t.part.rows.root = arena_new(rr->arena, struct form_node);
	object_read(rr, &own_table_object, obj, &t);
	t.part.labels = looks_read_labels(rr, t.labels, t.part.rows.depth);
	t.form.cell_n = t.part.columns.leaf_n * t.part.rows.leaf_n;
	if (rr->findings->error_n == faults)
		check_values(rr, &t);
	if (rr->findings->error_n == faults) {
		t.table.cells = read_cells(rr, &t);
		*(const struct report_table **)to = finish(rr, &t);
	}
	free(t.values);
}
