/* SPDX-License-Identifier: MIT */
#include "base/task_queue.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>

#include "base/mem.h"

enum {
	/* Another core is woken for so much: less is done here before it is awake. */
	WORTH_WAKING = 16 << 10,
	STACK = 512 << 10
};

struct task_queue {
	pthread_t thread;
	bool started, alone;              /* alone: the system gives no second thread */
	pthread_cond_t news, done;        /* for the second thread; for the caller */
	pthread_mutex_t mutex;            /* of all below, and of the states of tasks */
	struct queued_task *first, *last; /* that nobody has begun */
	size_t fresh;                     /* cost of those added since the thread was told */
	bool ending;
};

struct task_queue *task_queue_new(void)
{
	struct task_queue *q = mem_alloc(sizeof(*q));
	pthread_mutexattr_t type;

	/* It is held for some instructions: to sleep meanwhile takes a hundred times as long. */
	pthread_mutexattr_init(&type);
	pthread_mutexattr_settype(&type, PTHREAD_MUTEX_ADAPTIVE_NP);
	pthread_mutex_init(&q->mutex, &type);
	pthread_mutexattr_destroy(&type);
	pthread_cond_init(&q->news, NULL);
	pthread_cond_init(&q->done, NULL);
	return q;
}

void task_queue_free(struct task_queue *q)
{
	if (q == NULL)
		return;
	task_queue_end(q);
	if (q->started)
		pthread_join(q->thread, NULL);
	pthread_cond_destroy(&q->done);
	pthread_cond_destroy(&q->news);
	pthread_mutex_destroy(&q->mutex);
	free(q);
}

/* Takes a task off the list. With the mutex. */
static void unlink_task(struct task_queue *q, struct queued_task *t)
{
	struct queued_task **at = &q->first, *before = NULL;

	for (; *at != t; at = &(*at)->next)
		before = *at;
	*at = t->next;
	if (q->last == t)
		q->last = before;
}

/* With the mutex, which is let go meanwhile. */
static void run_task(struct task_queue *q, struct queued_task *t, enum task_thread in)
{
	unlink_task(q, t);
	t->state = TASK_BEING_DONE;
	pthread_mutex_unlock(&q->mutex);
	t->run(t, in);
	pthread_mutex_lock(&q->mutex);
	t->state = TASK_DONE;
}

static void *run(void *queue)
{
	struct task_queue *q = queue;

	pthread_mutex_lock(&q->mutex);
	while (!q->ending) {
		if (q->first == NULL) {
			pthread_cond_wait(&q->news, &q->mutex);
			continue;
		}
		run_task(q, q->first, TASK_SECOND);
		pthread_cond_signal(&q->done);
	}
	pthread_mutex_unlock(&q->mutex);
	return NULL;
}

/*
 * On another core than the caller's: a scheduler that saves power leaves a new thread where it was
 * made until it next looks, which is when all is done.
 */
static void move_away(pthread_attr_t *how)
{
	cpu_set_t cores;
	int here = sched_getcpu();

	if (here < 0 || sched_getaffinity(0, sizeof(cores), &cores) != 0)
		return;
	CPU_CLR(here, &cores);
	if (CPU_COUNT(&cores) > 0)
		pthread_attr_setaffinity_np(how, sizeof(cores), &cores);
}

/* Signals to the process are for the caller; those of a fault are where it happened. */
static void block_signals(sigset_t *ret_before)
{
	static const int faults[] = {SIGBUS, SIGFPE, SIGILL, SIGSEGV};
	sigset_t most;

	sigfillset(&most);
	for (size_t i = 0; i < COUNT(faults); i++)
		sigdelset(&most, faults[i]);
	pthread_sigmask(SIG_BLOCK, &most, ret_before);
}

static void start(struct task_queue *q)
{
	sigset_t before;
	pthread_attr_t how;

	if (q->started || q->alone)
		return;
	pthread_attr_init(&how);
	pthread_attr_setstacksize(&how, STACK);
	move_away(&how);
	block_signals(&before);
	q->started = pthread_create(&q->thread, &how, run, q) == 0;
	q->alone = !q->started;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	pthread_attr_destroy(&how);
}

void task_queue_add(struct task_queue *q, struct queued_task *t, size_t cost)
{
	bool wakes;

	t->next = NULL;
	t->state = TASK_WAITING;
	pthread_mutex_lock(&q->mutex);
	if (q->last != NULL)
		q->last->next = t;
	else
		q->first = t;
	q->last = t;
	q->fresh += cost;
	wakes = q->fresh >= WORTH_WAKING;
	if (wakes)
		q->fresh = 0;
	pthread_mutex_unlock(&q->mutex);
	if (!wakes)
		return;
	start(q);
	pthread_cond_signal(&q->news); /* after the mutex, for which it would have to wait */
}

bool task_queue_is_done(struct task_queue *q, struct queued_task *t)
{
	bool done;

	if (q->alone)
		task_queue_finish(q, t);
	pthread_mutex_lock(&q->mutex);
	done = t->state == TASK_DONE;
	pthread_mutex_unlock(&q->mutex);
	return done;
}

void task_queue_finish(struct task_queue *q, struct queued_task *t)
{
	pthread_mutex_lock(&q->mutex);
	while (t->state != TASK_DONE)
		if (t->state == TASK_WAITING)
			run_task(q, t, TASK_CALLER);
		else if (q->first != NULL)
			run_task(q, q->first, TASK_CALLER);
		else
			pthread_cond_wait(&q->done, &q->mutex);
	pthread_mutex_unlock(&q->mutex);
}

void task_queue_end(struct task_queue *q)
{
	pthread_mutex_lock(&q->mutex);
	q->ending = true;
	pthread_mutex_unlock(&q->mutex);
	pthread_cond_signal(&q->news);
}
