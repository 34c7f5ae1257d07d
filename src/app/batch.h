/* SPDX-License-Identifier: MIT */
/* batch.h: a run over many reports: its worker processes, and its progress. */
#ifndef KANBEN_APP_BATCH_H
#define KANBEN_APP_BATCH_H

#include <signal.h>
#include <sys/types.h>

#include "app/job.h"
#include "app/log.h"

/* ---- batch.c: the run ---- */

/* How many reports are in the shard. */
size_t batch_count(const struct options *o, const struct inputs *inputs);

/*
 * Makes the reports of the shard, -j of them at a time, and returns the worst exit code. The
 * findings of a report are printed together, in the order of the inputs. A worker that crashes or
 * takes longer than --timeout loses only its own report. After SIGINT, SIGTERM or SIGHUP the result
 * is EXIT_SIGNAL plus its number; documents that have their names by then are complete. The log
 * gets one line per report; with --resume reports that are up to date are skipped. Notes that
 * reports have in common are printed once, at the end.
 */
struct batch_work {
	const struct inputs *inputs;
	const struct outputs *outputs;   /* NULL: the reports are only checked */
	const struct previous *previous; /* to compare each with, or NULL */
	enum format format;              /* of the findings */
};
enum exit_code batch_run(struct program *p, const struct options *o, const struct batch_work *work);

/* ---- worker.c: a process that makes one report after the other ---- */

/*
 * A process rather than a thread: whatever a hostile report does to it ends with it, and it can be
 * killed.
 */

/* What a worker does for report number `item`; runs in the worker. */
struct worker_task {
	void (*begin)(const void *context); /* before the first */
	void (*make)(const void *context, size_t item, struct made *ret, struct buf *record);
	const void *context;
	struct settler *settler; /* pauses while a worker is forked; NULL: workers name their files
	                            themselves */
};

struct worker {
	pid_t pid;    /* 0: not started */
	int channel;  /* orders go in, struct made comes out; pollable */
	int messages; /* a file: its standard error */
	int record;   /* another: the record of its report */
	bool busy;
	size_t item;       /* the report it works on */
	long long started; /* when it began, by worker_clock */
};

/*
 * Starts a worker; `w` is zeroed, as worker_end leaves it. `all` are the workers that are running
 * or will be: the new process closes their channels, so that each ends when its owner does. It
 * ignores the signals in `mine`. RC_IO with errno set; `w` is of no use then.
 */
MUST_USE enum rc worker_start(struct worker *w, const struct worker_task *task,
                              const struct worker *all, size_t n, const sigset_t *mine);

/* Has it make a report. If it has ended in the meantime, worker_take will report that. */
void worker_give(struct worker *w, size_t item);

/* Reads its answer, once the channel is readable. RC_IO: it has ended. */
MUST_USE enum rc worker_take(struct worker *w, struct made *ret);

/*
 * Appends what it wrote to one of its files since the last call. RC_IO, with errno set: not all of
 * it, or it would come again; the worker is of no more use.
 */
MUST_USE enum rc worker_drain(int file, struct buf *into);

/* Kills the process and returns its wait status. */
int worker_end(struct worker *w);

/* Cores that this process may use; at least 1. */
size_t worker_cores(void);

/* Milliseconds of a monotonic clock. */
long long worker_clock(void);

/* ---- lost.c: about reports that came to nothing ---- */

/* `name` must outlive the finding. */
void lost_tell_timeout(struct diag_list *dl, const struct source *name, size_t seconds);

/* status: that of waitpid. */
void lost_tell_crash(struct diag_list *dl, const char *name, int status);

/* Messages about files that did not get their names: fate->error is not 0. */
void lost_tell_unsettled(struct buf *messages, const struct output *files,
                         const struct settlement *fate);

/* ---- progress.c: the progress of the run, on standard error ---- */

/*
 * On a terminal this is one line that is redrawn, and erased before anything else is written;
 * elsewhere it is a line every ten seconds. A short run shows nothing. Only this display depends on
 * the clock.
 */

enum { PROGRESS_SAMPLES = 16 };

struct progress {
	size_t total, done, counts[OUTCOME_N];
	size_t failed; /* of those done: not written, or a draft */
	bool terminal;
	bool always;      /* the last line is always written */
	bool checks;      /* nothing is written: reports are checked */
	bool drawn, told; /* the line is on the screen; anything was ever shown */
	long long start, last, due;
	struct {
		long long at;
		size_t done;
	} samples[PROGRESS_SAMPLES]; /* a ring: the rate is that of the last half minute */
	size_t sample_n;
};

/* Starts counting `total` reports. */
void progress_start(struct progress *p, size_t total, bool always);

void progress_count(struct progress *p, enum outcome outcome, enum exit_code code);

/* Milliseconds until something is due to be shown; -1: nothing will be. */
long long progress_wait(const struct progress *p);

/* Shows what is due. */
void progress_show(struct progress *p);

/* Erases the line so that something else can be written; it is drawn again later. */
void progress_hide(struct progress *p);

/* Writes the last line, if anything was shown before. */
void progress_sum(struct progress *p);

#endif
