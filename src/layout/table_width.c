/* SPDX-License-Identifier: MIT */
/*
 * table_width.c: column widths. Every column has a least width, that of its widest unbreakable
 * content; what the table is wider goes to the columns that save it the most lines
 * (table_lines.c), then to those whose values still wrap, and what is left widens the narrowest
 * columns. Columns of figures begin with the same width unless that makes the table much higher.
 */
#include "layout/table.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/*
 * A label narrower than three characters would become a tower of single characters, and a header of
 * three characters in two lines would leave one alone. The height that uneven columns of figures
 * must save: a fraction of the table's. Longer texts than SHORT_CHARS may wrap beside a column with
 * a weight.
 */
enum { LABEL_MIN_CHARS = 3, HEAD_WHOLE_CHARS = 3, SHORT_CHARS = 6, WORTH_UNEVEN = 16 };

static lu max_lu(lu a, lu b)
{
	return a > b ? a : b;
}

static lu min_lu(lu a, lu b)
{
	return a < b ? a : b;
}

/*
 * Wider than any page: the least width of a column, so that those of 200 can be added; and a text
 * on one line, to which padding is added.
 */
static const lu COLUMN_WIDEST = 8192 * LU_PER_PT, TEXT_WIDEST = LU_MAX / 2;

struct text_parting table_cell_parting(const struct setting *s, const struct table *t,
                                       const struct grid_cell *c)
{
	static const enum text_ends HEADS[TABLE_PARTING_N] = {[TABLE_WHOLE_WORDS] = TEXT_ENDS_SENSE,
	                                                      [TABLE_PARTED_WORDS] = TEXT_ENDS_HEAD,
	                                                      [TABLE_LETTERS] = TEXT_ENDS_LETTERS};
	struct text_parting p = {.ends = HEADS[t->parting], .measure = s->style->page.text_width};

	if (c->role == GRID_VALUE && t->parting != TABLE_LETTERS)
		p.ends = TEXT_ENDS_RUNNING;
	return p;
}

/* The least width of a cell with a shaped text, and that of its text on one line. */
static struct table_need measure_width(const struct setting *s, const struct table *t,
                                       const struct grid_cell *c, const struct set_text *set)
{
	const struct shaped *text = &set->shaped;
	struct table_need need = {0};
	lu least = 0, whole = 0;

	if (text->cluster_n > 0) {
		struct text_parting p = table_cell_parting(s, t, c);
		struct text_extent e = text_content(text, &p);

		least = e.min;
		whole = e.max;
	}
	need.whole = min_lu(whole, TEXT_WIDEST);
	least = min_lu(least, COLUMN_WIDEST);
	whole = min_lu(whole, COLUMN_WIDEST);
	switch (c->role) {
	case GRID_ROW_HEAD:
	case GRID_VALUE: /* matters for words only: a figure's minimum is its full width */
		least = max_lu(least, min_lu(whole, LABEL_MIN_CHARS * set->in.pitch));
		break;
	case GRID_TITLE:
	case GRID_CORNER:
	case GRID_COLUMN_HEAD:
		if (text->cluster_n <= HEAD_WHOLE_CHARS)
			least = whole;
		break;
	case GRID_EMPTY:
		break;
	}
	need.least = least + table_cell_edges(s);
	return need;
}

/* The least width of a cell; notes that of its text on one line. */
static lu least_width(struct setting *s, const struct table *t, size_t cell)
{
	struct table_need need =
	        measure_width(s, t, &t->grid->cells[cell], table_shaped_text(s, t, cell));

	t->whole[cell] = need.whole;
	return need.least;
}

static lu sum_widths(const lu *w, size_t n)
{
	lu sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += w[i];
	return sum;
}

/* Raises n widths evenly until they add up to `sum`. */
static void raise_to(lu *w, size_t n, lu sum)
{
	lu lack = sum - sum_widths(w, n);

	for (size_t i = 0; i < n && lack > 0; i++)
		w[i] += table_next_share(&lack, n - i);
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
static void share_spans(struct setting *s, struct table *t)
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
		size_t cell = (size_t)(spans[i] - g->cells);

		raise_to(t->least + spans[i]->column, spans[i]->column_span,
		         least_width(s, t, cell));
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

void table_begin_columns(struct setting *s, struct table *t)
{
	t->decimals = arena_array(s->arena, struct decimal_width, t->grid->column_n);
	t->least = arena_array(s->arena, lu, t->grid->column_n);
}

struct table_need table_measure_cell(const struct setting *s, const struct table *t,
                                     const struct grid_cell *c, const struct set_text *text)
{
	struct table_need need = {0};

	if (c->column_span > 1)
		return need;
	need = measure_width(s, t, c, text);
	if (c->align == FORM_ALIGN_DECIMAL)
		need.decimal = table_decimal_width(&text->shaped);
	return need;
}

void table_take_need(struct table *t, size_t cell, const struct table_need *need)
{
	const struct grid_cell *c = &t->grid->cells[cell];
	struct decimal_width *d = &t->decimals[c->column];

	if (c->column_span > 1)
		return;
	t->whole[cell] = need->whole;
	t->least[c->column] = max_lu(t->least[c->column], need->least);
	d->before = min_lu(max_lu(d->before, need->decimal.before), COLUMN_WIDEST / 2);
	d->after = min_lu(max_lu(d->after, need->decimal.after), COLUMN_WIDEST / 2);
}

void table_measure_columns(struct setting *s, struct table *t)
{
	const struct grid *g = t->grid;

	share_spans(s, t);
	for (size_t i = 0; i < g->column_n; i++) {
		lu decimal = t->decimals[i].before + t->decimals[i].after;

		if (decimal > 0)
			t->least[i] = max_lu(t->least[i], decimal + table_cell_edges(s));
		t->least[i] = max_lu(t->least[i], lu_from_milli_mm(g->columns[i].min_milli_mm));
	}
}

/* Columns with values that are wider than their least width, and so are texts. */
static bool *find_texts(struct setting *s, const struct table *t)
{
	const struct grid *g = t->grid;
	bool *texts = arena_array(s->arena, bool, g->column_n);

	for (size_t i = 0; i < g->cell_n; i++) {
		const struct grid_cell *c = &g->cells[i];

		if (c->role == GRID_VALUE && c->column_span == 1 &&
		    t->whole[i] + table_cell_edges(s) > t->least[c->column])
			texts[c->column] = true;
	}
	return texts;
}

/* Gives all columns of figures the same width if that fits. */
static void level_values(const struct grid *g, const bool *texts, lu *w, lu width)
{
	lu widest = 0;
	int64_t sum = 0;

	for (size_t i = 0; i < g->column_n; i++)
		if (!g->columns[i].label && !texts[i])
			widest = max_lu(widest, w[i]);
	for (size_t i = 0; i < g->column_n; i++)
		sum += g->columns[i].label || texts[i] ? w[i] : widest;
	for (size_t i = 0; i < g->column_n && sum <= width; i++)
		if (!g->columns[i].label && !texts[i])
			w[i] = widest;
}

/* How much wider each column of texts would be if none of its own cells wrapped. */
static lu *find_lacks(struct setting *s, const struct table *t, const lu *w)
{
	const bool *texts = find_texts(s, t);
	lu *lacks = arena_array(s->arena, lu, t->grid->column_n);

	for (size_t i = 0; i < t->grid->cell_n; i++) {
		const struct grid_cell *c = &t->grid->cells[i];

		if (c->column_span == 1 && texts[c->column])
			lacks[c->column] = max_lu(lacks[c->column],
			                          t->whole[i] + table_cell_edges(s) - w[c->column]);
	}
	return lacks;
}

/*
 * Gives n columns what they lack, the least first, as long as each gets no more than an equal
 * share: a serial number stands in a narrow column beside a long text, a unit stays whole. Returns
 * what is left then.
 */
static lu fill_lacks(lu *lacks, size_t n, lu *w, lu left)
{
	size_t lack_n = 0;

	for (size_t i = 0; i < n; i++)
		lack_n += lacks[i] > 0;
	for (; lack_n > 0; lack_n--) {
		size_t least = n;
		lu share;

		for (size_t i = 0; i < n; i++)
			if (lacks[i] > 0 && (least == n || lacks[i] < lacks[least]))
				least = i;
		share = min_lu(lacks[least], left / (lu)lack_n);
		w[least] += share;
		left -= share;
		lacks[least] = 0;
	}
	return left;
}

/*
 * Shares out what is left by the layout's column weights, if there are any. Columns without one
 * have their short texts whole before that.
 */
static lu share_by_weight(struct setting *s, const struct table *t, lu *w, lu left)
{
	const struct grid *g = t->grid;
	int64_t weights = 0;
	lu given = 0, *lacks;

	for (size_t i = 0; i < g->column_n; i++)
		weights += g->columns[i].weight;
	if (weights == 0)
		return left;
	lacks = find_lacks(s, t, w);
	for (size_t i = 0; i < g->column_n; i++)
		if (g->columns[i].weight > 0 || lacks[i] > SHORT_CHARS * t->size)
			lacks[i] = 0;
	left = fill_lacks(lacks, g->column_n, w, left);
	for (size_t i = 0; i < g->column_n; i++) {
		lu share = (lu)((int64_t)left * g->columns[i].weight / weights);

		w[i] += share;
		given += share;
	}
	return left - given;
}

/* Widens the narrowest columns together until nothing is left. */
static void level_up(lu *w, size_t n, lu left)
{
	while (left > 0) {
		lu low = LU_MAX, next = LU_MAX, step;
		size_t low_n = 0;

		for (size_t i = 0; i < n; i++)
			low = min_lu(low, w[i]);
		for (size_t i = 0; i < n; i++) {
			if (w[i] == low)
				low_n++;
			else
				next = min_lu(next, w[i]);
		}
		step = left / (lu)low_n;
		if (next < LU_MAX)
			step = min_lu(step, next - low);
		for (size_t i = 0; i < n && left > 0; i++) {
			lu one = step > 0 ? step : 1;

			if (w[i] != low)
				continue;
			w[i] += one;
			left -= one;
		}
	}
}

/* A way to share the width out among the columns. */
struct sharing {
	lu *widths; /* [column_n] */
	lu left;    /* of the table's width */
	int64_t height;
};

static struct sharing share_out(struct setting *s, const struct table *t, bool level, lu width)
{
	const struct grid *g = t->grid;
	struct sharing h = {.widths = arena_array(s->arena, lu, g->column_n), .left = width};

	memcpy(h.widths, t->least, g->column_n * sizeof(lu));
	if (level)
		level_values(g, find_texts(s, t), h.widths, width);
	for (size_t i = 0; i < g->column_n; i++)
		h.left -= h.widths[i];
	h.left = share_by_weight(s, t, h.widths, h.left);
	h.height = table_save_lines(s, t, h.widths, &h.left);
	return h;
}

bool table_is_hopeless(const struct setting *s, const struct table *t, lu width, bool whole)
{
	const lu *smallest = s->style->table.sizes;
	lu most = 0;

	while (smallest[1] != 0)
		smallest++;
	for (size_t i = 0; i < t->grid->column_n; i++)
		most = whole ? most + t->least[i] : max_lu(most, t->least[i]);
	return lu_scale(most, (int64_t)*smallest * 9, (int64_t)t->size * 10) > width;
}

/* All but the padding and rules of columns grows with the font size. */
bool table_was_too_wide(const struct setting *s, const struct table *t, lu width)
{
	lu edges = (lu)t->grid->column_n * table_cell_edges(s);

	return t->tried.size >= t->size && t->tried.size > 0 &&
	       lu_scale(t->tried.width - edges, (int64_t)t->size * 99,
	                (int64_t)t->tried.size * 100) > width - edges;
}

bool table_fit_widths(struct setting *s, struct table *t, lu width)
{
	const struct grid *g = t->grid;
	struct sharing even, h;
	lu least;

	table_measure_columns(s, t);
	least = sum_widths(t->least, g->column_n);
	if (t->tried.size == 0) {
		t->tried.size = t->size;
		t->tried.width = least;
	}
	if (least > width)
		return false;
	even = share_out(s, t, /*level*/ true, width);
	h = share_out(s, t, /*level*/ false, width);
	if (even.height - h.height < h.height / WORTH_UNEVEN)
		h = even;
	h.left = fill_lacks(find_lacks(s, t, h.widths), g->column_n, h.widths, h.left);
	level_up(h.widths, g->column_n, h.left);
	t->x = arena_array(s->arena, lu, g->column_n + 1);
	for (size_t i = 0; i < g->column_n; i++)
		t->x[i + 1] = t->x[i] + h.widths[i];
	return true;
}

const struct grid_cell *table_widest_cell(struct setting *s, const struct table *t)
{
	const struct grid_cell *widest = &t->grid->cells[0];
	lu most = 0;

	for (size_t i = 0; i < t->grid->cell_n; i++) {
		const struct grid_cell *c = &t->grid->cells[i];
		lu minimum = least_width(s, t, i) / (lu)c->column_span;

		if (minimum > most) {
			most = minimum;
			widest = c;
		}
	}
	return widest;
}
