/* SPDX-License-Identifier: MIT */
/* log.h: --log, what became of each report, and --resume, which reads it again. */
#ifndef KANBEN_APP_LOG_H
#define KANBEN_APP_LOG_H

#include <stdint.h>

#include "app/job.h"

enum outcome {
	OUTCOME_WRITTEN,
	OUTCOME_DRAFT,   /* written with errors in it: --force */
	OUTCOME_REFUSED, /* it has errors */
	OUTCOME_FAILED,  /* a file, a font or the disk failed */
	OUTCOME_LATE,    /* --timeout */
	OUTCOME_CRASHED, /* the worker ended */
	OUTCOME_KEPT,    /* --resume: it was up to date */
	OUTCOME_N
};

/* As in the log; never translated. */
const char *outcome_name(enum outcome o);

/* Of a report whose worker has told what it made. */
enum outcome outcome_of(const struct made *made);

/* ---- log.c: the file ---- */

/*
 * One JSON object per line, in the order in which the reports were finished. A line is a single
 * write, so lines stay whole even if other processes write to the file, or this one is killed.
 */
struct log {
	const char *path; /* NULL: there is none */
	int fd;
	bool torn;   /* the file ends within a line */
	bool failed; /* a write did; no more lines then */
};

struct log_line {
	const char *report;
	const char *profile;
	const struct output *files;
	size_t page_n;
	enum outcome outcome;
	enum exit_code code;
	long long milliseconds;
	const struct buf *record; /* members that only the worker knows: record_make */
	const struct buf *said;   /* its standard error; logged with OUTCOME_FAILED */
};

/*
 * Opens the file of --log, if there is one, and empties it unless --resume is given. EXIT_USAGE:
 * the log is also an input or an output; nothing was changed then.
 */
enum exit_code log_open(struct log *l, const struct options *o, const struct inputs *in,
                        const struct outputs *out);

/* RC_IO with errno set the first time that a write fails; later lines are dropped. */
MUST_USE enum rc log_put(struct log *l, const struct log_line *line);

/* RC_IO with errno set: the file system may report only now that the data could not be stored. */
MUST_USE enum rc log_close(struct log *l);

/* The paths of a report's documents, of so many pages, as a JSON array. */
void log_put_paths(struct buf *b, const struct output *files, size_t page_n);

/* ---- key.c: what a document depends on, as a hash ---- */

/*
 * The same key means the same bytes. The key does not cover the system's libraries. As the program
 * is part of it, a log can be continued only where the program is the same file.
 *
 * For all reports of a run: the program with its modules, the options, the output intent,
 * the website's metadata, fonts.json and the font files that it names, by path, size and
 * modification time.
 */
uint64_t key_of_run(struct program *p, const struct options *o);

/* For one report: the run's key, its bytes and those of its layout. */
uint64_t key_of_report(uint64_t run, const struct source *report, const struct layout_file *layout);

/* The same with the bytes of the pictures that it names, if it names any. */
uint64_t key_add_pictures(uint64_t h, const struct source *report);

/* ---- resume.c: the log of earlier runs ---- */

/* The last line of a report in one profile. Texts are as they are in the log. */
struct past {
	const char *report, *profile, *outputs; /* JSON */
	bool well; /* written without errors; only then are the following set */
	uint64_t key;
	const char *layout;
	long long bytes; /* of all outputs */
	size_t page_n, warning_n;
	struct edition_hashes hashes; /* empty texts: made without --hash */
	const char *findings;         /* JSON */
};

struct resume {
	struct arena *arena;
	void *tree; /* of struct past: tsearch(3) */
};

/*
 * Reads the log. Lines that are not ours are skipped; sets l->torn if the last one is incomplete.
 * EXIT_SURROUNDINGS: it cannot be read; a message was printed.
 */
enum exit_code resume_read(struct arena *a, struct log *l, struct resume *ret);
void resume_release(struct resume *r);

/*
 * The line of a report that was written without errors into these files, if they still exist with
 * as many bytes; else NULL. Does not check whether the report has changed.
 */
const struct past *resume_lookup(const struct resume *r, const char *report, const char *profile,
                                 const struct output *files);

/*
 * The total size of a report's documents, of so many pages. False: one is missing or is not a
 * regular file.
 */
bool resume_measure(const struct output *files, size_t page_n, long long *ret);

/* ---- record.c: what only a worker knows of its report, for the log ---- */

/*
 * Members of a JSON object, without its braces:
 *
 *   "layout":NAME,"key":KEY,"pages":N,"bytes":N,"errors":N,"warnings":N,"findings":[…]
 *
 * and with --hash, of a document that was written, "hashes":["…"] before the errors, one per
 * output.
 *
 * Layout and key are null if there was no report; bytes are null if the document went to a stream.
 */

/* What the reports of a run have in common. Borrowed. */
struct recorder {
	struct program *program;
	const struct options *options;
	uint64_t key;              /* key_of_run */
	const struct resume *past; /* without --resume empty */
};

/*
 * As job_report, and appends the record. With --resume a report whose key is the same and whose
 * documents are still there is skipped: ret->kept.
 */
void record_make(const struct recorder *r, const struct job_order *order, struct made *ret,
                 struct buf *record);

/* The record of a report whose worker did not answer. */
void record_put_lost(struct buf *record, const struct diag_list *dl);

#endif
