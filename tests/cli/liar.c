/* SPDX-License-Identifier: MIT */
/* A stand-in for the reread module that finds fault with every PDF. */
#include "reread/reread.h"

static enum rc find_fault(const struct buf *pdf, const struct write_input *in, struct diag_list *dl)
{
	const struct diag_place place = {.rule = "PDF"};

	struct buf claims = {0};

	write_put_claims(&claims, &in->writer->claims);
	diag_add(dl, DIAG_ERROR, &place, "%.8s, %s", in->pages->page_n > 0 ? pdf->p : "", claims.p);
	buf_release(&claims);
	return RC_BUG;
}

const struct reread kanben_reread = {.verify = find_fault};
