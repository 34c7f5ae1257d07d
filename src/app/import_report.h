/* SPDX-License-Identifier: MIT */
/* import_report.h: the file of `import --report`: what became of each document. */
#ifndef KANBEN_APP_IMPORT_REPORT_H
#define KANBEN_APP_IMPORT_REPORT_H

#include "base/buf.h"
#include "base/diag.h"
#include "import/import.h"

struct imported {
	const char *document; /* as the user named it */
	const char *report;   /* the file of its report; "-": standard output; NULL: none */
	const struct diag_list *findings;
	const struct import_figures *figures;
};

/* Appends an object for a document (docs/guide.md). */
void import_report_put(struct buf *b, const struct imported *i);

#endif
