/* SPDX-License-Identifier: MIT */
/*
 * set_chart.c: charts. Bars lie, so that long labels have room; every figure stands at what it
 * measures; columns differ by greys that a press can print apart.
 */
#include <string.h>

#include "base/mem.h"
#include "layout/setter.h"

enum {
	TICKS = 5,      /* steps of an axis, at most */
	LABEL_PART = 3, /* labels take at most so much of the measure */
	PLOT_MM = 60,   /* height of lines and pies */
	ARC_STEP = 3,   /* degrees of a circle that are drawn as a straight line */
	FULL_TURN = 360,
	SCALE_MAX = 1000000 /* values are scaled below this: products stay within 64 bits */
};

struct chart_set {
	const struct content_chart *from;
	struct set_text **labels, **columns, **figures;
	long long low, high, step; /* of the axis */
	lu line, width, label_width, gap, legend, plot;
	const struct text_style *style;
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

/* Where a value is on an axis of this length, from its low end. */
static lu along(const struct chart_set *c, long long value, lu length)
{
	long long part = value - c->low, whole = c->high - c->low;

	while (whole > SCALE_MAX) {
		whole /= 10;
		part /= 10;
	}
	return lu_scale(length, part, whole > 0 ? whole : 1);
}

/* ---- texts ---- */

static struct set_text *set_words(struct setting *s, const struct chart_set *c,
                                  const struct content_text *text, lu width)
{
	struct set_text *t = setting_shape(s, text, &(struct text_looks){.style = c->style});
	struct text_measure m = {.width = width, .balance = true};

	t->align = ALIGN_START;
	setting_break(s, t, &m);
	return t;
}

static lu width_of(const struct set_text *t)
{
	lu widest = 0;

	for (size_t i = 0; i < t->line_n; i++)
		if (t->lines[i].width > widest)
			widest = t->lines[i].width;
	return widest;
}

static lu height_of(const struct set_text *t)
{
	return t->line * (lu)t->line_n;
}

static void set_texts(struct setting *s, struct chart_set *c)
{
	const struct content_chart *from = c->from;
	size_t n = from->row_n * from->column_n;

	c->labels = arena_array(s->arena, struct set_text *, from->row_n);
	c->columns = arena_array(s->arena, struct set_text *, from->column_n);
	c->figures = arena_array(s->arena, struct set_text *, n);
	for (size_t i = 0; i < from->row_n; i++) {
		c->labels[i] = set_words(s, c, &from->labels[i], c->width / LABEL_PART);
		if (width_of(c->labels[i]) > c->label_width)
			c->label_width = width_of(c->labels[i]);
	}
	for (size_t k = 0; k < from->column_n; k++)
		c->columns[k] = set_words(s, c, &from->columns[k], c->width);
	for (size_t i = 0; i < n; i++)
		c->figures[i] = set_words(s, c, &from->figures[i].text, c->width);
}

/* ---- drawing ---- */

struct chart_pen {
	struct setting *s;
	const struct chart_set *c;
	size_t page;
	int tag;
	lu x, y; /* of the chart's top left corner */
};

static int gray_of(size_t column)
{
	static const unsigned char grays[] = {90, 190, 30, 225};

	return grays[column % COUNT(grays)];
}

static void put_words(const struct chart_pen *p, const struct set_text *t, lu x, lu y)
{
	for (size_t i = 0; i < t->line_n; i++)
		setting_emit_line(p->s, t, i,
		                  &(struct text_spot){p->page, p->x + x, p->y + y + t->line * (lu)i,
		                                      width_of(t), p->tag});
}

static void put_box(const struct chart_pen *p, const lu box[4], int gray)
{
	struct page_item *it = page_add_item(p->s->pl, p->page, ITEM_FILL, p->tag);

	it->gray = (unsigned char)gray;
	it->u.fill.x = p->x + box[0];
	it->u.fill.y = p->y + box[1];
	it->u.fill.w = box[2] > 0 ? box[2] : 1;
	it->u.fill.h = box[3] > 0 ? box[3] : 1;
}

static void put_line(const struct chart_pen *p, const lu ends[4], lu width, int gray)
{
	struct page_item *it = page_add_item(p->s->pl, p->page, ITEM_RULE, p->tag);

	it->gray = (unsigned char)gray;
	it->u.rule.x0 = p->x + ends[0];
	it->u.rule.y0 = p->y + ends[1];
	it->u.rule.x1 = p->x + ends[2];
	it->u.rule.y1 = p->y + ends[3];
	it->u.rule.width = width;
}

/* The columns' names, each behind a sample of its grey. */
static void put_legend(const struct chart_pen *p)
{
	const struct chart_set *c = p->c;
	lu x = c->label_width + c->gap, side = c->line / 2;

	for (size_t k = 0; c->legend > 0 && k < c->from->column_n; k++) {
		put_box(p, (lu[4]){x, side / 2, side, side}, gray_of(k));
		put_words(p, c->columns[k], x + 2 * side, 0);
		x += 3 * side + width_of(c->columns[k]);
	}
}

/* ---- bars ---- */

static lu bar_row(const struct chart_set *c, size_t i)
{
	lu bars = c->line * (lu)c->from->column_n, label = height_of(c->labels[i]);

	return (bars > label ? bars : label) + c->gap;
}

static lu widest_figure(const struct chart_set *c)
{
	lu widest = 0;

	for (size_t i = 0; i < c->from->row_n * c->from->column_n; i++)
		if (width_of(c->figures[i]) > widest)
			widest = width_of(c->figures[i]);
	return widest;
}

static void put_bar(const struct chart_pen *p, size_t i, lu left, lu top, lu length)
{
	const struct chart_set *c = p->c;
	const struct content_figure *f = &c->from->figures[i];
	lu zero = along(c, 0, length), end = f->blank ? zero : along(c, f->milli, length);
	lu from = zero < end ? zero : end, to = zero < end ? end : zero, pad = c->line / 8;

	if (to > from)
		put_box(p, (lu[4]){left + from, top + pad, to - from, c->line - 2 * pad},
		        gray_of(i % c->from->column_n));
	if (!f->blank)
		put_words(p, c->figures[i], left + to + c->gap / 2, top);
}

static void put_bars(const struct chart_pen *p)
{
	const struct chart_set *c = p->c;
	lu left = c->label_width + c->gap, length = c->width - left - widest_figure(c) - c->gap;
	lu y = c->legend, zero = left + along(c, 0, length);

	for (size_t i = 0; i < c->from->row_n; i++) {
		lu row = bar_row(c, i) - c->gap, bars = c->line * (lu)c->from->column_n;

		put_words(p, c->labels[i], c->label_width - width_of(c->labels[i]),
		          y + (row - height_of(c->labels[i])) / 2);
		for (size_t k = 0; k < c->from->column_n; k++)
			put_bar(p, i * c->from->column_n + k, left,
			        y + (row - bars) / 2 + c->line * (lu)k, length);
		y += row + c->gap;
	}
	put_line(p, (lu[4]){zero, c->legend, zero, y - c->gap}, LU_PER_PT / 2, 0);
}

/* ---- lines ---- */

static struct set_text *tick_text(const struct chart_pen *p, long long milli)
{
	struct content_span *span = arena_new(p->s->arena, struct content_span);
	struct buf b = {0};
	struct content_text text;

	num_put_milli(&b, milli);
	text = content_text_of(buf_to_arena(p->s->arena, &b), 0, NULL, span);
	text.len = span->len = strlen(text.text);
	return set_words(p->s, p->c, &text, p->c->width);
}

static void put_axis(const struct chart_pen *p, lu left, lu top)
{
	const struct chart_set *c = p->c;

	for (long long v = c->low; v <= c->high; v += c->step) {
		lu y = top + c->plot - along(c, v, c->plot);
		struct set_text *t = tick_text(p, v);

		put_line(p, (lu[4]){left, y, c->width, y}, LU_PER_PT / 4, v == 0 ? 0 : 170);
		put_words(p, t, left - c->gap / 2 - width_of(t), y - c->line / 2);
	}
}

static void put_points(const struct chart_pen *p, size_t k, lu left, lu top)
{
	const struct chart_set *c = p->c;
	lu each = (c->width - left) / (lu)c->from->row_n, dot = c->line / 3, last_x = 0, last_y = 0;
	bool joined = false;

	for (size_t i = 0; i < c->from->row_n; i++) {
		size_t at = i * c->from->column_n + k;
		const struct content_figure *f = &c->from->figures[at];
		lu x = left + each * (lu)i + each / 2, y = top + c->plot;

		y -= along(c, f->blank ? 0 : f->milli, c->plot);
		if (f->blank) {
			joined = false;
			continue;
		}
		if (joined)
			put_line(p, (lu[4]){last_x, last_y, x, y}, LU_PER_PT, gray_of(k));
		put_box(p, (lu[4]){x - dot / 2, y - dot / 2, dot, dot}, gray_of(k));
		/* Those of every other line below, where they meet the fewest. */
		put_words(p, c->figures[at], x - width_of(c->figures[at]) / 2,
		          k % 2 == 0 ? y - dot / 2 - c->line : y + dot / 2);
		last_x = x;
		last_y = y;
		joined = true;
	}
}

static void put_lines(const struct chart_pen *p)
{
	const struct chart_set *c = p->c;
	lu left = width_of(tick_text(p, c->high)), low = width_of(tick_text(p, c->low)), each;
	lu top = c->legend + 2 * c->line;

	left = (left > low ? left : low) + c->gap;
	each = (c->width - left) / (lu)c->from->row_n;
	put_axis(p, left, top);
	for (size_t k = 0; k < c->from->column_n; k++)
		put_points(p, k, left, top);
	for (size_t i = 0; i < c->from->row_n; i++)
		put_words(p, c->labels[i],
		          left + each * (lu)i + (each - width_of(c->labels[i])) / 2,
		          top + c->plot + c->gap / 2);
}

/* ---- pies ---- */

/* The sine of whole degrees in millionths, by steps of one degree: the same on every machine. */
static void turn(int degrees, lu radius, lu *ret_x, lu *ret_y)
{
	enum { ONE = 1 << 30, SIN_1 = 18739379, COS_1 = 1073578288 }; /* 2^30 sin 1°, cos 1° */
	int64_t x = 0, y = -(int64_t)ONE;

	for (int i = 0; i < degrees; i++) {
		int64_t next = (x * COS_1 - y * SIN_1) / ONE;

		y = (y * COS_1 + x * SIN_1) / ONE;
		x = next;
	}
	*ret_x = lu_scale(radius, x, ONE);
	*ret_y = lu_scale(radius, y, ONE);
}

static void put_sector(const struct chart_pen *p, int from, int to, size_t i)
{
	size_t n = 0, steps = (size_t)(to - from) / ARC_STEP + 2;
	struct page_point *points = arena_array(p->s->arena, struct page_point, steps + 2);
	lu radius = p->c->plot / 2, x = p->x + radius, y = p->y + radius;
	struct page_item *it;

	points[n++] = (struct page_point){x, y};
	for (int at = from;; at = at + ARC_STEP < to ? at + ARC_STEP : to) {
		lu dx, dy;

		turn(at, radius, &dx, &dy);
		points[n++] = (struct page_point){x + dx, y + dy};
		if (at >= to)
			break;
	}
	it = page_add_item(p->s->pl, p->page, ITEM_SHAPE, p->tag);
	it->gray = (unsigned char)(60 + i * 45 % 180);
	it->u.shape.points = points;
	it->u.shape.n = n;
}

/* White between the parts, whose greys recur. */
static void put_edge(const struct chart_pen *p, int at)
{
	lu radius = p->c->plot / 2, dx, dy;

	turn(at, radius, &dx, &dy);
	put_line(p, (lu[4]){radius, radius, radius + dx, radius + dy}, LU_PER_PT, 255);
}

/* Parts clockwise from the top, and beside the pie what each of them is: small ones have room. */
static void put_pie(const struct chart_pen *p)
{
	const struct chart_set *c = p->c;
	lu left = c->plot + 2 * c->gap, side = c->line / 2, y = 0;
	long long sum = 0, so_far = 0;
	int from = 0;

	for (size_t i = 0; i < c->from->row_n; i++)
		sum += c->from->figures[i].blank ? 0 : c->from->figures[i].milli;
	for (size_t i = 0; i < c->from->row_n; i++) {
		const struct content_figure *f = &c->from->figures[i];
		int to;

		so_far += f->blank ? 0 : f->milli;
		to = sum > 0 ? (int)((double)so_far * FULL_TURN / (double)sum + 0.5) : 0;
		if (to > from) {
			put_sector(p, from, to, i);
			if (to - from < FULL_TURN)
				put_edge(p, from);
			put_box(p, (lu[4]){left, y + side / 2, side, side},
			        (int)(60 + i * 45 % 180));
		}
		from = to;
		put_words(p, c->labels[i], left + 2 * side, y);
		put_words(p, c->figures[i], left + 2 * side + width_of(c->labels[i]) + c->gap / 2,
		          y);
		y += height_of(c->labels[i]) > c->line ? height_of(c->labels[i]) : c->line;
	}
}

/* ---- the chart ---- */

static lu find_height(const struct chart_set *c)
{
	lu height = c->legend, labels = 0, tallest = 0;

	for (size_t i = 0; i < c->from->row_n; i++) {
		lu label = height_of(c->labels[i]);

		height += c->from->kind == CHART_BAR ? bar_row(c, i) : 0;
		labels += label > c->line ? label : c->line;
		tallest = label > tallest ? label : tallest;
	}
	if (c->from->kind == CHART_LINE)
		return height + 2 * c->line + c->plot + c->gap + tallest;
	return c->from->kind == CHART_PIE ? (labels > c->plot ? labels : c->plot) : height;
}

lu chart_set(struct setter *p, struct flow_item *item, const struct content_chart *from)
{
	struct chart_set *c = arena_new(p->s->arena, struct chart_set);

	c->from = from;
	c->style = &p->s->style->table.value;
	c->line = c->style->line;
	c->gap = c->line / 2;
	c->width = p->s->style->page.text_width;
	c->plot = lu_from_milli_mm(PLOT_MM * 1000);
	c->legend = from->columns[0].len > 0 ? c->line + c->gap : 0;
	find_axis(c);
	set_texts(p->s, c);
	if (from->kind == CHART_LINE) /* labels stand below their points */
		for (size_t i = 0; i < from->row_n; i++)
			c->labels[i] = set_words(p->s, c, &from->labels[i],
			                         c->width * 7 / 8 / (lu)from->row_n);
	item->chart = c;
	item->width = c->width;
	item->height = find_height(c);
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
		put_lines(&p);
		break;
	case CHART_PIE:
		put_pie(&p);
		break;
	}
}
