/* SPDX-License-Identifier: MIT */
/* table_tags.c: the tags of a table, made before it is known how it fits. */
#include "layout/table.h"
#include "layout/table_remarks.h"

static enum tag_scope cell_scope(const struct grid_cell *c)
{
	if (!grid_cell_is_head(c))
		return SCOPE_NONE;
	return c->role == GRID_ROW_HEAD ? SCOPE_ROW : SCOPE_COLUMN;
}

/* The tags of a list of header cells of the grid. */
struct head_tags {
	const size_t *cells;
	const int *tags;
};

/* Cells that share a list in the grid share its tags, too. */
static const int *tags_of_heads(struct setting *s, const struct table *t, const size_t *cells,
                                size_t n, struct head_tags *known)
{
	int *tags;

	if (cells == known->cells)
		return known->tags;
	tags = arena_array(s->arena, int, n);
	for (size_t i = 0; i < n; i++)
		tags[i] = t->tags[cells[i]];
	*known = (struct head_tags){cells, tags};
	return tags;
}

/* known: [2 * column_n], the lists of the last cell in each column */
static void make_cell_tag(struct setting *s, struct table *t, size_t cell, int row_tag,
                          struct head_tags *known)
{
	const struct grid_cell *c = &t->grid->cells[cell];
	struct head_tags *column = &known[2 * c->column];
	int n = page_add_tag(s->pl, grid_cell_is_head(c) ? TAG_TH : TAG_TD, row_tag);
	struct tag *tag = page_tag(s->pl, n);

	tag->scope = cell_scope(c);
	tag->row_span = (int)c->row_span;
	tag->col_span = (int)c->column_span;
	tag->above = tags_of_heads(s, t, c->above, c->above_n, &column[0]);
	tag->above_n = (uint32_t)c->above_n;
	if (c->column > 0 && c->beside == column[-1].cells)
		column[1] = column[-1];
	tag->beside = tags_of_heads(s, t, c->beside, c->beside_n, &column[1]);
	tag->beside_n = (uint32_t)c->beside_n;
	t->tags[cell] = n;
}

void table_make_tags(struct setting *s, struct table *t, const struct content_table *from,
                     int parent)
{
	const struct grid *g = t->grid;
	int sect = from->notes.n > 0 ? page_add_tag(s->pl, TAG_SECT, parent) : parent;
	int table = page_add_tag(s->pl, TAG_TABLE, sect);
	struct head_tags *known = arena_array(s->arena, struct head_tags, 2 * g->column_n);
	size_t cell = 0;

	t->tags = arena_array(s->arena, int, g->cell_n);
	remarks_tag_lead(s, t, from, table);
	for (size_t p = 0; p < g->band_n; p++) {
		const struct grid_band *part = &g->bands[p];
		bool thead = g->band_n == 1 && part->body > part->head;
		int group = page_add_tag(s->pl, thead ? TAG_THEAD : TAG_TBODY, table);

		for (size_t r = part->head; r < part->end; r++) {
			int row;

			if (thead && r == part->body)
				group = page_add_tag(s->pl, TAG_TBODY, table);
			row = page_add_tag(s->pl, TAG_TR, group);
			while (cell < g->cell_n && g->cells[cell].row == r)
				make_cell_tag(s, t, cell++, row, known);
		}
	}
	for (size_t i = 0; i < from->notes.n; i++) {
		int tag = page_add_tag(s->pl, TAG_P, sect);

		t->note_tag = i == 0 ? tag : t->note_tag;
	}
}
