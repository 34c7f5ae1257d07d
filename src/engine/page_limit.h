/* SPDX-License-Identifier: MIT */
/*
 * page_limit.h: how many pages a report may have, how much may be on them, in how many different
 * glyphs, and how many cells its tables may have. A few kilobytes can ask for thousands of pages,
 * by lines with a letter each or by heads that are repeated on every page, and two bytes for a cell
 * that takes a hundred in a document; unless somebody wants them, they are not made.
 */
#ifndef KANBEN_ENGINE_PAGE_LIMIT_H
#define KANBEN_ENGINE_PAGE_LIMIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/loaded.h"
#include "layout/layout.h"
#include "page/page.h"

/* Instead of a number of pages: as many as the size of the report allows. */
#define PAGES_BY_SIZE SIZE_MAX

/*
 * Sets the limits of the pages of a report that was loaded. `wanted`: a number of pages, 0 for any,
 * or PAGES_BY_SIZE; only then is there a limit to what is on them. The report's pictures count as
 * parts of it, each file once. `paged`: there is a file for each page, and without being asked no
 * more than some are made.
 */
void page_limit_set(struct loaded *in, size_t wanted, bool paged, struct page_list *pl);

/*
 * As layout_report in the arena of `in`, into a list that has these limits; adds a finding PAGES to
 * `dl` where there would be more than it may have. RC_LIMIT, nothing laid out, and that finding:
 * the tables have more cells than the size of the report accounts for, which only `wanted` 0
 * allows.
 */
MUST_USE enum rc page_limit_lay_out(struct loaded *in, size_t wanted,
                                    const struct layout_input *how, struct page_list *pl,
                                    struct diag_list *dl);

#endif
