/* SPDX-License-Identifier: MIT */
#include "layout/table.h"

#include <string.h>

#include "base/mem.h"

/* A fragment being put on its page. */
struct emitter {
	struct setting *s;
	const struct table *t;
	const struct fragment *f;
	const struct table_spot *spot;
	struct parted_row *parted; /* NULL: none, or it needs no care */
	size_t row_n;              /* rows on this page, repeated headers first */
	lu *y;                     /* [row_n + 1] on the page */
};

/* The grid's row at row i of the fragment. */
static size_t grid_row(const struct fragment *f, size_t i)
{
	size_t head_n = f->head_end - f->head;

	return i < head_n ? f->head + i : f->first + (i - head_n);
}

/* A cell, or the part of one that lies in rows [first, end) of the fragment. */
struct cell_part {
	const struct grid_cell *cell;
	size_t first, end;
	bool again; /* shown before: a repeated header, a continued label */
};

/* Lines [first, end) of a cell's text. */
struct line_range {
	size_t first, end;
};

/* Does the fragment have only some of the cell's lines, since its row is cut? */
static bool is_cut(const struct emitter *e, const struct grid_cell *c)
{
	return e->f->cut_height > 0 && c->row == e->f->cut_row && c->row_span == 1;
}

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

static struct line_range shown_lines(const struct emitter *e, const struct grid_cell *c,
                                     const struct set_text *text)
{
	if (!is_cut(e, c))
		return (struct line_range){0, text->line_n};
	return (struct line_range){smaller(e->f->line_first, text->line_n),
	                           smaller(e->f->line_end, text->line_n)};
}

/* How far a figure is moved right to align its decimal point with those of the column. */
static lu decimal_offset(const struct emitter *e, const struct grid_cell *c, struct set_text *text,
                         const struct text_spot *spot)
{
	const struct decimal_width *column = &e->t->decimals[c->column];

	if (c->align != FORM_ALIGN_DECIMAL || c->column_span > 1)
		return 0;
	text->align = ALIGN_START;
	return (spot->width - column->before - column->after) / 2 + column->before -
	       table_decimal_width(&text->shaped).before;
}

static struct set_text *part_text(const struct emitter *e, const struct cell_part *p)
{
	const struct grid_cell *c = p->cell;
	size_t cell = (size_t)(c - e->t->grid->cells);

	if (p->again && c->row >= e->f->head_end)
		return table_continued_text(e->s, e->t, c);
	if (p->again)
		return table_repeated_text(e->s, e->t, cell);
	if (e->parted != NULL && is_cut(e, c))
		return table_parted_text(e->s, e->parted, cell);
	return table_passing_text(e->s, e->t, cell);
}

static void emit_text(struct emitter *e, const struct cell_part *p)
{
	const struct grid_cell *c = p->cell;
	bool cut = is_cut(e, c);
	lu edge = table_cell_edges(e->s) / 2;
	struct set_text *text = part_text(e, p);
	struct text_spot spot = {.page = e->spot->page,
	                         .x = e->spot->x + e->t->x[c->column] + edge,
	                         .tag = p->again ? PAGE_ARTIFACT_PAGINATION
	                                         : e->t->tags[c - e->t->grid->cells]};
	struct line_range lines;

	spot.width = table_cell_width(e->s, e->t, c);
	lines = shown_lines(e, c, text);
	spot.x += decimal_offset(e, c, text, &spot);
	spot.top = e->y[p->first] +
	           (cut ? e->f->rows->pad_y
	                : (e->y[p->end] - e->y[p->first] - text->line * (lu)text->line_n) / 2);
	for (size_t l = lines.first; l < lines.end; l++) {
		setting_emit_line(e->s, text, l, &spot);
		spot.top += text->line;
	}
}

static void emit_shade(struct emitter *e, const struct cell_part *p)
{
	const struct grid_cell *c = p->cell;
	struct page_item *item;

	if (e->s->style->table.head_gray == 255 || !grid_cell_is_head(c) ||
	    c->role == GRID_ROW_HEAD)
		return;
	item = page_add_item(e->s->pl, e->spot->page, ITEM_FILL, PAGE_ARTIFACT);
	item->gray = (unsigned char)e->s->style->table.head_gray;
	item->u.fill.x = e->spot->x + e->t->x[c->column];
	item->u.fill.y = e->y[p->first];
	item->u.fill.w = e->t->x[c->column + c->column_span] - e->t->x[c->column];
	item->u.fill.h = e->y[p->end] - e->y[p->first];
}

/* A blank cell has no text that could say where its value would be. */
static void note_field(struct emitter *e, const struct cell_part *p)
{
	const struct grid_cell *c = p->cell;
	const char *pointer = c->pointer;

	if (c->role != GRID_VALUE || c->at == NULL)
		return;
	if (pointer == NULL)
		pointer = json_pointer(e->s->arena, c->at);
	page_add_field(e->s->pl, &(struct page_field){.page = e->spot->page,
	                                              .x = e->spot->x + e->t->x[c->column],
	                                              .y = e->y[p->first],
	                                              .w = e->t->x[c->column + c->column_span] -
	                                                   e->t->x[c->column],
	                                              .h = e->y[p->end] - e->y[p->first],
	                                              .pointer = pointer});
}

static bool shown_before(const struct emitter *e, const struct grid_cell *c, size_t i)
{
	if (i < e->f->head_end - e->f->head)
		return true;
	return c->row < e->f->first ||
	       (e->f->line_first > 0 && c->row == e->f->cut_row && c->row_span > 1);
}

/* Calls `emit` for every cell, or part of a cell, in the fragment, row by row. */
static void walk_cells(struct emitter *e, void (*emit)(struct emitter *, const struct cell_part *))
{
	const struct grid *g = e->t->grid;

	for (size_t i = 0; i < e->row_n; i++) {
		size_t row = grid_row(e->f, i);

		for (size_t c = 0; c < g->column_n;) {
			const struct grid_cell *cell = grid_cell_at(g, row, c);
			struct cell_part part = {.cell = cell, .first = i, .end = i};

			c = cell->column + cell->column_span;
			if (cell->row != row && row != e->f->first)
				continue;
			while (part.end < e->row_n && grid_row(e->f, part.end) >= row &&
			       grid_row(e->f, part.end) < cell->row + cell->row_span)
				part.end++;
			part.again = shown_before(e, cell, i);
			emit(e, &part);
		}
	}
}

/* What stands above the repeated headers of a continued table. */
static void emit_again(struct emitter *e)
{
	const struct set_text *lines[] = {e->t->again, e->t->unit_again};
	struct text_spot spot = {.page = e->spot->page,
	                         .x = e->spot->x,
	                         .top = e->spot->y,
	                         .width = e->t->x[e->t->grid->column_n],
	                         .tag = PAGE_ARTIFACT_PAGINATION};

	for (size_t i = 0; i < COUNT(lines) && e->f->again > 0; i++) {
		for (size_t l = 0; lines[i] != NULL && l < lines[i]->line_n; l++) {
			setting_emit_line(e->s, lines[i], l, &spot);
			spot.top += lines[i]->line;
		}
	}
}

struct stroke {
	lu x0, y0, x1, y1;
};

static void emit_rule(struct emitter *e, const struct stroke *at, bool outer)
{
	struct page_item *item = page_add_item(e->s->pl, e->spot->page, ITEM_RULE, PAGE_ARTIFACT);
	const struct table_style *ts = &e->s->style->table;

	item->u.rule.x0 = at->x0;
	item->u.rule.y0 = at->y0;
	item->u.rule.x1 = at->x1;
	item->u.rule.y1 = at->y1;
	item->u.rule.width = outer ? ts->rule_outer : ts->rule_inner;
}

/* Is there a boundary between rows i-1 and i of the fragment at a column? */
static bool rule_above(const struct emitter *e, size_t i, size_t column)
{
	if (i == 0 || i == e->row_n)
		return true;
	if (i == e->f->head_end - e->f->head)
		return true; /* repeated headers are never merged with the rows below */
	return grid_cell_at(e->t->grid, grid_row(e->f, i - 1), column) !=
	       grid_cell_at(e->t->grid, grid_row(e->f, i), column);
}

static bool rule_before(const struct emitter *e, size_t i, size_t column)
{
	const struct grid *g = e->t->grid;
	size_t row = grid_row(e->f, i);

	if (column == 0 || column == g->column_n)
		return true;
	return grid_cell_at(g, row, column - 1) != grid_cell_at(g, row, column);
}

/* Each boundary is one rule as long as possible; the outer ones extend around the corners. */
static void emit_horizontal(struct emitter *e, size_t i)
{
	const struct grid *g = e->t->grid;
	bool outer = i == 0 || i == e->row_n;
	lu corner = outer ? e->s->style->table.rule_outer / 2 : 0;

	for (size_t c = 0, from; c < g->column_n; c++) {
		if (!rule_above(e, i, c))
			continue;
		for (from = c; c < g->column_n && rule_above(e, i, c);)
			c++;
		emit_rule(e,
		          &(struct stroke){e->spot->x + e->t->x[from] - corner, e->y[i],
		                           e->spot->x + e->t->x[c] + corner, e->y[i]},
		          outer);
	}
}

static void emit_vertical(struct emitter *e, size_t c)
{
	lu x = e->spot->x + e->t->x[c];
	bool outer = c == 0 || c == e->t->grid->column_n;

	for (size_t i = 0, from; i < e->row_n; i++) {
		if (!rule_before(e, i, c))
			continue;
		for (from = i; i < e->row_n && rule_before(e, i, c);)
			i++;
		emit_rule(e, &(struct stroke){x, e->y[from], x, e->y[i]}, outer);
	}
}

void table_emit(struct setting *s, const struct table *t, const struct fragment *f,
                const struct table_spot *spot)
{
	struct emitter e = {
	        .s = s, .t = t, .f = f, .spot = spot, .parted = table_parted_row(s, t, f)};

	e.row_n = f->head_end - f->head + f->end - f->first;
	e.y = arena_array(s->arena, lu, e.row_n + 1);
	e.y[0] = spot->y + f->again;
	for (size_t i = 0; i < e.row_n; i++)
		e.y[i + 1] = e.y[i] + f->heights[i];
	emit_again(&e);
	walk_cells(&e, emit_shade);
	walk_cells(&e, emit_text);
	if (s->in->places)
		walk_cells(&e, note_field);
	for (size_t i = 0; i <= e.row_n; i++)
		emit_horizontal(&e, i);
	for (size_t c = 0; c <= t->grid->column_n; c++)
		emit_vertical(&e, c);
}
