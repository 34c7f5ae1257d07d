/* SPDX-License-Identifier: MIT */
/* table_parts.c: the parts of a table, side by side in bands or one below the other. */
#include "base/mem.h"
#include "base/tr.h"
#include "form/looks.h"
#include "form/form_reader.h"

static bool is_kind(const struct form_reader *fr, const struct json *at, enum json_kind kind)
{
	if (at->kind != kind)
		json_error(fr->m.findings, fr->m.source, at, LAYOUT_RULE,
		           _("%s expected, found %s"), json_kind_name(kind),
		           json_kind_name(at->kind));
	return at->kind == kind;
}

static void read_part(const struct form_reader *fr, const struct json *obj, struct form_part *part)
{
	struct looks_reader lr = {&fr->m, LAYOUT_RULE};

	part->title = reader_string(fr, obj, "title", OPTIONAL);
	part->corner = reader_string(fr, obj, "corner", OPTIONAL);
	tree_read(fr, reader_member(fr, obj, "columns", JSON_ARRAY, REQUIRED), TREE_COLUMNS,
	          &part->columns);
	tree_read(fr, reader_member(fr, obj, "rows", JSON_ARRAY, REQUIRED), TREE_ROWS, &part->rows);
	part->rows.root->key = reader_key(fr, obj, OPTIONAL);
	part->labels = looks_read_labels(&lr, obj, part->rows.depth);
}

/* A part of several; it may say nothing about the table as a whole. */
static void read_one_of_many(const struct form_reader *fr, const struct json *obj,
                             struct form_table *table)
{
	static const char *const names[] = {"title", "corner", "columns", "rows", "labels", "key"};
	struct form_part *part = &table->parts[table->part_n++];

	part->band = table->band_n;
	part->columns.root = part->rows.root = arena_new(fr->m.arena, struct form_node);
	if (!is_kind(fr, obj, JSON_OBJECT))
		return;
	reader_check_names(fr, obj, names, COUNT(names));
	read_part(fr, obj, part);
}

/* {"beside": [part, …]}, or a part that has its band for itself. */
static void read_band(const struct form_reader *fr, const struct json *obj,
                      struct form_table *table)
{
	static const char *const names[] = {"beside"};
	const struct json *beside = json_lookup(obj, "beside");

	if (beside == NULL) {
		read_one_of_many(fr, obj, table);
	} else {
		reader_check_names(fr, obj, names, COUNT(names));
		if (!is_kind(fr, beside, JSON_ARRAY))
			return;
		if (beside->count < 2)
			json_error(fr->m.findings, fr->m.source, beside, LAYOUT_RULE,
			           _("at least two parts expected"));
		for (const struct json *part = beside->first; part != NULL; part = part->next)
			read_one_of_many(fr, part, table);
	}
	table->band_n++;
}

static size_t count_parts(const struct json *bands)
{
	size_t n = 0;

	for (const struct json *band = bands->first; band != NULL; band = band->next) {
		const struct json *beside = json_lookup(band, "beside");

		n += beside != NULL ? beside->count : 1;
	}
	return n;
}

static void read_bands(const struct form_reader *fr, const struct json *bands,
                       struct form_table *table)
{
	if (bands->count == 0)
		json_error(fr->m.findings, fr->m.source, bands, LAYOUT_RULE,
		           _("at least one part expected"));
	table->parts = arena_array(fr->m.arena, struct form_part, count_parts(bands));
	for (const struct json *band = bands->first; band != NULL; band = band->next)
		read_band(fr, band, table);
}

/* {"parts": [band, …]}, or the one part itself. */
static void read_parts(const struct form_reader *fr, const struct json *obj,
                       struct form_table *table)
{
	static const char *const several[] = {"caption", "orientation", "parts"};
	static const char *const one[] = {"caption", "orientation", "corner", "columns",
	                                  "rows",    "labels",      "title",  "key"};
	const struct json *bands;

	if (json_lookup(obj, "parts") == NULL) {
		reader_check_names(fr, obj, one, COUNT(one));
		table->part_n = table->band_n = 1;
		table->parts = arena_new(fr->m.arena, struct form_part);
		read_part(fr, obj, table->parts);
		return;
	}
	reader_check_names(fr, obj, several, COUNT(several));
	bands = reader_member(fr, obj, "parts", JSON_ARRAY, REQUIRED);
	if (bands != NULL)
		read_bands(fr, bands, table);
}

struct form_table *parts_read(const struct form_reader *fr, const struct json *obj)
{
	struct form_table *table = arena_new(fr->m.arena, struct form_table);
	struct looks_reader lr = {&fr->m, LAYOUT_RULE};
	size_t faults = fr->m.findings->error_n;

	table->caption = reader_string(fr, obj, "caption", OPTIONAL);
	table->landscape = looks_read_orientation(&lr, obj);
	read_parts(fr, obj, table);
	for (size_t i = 0; i < table->part_n; i++) {
		table->parts[i].cell_first = table->cell_n;
		table->cell_n += table->parts[i].rows.leaf_n * table->parts[i].columns.leaf_n;
		if (table->cell_n > FORM_MAX_CELLS) {
			json_error(fr->m.findings, fr->m.source, obj, LAYOUT_RULE,
			           _("the table has more than %d cells"), FORM_MAX_CELLS);
			break;
		}
	}
	/* Of a table with faults the member names would only be a guess. */
	if (fr->m.findings->error_n == faults)
		table->slots = slots_build(fr, table, obj);
	return table;
}
