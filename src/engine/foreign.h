/* SPDX-License-Identifier: MIT */
/* foreign.h: files that are given as reports and are documents of other programs. */
#ifndef KANBEN_ENGINE_FOREIGN_H
#define KANBEN_ENGINE_FOREIGN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

/*
 * Whether a report may be embedded in it: a PDF, or an OFD package with a file of that name. Then
 * modules_reread_for has what reads it.
 */
bool foreign_may_carry_report(const struct source *src);

/*
 * How many bytes of a report are read from such a file, which also has all that is made of them: 64
 * MiB, and less of a file that could not be an edition of so many.
 */
size_t foreign_report_limit(const struct source *src);

/*
 * Adds a SYN finding if the source is recognised by its bytes as a document, an archive or a
 * picture: what it is, and what to do with it. RC_INPUT then, else RC_OK. PDF is not among them.
 */
MUST_USE enum rc foreign_check(const struct source *src, struct diag_list *dl);

#endif
