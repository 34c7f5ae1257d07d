/* SPDX-License-Identifier: MIT */
/* writer.h: private to html/: what its files share while one page is written. */
#ifndef KANBEN_HTML_WRITER_H
#define KANBEN_HTML_WRITER_H

#include "grid/grid.h"
#include "html/html.h"

/*
 * Names of classes and ids begin with "kb-": an article may be put among others. Headings are
 * kb-h1 …, tables kb-t1 …, a table's cells kb-t1-0 ….
 */
struct html_writer {
	struct arena *arena;
	const struct html_input *in;
	struct buf body;     /* the text so far */
	struct buf contents; /* entries of the list of sections */
	size_t content_n;
	int level;              /* of the last heading; 0: there was none */
	size_t heading_n;       /* the title is the first */
	const char *last_table; /* caption, or "", of the last table under it; NULL: none yet */
	size_t table_n;
};

/* What stands in a text; quotes are escaped too, so that it may be an attribute's value. */
void markup_put_text(struct buf *b, const char *s, size_t n);

/* The layout's wording: a '|' is a place where a line may break. */
void markup_put_hinted(struct buf *b, const char *s);

/*
 * ` name="value"`; nothing where there is no value.
 */
void markup_put_attribute(struct buf *b, const char *name, const char *value);

/* A text in which `shown` is the date: it becomes a <time>. */
void markup_put_dated(struct buf *b, const char *text, const char *shown, const struct date *d);

/* The title, and what a corrected edition says of itself, into w->body. */
void blocks_put_title(struct html_writer *w);

/* All the rest, into w->body and w->contents. */
void blocks_put_sections(struct html_writer *w);

/* A table as it is set in pages as well. */
struct html_table {
	const struct grid *grid;
	const char *caption; /* or NULL */
	bool caption_hinted; /* the layout's */
	bool landscape;
};
void table_put(struct html_writer *w, const struct html_table *t);

/* The style sheet: of the article alone, and of the page around it. */
void sheet_put_article(struct buf *b, const struct style *st);
void sheet_put_page(struct buf *b, const struct style *st);

#endif
