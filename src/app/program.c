/* SPDX-License-Identifier: MIT */
#include "app/program.h"

#include "font/font.h"

enum rc program_fonts(struct program *p, struct diag_list *dl, struct font_set **ret)
{
	if (p->fonts == NULL && !p->fonts_failed) {
		p->fonts_failed =
		        font_set_open(p->paths.fonts, p->paths.font_n, dl, &p->fonts) != RC_OK;
		if (!p->fonts_failed)
			font_set_use_system(p->fonts, p->paths.system_fonts,
			                    p->paths.system_font_n);
	}
	*ret = p->fonts;
	return p->fonts_failed ? RC_IO : RC_OK;
}
