/* SPDX-License-Identifier: MIT */
/* pdf_token.h: the tokens of content streams and CMaps (ISO 32000-1, 7.2) that we write. */
#ifndef KANBEN_REREAD_PDF_TOKEN_H
#define KANBEN_REREAD_PDF_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* White space and delimiters; all other characters are regular (ISO 32000-2, tables 1 and 2). */
enum pdf_class { PDF_REGULAR, PDF_SPACE, PDF_DELIMITER };

extern const unsigned char pdf_classes[256]; /* enum pdf_class */

static inline bool pdf_is_space(char c)
{
	return pdf_classes[(unsigned char)c] == PDF_SPACE;
}

static inline bool pdf_is_delimiter(char c)
{
	return pdf_classes[(unsigned char)c] == PDF_DELIMITER;
}

static inline bool pdf_is_regular(char c)
{
	return pdf_classes[(unsigned char)c] == PDF_REGULAR;
}

/* Behind the white space at p; comments are none. */
static inline const char *pdf_skip_space(const char *p, const char *end)
{
	while (p < end && pdf_is_space(*p))
		p++;
	return p;
}

/* Appends text as its names are meant: in them # and two digits are a character (7.3.5). */
void pdf_put_plain(const char *p, const char *end, struct buf *b);

enum token_kind {
	TOKEN_END,
	TOKEN_NUMBER,
	TOKEN_NAME,   /* p: without the solidus */
	TOKEN_HEX,    /* p: the digits between < and > */
	TOKEN_STRING, /* p: the text between ( and ) */
	TOKEN_MARK,   /* p: one of [ ] << >> */
	TOKEN_WORD    /* an operator */
};

struct pdf_token {
	enum token_kind kind;
	const char *p;
	size_t n;
	double number;
};

/* Reads the token at *s and advances *s. Its text ends in NUL. */
struct pdf_token token_next(const char **s);

bool token_is(const struct pdf_token *t, enum token_kind kind, const char *text);

/* The token as an integer from 0 to 65535; -1 if it is not one. */
int token_integer(const struct pdf_token *t);

/* The value of up to eight hexadecimal digits. */
unsigned token_hex(const struct pdf_token *t);

/* Appends UTF-16BE in hexadecimal digits as UTF-8, without a byte order mark at its start. */
void token_put_text(const struct pdf_token *t, struct buf *b);

#endif
