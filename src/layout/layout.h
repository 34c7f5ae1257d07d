/* SPDX-License-Identifier: MIT */
/*
 * layout.h: content set in pages. Four passes: measure (shape texts, find widths), break (into
 * lines, rows), paginate (what goes on which page), emit (items and tags).
 */
#ifndef KANBEN_LAYOUT_LAYOUT_H
#define KANBEN_LAYOUT_LAYOUT_H

#include "base/arena.h"
#include "base/diag.h"
#include "content/content.h"
#include "font/font.h"
#include "page/page.h"
#include "style/style.h"

/* A character drawn with a fallback face of its role's chain. */
struct fallback {
	uint32_t cp;
	int role;
	const struct font *font;
	const char *text;        /* the text that contains it */
	size_t off;              /* its byte offset in text; place.off is in the file */
	struct diag_place place; /* without source: in the layout's wording */
};

/* Items are on the heap. A text that is shaped twice is listed twice. */
struct fallback_list {
	bool *roles; /* [font_role_count], the caller's: is the role used? */
	struct fallback *items;
	size_t n, cap;
};

struct layout_input {
	const struct content *content;
	const struct style *style;
	struct font_set *fonts;
	bool force; /* print 〓 for characters that no font has, instead of giving up */
	/*
	 * For printing: left-hand pages have the binding on the right, and landscape pages are
	 * turned on a portrait sheet (GB/T 9704-2012, 6 and 8).
	 */
	bool two_sided;
	bool places; /* runs say where their text comes from (struct page_place) */
	struct fallback_list *fallbacks; /* to be filled in; or NULL */
};

/*
 * Sets the content; pages and tags go to pl, which the caller has initialised. Adds a GLYPH finding
 * for each character that no face has (RC_INPUT unless forced), FONT for a missing font (RC_IO) and
 * FIT for a table or an imprint that does not fit on a page (RC_LIMIT). RC_LIMIT without a finding:
 * pl is overfull, and what would follow has not been looked at.
 */
MUST_USE enum rc layout_report(struct arena *a, const struct layout_input *in, struct diag_list *dl,
                               struct page_list *pl);

/*
 * Puts the draft mark beneath the content of every page; does nothing if the layout has no mark.
 * Returns the same codes as layout_report.
 */
MUST_USE enum rc layout_mark_draft(struct arena *a, const struct layout_input *in,
                                   struct diag_list *dl, struct page_list *pl);

#endif
