/* SPDX-License-Identifier: MIT */
/*
 * convert.h: documents of formats that kanben does not read itself, through programs that do:
 * LibreOffice, and pdftotext of poppler. Each runs as a process group of its own, with limits of
 * time, memory and file sizes, without a network where the system allows that, in a private folder
 * that is removed afterwards.
 */
#ifndef KANBEN_APP_CONVERT_H
#define KANBEN_APP_CONVERT_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/file_kind.h"

enum {
	CONVERT_SECONDS = 60 /* for a document that is converted, unless --timeout says otherwise */
};

/* Whether a kind of document is read through a converter. */
bool convert_reads(enum file_kind kind);

/* The time for it. */
struct convert_time {
	size_t seconds; /* that are left */
	bool asked;     /* by --timeout: there is no other limit */
};

/*
 * Makes of a document a text or .docx file in the arena, under the document's name, at most
 * IMPORT_MAX_BYTES and a byte, in time. RC_INPUT, with a finding (UNPLACED): the
 * converter is not installed, cannot read the document, or took too long; the finding says what to
 * do. RC_IO, with a finding: there is no room for the private folder. A signal that ends the
 * program ends the converter first.
 */
MUST_USE enum rc convert_document(struct arena *a, const struct source *document,
                                  struct convert_time time, struct diag_list *dl,
                                  struct source *ret);

#endif
