/* SPDX-License-Identifier: MIT */
#include "import/tables.h"

#include <string.h>

static void add(struct arena *a, struct term_list *list, const struct term *term, const char *text)
{
	if (text == NULL)
		return;
	list->terms = doc_grow(a, list->terms, list->n, &list->cap, sizeof(*list->terms));
	list->terms[list->n] = *term;
	list->terms[list->n++].wording = norm_text(a, text, list->continued);
}

static void add_nodes(struct arena *a, struct term_list *list, const struct form_node *node,
                      struct term term)
{
	term.node = node;
	add(a, list, &term, node->text);
	for (size_t i = 0; i < node->aliases.n; i++)
		add(a, list, &term, node->aliases.texts[i]);
	for (const struct form_node *c = node->first; c != NULL; c = c->next)
		add_nodes(a, list, c, term);
}

struct term_list terms_collect(struct arena *a, const struct form *form,
                               const struct form_table *table)
{
	struct term_list list = {.continued = &form->recognise.continued};

	for (size_t i = 0; i < table->part_n; i++) {
		const struct form_part *p = &table->parts[i];

		add(a, &list, &(struct term){.kind = TERM_TITLE, .part = i}, p->title);
		add(a, &list, &(struct term){.kind = TERM_CORNER, .part = i}, p->corner);
		add_nodes(a, &list, p->columns.root, (struct term){.kind = TERM_COLUMN, .part = i});
		add_nodes(a, &list, p->rows.root, (struct term){.kind = TERM_ROW, .part = i});
	}
	list.room = arena_array(a, struct hit, list.n);
	return list;
}

/* An earlier hit on the same node, by another of its wordings; or NULL. */
static struct hit *same_hit(struct hit *hits, size_t n, const struct term *term)
{
	for (size_t i = 0; i < n; i++) {
		const struct term *other = hits[i].term;

		if (other->kind == term->kind && other->part == term->part &&
		    other->node == term->node)
			return &hits[i];
	}
	return NULL;
}

struct hit_list terms_match(struct arena *a, const struct term_list *list, const char *text)
{
	struct norm_room room;
	struct norm wording = norm_in(&room, text, list->continued);
	struct hit *found = list->room;
	struct hit_list ret = {0};

	for (size_t i = 0; i < list->n; i++) {
		const struct term *term = &list->terms[i];
		int likeness = norm_likeness(&wording, &term->wording);
		struct hit *hit = likeness > 0 ? same_hit(found, ret.n, term) : NULL;

		if (likeness == 0)
			continue;
		if (hit == NULL) {
			hit = &found[ret.n++];
			*hit = (struct hit){term, 0};
		}
		if (likeness > hit->likeness)
			hit->likeness = likeness;
		if (likeness > ret.best[term->kind])
			ret.best[term->kind] = likeness;
	}
	ret.hits = arena_array(a, struct hit, ret.n);
	if (ret.n > 0)
		memcpy(ret.hits, found, ret.n * sizeof(*found));
	return ret;
}

int hits_likeness(const struct hit_list *hits, const struct form_node *node)
{
	for (size_t i = 0; i < hits->n; i++)
		if (hits->hits[i].term->node == node)
			return hits->hits[i].likeness;
	return 0;
}

int hits_title(const struct hit_list *hits, size_t part)
{
	for (size_t i = 0; i < hits->n; i++)
		if (hits->hits[i].term->kind == TERM_TITLE && hits->hits[i].term->part == part)
			return hits->hits[i].likeness;
	return 0;
}
