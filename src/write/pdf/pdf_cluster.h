/* SPDX-License-Identifier: MIT */
/* pdf_cluster.h: glyphs of a run and the text they stand for. */
#ifndef KANBEN_WRITE_PDF_PDF_CLUSTER_H
#define KANBEN_WRITE_PDF_PDF_CLUSTER_H

#include <stdbool.h>
#include <stddef.h>

#include "page/page.h"

/*
 * Thousandths of the em. A glyph drawn over the one before by half an em is no longer found in its
 * line by programs that extract text. Up to the second value pdf_text.c takes off a hair instead.
 */
enum { PDF_CLUSTER_OVERLAP = 499, PDF_CLUSTER_LOST = 540 };

/* Glyphs [from, to) that together stand for text[0, n); n may be 0. */
struct pdf_cluster {
	size_t from, to;
	size_t carrier; /* the glyph that is said to mean the text; `to` if there is no text */
	const char *text;
	size_t n;
};

/*
 * The cluster that begins with glyph `from` of a run: a glyph with text and those without that
 * follow it (at the start of a run also those that precede it).
 */
struct pdf_cluster pdf_cluster_at(const struct page_item *run, size_t from);

/*
 * The same with the clusters that follow it, each drawn over the one before by half an em or more,
 * if one of them would be lost: marks whose blank halves are both gone, 、《. The text of all is to
 * be said outright.
 */
struct pdf_cluster pdf_cluster_group_at(const struct page_item *run, size_t from);

/* True if a reader needs /ActualText to understand it (ISO 32000-1, 14.9.4). */
bool pdf_cluster_needs_text(const struct pdf_cluster *c);

/*
 * The text for the code of glyph i of the cluster. PDF/A wants one for every glyph (ISO 19005-2,
 * 6.2.11.7.2), so those that add none say ZERO WIDTH SPACE.
 */
const char *pdf_cluster_code_text(const struct pdf_cluster *c, size_t i, size_t *ret_n);

#endif
