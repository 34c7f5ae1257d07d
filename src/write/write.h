/* SPDX-License-Identifier: MIT */
/*
 * write.h: the table of writers: pages in, bytes out. A writer sees pages and fonts, never the
 * report.
 */
#ifndef KANBEN_WRITE_WRITE_H
#define KANBEN_WRITE_WRITE_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/out.h"
#include "page/page.h"

/* Documents of more pages are not linearised: for a thousand qpdf needs 16 s. */
enum { WRITER_LINEAR_PAGES = 200 };

struct writer {
	const char *profile; /* "publish" */
	const char *suffix;  /* added to the input's stem: ".pdf" */
	const char *claims;  /* what its file says it conforms to; NULL: it is no PDF */
	bool attaches;       /* it carries the page list's attachments */
	bool press;          /* it wants pages for two-sided printing, and their colours */
	bool linear;         /* its document is to be linearised, up to WRITER_LINEAR_PAGES */
	bool html;           /* the same report as HTML goes beside it */
	enum rc (*write)(const struct page_list *pl, struct out *o, struct diag_list *dl);
};

/* NULL for an unknown name. */
const struct writer *writer_lookup(const char *profile);

/* The profiles in their order, NULL at the end. */
const struct writer *writer_at(size_t i);

/* write/pdf: PDF/A-2a and PDF/UA-1 in one file (ISO 19005-2, ISO 14289-1). */
MUST_USE enum rc pdf_write_publish(const struct page_list *pl, struct out *o, struct diag_list *dl);

/* For the press: PDF/X-4 (ISO 15930-7) and PDF/A-2a. The pages bring the colours. */
MUST_USE enum rc pdf_write_print(const struct page_list *pl, struct out *o, struct diag_list *dl);

/* The same as PDF/A-3a (ISO 19005-3), with the attachments in it. */
MUST_USE enum rc pdf_write_archive(const struct page_list *pl, struct out *o, struct diag_list *dl);

/* PDF/UA-1 alone, as small as it goes. */
MUST_USE enum rc pdf_write_web(const struct page_list *pl, struct out *o, struct diag_list *dl);

/* write/trace: the pages as text, one item a line, for goldens. */
MUST_USE enum rc trace_write(const struct page_list *pl, struct out *o, struct diag_list *dl);

#endif
