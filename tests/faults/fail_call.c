/* SPDX-License-Identifier: MIT */
/*
 * Loaded before the program: call number KANBEN_FAIL of the function KANBEN_CALL fails with the
 * errno KANBEN_ERRNO, counted over the process and those that it forks. The count is in the file
 * KANBEN_COUNT as it lies in memory.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_long own;
static atomic_long *made;
static const char *failing;
static long number;
static int error;

static void share(void)
{
	const char *path = getenv("KANBEN_COUNT");
	long fd = path != NULL ? syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CREAT, 0600) : -1;
	void *p = MAP_FAILED;

	failing = getenv("KANBEN_CALL") != NULL ? getenv("KANBEN_CALL") : "";
	number = getenv("KANBEN_FAIL") != NULL ? atol(getenv("KANBEN_FAIL")) : 0;
	error = getenv("KANBEN_ERRNO") != NULL ? atoi(getenv("KANBEN_ERRNO")) : EIO;
	if (fd >= 0 && syscall(SYS_ftruncate, fd, sizeof(*made)) == 0)
		p = (void *)syscall(SYS_mmap, NULL, sizeof(*made), PROT_READ | PROT_WRITE,
		                    MAP_SHARED, fd, 0);
	if (fd >= 0)
		syscall(SYS_close, fd);
	made = p != MAP_FAILED ? p : &own;
}

static int fails(const char *call)
{
	if (made == NULL)
		share();
	if (strcmp(call, failing) != 0 || ++*made != number)
		return 0;
	errno = error;
	return 1;
}

/* The function of the C library, unless the call is to fail. */
#define STAND_BEFORE(type, name, parameters, arguments)                                            \
	__attribute__((visibility("default"))) type name parameters;                               \
	type name parameters                                                                       \
	{                                                                                          \
		static type(*next) parameters;                                                     \
                                                                                                   \
		if (fails(#name))                                                                  \
			return (type)-1;                                                           \
		if (next == NULL)                                                                  \
			*(void **)&next = dlsym(RTLD_NEXT, #name);                                 \
		return next arguments;                                                             \
	}

STAND_BEFORE(ssize_t, write, (int fd, const void *p, size_t n), (fd, p, n))
STAND_BEFORE(ssize_t, read, (int fd, void *p, size_t n), (fd, p, n))
STAND_BEFORE(ssize_t, send, (int fd, const void *p, size_t n, int flags), (fd, p, n, flags))
STAND_BEFORE(ssize_t, recv, (int fd, void *p, size_t n, int flags), (fd, p, n, flags))
STAND_BEFORE(ssize_t, sendmsg, (int fd, const struct msghdr *m, int flags), (fd, m, flags))
STAND_BEFORE(ssize_t, recvmsg, (int fd, struct msghdr *m, int flags), (fd, m, flags))
STAND_BEFORE(ssize_t, pread64, (int fd, void *p, size_t n, off64_t at), (fd, p, n, at))
STAND_BEFORE(int, fsync, (int fd), (fd))
STAND_BEFORE(int, ftruncate64, (int fd, off64_t n), (fd, n))
STAND_BEFORE(int, fchmod, (int fd, mode_t mode), (fd, mode))
STAND_BEFORE(int, rename, (const char *from, const char *to), (from, to))
STAND_BEFORE(int, linkat, (int a, const char *from, int b, const char *to, int flags),
             (a, from, b, to, flags))
STAND_BEFORE(int, memfd_create, (const char *name, unsigned flags), (name, flags))
STAND_BEFORE(int, pipe2, (int ends[2], int flags), (ends, flags))
STAND_BEFORE(pid_t, fork, (void), ())
STAND_BEFORE(void *, mmap64, (void *at, size_t n, int prot, int flags, int fd, off64_t from),
             (at, n, prot, flags, fd, from))

/* It is closed all the same, as Linux does. */
__attribute__((visibility("default"))) int close(int fd);
int close(int fd)
{
	int failed = fails("close");
	long result = syscall(SYS_close, fd);

	if (failed)
		errno = error;
	return failed ? -1 : (int)result;
}

__attribute__((visibility("default"))) int open64(const char *path, int flags, ...);
int open64(const char *path, int flags, ...)
{
	mode_t mode = 0;
	va_list ap;

	if (fails("open64"))
		return -1;
	va_start(ap, flags);
	if ((flags & (O_CREAT | O_TMPFILE)) != 0)
		mode = va_arg(ap, mode_t);
	va_end(ap);
	return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}
