/* SPDX-License-Identifier: MIT */
/* loaded.h: from a report's bytes to a checked report. */
#ifndef KANBEN_ENGINE_LOADED_H
#define KANBEN_ENGINE_LOADED_H

#include "check/check.h"
#include "engine/engine.h"
#include "json/json.h"

/* Of a report that names none. */
#define LOADED_DEFAULT_LAYOUT "annual-report-2021"

/* Everything that is known of one report; lives in its own arena. */
struct loaded {
	struct arena arena;
	struct diag_list dl; /* what was found, not yet told to anybody */
	struct source source;
	const struct json *root; /* NULL: not JSON, or not read */
	const struct layout_file *layout;
	const struct checked_report *report; /* NULL: no report could be made of it */
};

/*
 * Reads the report that l->source has, or the one that a PDF there carries, in the layout of that
 * name or file (NULL: the report's own), and checks it; what the layout's checks find goes to
 * `checks`, which may be &l->dl. RC_INPUT: it has errors, yet l->report may be set. RC_IO:
 * something it needs cannot be read. The source's text outlives l, which is released in every case.
 */
enum rc loaded_read(struct engine *e, struct loaded *l, const char *layout,
                    struct diag_list *checks);
void loaded_release(struct loaded *l);

/*
 * The layout of a name or a file, without a report; NULL: the default one. RC_IO, a finding made:
 * there is none, or its file is none.
 */
MUST_USE enum rc loaded_layout(struct engine *e, const char *name, struct diag_list *dl,
                               const struct layout_file **ret);

#endif
