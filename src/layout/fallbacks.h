/* SPDX-License-Identifier: MIT */
/* fallbacks.h: which characters of a report are not drawn by their role's own face. */
#ifndef KANBEN_LAYOUT_FALLBACKS_H
#define KANBEN_LAYOUT_FALLBACKS_H

#include "layout/setting.h"

/* A character in one place, taken from another face of its role's chain. */
struct fallback {
	uint32_t cp;
	int role;
	const struct font *font;
	const char *text;        /* that it stands in, and … */
	size_t off;              /* … where; place.off is in the file */
	struct diag_place place; /* no source: the layout's own wording */
};

/* What was found; items are on the heap. A text that is shaped again is listed again. */
struct fallback_list {
	bool *roles; /* [font_role_count], whether a text is set in it; the caller's */
	struct fallback *items;
	size_t n, cap;
};

/* Lists what there is in a shaped text, if the layout's caller asked for it. */
void fallbacks_note(struct setting *s, const struct raw_text *raw, const struct shaped *sh);

#endif
