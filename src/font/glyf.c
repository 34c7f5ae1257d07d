/* SPDX-License-Identifier: MIT */
#include "font/glyf.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "font/checked.h"
#include "font/face.h"

/* Flags of a point (OpenType 1.9, glyf). */
enum { ON_CURVE = 1, X_SHORT = 2, Y_SHORT = 4, REPEAT = 8, X_SAME = 16, Y_SAME = 32 };

/* Beyond this much, glyphs are made anew each time. */
enum { KEPT_MAX = 16 << 20 };

/* To the nearest one, of two the even one. */
static int64_t in_quads(int64_t v)
{
	enum { EACH = GLYF_ONE / QUAD_ONE };

	return v % EACH == 0 ? v / EACH : llrint((double)v / EACH);
}

static struct quad_xy at(const int64_t *xy)
{
	return (struct quad_xy){in_quads(xy[0]), in_quads(xy[1])};
}

static void take_step(void *to, enum font_step step, const int64_t *xy)
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

/* The points of a glyph on their way into its record: flags, and their steps on either axis. */
struct packer {
	uint8_t *flags, *x, *y; /* where the next one goes */
	unsigned last, times;   /* the flag before, and how often it is repeated */
	struct box box;
	bool encodable;
};

static uint8_t *put_word(uint8_t *at, int32_t v)
{
	*at++ = (uint8_t)((uint32_t)v >> 8);
	*at++ = (uint8_t)v;
	return at;
}

static void put_flag(struct packer *p, unsigned flag)
{
	if (flag != p->last || p->times == 255) {
		*p->flags++ = (uint8_t)flag;
		p->last = flag;
		p->times = 0;
		return;
	}
	/* The first repetition is as long as the flag itself. */
	if (p->times++ == 0) {
		p->flags[-1] = (uint8_t)(flag | REPEAT);
		p->flags++;
	}
	p->flags[-1] = (uint8_t)p->times;
}

/* Puts a step, and returns its flags; `same` also says that a short one is positive. */
static inline unsigned put_step(uint8_t **at, int32_t d, unsigned is_short, unsigned same)
{
	if (d == 0)
		return same;
	if (abs(d) < 256) {
		*(*at)++ = (uint8_t)abs(d);
		return is_short | (d > 0 ? same : 0);
	}
	*at = put_word(*at, d);
	return 0;
}

static bool is_word(int32_t v)
{
	return v >= INT16_MIN && v <= INT16_MAX;
}

static void extend(struct box *b, const struct quad_point *p)
{
	b->x0 = p->x < b->x0 ? p->x : b->x0;
	b->y0 = p->y < b->y0 ? p->y : b->y0;
	b->x1 = p->x > b->x1 ? p->x : b->x1;
	b->y1 = p->y > b->y1 ? p->y : b->y1;
}

/* Neighbouring points of a glyph whose box fits into words may still be too far apart. */
static void pack(struct packer *to, const struct quad_outline *o)
{
	int32_t x = 0, y = 0;

	to->last = 256;
	to->box = (struct box){INT32_MAX, INT32_MAX, INT32_MIN, INT32_MIN};
	to->encodable = true;
	for (size_t i = 0; i < o->n; i++) {
		const struct quad_point *p = &o->points[i];
		int32_t dx, dy;

		to->encodable =
		        is_word(p->x) && is_word(p->y) && is_word(p->x - x) && is_word(p->y - y);
		if (!to->encodable)
			return;
		dx = p->x - x;
		dy = p->y - y;
		x = p->x;
		y = p->y;
		extend(&to->box, p);
		put_flag(to, (p->on ? ON_CURVE : 0) | put_step(&to->x, dx, X_SHORT, X_SAME) |
		                     put_step(&to->y, dy, Y_SHORT, Y_SAME));
	}
}

/* Closes up bytes [from, end), which begin at `at` from now on; returns where they end. */
static uint8_t *move_up(uint8_t *at, const uint8_t *from, const uint8_t *end)
{
	memmove(at, from, (size_t)(end - from));
	return at + (end - from);
}

/* Of a point the flag has a byte at most, and each step a word. False: it does not fit. */
static bool put_glyph(struct buf *b, const struct quad_outline *o, struct box *ret)
{
	enum { HEADER_WORDS = 6 };
	size_t header = 2 * (HEADER_WORDS + o->end_n);
	struct packer p = {.times = 0};
	uint8_t *at, *start[3];

	buf_reserve(b, header + 5 * o->n);
	at = (uint8_t *)b->p + b->n;
	start[0] = p.flags = at + header;
	start[1] = p.x = start[0] + o->n;
	start[2] = p.y = start[1] + 2 * o->n;
	pack(&p, o);
	if (!p.encodable)
		return false;
	at = put_word(at, (int32_t)o->end_n);
	at = put_word(at, p.box.x0);
	at = put_word(at, p.box.y0);
	at = put_word(at, p.box.x1);
	at = put_word(at, p.box.y1);
	for (size_t i = 0; i < o->end_n; i++)
		at = put_word(at, (int32_t)o->ends[i] - 1);
	put_word(at, 0); /* no instructions */
	at = move_up(p.flags, start[1], p.x);
	at = move_up(at, start[2], p.y);
	*at = '\0';
	b->n = (size_t)(at - (uint8_t *)b->p);
	*ret = p.box;
	return true;
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
	struct box box = {0};

	if (place != HB_MAP_VALUE_INVALID) {
		*ret = cache->list[place];
		return true;
	}
	if (!glyf_draw(cache, f, gid))
		return false;
	buf_clear(&cache->bytes);
	*ret = (struct glyf_record){.point_n = (unsigned)o->n, .contour_n = (unsigned)o->end_n};
	if (o->end_n > 0 && !put_glyph(&cache->bytes, o, &box))
		return false;
	ret->left = box.x0;
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
