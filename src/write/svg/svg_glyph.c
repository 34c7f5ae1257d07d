/* SPDX-License-Identifier: MIT */
/* svg_glyph.c: outlines, each made once and defined on every page that uses it. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "write/svg/svg_doc.h"

enum { GLYPH_MAX = 0x10000 /* OpenType 1.9, maxp */, LETTERS = 26 };

/* "a" … "z", "aa" …: a face's place among the others. */
static void name_face(struct svg_face *f, size_t i)
{
	char letters[sizeof(f->name)] = "";
	size_t n = sizeof(letters) - 1;

	for (i++; i > 0 && n > 0; i = (i - 1) / LETTERS)
		letters[--n] = (char)('a' + (i - 1) % LETTERS);
	memcpy(f->name, letters + n, sizeof(letters) - n);
}

struct svg_face *svg_face_use(struct svg_doc *d, const struct font *font)
{
	struct svg_face *f;

	for (size_t i = 0; i < d->face_n; i++)
		if (d->faces[i].font == font)
			return &d->faces[i];
	d->faces = mem_grow(d->faces, d->face_n, &d->face_cap, sizeof(*d->faces));
	f = &d->faces[d->face_n];
	*f = (struct svg_face){font, "", mem_alloc(GLYPH_MAX * sizeof(*f->glyphs))};
	name_face(f, d->face_n++);
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

static struct svg_glyph *draw(struct svg_doc *d, const struct svg_face *face, uint32_t gid)
{
	struct svg_path path = {.b = &d->outlines};
	struct svg_glyph *g;

	d->glyphs = mem_grow(d->glyphs, d->glyph_n, &d->glyph_cap, sizeof(*d->glyphs));
	g = &d->glyphs[d->glyph_n++];
	*g = (struct svg_glyph){.off = d->outlines.n};
	font_outline(face->font, gid, tell_step, &path);
	g->n = d->outlines.n - g->off;
	return g;
}

bool svg_glyph_use(struct svg_doc *d, struct svg_face *face, uint32_t gid)
{
	struct svg_glyph *g;

	assert(gid < GLYPH_MAX);
	if (face->glyphs[gid] != 0) {
		g = &d->glyphs[face->glyphs[gid] - 1];
	} else {
		g = draw(d, face, gid);
		face->glyphs[gid] = (uint32_t)d->glyph_n;
	}
	if (g->n > 0 && g->page != d->page) {
		buf_putf(&d->defs, "<path id=\"%s%u\" d=\"", face->name, (unsigned)gid);
		buf_put(&d->defs, d->outlines.p + g->off, g->n);
		buf_puts(&d->defs, "\"/>\n");
	}
	g->page = d->page;
	return g->n > 0;
}

void svg_glyphs_release(struct svg_doc *d)
{
	for (size_t i = 0; i < d->face_n; i++)
		free(d->faces[i].glyphs);
	free(d->faces);
	free(d->glyphs);
	buf_release(&d->outlines);
}
