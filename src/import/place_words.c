/* SPDX-License-Identifier: MIT */
/*
 * place_words.c: says in words where a finding is, and what stands there. Files of office programs
 * have no lines that a person could look up.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "import/doc.h"

struct placed_text {
	const char *pointer, *text;
};

struct place_index {
	struct placed_text *items;
	size_t n;
};

static int compare(const void *a, const void *b)
{
	const struct placed_text *one = a, *other = b;

	return strcmp(one->pointer, other->pointer);
}

static void add(struct place_index *index, struct doc_place place, const char *text)
{
	if (place.pointer != NULL && text != NULL && text[0] != '\0')
		index->items[index->n++] = (struct placed_text){place.pointer, text};
}

static struct place_index make_index(const struct doc *d)
{
	struct place_index index = {0};
	size_t n = d->block_n;

	for (size_t i = 0; i < d->block_n; i++)
		n += d->blocks[i].kind == DOC_TABLE ? d->blocks[i].table->cell_n : 0;
	index.items = mem_alloc(mem_size_mul(n + 1, sizeof(*index.items)));
	for (size_t i = 0; i < d->block_n; i++) {
		const struct doc_table *t = d->blocks[i].table;

		if (d->blocks[i].kind == DOC_TEXT)
			add(&index, d->blocks[i].place, d->blocks[i].text);
		for (size_t k = 0; d->blocks[i].kind == DOC_TABLE && k < t->cell_n; k++)
			add(&index, t->cells[k].place, t->cells[k].text);
	}
	qsort(index.items, index.n, sizeof(*index.items), compare);
	return index;
}

/* The place in words, in the arena, or NULL: it is no place that people know. */
static const char *in_words(struct arena *a, const char *pointer)
{
	size_t one, row, cell;
	char ref[32], more;

	if (sscanf(pointer, "/table/%zu/row/%zu/cell/%zu%c", &one, &row, &cell, &more) == 3)
		return arena_printf(a, _("table %zu, row %zu, cell %zu"), one, row, cell);
	if (sscanf(pointer, "/table/%zu/row/%zu%c", &one, &row, &more) == 2)
		return arena_printf(a, _("table %zu, row %zu"), one, row);
	if (sscanf(pointer, "/table/%zu%c", &one, &more) == 1)
		return arena_printf(a, _("table %zu"), one);
	if (sscanf(pointer, "/paragraph/%zu%c", &one, &more) == 1)
		return arena_printf(a, _("paragraph %zu"), one);
	if (sscanf(pointer, "/sheet/%zu/%31[A-Z0-9]%c", &one, ref, &more) == 2)
		return arena_printf(a, _("sheet %zu, cell %s"), one, ref);
	if (sscanf(pointer, "/sheet/%zu%c", &one, &more) == 1)
		return arena_printf(a, _("sheet %zu"), one);
	return NULL;
}

static const char *text_at(const struct doc *d, const struct place_index *index,
                           const char *pointer)
{
	const struct placed_text wanted = {pointer, NULL};
	const struct placed_text *found =
	        bsearch(&wanted, index->items, index->n, sizeof(*index->items), compare);

	return found != NULL ? doc_excerpt(d, found->text) : NULL;
}

void doc_tell_places(const struct doc *d)
{
	struct place_index index = make_index(d);
	struct arena *a = &d->findings->arena;

	for (struct diag *f = d->findings->first; f != NULL; f = f->next) {
		bool here = f->place.source == d->source && f->place.pointer != NULL;
		const char *words = here ? in_words(a, f->place.pointer) : NULL, *near;

		if (words == NULL)
			continue;
		near = text_at(d, &index, f->place.pointer);
		if (near != NULL && strstr(f->message, near) == NULL)
			f->message = arena_printf(a, _("%s (%s “%s”)"), f->message, words, near);
		else
			f->message = arena_printf(a, _("%s (%s)"), f->message, words);
	}
	free(index.items);
}
