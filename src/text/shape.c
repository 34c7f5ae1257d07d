/* SPDX-License-Identifier: MIT */
/* shape.c: shapes pieces into clusters of glyphs. */
#include "text/shape.h"

#include <limits.h>
#include <string.h>

#include <hb.h>

#include "base/mem.h"
#include "font/checked.h"

enum { FEATURE_N = 3, MARKS_MAX = 256 };

/*
 * Latin ligatures and kerning are off, so that digits line up in columns and words can be searched
 * for. The default features (locl, ccmp, calt, mark) are needed for Chinese; calt joins a two-em
 * dash. A piece may add a feature of its own (enum piece_form).
 */
static const hb_feature_t FEATURES[FEATURE_N] = {
        {HB_TAG('l', 'i', 'g', 'a'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
        {HB_TAG('c', 'l', 'i', 'g'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
        {HB_TAG('k', 'e', 'r', 'n'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
};

static const hb_tag_t FORM_TAGS[] = {
        [PIECE_FULL_WIDTH] = HB_TAG('f', 'w', 'i', 'd'),
        [PIECE_HALF_WIDTH] = HB_TAG('h', 'w', 'i', 'd'),
        [PIECE_PROPORTIONAL] = HB_TAG('p', 'w', 'i', 'd'),
};

struct shaper {
	const struct pieces *pieces;
	hb_buffer_t *buffer;      /* NULL: not needed yet */
	struct cluster *clusters; /* room for one per piece */
	size_t cluster_n;
	struct arena *arena;       /* of the following */
	struct text_glyph *glyphs; /* room for one per piece, as a rule */
	size_t glyph_n, glyph_cap;
};

static void fill_buffer(struct shaper *sh, size_t first, size_t last)
{
	if (sh->buffer == NULL)
		sh->buffer = checked_buffer();
	hb_buffer_clear_contents(sh->buffer);
	seat_set_language(sh->buffer);
	hb_buffer_set_flags(sh->buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES |
	                                        HB_BUFFER_FLAG_DO_NOT_INSERT_DOTTED_CIRCLE);
	for (size_t i = first; i < last; i++)
		hb_buffer_add(sh->buffer, sh->pieces->items[i].cp, (unsigned)i);
}

static struct cluster *start_cluster(struct shaper *sh, const struct piece *p)
{
	struct cluster *c = &sh->clusters[sh->cluster_n++];

	*c = (struct cluster){
	        .cp = p->cp,
	        .off = p->off,
	        .em = p->pitch,
	        .size = p->size,
	        .glyph_first = (uint32_t)sh->glyph_n,
	        .class_ = (unsigned char)(p->apostrophe ? TEXT_LATIN : text_class_of(p->cp)),
	        .brk = p->brk,
	        .raised = p->rise != 0};
	return c;
}

/* The cluster for pieces [first, last): the previous one if they attach to it, else a new one. */
static struct cluster *cluster_for(struct shaper *sh, size_t first, size_t last)
{
	const struct piece *p = &sh->pieces->items[first], *q = &sh->pieces->items[last - 1];
	struct cluster *c = p->attached ? &sh->clusters[sh->cluster_n - 1] : start_cluster(sh, p);

	c->len = q->off + q->len - c->off;
	c->varied = c->varied || text_is_variation_selector(q->cp);
	if (text_is_two_em_half(p->cp) && first + 1 < sh->pieces->n && p[1].attached &&
	    p[1].cp == p->cp)
		c->class_ = TEXT_TWO_EM;
	return c;
}

static void grow_glyphs(struct shaper *sh)
{
	size_t cap = sh->glyph_cap * 2 + 1;
	struct text_glyph *more = arena_array_bare(sh->arena, struct text_glyph, cap);

	if (sh->glyph_n > 0)
		memcpy(more, sh->glyphs, sh->glyph_n * sizeof(*more));
	sh->glyphs = more;
	sh->glyph_cap = cap;
}

static struct text_glyph *add_glyph(struct shaper *sh, struct cluster *c)
{
	struct text_glyph *g;

	if (sh->glyph_n == sh->glyph_cap)
		grow_glyphs(sh);
	g = &sh->glyphs[sh->glyph_n++];
	*g = (struct text_glyph){0};
	c->glyph_n++;
	return g;
}

static void place_glyph(const struct piece *p, const hb_glyph_position_t *pos, struct text_glyph *g)
{
	int64_t upem = font_describe(p->choice.font)->units_per_em;
	int64_t scale = p->choice.scale, em = upem * 1000;

	g->font = p->choice.font;
	g->chain = (unsigned char)(p->choice.chain < UCHAR_MAX ? p->choice.chain : UCHAR_MAX);
	g->size = lu_scale(p->size, scale, 1000);
	g->advance = lu_scale(p->pitch, pos->x_advance * scale, em);
	g->dx = lu_scale(p->size, pos->x_offset * scale, em);
	g->dy = lu_scale(p->size, pos->y_offset * scale, em) +
	        lu_scale(p->size, p->choice.shift, 1000) + p->rise;
}

/* Takes HarfBuzz's glyphs for pieces [first, last); its cluster values are piece indices. */
static void take_glyphs(struct shaper *sh, size_t first, size_t last)
{
	unsigned n;
	const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(sh->buffer, &n);
	const hb_glyph_position_t *pos = hb_buffer_get_glyph_positions(sh->buffer, &n);

	if (n == 0) /* only default ignorables, which HarfBuzz removes */
		cluster_for(sh, first, last);
	for (unsigned i = 0, next; i < n; i = next) {
		size_t from = info[i].cluster, to;
		const struct piece *p = &sh->pieces->items[from];
		struct cluster *c;

		for (next = i + 1; next < n && info[next].cluster == info[i].cluster;)
			next++;
		to = next < n ? info[next].cluster : last;
		c = cluster_for(sh, from, to);
		for (unsigned k = i; k < next; k++) {
			struct text_glyph *g = add_glyph(sh, c);

			g->gid = info[k].codepoint;
			place_glyph(p, &pos[k], g);
			g->off = p->off;
			if (k == i)
				g->len = sh->pieces->items[to - 1].off +
				         sh->pieces->items[to - 1].len - p->off;
		}
	}
}

/*
 * The end of the run of one face that starts at piece `first`. A run is also ended after hundreds
 * of marks on one letter, as HarfBuzz takes quadratic time for them.
 */
static size_t run_end(const struct pieces *ps, size_t first)
{
	size_t last = first + 1, marks = 0;

	while (last < ps->n && marks < MARKS_MAX &&
	       pieces_share_run(&ps->items[last - 1], &ps->items[last])) {
		marks = ps->items[last].attached ? marks + 1 : 0;
		last++;
	}
	return last;
}

/*
 * Characters that Unicode neither decomposes nor joins, and that have a width of their own. They
 * are all but a few of a Chinese text.
 */
static bool is_simple(uint32_t cp)
{
	static const struct {
		uint32_t first, last;
	} RANGES[] = {
	        {0x4E00, 0x9FFF}, {0x0020, 0x007E}, {0xFF01, 0xFF5E},   {0x3000, 0x3029},
	        {0x2014, 0x201D}, {0x3400, 0x4DBF}, {0x20000, 0x2EBE0}, {0x30000, 0x323AF},
	};

	for (size_t i = 0; i < COUNT(RANGES); i++)
		if (cp >= RANGES[i].first && cp <= RANGES[i].last)
			return true;
	return false;
}

/* Whether only the tables of its face may make of a piece anything but its glyph. */
static bool is_ordinary(const struct piece *p)
{
	return p->form == PIECE_PLAIN && !p->attached && is_simple(p->cp) && p->choice.gid != 0;
}

/* Whether HarfBuzz would give each of pieces [first, last) its own glyph, moved nowhere. */
static bool is_plain(const struct piece *items, size_t first, size_t last)
{
	for (size_t i = first; i < last; i++)
		if (!is_ordinary(&items[i]) ||
		    !font_keeps_glyph(items[i].choice.font, items[i].choice.gid))
			return false;
	return true;
}

/* The same of a piece by itself; returns its glyph, or 0. */
static uint32_t plain_alone(const struct piece *p)
{
	uint32_t gid = 0;

	if (!is_ordinary(p) || !font_glyph_alone(p->choice.font, p->choice.gid, &gid))
		return 0;
	return gid;
}

/* Takes a glyph of its own for piece i. */
static void take_plain(struct shaper *sh, size_t i, uint32_t gid)
{
	const struct piece *p = &sh->pieces->items[i];
	struct text_glyph *g = add_glyph(sh, cluster_for(sh, i, i + 1));

	g->gid = gid;
	place_glyph(p, &(hb_glyph_position_t){.x_advance = font_advance(p->choice.font, gid)}, g);
	g->off = p->off;
	g->len = p->len;
}

/* Shapes the run that starts at piece `first`; returns its end. */
static size_t shape_run(struct shaper *sh, size_t first)
{
	const struct piece *items = sh->pieces->items;
	hb_feature_t features[FEATURE_N + 1];
	unsigned feature_n = FEATURE_N;
	size_t last = run_end(sh->pieces, first);
	uint32_t alone;

	if (items[first].missing) {
		cluster_for(sh, first, last);
		return last;
	}
	if (is_plain(items, first, last)) {
		for (size_t i = first; i < last; i++)
			take_plain(sh, i, items[i].choice.gid);
		return last;
	}
	alone = last - first == 1 ? plain_alone(&items[first]) : 0;
	if (alone != 0) {
		take_plain(sh, first, alone);
		return last;
	}
	fill_buffer(sh, first, last);
	memcpy(features, FEATURES, sizeof(FEATURES));
	if (items[first].form != PIECE_PLAIN)
		features[feature_n++] =
		        (hb_feature_t){FORM_TAGS[items[first].form], 1, HB_FEATURE_GLOBAL_START,
		                       HB_FEATURE_GLOBAL_END};
	checked_shape(font_hb(items[first].choice.font), sh->buffer, features, feature_n);
	take_glyphs(sh, first, last);
	return last;
}

/*
 * Spaces typed at the start as an indent get no width, since the layout indents. They are kept for
 * text extraction.
 */
static void drop_indent(struct shaper *sh)
{
	for (size_t i = 0; i < sh->cluster_n && sh->clusters[i].class_ == TEXT_SPACE; i++) {
		struct cluster *c = &sh->clusters[i];

		for (size_t g = 0; g < c->glyph_n; g++)
			sh->glyphs[c->glyph_first + g].advance = 0;
		c->advance = 0;
	}
}

static void list_missing(struct arena *a, const struct pieces *ps, struct shaped *ret)
{
	struct text_missing *m = arena_array(a, struct text_missing, ps->missing_n);
	struct text_missing *v = arena_array(a, struct text_missing, ps->ineffective_n);

	ret->missing = ps->missing_n > 0 ? m : NULL;
	ret->missing_n = ps->missing_n;
	ret->ineffective = ps->ineffective_n > 0 ? v : NULL;
	ret->ineffective_n = ps->ineffective_n;
	for (size_t i = 0; i < ps->n; i++) {
		const struct piece *p = &ps->items[i];
		struct text_missing one = {p->cp, p->off, p->role};

		if (p->missing)
			*m++ = one;
		if (p->ineffective)
			*v++ = one;
	}
}

static void shape_pieces(struct arena *a, const struct text_input *in, struct pieces *ps,
                         struct shaped *ret)
{
	struct shaper sh = {.pieces = ps, .arena = a, .glyph_cap = ps->n};

	sh.clusters = arena_array_bare(a, struct cluster, ps->n);
	sh.glyphs = arena_array_bare(a, struct text_glyph, ps->n);
	for (size_t i = 0; i < ps->n;)
		i = shape_run(&sh, i);
	for (size_t i = 0; i < sh.cluster_n; i++)
		seat_cluster(&sh.clusters[i], sh.glyphs + sh.clusters[i].glyph_first);
	drop_indent(&sh);
	*ret = (struct shaped){.in = in,
	                       .clusters = sh.clusters,
	                       .cluster_n = sh.cluster_n,
	                       .glyphs = sh.glyphs,
	                       .glyph_n = sh.glyph_n};
	list_missing(a, ps, ret);
	pieces_release(ps);
	if (sh.buffer != NULL)
		hb_buffer_destroy(sh.buffer);
	break_find(ret);
}

enum rc text_shape(struct arena *a, struct font_set *fs, const struct text_input *in,
                   struct diag_list *dl, struct shaped *ret)
{
	struct pieces ps = {0};
	enum rc rc = pieces_make(fs, in, dl, &ps);

	if (rc != RC_OK)
		return rc;
	shape_pieces(a, in, &ps, ret);
	return RC_OK;
}
