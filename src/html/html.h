/* SPDX-License-Identifier: MIT */
/*
 * html.h: content as one accessible HTML file. It says what things are, not where they go: the
 * browser breaks the lines. The file has no scripts and loads nothing.
 */
#ifndef KANBEN_HTML_HTML_H
#define KANBEN_HTML_HTML_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "content/content.h"

/* An entry of the page's metadata. */
struct html_meta {
	const char *name, *value;
};

/* What the website adds to the metadata, or has instead of what the page has of that name. */
struct html_site {
	const struct html_meta *list;
	size_t n;
};

struct html_input {
	const struct content *content;
	const struct style *style;
	const struct html_site *site; /* or NULL */
	const char *pdf; /* the name of the PDF in the same folder, for a link; NULL: none */
	bool fragment;   /* only the article, for embedding in another page: neither of these */
};

/*
 * Reads {"SiteName": "…", "ColumnName": "…"}. RC_INPUT, with findings: it is not JSON, or not
 * names with texts. Names and texts are allocated in the arena.
 */
MUST_USE enum rc html_site_read(struct arena *a, const struct source *src, struct diag_list *dl,
                                struct html_site *ret);

/* Appends the page, UTF-8. The same input gives the same bytes. */
void html_write(const struct html_input *in, struct buf *ret);

#endif
