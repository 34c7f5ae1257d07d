/* SPDX-License-Identifier: MIT */
/*
 * draft_list.c: decides which list items of a document become a list in the report. Sub-headings
 * often have automatic numbers too and must not become items: a numbered item followed by text is a
 * heading, one among other items is part of a list.
 */
#include <stdlib.h>
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
	return -1;
}

/* ---- the next item of the same list and level ---- */

struct link {
	size_t list;
	int level;
	size_t at;
};

static int compare_links(const void *a, const void *b)
{
	const struct link *x = a, *y = b;

	if (x->list != y->list)
		return x->list < y->list ? -1 : 1;
	if (x->level != y->level)
		return x->level < y->level ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

const size_t *draft_list_links(struct arena *a, const struct draft_prose *p)
{
	struct link *links = arena_array(a, struct link, p->n);
	size_t *next = arena_array(a, size_t, p->n), n = 0;

	for (size_t i = 0; i < p->n; i++)
		if (item_of(p, i)->list != 0)
			links[n++] = (struct link){item_of(p, i)->list, item_of(p, i)->level, i};
	if (n > 0)
		qsort(links, n, sizeof(*links), compare_links);
	for (size_t i = 0; i + 1 < n; i++)
		if (links[i].list == links[i + 1].list && links[i].level == links[i + 1].level)
			next[links[i].at] = links[i + 1].at;
	return next;
}

/* ---- where a list ends ---- */

/* The items of one level that were found so far. */
struct run {
	size_t n, last;
	bool ordered;
};

/*
 * Adds an item if it has the kind of those before it, and the next number: lists of a report start
 * at 1.
 */
static bool run_add(struct run *run, const struct draft_prose *p, size_t i)
{
	const struct doc_item *it = item_of(p, i);

	if (run->n > 0 && it->ordered != run->ordered)
		return false;
	if (it->ordered && it->number != (long)run->n + 1)
		return false;
	run->ordered = it->ordered;
	run->last = i;
	run->n++;
	return true;
}

/* Its numbers continue after other text, so they number parts of the text, not items. */
static bool goes_on(const struct draft_prose *p, const size_t *links, const struct run *run)
{
	size_t next = links[run->last];

	return next != 0 && item_of(p, next)->ordered &&
	       item_of(p, next)->number == (long)run->n + 1;
}

size_t draft_list_end(const struct draft_prose *p, const size_t *links, size_t first)
{
	const struct doc_item *head = item_of(p, first);
	struct run outer = {0}, inner = {0};
	size_t i;

	for (i = first; i < p->n && may_be_listed(p, i); i++) {
		const struct doc_item *it = item_of(p, i);
		int depth = depth_below(head, it);

		if (depth < 0 || (depth == 0 && !run_add(&outer, p, i)) ||
		    (depth == 1 && !run_add(&inner, p, i)))
			break;
		if (depth == 0)
			inner = (struct run){0};
		else if (inner.n == 0) /* deeper ones keep their labels: bullets */
			inner.n = 1;
	}
	if (head->ordered && (outer.n < 2 || goes_on(p, links, &outer)))
		return first;
	return i;
}

struct draft_list_item draft_list_item(struct arena *a, const struct draft_prose *p, size_t first,
                                       size_t i)
{
	const struct doc_item *it = item_of(p, i);
	int depth = depth_below(item_of(p, first), it);
	struct draft_list_item ret = {.text = p->items[i].text};

	ret.label = arena_strndup(a, ret.text, it->label_n);
	ret.level = depth > 0;
	ret.deeper = depth > 1;
	ret.ordered = it->ordered && !ret.deeper;
	if (!ret.deeper)
		ret.text += it->label_n;
	return ret;
}
