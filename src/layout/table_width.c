/* SPDX-License-Identifier: MIT */
/*
 * Column widths. Every column has a minimum width (its widest unbreakable content) and a preferred
 * width (everything on one line, except that a header prefers its minimum: it looks better in two
 * even lines than in one). Columns of figures then get the same width if that fits, label columns
 * share the rest in proportion to what they lack, and what is left widens the narrowest columns.
 */
#include "layout/table.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/*
 * A label narrower than three characters would become a tower of single characters, and a header of
 * three characters in two lines would leave one alone.
 */
enum { LABEL_MIN_CHARS = 3, HEAD_WHOLE_CHARS = 3 };

struct column_widths {
	lu minimum, preferred; /* minimum grows until it is the final width */
};

static lu max_lu(lu a, lu b)
{
	return a > b ? a : b;
}

static lu min_lu(lu a, lu b)
{
	return a < b ? a : b;
}

/* Padding and rules. */
static lu cell_edges(const struct setting *s)
{
	return 2 * s->style->table.pad_x + s->style->table.rule_inner;
}

/* A label may take several lines, more if it spans several rows, but must not become a tower. */
static void bound_label(struct column_widths *w, const struct grid_cell *c, lu pitch)
{
	w->minimum = max_lu(w->minimum, min_lu(w->preferred, LABEL_MIN_CHARS * pitch));
	if (c->row_span > 1)
		w->preferred = max_lu(w->minimum, w->preferred / (lu)c->row_span);
}

/* The minimum and preferred width of one cell, with padding and rules. */
static struct column_widths cell_widths(const struct setting *s, const struct table *t, size_t cell)
{
	const struct grid_cell *c = &t->grid->cells[cell];
	const struct shaped *text = &t->texts[cell]->shaped;
	struct column_widths w = {0};

	if (text->cluster_n > 0)
		w = (struct column_widths){text_min_content(text), text_max_content(text)};
	switch (c->role) {
	case GRID_ROW_HEAD:
		bound_label(&w, c, t->texts[cell]->in.pitch);
		break;
	case GRID_TITLE:
	case GRID_CORNER:
	case GRID_COLUMN_HEAD:
		if (text->cluster_n <= HEAD_WHOLE_CHARS)
			w.minimum = w.preferred;
		w.preferred = w.minimum;
		break;
	case GRID_VALUE: /* matters for words only: a figure's minimum is its full width */
		bound_label(&w, c, t->texts[cell]->in.pitch);
		break;
	case GRID_EMPTY:
		break;
	}
	w.minimum += cell_edges(s);
	w.preferred += cell_edges(s);
	return w;
}

/* Raises the minimum or preferred widths of n columns evenly until they add up to `sum`. */
static void raise_to(struct column_widths *w, size_t n, lu sum, bool minimum)
{
	lu have = 0, lack;

	for (size_t i = 0; i < n; i++)
		have += minimum ? w[i].minimum : w[i].preferred;
	lack = sum - have;
	for (size_t i = 0; i < n && lack > 0; i++)
		*(minimum ? &w[i].minimum : &w[i].preferred) += table_next_share(&lack, n - i);
}

static int compare_spans(const void *x, const void *y)
{
	const struct grid_cell *a = *(const struct grid_cell *const *)x;
	const struct grid_cell *b = *(const struct grid_cell *const *)y;

	if (a->column_span != b->column_span)
		return a->column_span < b->column_span ? -1 : 1;
	return a < b ? -1 : a > b; /* both in one array: the order of cells */
}

/* Shares out what spanning cells need beyond the width of their columns, small spans first. */
static void share_spans(const struct setting *s, const struct table *t, struct column_widths *w)
{
	const struct grid *g = t->grid;
	const struct grid_cell **spans = NULL;
	size_t n = 0, cap = 0;

	for (size_t i = 0; i < g->cell_n; i++) {
		if (g->cells[i].column_span == 1)
			continue;
		spans = mem_grow(spans, n, &cap, sizeof(*spans));
		spans[n++] = &g->cells[i];
	}
	if (n > 0)
		qsort(spans, n, sizeof(*spans), compare_spans);
	for (size_t i = 0; i < n; i++) {
		struct column_widths cell = cell_widths(s, t, (size_t)(spans[i] - g->cells));

		raise_to(w + spans[i]->column, spans[i]->column_span, cell.minimum,
		         /*minimum*/ true);
		raise_to(w + spans[i]->column, spans[i]->column_span, cell.preferred,
		         /*minimum*/ false);
	}
	free(spans);
}

struct decimal_width table_decimal_width(const struct shaped *text)
{
	const char *point = memchr(text->in->text, '.', text->in->len);
	size_t off = point != NULL ? (size_t)(point - text->in->text) : text->in->len;
	struct decimal_width d = {0};

	for (size_t i = 0; i < text->cluster_n; i++) {
		const struct cluster *c = &text->clusters[i];

		if (c->off < off)
			d.before += c->advance;
		else
			d.after += c->advance;
	}
	return d;
}

static void measure_decimals(struct setting *s, struct table *t)
{
	t->decimals = arena_array(s->arena, struct decimal_width, t->grid->column_n);
	for (size_t i = 0; i < t->grid->cell_n; i++) {
		const struct grid_cell *c = &t->grid->cells[i];
		struct decimal_width *d = &t->decimals[c->column], own;

		if (c->align != FORM_ALIGN_DECIMAL || c->column_span > 1)
			continue;
		own = table_decimal_width(&t->texts[i]->shaped);
		d->before = max_lu(d->before, own.before);
		d->after = max_lu(d->after, own.after);
	}
}

static struct column_widths *measure_columns(struct setting *s, const struct table *t)
{
	const struct grid *g = t->grid;
	struct column_widths *w = arena_array(s->arena, struct column_widths, g->column_n);

	for (size_t i = 0; i < g->cell_n; i++) {
		const struct grid_cell *c = &g->cells[i];

		if (c->column_span == 1) {
			struct column_widths cell = cell_widths(s, t, i);

			w[c->column].minimum = max_lu(w[c->column].minimum, cell.minimum);
			w[c->column].preferred = max_lu(w[c->column].preferred, cell.preferred);
		}
	}
	share_spans(s, t, w);
	for (size_t i = 0; i < g->column_n; i++) {
		lu decimal = t->decimals[i].before + t->decimals[i].after;

		if (decimal > 0)
			w[i].minimum = max_lu(w[i].minimum, decimal + cell_edges(s));
		w[i].minimum = max_lu(w[i].minimum, lu_from_milli_mm(g->columns[i].min_milli_mm));
		w[i].preferred = max_lu(w[i].preferred, w[i].minimum);
	}
	return w;
}

static lu sum_minimum(const struct column_widths *w, size_t n)
{
	lu sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += w[i].minimum;
	return sum;
}

/* Gives all columns of figures the same width if that fits. */
static void level_values(const struct grid *g, struct column_widths *w, lu width)
{
	lu widest = 0;
	int64_t sum = 0;

	for (size_t i = 0; i < g->column_n; i++)
		if (!g->columns[i].label)
			widest = max_lu(widest, w[i].minimum);
	for (size_t i = 0; i < g->column_n; i++)
		sum += g->columns[i].label ? w[i].minimum : widest;
	if (sum > width)
		return;
	for (size_t i = 0; i < g->column_n; i++) {
		if (g->columns[i].label)
			continue;
		w[i].minimum = widest;
		w[i].preferred = max_lu(w[i].preferred, widest);
	}
}

/* Shares out what is left by the layout's column weights, if there are any. */
static lu share_by_weight(const struct grid *g, struct column_widths *w, lu left)
{
	int64_t weights = 0;
	lu given = 0;

	for (size_t i = 0; i < g->column_n; i++)
		weights += g->columns[i].weight;
	if (weights == 0)
		return left;
	for (size_t i = 0; i < g->column_n; i++) {
		lu share = (lu)((int64_t)left * g->columns[i].weight / weights);

		w[i].minimum += share;
		given += share;
	}
	return left - given;
}

/* Shares out what is left in proportion to what columns lack of their preferred width. */
static lu grow_to_preferred(struct column_widths *w, size_t n, lu left)
{
	int64_t lack = 0;
	lu given = 0;

	for (size_t i = 0; i < n; i++)
		lack += w[i].preferred - w[i].minimum;
	if (lack == 0)
		return left;
	for (size_t i = 0; i < n; i++) {
		lu want = w[i].preferred - w[i].minimum;
		lu share = lack <= left ? want : (lu)((int64_t)want * left / lack);

		w[i].minimum += share;
		given += share;
	}
	return left - given;
}

/* Widens the narrowest columns together until nothing is left. */
static void level_up(struct column_widths *w, size_t n, lu left)
{
	while (left > 0) {
		lu low = LU_MAX, next = LU_MAX, step;
		size_t low_n = 0;

		for (size_t i = 0; i < n; i++)
			low = min_lu(low, w[i].minimum);
		for (size_t i = 0; i < n; i++) {
			if (w[i].minimum == low)
				low_n++;
			else
				next = min_lu(next, w[i].minimum);
		}
		step = left / (lu)low_n;
		if (next < LU_MAX)
			step = min_lu(step, next - low);
		for (size_t i = 0; i < n && left > 0; i++) {
			lu one = step > 0 ? step : 1;

			if (w[i].minimum != low)
				continue;
			w[i].minimum += one;
			left -= one;
		}
	}
}

bool table_fit_widths(struct setting *s, struct table *t, lu width)
{
	const struct grid *g = t->grid;
	struct column_widths *w;
	lu left;

	measure_decimals(s, t);
	w = measure_columns(s, t);
	left = width - sum_minimum(w, g->column_n);
	if (left < 0)
		return false;
	level_values(g, w, width);
	left = width - sum_minimum(w, g->column_n);
	left = share_by_weight(g, w, left);
	left = grow_to_preferred(w, g->column_n, left);
	level_up(w, g->column_n, left);
	t->x = arena_array(s->arena, lu, g->column_n + 1);
	for (size_t i = 0; i < g->column_n; i++)
		t->x[i + 1] = t->x[i] + w[i].minimum;
	return true;
}

const struct grid_cell *table_widest_cell(const struct setting *s, const struct table *t)
{
	const struct grid_cell *widest = &t->grid->cells[0];
	lu most = 0;

	for (size_t i = 0; i < t->grid->cell_n; i++) {
		const struct grid_cell *c = &t->grid->cells[i];
		lu minimum = cell_widths(s, t, i).minimum / (lu)c->column_span;

		if (minimum > most) {
			most = minimum;
			widest = c;
		}
	}
	return widest;
}
