/* SPDX-License-Identifier: MIT */
/*
 * For "batch": what a worker sends with descriptors is of a report that nobody gave it, as if a
 * document had taken the worker over.
 */
#include <dlfcn.h>
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

	*(void **)&next = dlsym(RTLD_NEXT, "sendmsg");
	/* All but the first word, which says what the message is. */
	if (getpid() != owner && m->msg_controllen > 0 && m->msg_iov->iov_len > sizeof(size_t))
		memset((char *)m->msg_iov->iov_base + sizeof(size_t), 0x3F, sizeof(size_t));
	return next(fd, m, flags);
}
