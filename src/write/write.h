/* SPDX-License-Identifier: MIT */
/*
 * write.h: turns pages into bytes. One table holds everything in which profiles differ: a new PDF
 * profile is a row of it, a new format a row and a folder. A writer sees pages and fonts, never the
 * report.
 */
#ifndef KANBEN_WRITE_WRITE_H
#define KANBEN_WRITE_WRITE_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/digest.h"
#include "base/out.h"
#include "page/page.h"

enum {
	/*
	 * Longer documents are not linearised, nor those with more in them: qpdf keeps all objects,
	 * and needs 16 s for a thousand pages, 40 us and 4 KiB for a table cell, 20 us for a piece
	 * of text.
	 */
	WRITER_LINEAR_PAGES = 200,
	WRITER_LINEAR_TAGS = 12000,
	WRITER_LINEAR_MARKS = 40000,
	/*
	 * Nor are smaller ones, in bytes: they are there in one round or two of the network, and
	 * linearising makes them larger and takes longer than all else together.
	 */
	WRITER_LINEAR_BYTES = 512 << 10
};

/* The standards that a file claims to conform to. Zero or NULL: not that one. */
struct write_claims {
	const char *pdfx;      /* ISO 15930, "PDF/X-4" */
	int pdfa_part;         /* ISO 19005-N … */
	char pdfa_conformance; /* … 'A'; 'F': PDF/A-4 with attachments */
	int pdfua_part;        /* ISO 14289-N */
	/* The years of these editions, which PDF/A-4 and PDF/UA-2 are the first to name. */
	int pdfa_rev, pdfua_rev;
	/*
	 * Well-Tagged PDF, "1.0": for accessibility and for reuse, each as a PDF Declaration. Both
	 * are of the PDF Association.
	 */
	const char *wtpdf;
	/* The document type in the file: "OFD" (GB/T 33190), "OFD-A" (GB/T 42133). */
	const char *ofd;
};

/* A version of PDF, and in what its files differ from those of another. */
struct pdf_version {
	const char *number; /* in the file header, "1.7" */
	/* Metadata is in Info too, which PDF 2.0 deprecates (ISO 32000-2, 14.3.3). */
	bool info;
	/* That of the structure types (ISO 32000-2, 14.7.4.2), or NULL: there were none. */
	const char *tag_namespace;
	/* A bookmark names its heading beside the place on the page (ISO 32000-2, 12.3.2.3). */
	bool structure_destinations;
};

/* A file embedded in the document (an associated file). Borrowed. */
struct write_attachment {
	const char *name;        /* "report.json", "pictures/a.png" */
	const char *key;         /* in ASCII, by which they are in order; NULL: its name */
	const char *mime;        /* "application/json" */
	const char *description; /* for people, or NULL */
	const char *relation;    /* its AFRelationship: "Source", "Data" */
	const void *data;
	size_t n;
};

static inline const char *write_attachment_key(const struct write_attachment *f)
{
	return f->key != NULL ? f->key : f->name;
}

/* The press that the colours are meant for (the output intent). Borrowed. */
struct write_colours {
	const char *condition; /* "FOGRA39", or "Custom" */
	const char *info;      /* its human-readable name */
	const char *registry;  /* URL of the registry that defines the condition, or NULL */
	const void *icc;
	size_t icc_n;
};

/* What a document is made from. Borrowed; none of it changes any more. */
struct write_input {
	const struct writer *writer;
	const struct page_list *pages;
	const struct write_attachment *attachments; /* ascending by key, bytewise */
	size_t attachment_n;
	const struct write_colours *colours; /* NULL: the writer's default */
	/*
	 * NULL, or gets the content: the document's bytes as they would be if nothing in it were
	 * compressed, so that they do not depend on the compressor. docs/editions.md defines it.
	 */
	struct digest *content;
	const struct write_sink *to; /* where the files of a writer go that is `paged` */
	/* A second thread may do a part of the work; the bytes are the same. */
	bool second_thread;
	/* NULL, or what drawings keep of fonts that stay open from one document to the next. */
	struct svg_outlines *outlines;
};

/*
 * Outlines of glyphs as drawings have them, for write_input.outlines: a glyph is drawn once for
 * many documents, whose bytes are the same without. To be freed before the fonts are closed.
 */
struct svg_outlines;
struct svg_outlines *svg_outlines_new(void);
void svg_outlines_free(struct svg_outlines *o); /* accepts NULL */

/* The outline of a glyph that pages use as "#" FACE GID. Borrowed. */
struct write_symbol {
	const struct font *font;
	const char *face; /* its name in this document: small letters */
	uint32_t gid;
	const char *path; /* path data in font units, of relative commands alone (SVG 1.1, 8.3) */
	size_t n;
};

/*
 * Where the files of a format with one for each page go: put is called once for each, in order,
 * with its number from 1. What it returns other than RC_OK ends the writing and is returned.
 */
struct write_sink {
	enum rc (*put)(void *user, size_t page, const struct buf *bytes);
	void *user;
	/*
	 * NULL, or gets each outline once, before the first page that uses it; pages then define
	 * none and are no drawings by themselves.
	 */
	void (*define)(void *user, const struct write_symbol *symbol);
};

/* How a document is made page by page, each as soon as it is finished. */
struct write_steps {
	/*
	 * Borrows its arguments; attachments need not be known before the end. o: NULL for a writer
	 * that is `paged`.
	 */
	void *(*begin)(const struct write_input *in, struct out *o, struct diag_list *dl);
	void (*put)(void *run, size_t page); /* a page of in->pages; they come in order */
	/* Both free the run. RC_BUG, with a finding: the pages violate a requirement of the
	 * format. */
	enum rc (*finish)(void *run);
	void (*abandon)(void *run); /* accepts NULL */
};

struct writer {
	const char *profile; /* "publish" */
	const char *suffix;  /* added to the input's stem: ".pdf" */
	const char *purpose; /* half a line for --help, or NULL; N_() */
	struct write_claims claims;
	const struct pdf_version *pdf_version; /* NULL: the file is not a PDF */
	/*
	 * Compression levels of libdeflate. Glyph outlines hardly repeat: anything above the lowest
	 * level saves some 3 % of them and takes as long as laying out the report.
	 */
	int deflate_level, outline_level;
	bool attaches;   /* carries attachments (ISO 19005-3, 6.8; ISO 19005-4, 6.9) */
	bool press;      /* two-sided pages, black ink only, the output intent of a press */
	bool linear;     /* linearised, from WRITER_LINEAR_BYTES on, if it is not too large */
	bool html;       /* an HTML version is written beside it */
	bool paged;      /* a file for each page, into write_input.to */
	bool tests_only; /* never listed, and unknown to the library */
	/* One of these two. */
	const struct write_steps *steps;
	enum rc (*write)(const struct write_input *in, struct out *o, struct diag_list *dl);
};

/* Whether a finished file of it can be read again and compared with its pages. */
static inline bool writer_can_verify(const struct writer *w)
{
	return w->pdf_version != NULL || w->claims.ofd != NULL;
}

/* Writes all pages of a list, by `steps` or `write`. o: as in write_steps.begin. */
MUST_USE enum rc writer_write(const struct write_input *in, struct out *o, struct diag_list *dl);

/* NULL for an unknown name. */
const struct writer *writer_lookup(const char *profile);

/* The profiles in order; NULL after the last. */
const struct writer *writer_at(size_t i);

/*
 * How each SVG file begins, whatever its page: with this a file can be known for one of ours (SVG
 * 1.1, 5.1).
 */
#define SVG_START                                                                                  \
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                                             \
	"<!-- kanben: a page of a report; 1 unit is 0.01 mm -->\n"                                 \
	"<svg xmlns=\"http://www.w3.org/2000/svg\" "                                               \
	"xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"1.1\""

/* Appends the claims as --verify and --help name them: "PDF/A-2a PDF/UA-1", "… WTPDF 1.0". */
void write_put_claims(struct buf *b, const struct write_claims *c);

/*
 * The formats, one folder each. RC_BUG, with a finding: the pages violate a requirement of the
 * format. Write errors of `o` are reported when it is finished.
 */
extern const struct write_steps pdf_steps, ofd_steps, svg_steps;
MUST_USE enum rc trace_write(const struct write_input *in, struct out *o, struct diag_list *dl);

#endif
