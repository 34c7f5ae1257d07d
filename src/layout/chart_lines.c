/* SPDX-License-Identifier: MIT */
/*
 * chart_lines.c: lines over an axis. Every figure is printed: where the place above its point is
 * taken it stands below, or further off with a line to its point.
 */
#include <string.h>

#include "base/mem.h"
#include "layout/chart.h"

/* Places of a figure that are tried, 0 being above its point. */
enum { BELOW = 1, RIGHT, LEFT, PLACES = 24 };

/* A figure on the plot: the box it takes, and those that are taken. */
struct taken {
	struct taken_box {
		lu at[4]; /* left, top, right, bottom */
	} * boxes;
	size_t n;
};

static bool overlaps(const struct taken *t, const lu box[4])
{
	for (size_t i = 0; i < t->n; i++) {
		const lu *b = t->boxes[i].at;

		if (box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3])
			return true;
	}
	return false;
}

static void take(struct taken *t, const lu box[4])
{
	memcpy(t->boxes[t->n++].at, box, 4 * sizeof(lu));
}

static struct set_text *tick_text(struct setting *s, const struct chart_set *c, long long milli)
{
	struct content_span *span = arena_new(s->arena, struct content_span);
	struct buf b = {0};
	struct content_text text;

	num_put_milli(&b, milli);
	text = content_text_of(buf_to_arena(s->arena, &b), 0, NULL, span);
	text.len = span->len = strlen(text.text);
	return chart_words(s, c, &text, c->width);
}

lu chart_lines_left(struct setting *s, const struct chart_set *c)
{
	lu widest = 0;

	for (long long v = c->low; v <= c->high; v += c->step) { /* 0.2 is wider than 0 and 1 */
		lu width = chart_text_width(tick_text(s, c, v));

		if (width > widest)
			widest = width;
	}
	return widest + c->gap;
}

static void put_axis(const struct chart_pen *p, lu left, lu top)
{
	const struct chart_set *c = p->c;

	for (long long v = c->low; v <= c->high; v += c->step) {
		lu y = top + c->plot - chart_along(c, v, c->plot);
		struct set_text *t = tick_text(p->s, c, v);

		chart_put_line(p, (lu[4]){left, y, c->width, y}, LU_PER_PT / 4, v == 0 ? 0 : 170);
		chart_put_words(p, t, left - c->gap / 2 - chart_text_width(t), y - c->line / 2);
	}
}

/* The points of a column. */
struct points {
	lu left, top, each;
};

static bool point_of(const struct chart_pen *p, const struct points *at, size_t row, size_t column,
                     lu ret[2])
{
	const struct chart_set *c = p->c;
	const struct content_figure *f = &c->from->figures[row * c->from->column_n + column];

	ret[0] = at->left + at->each * (lu)row + at->each / 2;
	ret[1] = at->top + c->plot - chart_along(c, f->blank ? 0 : f->milli, c->plot);
	return !f->blank;
}

static void put_strokes(const struct chart_pen *p, const struct points *at, size_t column)
{
	lu last[2], here[2];
	bool joined = false;

	for (size_t i = 0; i < p->c->from->row_n; i++) {
		bool there = point_of(p, at, i, column, here);

		if (there && joined)
			chart_put_stroke(p, (lu[4]){last[0], last[1], here[0], here[1]}, column);
		joined = there;
		memcpy(last, here, sizeof(last));
	}
}

/*
 * The k-th place to try: above the point, below it, at its right, at its left; then a line further
 * off each time, above and below.
 */
static void place_box(const struct chart_set *c, const lu point[2], lu width, int k, lu ret[4])
{
	bool beside = k == RIGHT || k == LEFT;
	lu height = c->line * 3 / 4, side = k == RIGHT ? 1 : -1, x = point[0], y;
	lu away = c->line / 4 + (k > LEFT ? height * (k / 2 - 1) : 0);

	y = k % 2 == 0 ? point[1] - away - height : point[1] + away;
	if (beside) {
		x += side * (c->line / 4 + width / 2 + c->gap / 8);
		y = point[1] - height / 2;
	}
	if (x + width / 2 + c->gap / 8 > c->width)
		x = c->width - width / 2 - c->gap / 8;
	ret[0] = x - width / 2 - c->gap / 8;
	ret[2] = x + width / 2 + c->gap / 8;
	ret[1] = y;
	ret[3] = y + height;
}

static void put_figure(const struct chart_pen *p, const lu point[2], size_t i, bool below,
                       struct taken *t)
{
	const struct chart_set *c = p->c;
	lu width = chart_text_width(c->figures[i]), box[4];
	int k = 0, place;

	do {
		place = k <= BELOW ? k ^ (int)below : k;
		place_box(c, point, width, place, box);
	} while (overlaps(t, box) && ++k < PLACES);
	take(t, box);
	if (k > LEFT)
		chart_put_line(
		        p, (lu[4]){point[0], point[1], point[0], place % 2 == 0 ? box[3] : box[1]},
		        LU_PER_PT / 4, 0);
	chart_put_box(p, (lu[4]){box[0], box[1], box[2] - box[0], box[3] - box[1]}, 255);
	chart_put_words(p, c->figures[i], (box[0] + box[2] - width) / 2,
	                box[1] - (c->line - (box[3] - box[1])) / 2);
}

/* The points of a row from the top down: the highest has its figure above, the lowest below. */
static void put_row(const struct chart_pen *p, const struct points *at, size_t row, struct taken *t)
{
	struct {
		lu at[2];
		size_t figure;
	} points[REPORT_CHART_MAX_COLUMNS], swap;
	size_t n = 0;

	for (size_t k = 0; k < p->c->from->column_n; k++) {
		if (!point_of(p, at, row, k, points[n].at))
			continue;
		points[n].figure = row * p->c->from->column_n + k;
		for (size_t i = n++; i > 0 && points[i].at[1] < points[i - 1].at[1]; i--) {
			swap = points[i];
			points[i] = points[i - 1];
			points[i - 1] = swap;
		}
	}
	for (size_t i = 0; i < n; i++) {
		size_t from_end = i % 2 == 0 ? i / 2 : n - 1 - i / 2;

		put_figure(p, points[from_end].at, points[from_end].figure, i % 2 == 1, t);
	}
}

/* Where the label of row i is. */
static void label_box(const struct chart_set *c, const struct points *at, size_t i, lu ret[4])
{
	lu width = chart_text_width(c->labels[i]);

	ret[0] = at->left + at->each * (lu)i + (at->each - width) / 2;
	ret[1] = at->top + c->plot + c->line;
	ret[2] = ret[0] + width;
	ret[3] = ret[1] + chart_text_height(c->labels[i]);
}

/* What is printed beside and below the plot, and all above and below the chart. */
static void take_words(const struct chart_pen *p, const struct points *at, struct taken *t)
{
	const struct chart_set *c = p->c;
	lu right = at->left - c->gap / 2, half = c->line * 3 / 8, far = 4 * c->plot;
	lu lowest = at->top + c->plot + c->line, box[4];

	for (long long v = c->low; v <= c->high; v += c->step) {
		lu y = at->top + c->plot - chart_along(c, v, c->plot);

		take(t, (lu[4]){right - chart_text_width(tick_text(p->s, c, v)), y - half, right,
		                y + half});
	}
	for (size_t i = 0; i < c->from->row_n; i++) {
		label_box(c, at, i, box);
		take(t, box);
		lowest = box[3] > lowest ? box[3] : lowest;
	}
	take(t, (lu[4]){0, lowest, c->width, lowest + far});
	take(t, (lu[4]){0, c->legend - far, c->width, c->legend});
}

/* Words and marks take their places first, so that no figure hides one. */
static void put_figures(const struct chart_pen *p, const struct points *at)
{
	const struct content_chart *from = p->c->from;
	size_t ticks = (size_t)((p->c->high - p->c->low) / p->c->step) + 1;
	size_t n = 2 + ticks + from->row_n + 2 * from->row_n * from->column_n;
	struct taken t = {.boxes = arena_array(p->s->arena, struct taken_box, n)};
	lu half = p->c->line / 6, here[2];

	for (size_t i = 0; i < from->row_n * from->column_n; i++)
		if (point_of(p, at, i / from->column_n, i % from->column_n, here))
			take(&t, (lu[4]){here[0] - half, here[1] - half, here[0] + half,
			                 here[1] + half});
	take_words(p, at, &t);
	for (size_t i = 0; i < from->row_n; i++)
		put_row(p, at, i, &t);
}

void chart_put_lines(const struct chart_pen *p)
{
	const struct chart_set *c = p->c;
	struct points at = {.left = chart_lines_left(p->s, c), .top = c->legend + 2 * c->line};
	lu here[2];

	at.each = (c->width - at.left) / (lu)c->from->row_n;
	put_axis(p, at.left, at.top);
	for (size_t k = 0; k < c->from->column_n; k++)
		put_strokes(p, &at, k);
	put_figures(p, &at);
	for (size_t i = 0; i < c->from->row_n * c->from->column_n; i++)
		if (point_of(p, &at, i / c->from->column_n, i % c->from->column_n, here))
			chart_put_mark(p, here[0], here[1], i % c->from->column_n);
	for (size_t i = 0; i < c->from->row_n; i++) {
		lu box[4];

		label_box(c, &at, i, box);
		chart_put_words(p, c->labels[i], box[0], box[1]);
	}
}
