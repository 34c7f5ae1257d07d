/* SPDX-License-Identifier: MIT */
/*
 * reread.h: reads finished files again: PDF with qpdf, OFD with libzip and libxml2. Two modules,
 * each loaded when it is first needed, since loading these libraries takes some milliseconds.
 */
#ifndef KANBEN_REREAD_REREAD_H
#define KANBEN_REREAD_REREAD_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/rc.h"
#include "write/write.h"

/* A PDF as a web page, each of whose lines comes from one page. */
struct reread_page {
	struct source source;
	size_t *lines; /* [line_n]: the offset at which a line begins, in the arena */
	size_t *pages; /* [line_n]: the page it comes from, from 1 */
	size_t line_n;
};

/* What the module exports, under the name REREAD_SYMBOL. */
struct reread {
	struct module module;

	/*
	 * Reads the report that an archive edition carries into the arena, at most `limit` bytes:
	 * of a PDF the first associated file whose relationship is /Source (ISO 19005-3, annex E),
	 * of an OFD package the attachment report.json. RC_INPUT, with a finding (PDF, OFD): it is
	 * not such a file, or has none.
	 */
	enum rc (*source)(const struct source *file, size_t limit, struct arena *a,
	                  struct diag_list *dl, struct source *ret);

	/* For struct report_files, `pdf` being a struct source: an associated file by its name. */
	const char *(*file)(void *pdf, struct arena *a, const char *name, struct source *ret);

	/*
	 * The document as a web page by the structure tree of a tagged PDF (ISO 32000-2, 14.7), in
	 * the arena; ret->text NULL: it has no tags, or is of a kind that is not read. RC_INPUT,
	 * with a finding (PDF): it is not a PDF. NULL for OFD.
	 */
	enum rc (*page)(const struct source *pdf, struct arena *a, struct diag_list *dl,
	                struct reread_page *ret);

	/*
	 * Linearises a PDF (ISO 32000-1, annex F), so that it can be displayed while it is being
	 * downloaded. RC_BUG, with a finding: qpdf does not accept the file. NULL for OFD.
	 */
	enum rc (*linearize)(const struct buf *pdf, struct diag_list *dl, struct buf *ret);

	/*
	 * Compares the file with what it was made from: tags, text, positions and widths of glyphs,
	 * rules, metadata, claims, attachments. RC_BUG, with a finding: the first difference.
	 */
	enum rc (*verify)(const struct buf *file, const struct write_input *in,
	                  struct diag_list *dl);
};

extern EXPORTED const struct reread kanben_reread; /* in the module */
#define REREAD_SYMBOL "kanben_reread"
extern EXPORTED const struct reread kanben_reread_ofd; /* in the other */
#define REREAD_OFD_SYMBOL "kanben_reread_ofd"

#endif
