/* SPDX-License-Identifier: MIT */
/* writer.h: private to html/: shared by its files while a page is written. */
#ifndef KANBEN_HTML_WRITER_H
#define KANBEN_HTML_WRITER_H

#include "base/sense.h"
#include "html/html.h"

/*
 * Names of classes and ids begin with "kb-", since an article may be embedded in another page.
 * Headings are kb-h1 …, tables kb-t1 …, a table's cells kb-t1-0 …, footnotes kb-n1 …, their marks
 * kb-m1 …, the captions of figures kb-f1 ….
 */
struct html_writer {
	struct arena table; /* what is known of the current table */
	struct arena text;  /* and of the text that is being broken */
	const struct html_input *in;
	struct buf body;     /* the text so far */
	struct buf contents; /* entries of the list of sections */
	struct buf notes;    /* the footnotes so far, which stand below the text */
	size_t content_n;
	size_t heading_n;       /* the title is the first */
	const char *last_table; /* caption or "" of the heading's last table; NULL: none yet */
	size_t table_n;
	bool lists;                    /* there are some */
	size_t figure_n;               /* pictures and charts */
	const struct word_list *words; /* of style->head_words */
};

/*
 * Escaped text, without its line breaks; quotes are escaped, too, so that it can be an attribute's
 * value.
 */
void markup_put_text(struct buf *b, const char *s, size_t n);

/*
 * A text of the content: its dates become <time>, its hints <wbr>, its line breaks <br>, the marks
 * of footnotes links.
 */
void markup_put_content(struct buf *b, const struct content_text *t);

/*
 * Titles and names of organs that are read from right to left, or have controls of direction, are
 * put into <bdi>, or else they would turn what stands beside them, as in a list of pages.
 * markup_open_isolated says whether there is one to close.
 */
bool markup_open_isolated(struct buf *b, const struct content_text *t);
void markup_close_isolated(struct buf *b, bool opened);
void markup_put_name(struct buf *b, const struct content_text *t);

/* Bytes [from, to) of one without hints; <wbr> before the bytes at which breaks, if any, is set. */
void markup_put_stretch(struct buf *b, const struct content_text *t, size_t from, size_t to,
                        const bool *breaks);

/* What is broken by sense (breaks.c). */
enum breaks_kind {
	BREAKS_TITLE,
	BREAKS_HEADING, /* lines of running text, in which short ones need no break */
	BREAKS_HEAD     /* in a table: heads, labels, captions */
};

/*
 * The first n bytes of a title, heading or head, with <wbr> where a line may end; one of the class
 * kb-fine is for narrow windows alone.
 */
void breaks_put(struct html_writer *w, const struct content_text *t, size_t n,
                enum breaks_kind kind);

/* How wide a head's longest piece is, in halves of an em. */
size_t breaks_longest(struct html_writer *w, const struct content_text *t);

/* n bytes, and the stretch of them without spaces that was looked at last; it is found only once.
 */
struct address_scan {
	const char *s;
	size_t n;
	size_t first, end; /* 0: none yet */
	bool is_address;
};

/* Whether the bytes have an address that may be broken before byte i: after one of its marks. */
bool breaks_address(struct address_scan *a, size_t i);

/* ` name="value"`; nothing if value is NULL or empty. */
void markup_put_attribute(struct buf *b, const char *name, const char *value);

/* ` href="…"` to a file in the same folder, percent-encoded (RFC 3986). */
void markup_put_link(struct buf *b, const char *file);

/* The page's metadata, one element a line. */
void meta_put(struct buf *b, const struct html_input *in);

/* A section's blocks, into w->body and w->contents. */
void blocks_put_section(struct html_writer *w, const struct content_section *section);

/* A picture, its bytes in the page. */
void figure_put_picture(struct html_writer *w, const struct content_picture *picture);

/* A chart, as a table of its figures. */
void figure_put_chart(struct html_writer *w, const struct content_chart *chart);

/* The footnotes' part of the page, if there are any. */
void notes_put(struct html_writer *w);
/* Adds those of a text to it. */
void footnotes_add(struct html_writer *w, const struct content_notes *notes);

void table_put(struct html_writer *w, const struct content_table *t);

/* The least widths of a table's cells, whatever their padding; in w->table. */
const struct fit_needs *fit_measure(struct html_writer *w, const struct grid *g);

/*
 * How a table fits on paper (table_fit.c): `wide`: on a landscape page; `step`: of fit_size();
 * `tight`: with less padding; `broken`: with its words and figures broken wherever that is needed,
 * so that no column is ever cut off.
 */
struct table_fit {
	bool wide, tight, broken;
	size_t step;
};
struct table_fit fit_on_paper(const struct style *st, const struct fit_needs *needs,
                              bool landscape);

/* The font sizes in print, from the layout's on; 0 ends them. */
lu fit_size(const struct style *st, size_t step);

/* Whether a value has a longer stretch without a place for a line break, in print broken anywhere.
 */
enum { FIT_STRETCH_MAX = 12 };
bool fit_is_long(const struct grid_cell *c);

/* Whether a table is probably wider than the window of a phone. */
bool fit_scrolls(const struct fit_needs *needs, size_t label_n);

/* As many label columns stay in view when a table scrolls. */
enum { SHEET_LABELS_MAX = 3 };

/* The style sheets of the article and of the page around it. */
void sheet_put_article(struct buf *b, const struct style *st);
/* What lists and footnotes need besides. */
void sheet_put_lists(struct buf *b, const struct style *st);
void sheet_put_notes(struct buf *b, const struct style *st);
void sheet_put_figures(struct buf *b);
void sheet_put_page(struct buf *b, const struct style *st);

#endif
