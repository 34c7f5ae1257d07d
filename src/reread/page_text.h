/* SPDX-License-Identifier: MIT */
/*
 * page_text.h: the text of the marked content of any PDF (ISO 32000-2, 14.6), not only of ours. No
 * widths: what stands where on the page is not known, except how high.
 */
#ifndef KANBEN_REREAD_PAGE_TEXT_H
#define KANBEN_REREAD_PAGE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <qpdf/qpdf-c.h>

#include "base/arena.h"
#include "base/buf.h"

enum { TEXT_NO_MCID = -1 };

/* Text shown in one piece, in one size on one base line, all in points of the page. */
struct marked_run {
	size_t page;
	int mcid; /* or TEXT_NO_MCID */
	double size, y;
	size_t from, to; /* text[from, to) */
	bool used;       /* for the caller */
};

struct page_text {
	struct marked_run *runs; /* in the order in which they are shown */
	size_t n, cap;
	struct buf text;         /* UTF-8; U+FFFD for a code whose character nobody says */
	struct text_font *fonts; /* of all pages */
	size_t font_n, font_cap;
	size_t left; /* bytes that may still be inflated */
};

/*
 * Adds the runs of a page; artifacts are left out. False: a page or font of a kind that is not
 * read, or a limit is reached.
 */
bool page_text_add(struct page_text *t, qpdf_data q, size_t page);
void page_text_release(struct page_text *t);

/* Appends a stream's data, decoded, and takes it from *left; false: no stream, or too much. */
bool page_text_stream(qpdf_data q, qpdf_oh stream, size_t *left, struct buf *b);

/* Appends a text string of PDF (7.9.2.2), n bytes, as UTF-8. */
void page_text_put_string(struct buf *b, const char *s, size_t n);

/* ---- fonts (text_font.c) ---- */

struct text_font {
	int object;          /* its number */
	unsigned code_bytes; /* 1 or 2 */
	bool utf16;          /* the codes are UTF-16 */
	unsigned entries;    /* of its map, counted up to a limit */
	struct buf texts;
	struct text_code {
		uint32_t at;
		uint16_t n;
	} * codes; /* [1 << 8 * code_bytes]; a code's text is texts[at, at + n) */
};

/* False: its codes are of a kind that is not read. */
bool text_font_load(struct text_font *f, qpdf_data q, qpdf_oh font, size_t *left);
void text_font_put(const struct text_font *f, const char *codes, size_t n, struct buf *b);
void text_font_release(struct text_font *f);

/* Appends UTF-16BE; `plus` is added to the last unit, as for the codes of a range (9.10.3). */
void text_put_utf16(struct buf *b, const char *s, size_t n, unsigned plus);

/* ---- tokens (content_token.c) ---- */

enum content_part {
	CONTENT_END,
	CONTENT_NUMBER,
	CONTENT_NAME,
	CONTENT_STRING,
	CONTENT_MARK, /* one of [ ] << >> by its first character: [ ] < > */
	CONTENT_WORD
};

struct content_token {
	enum content_part kind;
	double number;
	size_t at, n; /* its text in the buffer */
};

/* A content stream or CMap being read (7.8.2): any bytes. */
struct content_scan {
	const char *p, *end;
	struct buf text; /* of the tokens since it was last cleared: names, strings, words */
};

struct content_token content_next(struct content_scan *s);
bool content_is(const struct content_scan *s, const struct content_token *t, const char *word);

#endif
