/* SPDX-License-Identifier: MIT */
#include "engine/input.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"

enum { READ_BYTES = 64 * 1024 };

static int open_input(const char *path)
{
	if (strcmp(path, "-") == 0)
		return fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0);
	return open(path, O_RDONLY | O_CLOEXEC);
}

enum rc input_read(struct arena *a, const char *path, size_t limit, struct source *ret)
{
	struct buf b = {0};
	int fd = open_input(path), error = 0;

	if (fd < 0)
		return RC_IO;
	while (b.n <= limit) {
		ssize_t n;

		/* The end of a small file is looked for in the room that is left. */
		if (b.cap - b.n < READ_BYTES / 2)
			buf_reserve(&b, READ_BYTES);
		n = read(fd, b.p + b.n, b.cap - b.n - 1);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			error = errno;
		if (n <= 0)
			break;
		b.n += (size_t)n;
	}
	close(fd);
	if (b.n > limit)
		b.n = limit + 1;
	if (error == 0) {
		ret->name = arena_strdup(a, path);
		ret->text = arena_strndup(a, b.p, b.n);
		ret->len = b.n;
	}
	buf_release(&b);
	errno = error;
	return error == 0 ? RC_OK : RC_IO;
}
