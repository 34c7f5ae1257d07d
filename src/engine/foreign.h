/* SPDX-License-Identifier: MIT */
/* foreign.h: files that are given as reports and are documents of other programs. */
#ifndef KANBEN_ENGINE_FOREIGN_H
#define KANBEN_ENGINE_FOREIGN_H

#include <stdbool.h>

#include "base/diag.h"

/*
 * Whether a report may be embedded in it: a PDF, or an OFD package with a file of that name. Then
 * modules_reread_for has what reads it.
 */
bool foreign_may_carry_report(const struct source *src);

/*
 * Adds a SYN finding if the source is recognised by its bytes as a document, an archive or a
 * picture: what it is, and what to do with it. RC_INPUT then, else RC_OK. PDF is not among them.
 */
MUST_USE enum rc foreign_check(const struct source *src, struct diag_list *dl);

#endif
