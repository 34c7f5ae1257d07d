/* SPDX-License-Identifier: MIT */
/*
 * svg_doc.h: drawings while they are written, a file for each page. What a page looks like is drawn
 * with outlines; its text lies above them, transparent, to be selected and searched.
 */
#ifndef KANBEN_WRITE_SVG_SVG_DOC_H
#define KANBEN_WRITE_SVG_SVG_DOC_H

#include "font/font.h"
#include "write/svg/svg_put.h"
#include "write/write.h"

/* A glyph that was used. */
struct svg_glyph {
	size_t off, n; /* its path data in svg_doc.outlines; n is 0: it has no ink */
	size_t page;   /* the last page that has it, by svg_outlines.page */
};

/* A face that was used. */
struct svg_face {
	const struct font *font;
	/* "a", "b", … in the order of the document's pages; it begins the names of its glyphs. */
	char name[8];
	size_t document;  /* the last one that named it, by svg_outlines.document */
	uint32_t *glyphs; /* by glyph: 1 + its index in svg_outlines.glyphs, or 0 */
};

struct svg_outlines {
	struct svg_face *faces;
	size_t face_n, face_cap;
	struct svg_glyph *glyphs;
	size_t glyph_n, glyph_cap;
	struct buf paths;
	size_t document, page; /* how many were begun with it */
	size_t before;         /* pages, when the document was begun */
};

struct svg_doc {
	const struct write_input *in;
	const struct write_sink *to;
	struct diag_list *dl;
	enum rc rc; /* of the first fault */
	struct svg_outlines *outlines;
	size_t face_n; /* that this document has named */
	/* the page being made */
	size_t page; /* from 1 */
	struct buf drawing;
	struct buf bytes; /* its file: what is defined goes there at once, the drawing behind it */
};

/* Records a fault of ours in the pages. */
void svg_doc_fail(struct svg_doc *d, const char *what);

/* ---- svg_glyph.c ---- */

/*
 * The face as it is named in this document. Names follow from the document alone, so that its pages
 * can stand in one web page.
 */
struct svg_face *svg_face_use(struct svg_doc *d, const struct font *font);

/* Defines a glyph on the page, or in the document, unless it is there. False: it has no ink, there
 * is nothing to use. */
bool svg_glyph_use(struct svg_doc *d, struct svg_face *face, uint32_t gid);

/* Begins a document, a page of it. */
void svg_outlines_begin(struct svg_outlines *o);
void svg_outlines_turn(struct svg_outlines *o);

/* ---- svg_page.c ---- */

/* Appends to d->drawing what d->page looks like, and to d->bytes the outlines for it. */
void svg_page_draw(struct svg_doc *d);

/* The transformation of a turned page: a group in which items have its coordinates. */
void svg_begin_turned(struct buf *b, const struct page *page);

/* ---- svg_text.c ---- */

/* Appends the text of d->page to d->bytes. */
void svg_page_put_text(struct svg_doc *d);

#endif
