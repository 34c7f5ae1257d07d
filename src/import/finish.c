/* SPDX-License-Identifier: MIT */
/* finish.c: a draft as the report that report/ writes as JSON. */
#include <string.h>

#include "import/draft.h"

/* Stands for what was read where the writer asks only whether it was there, and as what. */
static const struct json there = {.kind = JSON_OBJECT, .text = ""};
static const struct json as_text = {.kind = JSON_STRING, .text = ""};

static struct prose finish_prose(struct arena *a, const struct draft_prose *p)
{
	struct prose prose = {arena_array(a, struct block, p->n), p->n};

	for (size_t i = 0; i < p->n; i++) {
		struct block *b = &prose.blocks[i];

		b->kind = p->items[i].heading ? BLOCK_HEADING : BLOCK_PARAGRAPH;
		b->text = p->items[i].text;
		b->len = strlen(b->text);
		b->level = prose_heading_level(b->text, b->len);
	}
	return prose;
}

/* Whole, and so short that every reader of JSON keeps all of it: fit to be a number. */
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
	       s->date.year != 0;
}

static struct section finish_section(struct arena *a, const struct draft_section *from)
{
	struct section s = {.form = from->form, .date = from->date};

	s.prose = finish_prose(a, &from->prose);
	s.before = finish_prose(a, &from->before);
	s.after = finish_prose(a, &from->after);
	if (from->form->required || has_content(from))
		s.at = &there;
	if (from->organ != NULL) {
		s.organs.lines = arena_new(a, struct report_line);
		s.organs.lines[s.organs.n++] =
		        (struct report_line){from->organ, strlen(from->organ), NULL};
	}
	if (from->cells == NULL)
		return s;
	s.cells = arena_array(a, struct cell, from->form->table->cell_n);
	for (size_t i = 0; i < from->form->table->cell_n; i++)
		s.cells[i] = finish_cell(&from->cells[i]);
	return s;
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
		r.sections[i] = finish_section(a, &dr->sections[i]);
	report_write_json(b, &r);
}
