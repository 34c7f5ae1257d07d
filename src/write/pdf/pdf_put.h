/* SPDX-License-Identifier: MIT */
/* pdf_put.h: appends PDF syntax (ISO 32000-1, 7.3) to a buffer. Text is valid UTF-8. */
#ifndef KANBEN_WRITE_PDF_PDF_PUT_H
#define KANBEN_WRITE_PDF_PDF_PUT_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* "12 0 R" */
void pdf_put_ref(struct buf *b, unsigned num);

/* "/Name"; characters that a name must not contain become #xx. */
void pdf_put_name(struct buf *b, const char *name);

/* "(ASCII)", for strings that are not text: dates, language tags, identifiers. */
void pdf_put_ascii(struct buf *b, const char *s);

/*
 * What replaces a character in metadata: a space a control character, U+FFFD one that XML forbids,
 * so that XMP and text strings match.
 */
uint32_t pdf_text_char(uint32_t cp);

/* A text string: <FEFF…>, UTF-16BE. */
void pdf_put_text(struct buf *b, const char *s, size_t n);

/* Four hexadecimal digits. */
void pdf_put_hex16(struct buf *b, unsigned v);

/* A code point as UTF-16BE in hexadecimal digits. */
void pdf_put_utf16(struct buf *b, uint32_t cp);

/* Bytes of a text string, including its byte order mark. */
size_t pdf_text_size(const char *s, size_t n);

#endif
