/* SPDX-License-Identifier: MIT */
#include "write/ofd/ofd_doc.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/tr.h"

enum { BMP = 0x10000 };

enum { BLOCK = 256 /* characters */ };

/* The glyph that the font has for a character, if any. */
static uint32_t *glyph_of(struct ofd_font *f, uint32_t cp)
{
	uint32_t **block = &f->gids[cp / BLOCK];

	if (*block == NULL)
		*block = mem_alloc(BLOCK * sizeof(**block));
	return &(*block)[cp % BLOCK];
}

unsigned ofd_font_use(struct ofd_doc *d, const struct font *face, uint32_t cp, uint32_t gid)
{
	struct ofd_font *f;

	if (cp >= BMP - 1 || cp == 0 ||
	    (font_is_kept_whole(face) && font_find_glyph(face, cp) != gid))
		return 0;
	for (size_t i = 0; i < d->font_n; i++) {
		uint32_t *known = d->fonts[i].face == face ? glyph_of(&d->fonts[i], cp) : NULL;

		if (known != NULL && (*known == 0 || *known == gid)) {
			*known = gid;
			return d->fonts[i].id;
		}
	}
	d->fonts = mem_grow(d->fonts, d->font_n, &d->font_cap, sizeof(*d->fonts));
	f = &d->fonts[d->font_n++];
	*f = (struct ofd_font){.face = face, .id = ++d->last_id};
	*glyph_of(f, cp) = gid;
	return f->id;
}

void ofd_fonts_release(struct ofd_doc *d)
{
	for (size_t i = 0; i < d->font_n; i++)
		for (size_t k = 0; k < COUNT(d->fonts[i].gids); k++)
			free(d->fonts[i].gids[k]);
	free(d->fonts);
}

unsigned ofd_font_blank(struct ofd_doc *d)
{
	if (d->blank_id == 0)
		d->blank_id = ++d->last_id;
	return d->blank_id;
}

static void put_font(struct ofd_doc *d, const struct font *face, unsigned id,
                     const struct font_coded *list, size_t n)
{
	char name[64];

	snprintf(name, sizeof(name), "Doc_0/Res/font_%u.ttf", id);
	if (font_truetype(face, list, n, &d->b) != RC_OK)
		ofd_doc_fail(d, RC_BUG, font_describe(face)->ps_name);
	ofd_doc_put_file(d, name);
}

void ofd_fonts_put(struct ofd_doc *d)
{
	struct font_coded *list = mem_alloc(BMP * sizeof(*list));

	for (size_t i = 0; i < d->font_n; i++) {
		size_t n = 0;

		for (uint32_t cp = 0; cp < BMP; cp++) {
			const uint32_t *block = d->fonts[i].gids[cp / BLOCK];

			if (block == NULL)
				cp += BLOCK - 1;
			else if (block[cp % BLOCK] != 0)
				list[n++] = (struct font_coded){cp, block[cp % BLOCK]};
		}
		put_font(d, d->fonts[i].face, d->fonts[i].id, list, n);
	}
	if (d->blank_id != 0 && d->font_n > 0)
		put_font(d, d->fonts[0].face, d->blank_id, NULL, 0);
	free(list);
}
