/* SPDX-License-Identifier: MIT */
#include "layout/table.h"

#include <string.h>

#include "base/tr.h"

static const struct text_style *cell_style(const struct setting *s, const struct grid_cell *c)
{
	switch (c->role) {
	case GRID_TITLE:
	case GRID_CORNER:
	case GRID_COLUMN_HEAD:
		return &s->style->table.head;
	case GRID_ROW_HEAD:
		return &s->style->table.label;
	case GRID_VALUE:
	case GRID_EMPTY:
		break;
	}
	return &s->style->table.value;
}

static void shape_cells(struct setting *s, struct table *t)
{
	for (size_t i = 0; i < t->grid->cell_n; i++) {
		const struct grid_cell *c = &t->grid->cells[i];
		struct raw_text raw = {.text = c->text,
		                       .len = strlen(c->text),
		                       .at = c->at,
		                       .hints = c->at == NULL};

		t->texts[i] = setting_shape(s, &raw, cell_style(s, c), t->size);
	}
}

/* Breaks a cell's text to its width. Heads come in even lines. */
static void break_cell(struct setting *s, struct set_text *text, const struct grid_cell *c,
                       lu width)
{
	struct text_measure m = {.width = width - 2 * s->style->table.pad_x -
	                                  s->style->table.rule_inner,
	                         .balance = c->role != GRID_VALUE};

	setting_break(s, text, &m);
}

static lu text_height(const struct setting *s, const struct set_text *text)
{
	return text->line * (lu)text->line_n + 2 * s->style->table.pad_y;
}

/* Rows as high as their own cells; then cells over several rows stretch the last of them. */
static void measure_rows(struct setting *s, struct table *t)
{
	const struct grid *g = t->grid;

	t->heights = arena_array(s->arena, lu, g->row_n);
	for (size_t r = 0; r < g->row_n; r++)
		t->heights[r] =
		        lu_scale(s->style->table.min_row, t->size, s->style->table.sizes[0]);
	for (size_t i = 0; i < g->cell_n; i++) {
		const struct grid_cell *c = &g->cells[i];
		lu height;

		break_cell(s, t->texts[i], c, t->x[c->column + c->column_span] - t->x[c->column]);
		height = text_height(s, t->texts[i]);
		if (c->row_span == 1 && height > t->heights[c->row])
			t->heights[c->row] = height;
	}
	for (size_t i = 0; i < g->cell_n; i++) {
		const struct grid_cell *c = &g->cells[i];
		lu have = 0, lack;

		if (c->row_span == 1)
			continue;
		for (size_t r = 0; r < c->row_span; r++)
			have += t->heights[c->row + r];
		lack = text_height(s, t->texts[i]) - have;
		for (size_t r = 0; r < c->row_span && lack > 0; r++) {
			lu share = lack / (lu)(c->row_span - r);

			t->heights[c->row + r] += share;
			lack -= share;
		}
	}
}

static enum tag_scope cell_scope(const struct grid_cell *c)
{
	if (!grid_cell_is_head(c))
		return SCOPE_NONE;
	return c->role == GRID_ROW_HEAD ? SCOPE_ROW : SCOPE_COLUMN;
}

static void make_cell_tag(struct setting *s, struct table *t, size_t cell, int row_tag)
{
	const struct grid_cell *c = &t->grid->cells[cell];
	int *headers = arena_array(s->arena, int, c->header_n);
	int n = page_add_tag(s->pl, grid_cell_is_head(c) ? TAG_TH : TAG_TD, row_tag);
	struct tag *tag = &s->pl->tags[n];

	for (size_t i = 0; i < c->header_n; i++)
		headers[i] = t->tags[c->headers[i]];
	tag->scope = cell_scope(c);
	tag->row_span = (int)c->row_span;
	tag->col_span = (int)c->column_span;
	tag->headers = headers;
	tag->header_n = c->header_n;
	t->tags[cell] = n;
}

/*
 * One Table with a TR a row. A THead only where there is one part: heads that come again further
 * down stand in the TBody of their part (ISO 32000-1 14.8.4.3.4 allows one THead, many TBody).
 */
static void make_tags(struct setting *s, struct table *t, int parent)
{
	const struct grid *g = t->grid;
	int table = page_add_tag(s->pl, TAG_TABLE, parent);
	size_t cell = 0;

	t->tags = arena_array(s->arena, int, g->cell_n);
	for (size_t p = 0; p < g->part_n; p++) {
		const struct grid_part *part = &g->parts[p];
		bool thead = g->part_n == 1 && part->body > part->head;
		int group = page_add_tag(s->pl, thead ? TAG_THEAD : TAG_TBODY, table);

		for (size_t r = part->head; r < part->end; r++) {
			int row;

			if (thead && r == part->body)
				group = page_add_tag(s->pl, TAG_TBODY, table);
			row = page_add_tag(s->pl, TAG_TR, group);
			while (cell < g->cell_n && g->cells[cell].row == r)
				make_cell_tag(s, t, cell++, row);
		}
	}
}

static void report_too_wide(struct setting *s, const struct grid *g)
{
	struct diag_place place = {.rule = "FIT"};

	for (size_t i = 0; i < g->cell_n && place.source == NULL; i++)
		if (g->cells[i].at != NULL) {
			place.source = s->source;
			place.off = g->cells[i].at->off;
		}
	diag_add(s->dl, DIAG_ERROR, &place,
	         _("the table does not fit the page's width at its smallest font size"));
	setting_note(s, RC_LIMIT);
}

struct table *table_new(struct setting *s, const struct grid *g, lu width, int parent)
{
	struct table *t = arena_new(s->arena, struct table);
	const lu *size = s->style->table.sizes;

	t->grid = g;
	t->texts = arena_array(s->arena, struct set_text *, g->cell_n);
	make_tags(s, t, parent);
	for (; *size != 0; size++) {
		t->size = *size;
		shape_cells(s, t);
		if (s->rc != RC_OK)
			return NULL; /* the same findings again at every size would help nobody */
		if (table_fit_widths(s, t, width)) {
			measure_rows(s, t);
			return t;
		}
	}
	report_too_wide(s, g);
	return NULL;
}

static const struct grid_part *part_of(const struct grid *g, size_t row)
{
	size_t p = 0;

	while (row >= g->parts[p].end)
		p++;
	return &g->parts[p];
}

/* A page may begin with this row: not amid heads, not after a lone first row, not a lone last one.
 */
static bool good_break(const struct grid *g, size_t row)
{
	const struct grid_part *p;

	if (row == 0 || row >= g->row_n)
		return row == g->row_n;
	p = part_of(g, row);
	if (row == p->head)
		return true;
	return row > p->body + 1 && row + 1 < p->end;
}

/* A cell over several rows that is cut by the page's edge must have room in what is left of it. */
static void grow_for_cut(const struct setting *s, const struct table *t, struct fragment *f,
                         const struct grid_cell *c)
{
	lu *heights = f->heights + (f->head_end - f->head);
	size_t first = c->row > f->first ? c->row - f->first : 0;
	size_t end =
	        c->row + c->row_span < f->end ? c->row + c->row_span - f->first : f->end - f->first;
	const struct set_text *text = t->texts[c - t->grid->cells];
	lu lack = text_height(s, text);

	if (c->row < f->first)
		lack += text->line; /* the mark of continuation may take a line */
	for (size_t r = first; r < end; r++)
		lack -= heights[r];
	for (size_t r = first; r < end && lack > 0; r++) {
		lu share = lack / (lu)(end - r);

		heights[r] += share;
		lack -= share;
	}
}

/* Heights of a fragment's rows, grown where a cell over several rows is cut at its edges. */
static void measure_fragment(struct setting *s, const struct table *t, struct fragment *f)
{
	const struct grid *g = t->grid;
	size_t head_n = f->head_end - f->head, n = head_n + f->end - f->first;

	f->heights = arena_array(s->arena, lu, n);
	memcpy(f->heights, t->heights + f->head, head_n * sizeof(lu));
	memcpy(f->heights + head_n, t->heights + f->first, (f->end - f->first) * sizeof(lu));
	for (size_t c = 0; c < g->column_n && f->end > f->first; c++) {
		const struct grid_cell *top = grid_cell_at(g, f->first, c);
		const struct grid_cell *foot = grid_cell_at(g, f->end - 1, c);

		if (top->row < f->first)
			grow_for_cut(s, t, f, top);
		if (foot->row + foot->row_span > f->end)
			grow_for_cut(s, t, f, foot);
	}
	f->height = 0;
	for (size_t i = 0; i < n; i++)
		f->height += f->heights[i];
}

/* A fragment from `first` on with as many rows as fit by their own heights, good break or not. */
static struct fragment longest_fragment(const struct table *t, size_t first, lu room)
{
	const struct grid_part *part = part_of(t->grid, first);
	struct fragment f = {.first = first, .end = first};

	if (first > part->head) {
		f.head = part->head;
		f.head_end = part->body;
	}
	for (size_t r = f.head; r < f.head_end; r++)
		room -= t->heights[r];
	while (f.end < t->grid->row_n && t->heights[f.end] <= room)
		room -= t->heights[f.end++];
	return f;
}

struct fragment table_cut(struct setting *s, const struct table *t, size_t first, lu room)
{
	struct fragment f = longest_fragment(t, first, room);

	for (; f.end > first; f.end--) {
		if (!good_break(t->grid, f.end))
			continue;
		measure_fragment(s, t, &f);
		if (f.height <= room)
			break;
	}
	return f;
}

struct fragment table_force(struct setting *s, const struct table *t, size_t first, lu room)
{
	struct fragment f = table_cut(s, t, first, room);

	if (f.end > first)
		return f;
	f = longest_fragment(t, first, room);
	if (f.end == first)
		f.end++;
	measure_fragment(s, t, &f);
	return f;
}

lu table_least_height(const struct table *t)
{
	lu height = 0;

	for (size_t r = 0; r < t->grid->row_n; r++) {
		if (good_break(t->grid, r))
			break;
		height += t->heights[r];
	}
	return height;
}
