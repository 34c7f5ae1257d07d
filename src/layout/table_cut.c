/* SPDX-License-Identifier: MIT */
/* table_cut.c: which rows of a table go on which page. */
#include "layout/table.h"

#include <string.h>

static lu max_lu(lu a, lu b)
{
	return a > b ? a : b;
}

static const struct grid_band *band_of(const struct grid *g, size_t row)
{
	size_t p = 0;

	while (row >= g->bands[p].end)
		p++;
	return &g->bands[p];
}

/*
 * How good a break must be. If there is none that is good enough, a lone first or last row of a
 * part is allowed first, then rows that are as high as the label of several rows of which they are
 * the only ones on their page; then groups may be broken up, the outermost first.
 */
struct break_quality {
	bool lone_rows;    /* the first or last row of a part may be alone on a page */
	bool blown_up;     /* a cut label may need more room than its rows */
	unsigned parted_n; /* levels of nested groups that may be broken up */
};

static const struct break_quality best_break = {0};

/* The fewest lines of a row that is cut on a page that it shares with others, and on its last one.
 */
enum { PIECE_LINES = 3 };

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
	struct table_lines lines =
	        c->row < f->first ? table_continued_lines(s, t, c) : t->lines[c - t->grid->cells];
	lu lack = table_text_height(f->rows, &lines);

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
	memcpy(f->heights, f->rows->heights + f->head, head_n * sizeof(lu));
	memcpy(f->heights + head_n, f->rows->heights + f->first, (f->end - f->first) * sizeof(lu));
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

/* Has a row of a measured fragment grown much beyond what its own cells need? */
static bool has_grown(const struct table *t, const struct fragment *f)
{
	const lu *heights = f->heights + (f->head_end - f->head);

	for (size_t r = f->first; r < f->end; r++)
		if (heights[r - f->first] - f->rows->heights[r] > t->size)
			return true;
	return false;
}

/* Must rows grow much for the labels that the break at a fragment's end, or its beginning, cuts? */
static bool is_blown_up(struct setting *s, const struct table *t, const struct fragment *f)
{
	const struct grid *g = t->grid;

	for (size_t c = 0; c < g->column_n && f->end < g->row_n; c++) {
		const struct grid_cell *cell = grid_cell_at(g, f->end, c);
		size_t end = cell->row + cell->row_span;
		struct table_lines lines;
		lu lack;

		if (cell->row >= f->end)
			continue;
		lines = table_continued_lines(s, t, cell);
		lack = table_text_height(f->rows, &lines);
		for (size_t r = f->end; r < end; r++)
			lack -= f->rows->heights[r];
		if (lack > t->size * (lu)(end - f->end))
			return true;
	}
	return has_grown(t, f);
}

static lu again_height(const struct table *t)
{
	lu height = 0;

	if (t->again != NULL)
		height += t->again->line * (lu)t->again->line_n;
	if (t->unit_again != NULL)
		height += t->unit_again->line * (lu)t->unit_again->line_n;
	return height;
}

/* What must remain of the room below a fragment. */
static lu foot_height(const struct table *t, const struct fragment *f)
{
	return f->end == t->grid->row_n ? t->foot : 0;
}

/* A fragment without rows yet that begins at a mark; takes its headers' height off *room. */
static struct fragment begin_fragment(const struct table *t, const struct table_rows *rows,
                                      const struct table_mark *at, lu *room)
{
	const struct grid_band *part = band_of(t->grid, at->row);
	struct fragment f = {.rows = rows,
	                     .first = at->row,
	                     .end = at->row,
	                     .line_first = at->line,
	                     .next = *at};

	if (at->row > part->head) {
		f.head = part->head;
		f.head_end = part->body;
	}
	if (at->row > 0 || at->line > 0 || t->goes_on)
		f.again = again_height(t);
	*room -= f.again;
	for (size_t r = f.head; r < f.head_end; r++)
		*room -= rows->heights[r];
	return f;
}

/* Takes as many whole rows as fit by their own heights, wherever that breaks the table. */
static void take_rows(const struct table *t, struct fragment *f, lu room)
{
	while (f->end < t->grid->row_n && f->rows->heights[f->end] <= room)
		room -= f->rows->heights[f->end++];
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
		if (f->height + foot_height(t, f) <= room &&
		    (quality->blown_up || !is_blown_up(s, t, f)))
			break;
	}
	f->next = (struct table_mark){.row = f->end};
}

/* The number of lines in the row's longest cell, and the largest line height. */
static void row_lines(const struct table *t, size_t row, size_t *ret_n, lu *ret_line)
{
	const struct grid *g = t->grid;

	*ret_n = 0;
	*ret_line = 0;
	for (size_t c = 0; c < g->column_n;) {
		const struct grid_cell *cell = grid_cell_at(g, row, c);
		const struct table_lines *text = &t->lines[cell - g->cells];

		if (cell->row_span == 1 && text->n > *ret_n)
			*ret_n = text->n;
		if (text->line > *ret_line)
			*ret_line = text->line;
		c = cell->column + cell->column_span;
	}
}

/*
 * The height that the labels beside a cut row need in it: each piece repeats them whole, and those
 * that also have rows above it on the page stand in these too.
 */
static lu label_height(struct setting *s, const struct table *t, const struct fragment *f,
                       size_t row)
{
	const struct grid *g = t->grid;
	lu height = 0;

	for (size_t c = 0; c < g->column_n;) {
		const struct grid_cell *cell = grid_cell_at(g, row, c);

		if (cell->row_span > 1) {
			struct table_lines lines = table_continued_lines(s, t, cell);
			lu need = table_text_height(f->rows, &lines);

			for (size_t r = cell->row > f->first ? cell->row : f->first; r < row; r++)
				need -= f->rows->heights[r];
			if (need > height)
				height = need;
		}
		c = cell->column + cell->column_span;
	}
	return height;
}

/* The room for a fragment that ends in a piece of a row. */
struct piece_room {
	lu room, left; /* for all of it; what its repeated headers leave */
	size_t least;  /* lines */
};

/*
 * Takes a piece of the row after those that a fragment has, below the headers if these begin here:
 * as many lines of its cells as there is room for. Without room for the least it takes nothing.
 */
static void cut_row(struct setting *s, const struct table *t, struct fragment *f,
                    struct piece_room p)
{
	size_t body = band_of(t->grid, f->end)->body, n, lines, whole;
	size_t row = f->end < body ? body : f->end;
	lu pad = 2 * f->rows->pad_y, labels = label_height(s, t, f, row), line;
	const struct fragment before = *f;

	for (size_t r = f->first; r < row; r++)
		p.left -= f->rows->heights[r];
	row_lines(t, row, &n, &line);
	if (p.left - pad < line || p.left < labels || n <= f->line_first)
		return;
	lines = (size_t)((p.left - pad) / line);
	whole = n - f->line_first;
	if (lines >= whole) {
		lines = whole;
		/* The notes need company. */
		if (row + 1 == t->grid->row_n && lines > 1 &&
		    (lu)lines * line + pad + t->foot > p.left)
			lines--;
	} else if (whole - lines < PIECE_LINES && whole >= PIECE_LINES + p.least) {
		lines = whole - PIECE_LINES;
	}
	/* The rows above may be higher than they look here: labels are cut that begin before them.
	 */
	for (;; lines--) {
		if (lines < p.least || lines == 0) {
			*f = before;
			return;
		}
		f->end = row + 1;
		f->cut_row = row;
		f->line_end = f->line_first + lines;
		f->cut_height = max_lu((lu)lines * line + pad, labels);
		measure_fragment(s, t, f);
		if (f->height <= p.room)
			break;
	}
	f->next = (struct table_mark){row, f->line_end};
	if (f->line_end < n)
		return;
	/* That was its last piece: add the rows below it that fit. */
	take_rows(t, f, p.room - f->height);
	give_back(s, t, f, p.room, &best_break);
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
		room -= t->usual.heights[r];
	for (size_t r = first; r < end; r++)
		room -= t->usual.heights[r];
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

/* Is a row, below its headers, taller than half a page, which nobody would leave blank for it? */
static bool is_tall(const struct setting *s, const struct table *t, size_t row)
{
	const struct grid_band *part = band_of(t->grid, row);
	lu height = t->dense.heights[row];

	for (size_t r = part->head; r < part->body && r < row; r++)
		height += t->dense.heights[r];
	return height > setting_area(&s->style->page, t->landscape).height / 2;
}

/* Takes all of the rest if it fits with its rows as high as `rows`. */
static bool take_rest(struct setting *s, const struct table *t, const struct table_rows *rows,
                      lu room, struct fragment *f)
{
	lu left = room;
	struct fragment rest = begin_fragment(t, rows, &f->next, &left);

	take_rows(t, &rest, left);
	if (rest.end < t->grid->row_n)
		return false;
	measure_fragment(s, t, &rest);
	if (rest.height + t->foot > room)
		return false;
	rest.next = (struct table_mark){.row = rest.end};
	*f = rest;
	return true;
}

/* The same, with the rows as high as then possible. */
static bool take_rest_lower(struct setting *s, const struct table *t, lu room, struct fragment *f)
{
	if (take_rest(s, t, &t->usual, room, f))
		return true;
	if (t->dense.heights == t->usual.heights || !take_rest(s, t, &t->dense, room, f))
		return false;
	f->next = (struct table_mark){.row = f->first};
	for (lu k = 1; k < TABLE_STEPS; k++) {
		struct table_rows *rows = arena_new(s->arena, struct table_rows);

		*rows = table_measure_rows(s, t, k);
		if (take_rest(s, t, rows, room, f))
			return true;
	}
	f->next = (struct table_mark){.row = f->end};
	return true;
}

struct fragment table_cut(struct setting *s, const struct table *t, const struct table_mark *at,
                          lu room)
{
	struct piece_room p = {.room = room, .left = room, .least = PIECE_LINES};
	struct fragment f = begin_fragment(t, &t->usual, at, &p.left);
	size_t taken;

	if (at->line > 0) /* a cut row continues on a page of its own */
		return f;
	if (take_rest_lower(s, t, room, &f))
		return f;
	take_rows(t, &f, p.left);
	taken = f.end;
	if (f.end < t->grid->row_n && is_tall(s, t, f.end))
		cut_row(s, t, &f, p);
	if (f.cut_height > 0)
		return f;
	give_back(s, t, &f, room, &best_break);
	if (f.end < taken && is_tall(s, t, f.end)) {
		f.end = taken;
		give_back(s, t, &f, room, &(struct break_quality){.blown_up = true});
	}
	return f;
}

struct fragment table_force(struct setting *s, const struct table *t, const struct table_mark *at,
                            lu room)
{
	struct piece_room p = {.room = room, .left = room, .least = 1};
	struct fragment f = table_cut(s, t, at, room);
	unsigned deepest = deepest_group(t);

	if (!fragment_is_empty(&f))
		return f;
	f = begin_fragment(t, &t->usual, at, &p.left);
	for (unsigned q = 0; q < 4 * (deepest + 1) && at->line == 0; q++) {
		struct break_quality quality = {
		        .lone_rows = q % 2 == 1, .blown_up = q % 4 >= 2, .parted_n = q / 4};

		f.end = f.first;
		take_rows(t, &f, p.left);
		give_back(s, t, &f, room, &quality);
		if (!fragment_is_empty(&f))
			return f;
	}
	cut_row(s, t, &f, p);
	return f;
}
