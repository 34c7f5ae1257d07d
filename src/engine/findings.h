/* SPDX-License-Identifier: MIT */
/* findings.h: findings as data. */
#ifndef KANBEN_ENGINE_FINDINGS_H
#define KANBEN_ENGINE_FINDINGS_H

#include "base/buf.h"
#include "base/diag.h"

/* "error", "warning", "note"; not translated, since editors look for these words. */
const char *findings_severity(enum diag_severity s);

/* Appends line and column of a place as members of a JSON object; both are 0 without a source. */
void findings_put_place(struct buf *b, const struct diag_place *p, struct source_walk *w);

/* Appends a finding as members of a JSON object, without the file's name and the message. */
void findings_put_fields(struct buf *b, const struct diag *d, struct source_walk *w);

/* Appends a text as a JSON string; bytes that are not UTF-8 become U+FFFD. */
void findings_put_text(struct buf *b, const char *s);

/* Appends a finding as a JSON object, as “check --json” has it; without its last brace. */
void findings_put_open(struct buf *b, const struct diag *d, struct source_walk *w);

/*
 * Sorts the list and appends its errors and warnings as a JSON array, to be attached to the
 * document: without the file's name, and without messages, whose language depends on the user.
 */
void findings_put_data(struct buf *b, struct diag_list *dl);

#endif
