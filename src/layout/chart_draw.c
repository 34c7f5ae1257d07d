/* SPDX-License-Identifier: MIT */
/* chart_draw.c: what charts are drawn with: rules, filled areas, patterns, marks. */
#include <stdlib.h>

#include "base/mem.h"
#include "layout/chart.h"

enum {
	HATCH = LU_PER_PT / 2,
	HATCH_STEP = 5 * LU_PER_PT / 2, /* on a slope between lines that are as far apart */
	STROKE = LU_PER_PT,
	CROSSINGS_MAX = 64 /* of a line with a shape */
};

void chart_put_words(const struct chart_pen *p, const struct set_text *t, lu x, lu y)
{
	for (size_t i = 0; i < t->line_n; i++)
		setting_emit_line(p->s, t, i,
		                  &(struct text_spot){p->page, p->x + x, p->y + y + t->line * (lu)i,
		                                      chart_text_width(t), p->tag});
}

void chart_put_box(const struct chart_pen *p, const lu box[4], int gray)
{
	struct page_item *it = page_add_item(p->s->pl, p->page, ITEM_FILL, p->tag);

	it->gray = (unsigned char)gray;
	it->u.fill.x = p->x + box[0];
	it->u.fill.y = p->y + box[1];
	it->u.fill.w = box[2] > 0 ? box[2] : 1;
	it->u.fill.h = box[3] > 0 ? box[3] : 1;
}

void chart_put_line(const struct chart_pen *p, const lu ends[4], lu width, int gray)
{
	struct page_item *it;

	if (ends[0] == ends[2] && ends[1] == ends[3])
		return;
	it = page_add_item(p->s->pl, p->page, ITEM_RULE, p->tag);
	it->gray = (unsigned char)gray;
	it->u.rule.x0 = p->x + ends[0];
	it->u.rule.y0 = p->y + ends[1];
	it->u.rule.x1 = p->x + ends[2];
	it->u.rule.y1 = p->y + ends[3];
	it->u.rule.width = width;
}

/* ---- lines and marks ---- */

void chart_put_stroke(const struct chart_pen *p, const lu ends[4], size_t n)
{
	/* On and off, in points along the longer side; 0: whole. */
	static const struct {
		int on, off;
	} dashes[] = {{0, 0}, {5, 3}, {1, 2}, {10, 3}};
	lu dx = ends[2] - ends[0], dy = ends[3] - ends[1];
	lu length = abs(dx) > abs(dy) ? abs(dx) : abs(dy);
	lu on = dashes[n % COUNT(dashes)].on * LU_PER_PT;
	lu step = on + dashes[n % COUNT(dashes)].off * LU_PER_PT;

	if (step == 0) {
		chart_put_line(p, ends, STROKE, 0);
		return;
	}
	for (lu at = 0; at < length; at += step) {
		lu end = at + on < length ? at + on : length;

		chart_put_line(p,
		               (lu[4]){ends[0] + lu_scale(dx, at, length),
		                       ends[1] + lu_scale(dy, at, length),
		                       ends[0] + lu_scale(dx, end, length),
		                       ends[1] + lu_scale(dy, end, length)},
		               STROKE, 0);
	}
}

void chart_put_polygon(const struct chart_pen *p, const struct page_point *points, size_t n,
                       int gray)
{
	struct page_item *it = page_add_item(p->s->pl, p->page, ITEM_SHAPE, p->tag);

	it->gray = (unsigned char)gray;
	it->u.shape.points = points;
	it->u.shape.n = n;
}

/* A polygon about a point: its corners in thousandths of a radius. */
static void put_about(const struct chart_pen *p, const lu at[3], const int (*corners)[2], int gray)
{
	enum { CORNERS = 4 };
	struct page_point *points = arena_array(p->s->arena, struct page_point, CORNERS);

	for (size_t i = 0; i < CORNERS; i++)
		points[i] =
		        (struct page_point){p->x + at[0] + lu_scale(at[2], corners[i][0], 1000),
		                            p->y + at[1] + lu_scale(at[2], corners[i][1], 1000)};
	chart_put_polygon(p, points, CORNERS, gray);
}

/* A square, an open lozenge, a triangle, an open square. */
void chart_put_mark(const struct chart_pen *p, lu x, lu y, size_t n)
{
	static const struct {
		int corners[4][2];
		bool open;
	} marks[] = {
	        {{{-850, -850}, {850, -850}, {850, 850}, {-850, 850}}, false},
	        {{{0, -1200}, {1200, 0}, {0, 1200}, {-1200, 0}}, true},
	        {{{0, -1150}, {0, -1150}, {1100, 800}, {-1100, 800}}, false},
	        {{{-900, -900}, {900, -900}, {900, 900}, {-900, 900}}, true},
	};
	lu radius = p->c->line / 6;

	n %= COUNT(marks);
	put_about(p, (lu[3]){x, y, radius}, marks[n].corners, 0);
	if (marks[n].open)
		put_about(p, (lu[3]){x, y, radius * 5 / 9}, marks[n].corners, 255);
}

/* ---- patterns ---- */

/* The directions of a pattern's lines, by what is the same all along one. */
enum { RISING = 1, FALLING = 2, LEVEL = 4, UPRIGHT = 8 };

static const struct {
	unsigned char gray, ways;
} patterns[] = {{70, 0},        {255, RISING},           {205, 0},       {255, LEVEL},
                {255, FALLING}, {255, RISING | FALLING}, {255, UPRIGHT}, {255, 0}};

static lu level_of(int way, const struct page_point *a)
{
	switch (way) {
	case RISING:
		return a->x + a->y;
	case FALLING:
		return a->x - a->y;
	case LEVEL:
		return a->y;
	default:
		return a->x;
	}
}

static int compare_points(const void *x, const void *y)
{
	const struct page_point *a = x, *b = y;

	if (a->x != b->x)
		return a->x < b->x ? -1 : 1;
	return a->y < b->y ? -1 : a->y > b->y;
}

/* One line of a pattern, where it is within the shape. */
static void put_hatch(const struct chart_pen *p, const struct page_point *points, size_t n, int way,
                      lu level)
{
	struct page_point at[CROSSINGS_MAX];
	size_t found = 0;

	for (size_t i = 0; i < n && found < CROSSINGS_MAX; i++) {
		const struct page_point *a = &points[i], *b = &points[(i + 1) % n];
		lu from = level_of(way, a), to = level_of(way, b);

		if ((from <= level) == (to <= level))
			continue;
		at[found++] =
		        (struct page_point){a->x + lu_scale(b->x - a->x, level - from, to - from),
		                            a->y + lu_scale(b->y - a->y, level - from, to - from)};
	}
	if (found > 0)
		qsort(at, found, sizeof(*at), compare_points);
	for (size_t i = 0; i + 1 < found; i += 2)
		chart_put_line(p,
		               (lu[4]){at[i].x - p->x, at[i].y - p->y, at[i + 1].x - p->x,
		                       at[i + 1].y - p->y},
		               HATCH, 0);
}

static void put_hatches(const struct chart_pen *p, const struct page_point *points, size_t n,
                        int way)
{
	bool sloping = way == RISING || way == FALLING;
	lu step = sloping ? HATCH_STEP * 7 / 5 : HATCH_STEP;
	lu first = level_of(way, &points[0]), last = first;

	for (size_t i = 1; i < n; i++) {
		lu level = level_of(way, &points[i]);

		first = level < first ? level : first;
		last = level > last ? level : last;
	}
	for (lu level = first + step / 2; level < last; level += step)
		put_hatch(p, points, n, way, level);
}

void chart_put_shape(const struct chart_pen *p, const struct page_point *points, size_t point_n,
                     size_t n)
{
	n %= COUNT(patterns);
	chart_put_polygon(p, points, point_n, patterns[n].gray);
	for (int way = RISING; way <= UPRIGHT; way *= 2)
		if ((patterns[n].ways & way) != 0)
			put_hatches(p, points, point_n, way);
}

void chart_put_pattern_box(const struct chart_pen *p, const lu box[4], size_t n)
{
	struct page_point *points = arena_array(p->s->arena, struct page_point, 4);
	lu x0 = box[0], y0 = box[1], x1 = x0 + box[2], y1 = y0 + box[3];

	points[0] = (struct page_point){p->x + x0, p->y + y0};
	points[1] = (struct page_point){p->x + x1, p->y + y0};
	points[2] = (struct page_point){p->x + x1, p->y + y1};
	points[3] = (struct page_point){p->x + x0, p->y + y1};
	chart_put_shape(p, points, 4, n);
	chart_put_line(p, (lu[4]){x0, y0, x1, y0}, CHART_OUTLINE, 0);
	chart_put_line(p, (lu[4]){x1, y0, x1, y1}, CHART_OUTLINE, 0);
	chart_put_line(p, (lu[4]){x1, y1, x0, y1}, CHART_OUTLINE, 0);
	chart_put_line(p, (lu[4]){x0, y1, x0, y0}, CHART_OUTLINE, 0);
}
