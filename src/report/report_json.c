/* SPDX-License-Identifier: MIT */
/* report_json.c: writes a report as JSON text that report_read can read back. */
#include <stdio.h>
#include <string.h>

#include "json/emit.h"
#include "report/report_reader.h"

enum { NAMED_MAX = 3 }; /* rows with at most this many columns are objects with keys */

static void put_text(struct json_emit *e, const char *key, const char *text)
{
	if (text != NULL)
		json_emit_text(e, key, text);
}

static void put_date(struct json_emit *e, const char *key, const struct date *d)
{
	char text[48];

	if (d->year == 0)
		return;
	snprintf(text, sizeof(text), "%04d-%02d-%02d", d->year, d->month, d->day);
	put_text(e, key, text);
}

static void put_revision(struct json_emit *e, const struct revision *rev)
{
	json_emit_open(e, "revision", JSON_OBJECT, JSON_ONE_LINE);
	if (rev->number != 0)
		json_emit_whole(e, "number", rev->number);
	put_date(e, "date", &rev->date);
	put_text(e, "reason", rev->reason);
	json_emit_close(e, JSON_OBJECT);
}

/* A text, in which the marks go back to where they were typed. */
static void put_marked(struct json_emit *e, const char *key, const struct report_line *line,
                       const struct report_marks *marks)
{
	struct buf text = {0};
	size_t from = 0;

	for (size_t i = 0; i < marks->n; i++) {
		const struct report_mark *m = &marks->list[i];

		buf_put(&text, line->text + from, m->off - from);
		buf_putf(&text, "[^%zu]", m->note + 1);
		from = m->off;
	}
	buf_put(&text, line->text + from, line->len - from);
	json_emit_string(e, key, text.p != NULL ? text.p : "", text.n);
	buf_release(&text);
}

static void put_notes(struct json_emit *e, const struct report_lines *notes)
{
	if (notes->n == 0)
		return;
	json_emit_open(e, "notes", JSON_ARRAY, JSON_LINES);
	for (size_t i = 0; i < notes->n; i++)
		json_emit_string(e, NULL, notes->lines[i].text, notes->lines[i].len);
	json_emit_close(e, JSON_ARRAY);
}

static void put_heading(struct json_emit *e, const struct block *block)
{
	const struct block_more *more = block_more(block);

	json_emit_open(e, NULL, JSON_OBJECT, more->notes.n > 0 ? JSON_LINES : JSON_ONE_LINE);
	put_marked(e, "heading", &(struct report_line){block->text, block->len, block->at},
	           &more->marks);
	if (block->level != prose_heading_level(block->text, block->len))
		json_emit_whole(e, "level", block->level);
	if (more->rest.text != NULL)
		put_marked(e, "text", &more->rest, &more->rest_marks);
	put_notes(e, &more->notes);
	json_emit_close(e, JSON_OBJECT);
}

static void put_noted(struct json_emit *e, const struct block *block)
{
	const struct block_more *more = block_more(block);

	json_emit_open(e, NULL, JSON_OBJECT, JSON_LINES);
	put_marked(e, "text", &(struct report_line){block->text, block->len, block->at},
	           &more->marks);
	put_notes(e, &more->notes);
	json_emit_close(e, JSON_OBJECT);
}

/* Writes the members of a list into an open object. */
static void put_list(struct json_emit *e, const struct report_list *list)
{
	json_emit_open(e, "list", JSON_ARRAY, JSON_LINES);
	for (size_t i = 0; i < list->n; i++) {
		const struct report_item *item = &list->items[i];

		if (item->list.n == 0 && item->notes.n == 0) {
			json_emit_string(e, NULL, item->text.text, item->text.len);
			continue;
		}
		json_emit_open(e, NULL, JSON_OBJECT, JSON_LINES);
		put_marked(e, "text", &item->text, &item->marks);
		put_notes(e, &item->notes);
		if (item->list.n > 0)
			put_list(e, &item->list);
		json_emit_close(e, JSON_OBJECT);
	}
	json_emit_close(e, JSON_ARRAY);
	if (list->ordered)
		json_emit_raw(e, "ordered", "true");
}

static void put_prose(struct json_emit *e, const char *key, const struct prose *prose)
{
	json_emit_open(e, key, JSON_ARRAY, JSON_LINES);
	for (size_t i = 0; i < prose->block_n; i++) {
		const struct block *block = &prose->blocks[i];

		switch (block->kind) {
		case BLOCK_PARAGRAPH:
			json_emit_string(e, NULL, block->text, block->len);
			break;
		case BLOCK_NOTED:
			put_noted(e, block);
			break;
		case BLOCK_HEADING:
			put_heading(e, block);
			break;
		case BLOCK_LIST:
			json_emit_open(e, NULL, JSON_OBJECT, JSON_LINES);
			put_list(e, &block->list);
			json_emit_close(e, JSON_OBJECT);
			break;
		case BLOCK_TABLE:
			json_emit_open(e, NULL, JSON_OBJECT, JSON_LINES);
			json_emit_node(e, "table", block->table->at);
			json_emit_close(e, JSON_OBJECT);
			break;
		case BLOCK_PICTURE:
			json_emit_open(e, NULL, JSON_OBJECT, JSON_LINES);
			json_emit_node(e, "picture", block->picture->at);
			json_emit_close(e, JSON_OBJECT);
			break;
		case BLOCK_CHART:
			json_emit_open(e, NULL, JSON_OBJECT, JSON_LINES);
			json_emit_node(e, "chart", block->chart->at);
			json_emit_close(e, JSON_OBJECT);
			break;
		}
	}
	json_emit_close(e, JSON_ARRAY);
}

/*
 * A figure that was read is written as it was: as a number or as a string. Others become numbers,
 * or strings if they have decimals, which other programs would turn into binary fractions.
 */
static void put_cell(struct json_emit *e, const char *key, const struct cell *c)
{
	bool text = c->state == CELL_SLASH || c->state == CELL_TEXT;

	if (c->state == CELL_NUMBER) {
		bool own = c->at != NULL && !c->computed;

		text = own ? c->at->kind == JSON_STRING : strchr(c->text, '.') != NULL;
	}
	if (text)
		put_text(e, key, c->text);
	else
		json_emit_raw(e, key, c->state == CELL_NUMBER ? c->text : "null");
}

/* Whether the report has any cell at or under the slot. */
static bool has_cells(const struct section *s, const struct form_slot *slot)
{
	if (slot->cell != FORM_NO_CELL)
		return s->cells[slot->cell].state != CELL_ABSENT;
	for (const struct form_slot *c = slot->first; c != NULL; c = c->next)
		if (has_cells(s, c))
			return true;
	return false;
}

/* Whether its cells are written as an array, without keys. */
static bool is_array(const struct form_slot *slot)
{
	return slot->vector && slot->child_n > NAMED_MAX;
}

static void put_slot(struct json_emit *e, const struct section *s, const struct form_slot *slot)
{
	bool array = is_array(slot);
	enum json_kind kind = array ? JSON_ARRAY : JSON_OBJECT;

	if (slot->cell != FORM_NO_CELL) {
		put_cell(e, slot->key, &s->cells[slot->cell]);
		return;
	}
	json_emit_open(e, slot->key, kind, slot->vector ? JSON_ONE_LINE : JSON_LINES);
	for (const struct form_slot *c = slot->first; c != NULL; c = c->next) {
		if (slot->vector)
			put_cell(e, array ? NULL : c->key, &s->cells[c->cell]);
		else if (has_cells(s, c))
			put_slot(e, s, c);
	}
	json_emit_close(e, kind);
}

static void put_line(struct json_emit *e, const char *key, const struct report_line *line)
{
	json_emit_string(e, key, line->text, line->len);
}

static void put_lines(struct json_emit *e, const char *key, const struct report_lines *list)
{
	json_emit_open(e, key, JSON_ARRAY, JSON_LINES);
	for (size_t i = 0; i < list->n; i++)
		put_line(e, NULL, &list->lines[i]);
	json_emit_close(e, JSON_ARRAY);
}

static void put_table(struct json_emit *e, const struct section *s)
{
	json_emit_open(e, s->form->key, JSON_OBJECT, JSON_LINES);
	if (s->before.block_n > 0)
		put_prose(e, "before", &s->before);
	put_text(e, "unit", s->remarks.unit);
	for (const struct form_slot *c = s->form->table->slots->first; c != NULL; c = c->next)
		if (has_cells(s, c))
			put_slot(e, s, c);
	if (s->remarks.notes.n > 0)
		put_lines(e, "notes", &s->remarks.notes);
	if (s->after.block_n > 0)
		put_prose(e, "after", &s->after);
	json_emit_close(e, JSON_OBJECT);
}

static void put_signature(struct json_emit *e, const struct section *s)
{
	json_emit_open(e, s->form->key, JSON_OBJECT, JSON_ONE_LINE);
	if (s->organs.n == 1)
		put_line(e, "organ", &s->organs.lines[0]);
	else if (s->organs.n > 1)
		put_lines(e, "organ", &s->organs);
	put_date(e, "date", &s->date);
	json_emit_close(e, JSON_OBJECT);
}

static void put_imprint(struct json_emit *e, const struct section *s)
{
	json_emit_open(e, s->form->key, JSON_OBJECT, JSON_LINES);
	if (s->items.n > 0)
		put_line(e, "copies", &s->items.lines[0]);
	if (s->organs.n > 0)
		put_line(e, "organ", &s->organs.lines[0]);
	put_date(e, "date", &s->date);
	json_emit_close(e, JSON_OBJECT);
}

static void put_section(struct json_emit *e, const struct section *s)
{
	switch (s->form->body) {
	case FORM_PROSE:
		put_prose(e, s->form->key, &s->prose);
		break;
	case FORM_TABLE:
		put_table(e, s);
		break;
	case FORM_ATTACHMENTS:
		if (s->items.n > 0 || s->at != NULL)
			put_lines(e, s->form->key, &s->items);
		break;
	case FORM_SIGNATURE:
		put_signature(e, s);
		break;
	case FORM_NOTE: /* empty notes and imprints are faults, so they are left out */
		if (s->items.n > 0)
			put_line(e, s->form->key, &s->items.lines[0]);
		break;
	case FORM_IMPRINT:
		if (s->organs.n > 0)
			put_imprint(e, s);
		break;
	}
}

void report_write_json(struct buf *b, const struct report *r)
{
	struct json_emit e = {.b = b};

	json_emit_open(&e, NULL, JSON_OBJECT, JSON_LINES);
	put_text(&e, "layout", r->form->name);
	put_text(&e, "title", r->title);
	put_text(&e, "organ", r->organ);
	if (r->year != 0)
		json_emit_whole(&e, "year", r->year);
	put_date(&e, "date", &r->date);
	if (r->revision.number != 0 || r->revision.at != NULL)
		put_revision(&e, &r->revision);
	for (size_t i = 0; i < r->form->section_n; i++)
		if (r->root == NULL || r->sections[i].at != NULL)
			put_section(&e, &r->sections[i]);
	json_emit_close(&e, JSON_OBJECT);
	buf_putc(b, '\n');
}

/* Makes the cells under a slot absent and sets the pointers where put_slot will put them. */
static void place_cells(struct arena *a, struct cell *cells, const struct form_slot *slot,
                        const char *pointer)
{
	size_t i = 0;

	if (slot->cell != FORM_NO_CELL) {
		cells[slot->cell] = (struct cell){.text = "", .pointer = pointer};
		return;
	}
	for (const struct form_slot *c = slot->first; c != NULL; c = c->next, i++)
		place_cells(a, cells, c,
		            is_array(slot) ? arena_printf(a, "%s/%zu", pointer, i)
		                           : arena_printf(a, "%s/%s", pointer, c->key));
}

struct report *report_new(struct arena *a, const struct form *form)
{
	struct report *r = arena_new(a, struct report);

	r->form = form;
	r->sections = arena_array(a, struct section, form->section_n);
	for (size_t i = 0; i < form->section_n; i++) {
		struct section *s = &r->sections[i];

		s->form = &form->sections[i];
		if (s->form->body != FORM_TABLE)
			continue;
		s->cells = arena_array(a, struct cell, s->form->table->cell_n);
		place_cells(a, s->cells, s->form->table->slots,
		            arena_printf(a, "/%s", s->form->key));
	}
	return r;
}
