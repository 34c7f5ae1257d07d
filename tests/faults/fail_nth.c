/* SPDX-License-Identifier: MIT */
/*
 * Loaded before the program, with the C library's allocator behind it: allocation number
 * KANBEN_FAIL fails, counted over the process and those that it forks. The count is in the file
 * KANBEN_COUNT as it lies in memory: a process in a box cannot write one at its end.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static atomic_long own;
static atomic_long *made;
static long failing;

static void share(void)
{
	const char *path = getenv("KANBEN_COUNT");
	int fd = path != NULL ? open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600) : -1;
	void *p = MAP_FAILED;

	failing = getenv("KANBEN_FAIL") != NULL ? atol(getenv("KANBEN_FAIL")) : 0;
	if (fd >= 0 && ftruncate(fd, sizeof(*made)) == 0)
		p = mmap(NULL, sizeof(*made), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (fd >= 0)
		close(fd);
	made = p != MAP_FAILED ? p : &own;
}

static int fails(void)
{
	if (made == NULL)
		share();
	if (++*made != failing)
		return 0;
	errno = ENOMEM;
	return 1;
}

#include "allocator.h"
