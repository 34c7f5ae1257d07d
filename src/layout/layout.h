/* SPDX-License-Identifier: MIT */
/*
 * layout.h: content set in pages. Four passes: measure (shape every text, widths), break
 * (lines, rows), paginate (what goes on which page), emit (items and tags).
 */
#ifndef KANBEN_LAYOUT_LAYOUT_H
#define KANBEN_LAYOUT_LAYOUT_H

#include "base/arena.h"
#include "base/diag.h"
#include "content/content.h"
#include "font/font.h"
#include "page/page.h"
#include "style/style.h"

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

struct layout_input {
	const struct content *content;
	const struct style *style;
	struct font_set *fonts;
	bool force; /* 〓 for what no font has; otherwise such a text is not set */
	/*
	 * For a press: left-hand pages have the binding on the right, and a table that lies on its
	 * side lies so on an upright sheet (GB/T 9704-2012, 6 and 8).
	 */
	bool two_sided;
	struct fallback_list *fallbacks; /* to be filled; or NULL */
};

/*
 * Sets the content; pages and tags go to pl (initialised by the caller). GLYPH findings for
 * characters no face has (RC_INPUT unless forced), RC_IO for a missing font, RC_LIMIT for a table
 * that cannot fit.
 */
MUST_USE enum rc layout_report(struct arena *a, const struct layout_input *in, struct diag_list *dl,
                               struct page_list *pl);

/*
 * Puts the draft mark under the text of every page; nothing where the layout has none. The codes
 * are those of layout_report.
 */
MUST_USE enum rc layout_mark_draft(struct arena *a, const struct layout_input *in,
                                   struct diag_list *dl, struct page_list *pl);

#endif
