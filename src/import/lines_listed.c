/* SPDX-License-Identifier: MIT */
/* lines_listed.c: tables that have a line for each cell, joined to rows. */
#include <string.h>

#include "import/lines.h"

bool lines_is_one_figure(const struct figure_line *l)
{
	return l->n == 1 && l->figure_n == 1;
}

static void add_blanks(struct figure_line *l, size_t n)
{
	static const struct line_word blank = {.text = "", .value = {.kind = VALUE_BLANK}};

	for (; n > 0 && l->n < PIECES_MAX; n--, l->figure_n++)
		l->words[l->n++] = blank;
}

/* Words that a label and the figures below it have, with the blanks between these. */
static size_t joined_room(const struct figure_line *lines, size_t n)
{
	size_t room = lines[0].n;

	for (size_t i = 1; i < n && lines_is_one_figure(&lines[i]) && room < PIECES_MAX; i++)
		room += 1 + (i > 1 ? lines[i].blanks : 0);
	return room < PIECES_MAX ? room : PIECES_MAX;
}

/* Joins a label and the figures in the lines below it; these lines are left empty. */
static size_t join_cells(struct arena *a, struct figure_line *lines, size_t n)
{
	struct figure_line *row = &lines[0];
	struct line_word *words = row->words;
	size_t i = 1;

	if (n > 1 && lines_is_one_figure(&lines[1])) {
		row->words = arena_array(a, struct line_word, joined_room(lines, n));
		memcpy(row->words, words, row->n * sizeof(*words));
	}

	while (i < n && lines_is_one_figure(&lines[i]) && row->n < PIECES_MAX) {
		if (i == 1)
			row->lead = lines[i].blanks;
		else
			add_blanks(row, lines[i].blanks);
		if (row->n < PIECES_MAX) {
			row->words[row->n] = lines[i].words[0];
			row->words[row->n].block = lines[i].block;
			row->n++;
			row->figure_n++;
		}
		lines[i++].n = 0;
	}
	row->listed = row->figures = i > 1;
	row->tail = i < n ? lines[i].blanks : 0;
	return i;
}

void lines_join_listed(struct lines *ls)
{
	for (size_t i = 0; i < ls->n;)
		i += ls->lines[i].n > 0 && ls->lines[i].figure_n == 0
		             ? join_cells(ls->dr->doc->arena, &ls->lines[i], ls->n - i)
		             : 1;
	for (size_t i = 0; i < ls->n; i++)
		ls->lines[i].figures |= lines_is_one_figure(&ls->lines[i]);
}

void lines_drop_regular_blanks(struct figure_line *lines, size_t n)
{
	size_t least = SIZE_MAX;

	for (size_t i = 1; i < n; i++)
		least = lines[i].block->blanks < least ? lines[i].block->blanks : least;
	for (size_t i = 1; i < n; i++) {
		size_t more = lines[i].block->blanks - least;

		lines[i].blanks = more % (least + 1) == 0 ? more / (least + 1) : PIECES_MAX;
	}
}
