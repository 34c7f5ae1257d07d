/* SPDX-License-Identifier: MIT */
#include "serve/pool.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/box.h"
#include "base/mem.h"

enum {
	ORDERS_MAX = 5000, /* of one worker; then another takes its place */
	ANSWER_MAX = 256 << 20
};

struct hand {
	pid_t pid;         /* 0: not started */
	int channel;       /* the length of an order goes in, that of an answer comes out */
	int order, answer; /* files in memory, shared with the worker */
	size_t order_n;    /* carried out so far */
	bool busy;
	long long due; /* when it is to be killed, by now_ms */
	pool_done_fn *done;
	void *user;
};

struct pool {
	const struct serve_input *in;
	size_t n;
	struct hand hands[POOL_MAX];
};

/* What goes through the channel: how many bytes are in the file. */
struct notice {
	uint64_t n;
};

static long long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---- in the worker ---- */

enum { CHANNEL = 3, ORDER = 4, ANSWER = 5 };

/* It reads fonts, layouts and last year's reports, and hands its answer back in a file in memory.
 */
static void enter_box(void)
{
	const struct box_terms box = {.kind = BOX_MAKER, .memory = POOL_MEMORY};
	struct rlimit largest = {ANSWER_MAX, ANSWER_MAX};

	setrlimit(RLIMIT_FSIZE, &largest);
	box_enter(&box);
}

/*
 * Signals that mean the end of the server are the server's business. The files keep their numbers
 * through any mistake below, and nothing else is open: no connection, no folder, no lock.
 */
static void become_worker(const struct hand *h, int channel)
{
	sigset_t none;
	int fds[3] = {fcntl(channel, F_DUPFD, 10), fcntl(h->order, F_DUPFD, 10),
	              fcntl(h->answer, F_DUPFD, 10)};

	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	for (int i = 0; i < 3; i++)
		if (dup2(fds[i], CHANNEL + i) < 0)
			_exit(EXIT_FAILURE);
	if (syscall(SYS_close_range, ANSWER + 1, ~0U, 0) != 0)
		for (int fd = ANSWER + 1; fd < 4096; fd++)
			close(fd);
}

static bool write_all(int fd, const struct buf *b)
{
	size_t at = 0;

	if (ftruncate(fd, 0) != 0)
		return false;
	while (at < b->n) {
		ssize_t n = pwrite(fd, b->p + at, b->n - at, (off_t)at);

		if (n <= 0)
			return false;
		at += (size_t)n;
	}
	return true;
}

/* The order's bytes, mapped; NULL: there are not as many. n is not 0. */
static char *map(int fd, size_t n)
{
	struct stat st;
	char *p;

	if (fstat(fd, &st) != 0 || (uint64_t)st.st_size < n)
		return NULL;
	p = mmap(NULL, n, PROT_READ, MAP_SHARED, fd, 0);
	return p != MAP_FAILED ? p : NULL;
}

static bool carry_out(const struct serve_input *in, size_t n)
{
	struct serve_answer answer = {.status = 500};
	struct serve_order order;
	struct arena a = {0};
	struct buf b = {0};
	char *bytes = map(ORDER, n);
	bool done = bytes != NULL && order_read(&a, bytes, n, &order);
	struct notice notice;

	if (done) {
		in->work(in->context, &order, &answer);
		answer_put(&b, &answer);
		answer_release(&answer);
		notice.n = b.n;
		done = write_all(ANSWER, &b) && send(CHANNEL, &notice, sizeof(notice),
		                                     MSG_NOSIGNAL) == (ssize_t)sizeof(notice);
	}
	if (bytes != NULL)
		munmap(bytes, n);
	buf_release(&b);
	arena_release(&a);
	return done;
}

_Noreturn static void work(const struct serve_input *in)
{
	struct notice notice;

	while (recv(CHANNEL, &notice, sizeof(notice), 0) == (ssize_t)sizeof(notice))
		if (!carry_out(in, (size_t)notice.n))
			break;
	_exit(EXIT_SUCCESS);
}

/* ---- in the server ---- */

static void close_files(struct hand *h)
{
	int fds[] = {h->channel, h->order, h->answer};

	for (size_t i = 0; i < COUNT(fds); i++)
		if (fds[i] >= 0)
			close(fds[i]);
	h->channel = h->order = h->answer = -1;
}

static void end(struct hand *h)
{
	if (h->pid > 0) {
		kill(h->pid, SIGKILL);
		while (waitpid(h->pid, NULL, 0) < 0 && errno == EINTR)
			;
		close_files(h);
	}
	h->pid = 0;
	h->order_n = 0;
}

static enum rc start(const struct pool *p, struct hand *h)
{
	pid_t owner = getpid();
	int ends[2] = {-1, -1};

	h->channel = -1;
	h->order = memfd_create("kanben order", MFD_CLOEXEC);
	h->answer = memfd_create("kanben answer", MFD_CLOEXEC);
	if (h->order < 0 || h->answer < 0 ||
	    socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
		close_files(h);
		return RC_IO;
	}
	h->channel = ends[0];
	fflush(NULL);
	h->pid = fork();
	if (h->pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != owner)
			_exit(EXIT_FAILURE); /* it ended before PR_SET_PDEATHSIG took effect */
		become_worker(h, ends[1]);
		enter_box();
		work(p->in);
	}
	close(ends[1]);
	if (h->pid > 0)
		return RC_OK;
	close_files(h);
	h->pid = 0;
	return RC_IO;
}

/* Passes on what became of the order; the worker is idle or ended before. */
static void settle(struct hand *h, enum pool_end how, struct serve_answer *a)
{
	h->busy = false;
	h->done(h->user, how, a);
}

struct pool *pool_new(const struct serve_input *in)
{
	struct pool *p = mem_alloc(sizeof(*p));

	p->in = in;
	p->n = in->workers < POOL_MAX ? in->workers : POOL_MAX;
	return p;
}

void pool_free(struct pool *p)
{
	for (size_t i = 0; p != NULL && i < p->n; i++) {
		end(&p->hands[i]);
		if (p->hands[i].busy)
			settle(&p->hands[i], POOL_ENDED, NULL);
	}
	free(p);
}

size_t pool_idle(const struct pool *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++)
		n += !p->hands[i].busy;
	return n;
}

/* One that has been started before, and has read its fonts. */
static struct hand *choose(struct pool *p)
{
	struct hand *found = NULL;

	for (size_t i = 0; i < p->n; i++)
		if (!p->hands[i].busy && (found == NULL || found->pid == 0))
			found = &p->hands[i];
	return found;
}

enum rc pool_give(struct pool *p, const struct serve_order *o, pool_done_fn *done, void *user)
{
	struct hand *h = choose(p);
	struct notice notice;
	struct buf b = {0};
	enum rc rc = RC_OK;

	if (h->pid == 0)
		rc = start(p, h);
	if (rc != RC_OK)
		return rc;
	order_put(&b, o);
	notice.n = b.n;
	/* A worker that has ended shows it by its channel, when the answer is read. */
	if (write_all(h->order, &b))
		(void)!send(h->channel, &notice, sizeof(notice), MSG_NOSIGNAL);
	else
		rc = RC_IO;
	buf_release(&b);
	if (rc != RC_OK)
		return rc;
	h->busy = true;
	h->done = done;
	h->user = user;
	h->due = now_ms() + (long long)p->in->seconds * 1000;
	return RC_OK;
}

size_t pool_poll(const struct pool *p, struct pollfd fds[POOL_MAX])
{
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++)
		if (p->hands[i].busy)
			fds[n++] = (struct pollfd){.fd = p->hands[i].channel, .events = POLLIN};
	return n;
}

int pool_wait(const struct pool *p)
{
	long long least = -1, now = now_ms();

	for (size_t i = 0; i < p->n; i++) {
		const struct hand *h = &p->hands[i];
		long long left = h->due > now ? h->due - now : 0;

		if (h->busy && (least < 0 || left < least))
			least = left;
	}
	return (int)least;
}

/*
 * Copies the answer: while it is mapped a worker that has gone wrong could cut it short. False: it
 * has not as many bytes.
 */
static bool fetch(const struct hand *h, size_t n, struct buf *ret)
{
	buf_reserve(ret, n);
	while (ret->n < n) {
		ssize_t k = pread(h->answer, ret->p + ret->n, n - ret->n, (off_t)ret->n);

		if (k <= 0)
			return false;
		ret->n += (size_t)k;
	}
	return true;
}

static void take(struct hand *h)
{
	struct serve_answer answer;
	struct notice notice;
	struct arena a = {0};
	struct buf b = {0};
	ssize_t n = recv(h->channel, &notice, sizeof(notice), MSG_DONTWAIT);

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n == (ssize_t)sizeof(notice) && notice.n <= ANSWER_MAX &&
	    fetch(h, (size_t)notice.n, &b) && answer_read(&a, b.p, b.n, &answer)) {
		if (++h->order_n >= ORDERS_MAX)
			end(h);
		settle(h, POOL_DONE, &answer);
		answer_release(&answer);
	} else {
		end(h);
		settle(h, POOL_ENDED, NULL);
	}
	buf_release(&b);
	arena_release(&a);
}

void pool_run(struct pool *p)
{
	for (size_t i = 0; i < p->n; i++) {
		struct hand *h = &p->hands[i];

		if (h->busy)
			take(h);
		if (h->busy && now_ms() >= h->due) {
			end(h);
			settle(h, POOL_SLOW, NULL);
		}
	}
}
