/* SPDX-License-Identifier: MIT */
/*
 * layout.h: a checked report set in pages. Four passes: measure (shape every text, widths), break
 * (lines, rows), paginate (what goes on which page), emit (items and tags).
 */
#ifndef KANBEN_LAYOUT_LAYOUT_H
#define KANBEN_LAYOUT_LAYOUT_H

#include "base/arena.h"
#include "base/diag.h"
#include "check/check.h"
#include "font/font.h"
#include "page/page.h"
#include "style/style.h"

struct fallback_list;

struct layout_input {
	const struct checked_report *report;
	const struct style *style;
	struct font_set *fonts;
	/* Set a report with errors too: the draft mark on every page, 〓 for what no font has. */
	bool force;
	bool blanks_as_zero; /* --empty zero */
	/*
	 * For a press: left-hand pages have the binding on the right, and a table that lies on its
	 * side lies so on an upright sheet (GB/T 9704-2012, 6 and 8).
	 */
	bool two_sided;
	struct date date;                /* the document's */
	struct fallback_list *fallbacks; /* fallbacks.h; NULL: nobody asks */
};

/*
 * Sets the report; pages and tags go to pl (initialised by the caller). GLYPH findings for
 * characters no face has (RC_INPUT unless forced), RC_IO for a missing font, RC_LIMIT for a table
 * that cannot fit.
 */
MUST_USE enum rc layout_report(struct arena *a, const struct layout_input *in, struct diag_list *dl,
                               struct page_list *pl);

#endif
