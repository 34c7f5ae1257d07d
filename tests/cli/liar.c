/* SPDX-License-Identifier: MIT */
/* A module in the place of the one that reads PDFs again, to which none is as it should be. */
#include "reread/reread.h"

static enum rc find_fault(const struct buf *pdf, const struct page_list *pl, const char *claims,
                          struct diag_list *dl)
{
	const struct diag_place place = {.rule = "PDF"};

	diag_add(dl, DIAG_ERROR, &place, "%.8s, %s", pl->page_n > 0 ? pdf->p : "", claims);
	return RC_BUG;
}

const struct reread kanben_reread = {.verify = find_fault};
