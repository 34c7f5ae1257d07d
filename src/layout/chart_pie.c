/* SPDX-License-Identifier: MIT */
/*
 * chart_pie.c: pies. Parts go clockwise from the top, each with its label and figure beside it and
 * a line to them; where many small parts follow each other, labels move apart.
 */
#include "base/dec.h"
#include "layout/chart.h"

enum {
	ARC_STEP = 3, /* degrees of a circle that are drawn as a straight line */
	FULL_TURN = 360
};

/* A part and its label, whose upper edge is at y. */
struct pie_label {
	int from, to; /* degrees; the same: there is nothing to see of it */
	bool right;   /* of the pie */
	lu y, width, height;
};

/* Where a part of a circle ends, in 2^30ths of the radius. */
struct direction {
	int64_t x, y;
};

enum { RADIUS = 1 << 30 };

/* Of whole degrees, clockwise from the top, by steps of one: the same on every machine. */
static void find_directions(struct direction turns[FULL_TURN + 1])
{
	enum { SIN_1 = 18739379, COS_1 = 1073578288 }; /* 2^30 sin 1°, cos 1° */

	turns[0] = (struct direction){0, -(int64_t)RADIUS};
	for (int i = 0; i < FULL_TURN; i++) {
		const struct direction *d = &turns[i];

		turns[i + 1] = (struct direction){(d->x * COS_1 - d->y * SIN_1) / RADIUS,
		                                  (d->y * COS_1 + d->x * SIN_1) / RADIUS};
	}
	turns[FULL_TURN] = turns[0];
}

static void find_parts(const struct content_chart *from, struct pie_label *labels)
{
	long long sum = 0, so_far = 0;
	int at = 0;

	for (size_t i = 0; i < from->row_n; i++)
		sum += from->figures[i].blank ? 0 : from->figures[i].milli;
	for (size_t i = 0; i < from->row_n; i++) {
		so_far += from->figures[i].blank ? 0 : from->figures[i].milli;
		labels[i].from = at;
		if (sum > 0)
			at = (int)(((dec_int)so_far * 2 * FULL_TURN + sum) / sum / 2);
		labels[i].to = at;
		labels[i].right = labels[i].from + at < FULL_TURN;
	}
}

/* The label's last line has the figure after it. */
static lu label_width(const struct chart_set *c, size_t i)
{
	const struct set_text *t = c->labels[i];
	lu last = t->line_n > 0 ? t->lines[t->line_n - 1].width : 0;
	lu end = last + c->gap / 2 + chart_text_width(c->figures[i]), widest = chart_text_width(t);

	return end > widest ? end : widest;
}

/* Labels without gaps between them. */
struct label_stack {
	int64_t sum; /* of where each would have the first one */
	size_t n;    /* of labels */
	lu height;
};

static lu top_of(const struct label_stack *k)
{
	return (lu)(k->sum / (int64_t)k->n);
}

/* Where labels would stand if each were alone, y being 0 at the top of the pie. */
static void find_wishes(struct chart_set *c)
{
	struct direction turns[FULL_TURN + 1];

	find_directions(turns);
	for (size_t i = 0; i < c->from->row_n; i++) {
		struct pie_label *l = &c->pie[i];

		l->y = c->plot / 2 + lu_scale(c->plot / 2, turns[(l->from + l->to) / 2].y, RADIUS) -
		       l->height / 2;
	}
}

/* Labels of one side from the top down, as near to their parts as their heights allow. */
static void spread(struct setting *s, struct chart_set *c, bool right)
{
	size_t n = c->from->row_n, cluster_n = 0, at = 0;
	struct label_stack *clusters = arena_array(s->arena, struct label_stack, n);
	struct pie_label **side = arena_array(s->arena, struct pie_label *, n);

	for (size_t k = 0; k < n; k++) {
		struct pie_label *l = &c->pie[right ? k : n - 1 - k];

		if (l->right != right)
			continue;
		side[at++] = l;
		clusters[cluster_n++] = (struct label_stack){l->y, 1, l->height};
		for (; cluster_n > 1; cluster_n--) {
			struct label_stack *last = &clusters[cluster_n - 1], *before = last - 1;

			if (top_of(before) + before->height <= top_of(last))
				break;
			before->sum += last->sum - (int64_t)last->n * before->height;
			before->n += last->n;
			before->height += last->height;
		}
	}
	at = 0;
	for (size_t k = 0; k < cluster_n; k++) {
		lu y = top_of(&clusters[k]);

		for (size_t i = 0; i < clusters[k].n; i++, at++) {
			side[at]->y = y;
			y += side[at]->height;
		}
	}
}

/* Moves all down, so that the uppermost label is at the top; returns the height. */
static lu settle(struct chart_set *c)
{
	lu top = 0, foot = c->plot;

	for (size_t i = 0; i < c->from->row_n; i++) {
		const struct pie_label *l = &c->pie[i];

		top = l->y < top ? l->y : top;
		foot = l->y + l->height > foot ? l->y + l->height : foot;
	}
	for (size_t i = 0; i < c->from->row_n; i++)
		c->pie[i].y -= top;
	c->pie_y = c->plot / 2 - top;
	return foot - top;
}

lu chart_set_pie(struct setting *s, struct chart_set *c)
{
	size_t n = c->from->row_n;
	lu room = (c->width - c->plot) / 2 - 3 * c->gap;

	c->pie = arena_array(s->arena, struct pie_label, n);
	find_parts(c->from, c->pie);
	for (size_t i = 0; i < n; i++) {
		struct pie_label *l = &c->pie[i];
		lu rest = room - c->gap / 2 - chart_text_width(c->figures[i]);

		c->labels[i] = chart_words(s, c, &c->from->labels[i], rest > 0 ? rest : 1);
		l->width = label_width(c, i);
		l->height = chart_text_height(c->labels[i]);
	}
	find_wishes(c);
	spread(s, c, true);
	spread(s, c, false);
	return settle(c);
}

/* A pie being drawn. */
struct pie_pen {
	const struct chart_pen *p;
	const struct chart_set *c;
	struct direction turns[FULL_TURN + 1];
};

/* A place by its direction and its distance from the centre, from the chart's corner. */
static struct page_point place_at(const struct pie_pen *pen, int at, lu distance)
{
	const struct direction *d = &pen->turns[at];

	return (struct page_point){pen->c->width / 2 + lu_scale(distance, d->x, RADIUS),
	                           pen->c->pie_y + lu_scale(distance, d->y, RADIUS)};
}

static struct page_point on_page(const struct pie_pen *pen, struct page_point at)
{
	return (struct page_point){pen->p->x + at.x, pen->p->y + at.y};
}

/* Adds [from, to] of a circle to a polygon, backwards if `to` is less. */
static size_t add_arc(const struct pie_pen *pen, struct page_point *points, int from, int to,
                      lu radius)
{
	int step = to < from ? -ARC_STEP : ARC_STEP;
	size_t n = 0;

	for (int at = from; (to - at) * step > 0; at += step)
		points[n++] = on_page(pen, place_at(pen, at, radius));
	points[n++] = on_page(pen, place_at(pen, to, radius));
	return n;
}

static void put_sector(const struct pie_pen *pen, const struct pie_label *l, size_t i)
{
	size_t n = 0, steps = (size_t)(l->to - l->from) / ARC_STEP + 2;
	struct page_point *points = arena_array(pen->p->s->arena, struct page_point, steps + 1);
	bool whole = l->to - l->from == FULL_TURN;

	if (!whole)
		points[n++] = on_page(pen, place_at(pen, 0, 0));
	n += add_arc(pen, points + n, l->from, l->to, pen->c->plot / 2);
	chart_put_shape(pen->p, points, whole ? n - 1 : n, i);
}

/* The rim of all parts: a circle, and back along a smaller one. */
static void put_rim(const struct pie_pen *pen)
{
	enum { POINTS = 2 * (FULL_TURN / ARC_STEP + 1) };
	struct page_point *points = arena_array(pen->p->s->arena, struct page_point, POINTS);
	lu radius = pen->c->plot / 2, half = CHART_OUTLINE / 2;
	size_t n = add_arc(pen, points, 0, FULL_TURN, radius + half);

	n += add_arc(pen, points + n, FULL_TURN, 0, radius - half);
	chart_put_polygon(pen->p, points, n, 0);
}

/* A line from the centre to the rim, where two parts meet. */
static void put_border(const struct pie_pen *pen, int at)
{
	struct page_point centre = place_at(pen, 0, 0), rim = place_at(pen, at, pen->c->plot / 2);

	chart_put_line(pen->p, (lu[4]){centre.x, centre.y, rim.x, rim.y}, CHART_OUTLINE, 0);
}

/* From the rim of the part to its label. */
static void put_leader(const struct pie_pen *pen, const struct pie_label *l)
{
	const struct chart_set *c = pen->c;
	struct page_point rim = place_at(pen, (l->from + l->to) / 2, c->plot / 2);
	lu side = l->right ? 1 : -1, level = l->y + c->line / 2;
	lu knee = c->width / 2 + side * (c->plot / 2 + c->gap);

	chart_put_line(pen->p, (lu[4]){rim.x, rim.y, knee, level}, LU_PER_PT / 4, 0);
	chart_put_line(pen->p, (lu[4]){knee, level, knee + side * c->gap, level}, LU_PER_PT / 4, 0);
}

static void put_label(const struct chart_pen *p, size_t i)
{
	const struct chart_set *c = p->c;
	const struct pie_label *l = &c->pie[i];
	const struct set_text *t = c->labels[i];
	lu edge = c->plot / 2 + 5 * c->gap / 2, x = c->width / 2 + edge;
	lu last = t->line_n > 0 ? t->lines[t->line_n - 1].width : 0;

	if (!l->right)
		x = c->width / 2 - edge - l->width;
	chart_put_words(p, t, x, l->y);
	if (!c->from->figures[i].blank)
		chart_put_words(p, c->figures[i], x + last + c->gap / 2,
		                l->y + l->height - c->line);
}

void chart_put_pie(const struct chart_pen *p)
{
	const struct chart_set *c = p->c;
	struct pie_pen pen = {.p = p, .c = c};

	find_directions(pen.turns);
	for (size_t i = 0; i < c->from->row_n; i++)
		if (c->pie[i].to > c->pie[i].from)
			put_sector(&pen, &c->pie[i], i);
	put_rim(&pen);
	for (size_t i = 0; i < c->from->row_n; i++)
		if (c->pie[i].to > c->pie[i].from && c->pie[i].to - c->pie[i].from < FULL_TURN)
			put_border(&pen, c->pie[i].from);
	for (size_t i = 0; i < c->from->row_n; i++) {
		if (!c->from->figures[i].blank)
			put_leader(&pen, &c->pie[i]);
		put_label(p, i);
	}
}
