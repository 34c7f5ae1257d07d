/* SPDX-License-Identifier: MIT */
/* prose.c: reads paragraphs and other blocks, and headings' levels from their numbers. */
#include "base/tr.h"
#include "report/numbering.h"
#include "report/report_reader.h"

enum { LEVEL_DEFAULT = 2 };

_Static_assert(sizeof(struct block) <= 64, "what most blocks lack is in their block_more");

int prose_heading_level(const char *s, size_t n)
{
	int level = numbering_level(s, n);

	return level > 0 ? level : LEVEL_DEFAULT;
}

#define AT(field) MEMBER_AT(struct block, field)

static const struct member heading_members[] = {
        {"heading", MEMBER_LINE, .required = MEMBER_ALWAYS, .max = REPORT_MAX_LINE, .to = AT(text),
         .at = AT(at)},
        {"text", MEMBER_TEXT, .to = MEMBER_AT(struct block_draft, more.rest.text),
         .at = MEMBER_AT(struct block_draft, more.rest.at),
         .title = N_("Text that follows it on the same line")},
        {"level", MEMBER_WHOLE, .min = 1, .max = REPORT_MAX_LEVEL, .to = AT(level)},
        NOTED_MEMBER(struct block_draft, more.notes),
};
static const struct object heading_object = {
        .name = "heading",
        .title = N_("A sub-heading; its number determines its level unless “level” is given"),
        OBJECT_MEMBERS(heading_members)};

static bool finish_heading(const struct object_reader *rr, struct block_draft *d)
{
	struct block *b = &d->block;
	struct noted_text texts[2] = {{.line = {b->text, 0, b->at}}, {.line = d->more.rest}};

	if (b->text == NULL)
		return false;
	texts[0].line.len = b->at->len;
	if (d->more.rest.text != NULL)
		texts[1].line.len = d->more.rest.at->len;
	else
		texts[1] = (struct noted_text){0};
	noted_take(rr, &d->more.notes, texts, d->more.rest.text != NULL ? 2 : 1);
	b->text = texts[0].line.text;
	b->len = texts[0].line.len;
	b->at = texts[0].line.at;
	d->more.marks = texts[0].marks;
	d->more.rest = texts[1].line;
	d->more.rest_marks = texts[1].marks;
	if (b->level == 0)
		b->level = prose_heading_level(b->text, b->len);
	return true;
}

static const struct member table_block_members[] = {
        {"table", MEMBER_OBJECT, .required = MEMBER_ALWAYS, .to = AT(table), .at = AT(at),
         .object = &own_table_object, .read = own_table_read},
};
static const struct object table_block_object = {.name = "tableBlock",
                                                 .title = N_("A table of the report's own"),
                                                 OBJECT_MEMBERS(table_block_members)};

static bool finish_table(const struct object_reader *rr, struct block_draft *d)
{
	(void)rr;
	return d->block.table != NULL;
}

#undef AT

static bool finish_list(const struct object_reader *rr, struct block_draft *d)
{
	(void)rr;
	return d->block.list.n > 0;
}

/*
 * The kinds of blocks that are objects. The first member of each identifies it; if an object has
 * several of these keys, the last kind in this table counts.
 */
static const struct block_type {
	enum block_kind kind;
	const struct object *object;
	/* false: the block cannot be used */
	bool (*finish)(const struct object_reader *rr, struct block_draft *d);
} block_types[] = {
        {BLOCK_NOTED, &noted_object, noted_finish},
        {BLOCK_HEADING, &heading_object, finish_heading},
        {BLOCK_LIST, &list_object, finish_list},
        {BLOCK_TABLE, &table_block_object, finish_table},
        {BLOCK_PICTURE, &picture_block_object, picture_finish},
        {BLOCK_CHART, &chart_block_object, chart_finish},
};

const struct object *prose_block_object(size_t i)
{
	return i < COUNT(block_types) ? block_types[i].object : NULL;
}

static const char *lead_of(const struct block_type *type)
{
	return type->object->members[0].key;
}

static void tell_wrong_block(const struct object_reader *rr, const struct json *at)
{
	const char *leads[COUNT(block_types)];

	if (diag_is_full(rr->findings, DIAG_ERROR, rr->rules->type)) {
		object_wrong_kind(rr, at, "");
		return;
	}
	for (size_t i = 0; i < COUNT(block_types); i++)
		leads[i] = lead_of(&block_types[i]);
	object_wrong_kind(rr, at,
	                  arena_printf(rr->arena, _("a paragraph or an object with %s"),
	                               object_alternatives(rr->arena, leads, COUNT(leads))));
}

/* The kind of an object; NULL if it has none of the keys. */
static const struct block_type *find_type(const struct json *obj)
{
	const struct block_type *found = NULL;

	for (size_t i = 0; i < COUNT(block_types); i++)
		if (json_lookup(obj, lead_of(&block_types[i])) != NULL)
			found = &block_types[i];
	return found;
}

/*
 * An object without such a key. The keys of all kinds of blocks count as known, so that the right
 * one is suggested if one is misspelt; if none is, the finding is that it is no block.
 */
static void tell_wrong_keys(const struct object_reader *rr, const struct json *obj)
{
	struct member_names known = {0};
	size_t before = rr->findings->error_n;

	for (size_t i = 0; i < COUNT(block_types); i++)
		object_add_names(rr, block_types[i].object, obj, &known);
	object_check_names(rr, obj, &known);
	if (rr->findings->error_n == before)
		tell_wrong_block(rr, obj);
}

static bool read_object(const struct object_reader *rr, const struct block_type *type,
                        const struct json *at, struct block *b)
{
	struct block_draft d = {.block.kind = type->kind};
	struct block_more *more;

	object_read(rr, type->object, at, &d);
	if (!type->finish(rr, &d))
		return false;
	*b = d.block;
	if (d.more.rest.text == NULL && d.more.notes.n == 0)
		return true;
	more = arena_new(rr->arena, struct block_more);
	*more = d.more;
	b->more = more;
	return true;
}

/* Reads one into *b; false if it cannot be used. */
static bool read_block(const struct object_reader *rr, const struct json *at, struct block *b)
{
	const struct block_type *type = find_type(at);

	if (at->kind == JSON_STRING) {
		*b = (struct block){.kind = BLOCK_PARAGRAPH, .len = at->len, .at = at};
		b->text = object_text(rr, at, 0);
		return b->text != NULL;
	}
	if (type == NULL) {
		if (at->kind == JSON_OBJECT)
			tell_wrong_keys(rr, at);
		else
			tell_wrong_block(rr, at);
		return false;
	}
	return read_object(rr, type, at, b);
}

struct prose prose_read(const struct report_reader *rd, const struct json *array)
{
	struct prose prose = {0};
	size_t usable = 0;

	if (array == NULL)
		return prose;
	if (array->kind != JSON_ARRAY) {
		object_wrong_kind(&rd->m, array, _("an array of paragraphs"));
		return prose;
	}
	for (const struct json *at = array->first; at != NULL; at = at->next)
		usable += at->kind == JSON_STRING || at->kind == JSON_OBJECT;
	/* And one in which the others, of no kind that is a block, are refused. */
	prose.blocks = arena_array(rd->m.arena, struct block, usable + 1);
	for (const struct json *at = array->first; at != NULL; at = at->next)
		prose.block_n += read_block(&rd->m, at, &prose.blocks[prose.block_n]);
	return prose;
}
