/* SPDX-License-Identifier: MIT */
/*
 * table_lines.c: column widths for the least height. Every text that wraps has a width for each
 * number of lines that it can take. What a table has to spare is given out in steps: of all columns
 * and all widths at which one of their texts loses a line, the one that saves the most height for
 * its width is next. A row is as high as its highest cell, so a step may save nothing before other
 * columns of the row have had theirs: lines of cells count too, for little. Values that should stay
 * whole cost a line for each time they are parted.
 */
#include "layout/table.h"

#include <string.h>

enum {
	LINES_MAX = 8,   /* beyond, the number of lines follows from the length of the text */
	TEXTS_MAX = 256, /* of a table with more, some rows are looked at */
	STEPS_MAX = 96,
	ROW_WEIGHT = 32,  /* height of rows against that of cells */
	WHOLE_CHARS = 14, /* the longest value with figures that should stay whole */
	SHORT_CHARS = 6,  /* and without */
	REACH_N = 8
};

/* Of the widths that a column could get, the widest in each of these reaches is tried; in half em.
 */
static const lu REACHES[REACH_N] = {1, 2, 4, 6, 8, 12, 18, 1000};

/* A text that may take several lines. */
struct wrapping {
	const struct grid_cell *cell;
	lu line;
	lu whole;             /* on one line */
	lu widths[LINES_MAX]; /* text_line_widths */
	size_t width_n;
	bool wish; /* it should stay whole */
};

struct saver {
	struct setting *s;
	const struct table *t;
	struct arena scratch;
	struct wrapping *texts;
	size_t text_n;
	lu *widths;  /* [column_n] of the columns, so far */
	lu *heights; /* [row_n] of the rows without these texts */
	lu *rows;    /* [row_n] room to add them */
};

/* A column that gets wider, and what that saves. */
struct step {
	size_t column;
	lu width;
	int64_t gain;
};

static lu room_for(const struct saver *v, const struct grid_cell *c)
{
	lu width = -table_cell_edges(v->s);

	for (size_t i = 0; i < c->column_span; i++)
		width += v->widths[c->column + i];
	return width;
}

static lu lines_at(const struct wrapping *w, lu width)
{
	for (size_t k = 0; k < w->width_n; k++)
		if (w->widths[k] <= width)
			return (lu)(k + 1);
	if (w->width_n < LINES_MAX || width <= 0) /* not narrower by another line */
		return (lu)w->width_n;
	return w->whole / width + 1;
}

/*
 * A date, the number of a document, an amount with its unit: short, with figures, in one piece. So
 * are values that are a word or two: 万吨标准煤.
 */
static bool should_stay_whole(const struct grid_cell *c, const struct shaped *text)
{
	bool figures = text->cluster_n <= SHORT_CHARS;

	if (c->role != GRID_VALUE || text->cluster_n > WHOLE_CHARS)
		return false;
	for (size_t i = 0; i < text->cluster_n; i++) {
		switch (text->clusters[i].class_) {
		case TEXT_DIGIT:
			figures = true;
			break;
		case TEXT_PAUSE:
		case TEXT_STOP:
			return false;
		default:
			break;
		}
	}
	return figures;
}

static void take_text(struct saver *v, size_t i)
{
	const struct grid_cell *c = &v->t->grid->cells[i];
	const struct set_text *text = table_shaped_text(v->s, v->t, i);
	struct wrapping *w = &v->texts[v->text_n];

	struct text_parting p = table_cell_parting(v->s, v->t, c);

	*w = (struct wrapping){.cell = c, .line = text->line, .whole = v->t->whole[i]};
	w->width_n = text_line_widths(&text->shaped, &p, LINES_MAX, w->widths);
	w->wish = should_stay_whole(c, &text->shaped);
	v->text_n++;
}

static bool wraps(const struct saver *v, size_t i)
{
	return v->t->whole[i] > room_for(v, &v->t->grid->cells[i]);
}

/* How many texts wrap at the least widths, in all rows. */
static size_t count_wrapping(const struct saver *v)
{
	size_t n = 0;

	for (size_t i = 0; i < v->t->grid->cell_n; i++)
		n += wraps(v, i);
	return n;
}

/*
 * Lists the texts that wrap at the least widths; of too many, those of as many rows as make up
 * their share: a row is as high as its highest cell, and texts drawn one by one could all be of the
 * same column.
 */
static void take_texts(struct saver *v)
{
	const struct grid *g = v->t->grid;
	size_t n = count_wrapping(v), every = n / TEXTS_MAX + 1, passed = 0, row = SIZE_MAX;
	bool taken = false;

	v->texts = arena_array_bare(&v->scratch, struct wrapping, n);
	for (size_t i = 0; i < g->cell_n; i++) {
		if (!wraps(v, i))
			continue;
		if (g->cells[i].row != row)
			taken = v->text_n * every <= passed;
		row = g->cells[i].row;
		passed++;
		if (taken)
			take_text(v, i);
	}
}

static lu text_height(const struct saver *v, lu line, lu line_n)
{
	return line * line_n + 2 * v->s->style->table.pad_y;
}

static void find_heights(struct saver *v)
{
	const struct grid *g = v->t->grid;

	v->heights = arena_array(&v->scratch, lu, g->row_n);
	v->rows = arena_array(&v->scratch, lu, g->row_n);
	for (size_t r = 0; r < g->row_n; r++)
		v->heights[r] = table_least_row(v->s, v->t);
	for (size_t i = 0; i < g->cell_n; i++) {
		const struct grid_cell *c = &g->cells[i];
		lu height = text_height(v, table_cell_line(v->s, v->t, c), 1);

		if (c->row_span == 1 && height > v->heights[c->row])
			v->heights[c->row] = height;
	}
}

/*
 * What a text costs besides the height of its row. One that spans rows has room in them; a head has
 * room beside others.
 */
static int64_t own_cost(const struct wrapping *w, lu line_n)
{
	bool counts = w->cell->row_span == 1 &&
	              (w->cell->role == GRID_VALUE || w->cell->role == GRID_ROW_HEAD);
	int64_t line = counts ? w->line : 0;

	return line * line_n + (w->wish ? ROW_WEIGHT * line * (line_n - 1) : 0);
}

/* The table's height with the widths so far, weighted, and what its texts cost besides. */
static int64_t cost(struct saver *v)
{
	int64_t sum = 0, own = 0;

	memcpy(v->rows, v->heights, v->t->grid->row_n * sizeof(lu));
	for (size_t i = 0; i < v->text_n; i++) {
		const struct wrapping *w = &v->texts[i];
		lu n = lines_at(w, room_for(v, w->cell)), height = text_height(v, w->line, n);

		own += own_cost(w, n);
		if (w->cell->row_span == 1 && height > v->rows[w->cell->row])
			v->rows[w->cell->row] = height;
	}
	for (size_t i = 0; i < v->text_n; i++) {
		const struct wrapping *w = &v->texts[i];
		lu lack;

		if (w->cell->row_span == 1)
			continue;
		lack = text_height(v, w->line, lines_at(w, room_for(v, w->cell)));
		for (size_t r = 0; r < w->cell->row_span; r++)
			lack -= v->rows[w->cell->row + r];
		if (lack > 0)
			v->rows[w->cell->row] += lack;
	}
	for (size_t r = 0; r < v->t->grid->row_n; r++)
		sum += v->rows[r];
	return sum * ROW_WEIGHT + own;
}

/* A text of very many lines gets lower with any step. */
static void reach_steadily(const struct wrapping *w, lu room, lu half, lu left, lu *ret)
{
	for (size_t k = 0; k < REACH_N; k++) {
		lu more = REACHES[k] * half;

		if (more <= left && room + more < w->widths[LINES_MAX - 1] && more > ret[k])
			ret[k] = more;
	}
}

/* Finds for each reach the widest step of a column, no wider than `left`; 0: none. */
static void find_reaches(const struct saver *v, size_t column, lu left, lu *ret)
{
	lu half = v->t->size / 2;

	memset(ret, 0, REACH_N * sizeof(*ret));
	for (size_t i = 0; i < v->text_n; i++) {
		const struct wrapping *w = &v->texts[i];
		lu room;

		if (column < w->cell->column || column >= w->cell->column + w->cell->column_span)
			continue;
		room = room_for(v, w->cell);
		if (w->width_n == LINES_MAX && room < w->widths[LINES_MAX - 1])
			reach_steadily(w, room, half, left, ret);
		for (size_t k = 0, reach = 0; k < w->width_n; k++) {
			lu more = w->widths[w->width_n - 1 - k] - room; /* from the narrowest */

			if (more <= 0 || more > left)
				continue;
			while (reach + 1 < REACH_N && more > REACHES[reach] * half)
				reach++;
			if (more > ret[reach])
				ret[reach] = more;
		}
	}
}

/* The step that saves the most for its width; its gain is 0 if none saves anything. */
static struct step best_step(struct saver *v, int64_t now, lu left)
{
	struct step best = {.width = 1};

	for (size_t c = 0; c < v->t->grid->column_n; c++) {
		lu reaches[REACH_N];

		find_reaches(v, c, left, reaches);
		for (size_t k = 0; k < REACH_N; k++) {
			int64_t gain;

			if (reaches[k] == 0)
				continue;
			v->widths[c] += reaches[k];
			gain = now - cost(v);
			v->widths[c] -= reaches[k];
			if (gain * best.width > best.gain * reaches[k])
				best = (struct step){c, reaches[k], gain};
		}
	}
	return best;
}

int64_t table_save_lines(struct setting *s, const struct table *t, lu *widths, lu *left)
{
	struct saver v = {.s = s, .t = t, .widths = widths};
	int64_t now;

	take_texts(&v);
	find_heights(&v);
	now = cost(&v);
	for (int i = 0; i < STEPS_MAX && v.text_n > 0 && *left > 0; i++) {
		struct step step = best_step(&v, now, *left);

		if (step.gain <= 0)
			break;
		widths[step.column] += step.width;
		*left -= step.width;
		now -= step.gain;
	}
	arena_release(&v.scratch);
	return now;
}
