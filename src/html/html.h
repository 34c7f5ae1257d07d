/* SPDX-License-Identifier: MIT */
/*
 * html.h: a checked report as one accessible HTML file. What things are is written, not where they
 * stand: a browser sets the lines. Nothing in it runs and nothing is fetched.
 */
#ifndef KANBEN_HTML_HTML_H
#define KANBEN_HTML_HTML_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "check/check.h"
#include "page/page.h"
#include "style/style.h"

struct html_input {
	const struct checked_report *report;
	const struct style *style;
	const struct page_meta *meta; /* what the pages say about themselves, the page says too */
	bool fragment;                /* only the article, to be put into another page */
	bool draft;                   /* the report has errors: the layout's mark goes over it */
	bool blanks_as_zero;          /* --empty zero */
};

/* Appends the page, UTF-8. The same input gives the same bytes. */
void html_write(struct arena *a, const struct html_input *in, struct buf *ret);

#endif
