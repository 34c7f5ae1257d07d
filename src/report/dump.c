/* SPDX-License-Identifier: MIT */
/* dump.c: a report as text, one fact a line. */
#include "report/report.h"

#include <string.h>

static void put_text(struct buf *b, const char *name, const char *text)
{
	if (text == NULL)
		return;
	buf_putf(b, "%s ", name);
	json_put_string(b, text, strlen(text));
	buf_putc(b, '\n');
}

static void put_date(struct buf *b, const char *name, const struct date *d)
{
	if (d->year != 0)
		buf_putf(b, "%s %04d-%02d-%02d\n", name, d->year, d->month, d->day);
}

static void put_prose(struct buf *b, const char *name, const struct prose *prose)
{
	for (size_t i = 0; i < prose->block_n; i++) {
		const struct block *block = &prose->blocks[i];

		if (block->kind == BLOCK_HEADING)
			buf_putf(b, "  %sheading %d ", name, block->level);
		else
			buf_putf(b, "  %sparagraph ", name);
		json_put_string(b, block->text, block->len);
		buf_putc(b, '\n');
	}
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
	}
	return "";
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
	case FORM_SIGNATURE:
		put_text(b, "  organ", s->organ);
		put_date(b, "  date", &s->date);
		break;
	}
}

void report_dump(struct buf *b, const struct report *r)
{
	buf_putf(b, "layout %s\n", r->form->name);
	put_text(b, "title", r->title);
	put_text(b, "organ", r->organ);
	if (r->year != 0)
		buf_putf(b, "year %d\n", r->year);
	put_date(b, "date", &r->date);
	for (size_t i = 0; i < r->form->section_n; i++)
		put_section(b, &r->sections[i]);
}
