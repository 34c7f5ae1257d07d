/* SPDX-License-Identifier: MIT */
#include "write/ofd/ofd_doc.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/tr.h"

enum { BMP = 0x10000 };

unsigned ofd_font_use(struct ofd_doc *d, const struct font *face, uint32_t cp, uint32_t gid)
{
	struct ofd_font *f;

	if (cp >= BMP - 1 || cp == 0 ||
	    (font_is_kept_whole(face) && font_find_glyph(face, cp) != gid))
		return 0;
	for (size_t i = 0; i < d->font_n; i++) {
		f = &d->fonts[i];
		if (f->face == face && (f->gids[cp] == 0 || f->gids[cp] == gid)) {
			f->gids[cp] = gid;
			return f->id;
		}
	}
	d->fonts = mem_grow(d->fonts, d->font_n, &d->font_cap, sizeof(*d->fonts));
	f = &d->fonts[d->font_n++];
	*f = (struct ofd_font){face, ++d->last_id, mem_alloc(BMP * sizeof(*f->gids))};
	f->gids[cp] = gid;
	return f->id;
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

		for (uint32_t cp = 0; cp < BMP; cp++)
			if (d->fonts[i].gids[cp] != 0)
				list[n++] = (struct font_coded){cp, d->fonts[i].gids[cp]};
		put_font(d, d->fonts[i].face, d->fonts[i].id, list, n);
	}
	if (d->blank_id != 0 && d->font_n > 0)
		put_font(d, d->fonts[0].face, d->blank_id, NULL, 0);
	free(list);
}
