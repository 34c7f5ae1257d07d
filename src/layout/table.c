/* SPDX-License-Identifier: MIT */
#include "layout/table.h"

#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "layout/table_remarks.h"

static void measure_cell(struct setting *s, struct table *t, size_t cell, struct set_text *text)
{
	struct table_need need = table_measure_cell(s, t, &t->grid->cells[cell], text);

	table_take_need(t, cell, &need);
}

/* Measures a cell whose text is not kept. */
static void measure_passing(struct setting *s, struct table *t, size_t cell,
                            struct table_known *known)
{
	const struct grid_cell *c = &t->grid->cells[cell];
	const struct table_need *same = table_known_lookup(s, known, c);
	const struct set_text *text;
	struct table_need need;
	struct arena *own;

	if (same != NULL) {
		table_take_need(t, cell, same);
		return;
	}
	own = table_begin_passing(s);
	text = table_shape_text(s, t, cell);
	need = table_measure_cell(s, t, c, text);
	table_known_add(s, known, c, text, &need);
	table_take_need(t, cell, &need);
	s->arena = own;
}

static void measure_all_passing(struct setting *s, struct table *t)
{
	struct table_known known[TABLE_KNOWN] = {0};

	for (size_t i = 0; i < t->grid->cell_n; i++)
		measure_passing(s, t, i, known);
}

/* Measures all cells and has their texts, for as long as nothing else is tried. */
static void measure_all_kept(struct setting *s, struct table *t)
{
	struct arena *own = s->arena;

	arena_reset(&s->tried);
	s->arena = &s->tried;
	for (size_t i = 0; i < t->grid->cell_n; i++) {
		t->texts[i] = table_shape_text(s, t, i);
		measure_cell(s, t, i, t->texts[i]);
	}
	s->arena = own;
}

void table_shape_cells(struct setting *s, struct table *t)
{
	table_begin_columns(s, t);
	if (t->texts == NULL)
		measure_all_passing(s, t);
	else
		measure_all_kept(s, t);
}

void table_keep_texts(struct setting *s)
{
	arena_join(s->arena, &s->tried);
}

static lu lines_height(const struct set_text *text)
{
	return text != NULL ? text->line * (lu)text->line_n : 0;
}

lu table_least_row(const struct setting *s, const struct table *t)
{
	return lu_scale(s->style->table.min_row, t->size, s->style->table.sizes[0]);
}

/* Rows get the height of their own cells; spanning cells that need more stretch all their rows. */
static void measure_rows(const struct table *t, struct table_rows *rows, lu min_row)
{
	const struct grid *g = t->grid;

	for (size_t r = 0; r < g->row_n; r++)
		rows->heights[r] = min_row;
	for (size_t i = 0; i < g->cell_n; i++) {
		const struct grid_cell *c = &g->cells[i];
		lu height = table_text_height(rows, &t->lines[i]);

		if (c->row_span == 1 && height > rows->heights[c->row])
			rows->heights[c->row] = height;
	}
	for (size_t i = 0; i < g->cell_n; i++) {
		const struct grid_cell *c = &g->cells[i];
		int64_t have = 0;
		lu lack;

		if (c->row_span == 1)
			continue;
		for (size_t r = 0; r < c->row_span; r++)
			have += rows->heights[c->row + r];
		have = have < LU_MAX ? have : LU_MAX;
		lack = table_text_height(rows, &t->lines[i]) - (lu)have;
		for (size_t r = 0; r < c->row_span && lack > 0; r++)
			rows->heights[c->row + r] += table_next_share(&lack, c->row_span - r);
	}
}

static lu total_height(const struct table *t, const struct table_rows *rows)
{
	int64_t sum = 0;

	for (size_t r = 0; r < t->grid->row_n; r++)
		sum += rows->heights[r];
	return sum < LU_MAX ? (lu)sum : LU_MAX;
}

/* A measure some steps down from the style's `full` to its `least`; 0: it has none. */
static lu step_down(lu full, lu least, lu steps)
{
	return least > 0 && least < full ? full - (full - least) * steps / TABLE_STEPS : full;
}

struct table_rows table_measure_rows(struct setting *s, const struct table *t, lu steps)
{
	const struct table_style *ts = &s->style->table;
	lu least = lu_scale(ts->min_row_least, t->size, ts->sizes[0]);
	struct table_rows rows = {.pad_y = step_down(ts->pad_y, ts->pad_y_least, steps),
	                          .heights = arena_array(s->arena, lu, t->grid->row_n)};

	measure_rows(t, &rows, step_down(table_least_row(s, t), least, steps));
	return rows;
}

/* Lines of a cell; a finding if they are so many that heights would go beyond their type. */
static struct table_lines find_lines(struct setting *s, const struct table *t, size_t cell)
{
	enum { TALLEST = LU_MAX / 16 };
	const struct grid_cell *c = &t->grid->cells[cell];
	struct table_lines l = table_break_text(s, t, cell);

	if (l.n > (unsigned)(TALLEST / l.line)) {
		table_tell_misfit(s, c, _("a table's cell cannot have so many lines"));
		l.n = 1;
	}
	return l;
}

/*
 * Breaks the cells' texts and measures the rows. A table that fills most of a page, below a
 * heading, stands on one if it fits there with its rows as low as they may be.
 */
static void measure_table(struct setting *s, struct table *t)
{
	const struct table_style *ts = &s->style->table;
	const struct page_style *p = &s->style->page;
	lu page = setting_area(p, t->landscape).height;
	lu room = page - p->text_height / p->lines - ts->space - lines_height(t->caption) -
	          lines_height(t->unit) - t->foot;
	lu height;

	t->lines = arena_array(s->arena, struct table_lines, t->grid->cell_n);
	for (size_t i = 0; i < t->grid->cell_n; i++)
		t->lines[i] = find_lines(s, t, i);
	t->usual = t->dense = table_measure_rows(s, t, 0);
	if (ts->pad_y_least > 0 || ts->min_row_least > 0)
		t->dense = table_measure_rows(s, t, TABLE_STEPS);
	height = total_height(t, &t->usual);
	t->stands_whole = height > room / 6 * 5 && total_height(t, &t->dense) <= room;
	t->is_short = height < page / 2;
}

/* The beginning of a cell's text, for a message. */
static const char *excerpt(struct arena *a, const struct grid_cell *c)
{
	enum { EXCERPT_CHARS = 24 };
	const char *text = c->at == NULL ? form_plain_text(a, c->text) : c->text;
	const char *p = text, *end = text + strlen(text);

	for (int i = 0; i < EXCERPT_CHARS && p < end; i++)
		utf8_next(&p, end);
	return p < end ? arena_printf(a, "%.*s…", (int)(p - text), text) : text;
}

lu table_cell_edges(const struct setting *s)
{
	return 2 * s->style->table.pad_x + s->style->table.rule_inner;
}

lu table_cell_width(const struct setting *s, const struct table *t, const struct grid_cell *c)
{
	return t->x[c->column + c->column_span] - t->x[c->column] - table_cell_edges(s);
}

void table_tell_misfit(struct setting *s, const struct grid_cell *c, const char *why)
{
	struct diag_place place = {.rule = "FIT"};

	if (c->at != NULL) {
		place.source = s->in->content->source;
		place.off = c->at->off;
		place.pointer = json_pointer(s->arena, c->at);
	}
	diag_add(s->dl, DIAG_ERROR, &place, _("%s: “%s”"), why, excerpt(s->arena, c));
	setting_note(s, RC_LIMIT);
}

/*
 * Is a table with many cells too wide by the first of them alone? What is wrong with its texts is
 * known by then: the first time all of them are shaped.
 */
static bool begins_too_wide(struct setting *s, struct table *t, lu width)
{
	struct arena *own = s->arena;
	lu sum = 0;

	if (!s->told || t->texts != NULL)
		return false;
	table_begin_columns(s, t);
	for (size_t i = 0; i < TABLE_TEXTS_MAX; i++) {
		table_begin_passing(s);
		measure_cell(s, t, i, table_shape_text(s, t, i));
		s->arena = own;
	}
	for (size_t i = 0; i < t->grid->column_n; i++)
		sum += t->least[i];
	return sum > width;
}

/* Once it did not fit: spares trying smaller sizes where they cannot help. */
static bool gives_up(const struct setting *s, struct table *t)
{
	lu upright = s->style->page.text_width;
	lu width = setting_area(&s->style->page, /*landscape*/ true).width;

	t->column_too_wide[t->parting] = table_is_hopeless(s, t, upright, /*whole*/ false);
	t->too_wide = table_is_hopeless(s, t, width > upright ? width : upright, /*whole*/ true);
	return t->too_wide;
}

/* Tries the font sizes for a portrait or landscape page. */
static bool fit(struct setting *s, struct table *t, bool landscape)
{
	struct page_area area = setting_area(&s->style->page, landscape);

	for (const lu *size = s->style->table.sizes; *size != 0; size++) {
		t->size = *size;
		if (table_was_too_wide(s, t, area.width))
			continue;
		if (begins_too_wide(s, t, area.width)) {
			if (gives_up(s, t))
				return false;
			continue;
		}
		table_shape_cells(s, t);
		s->told = true;
		if (s->rc != RC_OK)
			return false;
		if (table_fit_widths(s, t, area.width)) {
			table_keep_texts(s);
			t->landscape = landscape;
			return true;
		}
		if (gives_up(s, t))
			return false;
	}
	return false;
}

struct table *table_begin(struct setting *s, const struct grid *g)
{
	struct table *t = arena_new(s->arena, struct table);

	t->grid = g;
	t->arena = s->arena;
	if (g->cell_n <= TABLE_TEXTS_MAX)
		t->texts = arena_array(s->arena, struct set_text *, g->cell_n);
	else
		t->heads = arena_array(s->arena, struct set_text *, TABLE_TEXTS_MAX);
	t->whole = arena_array(s->arena, lu, g->cell_n);
	t->continued = arena_new(s->arena, struct table_continued *);
	return t;
}

void table_finish(struct setting *s, struct table *t)
{
	measure_table(s, t);
	table_find_groups(s, t);
}

static bool fit_whole(struct setting *s, struct table *t, const struct content_table *from)
{
	t->too_wide = false;
	return (!from->landscape && fit(s, t, /*landscape*/ false)) ||
	       (!t->too_wide && fit(s, t, /*landscape*/ true));
}

/*
 * Fits a table to a page or, by columns, to several; words are parted only if that does not help.
 * Returns its first part or NULL.
 */
static struct table *fit_or_part(struct setting *s, struct table *t,
                                 const struct content_table *from)
{
	static const struct {
		enum table_parting parting;
		bool whole;
	} ways[] = {{TABLE_WHOLE_WORDS, true},  {TABLE_PARTED_WORDS, true},
	            {TABLE_WHOLE_WORDS, false}, {TABLE_PARTED_WORDS, false},
	            {TABLE_LETTERS, true},      {TABLE_LETTERS, false}};
	struct table *first = NULL;

	for (size_t i = 0; i < COUNT(ways) && first == NULL; i++) {
		t->parting = ways[i].parting;
		t->tried.size = 0;
		if (!ways[i].whole)
			first = table_part(s, t, from);
		else if (fit_whole(s, t, from))
			first = t;
		if (s->rc != RC_OK)
			break;
	}
	s->told = false;
	return first;
}

struct table *table_new(struct setting *s, const struct content_table *from, int parent)
{
	struct table *t = table_begin(s, content_grid(s->arena, from)), *first;

	table_make_tags(s, t, from, parent);
	first = fit_or_part(s, t, from);
	if (first == t) {
		remarks_set(s, t, from);
		table_finish(s, t);
	} else if (first == NULL) {
		t->texts = NULL; /* parts may have been tried after them */
		if (s->rc == RC_OK)
			table_tell_misfit(
			        s, table_widest_cell(s, t),
			        _("the table does not fit on a page, even in landscape at its "
			          "smallest font size; the widest cell is"));
		remarks_set(s, t, from); /* for their findings */
	}
	return first;
}
