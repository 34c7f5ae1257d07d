/* SPDX-License-Identifier: MIT */
/* prose.c: paragraphs and sub-headings, and the level a sub-heading's numbering gives it. */
#include "base/mem.h"
#include "base/tr.h"
#include "report/numbering.h"
#include "report/report_reader.h"

enum { LEVEL_DEFAULT = 2 };

int prose_heading_level(const char *s, size_t n)
{
	int level = numbering_level(s, n);

	return level > 0 ? level : LEVEL_DEFAULT;
}

static int read_level(const struct report_reader *rd, const struct json *at)
{
	int level = LEVEL_DEFAULT;

	if (!reader_whole_number(at, 1, REPORT_MAX_LEVEL, &level))
		json_error(rd->m.findings, rd->m.source, at, "TYPE",
		           _("a level is a whole number from 1 to %d"), REPORT_MAX_LEVEL);
	return level;
}

static void read_table(const struct report_reader *rd, const struct json *obj, struct prose *prose)
{
	const struct json *at = json_lookup(obj, "table");
	struct member_names known = {0};
	const struct report_table *table;

	member_names_add(rd->m.arena, &known, "table");
	member_check_names(&rd->m, obj, &known);
	table = report_table_read(rd, at);
	if (table != NULL)
		prose->blocks[prose->block_n++] =
		        (struct block){.kind = BLOCK_TABLE, .at = at, .table = table};
}

static void read_heading(const struct report_reader *rd, const struct json *obj,
                         struct prose *prose)
{
	struct member_names known = {0};
	const struct json *at = json_lookup(obj, "heading"), *level = json_lookup(obj, "level");
	const struct json *rest = json_lookup(obj, "text");
	const char *text = reader_text(rd, at);
	struct block *b = &prose->blocks[prose->block_n];

	member_names_add(rd->m.arena, &known, "heading");
	member_names_add(rd->m.arena, &known, "level");
	member_names_add(rd->m.arena, &known, "text");
	member_names_add(rd->m.arena, &known, "table");
	member_check_names(&rd->m, obj, &known);
	if (at == NULL)
		reader_missing(rd, obj, "heading");
	*b = (struct block){.kind = BLOCK_HEADING, .at = at, .text = text};
	if (text != NULL) {
		b->len = at->len;
		b->level = prose_heading_level(text, at->len);
		prose->block_n++;
	}
	b->rest = reader_text(rd, rest);
	if (b->rest != NULL) {
		b->rest_len = rest->len;
		b->rest_at = rest;
	}
	if (level != NULL)
		b->level = read_level(rd, level);
}

static void read_paragraph(const struct report_reader *rd, const struct json *at,
                           struct prose *prose)
{
	const char *text = reader_text(rd, at);

	if (text != NULL)
		prose->blocks[prose->block_n++] = (struct block){
		        .kind = BLOCK_PARAGRAPH, .text = text, .len = at->len, .at = at};
}

static const struct report_list *read_items(const struct report_reader *rd, const struct json *obj)
{
	const struct json *array = json_lookup(obj, "list");
	const struct json *ordered = json_lookup(obj, "ordered");
	struct report_list *list = arena_new(rd->m.arena, struct report_list);
	struct report_item *items = arena_array(rd->m.arena, struct report_item, array->count);
	for (const struct json *at = array->first; at != NULL; at = at->next) {
		const struct json *text = at->kind == JSON_STRING ? at : json_lookup(at, "text");
		items[list->n].text = (struct report_line){text->text, text->len, text};
		if (at->kind == JSON_OBJECT && json_lookup(at, "list"))
			items[list->n].list = read_items(rd, at);
		list->n++;
	}
	list->items = items;
	list->ordered = ordered && ordered->truth;
	return list;
}

struct prose prose_read(const struct report_reader *rd, const struct json *array)
{
	struct prose prose = {0};

	if (array == NULL)
		return prose;
	if (array->kind != JSON_ARRAY) {
		reader_wrong_kind(rd, array, _("an array of paragraphs"));
		return prose;
	}
	prose.blocks = arena_array(rd->m.arena, struct block, array->count);
	for (const struct json *at = array->first; at != NULL; at = at->next) {
		if (at->kind == JSON_STRING)
			read_paragraph(rd, at, &prose);
		else if (json_lookup(at, "list") != NULL)
			prose.blocks[prose.block_n++] = (struct block){.kind = BLOCK_LIST, .at = at, .list = read_items(rd, at)};
		else if (json_lookup(at, "table") != NULL)
			read_table(rd, at, &prose);
		else if (at->kind == JSON_OBJECT)
			read_heading(rd, at, &prose);
		else
			reader_wrong_kind(rd, at,
			                  _("a paragraph or an object with “heading” or “table”"));
	}
	return prose;
}
