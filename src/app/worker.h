/* SPDX-License-Identifier: MIT */
/*
 * worker.h: a process of its own that makes one report after the other. A process and not a thread:
 * what a hostile report does to one ends with it, and can be ended.
 */
#ifndef KANBEN_APP_WORKER_H
#define KANBEN_APP_WORKER_H

#include <signal.h>
#include <sys/types.h>

#include "app/job.h"
#include "base/buf.h"

/* What a worker does with the number of a report; runs in the worker. */
struct worker_task {
	void (*make)(const void *context, size_t item, struct made *ret, struct buf *record);
	const void *context;
};

struct worker {
	pid_t pid;         /* 0: there is none */
	int channel;       /* orders go in, struct made comes out; pollable */
	int messages;      /* a file: what it wrote on its standard error */
	int record;        /* another: what the task recorded */
	bool busy;         /* with … */
	size_t item;       /* … this one */
	long long started; /* … since then, by worker_clock */
};

/*
 * Starts one. `all` are the workers there are or will be: the new process keeps none of their
 * channels, so that each ends when its owner does. It heeds none of the signals in `mine`. RC_IO
 * with errno set.
 */
MUST_USE enum rc worker_start(struct worker *w, const struct worker_task *task,
                              const struct worker *all, size_t n, const sigset_t *mine);

/* Has it make a report; a worker that ended meanwhile shows in worker_take. */
void worker_give(struct worker *w, size_t item);

/* Its answer, once the channel can be read. RC_IO: it has ended. */
MUST_USE enum rc worker_take(struct worker *w, struct made *ret);

/* Appends what it wrote to one of its files since the last call. */
void worker_drain(int file, struct buf *into);

/* Ends the process, whatever it does, and gives its wait status. */
int worker_end(struct worker *w);

/* Cores that this process may use; at least 1. */
size_t worker_cores(void);

/* Milliseconds of a clock that nobody sets. */
long long worker_clock(void);

#endif
