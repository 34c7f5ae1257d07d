/* SPDX-License-Identifier: MIT */
/*
 * task_queue.h: work that a second thread may do while the caller goes on. Each piece is done once,
 * by whichever comes to it first, and the caller takes the results in an order of its own: what
 * comes of it does not depend on who did what, nor on whether there is a second thread.
 */
#ifndef KANBEN_BASE_TASK_QUEUE_H
#define KANBEN_BASE_TASK_QUEUE_H

#include <stdbool.h>
#include <stddef.h>

enum task_thread { TASK_CALLER, TASK_SECOND };

/* A piece of work, zeroed but for the first two. It stays where it is until it is done. */
struct queued_task {
	/*
	 * In either thread, and in both at once for two tasks. What it uses nobody else may use
	 * until the task is done. Messages are not translated in the second thread (tr.h).
	 */
	void (*run)(struct queued_task *t, enum task_thread in);
	void *user;
	/* private to task_queue.c */
	enum { TASK_WAITING, TASK_BEING_DONE, TASK_DONE } state;
	struct queued_task *next;
};

struct task_queue;

/* The thread begins when there is enough to do. No call may be made from two threads. */
struct task_queue *task_queue_new(void);

/* Waits for what is being done; what is not begun will not be. Accepts NULL. */
void task_queue_free(struct task_queue *q);

/* cost: how long it takes, in bytes that are compressed meanwhile. */
void task_queue_add(struct task_queue *q, struct queued_task *t, size_t cost);

/* Whether it is done. Without a second thread, which a system may refuse, it is then. */
bool task_queue_is_done(struct task_queue *q, struct queued_task *t);

/* Returns when it is done: does it, or what else waits while the second thread does it. */
void task_queue_finish(struct task_queue *q, struct queued_task *t);

/* There will be no more tasks: the second thread may end while the caller goes on. */
void task_queue_end(struct task_queue *q);

#endif
