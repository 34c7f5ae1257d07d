/* SPDX-License-Identifier: MIT */
/* table_cut.c: which rows of a table go on which page. */
#include "layout/table.h"

#include <string.h>

#include "base/tr.h"

static const struct grid_band *band_of(const struct grid *g, size_t row)
{
	size_t p = 0;

	while (row >= g->bands[p].end)
		p++;
	return &g->bands[p];
}

/*
 * How good a break must be. If there is none that is good enough, a lone first or last row of a
 * part is allowed first; then groups may be broken up, the outermost first.
 */
struct break_quality {
	bool lone_rows;    /* the first or last row of a part may be alone on a page */
	unsigned parted_n; /* levels of nested groups that may be broken up */
};

static const struct break_quality best_break = {.lone_rows = false, .parted_n = 0};

/* May a page begin with this row? */
static bool may_break(const struct table *t, size_t row, const struct break_quality *q)
{
	const struct grid *g = t->grid;
	const struct grid_band *b;

	if (row == 0 || row >= g->row_n)
		return row == g->row_n;
	b = band_of(g, row);
	if (row == b->head)
		return true;
	if (row <= b->body || t->joined[row] > q->parted_n)
		return false;
	return q->lone_rows || (row > b->body + 1 && row + 1 < b->end);
}

/* A spanning cell that a page break cuts must have room for its text in what remains of it. */
static void grow_for_cut(struct setting *s, const struct table *t, struct fragment *f,
                         const struct grid_cell *c)
{
	lu *heights = f->heights + (f->head_end - f->head);
	size_t first = c->row > f->first ? c->row - f->first : 0;
	size_t end =
	        c->row + c->row_span < f->end ? c->row + c->row_span - f->first : f->end - f->first;
	lu lack = table_text_height(t, c->row < f->first ? table_continued_text(s, t, c)
	                                                 : t->texts[c - t->grid->cells]);

	for (size_t r = first; r < end; r++)
		lack -= heights[r];
	for (size_t r = first; r < end && lack > 0; r++)
		heights[r] += table_next_share(&lack, end - r);
}

/* Measures a fragment's rows; where its edges cut a spanning cell, they grow. */
static void measure_fragment(struct setting *s, const struct table *t, struct fragment *f)
{
	const struct grid *g = t->grid;
	size_t head_n = f->head_end - f->head, n = head_n + f->end - f->first;

	f->heights = arena_array(s->arena, lu, n);
	memcpy(f->heights, t->heights + f->head, head_n * sizeof(lu));
	memcpy(f->heights + head_n, t->heights + f->first, (f->end - f->first) * sizeof(lu));
	if (f->cut_height > 0)
		f->heights[head_n + f->cut_row - f->first] = f->cut_height;
	for (size_t c = 0; c < g->column_n && f->end > f->first; c++) {
		const struct grid_cell *top = grid_cell_at(g, f->first, c);
		const struct grid_cell *foot = grid_cell_at(g, f->end - 1, c);

		if (top->row < f->first)
			grow_for_cut(s, t, f, top);
		if (foot->row + foot->row_span > f->end)
			grow_for_cut(s, t, f, foot);
	}
	f->height = f->again;
	for (size_t i = 0; i < n; i++)
		f->height += f->heights[i];
}

/* A fragment without rows yet that begins at a mark; takes its headers' height off *room. */
static struct fragment begin_fragment(const struct table *t, const struct table_mark *at, lu *room)
{
	const struct grid_band *part = band_of(t->grid, at->row);
	struct fragment f = {.first = at->row, .end = at->row, .line_first = at->line, .next = *at};

	if (at->row > part->head) {
		f.head = part->head;
		f.head_end = part->body;
	}
	if ((at->row > 0 || at->line > 0) && t->again != NULL)
		f.again = t->again->line;
	*room -= f.again;
	for (size_t r = f.head; r < f.head_end; r++)
		*room -= t->heights[r];
	return f;
}

/* Takes as many whole rows as fit by their own heights, wherever that breaks the table. */
static void take_rows(const struct table *t, struct fragment *f, lu room)
{
	while (f->end < t->grid->row_n && t->heights[f->end] <= room)
		room -= t->heights[f->end++];
}

/*
 * Gives back rows until the fragment, with the extra height of cut cells, fits and ends at an
 * acceptable break. A piece of a cut row, and what is above it, is not given back.
 */
static void give_back(struct setting *s, const struct table *t, struct fragment *f, lu room,
                      const struct break_quality *quality)
{
	size_t least = f->cut_height > 0 ? f->cut_row + 1 : f->first;

	for (; f->end > least; f->end--) {
		if (!may_break(t, f->end, quality))
			continue;
		measure_fragment(s, t, f);
		if (f->height <= room)
			break;
	}
	f->next = (struct table_mark){.row = f->end};
}

struct fragment table_cut(struct setting *s, const struct table *t, const struct table_mark *at,
                          lu room)
{
	lu left = room;
	struct fragment f = begin_fragment(t, at, &left);

	if (at->line > 0)
		return f; /* a cut row continues on a page of its own */
	take_rows(t, &f, left);
	give_back(s, t, &f, room, &best_break);
	return f;
}

/* The number of lines in the row's longest cell, and the largest line height. */
static void row_lines(const struct table *t, size_t row, size_t *ret_n, lu *ret_line)
{
	const struct grid *g = t->grid;

	*ret_n = 0;
	*ret_line = 0;
	for (size_t c = 0; c < g->column_n;) {
		const struct grid_cell *cell = grid_cell_at(g, row, c);
		const struct set_text *text = t->texts[cell - g->cells];

		if (cell->row_span == 1 && text->line_n > *ret_n)
			*ret_n = text->line_n;
		if (text->line > *ret_line)
			*ret_line = text->line;
		c = cell->column + cell->column_span;
	}
}

/* The height that the labels beside a cut row need: each piece repeats them whole. */
static lu label_height(struct setting *s, const struct table *t, size_t row)
{
	const struct grid *g = t->grid;
	lu height = 0;

	for (size_t c = 0; c < g->column_n;) {
		const struct grid_cell *cell = grid_cell_at(g, row, c);

		if (cell->row_span > 1) {
			lu need = table_text_height(t, table_continued_text(s, t, cell));

			if (need > height)
				height = need;
		}
		c = cell->column + cell->column_span;
	}
	return height;
}

/*
 * Takes a piece of a row that is too tall for any page: as many lines of its cells as there is room
 * for, below the headers if these begin here. `room` is for the whole fragment, `left` what its
 * repeated headers leave of it.
 */
static void cut_row(struct setting *s, const struct table *t, struct fragment *f, lu room, lu left)
{
	size_t body = band_of(t->grid, f->first)->body, n, lines;
	size_t row = f->first < body ? body : f->first;
	lu pad = 2 * t->pad_y, labels = label_height(s, t, row), line;

	for (size_t r = f->first; r < row; r++)
		left -= t->heights[r];
	row_lines(t, row, &n, &line);
	if (left - pad < line || left < labels || n <= f->line_first) {
		table_tell_misfit(
		        s, grid_cell_at(t->grid, row, 0),
		        _("the table's headers and labels leave no room on a page for the row"));
		return;
	}
	lines = (size_t)((left - pad) / line);
	if (lines > n - f->line_first)
		lines = n - f->line_first;
	f->end = row + 1;
	f->cut_row = row;
	f->line_end = f->line_first + lines;
	f->cut_height = (lu)lines * line + pad;
	if (f->cut_height < labels)
		f->cut_height = labels;
	measure_fragment(s, t, f);
	f->next = (struct table_mark){row, f->line_end};
	if (f->line_end < n)
		return;
	/* That was its last piece: add the rows below it that fit. */
	take_rows(t, f, room - f->height);
	give_back(s, t, f, room, &best_break);
	measure_fragment(s, t, f);
}

/* The largest number of groups that a page break at one row would break up. */
static unsigned deepest_group(const struct table *t)
{
	unsigned deepest = 0;

	for (size_t r = 0; r < t->grid->row_n; r++)
		if (t->joined[r] > deepest)
			deepest = t->joined[r];
	return deepest;
}

/* Breaks up the group of rows [first, end) if it is too tall for a page. */
static bool break_up_tall_group(struct table *t, size_t first, size_t end, lu room)
{
	const struct grid_band *b = band_of(t->grid, first);

	for (size_t r = b->head; r < b->body; r++)
		room -= t->heights[r];
	for (size_t r = first; r < end; r++)
		room -= t->heights[r];
	for (size_t r = first + 1; r < end && room < 0; r++)
		t->joined[r]--;
	return room < 0;
}

void table_find_groups(struct setting *s, struct table *t)
{
	lu room = setting_area(&s->style->page, t->landscape).height;
	size_t n = t->grid->row_n;

	t->joined = arena_array(s->arena, unsigned char, n);
	memcpy(t->joined, t->grid->joined, n);
	for (unsigned level = 1; level <= deepest_group(t); level++) {
		for (size_t r = 1, end; r < n; r = end + 1) {
			for (end = r; end < n && t->joined[end] >= level;)
				end++;
			/* It may contain groups of this level now: look at it again. */
			if (end > r && break_up_tall_group(t, r - 1, end, room))
				end = r - 1;
		}
	}
}

struct fragment table_force(struct setting *s, const struct table *t, const struct table_mark *at,
                            lu room)
{
	lu left = room;
	struct fragment f = begin_fragment(t, at, &left);
	unsigned deepest = deepest_group(t);

	for (unsigned q = 0; q <= 2 * deepest + 1 && at->line == 0; q++) {
		struct break_quality quality = {.lone_rows = q % 2 == 1, .parted_n = q / 2};

		f.end = f.first;
		take_rows(t, &f, left);
		give_back(s, t, &f, room, &quality);
		if (!fragment_is_empty(&f))
			return f;
	}
	cut_row(s, t, &f, room, left);
	return f;
}
