/* SPDX-License-Identifier: MIT */
/* table_part.c: tables that are too wide for a page, parted by columns. */
#include <string.h>

#include "layout/table_remarks.h"

/* How finely the width of the parts is searched for which they are alike. */
enum { WIDTH_STEPS = 16 };

/* Where the parts of a table end. */
struct parting {
	size_t label_n;
	size_t *ends; /* [n] */
	size_t n;
};

/* The label columns, if they are all at the table's left; else column_n. */
static size_t count_labels(const struct grid *g)
{
	size_t n = 0;

	while (n < g->column_n && g->columns[n].label)
		n++;
	for (size_t i = n; i < g->column_n; i++)
		if (g->columns[i].label)
			return g->column_n;
	return n;
}

/* Does a head span the columns on both sides of a column's beginning? Titles do always. */
static bool cuts_head(const struct grid *g, size_t column)
{
	for (size_t r = 0; r < g->bands[0].body; r++) {
		const struct grid_cell *c = grid_cell_at(g, r, column);

		if (c->column < column && c->role == GRID_COLUMN_HEAD)
			return true;
	}
	return false;
}

/* The end of a part from `first` on: as many columns as fit, none of a group of heads in half. */
static size_t find_end(const struct table *t, size_t first, lu room)
{
	size_t end = first, whole;

	while (end < t->grid->column_n && t->least[end] <= room)
		room -= t->least[end++];
	if (end == t->grid->column_n)
		return end;
	for (whole = end; whole > first && cuts_head(t->grid, whole);)
		whole--;
	return whole - first > (end - first) / 2 ? whole : end;
}

/* Parts the columns so that none is wider than `width`; false if one column is. */
static bool part_columns(const struct table *t, lu width, struct parting *p)
{
	p->n = 0;
	for (size_t i = 0; i < p->label_n; i++)
		width -= t->least[i];
	for (size_t first = p->label_n; first < t->grid->column_n; first = p->ends[p->n++]) {
		p->ends[p->n] = find_end(t, first, width);
		if (p->ends[p->n] == first)
			return false;
	}
	return true;
}

/* The narrowest width for which there are no more parts than for the whole one. */
static bool part_evenly(const struct table *t, lu width, struct parting *p)
{
	size_t n;

	if (!part_columns(t, width, p))
		return false;
	n = p->n;
	for (lu k = WIDTH_STEPS / 2; k < WIDTH_STEPS; k++)
		if (part_columns(t, width / WIDTH_STEPS * k, p) && p->n == n)
			return true;
	return part_columns(t, width, p);
}

/* Sets a part; false if the words of heads that are cut make it too wide after all. */
static bool set_part(struct setting *s, const struct table *t, const struct parting *p, size_t i,
                     struct table **ret)
{
	size_t first = i > 0 ? p->ends[i - 1] : p->label_n;
	const struct grid_cut cut = {p->label_n, first, p->ends[i]};
	uint32_t *from;
	struct table *part = table_begin(s, grid_cut_columns(s->arena, t->grid, &cut, &from));

	part->size = t->size;
	part->parting = t->parting;
	part->goes_on = i > 0;
	part->caption_tag = t->caption_tag;
	part->unit_tag = t->unit_tag;
	part->note_tag = t->note_tag;
	part->tags = arena_array(s->arena, int, part->grid->cell_n);
	for (size_t c = 0; c < part->grid->cell_n; c++) {
		bool again = i > 0 && t->grid->cells[from[c]].column < first;

		part->tags[c] = again ? PAGE_ARTIFACT_PAGINATION : t->tags[from[c]];
	}
	table_shape_cells(s, part);
	*ret = part;
	if (!table_fit_widths(s, part, s->style->page.text_width))
		return false;
	table_keep_texts(s);
	return true;
}

static bool set_parts(struct setting *s, const struct table *t, const struct parting *p,
                      struct table **parts)
{
	for (size_t i = 0; i < p->n; i++)
		if (!set_part(s, t, p, i, &parts[i]))
			return false;
	return true;
}

/* The caption is above the first part, the notes are below the last one. */
static struct table *finish_parts(struct setting *s, struct table **parts, size_t n,
                                  const struct content_table *from)
{
	for (size_t i = 0; i < n; i++) {
		struct table *t = parts[i];

		remarks_set(s, t, from);
		if (i > 0)
			t->caption = t->unit = NULL;
		if (i + 1 < n) {
			t->note_n = 0;
			t->foot = 0;
			t->next = parts[i + 1];
		}
		s->told = true;
		table_finish(s, t);
	}
	s->told = false;
	return parts[0];
}

/* How many lines of at most `width` a text takes at least. */
static lu least_lines(const char *text, lu whole, lu width)
{
	lu breaks = 1;

	for (; *text != '\0'; text++)
		breaks += *text == '\n';
	return breaks > whole / width ? breaks : whole / width;
}

/*
 * What each part has at least as its height, since it has all labels: that of the column of labels
 * in which they need most.
 */
static int64_t least_height(struct setting *s, const struct table *t, size_t label_n)
{
	const struct grid *g = t->grid;
	lu step = s->style->table.min_row_least, row = table_least_row(s, t);
	int64_t *sums = arena_array(s->arena, int64_t, label_n + 1), most;

	if (step > 0)
		row = lu_scale(step, t->size, s->style->table.sizes[0]);
	most = (int64_t)g->row_n * row;
	for (size_t i = 0; i < g->cell_n; i++) {
		const struct grid_cell *c = &g->cells[i];
		int64_t rows = (int64_t)c->row_span * row, text;

		if (c->column >= label_n)
			continue;
		text = (int64_t)table_cell_line(s, t, c) *
		       least_lines(c->text, t->whole[i], s->style->page.text_width);
		sums[c->column] += text > rows ? text : rows;
		if (sums[c->column] > most)
			most = sums[c->column];
	}
	return most;
}

/*
 * Would the parts fill more pages than there may be? A hundred columns that fit no page together
 * repeat all labels a hundred times.
 */
static bool is_overfull(struct setting *s, const struct table *t, const struct parting *p)
{
	int64_t pages = least_height(s, t, p->label_n) * (int64_t)p->n / s->style->page.text_height;

	if (s->pl->most == 0 || pages <= (int64_t)s->pl->most)
		return false;
	setting_overfull(s);
	return true;
}

static struct table *part_at_a_size(struct setting *s, struct table *t,
                                    const struct content_table *from)
{
	lu width = s->style->page.text_width;
	struct parting p = {.label_n = count_labels(t->grid)};
	struct table **parts = arena_array(s->arena, struct table *, t->grid->column_n);

	p.ends = arena_array(s->arena, size_t, t->grid->column_n);
	for (const lu *size = s->style->table.sizes; *size != 0; size++) {
		if (p.label_n == t->grid->column_n)
			return NULL;
		t->size = *size;
		table_shape_cells(s, t);
		table_measure_columns(s, t);
		for (lu k = WIDTH_STEPS; k > WIDTH_STEPS / 2; k--) {
			if (!part_evenly(t, width / WIDTH_STEPS * k, &p))
				continue;
			if (is_overfull(s, t, &p))
				return NULL;
			if (set_parts(s, t, &p, parts))
				return finish_parts(s, parts, p.n, from);
		}
	}
	return NULL;
}

struct table *table_part(struct setting *s, struct table *t, const struct content_table *from)
{
	struct set_text **texts = t->texts;
	struct table *first;

	if (t->column_too_wide[t->parting])
		return NULL;
	t->texts = NULL; /* they are only measured: the parts have their own */
	first = part_at_a_size(s, t, from);
	t->texts = texts;
	return first;
}
