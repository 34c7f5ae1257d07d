/* SPDX-License-Identifier: MIT */
/* page_tree.h: private to reread/. The pages of a PDF, before qpdf is asked for them. */
#ifndef KANBEN_REREAD_PAGE_TREE_H
#define KANBEN_REREAD_PAGE_TREE_H

#include <stdbool.h>

#include <qpdf/qpdf-c.h>

/*
 * Has the page tree (ISO 32000-2, 7.7.3) at most `most` pages, is it as deep as trees are, and does
 * it name hardly a page twice? qpdf, which goes through it by recursion, makes a copy of each page
 * that is named again.
 */
bool page_tree_fits(qpdf_data q, int most);

#endif
