/* SPDX-License-Identifier: MIT */
/* print.h: findings as people and editors read them, and as programs do. */
#ifndef KANBEN_APP_PRINT_H
#define KANBEN_APP_PRINT_H

#include "app/options.h"
#include "base/buf.h"
#include "base/diag.h"

/* FILE:LINE:COL: error|warning: MESSAGE [RULE] (/json/pointer), a line each. */
void print_findings(struct buf *b, const struct diag_list *dl);

/* One JSON object a finding, a line each. */
void print_findings_json(struct buf *b, const struct diag_list *dl);

/* The same objects as one JSON array, without line breaks. */
void print_findings_array(struct buf *b, const struct diag_list *dl);

/*
 * A JSON string literal of what came from outside. A byte that is not UTF-8, as a file's name may
 * have it, becomes U+FFFD.
 */
void print_json_text(struct buf *b, const char *s);

/* Sorts them and prints them where they go: as JSON on standard output, else on standard error. */
void print_list(struct diag_list *dl, bool json);

/* What came from outside, with every character escaped that could do something to a terminal. */
void print_plain(struct buf *b, const char *s);

/* "kanben: NAME: what errno means" on standard error. */
void print_errno(const char *name);

/* The same; gives EXIT_SURROUNDINGS. */
enum exit_code print_io(const char *name);

#endif
