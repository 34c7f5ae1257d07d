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
#include "reread/pdf_names.h"

enum { TEXT_NO_MCID = -1 };

/* Text shown in one piece, in one size on one base line, all in points of the page. */
struct marked_run {
	unsigned page;
	int mcid; /* or TEXT_NO_MCID */
	double size, y;
	uint32_t from, to; /* text[from, to) */
	bool used;         /* for the caller */
};

/* Of all pages of a document. */
struct page_text {
	struct marked_run *runs; /* in the order in which they are shown */
	size_t n, cap;
	struct buf text;         /* UTF-8; U+FFFD for a code whose character nobody says */
	struct text_font *fonts; /* of all pages */
	size_t font_n, font_cap;
	struct text_form **forms; /* of all pages */
	size_t form_n, form_cap;
	struct pdf_names names; /* what the names of resources mean */
	size_t missing;         /* names that mean nothing */
	/* What may still be read (page_text_init); `over`: it did not suffice. */
	size_t left;  /* bytes of streams, as often as they are read or shown */
	size_t room;  /* bytes of text */
	size_t codes; /* bytes that fonts' maps take */
	bool over;
	bool unread; /* a font is of a kind that is not read */
};

/* Empty, with what may be read of a file of n bytes. */
void page_text_init(struct page_text *t, size_t n);

/*
 * Adds the runs of a page; artifacts are left out. False: a page or font of a kind that is not
 * read, or more than is read of such a file (t->over).
 */
bool page_text_add(struct page_text *t, qpdf_data q, size_t page);
void page_text_release(struct page_text *t);

/* Take n bytes of streams that are read or of text that is made; false, with t->over set: too much.
 */
bool page_text_charge(struct page_text *t, size_t n);
bool page_text_take(struct page_text *t, size_t n);

/* Appends a text string of PDF (7.9.2.2), n bytes, as UTF-8. */
void page_text_put_string(struct buf *b, const char *s, size_t n);

/* ---- fonts (text_font.c) ---- */

enum { TEXT_PAGE_CODES = 256, TEXT_PAGES = 256 };

struct text_font {
	unsigned code_bytes; /* 1 or 2 */
	bool utf16;          /* the codes are UTF-16 */
	struct buf texts;
	struct text_code {
		uint32_t at;
		uint16_t n;
	} * pages[TEXT_PAGES]; /* [TEXT_PAGE_CODES] each, by the codes' upper byte; NULL: none has a
	                          text. That of a code is texts[at, at + n) */
};

/* False: its codes are of a kind that is not read. What it takes of t may be too much for it. */
bool text_font_load(struct text_font *f, struct page_text *t, qpdf_data q, qpdf_oh font);

/* Shows codes; false, with t->over set: it would be too much text. */
bool text_font_put(const struct text_font *f, const char *codes, size_t n, struct page_text *t);
void text_font_release(struct text_font *f);

/* Appends UTF-16BE; `plus` is added to the last unit, as for the codes of a range (9.10.3). */
void text_put_utf16(struct buf *b, const char *s, size_t n, unsigned plus);

/* ---- resources (resources.c) ---- */

enum page_resource { RESOURCE_FONT, RESOURCE_FORM, RESOURCE_MARK, RESOURCE_KINDS };

/* The resources of a page or form (7.8.3). */
struct resources {
	qpdf_oh all;
	int holder; /* the object that has them */
	struct {
		bool known;
		qpdf_oh names; /* a dictionary, or not */
		int owner;     /* the innermost object that it is or is in */
	} kinds[RESOURCE_KINDS];
};

/* A form (8.10). */
struct text_form {
	qpdf_oh stream;
	struct resources own;
	bool has_own;    /* else it has those of whoever shows it */
	bool read, kept; /* it has been read; its data are kept: */
	struct buf content;
	bool mute[2]; /* [it is hidden]: nothing comes of showing it */
};

void resources_close(struct resources *r, qpdf_data q);

/* Each by its name, without a slash. The index of a font in t->fonts, or -1. */
int resources_font(struct page_text *t, qpdf_data q, struct resources *r, const char *name);

/* NULL: it is no form. */
struct text_form *resources_form(struct page_text *t, qpdf_data q, struct resources *r,
                                 const char *name);

/* What a property list has as its /MCID, or TEXT_NO_MCID. */
int resources_mcid(struct page_text *t, qpdf_data q, struct resources *r, const char *name);

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
