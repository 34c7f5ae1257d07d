/* SPDX-License-Identifier: MIT */
/* inputs.h: the reports that a user named: found, read, compared with last year's, counted. */
#ifndef KANBEN_APP_INPUTS_H
#define KANBEN_APP_INPUTS_H

#include "app/options.h"
#include "engine/loaded.h"

/* ---- inputs.c: which reports ---- */

struct inputs {
	const char **paths;   /* of a report from --jsonl: "-:LINE" */
	const char **stems;   /* --jsonl: of their outputs' names, "000001"; else NULL */
	struct source *texts; /* --jsonl: the reports themselves; else NULL */
	size_t n;
};

/*
 * The arguments in their order, then the list of --from, or the reports of --jsonl. A folder stands
 * for its files NAME.json in bytewise order, without hidden files and subfolders. EXIT_USAGE: there
 * is no such file in a folder; EXIT_SURROUNDINGS: something cannot be read. A message was printed.
 */
enum exit_code inputs_expand(struct arena *a, const struct options *o, struct inputs *ret);

/* Report i: its text, or its name alone if it is still to be read. */
struct source inputs_source(const struct inputs *in, size_t i);

/* ---- load.c: from a name or a text to a checked report ---- */

/*
 * Reads a report, or the one that a PDF carries, with its layout and checks it. If input->text is
 * NULL the file input->name is read; the text outlives ret. EXIT_REPORT: it has errors, but
 * ret->report may be set. EXIT_SURROUNDINGS: a file cannot be read; a message was printed. Release
 * ret in any case.
 */
enum exit_code load_report(struct program *p, const struct options *o, const struct source *input,
                           struct loaded *ret);

/* The same, but the findings of the layout's checks are dropped: only the form has to be right. */
enum exit_code load_unjudged(struct program *p, const struct options *o, const struct source *input,
                             struct loaded *ret);

/* ---- previous.c: last year's report (--previous) ---- */

struct previous;

/*
 * A report, or a folder of reports of which only year and body are read; lives in the program's
 * arena. EXIT_SURROUNDINGS: it cannot be read; a message was printed.
 */
enum exit_code previous_open(struct program *p, const char *path, const struct previous **ret);

/*
 * Finds last year's report for a report and runs the checks over two years; their findings go to
 * the report's own list. No such report, several, or an unusable one are warnings.
 * EXIT_SURROUNDINGS: it cannot be read; a message was printed.
 */
enum exit_code previous_check(struct program *p, const struct options *o,
                              const struct previous *previous, struct loaded *l);

/* ---- organs.c: who handed in a report, and who should have ---- */

struct organs;

/*
 * Begins, in the arena, with the list of expected organs, or with NULL for none: a text file, an
 * organ a line, "#" begins a comment. NULL: the file cannot be read or is not UTF-8; a message was
 * printed and *ret_code is the exit code.
 */
struct organs *organs_new(struct arena *a, const char *list, enum exit_code *ret_code);
void organs_release(struct organs *o);

/* Adds findings (MERGE) to the report's own: an organ or a file twice, an unexpected organ. */
void organs_add(struct organs *o, const char *path, struct loaded *in);

/* Adds a finding (MERGE) for each expected organ without a report, at its line of the list. */
void organs_tell_missing(const struct organs *o, struct diag_list *dl);

#endif
