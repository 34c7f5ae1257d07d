/* SPDX-License-Identifier: MIT */
/* edition.h: sets a loaded report in pages and writes it as a document. */
#ifndef KANBEN_ENGINE_EDITION_H
#define KANBEN_ENGINE_EDITION_H

#include "base/digest.h"
#include "base/out.h"
#include "content/content.h"
#include "engine/loaded.h"
#include "html/html.h"
#include "write/write.h"

/*
 * Where a document goes that can be written while later pages are set, which takes little memory
 * however many there are. `open` is called once a page is finished. What it returns other than
 * RC_OK, having said why, is returned by edition_write. A writer with a file for each page gets
 * `pages` instead of an output, and keeps all pages if that is NULL.
 */
struct edition_target {
	enum rc (*open)(void *user, struct out **ret);
	void *user;
	const struct write_sink *pages;
};

/* How to make it. Only the writer must be set. */
struct edition_options {
	const struct writer *writer;
	struct date date;                    /* if the report has none; year 0: none */
	struct date epoch;                   /* if both have none: that of SOURCE_DATE_EPOCH */
	const struct write_colours *colours; /* for writers that are for a press */
	bool empty_zero;                     /* blank cells are printed as 0 */
	bool force;                          /* write reports with errors too, as drafts */
	bool fragment;                       /* write only the article of the HTML */
	const struct html_site *site;        /* metadata of the website, or NULL */
	const char *document_name;           /* which the HTML links to; NULL: no link */
	bool verify;                         /* compare the finished PDF with the pages */
	bool hash;                           /* make the hashes */
	bool second_thread;                  /* a second thread may write (write_input) */
	bool places;                         /* say where texts come from (page.h) */
	size_t max_pages;                    /* page_limit_set; 0: any number */
	/*
	 * NULL: all pages are kept until edition_write, as they are in any case for a format or
	 * with an option that needs all of them.
	 */
	const struct edition_target *target;
	bool unwritten; /* only findings and the number of pages are wanted: no page is kept */
};

/* SHA-256 of the contents of its files (struct write_input); empty texts: not made. */
struct edition_hashes {
	char document[DIGEST_TEXT], html[DIGEST_TEXT];
};

/* A document in preparation. */
struct edition {
	struct engine *engine;
	const struct edition_options *how;
	struct loaded *in; /* findings are added to its list */
	struct content *content;
	struct page_list pages;
	struct page_sink sink;      /* of the pages, if they are written while others are set */
	struct write_input writing; /* what is written */
	void *run;                  /* of writing->steps, after the first page */
	struct out *out;            /* the document, once it is begun; borrowed */
	struct buf held;            /* what of it waits to be put until all of it is known */
	enum rc opened;             /* what how->target returned */
	struct date date;
	bool ready; /* it may be written: without errors, or as a draft */
	struct edition_hashes hashes;
};

/* Lays out a report from loaded_read. RC_INPUT: there are errors, from now or from loaded_read. */
MUST_USE enum rc edition_set(struct edition *e, struct engine *engine, struct loaded *in,
                             const struct edition_options *how);

/* Where the files of an edition go. */
struct edition_files {
	struct out *document, *html;    /* html NULL: it is not written */
	const struct write_sink *pages; /* instead, if its writer has a file for each page */
};

/*
 * Writes an edition that is ready. If it was begun before, the rest goes to its target, and not to
 * the document of `to`. The caller finishes the files after RC_OK and abandons them
 * otherwise.
 */
MUST_USE enum rc edition_write(struct edition *e, const struct edition_files *to);
void edition_release(struct edition *e);

#endif
