/* SPDX-License-Identifier: MIT */
/*
 * chart.h: a chart being set and drawn. Its parts differ by patterns of lines, as greys alone are
 * lost in a copy; black and grey only, which a press prints with one ink.
 */
#ifndef KANBEN_LAYOUT_CHART_H
#define KANBEN_LAYOUT_CHART_H

#include "layout/setter.h"

enum { CHART_OUTLINE = LU_PER_PT / 2 };

struct chart_set {
	const struct content_chart *from;
	struct set_text **labels, **columns, **figures;
	long long low, high, step; /* of the axis */
	lu line, width, label_width, gap, row_gap, legend, plot;
	struct pie_label *pie; /* CHART_PIE: [from->row_n] */
	lu pie_y;              /* of its centre */
	const struct text_style *style;
};

/* Where a chart is drawn: x, y is its upper left corner on the page. */
struct chart_pen {
	struct setting *s;
	const struct chart_set *c;
	size_t page;
	int tag;
	lu x, y;
};

/* Shapes texts as labels; how large they are. */
struct set_text *chart_words(struct setting *s, const struct chart_set *c,
                             const struct content_text *text, lu width);
lu chart_text_width(const struct set_text *t);
lu chart_text_height(const struct set_text *t);

/* Where a value is on an axis of this length, from its low end. */
lu chart_along(const struct chart_set *c, long long value, lu length);

/* ---- chart_draw.c; places are from the chart's corner ---- */

void chart_put_words(const struct chart_pen *p, const struct set_text *t, lu x, lu y);
void chart_put_box(const struct chart_pen *p, const lu box[4], int gray); /* x, y, width, height */
void chart_put_line(const struct chart_pen *p, const lu ends[4], lu width, int gray);

/* A line of the n-th kind: whole, dashed, dotted …; and the mark at its points. */
void chart_put_stroke(const struct chart_pen *p, const lu ends[4], size_t n);
void chart_put_mark(const struct chart_pen *p, lu x, lu y, size_t n);

/* Polygons, whose points are on the page: all of one grey, or with the n-th pattern. */
void chart_put_polygon(const struct chart_pen *p, const struct page_point *points, size_t n,
                       int gray);
void chart_put_shape(const struct chart_pen *p, const struct page_point *points, size_t point_n,
                     size_t n);

/* The same of a box, with an outline. */
void chart_put_pattern_box(const struct chart_pen *p, const lu box[4], size_t n);

/* ---- chart_lines.c, chart_pie.c ---- */

/* Where the plot begins, at the right of the axis's figures. */
lu chart_lines_left(struct setting *s, const struct chart_set *c);
void chart_put_lines(const struct chart_pen *p);

/* Finds where the labels are; returns the height. */
lu chart_set_pie(struct setting *s, struct chart_set *c);
void chart_put_pie(const struct chart_pen *p);

#endif
