/* SPDX-License-Identifier: MIT */
/* Work in a second thread: each piece once, and all of it also where there is no such thread. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/task_queue.h"
#include "base/box.h"
#include "base/mem.h"

enum { ENOUGH = 1 << 20 /* to wake the thread */, TASKS = 500 };

struct piece {
	struct queued_task task;
	atomic_int runs;
	enum task_thread in;
	unsigned work;
	uint64_t result;
};

static void count(struct queued_task *t, enum task_thread in)
{
	struct piece *p = t->user;
	uint64_t h = p->work;

	for (unsigned i = 0; i < p->work; i++)
		h = h * 6364136223846793005U + i;
	p->result = h;
	p->in = in;
	p->runs++;
}

static void prepare(struct piece *p, unsigned work)
{
	*p = (struct piece){.task = {.run = count, .user = p}, .work = work};
}

/* Of any length, some finished as soon as added, some after all others. */
static void each_is_done_once(void **state)
{
	static struct piece pieces[TASKS], expected;
	struct task_queue *q = task_queue_new();

	(void)state;
	for (unsigned i = 0; i < TASKS; i++) {
		prepare(&pieces[i], i * 7919 % 20011);
		task_queue_add(q, &pieces[i].task, pieces[i].work);
		if (i % 5 == 0)
			task_queue_finish(q, &pieces[i].task);
		if (i % 5 == 0)
			assert_int_equal(pieces[i].runs, 1);
		(void)task_queue_is_done(q, &pieces[i / 2].task);
	}
	for (unsigned i = TASKS; i-- > 0;) {
		task_queue_finish(q, &pieces[i].task);
		assert_true(task_queue_is_done(q, &pieces[i].task));
		assert_int_equal(pieces[i].runs, 1);
		prepare(&expected, pieces[i].work);
		count(&expected.task, TASK_CALLER);
		assert_true(pieces[i].result == expected.result);
	}
	task_queue_end(q);
	task_queue_free(q);
}

/* ---- at a time ---- */

struct meeting {
	sem_t begun, end;
	pthread_t thread;
};

static void wait_for(sem_t *s)
{
	struct timespec until;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += 60;
	assert_int_equal(sem_timedwait(s, &until), 0);
}

static void meet(struct queued_task *t, enum task_thread in)
{
	struct meeting *m = t->user;

	assert_int_equal(in, TASK_SECOND);
	m->thread = pthread_self();
	sem_post(&m->begun);
	wait_for(&m->end);
}

static atomic_int caught;
static pthread_t caught_in;

static void catch (int signal)
{
	(void)signal;
	caught_in = pthread_self();
	caught++;
}

/* While the second thread is at its task the caller does others; signals are the caller's. */
static void caller_goes_on(void **state)
{
	struct task_queue *q = task_queue_new();
	struct meeting m = {0};
	struct queued_task task = {.run = meet, .user = &m};
	struct piece other;

	(void)state;
	sem_init(&m.begun, 0, 0);
	sem_init(&m.end, 0, 0);
	task_queue_add(q, &task, ENOUGH);
	wait_for(&m.begun);
	assert_false(task_queue_is_done(q, &task));
	prepare(&other, 1000);
	task_queue_add(q, &other.task, 1);
	task_queue_finish(q, &other.task);
	assert_int_equal(other.in, TASK_CALLER);
	signal(SIGUSR1, catch);
	kill(getpid(), SIGUSR1);
	assert_int_equal(caught, 1);
	assert_true(pthread_equal(caught_in, pthread_self()));
	assert_false(pthread_equal(m.thread, pthread_self()));
	sem_post(&m.end);
	task_queue_finish(q, &task);
	task_queue_free(q);
}

/* What nobody has begun is dropped, and what is being done is waited for. */
static void free_drops_the_rest(void **state)
{
	struct task_queue *q = task_queue_new();
	struct meeting m = {0};
	struct queued_task task = {.run = meet, .user = &m};
	struct piece other;

	(void)state;
	task_queue_free(NULL);
	sem_init(&m.begun, 0, 0);
	sem_init(&m.end, 0, 1);
	task_queue_add(q, &task, ENOUGH);
	wait_for(&m.begun);
	task_queue_finish(q, &task);
	prepare(&other, 1000);
	task_queue_add(q, &other.task, 1);
	task_queue_free(q);
	assert_int_equal(other.runs, 0);
}

/* In a box that allows no thread. Returns the number of what is wrong. */
static int alone(void)
{
	struct task_queue *q = task_queue_new();
	struct piece pieces[8];

	for (unsigned i = 0; i < COUNT(pieces); i++) {
		prepare(&pieces[i], 1000 + i);
		task_queue_add(q, &pieces[i].task, ENOUGH);
	}
	for (unsigned i = 0; i < COUNT(pieces); i++) {
		if (!task_queue_is_done(q, &pieces[i].task))
			return 1;
		task_queue_finish(q, &pieces[i].task);
		if (pieces[i].runs != 1 || pieces[i].in != TASK_CALLER)
			return 2;
	}
	task_queue_free(q);
	return 0;
}

static void no_thread_no_difference(void **state)
{
	int status;
	pid_t pid = fork();

	(void)state;
	assert_true(pid >= 0);
	if (pid == 0) {
		unsigned walls = box_enter(&(struct box_terms){.kind = BOX_READER});

		_exit((walls & BOX_CALLS) != 0 ? alone() : 0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(each_is_done_once), cmocka_unit_test(caller_goes_on),
	        cmocka_unit_test(free_drops_the_rest), cmocka_unit_test(no_thread_no_difference)};

	return cmocka_run_group_tests_name("task_queue", tests, NULL, NULL);
}
