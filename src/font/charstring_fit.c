/* SPDX-License-Identifier: MIT */
/* charstring_fit.c: the beginning of a flat charstring, where its width and its first point are. */
#include "font/charstring.h"

#include <string.h>

/* Operators of Type 2 charstrings, and how their longer numbers start (TN 5177, clause 3.2). */
enum { VMOVETO = 4, ENDCHAR = 14, RMOVETO = 21, HMOVETO = 22, SHORT = 28, FIXED = 255 };

enum { OPERANDS_MAX = 3 }; /* a width and a point */

/* Numbers are in 1/65536, as the longest form has them. */
enum { ONE = 65536 };

/* The operands up to the first operator. */
struct first_operator {
	int64_t operands[OPERANDS_MAX];
	unsigned n;
	int first;     /* operator */
	size_t length; /* in bytes, with the operator */
};

/* Reads a number at p; its length, or 0 if the bytes end within it. */
static size_t read_number(const uint8_t *p, size_t left, int64_t *ret)
{
	size_t length = charstring_number_length(*p);

	if (left < length)
		return 0;
	*ret = *p == FIXED ? (int32_t)cff_number(p + 1, 4) : (int64_t)charstring_integer(p) * ONE;
	return length;
}

static bool read_first(const uint8_t *p, size_t n, struct first_operator *o)
{
	while (o->length < n) {
		const uint8_t *at = p + o->length;
		size_t length;

		if (*at < 32 && *at != SHORT) {
			o->first = *at;
			o->length++;
			return true;
		}
		if (o->n == OPERANDS_MAX)
			return false;
		length = read_number(at, n - o->length, &o->operands[o->n++]);
		if (length == 0)
			return false;
		o->length += length;
	}
	return false;
}

/* The point that the first operator moves to; false if it is none of a flat charstring's. */
static bool find_point(const struct first_operator *o, unsigned *ret_n, int64_t *ret_x,
                       int64_t *ret_y)
{
	const int64_t *last = o->operands + o->n;

	*ret_n = o->first == RMOVETO ? 2 : o->first == ENDCHAR ? 0 : 1;
	if (o->n < *ret_n || o->n > *ret_n + 1)
		return false;
	*ret_x = o->first == RMOVETO ? last[-2] : o->first == HMOVETO ? last[-1] : 0;
	*ret_y = o->first == RMOVETO || o->first == VMOVETO ? last[-1] : 0;
	return o->first == RMOVETO || o->first == HMOVETO || o->first == VMOVETO ||
	       o->first == ENDCHAR;
}

/* Appends a number in its shortest form; false if it is out of range. */
static bool put_number(struct buf *b, int64_t v)
{
	int64_t whole = v / ONE, size = whole < 0 ? -whole : whole;

	if (v % ONE != 0 || whole != (int16_t)whole) {
		if (v != (int32_t)v)
			return false;
		buf_put(b,
		        (const char[]){(char)FIXED, (char)(v >> 24), (char)(v >> 16),
		                       (char)(v >> 8), (char)v},
		        5);
	} else if (size <= 107) {
		buf_putc(b, (char)(whole + 139));
	} else if (size <= 1131) {
		buf_putc(b, (char)((whole < 0 ? 251 : 247) + (size - 108) / 256));
		buf_putc(b, (char)((size - 108) % 256));
	} else {
		buf_put(b, (const char[]){SHORT, (char)(whole >> 8), (char)whole}, 3);
	}
	return true;
}

bool charstring_fit(struct buf *glyphs, size_t start, const struct charstring_box *box)
{
	size_t n = glyphs->n - start;
	struct first_operator o = {0};
	struct buf made = {0};
	int64_t width, x = 0, y = 0;
	unsigned point_n = 0;
	bool ok = read_first((const uint8_t *)glyphs->p + start, n, &o) &&
	          find_point(&o, &point_n, &x, &y);

	if (!ok)
		return false;
	width = o.n > point_n ? o.operands[0]
	                      : ((int64_t)box->default_width - box->nominal_width) * ONE;
	ok = put_number(&made, width - ((int64_t)box->left + box->right) * ONE);
	if (point_n > 0) {
		ok = ok && put_number(&made, x - (int64_t)box->left * ONE) &&
		     put_number(&made, y + (int64_t)box->up * ONE);
		buf_putc(&made, RMOVETO);
	} else {
		buf_putc(&made, ENDCHAR);
	}
	buf_put(&made, glyphs->p + start + o.length, n - o.length);
	glyphs->n = start;
	buf_put(glyphs, made.p, made.n);
	buf_release(&made);
	return ok;
}
