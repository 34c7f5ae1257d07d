/* SPDX-License-Identifier: MIT */
/* load.h: from a file's name to a checked report. */
#ifndef KANBEN_APP_LOAD_H
#define KANBEN_APP_LOAD_H

#include "app/options.h"
#include "app/program.h"
#include "check/check.h"
#include "json/json.h"

/* Of a report that names none. */
#define LOAD_DEFAULT_LAYOUT "annual-report-2021"

/* Everything that is known of one report; lives in its own arena. */
struct loaded {
	struct arena arena;
	struct diag_list dl; /* what was found, not yet printed */
	struct source source;
	const struct json *root; /* NULL: not JSON, or not read */
	const struct layout_file *layout;
	const struct checked_report *report; /* NULL: no report could be made of it */
};

/*
 * Reads a report, or the one that a PDF carries, with its layout and checks it. EXIT_REPORT: it has
 * errors, yet report may be set. EXIT_SURROUNDINGS: a file cannot be read, and that was said.
 * Release it in every case.
 */
enum exit_code load_report(struct program *p, const struct options *o, const char *input,
                           struct loaded *ret);

/* The same, but what the layout's checks find is left to others: only its form is judged. */
enum exit_code load_unjudged(struct program *p, const struct options *o, const char *input,
                             struct loaded *ret);

/* As load_report, of a text that is in memory already; what the source points to outlives ret. */
enum exit_code load_text(struct program *p, const struct options *o, const struct source *src,
                         struct loaded *ret);
void load_release(struct loaded *l);

/*
 * The layout of a name or a file, without a report; NULL: the default one. EXIT_REPORT: there is
 * none of that name (finding made). Its findings go to dl.
 */
enum exit_code load_layout(struct program *p, const char *name, struct diag_list *dl,
                           const struct layout_file **ret);

enum exit_code exit_of(enum rc rc);

#endif
