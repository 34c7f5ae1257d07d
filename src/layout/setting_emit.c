/* SPDX-License-Identifier: MIT */
/* setting_emit.c: turns lines of set texts into runs of glyphs and puts them on pages. */
#include <string.h>

#include "layout/setting.h"

/* Clusters of one face and size, positioned from the line's x = 0. */
struct set_run {
	const struct font *font;
	lu size, x;
	const struct run_glyph *glyphs;
	size_t glyph_n;
	int tag; /* of set_text.run_tags; 0: the line's */
};

struct set_runs {
	struct set_run *items;
	size_t n;
};

/* Clusters [first, last) of a line. */
struct span {
	const struct set_text *text;
	const struct text_line *line;
	size_t first, last;
	const struct text_glyph *face; /* NULL: none of them has a glyph */
	int tag;
	size_t run, run_off; /* of the text that was come to, and where it begins */
};

static const struct text_glyph *glyph_of(const struct set_text *t, size_t cluster, size_t i)
{
	return &t->shaped.glyphs[t->shaped.clusters[cluster].glyph_first + i];
}

/*
 * The tag of the run that a cluster is in; 0: the line's. Clusters are asked for in their order, of
 * a line twice.
 */
static int tag_of(struct span *sp, size_t cluster)
{
	const struct set_text *t = sp->text;
	size_t off = t->shaped.clusters[cluster].off;

	if (t->run_tags == NULL)
		return 0;
	if (off < sp->run_off)
		sp->run = sp->run_off = 0;
	while (sp->run + 1 < t->in.run_n && off >= sp->run_off + t->in.runs[sp->run].len)
		sp->run_off += t->in.runs[sp->run++].len;
	return t->run_tags[sp->run];
}

/* Finds the longest span from sp->first on; a cluster without glyphs fits into any span. */
static void find_span(struct span *sp)
{
	const struct set_text *t = sp->text;

	sp->face = NULL;
	for (sp->last = sp->first; sp->last < sp->line->last; sp->last++) {
		const struct text_glyph *next;

		if (t->shaped.clusters[sp->last].glyph_n == 0)
			continue;
		next = glyph_of(t, sp->last, 0);
		if (sp->face != NULL &&
		    (next->font != sp->face->font || next->size != sp->face->size ||
		     tag_of(sp, sp->last) != sp->tag))
			break;
		sp->face = next;
		sp->tag = tag_of(sp, sp->last);
	}
}

/* A length in font units. */
static int to_units(const struct text_glyph *g, lu v)
{
	return lu_scale(v, font_describe(g->font)->units_per_em, g->size);
}

/* The right edge of a cluster's advance box, from its pen. */
static lu box_right(const struct span *sp, size_t c)
{
	const struct cluster *cl = &sp->text->shaped.clusters[c];
	bool trimmed = (sp->line->trims[c - sp->line->first] & TEXT_TRIM_RIGHT) != 0;

	lu width = cl->advance == cl->em ? cl->size : lu_scale(cl->size, cl->advance, cl->em);

	return width - (trimmed ? cl->size / 2 : 0);
}

static lu box_left(const struct span *sp, size_t c)
{
	bool trimmed = (sp->line->trims[c - sp->line->first] & TEXT_TRIM_LEFT) != 0;

	return trimmed ? sp->text->shaped.clusters[c].size / 2 : 0;
}

/*
 * The box of a mark is an em, or half of one for · and for a mark that lost a half; its glyph may
 * be wider, narrower or moved.
 */
static void set_box(const struct span *sp, size_t c, const struct text_glyph *g,
                    struct run_glyph *ret)
{
	int at = to_units(g, g->dx);

	ret->left = (int16_t)(to_units(g, box_left(sp, c)) - at);
	ret->right = (int16_t)(font_advance(g->font, g->gid) - to_units(g, box_right(sp, c)) + at);
}

/*
 * Gaps that justification has stretched so much that readers would take them for word spaces belong
 * to the glyph before, in tenths of an em lest every line have glyphs of its own. `at` is where the
 * glyph is, from the cluster's pen.
 */
static void widen_box(const struct span *sp, size_t c, const struct text_glyph *g, lu at,
                      struct run_glyph *ret)
{
	const lu *x = sp->line->x + (c - sp->line->first);
	const struct cluster *cl = &sp->text->shaped.clusters[c];
	lu to, end = cl->boxed ? box_right(sp, c) : cl->advance;
	int tenth, gap;

	if (c + 1 == sp->line->last)
		return;
	to = x[1] + box_left(sp, c + 1) - x[0];
	if (to - end < cl->size / 20) /* almost all */
		return;
	tenth = to_units(g, cl->size) / 10;
	gap = to_units(g, to - at) + ret->right - font_advance(g->font, g->gid);
	if (gap > tenth * 9 / 10)
		ret->right = (int16_t)(ret->right - (gap + tenth / 2) / tenth * tenth);
}

/* Appends the glyphs of cluster c, whose pen is at `pen`; returns their number. */
static size_t put_glyphs(const struct span *sp, size_t c, lu pen, struct run_glyph *ret)
{
	const struct cluster *cl = &sp->text->shaped.clusters[c];
	lu along = 0;

	for (size_t i = 0; i < cl->glyph_n; i++) {
		const struct text_glyph *g = glyph_of(sp->text, c, i);

		ret[i] = (struct run_glyph){.gid = g->gid,
		                            .x = pen + along + g->dx,
		                            .dy = g->dy,
		                            .off = g->off,
		                            .len = g->len};
		if (cl->boxed)
			set_box(sp, c, g, &ret[i]);
		if (i + 1 == cl->glyph_n)
			widen_box(sp, c, g, along + g->dx, &ret[i]);
		along += g->advance;
	}
	return cl->glyph_n;
}

static struct set_run make_run(struct arena *a, const struct span *sp)
{
	const struct set_text *t = sp->text;
	const lu *x = sp->line->x;
	lu start = x[sp->first - sp->line->first];
	struct run_glyph *glyphs;
	size_t n = 0, k = 0;

	for (size_t c = sp->first; c < sp->last; c++)
		n += t->shaped.clusters[c].glyph_n;
	glyphs = arena_array(a, struct run_glyph, n);
	for (size_t c = sp->first; c < sp->last; c++)
		k += put_glyphs(sp, c, x[c - sp->line->first] - start, glyphs + k);
	return (struct set_run){.font = sp->face->font,
	                        .size = sp->face->size,
	                        .x = start,
	                        .glyphs = glyphs,
	                        .glyph_n = n,
	                        .tag = sp->tag};
}

static struct set_runs make_runs(struct arena *a, const struct set_text *t, size_t line)
{
	struct span sp = {.text = t, .line = &t->lines[line]};
	struct set_runs runs = {0};
	size_t n = 0;

	for (sp.first = sp.line->first; sp.first < sp.line->last; sp.first = sp.last, n++)
		find_span(&sp);
	runs.items = arena_array(a, struct set_run, n);
	for (sp.first = sp.line->first; sp.first < sp.line->last; sp.first = sp.last) {
		find_span(&sp);
		if (sp.face != NULL)
			runs.items[runs.n++] = make_run(a, &sp);
	}
	return runs;
}

void setting_seal(struct setting *s, struct set_text *t)
{
	struct text_line *lines = arena_array(s->arena, struct text_line, t->line_n);
	struct set_runs *runs = arena_array(s->arena, struct set_runs, t->line_n);

	for (size_t i = 0; i < t->line_n; i++) {
		runs[i] = make_runs(s->arena, t, i);
		lines[i] = t->lines[i];
		lines[i].x = NULL;
		lines[i].trims = NULL;
	}
	t->lines = lines;
	t->sealed = runs;
	t->shaped = (struct shaped){.in = &t->in};
}

/* The distance from the box's left edge to the line's x = 0. */
static lu align_offset(const struct set_text *t, const struct text_line *line, lu width)
{
	lu spare = width - line->width;

	switch (t->align) {
	case ALIGN_CENTRE:
		return spare / 2;
	case ALIGN_END:
		return spare;
	case ALIGN_START:
	case ALIGN_JUSTIFY:
		break;
	}
	return 0;
}

void setting_emit_line(struct setting *s, const struct set_text *t, size_t line,
                       const struct text_spot *spot)
{
	struct set_runs runs = t->sealed != NULL ? t->sealed[line] : make_runs(s->arena, t, line);
	lu baseline =
	        spot->top + (t->line - t->in.size) / 2 + lu_scale(t->in.size, EM_ABOVE_MILLI, 1000);
	lu x = spot->x + align_offset(t, &t->lines[line], spot->width);

	for (size_t i = 0; i < runs.n; i++) {
		const struct set_run *run = &runs.items[i];
		struct page_item *item = page_add_item(s->pl, spot->page, ITEM_RUN,
		                                       run->tag != 0 ? run->tag : spot->tag);

		item->gray = (unsigned char)t->gray;
		item->place = t->place;
		item->u.run.font = run->font;
		item->u.run.size = run->size;
		item->u.run.x = x + run->x;
		item->u.run.y = baseline;
		item->u.run.text = t->shown;
		item->u.run.glyphs = run->glyphs;
		item->u.run.glyph_n = run->glyph_n;
		item->u.run.line_end = i + 1 == runs.n;
	}
}
