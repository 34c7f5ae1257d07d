/* SPDX-License-Identifier: MIT */
/*
 * placed_table.c: tables that are drawn with lines. Lines that touch make one table; its columns
 * and rows are where lines stand, and places between which there is no line are one cell.
 */
#include "import/placed.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"

/* Of a border so much must be drawn. */
#define DRAWN 0.6

/* The lines of one table and what they enclose. */
struct lattice {
	struct placed_flow *flow;
	struct arena *scratch; /* for all that the table itself does not keep */
	struct placed_page *p;
	const size_t *members; /* indices of rules */
	size_t member_n;
	double *xs, *ys; /* edges of columns and rows, ascending */
	size_t x_n, y_n;
	/* [row * x_n + column]: how much of the left and of the upper border is drawn, in mm */
	double *left, *top;
	size_t *cell_of; /* [row * x_n + column]: the cell */
	struct doc_cell *cells;
	size_t cell_n;
};

static bool is_upright(const struct placed_rule *r)
{
	return r->y1 - r->y0 > r->x1 - r->x0;
}

static int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

/* Sorts places and joins those that are nearly the same. */
static size_t join_places(double *list, size_t n)
{
	size_t kept = 0;

	qsort(list, n, sizeof(*list), compare_doubles);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || list[i] - list[kept - 1] > (double)PLACED_MEETS)
			list[kept++] = list[i];
	return kept;
}

/* The columns' edges stand where lines are upright, or at the ends of a table without such. */
static void find_edges(struct lattice *t)
{
	double x[2] = {1e9, -1e9}, y[2] = {1e9, -1e9};

	t->xs = arena_array(t->scratch, double, t->member_n + 2);
	t->ys = arena_array(t->scratch, double, t->member_n + 2);
	for (size_t i = 0; i < t->member_n; i++) {
		const struct placed_rule *r = &t->p->rules[t->members[i]];

		if (is_upright(r))
			t->xs[t->x_n++] = (double)(r->x0 + r->x1) / 2;
		else
			t->ys[t->y_n++] = (double)(r->y0 + r->y1) / 2;
		x[0] = fmin(x[0], (double)r->x0);
		x[1] = fmax(x[1], (double)r->x1);
		y[0] = fmin(y[0], (double)r->y0);
		y[1] = fmax(y[1], (double)r->y1);
	}
	for (int i = 0; i < 2; i++) {
		t->xs[t->x_n++] = x[i];
		t->ys[t->y_n++] = y[i];
	}
	t->x_n = join_places(t->xs, t->x_n);
	t->y_n = join_places(t->ys, t->y_n);
}

/* The first of n ascending edges that is not below v, or n. */
static size_t edge_from(const double *edges, size_t n, double v)
{
	size_t first = 0;

	while (first < n) {
		size_t middle = first + (n - first) / 2;

		if (edges[middle] < v)
			first = middle + 1;
		else
			n = middle;
	}
	return first;
}

static size_t nearest(const double *edges, size_t n, double v)
{
	size_t i = edge_from(edges, n, v);

	return i == n || (i > 0 && !(edges[i] - v < v - edges[i - 1])) ? i - 1 : i;
}

/* A row of borders between `n` places, each `step` after the one before. */
struct borders {
	const double *places;
	size_t n, step;
	double *drawn;
};

/* Adds to each what a line from a to b draws of it. Returns how many it looked at. */
static size_t draw(const struct borders *o, double a, double b)
{
	size_t first = edge_from(o->places, o->n, a), k;

	first -= first > 0;
	for (k = first; k + 1 < o->n && o->places[k] < b; k++) {
		double from = fmax(a, o->places[k]), to = fmin(b, o->places[k + 1]);

		if (to > from)
			o->drawn[k * o->step] += to - from;
	}
	return k - first + 1;
}

/* False: with these there are too many steps. */
static bool draw_borders(struct lattice *t)
{
	size_t *steps = &t->flow->steps;

	t->left = arena_array(t->scratch, double, t->x_n * t->y_n);
	t->top = arena_array(t->scratch, double, t->x_n * t->y_n);
	for (size_t i = 0; i < t->member_n && *steps <= PLACED_MAX_STEPS; i++) {
		const struct placed_rule *r = &t->p->rules[t->members[i]];
		double x = (double)(r->x0 + r->x1) / 2, y = (double)(r->y0 + r->y1) / 2;
		struct borders columns = {t->ys, t->y_n, t->x_n,
		                          t->left + nearest(t->xs, t->x_n, x)};
		struct borders rows = {t->xs, t->x_n, 1,
		                       t->top + t->x_n * nearest(t->ys, t->y_n, y)};

		if (is_upright(r))
			*steps += draw(&columns, (double)r->y0, (double)r->y1);
		else
			*steps += draw(&rows, (double)r->x0, (double)r->x1);
	}
	return *steps <= PLACED_MAX_STEPS;
}

/* Whether a line separates a place from the one on its left, or above. */
static bool has_left(const struct lattice *t, size_t row, size_t column)
{
	return t->left[row * t->x_n + column] >= DRAWN * (t->ys[row + 1] - t->ys[row]);
}

static bool has_top(const struct lattice *t, size_t row, size_t column)
{
	return t->top[row * t->x_n + column] >= DRAWN * (t->xs[column + 1] - t->xs[column]);
}

static bool is_open_below(const struct lattice *t, const struct doc_cell *c)
{
	size_t row = c->row + c->row_span;

	if (row + 1 >= t->y_n)
		return false;
	for (size_t k = c->column; k < c->column + c->column_span; k++)
		if (has_top(t, row, k) || t->cell_of[row * t->x_n + k] != DOC_NO_CELL)
			return false;
	return true;
}

static void find_cells(struct lattice *t)
{
	t->cell_of = arena_array(t->scratch, size_t, t->x_n * t->y_n);
	t->cells = arena_array(t->scratch, struct doc_cell, (t->x_n - 1) * (t->y_n - 1));
	for (size_t i = 0; i < t->x_n * t->y_n; i++)
		t->cell_of[i] = DOC_NO_CELL;
	for (size_t row = 0; row + 1 < t->y_n; row++)
		for (size_t column = 0; column + 1 < t->x_n; column++) {
			struct doc_cell *c = &t->cells[t->cell_n];

			if (t->cell_of[row * t->x_n + column] != DOC_NO_CELL)
				continue;
			*c = (struct doc_cell){
			        .row = row, .column = column, .row_span = 1, .column_span = 1};
			while (c->column + c->column_span + 1 < t->x_n &&
			       !has_left(t, row, c->column + c->column_span) &&
			       t->cell_of[row * t->x_n + c->column + c->column_span] == DOC_NO_CELL)
				c->column_span++;
			while (is_open_below(t, c))
				c->row_span++;
			for (size_t r = row; r < row + c->row_span; r++)
				for (size_t k = column; k < column + c->column_span; k++)
					t->cell_of[r * t->x_n + k] = t->cell_n;
			t->cell_n++;
		}
}

/* ---- text ---- */

struct celled {
	size_t cell;
	struct placed_char c;
};

static int compare_cells(const void *a, const void *b)
{
	const struct celled *x = a, *y = b;

	return x->cell < y->cell ? -1 : x->cell > y->cell;
}

/* The place between edges in which a point is, or n. */
static size_t place_in(const double *edges, size_t n, double v)
{
	size_t i;

	if (!(v >= edges[0] && v < edges[n - 1]))
		return n;
	i = edge_from(edges, n, v);
	return edges[i] > v ? i - 1 : i;
}

/* The first character whose baseline is not above y. */
static size_t char_from(const struct placed_page *p, double y)
{
	size_t first = 0, n = p->char_n;

	while (first < n) {
		size_t middle = first + (n - first) / 2;

		if ((double)p->chars[middle].y < y)
			first = middle + 1;
		else
			n = middle;
	}
	return first;
}

/* In *list, on the heap, and sorted by cell. */
static size_t take_chars(struct lattice *t, struct celled **list)
{
	double bottom = t->ys[t->y_n - 1];
	size_t n = 0, cap = 0, i = char_from(t->p, t->ys[0]);

	for (; i < t->p->char_n; i++) {
		struct placed_char *c = &t->p->chars[i];
		double x = (double)(c->x + c->end) / 2, y = (double)(c->y - c->size * 0.35f);
		size_t column = c->taken ? t->x_n : place_in(t->xs, t->x_n, x);
		size_t row = column < t->x_n ? place_in(t->ys, t->y_n, y) : t->y_n;

		t->flow->steps++;
		if ((double)(c->y - t->p->largest * 0.35f) >= bottom)
			break;
		if (row == t->y_n)
			continue;
		c->taken = true;
		*list = mem_grow(*list, n, &cap, sizeof(**list));
		(*list)[n++] = (struct celled){t->cell_of[row * t->x_n + column], *c};
	}
	if (n > 0)
		qsort(*list, n, sizeof(**list), compare_cells);
	return n;
}

/* Returns how many blanks it put for gaps. */
static size_t put_cell(struct buf *b, struct placed_char *chars, size_t n)
{
	size_t blanks = 0;

	n = placed_sort(chars, n);
	for (size_t first = 0, end; first < n; first = end) {
		end = placed_line_end(chars, n, first);
		if (b->n > 0)
			placed_put_join(b, &chars[first], "\n");
		blanks += placed_put_line(b, chars, first, end);
	}
	return blanks;
}

static void add_cells(struct lattice *t, struct doc_table *table)
{
	struct celled *list = NULL;
	size_t n = take_chars(t, &list), at = 0;
	struct placed_char *chars = mem_alloc(mem_size_mul(n + 1, sizeof(*chars)));
	struct doc *d = t->flow->doc;
	struct buf b = {0};

	for (size_t i = 0; i < t->cell_n; i++) {
		struct doc_cell *c = &t->cells[i];
		size_t k = 0;

		for (; at < n && list[at].cell == i; at++)
			chars[k++] = list[at].c;
		buf_clear(&b);
		buf_puts(&b, "");
		t->flow->blanks += put_cell(&b, chars, k);
		c->text = b.p;
		c->place.pointer = arena_printf(d->arena, "/table/%zu/row/%zu/cell/%zu",
		                                table->number, c->row + 1, c->column + 1);
		doc_add_cell(d, table, c, b.n);
	}
	buf_release(&b);
	free(chars);
	free(list);
}

/* Whether its places fit beside those before; if not, that is told. */
static bool has_room(struct lattice *t)
{
	struct doc *d = t->flow->doc;

	t->flow->steps += t->x_n * t->y_n;
	if (t->flow->places + t->x_n * t->y_n <= DOC_MAX_PLACES)
		return true;
	doc_tell_unplaced(d, placed_place(d, t->p),
	                  _("a table of %zu rows and %zu columns, for which there is no room "
	                    "after those before it"),
	                  t->y_n - 1, t->x_n - 1);
	return false;
}

/* A frame, or a line under a text, encloses no more than one place. */
static bool read_table(struct lattice *t, struct placed_table *ret)
{
	struct doc *d = t->flow->doc;
	struct doc_table *table;
	double *columns;

	find_edges(t);
	if (t->x_n < 2 || t->y_n < 2 || (t->x_n - 1) * (t->y_n - 1) < 2 ||
	    t->x_n > DOC_MAX_COLUMNS || t->y_n > DOC_MAX_ROWS || t->x_n * t->y_n > DOC_MAX_GRID ||
	    !has_room(t) || !draw_borders(t))
		return false;
	find_cells(t);
	if (t->cell_n < 2)
		return false;
	t->flow->places += t->x_n * t->y_n;
	table = doc_new_table(d, (struct doc_place){0});
	add_cells(t, table);
	columns = arena_array(d->arena, double, t->x_n);
	memcpy(columns, t->xs, t->x_n * sizeof(*columns));
	*ret = (struct placed_table){
	        .box = {t->xs[0], t->ys[0], t->xs[t->x_n - 1], t->ys[t->y_n - 1]},
	        .table = table,
	        .columns = columns,
	        .column_n = t->x_n};
	return true;
}

static int compare_tables(const void *a, const void *b)
{
	const struct placed_table *x = a, *y = b;

	return x->box[1] < y->box[1] ? -1 : x->box[1] > y->box[1];
}

static void find_tables(struct placed_flow *fl, struct placed_page *p,
                        const struct placed_groups *groups, struct placed_tables *ret)
{
	size_t *members = mem_alloc(mem_size_mul(p->rule_n + 1, sizeof(*members)));
	struct arena scratch = {0};

	for (size_t i = 0; i < p->rule_n && fl->steps <= PLACED_MAX_STEPS; i++) {
		struct lattice t = {.flow = fl, .scratch = &scratch, .p = p, .members = members};
		struct placed_table found;

		for (size_t k = groups->first[i]; k != PLACED_NO_RULE; k = groups->next[k])
			members[t.member_n++] = k;
		arena_reset(&scratch);
		if (t.member_n < 3 || !read_table(&t, &found))
			continue;
		ret->list =
		        doc_grow(fl->doc->arena, ret->list, ret->n, &ret->cap, sizeof(*ret->list));
		ret->list[ret->n++] = found;
	}
	if (ret->n > 0)
		qsort(ret->list, ret->n, sizeof(*ret->list), compare_tables);
	arena_release(&scratch);
	free(members);
}

void placed_find_tables(struct placed_flow *fl, struct placed_page *p, struct placed_tables *ret)
{
	struct placed_groups groups;

	if (p->rule_n > PLACED_MAX_RULES) {
		doc_tell_unplaced(
		        fl->doc, placed_place(fl->doc, p),
		        _("more than %d lines are drawn on this page; its tables are read as text"),
		        PLACED_MAX_RULES);
		return;
	}
	p->largest = 0;
	for (size_t i = 0; i < p->char_n; i++)
		p->largest = fmaxf(p->largest, p->chars[i].size);
	if (placed_group(p, &fl->steps, &groups))
		find_tables(fl, p, &groups, ret);
	placed_groups_release(&groups);
	if (fl->steps > PLACED_MAX_STEPS && !fl->crowded)
		doc_tell_unplaced(fl->doc, placed_place(fl->doc, p),
		                  _("the pages up to this one have more lines than are read; "
		                    "tables from here on are read as text"));
	fl->crowded = fl->steps > PLACED_MAX_STEPS;
}
