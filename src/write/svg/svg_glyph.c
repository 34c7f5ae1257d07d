/* SPDX-License-Identifier: MIT */
/* svg_glyph.c: outlines, each made once and defined on every page that uses it. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "write/svg/svg_doc.h"

enum {
	GLYPH_MAX = 0x10000, /* OpenType 1.9, maxp */
	LETTERS = 26,
	OUTLINES_MAX = 16 << 20 /* bytes */
};

/* "a" … "z", "aa" …: a face's place among the others. */
static void name_face(struct svg_face *f, size_t i)
{
	char letters[sizeof(f->name)] = "";
	size_t n = sizeof(letters) - 1;

	for (i++; i > 0 && n > 0; i = (i - 1) / LETTERS)
		letters[--n] = (char)('a' + (i - 1) % LETTERS);
	memcpy(f->name, letters + n, sizeof(letters) - n);
}

/* The face as it was left, or a new one. */
static struct svg_face *lookup(struct svg_outlines *o, const struct font *font)
{
	for (size_t i = 0; i < o->face_n; i++)
		if (o->faces[i].font == font)
			return &o->faces[i];
	o->faces = mem_grow(o->faces, o->face_n, &o->face_cap, sizeof(*o->faces));
	o->faces[o->face_n] = (struct svg_face){
	        .font = font, .glyphs = mem_alloc(GLYPH_MAX * sizeof(*o->faces->glyphs))};
	return &o->faces[o->face_n++];
}

struct svg_face *svg_face_use(struct svg_doc *d, const struct font *font)
{
	struct svg_face *f = lookup(d->outlines, font);

	if (f->document != d->outlines->document)
		name_face(f, d->face_n++);
	f->document = d->outlines->document;
	return f;
}

static void tell_step(void *user, enum font_step step, const int32_t *xy)
{
	struct svg_path *p = user;

	switch (step) {
	case FONT_MOVE:
		svg_path_move(p, xy[0], xy[1]);
		break;
	case FONT_LINE:
		svg_path_line(p, xy[0], xy[1]);
		break;
	case FONT_QUADRATIC:
		svg_path_curve(p, xy, 2);
		break;
	case FONT_CUBIC:
		svg_path_curve(p, xy, 3);
		break;
	case FONT_CLOSE:
		svg_path_close(p);
		break;
	}
}

static struct svg_glyph *draw(struct svg_outlines *o, const struct svg_face *face, uint32_t gid)
{
	struct svg_path path = {.b = &o->paths};
	struct svg_glyph *g;

	o->glyphs = mem_grow(o->glyphs, o->glyph_n, &o->glyph_cap, sizeof(*o->glyphs));
	g = &o->glyphs[o->glyph_n++];
	*g = (struct svg_glyph){.off = o->paths.n};
	font_outline(face->font, gid, tell_step, &path);
	g->n = o->paths.n - g->off;
	return g;
}

/* On the page; or, if somebody takes outlines by themselves, to them. */
static void define(struct svg_doc *d, const struct svg_face *face, uint32_t gid,
                   const struct svg_glyph *g)
{
	const struct svg_outlines *o = d->outlines;
	const char *path = o->paths.p + g->off;

	if (d->to->define == NULL && g->page != o->page) {
		buf_puts(&d->bytes, "<path id=\"");
		buf_puts(&d->bytes, face->name);
		num_put_int(&d->bytes, gid);
		buf_puts(&d->bytes, "\" d=\"");
		buf_put(&d->bytes, path, g->n);
		buf_puts(&d->bytes, "\"/>\n");
	} else if (d->to->define != NULL && g->page <= o->before) {
		d->to->define(d->to->user,
		              &(struct write_symbol){face->font, face->name, gid, path, g->n});
	}
}

bool svg_glyph_use(struct svg_doc *d, struct svg_face *face, uint32_t gid)
{
	struct svg_outlines *o = d->outlines;
	struct svg_glyph *g;

	assert(gid < GLYPH_MAX);
	if (face->glyphs[gid] != 0) {
		g = &o->glyphs[face->glyphs[gid] - 1];
	} else {
		g = draw(o, face, gid);
		face->glyphs[gid] = (uint32_t)o->glyph_n;
	}
	if (g->n > 0)
		define(d, face, gid, g);
	g->page = o->page;
	return g->n > 0;
}

/* ---- what is kept ---- */

struct svg_outlines *svg_outlines_new(void)
{
	return mem_alloc(sizeof(struct svg_outlines));
}

static void clear(struct svg_outlines *o)
{
	for (size_t i = 0; i < o->face_n; i++)
		free(o->faces[i].glyphs);
	free(o->faces);
	free(o->glyphs);
	buf_release(&o->paths);
	*o = (struct svg_outlines){.document = o->document, .page = o->page};
}

void svg_outlines_begin(struct svg_outlines *o)
{
	/* Some ten thousand glyphs: what is not drawn again should not stay for ever. */
	if (o->paths.n > OUTLINES_MAX)
		clear(o);
	o->document++;
	o->before = o->page;
}

void svg_outlines_turn(struct svg_outlines *o)
{
	o->page++;
}

void svg_outlines_free(struct svg_outlines *o)
{
	if (o != NULL)
		clear(o);
	free(o);
}
