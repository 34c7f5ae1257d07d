/* SPDX-License-Identifier: MIT */
/*
 * settler.h: puts the files of finished reports on disc and names them, many at a time, while the
 * workers make the next ones. It is a thread of the process that has the workers. They send it the
 * descriptors of their nameless files through a socket (SCM_RIGHTS), so that a file does not depend
 * on the worker that made it. What they are named, it knows itself: a worker may be in a hostile
 * report's hands.
 */
#ifndef KANBEN_APP_SETTLER_H
#define KANBEN_APP_SETTLER_H

#include "app/outputs.h"
#include "base/out.h"

enum {
	SETTLER_GROUP = 16,  /* reports whose files are synced together, at most */
	SETTLER_LINGER = 100 /* milliseconds that a report waits for others, at most */
};

/* A report's files; html NULL: it has one. */
struct settler_files {
	size_t item;
	struct out *document, *html;
};

/* What became of them. */
struct settlement {
	size_t item;
	int error; /* errno; 0: they have their names */
	bool html; /* it is the error of that file */
	bool half; /* the other one has its name */
};

struct settler;

/*
 * For the documents of n reports, made by worker_n workers at a time; the names must outlive it.
 * NULL: it cannot be had, and workers name their files themselves.
 */
struct settler *settler_start(const struct outputs *outputs, size_t n, size_t worker_n);

/*
 * Between the two the thread stands still and holds no lock, above all not the allocator's: a
 * process that is forked then is whole. Accept NULL.
 */
void settler_pause(struct settler *s);
void settler_resume(struct settler *s);

/* Leaves a worker only what it needs to send. */
void settler_enter_worker(struct settler *s);

/*
 * Sends a report's files, which are complete, and frees them. RC_IO: they are still there; to be
 * named by the worker itself.
 */
MUST_USE enum rc settler_send(const struct settler *s, const struct settler_files *files);

/* Becomes readable when there is something to take. */
int settler_news(const struct settler *s);

/* Waits until there is something. RC_IO: nothing will come. */
MUST_USE enum rc settler_take(const struct settler *s, struct settlement *ret);

/* No other files are on their way: those that it has need not wait for others. */
void settler_hurry(const struct settler *s);

/* Ends the thread; what it still has gets no name. Accepts NULL. */
void settler_end(struct settler *s);

#endif
