/* SPDX-License-Identifier: MIT */
/*
 * For "batch": what a worker sends with descriptors is of report LIE, which nobody gave it, as if a
 * document had taken the worker over.
 */
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static pid_t owner;

__attribute__((constructor)) static void begin(void)
{
	owner = getpid();
}

__attribute__((visibility("default"))) ssize_t sendmsg(int fd, const struct msghdr *m, int flags)
{
	ssize_t (*next)(int, const struct msghdr *, int);
	const char *lie = getenv("LIE");
	size_t report = lie != NULL ? strtoull(lie, NULL, 0) : 0;

	*(void **)&next = dlsym(RTLD_NEXT, "sendmsg");
	/* All but the first word, which says what the message is. */
	if (getpid() != owner && m->msg_controllen > 0 && m->msg_iov->iov_len > sizeof(size_t))
		memcpy((char *)m->msg_iov->iov_base + sizeof(size_t), &report, sizeof(size_t));
	return next(fd, m, flags);
}
