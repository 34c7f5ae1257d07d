/* SPDX-License-Identifier: MIT */
/* loaded.h: from a report's bytes to a checked report. */
#ifndef KANBEN_ENGINE_LOADED_H
#define KANBEN_ENGINE_LOADED_H

#include "check/check.h"
#include "engine/engine.h"
#include "json/json.h"

/* For reports that name none. */
#define LOADED_DEFAULT_LAYOUT "annual-report-2021"

/* A report with its findings, in its own arena. */
struct loaded {
	struct arena arena;
	struct diag_list dl; /* its findings, not printed yet */
	struct source source;
	bool own; /* the source's text is in the arena: strings stay in it (json_parse_within) */
	/*
	 * Where its pictures are, the caller's; `read` NULL: nowhere. Those of a PDF are in the
	 * PDF.
	 */
	struct report_files files;
	const struct json *root; /* NULL: not JSON, or not read */
	const struct layout_file *layout;
	const struct checked_report *report; /* NULL: too faulty to be a report */
};

/*
 * Reads the report in l->source, which is JSON or an archive edition (PDF, OFD), and checks it.
 * layout: a name or a file; NULL: the one that the report names. The layout's checks add their
 * findings to `checks`, which may be &l->dl. RC_INPUT: there are errors, but l->report may be set.
 * RC_IO: a file cannot be read. The source's text must outlive l; release l in any case.
 */
enum rc loaded_read(struct engine *e, struct loaded *l, const char *layout,
                    struct diag_list *checks);
void loaded_release(struct loaded *l);

/*
 * The layout of a name or a file; NULL: the default one. RC_IO, with a finding: there is none, or
 * the file is not a valid layout.
 */
MUST_USE enum rc loaded_layout(struct engine *e, const char *name, struct diag_list *dl,
                               const struct layout_file **ret);

#endif
