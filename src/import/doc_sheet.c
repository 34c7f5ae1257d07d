/* SPDX-License-Identifier: MIT */
#include "import/doc_sheet.h"

#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "import/norm.h"

enum {
	HEADING_LEAST = 930, /* likeness to a section's heading */
	PROSE_LEAST = 45     /* code points of a lone text that is no label */
};

struct doc_place sheet_place(const struct sheet *s, size_t row, size_t column)
{
	char letters[8];
	size_t at = sizeof(letters) - 1;

	letters[at] = '\0';
	for (size_t n = column + 1; n > 0 && at > 0; n = (n - 1) / 26)
		letters[--at] = (char)('A' + (n - 1) % 26);
	return (struct doc_place){.pointer = arena_printf(s->doc->arena, "/sheet/%zu/%s%zu",
	                                                  s->number, letters + at, row + 1)};
}

/* Bytes of text that are read of a file of n bytes; an office's own have far less than the file. */
static size_t bytes_of(size_t n)
{
	enum { LEAST = 8 << 20, FACTOR = 8 };

	return LEAST + n * FACTOR;
}

void sheet_spend(struct sheet *s, size_t bytes, struct doc_place place)
{
	struct sheets_read *t = &s->doc->sheets;

	t->bytes += bytes;
	if (t->bytes <= bytes_of(s->doc->source->len))
		return;
	if (!t->full)
		doc_tell_unplaced(s->doc, place,
		                  _("the cells have more text than is read of a file of its size; "
		                    "the spreadsheet continues here"));
	t->full = s->full = true;
}

void sheet_add(struct sheet *s, const struct doc_cell *cell)
{
	struct sheets_read *t = &s->doc->sheets;
	struct doc_place place;

	if (s->full)
		return;
	place = sheet_place(s, cell->row, cell->column);
	sheet_spend(s, strlen(cell->text), place);
	if (t->cells == SHEET_MAX_CELLS && !t->full) {
		doc_tell_unplaced(s->doc, place,
		                  _("only the first %d cells of a spreadsheet are read"),
		                  SHEET_MAX_CELLS);
		t->full = true;
	}
	s->full = t->full;
	if (s->full)
		return;
	t->cells++;
	s->unsorted |= s->cell_n > 0 && cell->row < s->cells[s->cell_n - 1].row;
	s->cells = doc_grow(s->doc->arena, s->cells, s->cell_n, &s->cell_cap, sizeof(*cell));
	s->cells[s->cell_n] = *cell;
	s->cells[s->cell_n++].place = place;
}

void sheet_hide_rows(struct sheet *s, size_t first, size_t n)
{
	ranges_add(s->doc->arena, &s->hidden, first, first + n);
}

/* Whether a row of [first, end) is shown; `first` goes down from call to call. */
static bool any_shown(const struct sheet *s, size_t first, size_t end, size_t *next_hidden)
{
	const struct ranges *hidden = &s->hidden;

	while (*next_hidden < hidden->n && hidden->items[*next_hidden].end <= first)
		++*next_hidden;
	for (size_t i = *next_hidden; i < hidden->n && hidden->items[i].first <= first; i++)
		first = hidden->items[i].end > first ? hidden->items[i].end : first;
	return first < end;
}

static size_t end_of_row(const struct sheet *s, size_t first)
{
	size_t end = first + 1;

	while (end < s->cell_n && s->cells[end].row == s->cells[first].row)
		end++;
	return end;
}

/* The headings of the form's sections, in all wordings. */
static void read_headings(struct doc *d)
{
	struct norm *headings;
	size_t most = 1;

	for (size_t i = 0; i < d->form->section_n; i++)
		most += 1 + d->form->sections[i].aliases.n;
	headings = arena_array(d->arena, struct norm, most);
	for (size_t i = 0; i < d->form->section_n; i++) {
		const struct form_section *f = &d->form->sections[i];

		if (f->heading != NULL)
			headings[d->sheets.heading_n++] = norm_text(d->arena, f->heading, NULL);
		for (size_t k = 0; k < f->aliases.n; k++)
			headings[d->sheets.heading_n++] =
			        norm_text(d->arena, f->aliases.texts[k], NULL);
	}
	d->sheets.headings = headings;
}

static bool is_section_heading(const struct sheet *s, const char *text)
{
	struct doc *d = s->doc;
	struct norm line = norm_text(d->arena, text, &d->form->recognise.continued);

	if (d->sheets.headings == NULL)
		read_headings(d);
	for (size_t i = 0; i < d->sheets.heading_n; i++)
		if (norm_likeness(&line, &d->sheets.headings[i]) >= HEADING_LEAST)
			return true;
	return false;
}

static size_t length(const char *s)
{
	const char *end = s + strlen(s);
	size_t n = 0;

	for (; s < end; n++)
		(void)utf8_next(&s, end);
	return n;
}

/* A text alone in its row that is a heading, or prose; a label with blank figures is neither. */
static bool is_paragraph(const struct sheet *s, size_t first, size_t end, bool in_table)
{
	const char *text = s->cells[first].text;

	if (end - first > 1 || !doc_has_words(text))
		return false;
	if (is_section_heading(s, text))
		return true;
	return in_table ? length(text) >= PROSE_LEAST && s->cells[first].column == 0
	                : s->cells[first].row_span <= 1;
}

static void add_paragraph(struct sheet *s, const struct doc_cell *c)
{
	(void)doc_add_text(s->doc, c->text, strlen(c->text), c->place);
}

static void add_table(struct sheet *s, size_t first, size_t end)
{
	struct doc_table *t = doc_new_table(s->doc, s->cells[first].place);
	size_t top = s->cells[first].row;

	t->place = s->cells[first].place;
	t->fixed = true;
	for (size_t i = first; i < end; i++) {
		struct doc_cell cell = s->cells[i];

		cell.row -= top;
		(void)doc_add_cell(s->doc, t, &cell, strlen(cell.text));
	}
	doc_add_table(s->doc, t);
}

/* The row below which a gap begins: blank rows that no cell spans. */
static size_t bottom(const struct doc_cell *c, size_t now)
{
	size_t end = c->row + (c->row_span > 0 ? c->row_span : 1);

	return end > now ? end : now;
}

/* A title names its year; a part of a form's table does not. */
static bool has_digit(const char *text)
{
	return strpbrk(text, "0123456789") != NULL;
}

/*
 * The part titles of a form stand alone in their rows, so one begins a table if more than text
 * follows right below it.
 */
static bool begins_table(const struct sheet *s, size_t end)
{
	size_t last = end - 1, next_end;

	if (end == s->cell_n || s->cells[end].row > s->cells[last].row + 1)
		return false;
	next_end = end_of_row(s, end);
	return next_end - end > 1 && !is_section_heading(s, s->cells[last].text);
}

/* A cell by its number, which tells those of a row apart. */
struct numbered_cell {
	struct doc_cell cell;
	size_t number;
};

static int compare_cells(const void *a, const void *b)
{
	const struct numbered_cell *x = a, *y = b;

	if (x->cell.row != y->cell.row)
		return x->cell.row < y->cell.row ? -1 : 1;
	return x->number < y->number ? -1 : 1;
}

/* Rows of a file may be in any order, but a table begins with its first. */
static void sort_cells(struct sheet *s)
{
	struct numbered_cell *cells = mem_alloc(mem_size_mul(s->cell_n, sizeof(*cells)));

	for (size_t i = 0; i < s->cell_n; i++)
		cells[i] = (struct numbered_cell){s->cells[i], i};
	qsort(cells, s->cell_n, sizeof(*cells), compare_cells);
	for (size_t i = 0; i < s->cell_n; i++)
		s->cells[i] = cells[i].cell;
	free(cells);
}

void sheet_finish(struct sheet *s)
{
	size_t table = SIZE_MAX, below = 0, next_hidden = 0;

	ranges_sort(&s->hidden);
	if (s->unsorted)
		sort_cells(s);
	for (size_t i = 0, end; i < s->cell_n; i = end) {
		bool gap;

		end = end_of_row(s, i);
		gap = table != SIZE_MAX && any_shown(s, below, s->cells[i].row, &next_hidden);
		if (gap) {
			add_table(s, table, i);
			table = SIZE_MAX;
		}
		if (is_paragraph(s, i, end, table != SIZE_MAX) &&
		    (table != SIZE_MAX || !begins_table(s, end) || has_digit(s->cells[i].text))) {
			if (table != SIZE_MAX)
				add_table(s, table, i);
			table = SIZE_MAX;
			add_paragraph(s, &s->cells[i]);
			continue;
		}
		if (table == SIZE_MAX) {
			table = i;
			below = 0;
		}
		for (size_t k = i; k < end; k++)
			below = bottom(&s->cells[k], below);
	}
	if (table != SIZE_MAX)
		add_table(s, table, s->cell_n);
}
