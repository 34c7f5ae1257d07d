/* SPDX-License-Identifier: MIT */
/* list.c: reads lists in a report's prose, at most two levels deep. */
#include "base/tr.h"
#include "report/report_reader.h"

#define AT(field) MEMBER_AT(struct report_item, field)

static void read_inner(const struct object_reader *rr, const struct json *array, void *list);

/* There is no third level. */
static const struct member inner_members[] = {
        {"text", MEMBER_TEXT, .required = MEMBER_ALWAYS, .to = AT(text.text), .at = AT(text.at)},
        NOTED_MEMBER(struct report_item, notes),
};
static const struct object inner_object = {.name = "listInnerItem",
                                           .title = N_("An item with footnotes"),
                                           OBJECT_MEMBERS(inner_members)};

static const struct member item_members[] = {
        {"text", MEMBER_TEXT, .required = MEMBER_ALWAYS, .to = AT(text.text), .at = AT(text.at)},
        NOTED_MEMBER(struct report_item, notes),
        {"list", MEMBER_ARRAY, .min = 1, .to = AT(list), .read = read_inner, .definition = "text",
         .object = &inner_object, .either = true, .title = N_("A list inside the item")},
        {"ordered", MEMBER_FLAG, .only = MEMBER_WITH, .to = AT(list.ordered),
         .refuse = N_("“ordered” needs a “list”"),
         .title = N_("true: the items of that list are numbered")},
};
static const struct object item_object = {
        .name = "listItem",
        .title = N_("An item with a list of its own, or with footnotes"),
        OBJECT_MEMBERS(item_members),
        .split = "list",
};

#undef AT

static void tell_wrong_item(const struct object_reader *rr, const struct json *at, int level)
{
	object_wrong_kind(rr, at,
	                  level < REPORT_LIST_LEVELS
	                          ? _("a text or an object with “text” and “list” or “notes”")
	                          : _("a text (lists have two levels at most)"));
}

/* Reads one into *item; false if it cannot be used. */
static bool read_item(const struct object_reader *rr, const struct json *at, int level,
                      struct report_item *item)
{
	bool outer = level < REPORT_LIST_LEVELS;
	struct noted_text text = {0};

	*item = (struct report_item){0}; /* a faulty one may have been here */
	if (at->kind == JSON_OBJECT && (outer || json_lookup(at, "list") == NULL))
		object_read(rr, outer ? &item_object : &inner_object, at, item);
	else if (at->kind == JSON_STRING)
		item->text = (struct report_line){object_text(rr, at, 0), 0, at};
	else
		tell_wrong_item(rr, at, level);
	if (item->text.text == NULL)
		return false;
	item->text.len = item->text.at->len;
	text.line = item->text;
	noted_take(rr, &item->notes, &text, 1);
	item->text = text.line;
	item->marks = text.marks;
	return true;
}

static void read_items(const struct object_reader *rr, const struct json *array, int level,
                       struct report_list *list)
{
	struct report_item *items = arena_array(rr->arena, struct report_item, array->count);

	list->items = items;
	for (const struct json *at = array->first; at != NULL; at = at->next)
		list->n += read_item(rr, at, level, &items[list->n]);
}

static void read_inner(const struct object_reader *rr, const struct json *array, void *list)
{
	read_items(rr, array, 2, list);
}

static void read_outer(const struct object_reader *rr, const struct json *array, void *list)
{
	read_items(rr, array, 1, list);
}

static const struct member list_members[] = {
        {"list", MEMBER_ARRAY, .required = MEMBER_ALWAYS, .min = 1,
         .to = MEMBER_AT(struct block, list), .at = MEMBER_AT(struct block, at), .read = read_outer,
         .definition = "text", .object = &item_object, .either = true},
        {"ordered", MEMBER_FLAG, .to = MEMBER_AT(struct block, list.ordered),
         .title = N_("true: its items are numbered")},
};
const struct object list_object = {
        .name = "list", .title = N_("A list, bulleted or numbered"), OBJECT_MEMBERS(list_members)};
