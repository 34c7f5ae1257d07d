/* SPDX-License-Identifier: MIT */
/*
 * draft_list.c: decides which list items of a document become a list in the report. Sub-headings
 * often have automatic numbers too and must not become items: a numbered item followed by text is a
 * heading, one among other items is part of a list.
 */
#include <string.h>

#include "base/utf8.h"
#include "import/draft.h"
#include "report/numbering.h"

enum {
	LIST_ITEM_MAX = 100,   /* code points of an item with a number that headings have too */
	HEADING_LEVEL_MIN = 1, /* 一、 of GB/T 9704-2012, 7.3.3 … */
	DECIMAL_LEVEL = 3,     /* … and 1. */
	INDENT_LEAST = 100     /* twips by which an inner list is indented further */
};

static const struct doc_item *item_of(const struct draft_prose *p, size_t i)
{
	return &p->items[i].block->item;
}

static int heading_level(const struct draft_item *item)
{
	return item->block->item.ordered ? numbering_level(item->text, strlen(item->text)) : 0;
}

/* Judged by its label alone: a bullet, a letter, or a plain 1. before a short text. */
static bool may_be_listed(const struct draft_prose *p, size_t i)
{
	const struct draft_item *item = &p->items[i];
	const struct doc_item *it = item_of(p, i);
	int level = heading_level(item);

	if (it->list == 0 || item->block->heading || (it->ordered && !it->plain))
		return false;
	if (level == 0)
		return true;
	return level == DECIMAL_LEVEL &&
	       utf8_count(item->text, strlen(item->text)) <= LIST_ITEM_MAX;
}

/* How much deeper an item is than the first of the list. */
static int depth_below(const struct doc_item *first, const struct doc_item *it)
{
	if (it->list == first->list)
		return it->level - first->level;
	/* Word's styles for inner lists are lists of their own, further in. */
	if (it->indent >= first->indent + INDENT_LEAST || it->level > first->level)
		return it->level > first->level ? it->level - first->level : 1;
	return it->list == first->list ? 0 : -1;
}

/* The numbers continue after other text, so they number parts of the text, not items. */
static bool goes_on(const struct draft_prose *p, size_t end, const struct doc_item *first,
                    long number)
{
	for (size_t i = end; i < p->n; i++) {
		const struct doc_item *it = item_of(p, i);

		if (it->list == first->list && it->level == first->level)
			return it->ordered && it->number == number;
	}
	return false;
}

size_t draft_list_end(const struct draft_prose *p, size_t first)
{
	const struct doc_item *head = item_of(p, first);
	size_t i, count = 0, inner = 0;

	if (!may_be_listed(p, first))
		return first;
	for (i = first; i < p->n && may_be_listed(p, i); i++) {
		const struct doc_item *it = item_of(p, i);
		int depth = depth_below(head, it);

		if (depth < 0 || (depth == 0 && it->ordered != head->ordered))
			break;
		if (depth == 0)
			inner = 0;
		/* Lists of a report start at 1, inner ones too. */
		if (it->ordered && depth == 0 && it->number != (long)++count)
			break;
		if (it->ordered && depth == 1 && it->number != (long)++inner)
			break;
	}
	if (head->ordered && (count < 2 || goes_on(p, i, head, (long)count + 1)))
		return first;
	return i;
}

struct draft_list_item draft_list_item(struct arena *a, const struct draft_prose *p, size_t first,
                                       size_t i)
{
	const struct doc_item *it = item_of(p, i);
	int depth = depth_below(item_of(p, first), it);
	struct draft_list_item ret = {.text = p->items[i].text, .ordered = it->ordered};

	ret.label = arena_strndup(a, ret.text, it->label_n);
	ret.level = depth > 0;
	ret.deeper = depth > 1;
	if (!ret.deeper)
		ret.text += it->label_n;
	return ret;
}
