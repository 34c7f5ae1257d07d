/* SPDX-License-Identifier: MIT */
/* findings.h: findings as data. */
#ifndef KANBEN_ENGINE_FINDINGS_H
#define KANBEN_ENGINE_FINDINGS_H

#include "base/buf.h"
#include "base/diag.h"

/* "error", "warning", "note": untranslated, since editors look for these words. */
const char *findings_severity(enum diag_severity s);

/* Members of a JSON object: all a machine needs but the file's name and the sentence. */
void findings_put_fields(struct buf *b, const struct diag *d, struct source_walk *w);

/*
 * Sorts them; errors and warnings as one JSON array for the document they are about: without the
 * file's name and without the sentences, which are in the language of whoever runs the program.
 */
void findings_put_data(struct buf *b, struct diag_list *dl);

#endif
