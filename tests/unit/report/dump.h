/* SPDX-License-Identifier: MIT */
/* dump.h: a report as text, one fact per line. */
#ifndef KANBEN_TESTS_REPORT_DUMP_H
#define KANBEN_TESTS_REPORT_DUMP_H

#include <string.h>

#include "report/report.h"

static void put_text(struct buf *b, const char *name, const char *text)
{
	if (text == NULL)
		return;
	buf_putf(b, "%s ", name);
	json_put_string(b, text, strlen(text));
	buf_putc(b, '\n');
}

static void put_string(struct buf *b, const char *text, size_t len)
{
	json_put_string(b, text, len);
	buf_putc(b, '\n');
}

static void put_date(struct buf *b, const char *name, const struct date *d)
{
	if (d->year != 0)
		buf_putf(b, "%s %04d-%02d-%02d\n", name, d->year, d->month, d->day);
}

static const char *state_name(const struct cell *c)
{
	if (c->bad)
		return "bad";
	switch (c->state) {
	case CELL_ABSENT:
		return "absent";
	case CELL_NULL:
		return "null";
	case CELL_SLASH:
		return "slash";
	case CELL_NUMBER:
		return c->computed ? "computed" : "number";
	case CELL_TEXT:
		return "text";
	}
	return "";
}

static void put_looks(struct buf *b, const struct form_looks *looks)
{
	static const char *const aligns[] = {"", " start", " centre", " end", " decimal"};

	buf_puts(b, aligns[looks->align]);
	if (looks->min_milli_mm > 0)
		buf_putf(b, " min %d/1000 mm", looks->min_milli_mm);
	if (looks->weight > 0)
		buf_putf(b, " weight %d", looks->weight);
}

/* A tree of heads, each with its level and the leaves under it. */
static void put_heads(struct buf *b, const char *name, const struct form_node *parent)
{
	for (const struct form_node *n = parent->first; n != NULL; n = n->next) {
		buf_putf(b, "    %s %d %u+%u", name, n->depth, (unsigned)n->leaf_first,
		         (unsigned)n->leaf_n);
		put_looks(b, &n->looks);
		buf_puts(b, n->keep ? " keep " : " ");
		put_string(b, n->text != NULL ? n->text : "", n->text != NULL ? n->at->len : 0);
		put_heads(b, name, n);
	}
}

static void put_own_cells(struct buf *b, const struct report_table *t)
{
	size_t column_n = t->form->parts->columns.leaf_n;

	for (size_t i = 0; i < t->form->cell_n; i++) {
		const struct cell *c = &t->cells[i];

		buf_putf(b, "    cell %zu %zu %s", i / column_n, i % column_n, state_name(c));
		if (c->state == CELL_NUMBER)
			buf_putf(b, " %s", c->text);
		if (c->state == CELL_TEXT) {
			buf_putc(b, ' ');
			json_put_string(b, c->text, c->at->len);
		}
		buf_putc(b, '\n');
	}
}

static void put_table(struct buf *b, const struct report_table *t)
{
	const struct form_part *part = t->form->parts;

	put_text(b, "    caption", t->caption);
	if (t->form->landscape)
		buf_puts(b, "    landscape\n");
	put_text(b, "    corner", part->corner);
	for (int i = 0; part->labels != NULL && i < part->rows.depth; i++) {
		buf_putf(b, "    labels %d", i + 1);
		put_looks(b, &part->labels[i]);
		buf_putc(b, '\n');
	}
	put_heads(b, "column", part->columns.root);
	put_heads(b, "row", part->rows.root);
	put_own_cells(b, t);
}

static void put_marks(struct buf *b, const struct report_marks *marks,
                      const struct report_lines *notes, int indent)
{
	for (size_t i = 0; i < marks->n; i++) {
		const struct report_line *note = &notes->lines[marks->list[i].note];

		buf_putf(b, "%*snote at %zu ", indent, "", marks->list[i].off);
		put_string(b, note->text, note->len);
	}
}

static void put_list(struct buf *b, const struct report_list *list, int indent)
{
	for (size_t i = 0; i < list->n; i++) {
		buf_putf(b, "%*s%s ", indent, "", list->ordered ? "numbered" : "bullet");
		put_string(b, list->items[i].text.text, list->items[i].text.len);
		put_marks(b, &list->items[i].marks, &list->items[i].notes, indent + 2);
		put_list(b, &list->items[i].list, indent + 2);
	}
}

static void put_prose(struct buf *b, const char *name, const struct prose *prose)
{
	for (size_t i = 0; i < prose->block_n; i++) {
		const struct block *block = &prose->blocks[i];

		switch (block->kind) {
		case BLOCK_PARAGRAPH:
			buf_putf(b, "  %sparagraph ", name);
			put_string(b, block->text, block->len);
			break;
		case BLOCK_NOTED:
			buf_putf(b, "  %sparagraph ", name);
			put_string(b, block->text, block->len);
			put_marks(b, &block_more(block)->marks, &block_more(block)->notes, 4);
			break;
		case BLOCK_HEADING:
			buf_putf(b, "  %sheading %d ", name, block->level);
			put_string(b, block->text, block->len);
			put_marks(b, &block_more(block)->marks, &block_more(block)->notes, 4);
			if (block_more(block)->rest.text != NULL) {
				buf_puts(b, "    text ");
				put_string(b, block_more(block)->rest.text,
				           block_more(block)->rest.len);
			}
			put_marks(b, &block_more(block)->rest_marks, &block_more(block)->notes, 4);
			break;
		case BLOCK_LIST:
			buf_putf(b, "  %slist\n", name);
			put_list(b, &block->list, 4);
			break;
		case BLOCK_TABLE:
			buf_putf(b, "  %stable\n", name);
			put_table(b, block->table);
			break;
		case BLOCK_CHART:
			buf_putf(b, "  %schart %d\n", name, (int)block->chart->kind);
			break;
		case BLOCK_PICTURE:
			buf_putf(b, "  %spicture %s %dx%d ", name, block->picture->file,
			         block->picture->picture.width, block->picture->picture.height);
			put_string(b, block->picture->alt.text, block->picture->alt.len);
			break;
		}
	}
}

static void put_cells(struct buf *b, const struct section *s)
{
	for (size_t i = 0; i < s->form->table->cell_n; i++) {
		const struct cell *c = &s->cells[i];

		buf_putf(b, "  cell %s %s", c->pointer, state_name(c));
		if (c->state == CELL_NUMBER)
			buf_putf(b, " %s", c->text);
		buf_putc(b, '\n');
	}
}

static void put_lines(struct buf *b, const char *name, const struct report_lines *list)
{
	for (size_t i = 0; i < list->n; i++) {
		buf_putf(b, "  %s ", name);
		put_string(b, list->lines[i].text, list->lines[i].len);
	}
}

static void put_section(struct buf *b, const struct section *s)
{
	buf_putf(b, "section %s%s\n", s->form->key, s->at == NULL ? " absent" : "");
	switch (s->form->body) {
	case FORM_PROSE:
		put_prose(b, "", &s->prose);
		break;
	case FORM_TABLE:
		put_prose(b, "before ", &s->before);
		put_cells(b, s);
		put_prose(b, "after ", &s->after);
		break;
	case FORM_ATTACHMENTS:
	case FORM_NOTE:
		put_lines(b, "item", &s->items);
		break;
	case FORM_SIGNATURE:
	case FORM_IMPRINT:
		put_lines(b, "item", &s->items);
		put_lines(b, "organ", &s->organs);
		put_date(b, "  date", &s->date);
		break;
	}
}

static inline void report_dump(struct buf *b, const struct report *r)
{
	buf_putf(b, "layout %s\n", r->form->name);
	put_text(b, "title", r->title);
	put_text(b, "organ", r->organ);
	if (r->year != 0)
		buf_putf(b, "year %d\n", r->year);
	put_date(b, "date", &r->date);
	if (r->revision.at != NULL) {
		buf_putf(b, "revision %d\n", r->revision.number);
		put_date(b, "  date", &r->revision.date);
		put_text(b, "  reason", r->revision.reason);
	}
	for (size_t i = 0; i < r->form->section_n; i++)
		put_section(b, &r->sections[i]);
}

#endif
