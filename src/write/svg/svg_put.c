/* SPDX-License-Identifier: MIT */
#include "write/svg/svg_put.h"

#include "base/utf8.h"

static int64_t div_round(int64_t num, int64_t den)
{
	return (num >= 0 ? num + den / 2 : num - den / 2) / den;
}

int64_t svg_unit(int64_t v)
{
	return div_round(v * 2540, 72 * LU_PER_PT);
}

void svg_put_millionths(struct buf *b, int64_t v)
{
	char digits[8] = "";
	int n = 6;

	if (v < 0)
		buf_putc(b, '-');
	v = v < 0 ? -v : v;
	if (v >= 1000000 || v == 0)
		num_put_int(b, v / 1000000);
	v %= 1000000;
	if (v == 0)
		return;
	for (int i = n - 1; i >= 0; i--, v /= 10)
		digits[i] = (char)('0' + v % 10);
	while (digits[n - 1] == '0')
		digits[--n] = '\0';
	buf_putc(b, '.');
	buf_put(b, digits, (size_t)n);
}

void svg_put_width(struct buf *b, lu v)
{
	num_put_milli(b, div_round((int64_t)v * 25400, 72 * LU_PER_PT) * 100);
}

/* ---- path data ---- */

static void put_command(struct svg_path *p, char command)
{
	if (p->command == command)
		return;
	buf_putc(p->b, command);
	p->command = command;
	p->number = false;
}

/* A minus sign separates too. */
static void put_number(struct svg_path *p, int64_t v)
{
	if (p->number && v >= 0)
		buf_putc(p->b, ' ');
	num_put_int(p->b, v);
	p->number = true;
}

static void go_to(struct svg_path *p, int64_t x, int64_t y)
{
	p->x = x;
	p->y = y;
}

void svg_path_move(struct svg_path *p, int64_t x, int64_t y)
{
	p->command = 0; /* further pairs of numbers would be lines */
	put_command(p, 'm');
	put_number(p, x - p->x);
	put_number(p, y - p->y);
	p->command = 'l';
	go_to(p, x, y);
	p->x0 = x;
	p->y0 = y;
}

void svg_path_line(struct svg_path *p, int64_t x, int64_t y)
{
	if (x == p->x && y == p->y)
		return;
	if (y == p->y) {
		put_command(p, 'h');
		put_number(p, x - p->x);
	} else if (x == p->x) {
		put_command(p, 'v');
		put_number(p, y - p->y);
	} else {
		put_command(p, 'l');
		put_number(p, x - p->x);
		put_number(p, y - p->y);
	}
	go_to(p, x, y);
}

void svg_path_curve(struct svg_path *p, const int32_t *xy, size_t point_n)
{
	put_command(p, point_n == 2 ? 'q' : 'c');
	for (size_t i = 0; i < point_n; i++) {
		put_number(p, xy[2 * i] - p->x);
		put_number(p, xy[2 * i + 1] - p->y);
	}
	go_to(p, xy[2 * point_n - 2], xy[2 * point_n - 1]);
}

void svg_path_close(struct svg_path *p)
{
	put_command(p, 'z');
	p->command = 0;
	go_to(p, p->x0, p->y0);
}

void svg_path_rectangle(struct svg_path *p, lu x, lu y, lu w, lu h)
{
	int64_t x0 = svg_unit(x), y0 = svg_unit(y);
	int64_t x1 = svg_unit((int64_t)x + w), y1 = svg_unit((int64_t)y + h);

	svg_path_move(p, x0, y0);
	svg_path_line(p, x1, y0);
	svg_path_line(p, x1, y1);
	svg_path_line(p, x0, y1);
	svg_path_close(p);
}
