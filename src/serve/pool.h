/* SPDX-License-Identifier: MIT */
/*
 * pool.h: worker processes, each of which carries out one order after the other. Whatever a hostile
 * report does to one ends with it: it has limits of memory and of file size, is killed when it
 * takes too long, and has neither the folder nor a connection open. What it costs is one answer.
 */
#ifndef KANBEN_SERVE_POOL_H
#define KANBEN_SERVE_POOL_H

#include <poll.h>

#include "serve/order.h"

struct pool;

/* What became of an order. */
enum pool_end {
	POOL_DONE,  /* there is an answer */
	POOL_ENDED, /* the worker ended, of itself or because it went beyond a limit of memory */
	POOL_SLOW   /* it took longer than allowed and was killed */
};

/* Is called once for each order; the answer is valid until it returns. NULL unless POOL_DONE. */
typedef void pool_done_fn(void *user, enum pool_end end, struct serve_answer *a);

enum { POOL_MAX = 64, POOL_MEMORY = 1024 /* MiB of a worker's own memory */ };

/* A pool of in->workers, which are started when they are first needed. */
struct pool *pool_new(const struct serve_input *in);

/* Ends all workers; for what they were doing `done` is called with POOL_ENDED. */
void pool_free(struct pool *p);

/* How many of them are idle, or could be started. */
size_t pool_idle(const struct pool *p);

/*
 * Has an idle worker carry out an order. RC_IO: no process could be started; `done` is not called
 * then.
 */
MUST_USE enum rc pool_give(struct pool *p, const struct serve_order *o, pool_done_fn *done,
                           void *user);

/* Fills in what poll(2) is to wait for, one for each worker at most; returns how many. */
size_t pool_poll(const struct pool *p, struct pollfd fds[POOL_MAX]);

/* Milliseconds until a worker has taken too long; -1: none is busy. */
int pool_wait(const struct pool *p);

/* Takes the answers that are there, and kills those that took too long. */
void pool_run(struct pool *p);

#endif
