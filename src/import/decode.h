/* SPDX-License-Identifier: MIT */
/* decode.h: private to import/. Bytes in some encoding → valid UTF-8. */
#ifndef KANBEN_IMPORT_DECODE_H
#define KANBEN_IMPORT_DECODE_H

#include "import/doc.h"

/*
 * Makes d->source, now the file's bytes, a text in UTF-8 without a byte order mark, in the arena.
 * A mark counts first, then `charset` (NULL: none is named); without either what is not UTF-8 is
 * read as GB 18030, of which GB 2312 and GBK are parts. Bytes that are no text become U+FFFD, with
 * a finding. NUL and control characters become blanks.
 */
void decode_source(struct doc *d, const char *charset);

#endif
