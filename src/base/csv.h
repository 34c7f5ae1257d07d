/* SPDX-License-Identifier: MIT */
/*
 * csv.h: tables for spreadsheets: RFC 4180, in UTF-8 with a byte order mark, without which Excel
 * takes a file for one in the system's older encoding.
 */
#ifndef KANBEN_BASE_CSV_H
#define KANBEN_BASE_CSV_H

#include "base/buf.h"

#define CSV_BYTE_ORDER_MARK "\xEF\xBB\xBF"
#define CSV_LINE_END "\r\n" /* RFC 4180, 2.1 */

/* Appends a field, quoted if necessary (RFC 4180, 2.5 … 2.7). */
void csv_put(struct buf *b, const char *s);

/*
 * Appends a text from outside (NULL: an empty field). One that a spreadsheet would take for a
 * formula gets an apostrophe in front (OWASP, CSV Injection).
 */
void csv_put_text(struct buf *b, const char *s);

#endif
