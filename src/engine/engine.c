/* SPDX-License-Identifier: MIT */
#include "engine/engine.h"

#include "font/font.h"

void engine_init(struct engine *e)
{
	e->layouts = (struct layouts){.arena = &e->arena, .paths = &e->paths};
}

void engine_release(struct engine *e)
{
	svg_outlines_free(e->outlines);
	font_set_close(e->fonts);
	pattern_store_release(&e->layouts.patterns);
	arena_release(&e->arena);
	*e = (struct engine){0};
}

enum rc engine_fonts(struct engine *e, struct diag_list *dl, struct font_set **ret)
{
	const struct folders *own = &e->paths.fonts, *system = &e->paths.system_fonts;

	if (e->fonts == NULL && !e->fonts_failed) {
		e->fonts_failed = font_set_open(own->list, own->n, dl, &e->fonts) != RC_OK;
		if (!e->fonts_failed) {
			font_set_use_system(e->fonts, system->list, system->n);
			font_set_use_inventory(e->fonts, e->paths.system_faces);
			if (e->read_fonts)
				font_set_read(e->fonts);
		}
	}
	*ret = e->fonts;
	return e->fonts_failed ? RC_IO : RC_OK;
}
