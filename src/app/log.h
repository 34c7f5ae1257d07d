/* SPDX-License-Identifier: MIT */
/*
 * log.h: --log: what became of each report, a JSON object a line, in the order in which they were
 * done. Each line is one write, so that lines are whole whoever else writes to the file and
 * whenever the run is ended.
 */
#ifndef KANBEN_APP_LOG_H
#define KANBEN_APP_LOG_H

#include "app/inputs.h"
#include "app/outputs.h"
#include "base/buf.h"

enum outcome {
	OUTCOME_WRITTEN,
	OUTCOME_DRAFT,   /* written with errors in it: --force */
	OUTCOME_REFUSED, /* it has errors */
	OUTCOME_FAILED,  /* the surroundings have */
	OUTCOME_LATE,    /* --timeout */
	OUTCOME_CRASHED, /* the worker ended */
	OUTCOME_KEPT,    /* --resume: it is there already */
	OUTCOME_N
};

/* As the log has it; never translated. */
const char *outcome_name(enum outcome o);

struct log {
	const char *path; /* NULL: there is none */
	int fd;
	bool torn;   /* what is there ends within a line */
	bool failed; /* a write did; no more lines then */
};

/* One line of it. */
struct log_line {
	const char *report;
	const char *profile;
	const struct output *files;
	enum outcome outcome;
	enum exit_code code;
	long long milliseconds;
	const struct buf *record; /* the members that only who made it knows: record.h */
	const struct buf *said;   /* on standard error; told where the surroundings failed */
};

/*
 * Opens the file that --log names, if it names one. Without --resume what it held is gone. A log
 * that is one of the inputs or outputs is EXIT_USAGE, and nothing was changed.
 */
enum exit_code log_open(struct log *l, const struct options *o, const struct inputs *in,
                        const struct outputs *out);

/* RC_IO with errno set the first time that a write fails; what comes after that is not kept. */
MUST_USE enum rc log_put(struct log *l, const struct log_line *line);

/* RC_IO with errno set if the file system only now tells that it could not keep what it took. */
MUST_USE enum rc log_close(struct log *l);

/* The paths of a report's documents as a JSON array. */
void log_put_paths(struct buf *b, const struct output *files);

#endif
