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

/* The sine of whole degrees by steps of one degree: the same on every machine. */
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

/* Where a label would stand if it were alone, y being 0 at the top of the pie. */
static lu wish_of(const struct chart_set *c, const struct pie_label *l)
{
	lu x, y;

	turn((l->from + l->to) / 2, c->plot / 2, &x, &y);
	return c->plot / 2 + y - l->height / 2;
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
		clusters[cluster_n++] = (struct label_stack){wish_of(c, l), 1, l->height};
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
	spread(s, c, true);
	spread(s, c, false);
	return settle(c);
}

static void put_sector(const struct chart_pen *p, const struct pie_label *l, size_t i)
{
	size_t n = 0, steps = (size_t)(l->to - l->from) / ARC_STEP + 2;
	struct page_point *points = arena_array(p->s->arena, struct page_point, steps + 2);
	lu radius = p->c->plot / 2, x = p->x + p->c->width / 2;
	bool whole = l->to - l->from == FULL_TURN;

	if (!whole)
		points[n++] = (struct page_point){x, p->y + p->c->pie_y};
	for (int at = l->from;; at = at + ARC_STEP < l->to ? at + ARC_STEP : l->to) {
		lu dx, dy;

		if (whole && at == l->to)
			break;
		turn(at, radius, &dx, &dy);
		points[n++] = (struct page_point){x + dx, p->y + p->c->pie_y + dy};
		if (at >= l->to)
			break;
	}
	chart_put_shape(p, points, n, i);
}

/* All its parts are 0. */
static void put_empty(const struct chart_pen *p)
{
	lu radius = p->c->plot / 2, centre = p->c->width / 2, ends[4];

	for (int at = 0; at < FULL_TURN; at += ARC_STEP) {
		turn(at, radius, &ends[0], &ends[1]);
		turn(at + ARC_STEP, radius, &ends[2], &ends[3]);
		for (int i = 0; i < 4; i++)
			ends[i] += i % 2 == 0 ? centre : p->c->pie_y;
		chart_put_line(p, ends, LU_PER_PT / 2, 0);
	}
}

/* From the rim of the part to its label. */
static void put_leader(const struct chart_pen *p, const struct pie_label *l)
{
	const struct chart_set *c = p->c;
	lu side = l->right ? 1 : -1, centre = c->width / 2, x, rim;
	lu knee = centre + side * (c->plot / 2 + c->gap), level = l->y + c->line / 2;

	turn((l->from + l->to) / 2, c->plot / 2, &x, &rim);
	chart_put_line(p, (lu[4]){centre + x, c->pie_y + rim, knee, level}, LU_PER_PT / 4, 0);
	chart_put_line(p, (lu[4]){knee, level, knee + side * c->gap, level}, LU_PER_PT / 4, 0);
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

	if (c->pie[c->from->row_n - 1].to == 0)
		put_empty(p);
	for (size_t i = 0; i < c->from->row_n; i++)
		if (c->pie[i].to > c->pie[i].from)
			put_sector(p, &c->pie[i], i);
	for (size_t i = 0; i < c->from->row_n; i++) {
		if (!c->from->figures[i].blank)
			put_leader(p, &c->pie[i]);
		put_label(p, i);
	}
}
