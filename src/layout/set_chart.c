/* SPDX-License-Identifier: MIT */
/*
 * set_chart.c: charts. Bars lie, so that long labels have room; every figure stands at what it
 * measures.
 */
#include <string.h>

#include "base/mem.h"
#include "layout/chart.h"

enum {
	TICKS = 5,          /* steps of an axis, at most */
	LABEL_PART = 3,     /* labels take at most so much of the measure */
	PLOT_MM = 60,       /* height of lines and pies */
	SCALE_MAX = 1000000 /* values are scaled below this: products stay within 64 bits */
};

/* ---- numbers ---- */

static long long round_step(long long range)
{
	static const int parts[] = {1, 2, 5};
	long long power = 1;

	for (;; power *= 10)
		for (size_t i = 0; i < COUNT(parts); i++)
			if (parts[i] * power * TICKS >= range)
				return parts[i] * power;
}

static void find_axis(struct chart_set *c)
{
	size_t n = c->from->row_n * c->from->column_n;

	for (size_t i = 0; i < n; i++) {
		const struct content_figure *f = &c->from->figures[i];

		if (!f->blank && f->milli > c->high)
			c->high = f->milli;
		if (!f->blank && f->milli < c->low)
			c->low = f->milli;
	}
	if (c->high == c->low)
		c->high = c->low + 1000;
	c->step = round_step(c->high - c->low);
	c->high = (c->high + c->step - 1) / c->step * c->step;
	c->low = -((-c->low + c->step - 1) / c->step * c->step);
}

lu chart_along(const struct chart_set *c, long long value, lu length)
{
	long long part = value - c->low, whole = c->high - c->low;

	while (whole > SCALE_MAX) {
		whole /= 10;
		part /= 10;
	}
	return lu_scale(length, part, whole > 0 ? whole : 1);
}

/* ---- texts ---- */

struct set_text *chart_words(struct setting *s, const struct chart_set *c,
                             const struct content_text *text, lu width)
{
	struct set_text *t = setting_shape(s, text, &(struct text_looks){.style = c->style});
	struct text_measure m = {.width = width, .balance = true};

	t->align = ALIGN_START;
	setting_break(s, t, &m);
	return t;
}

lu chart_text_width(const struct set_text *t)
{
	lu widest = 0;

	for (size_t i = 0; i < t->line_n; i++)
		if (t->lines[i].width > widest)
			widest = t->lines[i].width;
	return widest;
}

lu chart_text_height(const struct set_text *t)
{
	enum { TALLEST = LU_MAX / 256 }; /* than any page, so that sums of it stay in their type */

	return t->line_n < (size_t)(TALLEST / t->line) ? t->line * (lu)t->line_n : TALLEST;
}

/* Of the legend: how wide the sample before a name is, and where its lines begin. */
static lu sample_width(const struct chart_set *c)
{
	return c->line * 3 / 2;
}

static lu legend_left(const struct chart_set *c)
{
	return c->label_width + c->gap;
}

static void set_texts(struct setting *s, struct chart_set *c)
{
	const struct content_chart *from = c->from;
	size_t n = from->row_n * from->column_n;

	c->labels = arena_array(s->arena, struct set_text *, from->row_n);
	c->columns = arena_array(s->arena, struct set_text *, from->column_n);
	c->figures = arena_array(s->arena, struct set_text *, n);
	for (size_t i = 0; i < from->row_n; i++) {
		c->labels[i] = chart_words(s, c, &from->labels[i], c->width / LABEL_PART);
		if (chart_text_width(c->labels[i]) > c->label_width)
			c->label_width = chart_text_width(c->labels[i]);
	}
	for (size_t k = 0; k < from->column_n; k++)
		c->columns[k] =
		        chart_words(s, c, &from->columns[k],
		                    c->width - legend_left(c) - sample_width(c) - c->gap / 2);
	for (size_t i = 0; i < n; i++)
		c->figures[i] = chart_words(s, c, &from->figures[i].text, c->width);
}

/* ---- the legend ---- */

/* A walk over the entries of the legend: where the last one is, and the next would be. */
struct legend {
	lu x, y, next, tallest;
};

/* On to a column's entry: beside the last one, or below if there is no room. */
static void legend_step(const struct chart_set *c, size_t column, struct legend *at)
{
	const struct set_text *name = c->columns[column];
	lu width = sample_width(c) + c->gap / 2 + chart_text_width(name);

	if (column == 0)
		*at = (struct legend){.next = legend_left(c)};
	if (at->next > legend_left(c) && at->next + width > c->width) {
		at->y += at->tallest;
		at->tallest = 0;
		at->next = legend_left(c);
	}
	at->x = at->next;
	at->next += width + c->line;
	if (chart_text_height(name) > at->tallest)
		at->tallest = chart_text_height(name);
}

static lu legend_height(const struct chart_set *c)
{
	struct legend at = {0};

	if (c->from->columns[0].len == 0)
		return 0;
	for (size_t k = 0; k < c->from->column_n; k++)
		legend_step(c, k, &at);
	return at.y + at.tallest + c->gap;
}

/* The columns' names, each behind a sample of its pattern or its line. */
static void put_legend(const struct chart_pen *p)
{
	const struct chart_set *c = p->c;
	lu height = c->line * 3 / 5, wide = sample_width(c), middle = c->line / 2;
	struct legend at = {0};

	for (size_t k = 0; c->legend > 0 && k < c->from->column_n; k++) {
		legend_step(c, k, &at);
		if (c->from->kind == CHART_LINE) {
			chart_put_stroke(
			        p, (lu[4]){at.x, at.y + middle, at.x + wide, at.y + middle}, k);
			chart_put_mark(p, at.x + wide / 2, at.y + middle, k);
		} else {
			chart_put_pattern_box(
			        p, (lu[4]){at.x, at.y + (c->line - height) / 2, wide, height}, k);
		}
		chart_put_words(p, c->columns[k], at.x + wide + c->gap / 2, at.y);
	}
}

/* ---- bars ---- */

static lu bar_row(const struct chart_set *c, size_t i)
{
	lu bars = c->line * (lu)c->from->column_n, label = chart_text_height(c->labels[i]);

	return (bars > label ? bars : label) + c->row_gap;
}

static lu widest_figure(const struct chart_set *c)
{
	lu widest = 0;

	for (size_t i = 0; i < c->from->row_n * c->from->column_n; i++)
		if (chart_text_width(c->figures[i]) > widest)
			widest = chart_text_width(c->figures[i]);
	return widest;
}

static void put_bar(const struct chart_pen *p, size_t i, lu left, lu top, lu length)
{
	const struct chart_set *c = p->c;
	const struct content_figure *f = &c->from->figures[i];
	lu zero = chart_along(c, 0, length),
	   end = f->blank ? zero : chart_along(c, f->milli, length);
	lu from = zero < end ? zero : end, to = zero < end ? end : zero, pad = c->line / 8;

	if (to > from)
		chart_put_pattern_box(p,
		                      (lu[4]){left + from, top + pad, to - from, c->line - 2 * pad},
		                      i % c->from->column_n);
	if (!f->blank)
		chart_put_words(p, c->figures[i], left + to + c->gap / 2, top);
}

static void put_bars(const struct chart_pen *p)
{
	const struct chart_set *c = p->c;
	lu left = c->label_width + c->gap, length = c->width - left - widest_figure(c) - c->gap;
	lu y = c->legend, zero = left + chart_along(c, 0, length);

	for (size_t i = 0; i < c->from->row_n; i++) {
		lu row = bar_row(c, i) - c->row_gap, bars = c->line * (lu)c->from->column_n;

		chart_put_words(p, c->labels[i], c->label_width - chart_text_width(c->labels[i]),
		                y + (row - chart_text_height(c->labels[i])) / 2);
		for (size_t k = 0; k < c->from->column_n; k++)
			put_bar(p, i * c->from->column_n + k, left,
			        y + (row - bars) / 2 + c->line * (lu)k, length);
		y += row + c->row_gap;
	}
	chart_put_line(p, (lu[4]){zero, c->legend, zero, y - c->row_gap}, LU_PER_PT / 2, 0);
}

/* ---- the chart ---- */

static lu bars_height(const struct chart_set *c)
{
	lu height = c->legend;

	for (size_t i = 0; i < c->from->row_n; i++)
		height += bar_row(c, i);
	return height;
}

/* Many bars stand closer together where they would not fit a page otherwise. */
static lu set_bars(const struct setting *s, struct chart_set *c)
{
	const struct page_style *page = &s->style->page;
	lu room = page->text_height - 3 * page->text_height / page->lines - s->style->table.space;
	lu over = bars_height(c) - room, rows = (lu)c->from->row_n;

	if (over > 0) {
		lu less = (over + rows - 1) / rows;

		c->row_gap = c->row_gap - less > c->line / 8 ? c->row_gap - less : c->line / 8;
	}
	return bars_height(c);
}

/* Labels stand below their points. */
static lu set_lines(struct setting *s, struct chart_set *c)
{
	lu room = (c->width - chart_lines_left(s, c)) / (lu)c->from->row_n, tallest = 0;

	for (size_t i = 0; i < c->from->row_n; i++) {
		lu label;

		c->labels[i] = chart_words(s, c, &c->from->labels[i], room - c->gap / 4);
		label = chart_text_height(c->labels[i]);
		tallest = label > tallest ? label : tallest;
	}
	/* Figures of several lines need room to move apart. */
	c->plot += (c->plot / 4) * ((lu)c->from->column_n - 1);
	return c->legend + 3 * c->line + c->plot + tallest;
}

static lu set_kind(struct setting *s, struct chart_set *c)
{
	switch (c->from->kind) {
	case CHART_BAR:
		return set_bars(s, c);
	case CHART_LINE:
		return set_lines(s, c);
	case CHART_PIE:
		return chart_set_pie(s, c);
	}
	return 0;
}

lu chart_set(struct setter *p, struct flow_item *item, const struct content_chart *from)
{
	struct chart_set *c = arena_new(p->s->arena, struct chart_set);

	c->from = from;
	c->style = &p->s->style->table.value;
	c->line = c->style->line;
	c->gap = c->line / 2;
	c->row_gap = c->gap;
	c->width = p->s->style->page.text_width;
	c->plot = lu_from_milli_mm(PLOT_MM * 1000);
	find_axis(c);
	set_texts(p->s, c);
	c->legend = legend_height(c);
	item->chart = c;
	item->width = c->width;
	item->height = set_kind(p->s, c);
	return item->height;
}

void chart_emit(struct setting *s, const struct flow_item *item, const struct text_spot *spot)
{
	struct chart_pen p = {s, item->chart, spot->page, item->tag, spot->x, spot->top};

	put_legend(&p);
	switch (item->chart->from->kind) {
	case CHART_BAR:
		put_bars(&p);
		break;
	case CHART_LINE:
		chart_put_lines(&p);
		break;
	case CHART_PIE:
		chart_put_pie(&p);
		break;
	}
}
