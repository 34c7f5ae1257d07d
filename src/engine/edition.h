/* SPDX-License-Identifier: MIT */
/* edition.h: a report that was read, set in pages and written as a document. */
#ifndef KANBEN_ENGINE_EDITION_H
#define KANBEN_ENGINE_EDITION_H

#include "base/out.h"
#include "engine/loaded.h"
#include "write/write.h"

/* How it is to be made; all zero but for the writer is a good choice. */
struct edition_options {
	const struct writer *writer;
	struct date date;                    /* where the report has none; year 0: none */
	struct date epoch;                   /* where there is none either: SOURCE_DATE_EPOCH's */
	const struct write_colours *colours; /* for a writer with a press */
	bool empty_zero;                     /* blank cells are printed as 0 */
	bool force;                          /* with errors too, as a draft */
	bool fragment;                       /* of HTML only the article */
	bool verify;                         /* the PDF is read again before it is given away */
	size_t max_pages;                    /* or 0 */
};

/* A report on its way. */
struct edition {
	struct engine *engine;
	const struct edition_options *how;
	struct loaded *in; /* whose findings grow */
	struct page_list pages;
	struct date date;
	bool ready; /* it may be written: sound, or a draft that was asked for */
};

/*
 * Is the document marked as a draft? Its report has errors, and --force asked for it all the same.
 * Setting the pages may find more of them (GLYPH): the answer holds once edition_set has returned.
 */
bool edition_is_draft(const struct edition *e);

/* Sets a report that loaded_read made. RC_INPUT: there are errors, also from before. */
MUST_USE enum rc edition_set(struct edition *e, struct engine *engine, struct loaded *in,
                             const struct edition_options *how);

/*
 * Writes one that is ready: the document, and the page for the web if its writer has one. With
 * RC_OK both are to be finished, else abandoned.
 */
MUST_USE enum rc edition_write(struct edition *e, struct out *document, struct out *html);
void edition_release(struct edition *e);

#endif
