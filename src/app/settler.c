/* SPDX-License-Identifier: MIT */
#include "app/settler.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "app/batch.h"
#include "base/mem.h"

enum {
	FILES = 2, /* of a report */
	WORKER_DESCRIPTORS = 4,
	OTHER_DESCRIPTORS = 32 /* that are needed beside those of the files */
};

/* With the descriptors of as many files. */
struct message {
	enum { SEND_FILES, SEND_HURRY } what;
	size_t item;
	size_t file_n;
};

struct settler {
	pthread_t thread;
	sem_t still; /* 1: the thread waits for news, and nobody forks */
	atomic_bool ending;
	const struct outputs *outputs;
	size_t item_n;
	int in[2];  /* workers and owner send, the thread receives */
	int out[2]; /* the thread sends, the owner receives */
	size_t group;
	struct settler_files held[SETTLER_GROUP];
	size_t held_n;
	long long since; /* when the first of them came, by worker_clock */
};

/* ---- sending ---- */

static enum rc send_message(const struct settler *s, struct message *message, const int *fds)
{
	_Alignas(struct cmsghdr) char rights[CMSG_SPACE(FILES * sizeof(int))] = {0};
	struct iovec part = {message, sizeof(*message)};
	struct msghdr m = {.msg_iov = &part, .msg_iovlen = 1};
	size_t n = message->file_n * sizeof(int);
	ssize_t sent;

	if (n > 0) {
		struct cmsghdr *c = (struct cmsghdr *)(void *)rights;

		m.msg_control = rights;
		m.msg_controllen = CMSG_SPACE(n);
		c->cmsg_len = CMSG_LEN(n);
		c->cmsg_level = SOL_SOCKET;
		c->cmsg_type = SCM_RIGHTS;
		memcpy(CMSG_DATA(c), fds, n);
	}
	do
		sent = sendmsg(s->in[0], &m, MSG_NOSIGNAL);
	while (sent < 0 && errno == EINTR);
	return sent >= 0 ? RC_OK : RC_IO;
}

enum rc settler_send(const struct settler *s, const struct settler_files *files)
{
	struct out *const outs[FILES] = {files->document, files->html};
	struct message message = {SEND_FILES, files->item, 0};
	int fds[FILES];

	for (; message.file_n < FILES && outs[message.file_n] != NULL; message.file_n++) {
		fds[message.file_n] = out_nameless(outs[message.file_n]);
		if (fds[message.file_n] < 0)
			return RC_IO;
	}
	if (send_message(s, &message, fds) != RC_OK)
		return RC_IO;
	for (size_t i = 0; i < message.file_n; i++)
		out_abandon(outs[i]);
	return RC_OK;
}

void settler_hurry(const struct settler *s)
{
	(void)!send_message(s, &(struct message){.what = SEND_HURRY}, NULL);
}

/* ---- in the thread ---- */

/* An owner that cannot be told must not wait. */
static void tell(const struct settler *s, const struct settlement *what)
{
	ssize_t sent;

	do
		sent = send(s->out[1], what, sizeof(*what), MSG_NOSIGNAL);
	while (sent < 0 && errno == EINTR);
	if (sent < 0)
		shutdown(s->out[1], SHUT_RDWR);
}

/* Names a report's files, all of which are on the disc. */
static struct settlement name_files(const struct settler_files *f)
{
	struct settlement ret = {.item = f->item};

	if (out_finish(f->document) != RC_OK) {
		ret.error = errno;
		out_abandon(f->html);
	} else if (f->html != NULL && out_finish(f->html) != RC_OK) {
		ret.error = errno;
		ret.html = ret.half = true;
	}
	return ret;
}

static struct settlement sync_files(const struct settler_files *f)
{
	struct settlement ret = {.item = f->item};

	if (out_sync(f->document) != RC_OK) {
		ret.error = errno;
	} else if (f->html != NULL && out_sync(f->html) != RC_OK) {
		ret.error = errno;
		ret.html = true;
	}
	if (ret.error != 0) {
		out_abandon(f->document);
		out_abandon(f->html);
	}
	return ret;
}

/* All are synced before the first is named: the journal is then written for all of them at once. */
static void settle(struct settler *s)
{
	struct settlement become[SETTLER_GROUP];

	for (size_t i = 0; i < s->held_n; i++)
		become[i] = sync_files(&s->held[i]);
	for (size_t i = 0; i < s->held_n; i++) {
		if (become[i].error == 0)
			become[i] = name_files(&s->held[i]);
		tell(s, &become[i]);
	}
	s->held_n = 0;
}

/* The descriptors that came with a message; false: there was no room for one of them. */
static bool take_descriptors(struct msghdr *m, size_t n, int *ret)
{
	const struct cmsghdr *c = CMSG_FIRSTHDR(m);
	size_t got = 0;

	if (c != NULL && c->cmsg_type == SCM_RIGHTS)
		got = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
	if (got > 0)
		memcpy(ret, CMSG_DATA(c), got * sizeof(int));
	if (got == n)
		return true;
	for (size_t i = 0; i < got; i++)
		close(ret[i]);
	return false;
}

/* Holds a report's files until they are settled. */
static void hold(struct settler *s, const struct message *message, const int *fds)
{
	const struct output *names = &s->outputs->files[message->item];
	struct settler_files *f = &s->held[s->held_n];
	struct settlement failed = {.item = message->item};

	*f = (struct settler_files){.item = message->item};
	f->document = out_take_over(fds[0], names->document);
	if (f->document == NULL)
		failed.error = errno;
	if (names->html != NULL) {
		f->html = out_take_over(fds[1], names->html);
		if (f->html == NULL && failed.error == 0) {
			failed.error = errno;
			failed.html = true;
		}
	}
	if (failed.error != 0) {
		out_abandon(f->document);
		out_abandon(f->html);
		tell(s, &failed);
		return;
	}
	out_begin_sync(f->document);
	if (f->html != NULL)
		out_begin_sync(f->html);
	if (s->held_n++ == 0)
		s->since = worker_clock();
}

/* As many files as the report has, which is one of ours. */
static bool is_sound(const struct settler *s, const struct message *message)
{
	return message->what == SEND_FILES && message->item < s->item_n &&
	       message->file_n == (s->outputs->files[message->item].html != NULL ? 2 : 1);
}

/* The owner hears nothing more, and does not wait. */
static void give_up(struct settler *s)
{
	shutdown(s->out[1], SHUT_RDWR);
	s->ending = true;
}

/* Takes a message; true: there is nothing to wait for. */
static bool receive(struct settler *s)
{
	_Alignas(struct cmsghdr) char rights[CMSG_SPACE(FILES * sizeof(int))];
	struct message message;
	struct iovec part = {&message, sizeof(message)};
	struct msghdr m = {.msg_iov = &part,
	                   .msg_iovlen = 1,
	                   .msg_control = rights,
	                   .msg_controllen = sizeof(rights)};
	ssize_t n = recvmsg(s->in[1], &m, MSG_CMSG_CLOEXEC);
	int fds[FILES];
	bool all;

	if (n < 0 && errno != EINTR)
		give_up(s);
	if (n != (ssize_t)sizeof(message))
		return false;
	all = take_descriptors(&m, message.file_n, fds);
	if (all && is_sound(s, &message)) {
		hold(s, &message, fds);
		return false;
	}
	for (size_t i = 0; all && i < message.file_n; i++)
		close(fds[i]);
	if (message.what == SEND_FILES && message.item < s->item_n)
		tell(s, &(struct settlement){.item = message.item, .error = EMFILE});
	else if (message.what != SEND_HURRY)
		give_up(s); /* it is of no report, and one would be waited for without end */
	return message.what == SEND_HURRY;
}

static void wait_until_one_may(struct settler *s)
{
	while (sem_wait(&s->still) != 0)
		;
}

/* True: nothing came in time. */
static bool wait_for_message(struct settler *s, short *ret)
{
	struct pollfd news = {.fd = s->in[1], .events = POLLIN};
	long long left = s->since + SETTLER_LINGER - worker_clock();
	int n;

	sem_post(&s->still);
	n = poll(&news, 1, s->held_n == 0 ? -1 : left > 0 ? (int)left : 0);
	wait_until_one_may(s);
	*ret = news.revents;
	return n == 0;
}

static void *run(void *settler)
{
	struct settler *s = settler;
	bool hurry = false;
	short news;

	while (!s->ending) {
		if (hurry || s->held_n == s->group || wait_for_message(s, &news)) {
			settle(s);
			hurry = false;
		} else if (news != 0) {
			hurry = receive(s);
		}
	}
	for (size_t i = 0; i < s->held_n; i++) {
		out_abandon(s->held[i].document);
		out_abandon(s->held[i].html);
	}
	sem_post(&s->still);
	return NULL;
}

/* ---- the owner ---- */

/* How many reports' files may be open at once; 0: none. */
static size_t room(size_t worker_n)
{
	struct rlimit files;
	size_t needed = OTHER_DESCRIPTORS + worker_n * WORKER_DESCRIPTORS, n;

	if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur < needed)
		return 0;
	n = (size_t)(files.rlim_cur - needed) / FILES;
	return n < SETTLER_GROUP ? n : SETTLER_GROUP;
}

static void close_both(const int ends[2])
{
	close(ends[0]);
	close(ends[1]);
}

struct settler *settler_start(const struct outputs *outputs, size_t n, size_t worker_n)
{
	struct settler *s;
	size_t group = room(worker_n);

	if (group == 0)
		return NULL;
	s = mem_alloc(sizeof(*s));
	s->group = group;
	s->outputs = outputs;
	s->item_n = n;
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, s->in) != 0) {
		free(s);
		return NULL;
	}
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, s->out) != 0) {
		close_both(s->in);
		free(s);
		return NULL;
	}
	if (sem_init(&s->still, 0, 0) == 0 && pthread_create(&s->thread, NULL, run, s) == 0)
		return s;
	close_both(s->in);
	close_both(s->out);
	free(s);
	return NULL;
}

void settler_pause(struct settler *s)
{
	if (s != NULL)
		wait_until_one_may(s);
}

void settler_resume(struct settler *s)
{
	if (s != NULL)
		sem_post(&s->still);
}

void settler_enter_worker(struct settler *s)
{
	close(s->in[1]);
	close_both(s->out);
}

int settler_news(const struct settler *s)
{
	return s->out[0];
}

enum rc settler_take(const struct settler *s, struct settlement *ret)
{
	ssize_t n;

	do
		n = recv(s->out[0], ret, sizeof(*ret), 0);
	while (n < 0 && errno == EINTR);
	if (n == 0)
		errno = EPIPE; /* it could not tell everything */
	return n == (ssize_t)sizeof(*ret) ? RC_OK : RC_IO;
}

void settler_end(struct settler *s)
{
	if (s == NULL)
		return;
	s->ending = true;
	shutdown(s->in[1], SHUT_RDWR); /* it wakes up */
	pthread_join(s->thread, NULL);
	sem_destroy(&s->still);
	close_both(s->in);
	close_both(s->out);
	free(s);
}
