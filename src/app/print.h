/* SPDX-License-Identifier: MIT */
/* print.h: findings and messages as people, editors and programs read them. */
#ifndef KANBEN_APP_PRINT_H
#define KANBEN_APP_PRINT_H

#include "app/options.h"
#include "base/buf.h"
#include "base/diag.h"

/* FILE:LINE:COL: error|warning: MESSAGE [RULE] (/json/pointer), a line each. */
void print_findings(struct buf *b, const struct diag_list *dl);

/* A JSON object per finding, one per line. */
void print_findings_json(struct buf *b, const struct diag_list *dl);

/* The same objects as one JSON array, without line breaks. */
void print_findings_array(struct buf *b, const struct diag_list *dl);

/*
 * A text from outside as a JSON string. Bytes that are not UTF-8, as in a file name, become U+FFFD.
 */
void print_json_text(struct buf *b, const char *s);

/* Sorts findings and prints them: JSON on standard output, otherwise text on standard error. */
void print_list(struct diag_list *dl, bool json);

/*
 * The same for text, without the notes: each is appended to `notes` as its rule and message,
 * separated by a tab, and as it would be printed, each with a NUL at its end.
 */
void print_apart(struct diag_list *dl, struct buf *notes);

/* Says on standard error how many findings were not stored. */
void print_dropped(const struct diag_list *dl);

/* A text from outside; characters that could control a terminal are escaped. */
void print_plain(struct buf *b, const char *s);

/* "kanben: NAME: what errno means" on standard error. */
void print_errno(const char *name);

/* The same; returns EXIT_SURROUNDINGS. */
enum exit_code print_io(const char *name);

/* Says that of two files that belong together only one has been written. */
void print_half(const char *written, const char *missing);

/* The same as text of a message. */
void print_io_to(struct buf *b, const char *name);
void print_half_to(struct buf *b, const char *written, const char *missing);

#endif
