/* SPDX-License-Identifier: MIT */
/*
 * svg_put.h: appends what a drawing consists of (SVG 1.1, second edition). Its user unit is 1/100
 * mm, to which places are rounded.
 */
#ifndef KANBEN_WRITE_SVG_SVG_PUT_H
#define KANBEN_WRITE_SVG_SVG_PUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/lu.h"

/* A length in user units, rounded to a whole one. */
int64_t svg_unit(int64_t v);

/* Appends millionths with as many decimals as it takes: 564444 -> ".564444". */
void svg_put_millionths(struct buf *b, int64_t v);

/* Appends a thickness in user units, to a tenth. */
void svg_put_width(struct buf *b, lu v);

/* ---- path data (8.3), in relative commands ---- */

struct svg_path {
	struct buf *b;
	int64_t x, y;   /* the current point */
	int64_t x0, y0; /* where the subpath began */
	char command;   /* the last one, which need not be repeated; 0: none */
	bool number;    /* a number was the last thing put */
};

void svg_path_move(struct svg_path *p, int64_t x, int64_t y);
void svg_path_line(struct svg_path *p, int64_t x, int64_t y);

/* A quadratic (2 points) or cubic (3 points) curve. */
void svg_path_curve(struct svg_path *p, const int32_t *xy, size_t point_n);
void svg_path_close(struct svg_path *p);

/* A closed rectangle, given in lu; its edges are rounded. */
void svg_path_rectangle(struct svg_path *p, lu x, lu y, lu w, lu h);

#endif
