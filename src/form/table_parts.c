/* SPDX-License-Identifier: MIT */
/* table_parts.c: reads a table's parts, side by side in bands or one below the other. */
#include "base/tr.h"
#include "form/form_reader.h"
#include "form/looks.h"

/* ---- a part ---- */

struct part_draft {
	struct form_part part;
	const char *key;
	const struct json *labels;
};

static void read_columns(const struct object_reader *rr, const struct json *array, void *tree)
{
	tree_read(rr, array, TREE_COLUMNS, tree);
}

static void read_rows(const struct object_reader *rr, const struct json *array, void *tree)
{
	tree_read(rr, array, TREE_ROWS, tree);
}

#define AT(field) MEMBER_AT(struct part_draft, field)

static const struct member part_members[] = {
        {"columns", MEMBER_ARRAY, .required = MEMBER_ALWAYS, .min = 1, .to = AT(part.columns),
         .object = &column_object, .read = read_columns},
        {"rows", MEMBER_ARRAY, .required = MEMBER_ALWAYS, .min = 1, .to = AT(part.rows),
         .object = &row_object, .read = read_rows},
        {"title", MEMBER_TEXT, .to = AT(part.title)},
        {"corner", MEMBER_TEXT, .to = AT(part.corner)},
        LOOKS_LABELS(struct part_draft, labels),
        {"key", MEMBER_KEY, .to = AT(key)},
};
static const struct object part_object = {.name = "part", OBJECT_MEMBERS(part_members)};

#undef AT

static struct part_draft new_part(const struct object_reader *rr, size_t band)
{
	struct part_draft draft = {.part.band = band};

	draft.part.columns.root = arena_new(rr->arena, struct form_node);
	draft.part.rows.root = arena_new(rr->arena, struct form_node);
	return draft;
}

static struct form_part finish_part(const struct object_reader *rr, struct part_draft *draft)
{
	draft->part.rows.root->key = draft->key;
	draft->part.labels = looks_read_labels(rr, draft->labels, draft->part.rows.depth);
	return draft->part;
}

/* One of several parts; unlike a lone part it has no members of the table as a whole. */
static void read_one_of_many(const struct object_reader *rr, const struct json *obj,
                             struct form_table *table)
{
	struct part_draft draft = new_part(rr, table->band_n);

	object_read(rr, &part_object, obj, &draft);
	table->parts[table->part_n++] = finish_part(rr, &draft);
}

/* ---- bands ---- */

static void read_beside(const struct object_reader *rr, const struct json *beside, void *table)
{
	for (const struct json *part = beside->first; part != NULL; part = part->next)
		read_one_of_many(rr, part, table);
}

static const struct member band_members[] = {
        {"beside", MEMBER_ARRAY, .required = MEMBER_ALWAYS, .min = 2, .object = &part_object,
         .read = read_beside},
};
static const struct object band_object = {.name = "band", OBJECT_MEMBERS(band_members)};

static size_t count_parts(const struct json *bands)
{
	size_t n = 0;

	for (const struct json *band = bands->first; band != NULL; band = band->next) {
		const struct json *beside = json_lookup(band, "beside");

		n += beside != NULL ? beside->count : 1;
	}
	return n;
}

/* Each is {"beside": [part, …]}, or a part that has a band of its own. */
static void read_bands(const struct object_reader *rr, const struct json *bands, void *to)
{
	struct form_table *table = to;

	table->parts = arena_array(rr->arena, struct form_part, count_parts(bands));
	for (const struct json *band = bands->first; band != NULL; band = band->next) {
		if (json_lookup(band, "beside") != NULL)
			object_read(rr, &band_object, band, table);
		else
			read_one_of_many(rr, band, table);
		table->band_n++;
	}
}

/* ---- the table ---- */

static const struct member table_members[] = {
        {"caption", MEMBER_TEXT, .to = MEMBER_AT(struct form_table, caption)},
        {"unit", MEMBER_TEXT, .to = MEMBER_AT(struct form_table, unit)},
        LOOKS_ORIENTATION(struct form_table, landscape),
        {"parts", MEMBER_ARRAY, .only = MEMBER_WITH, .min = 1, .object = &band_object,
         .read = read_bands},
};
const struct object table_object = {
        .name = "table", OBJECT_MEMBERS(table_members), .split = "parts"};

/* A table with a single part has the members of both. */
static void read_lone_part(const struct object_reader *rr, const struct json *obj,
                           struct form_table *table)
{
	struct part_draft draft = new_part(rr, 0);
	struct member_names known = {0};
	size_t n = object_read_members(rr, &table_object, obj, table) +
	           object_read_members(rr, &part_object, obj, &draft);

	if (n < obj->count) {
		object_add_names(rr, &table_object, obj, &known);
		object_add_names(rr, &part_object, obj, &known);
		object_check_names(rr, obj, &known);
	}
	table->part_n = table->band_n = 1;
	table->parts = arena_new(rr->arena, struct form_part);
	*table->parts = finish_part(rr, &draft);
}

struct form_table *parts_read(const struct object_reader *rr, const struct json *obj)
{
	struct form_table *table = arena_new(rr->arena, struct form_table);
	size_t faults = rr->findings->error_n;

	if (json_lookup(obj, "parts") != NULL)
		object_read(rr, &table_object, obj, table);
	else
		read_lone_part(rr, obj, table);
	for (size_t i = 0; i < table->part_n; i++) {
		table->parts[i].cell_first = table->cell_n;
		table->cell_n += table->parts[i].rows.leaf_n * table->parts[i].columns.leaf_n;
		if (table->cell_n > FORM_MAX_CELLS) {
			object_fault(rr, obj, _("the table has more than %d cells"),
			             FORM_MAX_CELLS);
			break;
		}
	}
	/* With faults in the table, its member names would be guesswork. */
	if (rr->findings->error_n == faults)
		table->slots = slots_build(rr->user, table, obj);
	return table;
}
