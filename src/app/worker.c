/* SPDX-License-Identifier: MIT */
#include "app/batch.h"

#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "app/settler.h"
#include "base/out.h"

enum { READ_BYTES = 64 * 1024 };

size_t worker_cores(void)
{
	cpu_set_t mine;
	long n;

	/* The cores that taskset, a batch system or a container allows. */
	if (sched_getaffinity(0, sizeof(mine), &mine) == 0)
		return (size_t)CPU_COUNT(&mine);
	n = sysconf(_SC_NPROCESSORS_ONLN); /* the set is too small for this machine */
	return n > 0 ? (size_t)n : 1;
}

long long worker_clock(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/*
 * A signal from a terminal or to a job's cgroup reaches every process at once. Only the owner acts
 * on it; a worker that did would seem to have crashed.
 */
static void leave_signals(const sigset_t *mine)
{
	for (int s = 1; s < NSIG; s++)
		if (sigismember(mine, s) == 1)
			signal(s, SIG_IGN);
	sigprocmask(SIG_UNBLOCK, mine, NULL);
}

_Noreturn static void work(const struct worker *w, int channel, const struct worker_task *task)
{
	struct buf record = {0};
	size_t item;

	task->begin(task->context);
	while (recv(channel, &item, sizeof(item), 0) == (ssize_t)sizeof(item)) {
		struct made made = {0};

		buf_clear(&record);
		task->make(task->context, item, &made, &record);
		fflush(stdout);
		fflush(stderr);
		if (out_write(w->record, record.p, record.n) != RC_OK)
			break;
		if (send(channel, &made, sizeof(made), MSG_NOSIGNAL) != (ssize_t)sizeof(made))
			break;
	}
	_exit(EXIT_SUCCESS);
}

/* Closes the files that it writes to. */
static void close_files(const struct worker *w)
{
	int error = errno;

	if (w->messages >= 0)
		close(w->messages);
	if (w->record >= 0)
		close(w->record);
	errno = error;
}

static void close_all(const struct worker *w)
{
	close(w->channel);
	close_files(w);
}

static enum rc open_channels(struct worker *w, int ends[2])
{
	w->messages = memfd_create("kanben", MFD_CLOEXEC);
	w->record = memfd_create("kanben", MFD_CLOEXEC);
	if (w->messages >= 0 && w->record >= 0 &&
	    socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) == 0)
		return RC_OK;
	close_files(w);
	return RC_IO;
}

enum rc worker_start(struct worker *w, const struct worker_task *task, const struct worker *all,
                     size_t n, const sigset_t *mine)
{
	pid_t owner = getpid();
	int ends[2], error;

	if (open_channels(w, ends) != RC_OK)
		return RC_IO;
	fflush(stdout);
	settler_pause(task->settler);
	w->pid = fork();
	if (w->pid == 0) {
		leave_signals(mine);
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != owner)
			_exit(EXIT_FAILURE); /* the owner ended before PR_SET_PDEATHSIG took effect
			                      */
		for (size_t i = 0; i < n; i++)
			if (all[i].pid > 0)
				close_all(&all[i]);
		close(ends[0]);
		dup2(w->messages, STDERR_FILENO);
		work(w, ends[1], task);
	}
	error = errno;
	settler_resume(task->settler);
	close(ends[1]);
	w->channel = ends[0];
	if (w->pid > 0)
		return RC_OK;
	close(ends[0]);
	close_files(w);
	errno = error;
	return RC_IO;
}

void worker_give(struct worker *w, size_t item)
{
	w->busy = true;
	w->item = item;
	w->started = worker_clock();
	/* If it has ended, worker_take notices; a worker that was told nothing must not be waited
	 * for. */
	if (send(w->channel, &item, sizeof(item), MSG_NOSIGNAL) != (ssize_t)sizeof(item))
		kill(w->pid, SIGKILL);
}

enum rc worker_take(struct worker *w, struct made *ret)
{
	ssize_t n;

	do
		n = recv(w->channel, ret, sizeof(*ret), 0);
	while (n < 0 && errno == EINTR);
	return n == (ssize_t)sizeof(*ret) ? RC_OK : RC_IO;
}

enum rc worker_drain(int file, struct buf *into)
{
	off_t at = 0;
	ssize_t n;

	do {
		buf_reserve(into, READ_BYTES);
		n = pread(file, into->p + into->n, READ_BYTES, at);
		if (n > 0) {
			into->n += (size_t)n;
			at += n;
		}
	} while (n > 0 || (n < 0 && errno == EINTR));
	into->p[into->n] = '\0';
	/* Both processes share the file's offset: set it back to the start. */
	if (n < 0 || ftruncate(file, 0) != 0 || lseek(file, 0, SEEK_SET) < 0)
		return RC_IO;
	return RC_OK;
}

int worker_end(struct worker *w)
{
	int status = 0;

	kill(w->pid, SIGKILL); /* harmless if it has ended already */
	while (waitpid(w->pid, &status, 0) < 0 && errno == EINTR)
		;
	close_all(w);
	*w = (struct worker){0};
	return status;
}
