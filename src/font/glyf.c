/* SPDX-License-Identifier: MIT */
#include "font/glyf.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "font/checked.h"
#include "font/face.h"

/* Flags of a point (OpenType 1.9, glyf). */
enum { ON_CURVE = 1, X_SHORT = 2, Y_SHORT = 4, REPEAT = 8, X_SAME = 16, Y_SAME = 32 };

/* Beyond this much, glyphs are made anew each time. */
enum { KEPT_MAX = 16 << 20 };

static struct quad_xy at(const float *xy)
{
	return (struct quad_xy){llrintf(xy[0] * QUAD_ONE), llrintf(xy[1] * QUAD_ONE)};
}

static void take_step(void *to, enum font_step step, const float *xy)
{
	switch (step) {
	case FONT_MOVE:
		quad_move(to, at(xy));
		break;
	case FONT_LINE:
		quad_line(to, at(xy));
		break;
	case FONT_QUADRATIC:
		quad_conic(to, at(xy), at(xy + 2));
		break;
	case FONT_CUBIC:
		quad_cubic(to, at(xy), at(xy + 2), at(xy + 4));
		break;
	case FONT_CLOSE:
		quad_close(to);
		break;
	}
}

bool glyf_draw(struct glyf_cache *cache, const struct font *f, uint32_t gid)
{
	struct quad_outline *o = &cache->outline;

	quad_clear(o);
	o->tolerance = quad_tolerance(f->info.units_per_em);
	o->reverse = f->info.kind == FONT_CFF;
	glyf_outline(f, gid, take_step, o);
	quad_close(o);
	return !o->failed && o->n <= UINT16_MAX && o->end_n <= INT16_MAX;
}

struct box {
	int32_t x0, y0, x1, y1;
};

static struct box box_of(const struct quad_outline *o)
{
	struct box b = {o->points[0].x, o->points[0].y, o->points[0].x, o->points[0].y};

	for (size_t i = 1; i < o->n; i++) {
		const struct quad_point *p = &o->points[i];

		b.x0 = p->x < b.x0 ? p->x : b.x0;
		b.y0 = p->y < b.y0 ? p->y : b.y0;
		b.x1 = p->x > b.x1 ? p->x : b.x1;
		b.y1 = p->y > b.y1 ? p->y : b.y1;
	}
	return b;
}

static void put_word(struct buf *b, int32_t v)
{
	buf_put_big_endian(b, (uint32_t)v, 2);
}

static unsigned flag_of(const struct quad_point *p, int32_t dx, int32_t dy)
{
	unsigned flag = p->on ? ON_CURVE : 0;

	if (dx == 0)
		flag |= X_SAME;
	else if (abs(dx) < 256)
		flag |= X_SHORT | (dx > 0 ? X_SAME : 0);
	if (dy == 0)
		flag |= Y_SAME;
	else if (abs(dy) < 256)
		flag |= Y_SHORT | (dy > 0 ? Y_SAME : 0);
	return flag;
}

static void put_flags(struct buf *b, const struct quad_outline *o)
{
	unsigned last = 256, times = 0;
	int32_t x = 0, y = 0;

	for (size_t i = 0; i < o->n; i++) {
		const struct quad_point *p = &o->points[i];
		unsigned flag = flag_of(p, p->x - x, p->y - y);

		x = p->x;
		y = p->y;
		if (flag == last && times < 255) {
			/* The first repetition is as long as the flag itself. */
			if (times++ == 0) {
				b->p[b->n - 1] = (char)(flag | REPEAT);
				buf_putc(b, 0);
			}
			b->p[b->n - 1] = (char)times;
			continue;
		}
		buf_putc(b, (char)flag);
		last = flag;
		times = 0;
	}
}

static void put_axis(struct buf *b, const struct quad_outline *o, bool vertical)
{
	int32_t last = 0;

	for (size_t i = 0; i < o->n; i++) {
		int32_t v = vertical ? o->points[i].y : o->points[i].x, d = v - last;

		last = v;
		if (d == 0)
			continue;
		if (abs(d) < 256)
			buf_putc(b, (char)abs(d));
		else
			put_word(b, d);
	}
}

static bool is_word(int32_t v)
{
	return v >= INT16_MIN && v <= INT16_MAX;
}

/* Neighbouring points of a glyph whose box fits into words may still be too far apart. */
static bool is_encodable(const struct quad_outline *o)
{
	int32_t x = 0, y = 0;

	for (size_t i = 0; i < o->n; i++) {
		const struct quad_point *p = &o->points[i];

		if (!is_word(p->x) || !is_word(p->y) || !is_word(p->x - x) || !is_word(p->y - y))
			return false;
		x = p->x;
		y = p->y;
	}
	return true;
}

static void put_glyph(struct buf *b, const struct quad_outline *o)
{
	struct box box = box_of(o);

	put_word(b, (int32_t)o->end_n);
	put_word(b, box.x0);
	put_word(b, box.y0);
	put_word(b, box.x1);
	put_word(b, box.y1);
	for (size_t i = 0; i < o->end_n; i++)
		put_word(b, (int32_t)o->ends[i] - 1);
	put_word(b, 0); /* no instructions */
	put_flags(b, o);
	put_axis(b, o, false);
	put_axis(b, o, true);
}

static void keep(struct glyf_cache *cache, uint32_t gid, struct glyf_record *made)
{
	if (cache->kept + made->n > KEPT_MAX)
		return;
	if (cache->places == NULL)
		cache->places = checked_map();
	cache->list = mem_grow(cache->list, cache->n, &cache->cap, sizeof(*cache->list));
	cache->kept += made->n;
	if (made->n > 0)
		made->p = arena_strndup(&cache->arena, made->p, made->n);
	cache->list[cache->n] = *made;
	checked_map_set(cache->places, gid, (uint32_t)cache->n++);
}

bool glyf_cache_record(struct glyf_cache *cache, const struct font *f, uint32_t gid,
                       struct glyf_record *ret)
{
	uint32_t place =
	        cache->places != NULL ? hb_map_get(cache->places, gid) : HB_MAP_VALUE_INVALID;
	const struct quad_outline *o = &cache->outline;

	if (place != HB_MAP_VALUE_INVALID) {
		*ret = cache->list[place];
		return true;
	}
	if (!glyf_draw(cache, f, gid) || !is_encodable(o))
		return false;
	buf_clear(&cache->bytes);
	*ret = (struct glyf_record){.point_n = (unsigned)o->n, .contour_n = (unsigned)o->end_n};
	if (o->end_n > 0) {
		put_glyph(&cache->bytes, o);
		ret->left = box_of(o).x0;
	}
	ret->p = cache->bytes.p;
	ret->n = cache->bytes.n;
	keep(cache, gid, ret);
	return true;
}

void glyf_cache_release(struct glyf_cache *cache)
{
	hb_draw_funcs_destroy(cache->funcs);
	hb_map_destroy(cache->places);
	free(cache->list);
	quad_release(&cache->outline);
	buf_release(&cache->bytes);
	arena_release(&cache->arena);
}
