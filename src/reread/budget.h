/* SPDX-License-Identifier: MIT */
/* budget.h: how much a stranger's PDF inflates to, before qpdf is given it. */
#ifndef KANBEN_REREAD_BUDGET_H
#define KANBEN_REREAD_BUDGET_H

#include <stdbool.h>

#include "base/diag.h"

/*
 * Do the deflated streams that hold objects and cross-references (ISO 32000-2, 7.5.7, 7.5.8), which
 * qpdf inflates without a limit, stay within what a file of this size may have? With `pages` also
 * all others except pictures and fonts.
 */
bool pdf_fits(const struct source *pdf, bool pages);

#endif
