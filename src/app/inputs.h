/* SPDX-License-Identifier: MIT */
/*
 * inputs.h: the reports that a user named: they are found, read, compared with last year's and
 * counted.
 */
#ifndef KANBEN_APP_INPUTS_H
#define KANBEN_APP_INPUTS_H

#include "app/options.h"
#include "engine/loaded.h"

/* ---- inputs.c: which reports ---- */

struct inputs {
	const char **paths; /* of a report from --jsonl: "-:LINE" */
	/*
	 * Of their outputs' names: of --jsonl "000001", of a report in a folder its path below that
	 * folder, "a/b"; NULL: the name of the file.
	 */
	const char **stems;
	struct source *texts; /* --jsonl: the reports themselves; else NULL */
	size_t n;
};

/*
 * The arguments in order, then the list of --from, or the reports of --jsonl. A folder stands for
 * the files NAME.json in it and in the folders below, as folder_add_reports lists them. EXIT_USAGE:
 * a folder has no such file; EXIT_SURROUNDINGS: something cannot be read. A message was printed.
 */
enum exit_code inputs_expand(struct arena *a, const struct options *o, struct inputs *ret);

/* Report i: its text, or only its name if it has not been read yet. */
struct source inputs_source(const struct inputs *in, size_t i);

/* ---- load.c: from a name or a text to a checked report ---- */

/*
 * Reads a report, or the one embedded in a PDF, with its layout and checks it. If input->text is
 * NULL the file input->name is read; the text outlives ret. EXIT_REPORT: it has errors, but
 * ret->report may be set. EXIT_SURROUNDINGS: a file cannot be read; a message was printed. Release
 * ret in any case.
 */
enum exit_code load_report(struct program *p, const struct options *o, const struct source *input,
                           struct loaded *ret);

/* The same, but without the findings of the layout's checks: only errors of form are found. */
enum exit_code load_unjudged(struct program *p, const struct options *o, const struct source *input,
                             struct loaded *ret);

/* ---- previous.c: last year's report (--previous) ---- */

struct previous;

/*
 * Opens a report, or a folder of reports of which only year and organ are read; in the program's
 * arena. EXIT_SURROUNDINGS: it cannot be read; a message was printed.
 */
enum exit_code previous_open(struct program *p, const char *path, const struct previous **ret);

/*
 * Finds last year's report for a report and runs the checks over two years; their findings are
 * added to the report's own list. It is a warning if there is no such report, or several, or an
 * unusable one. EXIT_SURROUNDINGS: it cannot be read; a message was printed.
 */
enum exit_code previous_check(struct program *p, const struct options *o,
                              const struct previous *previous, struct loaded *l);

/* ---- organs.c: who handed in a report, and who should have ---- */

struct organs;

/*
 * Makes, in the arena, the list of expected organs; `list` NULL: there is none. It is a text file,
 * one organ per line, “#” starts a comment. NULL: the file cannot be read or is not UTF-8; a
 * message was printed and *ret_code is the exit code.
 */
struct organs *organs_new(struct arena *a, const char *list, enum exit_code *ret_code);
void organs_release(struct organs *o);

/* Adds findings (MERGE) to the report's own: an organ or a file twice, an unexpected organ. */
void organs_add(struct organs *o, const char *path, struct loaded *in);

/* Adds a finding (MERGE) for each expected organ without a report, at its line of the list. */
void organs_tell_missing(const struct organs *o, struct diag_list *dl);

#endif
