/* SPDX-License-Identifier: MIT */
/*
 * pdf_content.h: turns a page's items into a content stream (ISO 32000-1, 7.8.2). Every item lies
 * in marked content, that of its tag or an artifact's.
 */
#ifndef KANBEN_WRITE_PDF_PDF_CONTENT_H
#define KANBEN_WRITE_PDF_PDF_CONTENT_H

#include "write/pdf/pdf_font.h"
#include "write/pdf/pdf_image.h"
#include "write/pdf/pdf_links.h"
#include "write/pdf/pdf_tags.h"

struct pdf_content_target {
	struct pdf_doc *doc;
	struct pdf_fonts *fonts;
	struct pdf_tags *tags;
	struct pdf_images *images;
	struct pdf_links *links;
};

/* Appends the content stream of page `n` of the list. */
void pdf_content_put(struct buf *b, const struct pdf_content_target *to, const struct page *page,
                     size_t n);

/* ---- pdf_text.c: runs as text objects (ISO 32000-1, 9.3) ---- */

/* The text state set on the page so far; all zero at its start. */
struct pdf_text {
	struct buf *b;
	struct pdf_doc *doc;
	struct pdf_fonts *fonts;
	lu page_height;
	const struct pdf_font *font;
	int64_t size, spacing, rise; /* 1/1000 pt, as written */
	bool explained;              /* inside /ActualText: overlaps need no correction */
};

/* Appends the glyphs [from, to) of a run, whole clusters, as a text object. */
void pdf_text_put(struct pdf_text *t, const struct page_item *run, size_t from, size_t to);

/* ---- pdf_cluster.c: glyphs of a run and the text they stand for ---- */

/*
 * Thousandths of the em. Text extractors lose a glyph that overlaps the one before it by half an
 * em. Up to the second value pdf_text.c shifts the glyph slightly instead.
 */
enum { PDF_CLUSTER_OVERLAP = 499, PDF_CLUSTER_LOST = 540 };

/* Glyphs [from, to), which together map to text[0, n); n may be 0. */
struct pdf_cluster {
	size_t from, to;
	size_t carrier; /* the glyph whose code has the text; `to` if there is no text */
	const char *text;
	size_t n;
};

/*
 * The cluster that begins with glyph `from` of a run: a glyph with text and those without that
 * follow it (at the start of a run also those before it).
 */
struct pdf_cluster pdf_cluster_at(const struct page_item *run, size_t from);

/*
 * The same, with the following clusters that each overlap the one before by half an em or more, if
 * text extractors would lose one of them: punctuation set without either blank half, 、《. Their
 * text goes into /ActualText.
 */
struct pdf_cluster pdf_cluster_group_at(const struct page_item *run, size_t from);

/* Does it need /ActualText to be understood (ISO 32000-1, 14.9.4)? */
bool pdf_cluster_needs_text(const struct pdf_cluster *c);

/*
 * The text for the code of glyph i of the cluster. PDF/A requires some for every glyph (ISO
 * 19005-2, 6.2.11.7.2), so glyphs that add none get ZERO WIDTH SPACE.
 */
const char *pdf_cluster_code_text(const struct pdf_cluster *c, size_t i, size_t *ret_n);

#endif
