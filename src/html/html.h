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
#include "content/content.h"

struct html_input {
	const struct content *content;
	const struct style *style;
	bool fragment; /* only the article, for embedding in another page */
};

/* Appends the page, UTF-8. The same input gives the same bytes. */
void html_write(struct arena *a, const struct html_input *in, struct buf *ret);

#endif
