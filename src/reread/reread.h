/* SPDX-License-Identifier: MIT */
/*
 * reread.h: reads finished PDF files with qpdf. A module, loaded when it is first needed, since
 * loading qpdf and its libraries takes some milliseconds.
 */
#ifndef KANBEN_REREAD_REREAD_H
#define KANBEN_REREAD_REREAD_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/rc.h"
#include "write/write.h"

/* What the module exports, under the name REREAD_SYMBOL. */
struct reread {
	struct module module;

	/*
	 * Reads the first associated file whose relationship is /Source (ISO 19005-3, annex E) into
	 * the arena, at most `limit` bytes. RC_INPUT, with a finding (PDF): it is not a PDF, or has
	 * no such file.
	 */
	enum rc (*source)(const struct source *pdf, size_t limit, struct arena *a,
	                  struct diag_list *dl, struct source *ret);

	/* For struct report_files, `pdf` being a struct source: an associated file by its name. */
	const char *(*file)(void *pdf, struct arena *a, const char *name, struct source *ret);

	/*
	 * Linearises the file (ISO 32000-1, annex F), so that it can be displayed while it is being
	 * downloaded. RC_BUG, with a finding: qpdf does not accept the file.
	 */
	enum rc (*linearize)(const struct buf *pdf, struct diag_list *dl, struct buf *ret);

	/*
	 * Compares the file with what it was made from: tags, text, positions and widths of glyphs,
	 * rules, metadata, claims, attachments. RC_BUG, with a finding: the first difference.
	 */
	enum rc (*verify)(const struct buf *pdf, const struct write_input *in,
	                  struct diag_list *dl);
};

extern EXPORTED const struct reread kanben_reread; /* in the module */
#define REREAD_SYMBOL "kanben_reread"

#endif
