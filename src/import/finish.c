/* SPDX-License-Identifier: MIT */
/* finish.c: turns a draft into a report, which report/ writes as JSON. */
#include <string.h>

#include "base/tr.h"
#include "import/draft.h"

/* For the writer, which only needs to know that there is a node, and its kind. */
static const struct json there = {.kind = JSON_OBJECT, .text = ""};
static const struct json as_text = {.kind = JSON_STRING, .text = ""};

static void put_text(struct prose *to, const struct draft_item *item, enum block_kind kind)
{
	struct block *b = &to->blocks[to->block_n++];

	b->kind = kind;
	b->text = item->text;
	b->len = strlen(b->text);
	b->level = prose_heading_level(b->text, b->len);
}

static struct report_item *add_item(struct report_list *list, struct report_item *item,
                                    const struct draft_list_item *li)
{
	if (list->n++ == 0) {
		list->items = item;
		list->ordered = li->ordered;
	}
	item->text = (struct report_line){li->text, strlen(li->text), NULL};
	return item;
}

/* Reports what a list loses: levels beyond the second; letters and the like, once for each list. */
static void tell_changed_item(const struct draft *dr, const struct draft_item *item,
                              const struct draft_list_item *li, bool first)
{
	if (li->deeper)
		doc_tell_warning(dr->doc, item->block->place,
		                 _("a list has at most two levels; this item is moved to the "
		                   "second: %s"),
		                 doc_excerpt(dr->doc, item->text));
	else if (first && li->ordered && strpbrk(li->label, "0123456789") == NULL)
		doc_tell_warning(dr->doc, item->block->place,
		                 _("the items of this list, “%s” and so on, are numbered as the "
		                   "layout prints it: %s"),
		                 li->label, doc_excerpt(dr->doc, item->text));
}

/* Turns items [first, end) of a draft, which are one list, into a block. */
static void put_list(const struct draft *dr, struct prose *to, const struct draft_prose *p,
                     size_t first, size_t end)
{
	struct block *b = &to->blocks[to->block_n++];
	size_t n = end - first;
	struct report_item *outer = arena_array(dr->doc->arena, struct report_item, n);
	struct report_item *inner = arena_array(dr->doc->arena, struct report_item, n);
	struct report_item *last = NULL;

	b->kind = BLOCK_LIST;
	for (size_t i = first; i < end; i++) {
		struct draft_list_item li = draft_list_item(dr->doc->arena, p, first, i);
		bool within = li.level > 0 && last != NULL;
		struct report_list *list = within ? &last->list : &b->list;

		tell_changed_item(dr, &p->items[i], &li, list->n == 0);
		if (within)
			add_item(list, inner++, &li);
		else
			last = add_item(list, outer++, &li);
	}
}

static void put_table(const struct draft *dr, struct prose *to, const struct draft_item *item)
{
	struct report_table *table = arena_new(dr->doc->arena, struct report_table);

	table->at = draft_own_table(dr, item);
	to->blocks[to->block_n++] = (struct block){.kind = BLOCK_TABLE, .table = table};
}

static struct prose finish_prose(const struct draft *dr, const struct draft_prose *p)
{
	struct prose prose = {arena_array(dr->doc->arena, struct block, p->n), 0};
	const size_t *links = draft_list_links(dr->doc->arena, p);

	for (size_t i = 0; i < p->n;) {
		const struct draft_item *item = &p->items[i];
		size_t end = draft_list_end(p, links, i);

		if (item->table != NULL)
			put_table(dr, &prose, item);
		else if (end > i)
			put_list(dr, &prose, p, i, end);
		else
			put_text(&prose, item, item->heading ? BLOCK_HEADING : BLOCK_PARAGRAPH);
		i = end > i ? end : i + 1;
	}
	return prose;
}

/* A whole number short enough that every JSON reader keeps all of its digits. */
static bool is_plain(const char *s)
{
	enum { EXACT_DIGITS = 15 };
	size_t n;

	s += *s == '-';
	n = strspn(s, "0123456789");
	return s[n] == '\0' && n <= EXACT_DIGITS && (s[0] != '0' || n == 1);
}

static struct cell finish_cell(const struct draft_cell *from)
{
	struct cell cell = {.text = from->text != NULL ? from->text : ""};

	switch (from->state) {
	case DRAFT_ABSENT:
		cell.state = CELL_ABSENT;
		break;
	case DRAFT_NULL:
		cell.state = CELL_NULL;
		break;
	case DRAFT_SLASH:
		cell.state = CELL_SLASH;
		break;
	case DRAFT_NUMBER:
		cell.state = CELL_NUMBER;
		cell.at = is_plain(cell.text) ? NULL : &as_text;
		break;
	}
	return cell;
}

static bool has_content(const struct draft_section *s)
{
	return s->found || s->table_found || s->prose.n > 0 || s->organ != NULL ||
	       s->date.year != 0 || s->item_n > 0;
}

static struct section finish_section(const struct draft *dr, const struct draft_section *from)
{
	struct arena *a = dr->doc->arena;
	struct section s = {.form = from->form, .date = from->date};

	s.prose = finish_prose(dr, &from->prose);
	s.before = finish_prose(dr, &from->before);
	s.after = finish_prose(dr, &from->after);
	if (from->form->required || has_content(from))
		s.at = &there;
	if (from->organ != NULL) {
		s.organs.lines = arena_new(a, struct report_line);
		s.organs.lines[s.organs.n++] =
		        (struct report_line){from->organ, strlen(from->organ), NULL};
	}
	s.items.lines = arena_array(a, struct report_line, from->item_n);
	for (; s.items.n < from->item_n; s.items.n++)
		s.items.lines[s.items.n] = (struct report_line){
		        from->items[s.items.n], strlen(from->items[s.items.n]), NULL};
	if (from->cells == NULL)
		return s;
	s.remarks.unit = from->remarks.unit;
	s.remarks.notes.lines = arena_array(a, struct report_line, from->remarks.note_n);
	for (size_t *n = &s.remarks.notes.n; *n < from->remarks.note_n; ++*n)
		s.remarks.notes.lines[*n] = (struct report_line){
		        from->remarks.notes[*n], strlen(from->remarks.notes[*n]), NULL};
	s.cells = arena_array(a, struct cell, from->form->table->cell_n);
	for (size_t i = 0; i < from->form->table->cell_n; i++)
		s.cells[i] = finish_cell(&from->cells[i]);
	return s;
}

void draft_list_figures(const struct draft *dr, struct import_figures *ret)
{
	struct arena *a = dr->doc->arena;
	const struct report *empty = report_new(a, dr->form);
	size_t n = 0;

	for (size_t i = 0; i < dr->form->section_n; i++)
		n += dr->form->sections[i].body == FORM_TABLE ? dr->form->sections[i].table->cell_n
		                                              : 0;
	*ret = (struct import_figures){.items = arena_array(a, struct import_figure, n)};
	for (size_t i = 0; i < dr->form->section_n; i++) {
		const struct draft_section *s = &dr->sections[i];

		for (size_t k = 0; s->cells != NULL && k < s->form->table->cell_n; k++) {
			const struct draft_cell *c = &s->cells[k];

			if (c->state != DRAFT_NUMBER && c->state != DRAFT_SLASH)
				continue;
			ret->items[ret->n++] = (struct import_figure){
			        .pointer = empty->sections[i].cells[k].pointer,
			        .value = c->state == DRAFT_SLASH ? "/" : c->text,
			        .text = c->seen,
			        .place = {.source = dr->doc->source,
			                  .off = c->place.off,
			                  .pointer = c->place.pointer},
			        .found = c->found};
		}
	}
}

void draft_write(struct buf *b, const struct draft *dr)
{
	struct arena *a = dr->doc->arena;
	struct report r = {.form = dr->form, .root = &there, .title = dr->title};

	r.organ = dr->organ;
	r.year = dr->year;
	r.date = dr->date;
	r.sections = arena_array(a, struct section, dr->form->section_n);
	for (size_t i = 0; i < dr->form->section_n; i++)
		r.sections[i] = finish_section(dr, &dr->sections[i]);
	report_write_json(b, &r);
}
