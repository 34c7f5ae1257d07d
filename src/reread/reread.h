/* SPDX-License-Identifier: MIT */
/*
 * reread.h: finished PDF files read again, with qpdf. A module that the program loads when it is
 * needed: qpdf and what it brings would cost every run some milliseconds.
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
	/*
	 * The data of the first file whose relation to the document is /Source (ISO 19005-3,
	 * annex E), into the arena; `limit` bytes at most. RC_INPUT, a finding with rule PDF made:
	 * not a PDF, or none that carries such a file.
	 */
	enum rc (*source)(const struct source *pdf, size_t limit, struct arena *a,
	                  struct diag_list *dl, struct source *ret);

	/*
	 * The file as one that can be shown while it still comes (ISO 32000-1, annex F). RC_BUG, a
	 * finding made: qpdf does not take what we wrote.
	 */
	enum rc (*linearize)(const struct buf *pdf, struct diag_list *dl, struct buf *ret);

	/*
	 * Compares the file with what it was made of: tags, text, places and widths of glyphs,
	 * rules, metadata, claims, attachments. RC_BUG, a finding made: the first difference.
	 */
	enum rc (*verify)(const struct buf *pdf, const struct write_input *in,
	                  struct diag_list *dl);

	/* mem_set_oom_handler of the module, which has its own copy of base/. NULL: it has none. */
	void (*set_oom_handler)(void (*handler)(void));
};

extern EXPORTED const struct reread kanben_reread; /* in the module */
#define REREAD_SYMBOL "kanben_reread"

#endif
